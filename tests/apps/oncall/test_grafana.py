"""A schedule of Grafana OnCall becomes layers; what could not be taken over is said."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.oncall.commands import import_grafana
from charterdesk.oncall.commands.grafana import Imported
from charterdesk.oncall.models import RotaLayer
from tests.apps.cast import MONDAY, ada, admin, ben, charter
from tests.apps.oncall.rota_scene import nights, on_duty, zoe

pytestmark = pytest.mark.django_db

USERS = {
    "count": 3,
    "results": [
        {"id": "UA", "email": "ada@desk.example", "username": "a.ek"},
        {"id": "UB", "email": "", "username": "ben"},
        {"id": "UZ", "email": "zoe@desk.example", "username": "zoe"},
        {"id": "UX", "email": "gone@elsewhere.example", "username": "gone"},
    ],
}


def shift(key: str = "S1", **other: Any) -> dict[str, Any]:
    row = {
        "id": key, "name": key, "type": "rolling_users", "time_zone": None, "level": 0,
        "start": "2026-06-15T09:00:00", "duration": 604800, "frequency": "weekly", "interval": 1,
        "rolling_users": [["UA"], ["UB"]], "start_rotation_from_user_index": 0,
    }  # fmt: skip
    return {**row, **other}


def export(*shifts: dict[str, Any], **schedule: Any) -> bytes:
    row = {"id": "SC", "name": "night", "type": "calendar", "time_zone": "Europe/Stockholm",
           "shifts": [one["id"] for one in shifts], **schedule}  # fmt: skip
    return json.dumps(
        {"schedules": {"results": [row]}, "on_call_shifts": {"results": shifts}, "users": USERS}
    ).encode()


def take(*shifts: dict[str, Any], data: bytes = b"", schedule: str = "") -> Imported | Refusal:
    ada(), ben(), zoe()
    return import_grafana(
        rota=nights(), charter=charter(), data=data or export(*shifts), schedule=schedule,
        by=ben(), at=MONDAY,
    )  # fmt: skip


def hours(*moments: str) -> list[str]:
    return [", ".join(on_duty(one)) or "-" for one in moments]


def test_a_weekly_rotation_is_a_layer_of_weeks() -> None:
    assert granted(take(shift())) == Imported(1, 0, ())
    assert hours("2026-06-15T07:00", "2026-06-22T06:59", "2026-06-22T07:00") == [
        "ada",
        "ada",
        "ben",
    ]


def test_the_rotation_starts_with_the_user_of_that_index() -> None:
    granted(take(shift(start_rotation_from_user_index=1)))
    assert hours("2026-06-15T07:00", "2026-06-22T07:00") == ["ben", "ada"]


def test_daily_turns_of_some_hours_hold_only_in_these() -> None:
    granted(take(shift(frequency="daily", duration=8 * 3600)))
    assert hours("2026-06-15T14:59", "2026-06-15T15:00", "2026-06-16T07:00") == ["ada", "-", "ben"]


def test_daily_turns_on_working_days_skip_the_weekend() -> None:
    row = shift(frequency="daily", duration=8 * 3600, by_day=["MO", "TU", "WE", "TH", "FR"])
    granted(take(row))
    days = [f"2026-06-{day}T12:00" for day in (15, 16, 17, 18, 19, 20, 21, 22, 23)]
    assert hours(*days) == ["ada", "ben", "ada", "ben", "ada", "-", "-", "ben", "ada"]


def test_a_week_of_some_days_hands_over_with_its_week() -> None:
    row = shift(
        by_day=["MO", "WE"], duration=24 * 3600, start="2026-06-17T09:00:00", week_start="MO"
    )
    granted(take(row))
    days = [f"2026-06-{day}T12:00" for day in (17, 18, 19, 22, 24, 29)]
    assert hours(*days) == ["ada", "-", "-", "ben", "ben", "ada"]


def test_a_stretch_of_each_week_is_cut_into_lines_of_hours() -> None:
    granted(take(shift(start="2026-06-19T17:00:00", duration=63 * 3600)))
    moments = ["2026-06-19T14:59", "2026-06-19T15:00", "2026-06-22T05:59", "2026-06-22T06:00"]
    assert hours(*moments) == ["-", "ada", "ada", "-"]
    assert hours("2026-06-26T16:00") == ["ben"]


def test_hours_over_midnight_end_on_the_next_day() -> None:
    granted(take(shift(frequency="daily", duration=12 * 3600, start="2026-06-15T20:00:00")))
    moments = ["2026-06-15T17:59", "2026-06-15T18:00", "2026-06-16T05:59", "2026-06-16T06:00"]
    assert hours(*moments) == ["-", "ada", "ada", "-"]


def test_a_higher_level_there_lies_over_here() -> None:
    over = shift("S2", level=3, rolling_users=[["UZ"]], frequency="daily", duration=3600 * 2,
                 start="2026-06-15T12:00:00")  # fmt: skip
    granted(take(over, shift()))
    assert hours("2026-06-16T09:59", "2026-06-16T10:00", "2026-06-16T12:00") == [
        "ada",
        "zoe",
        "ada",
    ]


def test_who_is_called_together_stands_on_two_levels() -> None:
    granted(take(shift(rolling_users=[["UA", "UZ"], ["UB"]])))
    assert hours("2026-06-16T12:00", "2026-06-23T12:00") == ["ada, zoe", "ben"]


def test_a_single_event_is_a_shift_and_until_ends_a_layer() -> None:
    one = shift("S2", type="single_event", users=["UZ"], duration=7200)
    done = granted(take(one, shift(until="2026-06-16T09:00:00")))
    assert (done.layers, done.shifts) == (1, 1)
    assert hours("2026-06-15T08:00", "2026-06-15T09:30", "2026-06-16T07:00") == ["zoe", "ada", "-"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"frequency": "monthly"}, "recurs monthly"),
        ({"by_month": [1, 2]}, "recurs by months"),
        ({"rolling_users": []}, "has nobody in its turns"),
        ({"start": None}, "has no beginning or length"),
        ({"interval": 2, "duration": 3600}, "pauses between its turns"),
        ({"by_day": ["MO"], "duration": 90000}, "lasts longer than the day"),
        ({"time_zone": "Mars/Olympus"}, "is no time zone"),
        ({"rolling_users": [["UA"], ["UX"]]}, "gone@elsewhere.example"),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_over_is_said(other: dict[str, Any], words: str) -> None:
    done = granted(take(shift(**other)))
    assert words in " ".join(done.left_out)


def test_calendars_and_shifts_that_are_missing_are_named() -> None:
    row = export(shift(), shifts=["S1", "S9"], ical_url_overrides="https://cal.example/o.ics")
    said = " ".join(granted(take(data=row)).left_out)
    assert "lacks the shifts S9" in said
    assert "https://cal.example/o.ics" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not json", "no JSON that can be read"),
        (b"[" * 100_000, "no JSON that can be read"),
        (b"[1]", "no JSON object"),
        (b'{"schedules": 3}', "has no schedules"),
        (b'{"schedules": [{"name": "a"}, {"name": "b"}]}', "several schedules, name one of them"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    answer = take(data=data)
    assert isinstance(answer, Refusal)
    assert words in answer.text
    assert not RotaLayer.objects.exists()


def test_one_schedule_of_several_is_chosen_by_its_name() -> None:
    data = json.loads(export(shift()))
    data["schedules"]["results"].append({"name": "day", "shifts": []})
    text = json.dumps(data).encode()
    assert isinstance(take(data=text, schedule="noon"), Refusal)
    assert granted(take(data=text, schedule="night")).layers == 1


def test_an_agent_imports_nothing() -> None:
    with pytest.raises(PermissionDenied):
        import_grafana(
            rota=nights(), charter=charter(), data=export(shift()), schedule="", by=ada(),
            at=MONDAY,
        )  # fmt: skip
    assert admin().is_admin
