"""A customer's systems and their secrets are kept, ended and looked at; each leaves a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from charterdesk.access.hosts import read_host
from charterdesk.access.journal import Doer, write_line
from charterdesk.access.models import AccessLine, Secret, System
from charterdesk.access.ports import MOST_PORTS, all_ports
from charterdesk.access.rights import may_look, sees_case_of, speaks_for
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.cases.submissions import take_key
from charterdesk.customers.models import Asset, Organisation
from charterdesk.kit.seals import SealBroken, Sealed, open_seal, seal

MOST_SYSTEMS = 50
LONGEST_SECRET = 8000
Kind = AccessLine.Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """An opened secret on its way to the one page that shows it."""

    what: str
    account: str
    secret: str = field(repr=False)
    system: str = ""


def keep_system(
    *, organisation: Organisation, name: str, address: str, ports: Mapping[str, Sequence[int]],
    by: Doer, at: datetime, system: System | None = None, case: Case | None = None,
    asset: Asset | None = None,
) -> System | Refusal:  # fmt: skip
    """A system of the customer's is added or changed: address and ports by product (R-BIC-35).

    `asset` is the equipment that it runs on, one of the same customer's.
    """
    _demand_part(by, organisation)
    if asset is not None and asset.organisation_id != organisation.pk:
        return Refusal(_("The equipment is not one of this customer's."), "asset")
    host = read_host(address)
    if address.strip() and not host:
        text = _("“%(address)s” is no address: write a name such as pbx.example.org, or an IP.")
        return Refusal(text % {"address": address.strip()[:80]}, "address")
    if len(all_ports(ports)) > MOST_PORTS:
        return Refusal(_("A system has at most %(count)d ports.") % {"count": MOST_PORTS}, "ports")
    others = System.objects.filter(organisation=organisation, ended_at__isnull=True)
    if system is None and others.count() >= MOST_SYSTEMS:
        return Refusal(_("The customer has too many systems: end one first."))
    row = system or System(organisation=organisation)
    row.name, row.address, row.changed_at = " ".join(name.split()), host, at
    row.asset = asset
    row.ports = {product: list(each) for product, each in ports.items() if each}
    return _kept(row, by, at, case)


def _kept(row: System, by: Doer, at: datetime, case: Case | None) -> System | Refusal:
    with transaction.atomic():
        if refusal := save_valid(row):
            return refusal
        said = f"{row.name}: {row.address} {', '.join(map(str, all_ports(row.ports)))}"
        locked = _locked(row)
        write_line(locked, Kind.CHANGED, by=by, at=at, what=said, case=_number(case))
    return row


def end_system(*, system: System, by: Doer, at: datetime, case: Case | None = None) -> None:
    """The system is no more; its sealed secrets are wiped."""
    _demand_part(by, system.organisation)
    with transaction.atomic():
        locked = _locked(system)
        for secret in locked.secrets.filter(ended_at__isnull=True):
            _end(secret, at)
        locked.ended_at = at
        locked.save(update_fields=["ended_at"])
        write_line(locked, Kind.ENDED, by=by, at=at, what=locked.name, case=_number(case))


def keep_secret(
    *, system: System, what: str, account: str, secret: str, by: Doer, at: datetime,
    case: Case | None = None,
) -> Secret | Refusal:  # fmt: skip
    """A secret goes under seal; an earlier one of the same use is wiped (R-BIC-34)."""
    _demand_part(by, system.organisation)
    what, account = " ".join(what.split())[:120], account.strip()[:120]
    if not what:
        return Refusal(_("Say what it opens, such as “root password for SSH”."), "what")
    if not secret or len(secret) > LONGEST_SECRET:
        said = {"count": LONGEST_SECRET}
        return Refusal(_("A secret has 1 to %(count)d letters.") % said, "secret")
    row = Secret(system=system, what=what, account=account, kept_at=at)
    try:
        sealed = seal(secret, place=row.place)
    except SealBroken as fault:
        return Refusal(str(fault))
    with transaction.atomic():
        locked = _locked(system)
        for earlier in locked.secrets.filter(what=what, account=account, ended_at__isnull=True):
            _end(earlier, at)
        row.key, row.sealed = sealed.key, sealed.content
        if isinstance(by, Person):
            row.kept_by = by
        else:
            row.kept_by_contact = by.contact
        row.save(force_insert=True)
        write_line(locked, Kind.KEPT, by=by, at=at, what=what, case=_number(case))
    return row


def end_secret(*, secret: Secret, by: Doer, at: datetime, case: Case | None = None) -> None:
    """The secret is wiped; that it was there stays in the log."""
    _demand_part(by, secret.system.organisation)
    with transaction.atomic():
        locked = _locked(secret.system)
        if Secret.objects.filter(pk=secret.pk, ended_at__isnull=True).exists():
            _end(secret, at)
            write_line(locked, Kind.ENDED, by=by, at=at, what=secret.what, case=_number(case))


def show_secret(
    *, secret: Secret, case: Case, reason: str, key: str, by: Person, at: datetime
) -> Shown | Refusal:
    """Open a secret for work on an open case of its customer's, for a reason that is logged.

    `key` is the form's: pressed twice, the second press shows nothing. Raises PermissionDenied.
    """
    if not may_look(by) or not sees_case_of(by, case, secret.system.organisation_id):
        raise PermissionDenied(_("Only people of a team with this right may look at secrets."))
    if len(reason.strip()) < 3:
        return Refusal(_("Say what you need it for: the log keeps it."), "reason")
    if load(case.pk).state.is_over:
        return Refusal(_("The case is over: secrets are shown for work on an open one."))
    try:
        with transaction.atomic():
            return _shown(secret, case, reason.strip()[:1000], f"secret/{key}", by, at)
    except SealBroken as fault:
        return Refusal(str(fault))
    except IntegrityError:
        return Refusal(_("It was shown already; to see it again, give the reason again."))


def _shown(
    secret: Secret, case: Case, reason: str, key: str, by: Person, at: datetime
) -> Shown | Refusal:
    locked = _locked(secret.system)
    row = Secret.objects.get(pk=secret.pk)
    if row.ended_at is not None:
        return Refusal(_("It was replaced or wiped a moment ago: open the page again."))
    opened = open_seal(Sealed(row.key, row.sealed), place=row.place)
    take_key(key, case, None, at)
    write_line(locked, Kind.SHOWN, by=by, at=at, what=row.what, case=case.number, reason=reason)
    return Shown(row.what, row.account, opened, locked.name)


def _demand_part(by: Doer, organisation: Organisation) -> None:
    """Raise PermissionDenied for a closed account, or for another customer's contact."""
    if isinstance(by, Person):
        demand_sight(by)
    elif not speaks_for(by.contact, organisation):
        raise PermissionDenied(_("Only people of the customer may change this."))


def _locked(system: System) -> System:
    return System.objects.select_for_update().get(pk=system.pk)


def _end(secret: Secret, at: datetime) -> None:
    Secret.objects.filter(pk=secret.pk).update(ended_at=at, sealed="", key="")


def _number(case: Case | None) -> str:
    return case.number if case else ""
