"""What `/` offers in a reply or note, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Insert:
    """A text that can be put at the cursor; `note` says what it begins with."""

    kind: str
    name: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inserts:
    """What fits the word after the slash; `list_id` is the list that it goes into."""

    list_id: str
    hits: tuple[Insert, ...]
