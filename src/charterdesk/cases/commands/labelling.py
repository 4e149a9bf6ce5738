"""Labels on cases: made, put on, taken off, renamed, dropped. No promise moves by any of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight, demand_staffing
from charterdesk.cases.models import Case, CaseLabel, Label


def named(name: str) -> tuple[str, str]:
    """A label's name without odd spaces, and the key that it is compared by."""
    tidy = " ".join(name.split())
    return tidy, tidy.casefold()


def make_label(*, name: str, mark: str, by: Person, at: datetime) -> Label:
    """The label of that name; one that is there already stays as it is, its mark included."""
    demand_sight(by)
    tidy, key = named(name)
    made = {"name": tidy, "mark": mark, "made_by": by, "made_at": at}
    label, _new = Label.objects.get_or_create(key=key, defaults=made)
    return label


def put_label(*, label: Label, cases: Sequence[Case], by: Person, at: datetime) -> frozenset[int]:
    """Put the label on cases; the answer are the keys of those that had it not yet.

    A label that was dropped meanwhile is put on none.
    """
    demand_sight(by)
    with transaction.atomic():
        there = Label.objects.select_for_update().filter(pk=label.pk).exists()
        put = CaseLabel.objects.filter(label=label, case__in=cases)
        had = set(put.values_list("case_id", flat=True))
        rows = [
            CaseLabel(label=label, case=case, by=by, at=at)
            for case in cases
            if there and case.pk not in had
        ]
        CaseLabel.objects.bulk_create(rows, ignore_conflicts=True)
    return frozenset(row.case_id for row in rows)


def take_label_off(*, label: Label, cases: Sequence[Case], by: Person) -> frozenset[int]:
    """Take the label off cases; the answer are the keys of those that had it."""
    demand_sight(by)
    with transaction.atomic():
        put = CaseLabel.objects.filter(label=label, case__in=cases)
        had = frozenset(put.values_list("case_id", flat=True))
        put.delete()
    return had


def change_label(*, label: Label, name: str, mark: str, by: Person) -> Refusal | None:
    """Another name or mark, on every case at once; raises PermissionDenied but for leads."""
    demand_staffing(by)
    tidy, key = named(name)
    if not tidy:
        return Refusal(_("A label needs a name."), "name")
    with transaction.atomic():
        # The rows are locked in one order, so that two renames at once can't both take a name.
        known = list(Label.objects.select_for_update().order_by("pk"))
        if any(one.key == key and one.pk != label.pk for one in known):
            return Refusal(_("There is another label of this name: choose a name of its own."))
        Label.objects.filter(pk=label.pk).update(name=tidy, key=key, mark=mark)
    return None


def drop_label(*, label: Label, by: Person) -> None:
    """Take the label off every case, for good; raises PermissionDenied but for leads."""
    demand_staffing(by)
    with transaction.atomic():
        # Locked first: a colleague who puts it on at this moment is waited for, not tripped over.
        for found in Label.objects.select_for_update().filter(pk=label.pk):
            found.delete()
