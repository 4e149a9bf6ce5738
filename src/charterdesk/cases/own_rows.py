"""The rows of the desk's own fields, projected from a case's events by the store."""

from collections.abc import Iterable, Mapping

from charterdesk.cases.models import Case
from charterdesk.cases.models.own_field import OwnField, OwnValue
from charterdesk.cases.own_values import folded
from charterdesk.engine.case import Case as State
from charterdesk.engine.events import Event, FieldSet


def write_values(row: Case, events: Iterable[Event]) -> None:
    """Store what the events put into fields, in the transaction that holds the case's lock.

    A key that names no field of the desk stays in the log alone.
    """
    values = {one.field: one.value for one in events if isinstance(one, FieldSet)}
    if not values:
        return
    keys = dict(OwnField.objects.filter(key__in=values).values_list("key", "pk"))
    OwnValue.objects.filter(case=row, field__in=keys.values()).delete()
    OwnValue.objects.bulk_create(
        OwnValue(case=row, field_id=keys[key], value=value, folded=folded(value))
        for key, value in values.items()
        if value and key in keys
    )


def values_in(state: State) -> Mapping[str, str]:
    """What the fields of a case hold by its events, by their keys; empty ones are left out."""
    return {key: one.value for key, one in state.field_values.items() if one.value}
