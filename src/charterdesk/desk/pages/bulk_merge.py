"""More than two cases side by side, before one of them takes the others in (ux.md 1 no. 15)."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.merging import are_of_two, not_to_merge
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.bulk_merge_values import BulkMergePage, MergeChoice
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.pages.clocks import next_clock
from charterdesk.desk.pages.merge import facts_of
from charterdesk.desk.values import Fact
from charterdesk.visit.reader import Reader

MOST_NAMED = 5


def merging_page(
    form: BulkForm, cases: Sequence[Case], reader: Reader, *, unchosen: bool = False
) -> BulkMergePage:
    """The oldest that is open and can take in the most of the others is proposed; `unchosen`
    where none of them was named.
    """
    ways = sorted(
        cases,
        key=lambda one: (not one.is_open, _count_against(one, cases), one.opened_at, one.pk),
    )
    strict = min(cases, key=lambda one: one.priority_rank)
    words = ngettext("Merge %(count)d case", "Merge %(count)d cases into one", len(cases))
    return BulkMergePage(
        title=words % {"count": len(cases)},
        action=reverse("desk:bulk"), back_url=form.back_url(), hidden=form.hidden(),
        choices=tuple(_choice(one, ways, form.back_url(), reader) for one in ways),
        lines=(
            _("The others end in the case that goes on, each as if it were the only one."),
            _("It has the strictest priority then: %(priority)s.") % {"priority": strict.priority},
            _("Who asked keeps the response and reply that are owed, with their old deadlines."),
            _("Later mail to any of them goes to the case that goes on."),
            _("A case under another charter can't be merged: it is refused, the rest is done."),
            _("Within 14 days each can be taken apart again."),
        ),
        warning=_of_several(cases) if are_of_two(cases) else "",
        error=_("Choose the case that goes on.") if unchosen else "",
    )  # fmt: skip


def _of_several(cases: Sequence[Case]) -> str:
    """That the cases belong to several customers, by name, and what then happens."""
    customers = sorted({one.organisation.name for one in cases if one.organisation})
    count, shown = len(customers), ", ".join(customers[:MOST_NAMED])
    if more := customers[MOST_NAMED:]:
        shown = _("%(names)s and %(count)d more") % {"names": shown, "count": len(more)}
    words = ngettext(
        "The cases belong to %(count)d customer: %(names)s. Those of another customer than the"
        " case that goes on has are refused, as each would read what the other writes.",
        "The cases belong to %(count)d customers: %(names)s. Those of another customer than the"
        " case that goes on has are refused, as each would read what the other writes.", count,
    )  # fmt: skip
    return words % {"count": count, "names": shown}


def _choice(case: Case, ways: Sequence[Case], back: str, reader: Reader) -> MergeChoice:
    clock = next_clock(case, reader.at)
    due = reader.full(case.next_due_at) if clock and case.next_due_at else _("none")
    facts = (
        *facts_of(case),
        Fact(_("Opened"), reader.full(case.opened_at)),
        Fact(_("Next promise"), f"{clock.name}: {due}" if clock else due),
        Fact(_("Charter"), case.charter),
    )
    url = CaseUrls(case.number, back).page()
    subject = case.subject or _("(no subject)")
    return MergeChoice(
        case.number, url, subject, facts, case == ways[0], _refused_by(case, ways)
    )  # fmt: skip


def _refused_by(case: Case, ways: Sequence[Case]) -> str:
    """How many of the others can't end in the case, "" where all can."""
    count = _count_against(case, ways)
    words = ngettext(
        "%(count)d of the others can't be merged into it.",
        "%(count)d of the others can't be merged into it.", count,
    )  # fmt: skip
    return words % {"count": count} if count else ""


def _count_against(case: Case, ways: Sequence[Case]) -> int:
    return sum(one != case and not_to_merge(one, case) is not None for one in ways)
