"""A customer's system with a secret, a case on it, and a team that may look."""

from typing import Any

from charterdesk.access.commands import give_right, keep_secret, keep_system
from charterdesk.access.models import Secret, System
from charterdesk.accounts.refusal import granted
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada as _ada
from tests.apps.cast import admin, cleo, organisation
from tests.faces.desk_scene import case_of

WORD = "Canary-7f3a9c-under-seal"
PORTS = {"web": [80, 443]}


def case() -> Case:
    """A case of Cleo's under the charter that needs access."""
    return case_of("bicom", subject="Trunk down")


def system(name: str = "pbx", address: str = "pbx.customer.example", **more: Any) -> System:
    """A system of Cleo's firm, kept by Ada."""
    given = {"ports": PORTS, "by": _ada(), "at": now(), **more}
    return granted(keep_system(organisation=_firm(), name=name, address=address, **given))


def secret(of: System | None = None, what: str = "GUI user and password", **more: Any) -> Secret:
    """A secret of that system, kept by Ada."""
    given = {"account": "admin", "secret": WORD, "by": _ada(), "at": now(), **more}
    return granted(keep_secret(system=of or system(), what=what, **given))


def ada_may_look() -> None:
    """Ada's team has the right."""
    team = _ada().teams.get()
    give_right(team=team, by=admin(), at=now())


def _firm() -> Any:
    return cleo().organisation or organisation()
