"""What is asked of the fields that a desk adds to its cases."""

from dataclasses import dataclass

from charterdesk.engine.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFields(Command):
    """(key, name, value) of each field; a value of "" empties it. Values are checked already."""

    values: tuple[tuple[str, str, str], ...]
