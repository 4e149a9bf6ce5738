"""Two cases side by side, before one is merged into the other (ux.md 1 no. 15)."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.queries.merging import OTHER_CUSTOMER, not_to_merge
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.merging import MergeForm
from charterdesk.desk.pages.queue import customer_of
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.desk.pages.words import status_words
from charterdesk.desk.values import Fact, MergePage, MergeSide
from charterdesk.look.fields import field_of
from charterdesk.look.values import Link, Refusal


def merge_page(
    case: Case, into: Case | None, form: MergeForm, urls: CaseUrls,
    refusal: Refusal | None = None, near: Sequence[Case] = (),
) -> MergePage:  # fmt: skip
    """First the question which case, then both, or what speaks against it before the press.

    `near` are cases that it may be: open ones of the same customer.
    """
    against = not_to_merge(case, into) if into else None
    return MergePage(
        ref=case.number,
        subject=case.subject or _("(no subject)"),
        action=urls.of("merge"),
        back_url=urls.page(),
        into=field_of(form["into"]),
        sides=(_side(case, urls), _side(into, urls)) if into else None,
        consequences=_consequences(case, into) if into and not against else (),
        against=refusal_words(against) if against else "",
        together_url=_together(case, into, urls) if into and against == OTHER_CUSTOMER else "",
        refusal=refusal,
        near=tuple(_near(one, urls) for one in near if one.pk != case.pk),
    )


def facts_of(case: Case) -> tuple[Fact, ...]:
    """What tells one case from another at a glance."""
    owner = case.owner.name if case.owner else _("nobody")
    return (
        Fact(_("Status"), status_words(case.status, case.waiting_on)),
        Fact(_("Priority"), case.priority),
        Fact(_("Customer"), customer_of(case)),
        Fact(_("Owner"), owner),
    )


def _near(case: Case, urls: CaseUrls) -> Link:
    address = urls.of("merge")
    mark = "&" if "?" in address else "?"
    url = f"{address}{mark}{urlencode({'into': case.number})}"
    return Link(f"{case.number} {case.subject}", url)


def _together(case: Case, into: Case, urls: CaseUrls) -> str:
    """Where cases of two customers are put under one outage."""
    query = urlencode({"ref": [case.number, into.number], "back": urls.back_url}, doseq=True)
    return f"{reverse('desk:outage_together')}?{query}"


def _side(case: Case, urls: CaseUrls) -> MergeSide:
    return MergeSide(case.number, urls.sibling(case.number), case.subject, facts_of(case))


def _consequences(case: Case, into: Case) -> tuple[str, ...]:
    strict = min((case, into), key=lambda one: one.priority_rank)
    said = {
        "case": case.number, "into": into.number, "priority": strict.priority,
        "asker": case.contact.name if case.contact else case.asker or _("The customer"),
    }  # fmt: skip
    same = case.priority_rank == into.priority_rank
    return (
        _("%(into)s keeps its priority: %(priority)s.") % said
        if same
        else _("%(into)s has the stricter priority then: %(priority)s.") % said,
        _("%(asker)s keeps the response and reply that are owed, with their old deadlines.") % said,
        _("A ladder that runs goes on in %(into)s, as far as it has come.") % said,
        _("Later mail to %(case)s goes to %(into)s.") % said,
        _("Within 14 days the merge can be undone, and each owes again what is its own."),
    )
