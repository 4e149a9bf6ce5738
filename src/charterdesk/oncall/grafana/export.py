"""The export as frozen values: schedules, shifts and users as the product's API lists them.

Each of the three is a list, or a page of the API with `results`. What has another shape is a fault
with a sentence; what is only unknown is left for the reader of shifts to name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal

MOST_BYTES = 5 * 1024 * 1024
MOST_SHIFTS = 200
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """One schedule with its shifts, and the users by their keys there."""

    schedule: Row
    shifts: tuple[Row, ...]
    users: Mapping[str, Row]
    missing: tuple[str, ...]


def read_export(data: bytes, name: str) -> Export | Refusal:
    """The schedule of that name, or the only one."""
    if len(data) > MOST_BYTES:
        return Refusal(_("The export is larger than 5 MB: leave out what the rota needs not."))
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return Refusal(_("The export is no JSON that can be read."), "file")
    if not isinstance(said, dict):
        return Refusal(_("The export is no JSON object with schedules and on_call_shifts."), "file")
    schedules = [one for one in _rows(said, "schedules") if name in ("", one.get("name"))]
    if len(schedules) != 1:
        return _choose(said, name)
    by_id = {str(one.get("id")): one for one in _rows(said, "on_call_shifts")}
    wanted = schedules[0].get("shifts")
    keys = [str(one) for one in wanted] if isinstance(wanted, list) else list(by_id)
    return Export(
        schedule=schedules[0],
        shifts=tuple(by_id[key] for key in keys if key in by_id)[:MOST_SHIFTS],
        users={str(one.get("id")): one for one in _rows(said, "users")},
        missing=tuple(key for key in keys if key not in by_id),
    )


def _rows(said: Row, key: str) -> list[Row]:
    """The rows under a key; a page of the API holds them under `results`."""
    found = said.get(key)
    if isinstance(found, dict):
        found = found.get("results")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _choose(said: Row, name: str) -> Refusal:
    names = ", ".join(f"“{one.get('name')}”" for one in _rows(said, "schedules"))
    if not names:
        return Refusal(_("The export has no schedules."), "file")
    if name:
        text = _("The export has no schedule “%(name)s”: it has %(names)s.")
        return Refusal(text % {"name": name, "names": names}, "schedule")
    text = _("The export has several schedules, name one of them: %(names)s.")
    return Refusal(text % {"names": names}, "schedule")
