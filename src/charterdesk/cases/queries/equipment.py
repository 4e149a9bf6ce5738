"""What a case is about, and which cases a piece of equipment had, for who may see them."""

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.customers.models import Asset

MOST = 50


def asset_about(asker: Person, case: Case) -> Asset | None:
    """The equipment of a case that the asker may see."""
    seen = CaseAsset.objects.filter(case=case, case__in=cases_seen_by(asker))
    found = seen.select_related("asset").first()
    return found.asset if found else None


def cases_about(asker: Person, asset: Asset, most: int = MOST) -> list[Case]:
    """The newest cases about the equipment that the asker may see, closed ones included."""
    found = cases_seen_by(asker).filter(about_asset__asset=asset)
    found = found.select_related("owner", "organisation", "contact", "contract")
    return list(found.order_by("-pk")[:most])
