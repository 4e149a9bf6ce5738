"""A people file is read like a charter: exact places, the nearest known word, nothing ignored."""

import pytest

from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.people.moments import stretch
from tests.engine.people.cast import SMALL, at, faults_in, people

ROTA = "rotas: {nights: {turns: [anna], each: 7d, from: 2026-11-02 17:00}}"


def test_a_person_is_reached_by_every_means_where_nothing_else_is_said() -> None:
    assert people(SMALL).persons["anna"].by == {"phone", "sms", "mail"}


def test_a_role_may_be_named_by_its_team_or_its_tier() -> None:
    found = people(SMALL.replace("[engineer]", "[first line]"))
    assert found.persons["anna"].roles == ("engineer",)
    found = people(SMALL.replace("[engineer]", "[tier1]"))
    assert found.persons["anna"].roles == ("engineer", "duty-engineer")


def test_the_zone_is_the_charters_unless_the_file_has_its_own() -> None:
    assert people(SMALL).zone == "Europe/Stockholm"
    assert people(SMALL + "zone: Asia/Kathmandu\n").zone == "Asia/Kathmandu"


def test_a_stretch_is_a_day_or_several_or_between_two_moments() -> None:
    day = stretch("2026-03-29", "Europe/Stockholm")
    assert (day.since, day.until) == (
        at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00"),
    )  # fmt: skip
    days = stretch("2026-12-24 - 2026-12-26", "Europe/Stockholm")
    assert days.until == at("2026-12-27T00:00:00+01:00")
    hours = stretch("2026-12-24 12:00 - 2026-12-24 18:00", "Europe/Stockholm")
    assert (hours.since, hours.until) == (
        at("2026-12-24T12:00:00+01:00"), at("2026-12-24T18:00:00+01:00"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (SMALL.replace("example", "other"), "1:9", "These are the people of 'other'"),
        (SMALL.replace("people: example\n", ""), "1:1", "`people` is missing: a people"),
        ("people: example\n", "1:1", "The file has no people."),
        (SMALL + "team: x\n", "5:1", "'team' is not a key of a people file."),
        (SMALL.replace("[engineer]", "[enginer]"), "3:18", "Did you mean 'engineer'?"),
        (SMALL.replace("[engineer]", "[]"), "3:9", "'anna' has no role and no turn."),
        (SMALL.replace("anna", "owner"), "3:3", "Nobody may be called 'owner'."),
        (SMALL.replace("anna", "boss"), "3:3", "Nobody may be called 'boss'."),
        (SMALL.replace("]}", "], by: [fax]}", 1), "3:34", "'fax' is not a word for `by`."),
        (SMALL.replace("]}", "], works: offce}", 1), "3:36", "Or name hours of the charter"),
        (SMALL.replace("]}", "], works: [Mon 9-5]}", 1), "3:37", '"9-5" is not from one time'),
        (SMALL.replace("]}", "], away: [24 Dec]}", 1), "3:36", "'24 Dec' is not a moment."),
        (SMALL.replace("]}", "], away: [2026-02-30]}", 1), "3:36", "is not a date."),
        (SMALL.replace("]}", "], away: [2026-02-03 10:00]}", 1), "3:36", "doesn't end after"),
        (SMALL.replace("]}", "], meets: [R-1]}", 1), "3:29", "'meets' means nothing here."),
        (SMALL + "zone: Europe/Stokholm\n", "5:7", "did you mean Europe/Stockholm?"),
        (SMALL + ROTA.replace("nights", "night"), "5:9", "Did you mean 'nights'?"),
        (SMALL + ROTA.replace("anna", "ana"), "5:26", "Did you mean 'anna'?"),
        (SMALL + ROTA.replace("[anna]", "[]"), "5:25", "Nobody takes a turn."),
        (SMALL + ROTA.replace(", each: 7d", ""), "5:17", "`each` is missing: a rota needs it."),
        (SMALL + ROTA.replace("7d", "1m"), "5:39", "'1m' is too short for a turn."),
        (SMALL + ROTA.replace(", from: 2026-11-02 17:00", ""), "5:17", "`from` is missing: a"),
        (SMALL + ROTA.replace("17:00", ""), "5:49", "'2026-11-02' is not a moment."),
        (SMALL + ROTA.replace("turns: [anna], ", ""), "5:17", "The rota has no turns."),
        (SMALL + ROTA.replace("turns", "shifts: [], turns"), "5:17", "both `turns` and `shifts`"),
        (
            SMALL + "rotas: {nights: {shifts: [{who: anna, from: 2026-01-02 08:00}]}}",
            "5:27", "`until` is missing: a shift needs it.",
        ),
        (
            SMALL + "rotas: {nights: {shifts: "
            "[{who: anna, from: 2026-01-02 08:00, until: 2026-01-02 08:00}]}}",
            "5:70", "The shift doesn't end after it begins.",
        ),
        (SMALL.replace("anna:", "bo:  "), "4:3", "The key 'bo' stands twice."),
        ("a: &x b\nc: *x\n", "1:4", "An anchor (`&x`) stands here."),
        ("people:\texample\n", "1:8", "A tab stands here."),
    ],
)  # fmt: skip
def test_each_fault_says_where_and_what(text: str, place: str, said: str) -> None:
    shown = [str(fault) for fault in faults_in(text)]
    assert any(s.startswith(f"people.yaml:{place}: ") and said in s for s in shown), shown


def test_a_file_that_is_no_text_has_its_sentence() -> None:
    assert "not UTF-8" in str(faults_in(SMALL.encode("utf-16"))[0])


def test_all_faults_are_found_in_one_pass() -> None:
    text = SMALL.replace("[engineer]", "[x]").replace("[boss]", "[y], by: [fax]")
    with pytest.raises(CharterErrors) as found:
        people(text)
    assert len(found.value.errors) == 3
