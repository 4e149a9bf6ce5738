"""What the page of the desk's own fields draws, as frozen values."""

from dataclasses import dataclass

from charterdesk.look.values import Field, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field: what it is in words; the rest is empty for who may not change it.

    `act_url` retires it, or brings it back where it is retired.
    """

    name: str
    about: tuple[str, ...]
    is_retired: bool = False
    fields: tuple[Field, ...] = ()
    action: str = ""
    act_url: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsPage:
    """All fields, and the form for a new one; `new` is empty for who may not declare any."""

    sentence: str
    rows: tuple[FieldRow, ...]
    new: tuple[Field, ...] = ()
    action: str = ""
    refusal: Refusal | None = None
