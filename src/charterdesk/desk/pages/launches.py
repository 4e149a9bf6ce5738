"""How a contract's launch stands: when it was, whom the package reached, or what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charterdesk.customers.models import Contract
from charterdesk.look.values import Action
from charterdesk.notifications.models import Notice
from charterdesk.visit.reader import Reader

State = Notice.State


@dataclass(frozen=True, slots=True)
class Launch:
    """A contract that its charter launches. `begun`: its day has come; `lacks` is why it can't."""

    contract: Contract
    begun: bool
    lacks: str
    packages: Sequence[Notice]


def launch_words(launch: Launch | None, reader: Reader) -> str:
    """When it was launched, and to whom the welcome package went; or that it is still to come."""
    if launch is None:
        return ""
    one = launch.contract
    if one.launched_at is None:
        return "" if launch.begun else _("It is launched when it begins.")
    said = {
        "when": reader.full(one.launched_at),
        "name": one.launched_by.name if one.launched_by else "Charterdesk",
        "who": ", ".join(_package(notice) for notice in launch.packages),
    }
    if not launch.packages:
        return _("Launched %(when)s by %(name)s. No welcome package went out.") % said
    return _("Launched %(when)s by %(name)s. Welcome package to %(who)s.") % said


def defect_words(launch: Launch | None) -> str:
    """What it lacks though it has begun."""
    if launch is None or launch.contract.launched_at or not launch.begun:
        return ""
    return launch.lacks


def launch_act(launch: Launch | None, url: str) -> Action | None:
    """The button that launches it; with the reason where it can't be pressed."""
    if launch is None or launch.contract.launched_at or not launch.begun:
        return None
    return Action(
        f"launch-{launch.contract.pk}", _("Launch it"), url, method="post",
        enabled=not launch.lacks, reason=launch.lacks,
    )  # fmt: skip


def _package(notice: Notice) -> str:
    states = {
        State.SENT: "%(address)s",
        State.DEAD: _("%(address)s (not delivered)"),
    }
    form = states.get(State(notice.state), _("%(address)s (on its way)"))
    return form % {"address": notice.address}
