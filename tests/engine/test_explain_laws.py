"""Laws of explanations over drawn histories: sums add up, and the past is as it was then."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import example, given, settings

from charterdesk.engine import commands as co
from charterdesk.engine.calendar import counted
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision
from charterdesk.engine.events import Told
from charterdesk.engine.explain import (
    Explanation,
    as_of,
    explain_case,
    explain_gate,
    explain_notice,
    explain_promise,
    explain_refusal,
)
from charterdesk.engine.explain.arithmetic import pieces_of, total
from charterdesk.engine.explain.changes import changes_of
from charterdesk.engine.phrase import Phrase, PhraseValue, english
from charterdesk.engine.promise import Promise, target_due
from charterdesk.engine.standing import standings
from tests.engine.drawn_histories import LIBRARY, Desk, Steps, desk, histories
from tests.look.catalog import translated

History = tuple[Charter, Steps]
BICOM = LIBRARY.find("bicom")
# Called and passed in one second: the notice was before the word.
PASSED_AT_ONCE: Steps = [
    (timedelta(), command)
    for command in (
        co.OpenCase(channel="mail", priority="emergency", contract="support", asker="a@a.example"),
        co.Escalate(reason="so it is"),
        co.PassCall(who=("support-manager",)),
    )
]
ZONES = ("Europe/Stockholm", "Asia/Kathmandu")
RUSSIAN = {
    text
    for message in translated("ru")
    if message.id and message.string
    for text in ([message.id] if isinstance(message.id, str) else message.id[:1])
}


def played(drawn: History) -> Desk:
    charter, steps = drawn
    return desk(charter).play(steps)


def whole_of(promise: Promise) -> timedelta:
    """What the target gives in open time, by the calendar alone."""
    basis = promise.basis
    due = target_due(basis.calendar, basis.anchor, basis.target)
    assert due is not None
    return counted(basis.calendar, basis.anchor, due)


@settings(max_examples=25, deadline=None)
@given(histories())
def test_the_pieces_of_every_due_add_up_to_its_target(drawn: History) -> None:
    for promise in played(drawn).case.promises:
        if promise.due is None or promise.basis.fixed is not None:
            continue
        for zone in ZONES:
            assert total(pieces_of(promise, promise.due, zone)) == whole_of(promise)
        if promise.basis.target.kind == "time":
            assert whole_of(promise) == promise.basis.target.amount


@settings(max_examples=25, deadline=None)
@given(histories())
def test_of_a_clock_that_stands_used_and_left_add_up(drawn: History) -> None:
    for promise in played(drawn).case.promises:
        if not promise.is_paused or promise.basis.fixed is not None:
            continue
        since = max(promise.pauses[-1][0], promise.basis.anchor)
        left = promise.left(since)
        if left is not None and left > timedelta():
            assert total(pieces_of(promise, since, ZONES[0])) + left == whole_of(promise)


@settings(max_examples=25, deadline=None)
@given(histories())
def test_the_explained_due_is_the_one_that_stands(drawn: History) -> None:
    at_the_desk = played(drawn)
    charter, case = at_the_desk.charter, at_the_desk.case
    for standing in standings(charter, case, at_the_desk.at):
        if standing.promise is None or standing.due is None:
            continue
        answer = explain_promise(charter, case, standing.promise, ZONES[0]).answer
        assert answer.values["due"] == standing.due


@settings(max_examples=25, deadline=None)
@given(histories())
def test_the_changes_lead_from_the_start_to_what_holds(drawn: History) -> None:
    at_the_desk = played(drawn)
    for promise in at_the_desk.case.promises:
        changes = list(changes_of(at_the_desk.charter, at_the_desk.case, promise))
        for one, other in pairwise(changes):
            assert one.after.basis == other.before.basis
        if changes:
            assert changes[-1].after.basis == promise.basis


@settings(max_examples=20, deadline=None)
@given(histories())
def test_a_past_moment_is_as_the_case_was_then(drawn: History) -> None:
    charter, steps = drawn
    known: dict[datetime, Case] = {}

    def remember(at_the_desk: Desk, decision: Decision) -> None:
        known[at_the_desk.at] = decision.case

    at_the_desk = desk(charter)
    at_the_desk.after = remember
    at_the_desk.play([step for step in steps if getattr(step[1], "message", "") != "late"])
    for at, then in known.items():
        under, case = as_of(at_the_desk.charter, at_the_desk.case, at)
        assert under.version == at_the_desk.charter.version
        assert (case.promises, case.status, case.runs, case.priority) == (
            then.promises, then.status, then.runs, then.priority,
        )  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(histories())
@example((BICOM, PASSED_AT_ONCE))
def test_every_notice_names_whom_the_rota_names(drawn: History) -> None:
    at_the_desk = played(drawn)
    for told in at_the_desk.told:
        steps = explain_notice(at_the_desk.charter, at_the_desk.case, told, at_the_desk.rota).steps
        headings = [step.heading.form for step in steps]
        assert "Since then" not in headings
        assert {"Role", "Last resort"}.intersection(headings)


@settings(max_examples=25, deadline=None)
@given(histories())
def test_a_gate_explains_all_that_its_refusal_misses(drawn: History) -> None:
    charter, steps = drawn
    at_the_desk = desk(charter)
    for wait, command in steps:
        at_the_desk.until(at_the_desk.at + wait)
        before = at_the_desk.case
        refused = at_the_desk.give(command).refused
        if refused is None or not refused.act:
            continue
        explained = explain_gate(
            at_the_desk.charter,
            before,
            refused.act,
            at_the_desk.at,
            at_the_desk.rota,
            by=command.by or before.owner or at_the_desk.charter.tiers[0].roles[0],
            outcome=getattr(command, "outcome", ""),
        )
        missing = {
            step.said.values["word"] for step in explained.steps if step.verdict == "not matched"
        }
        assert missing.issuperset(refused.missing), command


@settings(max_examples=20, deadline=None)
@given(histories())
def test_whatever_is_explained_can_be_said_in_both_languages(drawn: History) -> None:
    charter, steps = drawn
    at_the_desk = desk(charter)
    for wait, command in steps:
        at_the_desk.until(at_the_desk.at + wait)
        decision = at_the_desk.give(command)
        if decision.refused is not None:
            assert _is_said(explain_refusal(decision.refused))
        assert all(because.said.form in RUSSIAN for because in decision.because)
    assert all(_is_said(one) for one in _all_of(at_the_desk))


def _all_of(at_the_desk: Desk) -> Iterator[Explanation]:
    charter, case = at_the_desk.charter, at_the_desk.case
    for audience in ("desk", "customer"):
        if case.exists:
            yield explain_case(charter, case, audience)
        for promise in case.promises:
            yield explain_promise(charter, case, promise, ZONES[0], audience)
    for told in case.history:
        if isinstance(told, Told):
            yield explain_notice(charter, case, told, at_the_desk.rota)
    for act in ("resolve", "close", *charter.gates):
        yield explain_gate(charter, case, act, at_the_desk.at, at_the_desk.rota)


def _is_said(explanation: Explanation) -> bool:
    phrases = [explanation.answer]
    phrases += [said for step in explanation.steps for said in (step.heading, step.said)]
    for said in phrases:
        assert english(said, ZONES[0])
        missing = [form for form in _forms(said) if form not in RUSSIAN]
        assert not missing
    return True


def _forms(value: PhraseValue) -> Iterator[str]:
    match value:
        case Phrase():
            yield value.form
            for inner in value.values.values():
                yield from _forms(inner)
        case tuple():
            for inner in value:
                yield from _forms(inner)
        case _:
            return
