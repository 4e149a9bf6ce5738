"""A simulation from its request to its result, on one core and on several, whole and stopped."""

import json
from dataclasses import replace

import pytest

from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.phrase import english
from charterdesk.simulation.estimate import TooLong
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.running import Progress, run
from charterdesk.simulation.values import (
    File,
    Request,
    Result,
    request_as_json,
    request_from_json,
    result_as_json,
    result_from_json,
)
from tests.simulation.cast import DESK, HERE, csv, shipped_file, shop_file
from tests.simulation.test_load import LOAD

LOG = csv(
    "number,opened,priority,channel,answered,resolved",
    "A1,2026-06-15 10:00,normal,mail,2026-06-15 13:00,2026-06-16 10:00",
    "A2,2026-06-15 10:00,normal,mail,2026-06-15 15:00,2026-06-25 10:00",
    "A3,2026-06-20 03:00,critical,phone,2026-06-20 03:10,2026-06-20 05:00",
    "A4,2026-06-20 03:00,critical,phone,2026-06-20 05:10,2026-06-20 06:00",
    "A5,nonsense,normal,mail,,",
)
STRICTER = DESK.replace("version: 1", "version: 2").replace("response: 4h", "response: 2h")


def over_log() -> Request:
    return Request(charter=shop_file(), log=File(name="log.csv", data=LOG), cores=1)


def over_load(runs: int = 1, cores: int = 1) -> Request:
    small = LOAD.replace("weeks: 10", "weeks: 1")
    return Request(
        charter=shop_file(), source="load", load=File(name="load.yaml", data=small.encode()),
        runs=runs, cores=cores, what_ifs=False, reverse=False,
    )  # fmt: skip


def shares(result: Result, side: int = 0) -> dict[str, tuple[int, int]]:
    return {r.kind: (r.missed, r.decided) for r in result.sides[side].answers.promises}


def test_recorded_cases_are_judged_by_the_charter() -> None:
    result = run(over_log())
    assert shares(result) == {"response": (2, 4), "resolution": (1, 2)}
    by_priority = {
        r.priority: r.missed for r in result.sides[0].answers.by_priority if r.kind == "response"
    }
    assert by_priority == {"critical": 1, "normal": 1}


def test_the_log_is_accounted_for() -> None:
    account = run(over_log()).log
    assert account is not None
    assert (account.total, account.used, account.cases) == (5, 4, 4)
    assert [(one.line, one.why) for one in account.unused] == [(6, "'nonsense' is not a time.")]


def test_two_versions_stand_beside_each_other_and_the_changed_cases_are_named() -> None:
    result = run(replace(over_log(), charter=shop_file(STRICTER), against=shop_file()))
    assert shares(result, 0)["response"] == (3, 4)
    assert shares(result, 1)["response"] == (2, 4)
    assert [(c.ref, c.kind, c.then, c.now) for c in result.changes] == [
        ("A1", "response", "kept", "missed")
    ]


def test_the_strictest_target_that_was_kept_is_found() -> None:
    critical, *_ = run(over_log()).sides[0].strictest
    assert (critical.priority, critical.target) == ("critical", "3h")
    assert {one.target: one.share for one in critical.tried}["2h"] == 0.5


def test_a_load_is_played_the_same_on_one_core_and_on_two() -> None:
    alone, spread = run(over_load(runs=2)), run(over_load(runs=2, cores=2))
    assert alone == spread
    assert alone.runs == 2
    assert alone.sides[0].answers.cases > 150


def test_people_who_are_missing_make_the_line_longer() -> None:
    result = run(replace(over_load(), what_ifs=True))
    by_name = {one.name: one for one in result.sides[0].what_ifs}
    usual = result.sides[0].answers.waits
    missing = by_name["one person missing"]
    assert missing.detail.startswith("crew 1 is missing")
    assert (missing.waits.p90 or 0) > (usual.p90 or 0)
    outage = by_name["one outage"].waits
    assert outage.queued + outage.abandoned == usual.queued + usual.abandoned + 40
    assert "nothing comes by mail" in by_name["mail outage"].detail


def test_a_long_loads_what_ifs_are_told_by_a_few_weeks_beside_as_many_without() -> None:
    many = LOAD.replace("per_week: 200", "per_week: 900").replace("weeks: 10", "weeks: 4")
    many = many.replace("number: 3", "number: 15")
    request = replace(over_load(), load=File(name="load.yaml", data=many.encode()), what_ifs=True)
    (side,) = run(request).sides
    for one in side.what_ifs:
        usual = one.usual_waits
        assert usual is not None
        assert one.weeks == 2
        assert side.answers.waits.queued > usual.queued * 1.5


def test_a_year_of_cases_is_not_taken_for_hours_because_it_takes_long_to_draw() -> None:
    year = LOAD.replace("per_week: 200", "per_week: 1900").replace("weeks: 10", "weeks: 52")
    request = replace(over_load(), load=File(name="load.yaml", data=year.encode()))
    said: list[Progress] = []
    with pytest.raises(_Enough):
        run(request, lambda progress: _end_at_first(said, progress))
    seconds, unit = english(said[0].words, "UTC").removesuffix(".").split()[-2:]
    assert unit in ("s", "min")
    assert int(seconds) * (60 if unit == "min" else 1) < 900


class _Enough(Exception):
    """What was wanted has been said."""


def _end_at_first(said: list[Progress], progress: Progress) -> None:
    said.append(progress)
    raise _Enough


def test_requests_and_results_survive_being_stored() -> None:
    request = over_load(runs=2)
    assert request_from_json(json.loads(json.dumps(request_as_json(request)))) == request
    for result in (run(request), run(replace(over_log(), against=shop_file(STRICTER)))):
        assert result_from_json(json.loads(json.dumps(result_as_json(result)))) == result


def test_progress_ends_at_the_total() -> None:
    seen: list[Progress] = []
    run(over_log(), seen.append)
    assert (seen[0].done, seen[-1].done) == (0, seen[-1].total)


def test_a_simulation_that_is_stopped_gives_what_there_is() -> None:
    many = [f"B{n},2026-06-15 10:00,normal,mail,2026-06-15 11:00," for n in range(300)]
    log = File(name="log.csv", data=LOG + b"\n" + csv(*many))
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) >= 3

    result = run(replace(over_log(), log=log, reverse=False), is_cancelled=is_cancelled)
    assert not result.complete
    assert 0 < result.sides[0].answers.cases < 304


def test_what_would_take_too_long_says_so_first() -> None:
    request = replace(over_load(runs=10_000), most_seconds=1)
    with pytest.raises(TooLong) as caught:
        run(request)
    assert caught.value.seconds > 1


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (replace(over_log(), zone="Mars/Phobos"), "is not a time zone"),
        (replace(over_log(), times="backwards"), "no way to write times"),
        (replace(over_log(), contract="gold"), "has no contract"),
        (replace(over_log(), log_map=File(name="excel")), "There is no map"),
        (replace(over_log(), log=File(name="l", data=b"number,opened\n1,x\n")), "No line of the"),
        (replace(over_log(), log=File(), source="history"), "The desk has no cases"),
        (replace(over_load(), against=shipped_file("voxeo")), "The load doesn't fit the charter"),
    ],
)
def test_what_cannot_be_used_gets_its_sentence(request_: Request, sentence: str) -> None:
    with pytest.raises(BadInputError) as caught:
        run(request_)
    assert sentence in english(caught.value.said, "UTC")


def test_a_load_without_people_says_what_to_write() -> None:
    load = LOAD.replace("staff: {crew: {number: 3, hours: office}}", "")
    request = replace(over_load(), load=File(name="load.yaml", data=load.encode()))
    with pytest.raises(BadInputError, match="needs people"):
        run(request)


def test_a_faulty_charter_is_told_with_its_place() -> None:
    with pytest.raises(CharterErrors, match=r"shop\.yaml:"):
        run(replace(over_log(), charter=shop_file(DESK.replace("version: 1", "verzion: 1"))))


def test_people_of_a_people_file_work_and_are_told() -> None:
    people = (
        "people: shop\nzone: Europe/Stockholm\npersons:\n"
        "  anna: {roles: [engineer], works: office, by: [phone, mail]}\n"
        "  bo: {roles: [engineer, head], works: [Mon-Fri 12:00-20:00], by: [phone, mail]}\n"
    )
    file = File(name="people.yaml", data=people.encode())
    answers = run(replace(over_load(), people=file)).sides[0].answers
    tuesday = {(one.half_hour - 48) / 2: one.there for one in answers.staffing
               if 48 <= one.half_hour < 96}  # fmt: skip
    assert (tuesday[9], tuesday[13]) == (1.0, 2.0)


def test_the_sample_log_is_replayed() -> None:
    data = (HERE / "incidents.csv").read_bytes()
    result = run(replace(over_log(), log=File(name="incidents.csv", data=data)))
    assert result.sides[0].answers.cases == 3
    waiting = {one.on: one.total for one in result.sides[0].answers.waiting}
    assert waiting == {"customer": 5 * 3600.0}
