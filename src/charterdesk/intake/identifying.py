"""Whose contract a stranger's mail names in its standard form, by number or licence key (R-TER-7).

A number is no proof: it counts only where the charter then asks the firm's authorised people.
"""

from charterdesk.accounts.rights import DESK
from charterdesk.channels.mail.standard_form import form_in
from charterdesk.customers.identifying import organisations_by_paper
from charterdesk.customers.models import Organisation
from charterdesk.engine.charter.values import Charter

PAPERS = ("contract", "key")


def organisation_named(text: str, charter: Charter) -> Organisation | None:
    """The one customer whom the form's numbers name; None for nobody, or for several."""
    if not charter.askers.authorised_only_under_contract:
        return None
    form = form_in(text)
    said = [form[paper] for paper in PAPERS if paper in form]
    found = {one.pk: one for number in said for one in organisations_by_paper(DESK, number)}
    return next(iter(found.values())) if len(found) == 1 else None
