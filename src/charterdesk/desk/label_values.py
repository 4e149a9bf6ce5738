"""What the pages of labels draw, as frozen values."""

from dataclasses import dataclass

from charterdesk.look.values import Field, LabelPill, Refusal


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One label: `cases_url` lists its open cases; the rest is empty for who may not change it."""

    pill: LabelPill
    cases_url: str
    fields: tuple[Field, ...] = ()
    action: str = ""
    drop_url: str = ""


@dataclass(frozen=True, slots=True)
class LabelsPage:
    """All labels; `sentence` says what they are for, or who may change them."""

    sentence: str
    rows: tuple[LabelRow, ...]
    refusal: Refusal | None = None
