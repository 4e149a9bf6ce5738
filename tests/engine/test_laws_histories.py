"""Laws that hold for whatever happens to a case, in whatever order, under any charter."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import example, given, settings

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.describing import described
from charterdesk.engine.events import Event
from charterdesk.engine.folding import FOLDS, fold
from charterdesk.engine.standing import next_due, standings
from tests.engine.drawn_histories import (
    BEGINNING,
    LATE_BY,
    LIBRARY,
    Desk,
    Steps,
    desk,
    histories,
    through_storage,
)

History = tuple[Charter, Steps]
WORKSHOP = LIBRARY.find("charters/workshop.yaml")
OPEN = co.OpenCase(channel="web", priority="normal", asker="ann@a.example")
AT_ONCE = timedelta()
# Two cycles of one kind that begin at one moment, each with its own warning and breach.
PASSED_TWICE: Steps = [(AT_ONCE, OPEN), *2 * [(AT_ONCE, co.Transfer(tier="bench"))]]
# The due that a merged case brings was over before this one was opened.
LONG_DUE = co.TakeIn(
    number="X9",
    priority="normal",
    promises=(("resolution", "", BEGINNING - timedelta(days=2), BEGINNING - timedelta(days=1)),),
)


def events() -> set[type[Event]]:
    return {
        cls for cls in vars(ev).values() if isinstance(cls, type) and issubclass(cls, Event)
    } - {Event}


@settings(max_examples=150, deadline=None)
@given(histories())
@example((WORKSHOP, PASSED_TWICE))
@example((WORKSHOP, [(AT_ONCE, replace(OPEN, priority="critical")), (AT_ONCE, LONG_DUE)]))
def test_any_command_in_any_state_is_answered_and_time_moves_on(history: History) -> None:
    charter, steps = history

    def moves_on(at_work: Desk, decision: Decision) -> None:
        earliest = at_work.at - max(LATE_BY.values())
        assert decision.next_wake is None or decision.next_wake >= earliest
        assert decision.refused is None or decision.refused.text
        assert all(described(event) for event in decision.events)
        assert standings(charter, decision.case, at_work.at) is not None
        next_due(charter, decision.case)

    at_work = desk(charter)
    at_work.after = moves_on
    at_work.play(steps)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_after_a_tick_the_next_wake_lies_ahead(history: History) -> None:
    charter, steps = history
    at_work = desk(charter).play(steps)
    decision = at_work.give(co.Tick())
    assert decision.next_wake is None or decision.next_wake > at_work.at
    assert at_work.give(co.Tick()).events == ()


@settings(max_examples=80, deadline=None)
@given(histories())
def test_the_same_events_give_the_same_case_however_they_are_folded(history: History) -> None:
    charter, steps = history

    def is_folded_alike(_: Desk, decision: Decision) -> None:
        assert fold(charter, decision.case.history) == decision.case
        assert through_storage(charter, decision.case) == decision.case

    at_work = desk(charter)
    at_work.after = is_folded_alike
    at_work.play(steps[:6])


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_notice_has_a_key_of_its_own(history: History) -> None:
    charter, steps = history
    keys = [told.key for told in desk(charter).play(steps).told]
    assert sorted(keys) == sorted(set(keys))


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_run_that_is_interrupted_anywhere_tells_everybody_the_same(history: History) -> None:
    """After every decision the state is thrown away, loaded again, and ticked once too often."""
    charter, steps = history

    def restart(at_work: Desk, decision: Decision) -> None:
        at_work.case = through_storage(charter, decision.case)

    class Restless(Desk):
        def until(self, at: datetime) -> None:
            half_way = self.at + (at - self.at) / 2
            super().until(half_way)
            self.give(co.Tick()) if self.wake is None or self.wake > self.at else None
            super().until(at)

    interrupted = Restless(charter, desk(charter).rota)
    interrupted.after = restart
    assert interrupted.play(steps).told == desk(charter).play(steps).told


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_breach_is_never_taken_back(history: History) -> None:
    """Only evidence corrects it, and then both stay (2.6 B)."""
    charter, steps = history
    seen: set[tuple[str, str, object]] = set()

    def stays(_: Desk, decision: Decision) -> None:
        for event in decision.events:
            if isinstance(event, ev.PromiseBreached):
                seen.add((event.promise, event.key, event.start))
        marked = {(p.kind, p.key, p.start) for p in decision.case.promises if p.breached_at}
        moved = {(kind, key) for kind, key, _ in marked}
        assert all((kind, key) in moved for kind, key, _ in seen)

    at_work = desk(charter)
    at_work.after = stays
    at_work.play(steps)


@settings(max_examples=60, deadline=None)
@given(histories(at_most=8))
def test_a_late_worker_loses_no_step_and_no_breach(history: History) -> None:
    """One tick weeks later does all that was due, with its true times (2.10)."""
    charter, steps = history
    kept = desk(charter)
    for wait, command in steps:
        kept.until(kept.at + wait)
        kept.give(command)
    late = Desk(charter, kept.rota, kept.at, kept.case, kept.wake)
    end = kept.at + timedelta(days=40)
    kept.until(end)
    late.at = end
    decision = decide(charter, late.case, co.Tick(), end - timedelta(seconds=1), late.rota)
    assert _marks(decision.case.history) == _marks(kept.case.history)


def _marks(history: tuple[Event, ...]) -> list[tuple[object, ...]]:
    """Steps, breaches and warnings with their true times."""
    found: list[tuple[object, ...]] = []
    for event in history:
        match event:
            case ev.StepFired():
                found.append(("step", event.at, event.run, event.step, event.skipped))
            case ev.PromiseBreached() | ev.PromiseWarned():
                found.append((event.kind, event.at, event.promise, event.key))
            case _:
                pass
    return sorted(found, key=str)


def test_every_kind_of_event_has_a_fold_and_a_sentence() -> None:
    from charterdesk.engine.describing import _SENTENCES

    assert set(FOLDS) == events()
    assert set(_SENTENCES) == events()
