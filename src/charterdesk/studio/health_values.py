"""What the page of the desk's health shows."""

from dataclasses import dataclass, field

from charterdesk.look.values import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One thing that must work; `state` is `well`, `look` or `bad`, `todo` what to do then."""

    name: str
    state: str
    icon: str
    word: str
    sentence: str
    todo: str = ""
    links: tuple[Link, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPage:
    """All of it, what is at fault first. `kind` is the banner's."""

    sentence: str
    kind: str
    icon: str
    rows: tuple[HealthRow, ...]
