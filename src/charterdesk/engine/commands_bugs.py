"""What is asked of the bugs of a case after their end."""

from dataclasses import dataclass

from charterdesk.engine.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenBug(Command):
    """Its tracker has opened again what was closed (R-TER-17)."""

    number: str
