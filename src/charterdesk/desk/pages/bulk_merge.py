"""More than two cases side by side, before one of them takes the others in (ux.md 1 no. 15)."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.bulk_merge_values import BulkMergePage, MergeChoice
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.pages.clocks import next_clock
from charterdesk.desk.pages.merge import facts_of
from charterdesk.desk.values import Fact
from charterdesk.visit.reader import Reader


def merging_page(
    form: BulkForm, cases: Sequence[Case], reader: Reader, *, unchosen: bool = False
) -> BulkMergePage:
    """The oldest that is open is proposed; `unchosen` where none of them was named."""
    ways = sorted(cases, key=lambda one: (not one.is_open, one.opened_at))
    strict = min(cases, key=lambda one: one.priority_rank)
    words = ngettext("Merge %(count)d case", "Merge %(count)d cases into one", len(cases))
    return BulkMergePage(
        title=words % {"count": len(cases)},
        action=reverse("desk:bulk"), back_url=form.back_url(), hidden=form.hidden(),
        choices=tuple(_choice(one, form.back_url(), reader, one == ways[0]) for one in ways),
        lines=(
            _("The others end in the case that goes on, each as if it were the only one."),
            _("It has the strictest priority then: %(priority)s.") % {"priority": strict.priority},
            _("Who asked keeps the response and reply that are owed, with their old deadlines."),
            _("Later mail to any of them goes to the case that goes on."),
            _("A case under another charter can't be merged: it is refused, the rest is done."),
            _("Within 14 days each can be taken apart again."),
        ),
        error=_("Choose the case that goes on.") if unchosen else "",
    )  # fmt: skip


def _choice(case: Case, back: str, reader: Reader, chosen: bool) -> MergeChoice:
    clock = next_clock(case, reader.at)
    due = reader.full(case.next_due_at) if clock and case.next_due_at else _("none")
    facts = (
        *facts_of(case),
        Fact(_("Opened"), reader.full(case.opened_at)),
        Fact(_("Next promise"), f"{clock.name}: {due}" if clock else due),
        Fact(_("Charter"), case.charter),
    )
    url = CaseUrls(case.number, back).page()
    return MergeChoice(case.number, url, case.subject or _("(no subject)"), facts, chosen)
