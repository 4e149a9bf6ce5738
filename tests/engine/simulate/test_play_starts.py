"""A play with all the charter's rules starts each contact when the plain line does."""

import random

import pytest

from charterdesk.engine.simulate.plain import starts
from charterdesk.engine.simulate.play import play
from charterdesk.engine.simulate.values import Arrival
from tests.engine.simulate.small_desk import CHARTER, MONDAY, minutes, rota, staff

CASES = 3_000


@pytest.mark.parametrize(("people", "load"), [(1, 0.7), (3, 0.85), (8, 0.9)])
def test_some_thousand_cases_start_when_the_plain_line_says(people: int, load: float) -> None:
    draw, at = random.Random(people), 0.0
    arrivals: list[int] = []
    for _ in range(CASES):
        at += draw.expovariate(people * load / 600)
        arrivals.append(round(at))
    work = [round(draw.expovariate(1 / 600)) for _ in range(CASES)]
    cases = (
        Arrival(
            ref=str(number),
            at=MONDAY + minutes(came / 60),
            work=(minutes(length / 60),),
            priority="urgent",
        )
        for number, (came, length) in enumerate(zip(arrivals, work, strict=True))
    )
    workers = staff(people, "always")
    until = MONDAY + minutes(at / 60 + 60 * 24 * 30)
    began = {
        int(outcome.ref): round((outcome.handled[0].began_at - MONDAY).total_seconds())
        for outcome in play(CHARTER, cases, workers, rota(workers), until=until)
    }
    assert [began[number] for number in range(CASES)] == starts(arrivals, work, people)
