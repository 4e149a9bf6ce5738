"""Why a promise is due when it is, in words whose numbers add up."""

from datetime import UTC, datetime, timedelta

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.ahead import firings
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.explain import explain_promise, what_if
from charterdesk.engine.phrase import english
from charterdesk.engine.standing import standing_of
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.times import moment

ROXEN = read_charter(shipped_text("roxen"), "roxen.yaml")
VOXEO = read_charter(shipped_text("voxeo"), "voxeo.yaml")
STOCKHOLM, NEW_YORK = "Europe/Stockholm", "America/New_York"


def _opened(at: datetime, priority: str = "") -> Decision:
    command = co.OpenCase(channel="web", priority=priority, asker="x")
    return decide(ROXEN, None, command, at, Cast(ROXEN, {}))


def _words(decision: Decision, kind: str, at: datetime) -> dict[str, str]:
    promise = standing_of(ROXEN, decision.case, kind, at).promise
    assert promise is not None
    steps = explain_promise(ROXEN, decision.case, promise, STOCKHOLM).steps
    return {english(s.heading, STOCKHOLM): english(s.said, STOCKHOLM) for s in steps}


def test_the_days_of_the_arithmetic_add_up_to_the_open_time() -> None:
    at = moment("2026-04-02 15:30", STOCKHOLM)
    words = _words(_opened(at), "response", at)
    assert "1 h 30 min Thu + 7 h 30 min Tue -> Tue 15:30 CEST." in words["Arithmetic"]
    assert "13:15" in words["Warning"]


def test_the_clause_names_the_row_and_its_place() -> None:
    at = moment("2026-04-02 15:30", STOCKHOLM)
    decision = _opened(at)
    promise = standing_of(ROXEN, decision.case, "response", at).promise
    assert promise is not None
    clause = explain_promise(ROXEN, decision.case, promise, STOCKHOLM).steps[0]
    assert "promises.normal" in english(clause.said, STOCKHOLM)
    assert clause.place.file == "roxen.yaml"
    line = shipped_text("roxen").splitlines()[clause.place.line - 1]
    assert line.lstrip().startswith("normal:")
    assert line[clause.place.column - 1 :].startswith(("response", "1d"))


def test_a_pause_and_a_raise_are_told() -> None:
    at = moment("2026-06-15 10:00", STOCKHOLM)
    rota = Cast(ROXEN, {})
    opened = _opened(at)
    later = at + timedelta(hours=1)
    raised = decide(ROXEN, opened.case, co.SetPriority(to="critical", reason="down"), later, rota)
    words = _words(raised, "response", later)
    assert words["Change"] == (
        "The priority became critical at Mon 15 Jun 2026, 11:00 CEST: 1h of always from then "
        "gives Mon 15 Jun 2026, 12:00 CEST, sooner than the old due Tue 16 Jun 2026, 10:00 CEST: "
        "the sooner holds."
    )
    answered = decide(ROXEN, raised.case, co.Reply(message="m"), later, rota)
    waiting = decide(ROXEN, answered.case, co.Wait(on="customer"), later + timedelta(hours=1), rota)
    paused = _words(waiting, "update", later + timedelta(hours=2))
    assert paused["Pause"] == (
        "Waiting for the customer: it is paused since Mon 15 Jun 2026, 12:00 CEST."
    )
    assert paused["Arithmetic"] == "4 h of always: 1 h Mon used, 3 h left."


def test_what_if_promises_what_the_desk_will_do() -> None:
    at = moment("2026-02-14 12:00", STOCKHOLM)
    command = co.OpenCase(channel="web", priority="critical", asker="x")
    answer = what_if(ROXEN, command, at, Cast(ROXEN, {}))
    opened = _opened(at, "critical")
    dues = {one.standing.kind: one.standing.due for one in answer.promises}
    assert dues == {"response": at + timedelta(hours=1)}
    assert opened.case.promise("response") == answer.promises[0].standing.promise
    assert any("duty-engineer" in told.roles for told in answer.told)


def test_the_preview_of_a_ladder_is_what_its_executor_does() -> None:
    at = datetime(2026, 5, 10, 18, 0, tzinfo=UTC)
    rota = Cast(VOXEO, {})
    opened = decide(VOXEO, None, co.OpenCase(channel="ticket", contract="production"), at, rota)
    escalated = decide(VOXEO, opened.case, co.Escalate(reason="no calls"), at, rota)
    steps = list(firings(VOXEO, escalated, rota, at))
    assert [(step.step, step.at - at) for step in steps] == [
        ("desk", timedelta()),
        ("management", timedelta()),
        ("ceo", timedelta(minutes=30)),
    ]
    assert ("ceo", "ceo") in steps[-1].called
