"""A layer is changed from a moment on; what it said before stays as it was, to the minute."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.notifications.models import Notice
from charterdesk.oncall.commands import change_layer
from charterdesk.oncall.models import RotaLayer
from charterdesk.oncall.schedules import schedule_of
from tests.apps.cast import MONDAY, ada, ben, charter
from tests.apps.oncall.rota_scene import DAY, layer, layer_plan, nights, on_duty, wall, zoe

pytestmark = pytest.mark.django_db

LATER = "2026-06-29T09:00"


def changed(
    old: RotaLayer, *people: Person, first: str = LATER, at: datetime = MONDAY,
    seen: datetime | None = None, by: Person | None = None, **other: object,
) -> RotaLayer | Refusal:  # fmt: skip
    plan = layer_plan(*people, first=wall(first), **other)
    return change_layer(
        layer=old, charter=charter(), plan=plan, seen_until=seen, by=by or ben(), at=at
    )


def schedule(days: int) -> list[tuple[datetime, tuple[str, ...]]]:
    """Who is on duty from two days before MONDAY on, by the final schedule."""
    since = MONDAY - 2 * DAY
    final = schedule_of(ben(), charter(), nights().name, since, MONDAY + days * DAY).final
    return [(one.span.since, one.people) for one in final]


def refused(answer: object) -> str:
    assert isinstance(answer, Refusal)
    return answer.text


def test_the_new_order_holds_from_its_first_turn_on_and_the_old_one_before() -> None:
    old = layer(ada(), ben())
    granted(changed(old, zoe(), ada()))
    assert [on_duty(f"2026-{day}T12:00") for day in ("06-16", "06-23", "06-30", "07-07")] == [
        ["ada"], ["ben"], ["zoe"], ["ada"],
    ]  # fmt: skip


def test_the_change_takes_the_place_of_the_layer_beneath_the_others() -> None:
    old = layer(ada(), ben())
    layer(zoe(), name="weekend", lines=("Sat-Sun 00:00-24:00",))
    granted(changed(old, ben()))
    assert on_duty("2026-07-04T12:00") == ["zoe"]
    assert on_duty("2026-07-06T12:00") == ["ben"]


@pytest.mark.parametrize("first", ["2026-06-22T09:00", "2026-06-24T16:30", "2026-07-13T09:00"])
def test_the_schedule_before_the_change_is_the_same_to_the_minute(first: str) -> None:
    old = layer(ada(), ben(), each=DAY)
    edge = wall(first) - timedelta(hours=2)
    before = [one for one in schedule(60) if one[0].replace(tzinfo=None) < edge]
    granted(changed(old, zoe(), first=first))
    assert [one for one in schedule(60) if one[0].replace(tzinfo=None) < edge] == before


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hours=st.integers(1, 24 * 20), each=st.integers(1, 50), span=st.integers(1, 200))
def test_no_change_touches_what_was(hours: int, each: int, span: int) -> None:
    RotaLayer.objects.all().delete()
    old = layer(ada(), ben(), zoe(), each=timedelta(hours=each))
    first = wall("2026-06-15T10:00") + timedelta(hours=hours)
    edge = MONDAY + timedelta(hours=hours)
    before = [one for one in schedule(30) if one[0] < edge]
    answer = changed(old, ben(), first=first.isoformat(), each=timedelta(hours=span))
    assert isinstance(answer, RotaLayer)
    assert [one for one in schedule(30) if one[0] < edge] == before


def test_a_change_of_the_past_is_refused() -> None:
    old = layer(ada(), ben())
    said = refused(changed(old, zoe(), first="2026-06-15T09:59"))
    assert said.startswith("What was stays as it was")
    assert RotaLayer.objects.count() == 1


def test_a_layer_that_lies_ahead_is_replaced_whole() -> None:
    old = layer(ada(), ben(), first=wall("2026-08-03T09:00"))
    granted(changed(old, zoe(), first="2026-07-27T09:00"))
    assert RotaLayer.objects.count() == 1
    assert on_duty("2026-07-28T12:00") == ["zoe"]


def test_of_two_who_change_a_layer_at_once_the_second_is_told() -> None:
    old = layer(ada(), ben())
    granted(changed(old, zoe()))
    assert "Somebody else has changed this layer meanwhile" in refused(changed(old, ben()))
    assert RotaLayer.objects.count() == 2


def test_a_layer_that_was_changed_is_changed_again_within_what_is_left_of_it() -> None:
    old = layer(ada(), ben())
    granted(changed(old, zoe()))
    old.refresh_from_db()
    again = changed(old, ben(), first=LATER, seen=old.until)
    assert "The layer has ended by then" in refused(again)
    until = wall("2026-06-29T09:00")
    sooner = changed(old, zoe(), first="2026-06-22T09:00", seen=old.until, until=until)
    granted(sooner)
    assert [on_duty(f"2026-06-{day}T12:00") for day in (16, 23, 30)] == [["ada"], ["zoe"], ["zoe"]]


def test_another_name_alone_is_for_all_time() -> None:
    old = layer(ada(), ben())
    renamed = granted(changed(old, ada(), ben(), name="primary"))
    assert (renamed.pk, renamed.name, renamed.until) == (old.pk, "primary", None)
    assert not Notice.objects.exists()


def test_those_whose_duty_becomes_another_are_told() -> None:
    old = layer(ada(), ben())
    granted(changed(old, zoe(), ben()))
    told = {one.person.username: one.text for one in Notice.objects.all() if one.person}
    assert set(told) == {"ada", "zoe"}
    assert told["zoe"].startswith(
        "Ben Dahl has changed out-of-hours, so you have duty: Mon 29 June"
    )
    assert "so you have no duty any more" in told["ada"]


def test_only_who_staffs_rotas_changes_layers() -> None:
    old = layer(ada(), ben())
    with pytest.raises(PermissionDenied):
        changed(old, zoe(), by=ada())


def test_what_can_be_no_layer_leaves_the_old_one_whole() -> None:
    old = layer(ada(), ben())
    assert "is not from one time to another" in refused(changed(old, zoe(), lines=("Mon 99",)))
    old.refresh_from_db()
    assert old.until is None
