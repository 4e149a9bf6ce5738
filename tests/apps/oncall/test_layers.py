"""Layers of a rota decide who is on duty, and absences skip people (2.9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.engine.check import Context, findings
from charterdesk.oncall.commands import (
    add_layer,
    assign_role,
    end_absence,
    end_layer,
    override_shift,
    report_absence,
)
from charterdesk.oncall.models import Absence, LayerTurn, RotaLayer
from charterdesk.oncall.queries import rota_for
from charterdesk.oncall.turns import DutyTurns
from tests.apps.cast import MONDAY, ada, admin, ben, charter
from tests.apps.oncall.rota_scene import (
    DAY,
    ROLE,
    WEEK,
    layer,
    layer_plan,
    nights,
    on_duty,
    utc,
    wall,
    zoe,
)

pytestmark = pytest.mark.django_db


def refused(**other: Any) -> str:
    people = other.pop("people", (ada(), ben()))
    plan = layer_plan(*people, **other)
    answer = add_layer(rota=nights(), charter=charter(), plan=plan, by=ben(), at=MONDAY)
    assert isinstance(answer, Refusal)
    assert not RotaLayer.objects.exists()
    return answer.text


def away(since: str, until: str) -> Absence:
    return granted(
        report_absence(
            charters=(charter(),),
            person=ada(),
            since=wall(since),
            until=wall(until),
            by=ada(),
            at=MONDAY,
        )
    )


def test_a_layer_hands_over_each_week_at_its_wall_time() -> None:
    layer(ada(), ben())
    assert on_duty("2026-06-15T06:59") == []
    assert on_duty("2026-06-15T07:00") == ["ada"]
    assert on_duty("2026-06-22T07:00") == ["ben"]
    # In winter the same wall time is an hour later.
    assert on_duty("2026-11-02T07:59") == ["ben"]
    assert on_duty("2026-11-02T08:00") == ["ada"]


def test_layers_in_their_own_zones_follow_the_sun() -> None:
    layer(ada(), lines=("Mon-Sun 09:00-17:00",))
    layer(
        zoe(), lines=("Mon-Sun 07:00-15:00",), zone="Asia/Singapore",
        first=wall("2026-06-15T07:00"),
    )  # fmt: skip
    moments = [f"2026-06-17T{hour}:59" for hour in ("06", "07", "14", "15", "22", "23")]
    assert [on_duty(one) for one in moments] == [["zoe"], ["ada"], ["ada"], [], [], ["zoe"]]


def test_a_layer_is_bounded_by_hours_of_the_charter() -> None:
    layer(ada(), hours="office")
    assert on_duty("2026-06-17T10:00") == ["ada"]
    assert on_duty("2026-06-20T10:00") == []


def test_a_second_level_is_called_after_the_first() -> None:
    layer(zoe(), level=2)
    layer(ada(), ben())
    assert on_duty("2026-06-16T12:00") == ["ada", "zoe"]


def test_the_next_of_the_rotation_stands_for_who_is_away() -> None:
    layer(ada(), ben())
    away("2026-06-17T00:00", "2026-06-18T00:00")
    assert on_duty("2026-06-16T21:59") == ["ada"]
    assert on_duty("2026-06-16T22:00") == ["ben"]
    assert on_duty("2026-06-17T22:00") == ["ada"]


def test_who_is_back_early_has_the_turn_again() -> None:
    layer(ada(), ben())
    absence = away("2026-06-15T00:00", "2026-06-18T00:00")
    assert absence.since == MONDAY
    assert (
        end_absence(
            charters=(charter(),), absence=absence, by=ada(), at=MONDAY + timedelta(hours=1)
        )
        is None
    )
    assert on_duty("2026-06-15T08:30") == ["ben"]
    assert on_duty("2026-06-15T09:30") == ["ada"]
    assert (
        end_absence(charters=(charter(),), absence=absence, by=ada(), at=MONDAY + DAY) is not None
    )


def test_an_absence_that_lies_ahead_is_taken_back_whole() -> None:
    absence = away("2026-06-20T00:00", "2026-06-21T00:00")
    assert end_absence(charters=(charter(),), absence=absence, by=ben(), at=MONDAY) is None
    assert not Absence.objects.exists()


def test_an_absence_is_ones_own_or_a_leads_to_say() -> None:
    day = {"since": wall("2026-06-20T00:00"), "until": wall("2026-06-21T00:00"), "at": MONDAY}
    with pytest.raises(PermissionDenied):
        report_absence(charters=(charter(),), person=ben(), by=ada(), **day)  # type: ignore[arg-type]  # as given
    granted(report_absence(charters=(charter(),), person=ada(), by=ben(), **day))  # type: ignore[arg-type]  # as given


@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-06-20T00:00", "2026-06-20T00:00"), ("2026-06-01T00:00", "2026-06-02T00:00")],
)
def test_an_absence_without_length_or_in_the_past_is_refused(since: str, until: str) -> None:
    answer = report_absence(
        charters=(charter(),),
        person=ada(),
        since=wall(since),
        until=wall(until),
        by=ada(),
        at=MONDAY,
    )
    assert isinstance(answer, Refusal)
    assert answer.field == "until"


def test_nobody_away_is_called_for_a_team_or_by_assignment() -> None:
    ben()
    granted(assign_role(charter=charter(), role="specialist", person=ada(), by=ben(), at=MONDAY))
    away("2026-06-17T00:00", "2026-06-18T00:00")
    assert on_duty("2026-06-17T10:00", "engineer") == ["ben"]
    assert on_duty("2026-06-17T10:00", "specialist") == []


def test_the_last_resort_is_called_even_when_away() -> None:
    role = charter().last_resort
    granted(assign_role(charter=charter(), role=role, person=ada(), by=ben(), at=MONDAY))
    away("2026-06-17T00:00", "2026-06-18T00:00")
    assert on_duty("2026-06-17T10:00", role) == ["ada"]


def test_an_override_of_one_level_leaves_the_other() -> None:
    layer(ada())
    layer(ben(), level=2)
    granted(
        override_shift(charter=charter(),
            rota=nights(), person=zoe(), level=2, since=wall("2026-06-17T12:00"),
            until=wall("2026-06-17T14:00"), by=ben(), at=MONDAY,
        )
    )  # fmt: skip
    assert on_duty("2026-06-17T10:30") == ["ada", "zoe"]
    assert on_duty("2026-06-17T12:30") == ["ada", "ben"]


def test_a_closed_account_has_no_turn_of_a_layer() -> None:
    layer(ada(), ben())
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert on_duty("2026-06-16T12:00") == ["ben"]


def test_a_layer_that_runs_is_ended_and_one_ahead_goes() -> None:
    running, ahead = layer(ada()), layer(ben(), first=wall("2026-07-01T09:00"))
    assert end_layer(layer=running, by=ben(), at=MONDAY + DAY) is None
    assert on_duty("2026-06-15T12:00") == ["ada"]
    assert on_duty("2026-06-16T12:00") == []
    assert end_layer(layer=ahead, by=ben(), at=MONDAY) is None
    assert LayerTurn.objects.count() == 1
    assert end_layer(layer=running, by=ben(), at=MONDAY + WEEK) is not None


def test_the_checks_see_the_layers_to_the_minute() -> None:
    layer(ada(), ben(), first=wall("2026-06-14T09:00"), until=wall("2026-07-01T00:00"))
    layer(zoe(), first=wall("2026-07-01T00:01"), each=100 * DAY)
    roxen = charter()
    changes = rota_for(roxen).changes(MONDAY, MONDAY + 30 * DAY)
    assert utc("2026-06-30T22:00") in changes
    assert utc("2026-06-30T22:01") in changes
    found = findings(roxen, Context(at=MONDAY, rota=rota_for(roxen)))
    assert [one.number for one in found].count("E23") == 1


def test_an_explanation_names_the_whole_turn() -> None:
    layer(ada(), ben())
    stands = DutyTurns(rota_for(charter())).turn_of(ROLE, "ada", utc("2026-06-17T12:00"))
    assert stands is not None
    assert (stands.kind, stands.since, stands.until) == (
        "shift", utc("2026-06-15T07:00"), utc("2026-06-22T07:00"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"people": ()}, "1 to 60 people"),
        ({"each": timedelta(minutes=30)}, "from one hour to 366 days"),
        ({"each": timedelta(days=400)}, "from one hour to 366 days"),
        ({"hours": "offices"}, "has no hours “offices”: it has office"),
        ({"lines": ("Mon 8-17",)}, "is not from one time to another"),
        ({"zone": "Mars/Olympus"}, "is no time zone"),
        ({"until": wall("2026-06-15T09:00")}, "ends after its first turn begins"),
        ({"level": 0}, "1"),
        ({"name": ""}, "Name is missing."),
        ({"hours": "office", "lines": ("Mon 08:00-17:00",)}, "not both"),
    ],
)
def test_a_layer_that_says_nothing_sensible_is_refused_in_one_sentence(
    other: dict[str, Any], words: str
) -> None:
    assert words in refused(**other)


def test_an_agent_adds_no_layer() -> None:
    with pytest.raises(PermissionDenied):
        add_layer(
            rota=nights(), charter=charter(), plan=layer_plan(ada()), by=ada(), at=MONDAY
        )  # fmt: skip
    assert admin().is_admin
