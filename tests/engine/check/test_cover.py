"""Cover is judged over the real people of the next 90 days, to the minute (E3, W21, E23)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.case import Case
from charterdesk.engine.check import Context, findings
from charterdesk.engine.check.cover import answering
from charterdesk.engine.check.watch import Watch
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import find
from charterdesk.engine.people import PeopleRota, read_people
from tests.engine.charter.charter_texts import read
from tests.engine.check.judging import AT, charter, found, sentences, steps

ROLES = """\
roles:
  duty:  {is: rota nights, else: [stand-in]}
  stand-in: {is: rota stand-ins}
  boss:  {is: rota bosses}
  spare: {is: team spare}
last_resort: boss
"""
NUMBERS = """\
promises: {critical: {hours: always, response: %s}, normal: {hours: office, response: 1d}}
"""
LADDER = NUMBERS % "asap" + ROLES + steps("step: a, at: 0m, notify: [duty]")
PERSONS = """\
people: example
persons:
  anna: {roles: [spare]}
  bo: {roles: [spare]}
"""


def shifts(*turns: str, zone: str = "Europe/Stockholm") -> str:
    """People with these shifts of `nights`, each `WHO FROM - UNTIL`."""
    written = [turn.split(" ", 1) for turn in turns]
    spans = [(who, *span.split(" - ")) for who, span in written]
    listed = ", ".join(
        f"{{who: {who}, from: {since}, until: {until}}}" for who, since, until in spans
    )
    return PERSONS + f"rotas:\n  nights: {{zone: {zone}, shifts: [{listed}]}}\n"


ALL = "2026-01-01 00:00 - 2027-12-31 00:00"


def test_without_people_nothing_is_said_of_cover() -> None:
    assert found("E23", LADDER) == []


def test_e23_a_gap_of_one_minute_between_two_turns_is_found() -> None:
    told = shifts(
        "anna 2026-01-01 00:00 - 2026-11-28 14:00", "bo 2026-11-28 14:01 - 2027-12-31 00:00"
    )
    (sentence,) = sentences("E23", LADDER, told)
    assert sentence == (
        "Ladder 'up', step 'a': nobody is duty from Sat 28 Nov 2026, 14:00 CET to Sat 28 Nov 2026, "
        "14:01 CET, and nobody stands in."
    )


def test_e23_a_hand_over_without_a_gap_is_none() -> None:
    told = shifts(
        "anna 2026-01-01 00:00 - 2026-11-28 14:00", "bo 2026-11-28 14:00 - 2027-12-31 00:00"
    )
    assert found("E23", LADDER, told) == []


def test_e23_counts_the_gaps_and_names_the_longest() -> None:
    told = shifts(
        "anna 2026-01-01 00:00 - 2026-11-28 14:00",
        "bo 2026-11-28 16:00 - 2026-12-05 08:00",
        "anna 2026-12-05 11:30 - 2027-12-31 00:00",
    )
    (sentence,) = sentences("E23", LADDER, told)
    assert sentence == (
        "Ladder 'up', step 'a': nobody is duty from Sat 28 Nov 2026, 14:00 CET to Sat 28 Nov 2026, "
        "16:00 CET, and nobody stands in; there are 2 such gaps in 90 days, the longest lasts "
        "3 h 30 min."
    )


def test_e23_looks_90_days_ahead_and_no_further() -> None:
    ends = AT + timedelta(days=90)
    told = shifts(f"anna 2026-01-01 00:00 - {ends:%Y-%m-%d %H:%M}", zone="UTC")
    assert found("E23", LADDER, told) == []
    told = shifts(
        f"anna 2026-01-01 00:00 - {ends - timedelta(minutes=1):%Y-%m-%d %H:%M}", zone="UTC"
    )
    assert len(found("E23", LADDER, told)) == 1


@pytest.mark.parametrize("rota", ["stand-ins", "bosses"])
def test_e23_a_stand_in_or_the_last_resort_closes_the_gap(rota: str) -> None:
    told = shifts("anna 2026-01-01 00:00 - 2026-11-28 14:00")
    told += (
        f"  {rota}: {{shifts: [{{who: bo, from: 2026-11-28 14:00, until: 2027-12-31 00:00}}]}}\n"
    )
    assert found("E23", LADDER, told) == []
    assert len(found("E23", LADDER, told.replace("-28 14:00, until", "-28 14:01, until"))) == 1


@pytest.mark.parametrize(
    ("zone", "night", "clocks"),
    [
        ("Europe/Stockholm", "2026-03-29", ("01:59", "02:30", "03:00", "03:01")),
        ("Europe/Stockholm", "2026-10-25", ("01:59", "02:00", "02:30", "03:00")),
        ("America/New_York", "2026-03-08", ("01:59", "02:30", "03:00", "03:01")),
        ("America/New_York", "2026-11-01", ("00:59", "01:00", "01:30", "02:00")),
        ("Australia/Lord_Howe", "2026-10-04", ("01:59", "02:15", "02:30", "02:31")),
        ("Australia/Lord_Howe", "2026-04-05", ("01:29", "01:30", "01:45", "02:00")),
    ],
)
def test_e23_a_hand_over_inside_a_change_of_the_clocks_leaves_no_gap(
    zone: str, night: str, clocks: tuple[str, ...]
) -> None:
    at = datetime.fromisoformat(f"{night}T00:00:00+00:00") - timedelta(days=2)
    for clock in clocks:
        told = shifts(f"anna 2026-01-01 00:00 - {night} {clock}",
                      f"bo {night} {clock} - 2027-12-31 00:00", zone=zone)  # fmt: skip
        assert found("E23", LADDER, told, at) == []
        turns = f"{{zone: {zone}, turns: [anna, bo], each: 1d, from: 2026-01-01 {clock}}}"
        assert found("E23", LADDER, PERSONS + f"rotas: {{nights: {turns}}}", at) == []


@pytest.mark.parametrize(
    ("zone", "night", "until", "since", "missing"),
    [
        # The wall shows 01:59 and then 03:00, so there is a minute between and no hour.
        ("Europe/Stockholm", "2026-03-29", "01:59", "03:00", timedelta(minutes=1)),
        # The wall shows 02:00 to 02:59 twice: an hour more is missing than the wall says.
        ("Europe/Stockholm", "2026-10-25", "02:00", "03:00", timedelta(hours=2)),
        ("America/New_York", "2026-11-01", "01:00", "02:00", timedelta(hours=2)),
        ("Australia/Lord_Howe", "2026-04-05", "01:30", "02:00", timedelta(hours=1)),
        ("Australia/Lord_Howe", "2026-10-04", "01:59", "02:30", timedelta(minutes=1)),
    ],
)
def test_e23_a_gap_in_a_night_of_changing_clocks_has_its_true_length(
    zone: str, night: str, until: str, since: str, missing: timedelta
) -> None:
    at = datetime.fromisoformat(f"{night}T00:00:00+00:00") - timedelta(days=2)
    told = shifts(f"anna 2026-01-01 00:00 - {night} {until}",
                  f"bo {night} {since} - 2027-12-31 00:00", zone=zone)  # fmt: skip
    (finding,) = found("E23", LADDER, told, at)
    assert finding.message.values["longest"] == missing


def test_a_charter_of_a_time_beyond_all_calendars_is_not_judged() -> None:
    told = shifts("anna 2026-01-01 00:00 - 2026-11-28 14:00")
    assert len(found("E23", LADDER + "in_force_from: 2100-06-01 00:00", told)) == 1
    assert found("E23", LADDER + "in_force_from: 2150-01-01 00:00", told) == []


def test_e23_a_person_without_the_means_is_nobody() -> None:
    ladder = LADDER.replace("notify: [duty]", "notify: [duty], by: [phone, mail]")
    told = shifts(f"anna {ALL}")
    assert found("E23", ladder, told) == []
    deaf = told.replace("anna: {", "anna: {by: [mail], ")
    assert "nobody can be reached by phone for duty" in sentences("E23", ladder, deaf)[0]


def test_e23_is_about_ladders_that_run_day_and_night() -> None:
    told = shifts("anna 2026-01-01 00:00 - 2026-11-28 14:00")
    assert len(found("E23", LADDER, told)) == 1
    office = LADDER.replace("    starts", "    hours: office\n    starts")
    assert found("E23", office, told) == []
    whole = (
        "hours:\n  office: {open: [Mon-Fri 08:00-17:00]}\n  round: {open: [Mon-Sun 00:00-24:00]}\n"
    )
    assert (
        len(found("E23", whole + office.replace("    hours: office", "    hours: round"), told))
        == 1
    )


OUTSIDE = """\
roles:
  desk: {is: team desk, hours: office}
  duty: {is: rota nights, outside: office}
  boss: {is: rota bosses}
last_resort: boss
promises: {critical: {hours: always, response: asap}, normal: {hours: office, response: 1d}}
"""


def test_e23_a_role_that_is_off_by_the_charter_is_not_missed_while_another_is_on() -> None:
    ladder = OUTSIDE + steps("step: a, at: 0m, notify: [desk, duty]")
    both = shifts(f"bo {ALL}").replace("[spare]", "[desk], works: office")
    assert found("E23", ladder, both) == []
    assert len(found("E23", OUTSIDE + steps("step: a, at: 0m, notify: [duty]"), both)) == 1


ROW = ROLES + "tell: [{when: opened, who: duty, by: [phone]}]\n"


def test_e23_a_row_that_counts_day_and_night_needs_somebody_too() -> None:
    told = shifts(
        "anna 2026-01-01 00:00 - 2026-11-28 14:00", "bo 2026-11-28 14:01 - 2027-12-31 00:00"
    )
    (sentence,) = sentences("E23", ROW, told)
    assert sentence == (
        "Row 'critical', day and night: nobody is duty from Sat 28 Nov 2026, 14:00 CET to "
        "Sat 28 Nov 2026, 14:01 CET, and nobody stands in."
    )
    assert found("E23", ROW, shifts(f"anna {ALL}")) == []


def test_e23_a_row_without_a_number_needs_nobody_at_night() -> None:
    told = shifts("anna 2026-01-01 00:00 - 2026-11-28 14:00")
    assert found("E23", NUMBERS % "asap" + ROW, told) == []
    assert len(found("E23", NUMBERS % "15m" + ROW, told)) == 1


def test_who_hears_of_a_case_is_called_then_told_then_works_on_it() -> None:
    called = "{when: opened, if: priority critical, who: duty, by: [sms]}"
    tells = f"tell: [{{when: opened, who: boss}}, {called}]\n"
    assert answering(charter(ROLES + tells), "critical") == (("duty",), ("sms",))
    assert answering(charter(ROLES + tells), "normal") == (("boss",), ())
    tiers = "tiers: [{name: first, role: duty}]"
    assert answering(charter(ROLES + tiers), "normal") == (("duty",), ())
    assert answering(charter(ROLES), "normal") == (("boss",), ())


def test_e3_a_role_called_only_by_a_means_that_nobody_has() -> None:
    tell = ROLES + "tell: [{when: opened, who: duty, by: [phone]}]\n"
    told = shifts(
        "anna 2026-01-01 00:00 - 2026-12-01 00:00", "bo 2026-12-01 00:00 - 2027-12-31 00:00"
    )
    deaf = told.replace("[spare]", "[spare], by: [mail]")
    assert sentences("E3", tell, deaf) == [
        "'duty' is called by phone, which none of its people has: anna, bo."
    ]
    both = tell.replace("[phone]", "[phone, mail]")
    assert sentences("E3", both, deaf) == sentences("E3", tell, deaf)  # who has only mail: nobody
    assert found("E3", tell, deaf.replace(", by: [mail]", "", 1)) == []
    assert found("E3", tell.replace("[phone]", "[mail]"), deaf) == []


def test_w21_one_person_for_two_roles_of_a_step() -> None:
    ladder = NUMBERS % "asap" + ROLES + steps("step: a, at: 0m, notify: [duty, boss]")
    bosses = "  bosses: {shifts: [{who: anna, from: 2026-11-30 08:00, until: 2026-12-01 08:00}]}\n"
    told = shifts("anna 2026-11-01 00:00 - 2026-11-30 09:00") + bosses
    assert sentences("W21", ladder, told) == [
        "anna is both 'duty' and 'boss' in the step 'a', from Mon 30 Nov 2026, 08:00 CET on."
    ]
    assert found("W21", ladder, shifts("anna 2026-11-01 00:00 - 2026-11-30 08:00") + bosses) == []


PEOPLE = """\
people: roxen
persons:
  anna: {roles: [engineer], works: always}
  bo:   {roles: [support-manager]}
rotas: {out-of-hours: {turns: [anna, bo], each: 7d, from: 2026-08-31 17:00}}
"""


def test_roxen_with_its_rota_trips_nothing() -> None:
    roxen = read(shipped_text("roxen"))
    rota = PeopleRota(roxen, read_people(PEOPLE, "people.yaml", roxen))
    all_ = findings(roxen, Context(at=AT, rota=rota))
    assert [one.number for one in all_ if one.severity != "info"] == []


@pytest.mark.parametrize("name", shipped_names())
def test_a_desk_with_nobody_has_gaps_wherever_something_counts_day_and_night(name: str) -> None:
    told = read(shipped_text(name))
    nobody = read_people(f"people: {name}\npersons: {{}}", "people.yaml", told)
    all_ = findings(told, Context(at=AT, rota=PeopleRota(told, nobody)))
    gaps = [one for one in all_ if one.number == "E23"]
    assert bool(gaps) is (name != "terrasoft")
    assert all(one.message.values["longest"] == timedelta(days=90) for one in gaps)


FILLED = """\
people: example
zone: Europe/Stockholm
persons:
  anna: {roles: [desk], works: office, away: [2026-12-01]}
  bo:   {roles: [desk, chief], works: [Mon-Sat 12:00-22:00], by: [mail]}
  cleo: {roles: [boss], by: [%s]}
rotas:
  nights: {turns: [anna, bo, cleo], each: 31h, from: 2026-11-20 09:30, until: 2026-12-20 02:30}
"""
CALLED = charter(
    """\
roles:
  desk:  {is: team desk, hours: office, else: [duty]}
  duty:  {is: rota nights, outside: office, else: [chief, desk]}
  chief: {is: per customer}
  boss:  {is: person}
last_resort: boss
"""
)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 60 * 24 * 60),
    st.sampled_from(["desk", "duty", "chief", "boss"]),
    st.sampled_from([(), ("phone",), ("mail",), ("phone", "mail"), ("sms", "phone")]),
    st.sampled_from(["phone", "mail", "phone, sms, mail"]),
)
def test_whom_the_watch_finds_is_whom_the_engine_tells(
    minutes: int, role: str, means: tuple[str, ...], boss: str
) -> None:
    rota = PeopleRota(CALLED, read_people(FILLED % boss, "people.yaml", CALLED))
    watch = Watch.over(CALLED, rota, AT, AT + timedelta(days=90))
    at = AT + timedelta(minutes=minutes)
    cut = max(cut for cut in watch.cuts if cut <= at)
    told = find(Draft(charter=CALLED, case=Case(), at=at, rota=rota), role, means)
    here = watch.found(role, cut, means)
    # The engine would rather tell the last resort by a lesser means than nobody.
    assert told is not None
    assert told[0] == (here or "cleo")
