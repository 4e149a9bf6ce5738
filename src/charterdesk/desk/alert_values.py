"""What the pages about sources of alerts draw."""

from dataclasses import dataclass

from charterdesk.look.values import Action, Field, Link, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in the list; `trouble` is what a lead should look at."""

    link: Link
    kind: str
    customer: str
    seen: str
    firing: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """All sources; `missing` says why none can be made."""

    rows: tuple[SourceRow, ...]
    new_url: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormPage:
    """The form of a new source; `mapping` are the fields that only any JSON needs."""

    fields: tuple[Field, ...]
    mapping: tuple[Field, ...]
    action: str
    back_url: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage:
    """A key, shown this once, with where it goes and a command that tries it."""

    name: str
    key: str
    url: str
    keyed_url: str
    curl: str
    back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One delivery: when, how often, what came of it."""

    link: Link
    state: str
    reason: str = ""
    acts: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One trouble that the source reported, and its case."""

    title: str
    state: str
    firing: bool
    case: Link
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One source: how it stands, what came, what fires; `reason` is why it can't be changed."""

    name: str
    sentence: str
    trouble: str
    facts: tuple[tuple[str, str], ...]
    address: str
    alerts: tuple[AlertRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    fields: tuple[Field, ...]
    change_url: str
    key_url: str
    end_url: str
    try_url: str
    back_url: str
    reason: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """What would come of one alert of an example."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """An example and the mapping that it is tried with; `mapping` is empty but for any JSON."""

    name: str
    example: tuple[Field, ...]
    mapping: tuple[Field, ...]
    action: str
    back_url: str
    tried: bool = False
    rows: tuple[TrialRow, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPage:
    """One delivery with its bytes as text, and what can be done with it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    body: str
    back_url: str
    try_url: str
    acts: tuple[Action, ...] = ()
