"""What customers said, as a list: counts above, the words below, each with its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.queries.opinions import Opinion, Tally
from charterdesk.desk.addresses import CaseUrls


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One word of a customer's."""

    url: str
    number: str
    subject: str
    at: datetime
    said: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class OpinionsPage:
    """`older_url` leads to the next ones, "" at the end."""

    tally: Tally
    scores: tuple[tuple[int, int], ...]
    rows: tuple[OpinionRow, ...]
    csv_url: str
    older_url: str = ""


def opinions_page(tally: Tally, found: Sequence[Opinion], more: bool) -> OpinionsPage:
    """The page of the words that were found."""
    older = f"{reverse('desk:opinions')}?before={found[-1].pk}" if more and found else ""
    return OpinionsPage(
        tally=tally,
        scores=tuple(tally.scores.items()),
        rows=tuple(_row(one) for one in found),
        csv_url=reverse("desk:opinions_csv"),
        older_url=older,
    )


def about(one: Opinion) -> str:
    """What it is about, and how it was found."""
    if not one.of:
        return _("%(score)d of 5") % {"score": one.score}
    return _("Reply clear") if one.score else _("Reply not clear")


def _row(one: Opinion) -> OpinionRow:
    url = CaseUrls(one.number).page() + (f"#{one.of}" if one.of else "")
    return OpinionRow(
        url, one.number, one.subject or _("(no subject)"), one.at, about(one), one.says, one.by
    )
