"""The list of customers, with the form that adds one."""

from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.customers.listing import Listed
from charterdesk.customers.models import Organisation
from charterdesk.desk.addresses import with_query
from charterdesk.desk.customer_values import OrganisationRow, OrganisationsPage
from charterdesk.desk.forms.customers import OrganisationForm
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Pager, Refusal


class Paged(Protocol):
    """Rows that go on behind the mark `after`."""

    @property
    def after(self) -> str:
        """ "" where they don't."""
        ...


def orgs_page(
    words: str,
    after: str,
    found: Listed[Organisation],
    form: OrganisationForm | None,
    refusal: Refusal | None = None,
) -> OrganisationsPage:
    """The page; without a form the reader may add no customer, and sees why."""
    return OrganisationsPage(
        sentence=_count(len(found.rows)) if not (after or found.after) else "",
        query=words,
        rows=tuple(_row(one) for one in found.rows),
        pager=pager_of(reverse("desk:orgs"), {"q": words}, after, found),
        empty=_("No customer has these words in its name.") if words else _("No customer yet."),
        action=reverse("desk:orgs"),
        fields=fields_of(form) if form else (),
        open=bool(form and form.is_bound) or not (found.rows or words or after),
        reason="" if form else why_not(),
        refusal=refusal,
    )


def why_not() -> str:
    """Who may change customers."""
    return _("Only an administrator or the lead of a team may change customers and contracts.")


def pager_of(
    path: str, asked: dict[str, str], after: str, found: Paged, mark: str = "after"
) -> Pager | None:
    """How a list goes on, and back to its start; None where it has one page."""
    if not after and not found.after:
        return None
    return Pager(
        shown="",
        first_url=with_query(path, asked) if after else "",
        next_url=with_query(path, {**asked, mark: found.after}) if found.after else "",
    )


def _count(count: int) -> str:
    return ngettext("%(count)d customer", "%(count)d customers", count) % {"count": count}


def _row(one: Organisation) -> OrganisationRow:
    return OrganisationRow(
        name=one.name,
        url=reverse("desk:org", args=[one.pk]),
        charter=one.charter or _("none"),
        manager=one.account_manager.name if one.account_manager else _("nobody"),
        zone=one.zone,
    )
