"""What a customer can do about an address or a port that did not let the desk in (R-BIC-33)."""

from django.utils.translation import gettext as _

from charterdesk.access.checking import OPEN
from charterdesk.access.models import PortCheck
from charterdesk.kit.reworded import reworded
from charterdesk.notifications.unreached import UNREACHED


def advice_on(check: PortCheck | None) -> tuple[str, ...]:
    """A line for each port that is not open, or one about the address; none where all is well."""
    if check is None or check.done_at is None:
        return ()
    if check.fault:
        return (_(
            "The address leads to no place that can be reached from the internet: give a public"
            " IP, or a name that leads to one."
        ),)  # fmt: skip
    shut = ((port, heard) for port, heard in check.said.items() if heard != OPEN)
    return tuple(f"{port}: {_port_advice(heard)}" for port, heard in shut)


def fault_words(check: PortCheck | None) -> str:
    """Why nothing could be tried, in the reader's language; "" where something was."""
    return reworded(check.fault, UNREACHED) if check else ""


def _port_advice(heard: str) -> str:
    if heard == "closed":
        return _(
            "closed. Nothing listens there: start the service, or forward the port to the machine."
        )
    return _("no answer. A firewall or router holds it back: let TCP to this port through.")
