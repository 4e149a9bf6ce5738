"""What the pages of macros draw, as frozen values."""

from dataclasses import dataclass

from charterdesk.look.values import ComposerMode, Field, Link, Refusal, Stop


@dataclass(frozen=True, slots=True)
class MacroRow:
    """One macro: whose it is and what it does; the rest is empty for who may not change it."""

    name: str
    whose: str
    does: tuple[str, ...]
    text: str
    fields: tuple[Field, ...] = ()
    action: str = ""
    drop_url: str = ""


@dataclass(frozen=True, slots=True)
class MacrosPage:
    """All macros of the reader, and the form for a new one."""

    rows: tuple[MacroRow, ...]
    new: tuple[Field, ...]
    action: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMacroPage:
    """A macro on a case: first which one, then its text filled in, and what else it does."""

    ref: str
    subject: str
    back_url: str
    action: str
    all_url: str
    choices: tuple[Link, ...] = ()
    name: str = ""
    macro: int = 0
    mode: ComposerMode = "reply"
    text: str = ""
    does: tuple[str, ...] = ()
    key: str = ""
    seen: int = 0
    stop: Stop | None = None
    errors: tuple[str, ...] = ()
    refusal: Refusal | None = None
