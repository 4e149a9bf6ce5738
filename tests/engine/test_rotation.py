"""The final schedule of a rota by example: hand-overs, layers, absences, who stands in."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

from charterdesk.engine.calendar import Calendar, parse_line
from charterdesk.engine.calendar_line import DAY
from charterdesk.engine.people.values import Rotation
from charterdesk.engine.rotation import (
    Gap,
    Layer,
    RotaPlan,
    SingleShift,
    StandIn,
    TurnTaking,
    changes,
    final_schedule,
    gaps,
    layer_schedule,
    on_duty,
    shares,
)
from charterdesk.engine.spans import Span

WEEK = timedelta(days=7)
STOCKHOLM = "Europe/Stockholm"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(since: str, until: str) -> Span:
    return Span(moment(since), moment(until))


def hours(*lines: str, zone: str = STOCKHOLM) -> Calendar:
    return Calendar("hours", tuple(parse_line(line, zone) for line in lines), frozenset(), zone)


def layer(
    *people: str,
    each: timedelta = WEEK,
    since: str = "2026-06-01T09:00",
    zone: str = STOCKHOLM,
    until: datetime | None = None,
    order: int = 0,
    level: int = 1,
    within: Calendar | None = None,
    away: TurnTaking = "next",
) -> Layer:
    begins = datetime.fromisoformat(since)
    first = begins.toordinal() * DAY + begins.hour * 3600 + begins.minute * 60
    rotation = Rotation(people, each, first, zone, until)
    return Layer(f"layer {order}", rotation, order, level, within, away)


def said(plan: RotaPlan, since: str, until: str) -> list[str]:
    """Each change of people as `06-01 07:00 ada, ben`."""
    found = final_schedule(plan, moment(since), moment(until))
    runs = (list(run) for _, run in groupby(found, key=lambda one: one.people))
    return [f"{it[0].span.since:%m-%d %H:%M} {', '.join(it[0].people) or '-'}" for it in runs]


def test_turns_of_a_week_follow_each_other_at_the_hand_over() -> None:
    plan = RotaPlan((layer("ada", "ben"),))
    assert said(plan, "2026-06-01T00:00", "2026-06-16T00:00") == [
        "06-01 00:00 -",
        "06-01 07:00 ada",
        "06-08 07:00 ben",
        "06-15 07:00 ada",
    ]


def test_a_hand_over_in_the_skipped_hour_is_at_the_end_of_the_gap() -> None:
    plan = RotaPlan((layer("ada", "ben", each=timedelta(days=1), since="2026-03-28T02:30"),))
    assert said(plan, "2026-03-28T12:00", "2026-03-30T12:00") == [
        "03-28 12:00 ada",
        "03-29 01:00 ben",
        "03-30 00:30 ada",
    ]


def test_a_hand_over_in_the_doubled_hour_is_at_its_first() -> None:
    plan = RotaPlan((layer("ada", "ben", each=timedelta(days=1), since="2026-10-24T02:30"),))
    assert said(plan, "2026-10-24T12:00", "2026-10-26T12:00") == [
        "10-24 12:00 ada",
        "10-25 00:30 ben",
        "10-26 01:30 ada",
    ]


def test_three_zones_follow_the_sun_without_a_gap() -> None:
    day = timedelta(days=1)
    sun = RotaPlan(
        (
            layer("mei", each=day, zone="Asia/Singapore", order=0,
                  within=hours("Mon-Sun 08:00-16:00", zone="Asia/Singapore")),
            layer("ada", each=day, zone="Europe/Paris", order=1,
                  within=hours("Mon-Sun 09:00-18:00", zone="Europe/Paris")),
            layer("sam", each=day, zone="America/Los_Angeles", order=2,
                  within=hours("Mon-Sun 08:00-17:00", zone="America/Los_Angeles")),
        )
    )  # fmt: skip
    assert said(sun, "2026-06-10T00:00", "2026-06-11T00:00") == [
        "06-10 00:00 mei",
        "06-10 07:00 ada",
        "06-10 15:00 sam",
    ]


def test_a_later_layer_lies_over_the_earlier_within_its_hours() -> None:
    over = layer("cem", order=1, within=hours("Sat-Sun 00:00-24:00"))
    plan = RotaPlan((over, layer("ada", order=0)))
    assert said(plan, "2026-06-05T12:00", "2026-06-08T12:00") == [
        "06-05 12:00 ada",
        "06-05 22:00 cem",
        "06-07 22:00 ada",
    ]


def test_two_levels_are_called_in_their_order() -> None:
    plan = RotaPlan((layer("pat", level=2), layer("ada", "ben", level=1)))
    assert on_duty(plan, moment("2026-06-02T12:00")) == ("ada", "pat")
    assert on_duty(plan, moment("2026-06-09T12:00")) == ("ben", "pat")


def test_the_next_of_the_rotation_takes_the_place_of_who_is_away() -> None:
    away = {"ada": (span("2026-06-03T00:00", "2026-06-04T00:00"),)}
    assert said(RotaPlan((layer("ada", "ben"),), away=away), "2026-06-02T00:00", "2026-06-05") == [
        "06-02 00:00 ada",
        "06-03 00:00 ben",
        "06-04 00:00 ada",
    ]


def test_a_layer_may_leave_a_gap_instead() -> None:
    away = {"ada": (span("2026-06-03T00:00", "2026-06-04T00:00"),)}
    plan = RotaPlan((layer("ada", "ben", away="gap"),), away=away)
    final = final_schedule(plan, moment("2026-06-02"), moment("2026-06-05"))
    assert gaps(plan, final) == (Gap(away["ada"][0]),)


def test_a_single_shift_lies_over_the_layers_of_its_level_alone() -> None:
    shift = SingleShift("eve", span("2026-06-02T10:00", "2026-06-02T12:00"))
    plan = RotaPlan((layer("ada"), layer("pat", level=2)), (shift,))
    assert on_duty(plan, moment("2026-06-02T11:00")) == ("eve", "pat")


def test_an_override_of_the_rota_takes_every_level() -> None:
    stand_in = StandIn("eve", span("2026-06-02T10:00", "2026-06-02T12:00"), 1)
    plan = RotaPlan((layer("ada"), layer("pat", level=2)), stand_ins=(stand_in,))
    assert said(plan, "2026-06-02T09:00", "2026-06-02T13:00") == [
        "06-02 09:00 ada, pat",
        "06-02 10:00 eve",
        "06-02 12:00 ada, pat",
    ]


def test_an_override_of_one_level_leaves_the_others() -> None:
    stand_in = StandIn("eve", span("2026-06-02T10:00", "2026-06-02T12:00"), 1, level=2)
    plan = RotaPlan((layer("ada"), layer("pat", level=2)), stand_ins=(stand_in,))
    assert on_duty(plan, moment("2026-06-02T11:00")) == ("ada", "eve")


def test_cover_holds_only_where_the_covered_person_would_be_on_duty() -> None:
    cover = StandIn("eve", span("2026-06-07", "2026-06-09"), 1, "cover", instead_of="ada")
    plan = RotaPlan((layer("ada", "ben"),), stand_ins=(cover,))
    assert said(plan, "2026-06-06T00:00", "2026-06-10T00:00") == [
        "06-06 00:00 ada",
        "06-07 00:00 eve",
        "06-08 07:00 ben",
    ]


def test_who_stands_in_and_is_away_gives_the_turn_back() -> None:
    stand_in = StandIn("eve", span("2026-06-02", "2026-06-04"), 1)
    away = {"eve": (span("2026-06-03", "2026-06-05"),)}
    plan = RotaPlan((layer("ada"),), stand_ins=(stand_in,), away=away)
    assert said(plan, "2026-06-02T00:00", "2026-06-04T00:00") == [
        "06-02 00:00 eve",
        "06-03 00:00 ada",
    ]


def test_the_second_level_is_missed_only_while_its_layer_runs() -> None:
    second = layer(
        "pat", level=2, away="gap", within=hours("Mon-Fri 09:00-17:00"),
        until=moment("2026-06-05T00:00"),
    )  # fmt: skip
    away = {"pat": (span("2026-06-03", "2026-06-30"),)}
    plan = RotaPlan((layer("ada"), second), away=away)
    final = final_schedule(plan, moment("2026-06-01T12:00"), moment("2026-06-15"))
    assert gaps(plan, final) == (
        Gap(span("2026-06-03T07:00", "2026-06-03T15:00"), 2),
        Gap(span("2026-06-04T07:00", "2026-06-04T15:00"), 2),
    )


def test_a_gap_counts_only_in_the_hours_that_call_for_the_rota() -> None:
    plan = RotaPlan()
    final = final_schedule(plan, moment("2026-06-01"), moment("2026-06-02"))
    called = [span("2026-05-31T20:00", "2026-06-01T04:00")]
    assert gaps(plan, final, called) == (Gap(span("2026-06-01T00:00", "2026-06-01T04:00")),)


def test_a_layer_alone_shows_no_stand_in() -> None:
    stand_in = StandIn("eve", span("2026-06-02", "2026-06-04"), 1)
    base = layer("ada", "ben")
    plan = RotaPlan((base,), stand_ins=(stand_in,), gone=frozenset({"ben"}))
    (only,) = layer_schedule(plan, base, moment("2026-06-02"), moment("2026-06-12"))[:1]
    assert only.people == ("ada",)


def test_a_turn_knows_its_whole_length() -> None:
    plan = RotaPlan((layer("ada", "ben"),))
    (only,) = final_schedule(plan, moment("2026-06-09"), moment("2026-06-10"))
    assert only.cells[0].held[0].span == span("2026-06-08T07:00", "2026-06-15T07:00")


def test_nights_weekends_and_hours_are_counted_by_the_wall() -> None:
    plan = RotaPlan((layer("ada", "ben", each=timedelta(days=1), since="2026-06-05T09:00"),))
    final = final_schedule(plan, moment("2026-06-05T07:00"), moment("2026-06-08T07:00"))
    ada, ben = shares(final, STOCKHOLM)
    assert (ada.person, ada.hours, ada.nights, ada.weekends) == ("ada", timedelta(hours=48), 2, 1)
    assert (ben.person, ben.hours, ben.nights, ben.weekends) == ("ben", timedelta(hours=24), 1, 1)


def test_duty_in_the_office_is_no_night_and_no_weekend() -> None:
    plan = RotaPlan((layer("ada", within=hours("Mon-Fri 09:00-17:00")),))
    (only,) = shares(final_schedule(plan, moment("2026-06-01"), moment("2026-06-15")), STOCKHOLM)
    assert (only.hours, only.nights, only.weekends) == (timedelta(hours=80), 0, 0)


def test_an_empty_stretch_has_no_schedule() -> None:
    at = moment("2026-06-01")
    assert final_schedule(RotaPlan(), at, at) == ()
    assert gaps(RotaPlan(), ()) == ()
    assert shares((), STOCKHOLM) == ()
    assert changes(RotaPlan((layer("ada"),)), at, at) == ()
