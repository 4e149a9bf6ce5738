"""What the page of splitting a case draws, as frozen values."""

from dataclasses import dataclass

from charterdesk.look.values import Clock, Field, Refusal


@dataclass(frozen=True, slots=True)
class SplitSide:
    """One of the two cases as it would be; the new one has no number yet."""

    ref: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPage:
    """Split: first the messages to tick, then both cases side by side and what will be."""

    ref: str
    subject: str
    action: str
    back_url: str
    message: Field
    new_subject: Field
    possible: bool
    key: str
    ticked: tuple[str, ...] = ()
    sides: tuple[SplitSide, ...] = ()
    consequences: tuple[str, ...] = ()
    refusal: Refusal | None = None
