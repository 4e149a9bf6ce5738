"""What a machine asks of a case: it reports the same again, or that it is over (R-VOX-4, R-HFN-13).

A case on a machine's channel is opened by `OpenCase`, as any other.
"""

from dataclasses import dataclass

from charterdesk.engine.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFires(Command):
    """The machine reports again what the case is about; `message` is the id of what it says.

    `priority` is what it has come to, where it is worse than it was; it never lowers the case's.
    """

    message: str = ""
    subject: str = ""
    channel: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecovers(Command):
    """What the machine reported is over. `whole`: so is all of the outage that the case is."""

    message: str = ""
    subject: str = ""
    channel: str = ""
    whole: bool = False
