"""What a case is about, for who may see it."""

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.customers.models import Asset


def asset_about(asker: Person, case: Case) -> Asset | None:
    """The equipment of a case that the asker may see."""
    seen = CaseAsset.objects.filter(case=case, case__in=cases_seen_by(asker))
    found = seen.select_related("asset").first()
    return found.asset if found else None
