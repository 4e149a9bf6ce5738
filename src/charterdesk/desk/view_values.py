"""What the pages of saved views draw, as frozen values."""

from dataclasses import dataclass

from charterdesk.look.values import Field, Refusal


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a list offers: to be saved, or, where it is saved, a star that is on or off."""

    save_url: str = ""
    star_url: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class SaveViewPage:
    """A list that is to be saved: what narrows it in words, its name, whose it shall be."""

    sentence: str
    fields: tuple[Field, ...]
    action: str
    back_url: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view; without `name_field` it is not the reader's to change."""

    name: str
    url: str
    sentence: str
    whose: str
    starred: bool
    star_url: str
    name_field: Field | None = None
    action: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class ViewsPage:
    """Every saved view that the reader has."""

    rows: tuple[ViewRow, ...]
    refusal: Refusal | None = None
