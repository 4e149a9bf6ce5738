"""The strictest target that people keep is searched for, each target with the same draws."""

from datetime import timedelta

import pytest

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.simulate.reverse import TARGETS, share_kept, strictest
from tests.engine.simulate.small_desk import CHARTER, arrival, played, staff

LOAD = [arrival(f"C{n}", n * 10, 5 + n * 7 % 31) for n in range(300)]


def kept(charter: Charter) -> float | None:
    return share_kept(
        played(LOAD, staff(2, "always"), charter=charter).values(), "normal", "response"
    )


def amount(charter: Charter) -> timedelta:
    return charter.rows["normal"].terms["response"].target.amount


def test_the_targets_go_from_strict_to_loose() -> None:
    amounts = [target.amount for target in TARGETS]
    assert amounts == sorted(set(amounts))
    assert (amounts[0], amounts[-1]) == (timedelta(minutes=5), timedelta(days=5))


@pytest.mark.parametrize("strict", [timedelta(minutes=5), timedelta(hours=3), timedelta(days=5)])
def test_the_strictest_that_is_kept_is_found_wherever_it_lies(strict: timedelta) -> None:
    found = strictest(CHARTER, "normal", "response", lambda c: float(amount(c) >= strict))
    assert found.target is not None
    assert found.target.amount == strict


def test_no_target_is_found_where_not_even_the_loosest_is_kept() -> None:
    found = strictest(CHARTER, "normal", "response", lambda charter: 0.5)
    assert found.target is None
    assert found.shares[-1] == (TARGETS[-1], 0.5)


def test_a_run_that_decided_nothing_keeps_nothing() -> None:
    assert strictest(CHARTER, "normal", "response", lambda charter: None).target is None


def test_both_neighbours_of_the_answer_are_measured() -> None:
    found = strictest(CHARTER, "normal", "response", kept)
    measured = [target for target, _ in found.shares]
    assert found.target is not None
    place = TARGETS.index(found.target)
    assert {TARGETS[place - 1], TARGETS[place], TARGETS[place + 1]} <= set(measured)
    shares = {target: share or 0.0 for target, share in found.shares}
    assert shares[TARGETS[place - 1]] < 0.95 <= shares[found.target]


def test_the_search_asks_few_times() -> None:
    asked: list[Charter] = []

    def run(charter: Charter) -> float:
        asked.append(charter)
        return float(amount(charter) >= timedelta(hours=1))

    strictest(CHARTER, "normal", "response", run)
    assert len(asked) <= 6


def test_of_cases_of_no_such_priority_there_is_no_share() -> None:
    assert share_kept(played(LOAD[:3], staff(1)).values(), "urgent", "response") is None
