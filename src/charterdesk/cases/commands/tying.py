"""Tying a case to the equipment that it is about; no promise hangs on it, so it is no event."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.queries.one import case_for
from charterdesk.customers.models import Asset


@transaction.atomic
def tie_asset(*, case: Case, asset: Asset | None, by: Person, at: datetime) -> None:
    """The case is about that piece of equipment; None: about none (R-TER-11).

    Raises PermissionDenied for somebody who may not see the case.
    """
    if case_for(by, case.number) is None:
        raise PermissionDenied
    if asset is None:
        CaseAsset.objects.filter(case=case).delete()
        return
    CaseAsset.objects.update_or_create(
        case=case, defaults={"asset": asset, "by": by, "at": at}
    )  # fmt: skip
