"""Recorded cases are judged by a charter as if they had gone the same way under it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.simulate.replay import replay
from charterdesk.engine.simulate.values import Outcome, Promised, Recorded, Waited
from charterdesk.engine.simulate.variants import judged_on
from charterdesk.engine.story.cast import Cast
from tests.engine.simulate.small_desk import CHARTER, LATER, after, minutes, promise

ROXEN = read_charter(shipped_text("roxen"), "roxen.yaml")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def judged(case: Recorded, charter: Charter = CHARTER, *, until: datetime = LATER) -> Outcome:
    (outcome,) = replay(charter, [case], Cast(charter, {}), until=until)
    return outcome


def cycles(outcome: Outcome, kind: str) -> list[Promised]:
    return [promise for promise in outcome.promises if promise.kind == kind]


A_CASE = Recorded(
    ref="1", opened_at=after(0), channel="mail", answered_at=after(60), resolved_at=(after(120),)
)


def test_a_night_when_the_clocks_go_forward_is_judged_as_its_story_says() -> None:
    night = Recorded(
        ref="RX1",
        opened_at=moment("2026-03-28T23:40+01:00"),
        channel="voicemail",
        priority="critical",
        answered_at=moment("2026-03-29T00:20+01:00"),
        activated_at=moment("2026-03-29T00:25+01:00"),
        replied_at=(moment("2026-03-29T05:10+02:00"),),
    )
    until = moment("2026-03-29T06:00+02:00")
    out = judged(night, ROXEN, until=until)
    response, activation = promise(out, "response"), promise(out, "activation")
    assert (response.due, response.verdict) == (moment("2026-03-29T00:40+01:00"), "met")
    assert (activation.due, activation.verdict) == (moment("2026-03-29T00:35+01:00"), "met")
    first, second = cycles(out, "update")
    assert (first.due, first.verdict) == (moment("2026-03-29T05:20+02:00"), "met")
    assert second.verdict == ""
    assert sum(told.person == "duty-engineer" for told in out.told) == 4


def test_an_answer_without_an_activation_is_when_work_began() -> None:
    case = replace(A_CASE, priority="critical", channel="mail")
    out = judged(case, ROXEN)
    assert promise(out, "activation").ended == after(60)


def test_what_was_resolved_without_an_answer_was_answered_then() -> None:
    out = judged(replace(A_CASE, answered_at=None))
    assert promise(out, "response").ended == after(120)


def test_a_live_answer_has_a_response_of_no_time() -> None:
    out = judged(replace(A_CASE, channel="phone", live=True, answered_at=None))
    assert out.answered_live
    assert promise(out, "response").ended == after(0)


def test_waiting_moves_the_due_of_what_it_pauses() -> None:
    plain = judged(A_CASE)
    waited = judged(replace(A_CASE, waits=(Waited(after(70), after(100)),)))
    due, moved = promise(plain, "resolution").due, promise(waited, "resolution").due
    assert due is not None
    assert moved == due + minutes(30)
    assert waited.waiting == (("customer", minutes(30)),)


def test_a_customer_who_wrote_is_owed_a_reply() -> None:
    case = replace(A_CASE, wrote_at=(after(70),), replied_at=(after(90),), priority="urgent")
    reply = promise(judged(case), "reply")
    assert (reply.start, reply.ended, reply.verdict) == (after(70), after(90), "met")


def test_a_reopening_is_reported_beside_the_first_verdict() -> None:
    twice = replace(A_CASE, resolved_at=(after(120), after(300)), reopened_at=(after(240),))
    assert [p.ended for p in cycles(judged(twice), "resolution")] == [after(120), after(300)]


def test_a_priority_that_changed_is_judged_from_then_on() -> None:
    raised = replace(A_CASE, answered_at=after(100), priorities=((after(30), "urgent"),))
    out = judged(raised)
    assert out.priority == "urgent"
    assert promise(out, "response").breached_at == after(90)


def test_what_was_escalated_calls_the_people_of_its_ladder() -> None:
    out = judged(replace(A_CASE, escalated_at=(after(70),), acknowledges=(minutes(2),)))
    assert [(step.step, step.at, step.taken_at) for step in out.steps] == [
        ("first", after(70), after(72)),
        ("head", after(92), after(92)),
    ]


def test_what_comes_after_the_end_is_left_out() -> None:
    out = judged(A_CASE, until=after(90))
    assert (out.status, out.resolved_at) == ("new", None)
    assert promise(out, "resolution").verdict == ""


def test_a_case_that_comes_after_the_end_is_left_out_whole() -> None:
    assert list(replay(CHARTER, [A_CASE], Cast(CHARTER, {}), until=after(-1))) == []


def test_a_silent_close_comes_of_itself() -> None:
    assert judged(A_CASE).closed_at == after(120) + timedelta(days=7)


@pytest.mark.parametrize("name", shipped_names())
def test_the_gates_of_every_shipped_charter_are_satisfied_before_they_are_passed(
    name: str,
) -> None:
    charter = read_charter(shipped_text(name), name)
    closed = replace(A_CASE, channel="", closed_at=after(500))
    out = judged(closed, charter)
    assert out.refused == ()
    assert (out.status, out.closed_at) == ("closed", after(500))


def test_a_case_closed_without_a_resolution_is_resolved_then() -> None:
    out = judged(replace(A_CASE, resolved_at=(), closed_at=after(500)))
    assert (out.resolved_at, out.closed_at) == (after(500), after(500))


def test_a_case_that_the_engine_does_not_open_says_why() -> None:
    out = judged(replace(A_CASE, channel="fax"))
    assert (out.status, out.promises, len(out.refused)) == ("", (), 1)


def test_a_log_that_does_not_tell_of_a_kind_is_not_judged_on_it() -> None:
    silent = replace(A_CASE, answered_at=None, resolved_at=())
    assert promise(judged(silent), "response").breached_at is not None
    out = judged(silent, judged_on(CHARTER, ["resolution"]))
    assert promise(out, "response").verdict == ""
    assert promise(out, "response").row == ""
    assert {p.kind for p in out.promises if p.row} == {"resolution"}


def test_cases_keep_the_order_in_which_they_were_given() -> None:
    cases = [replace(A_CASE, ref=ref) for ref in "cab"]
    assert [o.ref for o in replay(CHARTER, cases, Cast(CHARTER, {}), until=LATER)] == [*"cab"]


def test_a_stricter_target_never_has_more_kept_when_people_do_the_same() -> None:
    cases = [replace(A_CASE, ref=str(n), answered_at=after(7 * n)) for n in range(1, 60)]
    shares = []
    for name in ("urgent", "normal"):
        chosen = [replace(case, priority=name) for case in cases]
        out = replay(CHARTER, chosen, Cast(CHARTER, {}), until=LATER)
        shares.append(sum(promise(o, "response").verdict == "met" for o in out))
    assert 0 < shares[0] < shares[1]
