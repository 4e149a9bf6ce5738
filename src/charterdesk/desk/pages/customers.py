"""The list of customers, with the form that adds one."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.customers.models import Organisation
from charterdesk.desk.customer_values import OrganisationRow, OrganisationsPage
from charterdesk.desk.forms.customers import OrganisationForm
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal

MOST = 100


def orgs_page(
    words: str,
    found: Sequence[Organisation],
    form: OrganisationForm | None,
    refusal: Refusal | None = None,
) -> OrganisationsPage:
    """The page; without a form the reader may add no customer, and sees why."""
    return OrganisationsPage(
        sentence=_sentence(len(found)),
        query=words,
        rows=tuple(_row(one) for one in found[:MOST]),
        empty=_("No customer has these words in its name.") if words else _("No customer yet."),
        action=reverse("desk:orgs"),
        fields=fields_of(form) if form else (),
        open=bool(form and form.is_bound) or not (found or words),
        reason="" if form else why_not(),
        refusal=refusal,
    )


def why_not() -> str:
    """Who may change customers."""
    return _("Only an administrator or the lead of a team may change customers and contracts.")


def _sentence(count: int) -> str:
    if count > MOST:
        return _("The first %(count)d are shown: search by name.") % {"count": MOST}
    return ngettext("%(count)d customer", "%(count)d customers", count) % {"count": count}


def _row(one: Organisation) -> OrganisationRow:
    return OrganisationRow(
        name=one.name,
        url=reverse("desk:org", args=[one.pk]),
        charter=one.charter or _("none"),
        manager=one.account_manager.name if one.account_manager else _("nobody"),
        zone=one.zone,
    )
