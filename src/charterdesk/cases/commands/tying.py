"""Tying a case to the equipment that it is about; no promise hangs on it, so it is no event."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.queries.guests import Guest, guest_case
from charterdesk.cases.queries.one import case_for
from charterdesk.customers.models import Asset, Contact


@transaction.atomic
def tie_asset(*, case: Case, asset: Asset | None, by: Person | Contact, at: datetime) -> None:
    """The case is about that piece of equipment; None: about none (R-TER-11).

    Raises PermissionDenied for somebody who may not see the case, and for a contact who names
    what is another organisation's.
    """
    if not _may_tie(case, asset, by):
        raise PermissionDenied
    if asset is None:
        CaseAsset.objects.filter(case=case).delete()
        return
    who = {
        "by": by if isinstance(by, Person) else None,
        "by_contact": by if isinstance(by, Contact) else None,
    }
    CaseAsset.objects.update_or_create(case=case, defaults={"asset": asset, **who, "at": at})


def _may_tie(case: Case, asset: Asset | None, by: Person | Contact) -> bool:
    if isinstance(by, Person):
        return case_for(by, case.number) is not None
    if asset is not None and asset.organisation_id != by.organisation_id:
        return False
    return guest_case(Guest(by), case.number) is not None
