"""Cases may be ticked one by one: the order between cases changes nothing of any."""

import heapq
import random
from datetime import timedelta
from itertools import count

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import decide
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.simulate.life import Life
from charterdesk.engine.story.cast import Cast
from tests.engine.simulate.small_desk import CHARTER, MONDAY, minutes

Done = tuple[int, co.Command]

CASES = 40
END = MONDAY + timedelta(days=90)
CHARTERS = [CHARTER, *(read_charter(shipped_text(name), name) for name in shipped_names())]


def load_of(charter: Charter) -> list[tuple[int, int, co.Command]]:
    """(minute, case, command), in order of time."""
    draw = random.Random(charter.name)
    channels = [c.name for c in charter.channels.values()]
    priorities = [p.name for p in charter.priorities]
    planned: list[tuple[int, int, co.Command]] = []
    for number in range(CASES):
        at = draw.randrange(14 * 24 * 60)
        opening = co.OpenCase(
            channel=draw.choice(channels),
            priority=draw.choice(priorities),
            by="somebody",
            asker=f"c{number}",
        )
        planned.append((at, number, opening))
        acts: list[co.Command] = [co.Reply(), co.Activate(), co.Wait(on="customer")]
        acts += [co.CustomerWrites(), co.Escalate(reason="slow", by=CUSTOMER), co.Reply()]
        for act in [*acts, co.Resolve(), co.CustomerWrites()]:
            at += round(draw.expovariate(1 / 300)) + 1
            planned.append((at, number, act))
    return sorted(planned, key=lambda entry: entry[:2])


def in_the_order_of_all(charter: Charter) -> list[Case]:
    """Every tick of every case at its own time, as a desk does it."""
    rota, order, cases = Cast(charter, {}), count(), [Case() for _ in range(CASES)]
    heap = [(MONDAY + minutes(at), 0, next(order), n, c) for at, n, c in load_of(charter)]
    heapq.heapify(heap)
    wakes: dict[int, object] = {}
    while heap and heap[0][0] <= END:
        at, rank, _, number, command = heapq.heappop(heap)
        if rank and wakes.get(number) != at:
            continue
        decision = decide(charter, cases[number], command, at, rota)
        cases[number], wakes[number] = decision.case, decision.next_wake
        if decision.next_wake is not None:
            heapq.heappush(heap, (decision.next_wake, 1, next(order), number, co.Tick()))
    return cases


def one_by_one(charter: Charter) -> list[Case]:
    """Each case on its own way, ticked just before its next command."""
    rota, load = Cast(charter, {}), load_of(charter)
    lives = [Life(charter, rota) for _ in range(CASES)]
    for number, life in enumerate(lives):
        for at, own, command in load:
            if own == number:
                life.give(command, MONDAY + minutes(at))
        life.to_the_end(END)
    return [life.case for life in lives]


@pytest.mark.parametrize("charter", CHARTERS, ids=lambda charter: charter.name)
def test_ticked_one_by_one_each_case_is_what_it_is_in_the_order_of_all(charter: Charter) -> None:
    alone, together = one_by_one(charter), in_the_order_of_all(charter)
    assert [case.history for case in alone] == [case.history for case in together]
    assert sum(len(case.history) for case in alone) > 5 * CASES
