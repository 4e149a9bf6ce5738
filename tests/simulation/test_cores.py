"""Pieces on several cores: all are done, and a stop ends them in good order."""

from dataclasses import dataclass
from datetime import timedelta

from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.cores import usable_cores, worked_off
from charterdesk.simulation.pieces import Counts, ReplayPart, Stages, Tick
from charterdesk.simulation.stage import side_stage
from charterdesk.simulation.values import File
from tests.simulation.cast import shop_file
from tests.simulation.test_log import utc

BEGUN = utc("2026-06-15 08:00")


def stages() -> Stages:
    return Stages((side_stage(shop_file(), File()),), BEGUN, BEGUN + timedelta(days=9))


def parts(number: int, size: int = 40) -> list[ReplayPart]:
    cases = tuple(
        Recorded(ref=f"C{n}", opened_at=BEGUN, priority="normal", answered_at=BEGUN)
        for n in range(size)
    )
    return [ReplayPart(0, cases) for _ in range(number)]


def never() -> bool:
    return False


def test_several_processes_do_what_one_does() -> None:
    done: list[int] = []
    pieces = parts(4)
    spread = list(worked_off(pieces, stages(), cores=2, on_done=done.append, is_cancelled=never))
    alone = list(worked_off(pieces, stages(), cores=1, on_done=done.append, is_cancelled=never))
    assert [one.tally.verdicts for one in spread] == [one.tally.verdicts for one in alone]
    assert sum(one.tally.cases for one in spread) == 160
    assert done[-1] == 160


@dataclass(frozen=True)
class Endless:
    """Goes on until it is told to stop."""

    size: int = 1

    def work(self, stages: Stages, tick: Tick) -> Counts:
        while True:
            tick(1)


def test_a_stop_ends_what_would_go_on_for_ever() -> None:
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    found = worked_off(
        [Endless(), Endless(), Endless()], stages(), cores=2, on_done=print,
        is_cancelled=is_cancelled,
    )  # fmt: skip
    assert list(found) == []


def test_there_is_a_core() -> None:
    assert usable_cores() >= 1
