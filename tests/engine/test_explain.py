"""Why a promise is due when it is, in words whose numbers add up."""

from datetime import UTC, datetime, timedelta

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.ahead import firings
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.explain import explain_promise
from charterdesk.engine.standing import standing_of
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.times import moment
from charterdesk.engine.what_if import what_if

ROXEN = read_charter(shipped_text("roxen"), "roxen.yaml")
VOXEO = read_charter(shipped_text("voxeo"), "voxeo.yaml")
STOCKHOLM, NEW_YORK = "Europe/Stockholm", "America/New_York"


def _opened(at: datetime, priority: str = "") -> Decision:
    command = co.OpenCase(channel="web", priority=priority, asker="x")
    return decide(ROXEN, None, command, at, Cast(ROXEN, {}))


def _words(decision: Decision, kind: str, at: datetime) -> dict[str, str]:
    promise = standing_of(ROXEN, decision.case, kind, at).promise
    assert promise is not None
    return {s.heading: s.text for s in explain_promise(ROXEN, decision.case, promise, STOCKHOLM)}


def test_the_days_of_the_arithmetic_add_up_to_the_open_time() -> None:
    at = moment("2026-04-02 15:30", STOCKHOLM)
    words = _words(_opened(at), "response", at)
    assert "1 h 30 min Thu 2 Apr + 7 h 30 min Tue 7 Apr" in words["Arithmetic"]
    assert words["Arithmetic"].endswith("-> Tue 7 Apr 2026, 15:30 CEST.")
    assert "13:15" in words["Warning"]


def test_the_clause_names_the_row_and_its_place() -> None:
    at = moment("2026-04-02 15:30", STOCKHOLM)
    decision = _opened(at)
    promise = standing_of(ROXEN, decision.case, "response", at).promise
    assert promise is not None
    clause = explain_promise(ROXEN, decision.case, promise, STOCKHOLM)[0]
    assert "promises.normal" in clause.text
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
    assert words["Change"].startswith("Since Mon 15 Jun 2026, 11:00 CEST another row holds: 1h")
    answered = decide(ROXEN, raised.case, co.Reply(message="m"), later, rota)
    waiting = decide(ROXEN, answered.case, co.Wait(on="customer"), later + timedelta(hours=1), rota)
    paused = _words(waiting, "update", later + timedelta(hours=2))
    assert paused["Pause"] == "Paused since Mon 15 Jun 2026, 12:00 CEST; 3 h are left."


def test_what_if_promises_what_the_desk_will_do() -> None:
    at = moment("2026-02-14 12:00", STOCKHOLM)
    command = co.OpenCase(channel="web", priority="critical", asker="x")
    answer = what_if(ROXEN, command, at, Cast(ROXEN, {}), STOCKHOLM)
    opened = _opened(at, "critical")
    dues = {standing.kind: standing.due for standing, _ in answer.promises}
    assert dues == {"response": at + timedelta(hours=1)}
    assert opened.case.promise("response") == answer.promises[0][0].promise
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
