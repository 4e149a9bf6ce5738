"""What is asked about the matter that a case is: its kind, and the type of the request."""

from dataclasses import dataclass

from charterdesk.engine.commands import Command

KIND, TYPE = "kind", "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMatter(Command):
    """(`kind` or `type`, word) of each that is to be set, "" for not said; the other stays."""

    words: tuple[tuple[str, str], ...]
    reason: str = ""
