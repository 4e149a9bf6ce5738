"""Each rule explained by an example: the clause, the arithmetic, and what changed on the way."""

from datetime import datetime, timedelta

from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import decide
from charterdesk.engine.decide.merging import brought
from charterdesk.engine.events import Told
from charterdesk.engine.explain import (
    Audience,
    Explanation,
    as_of,
    explain_case,
    explain_gate,
    explain_notice,
    explain_promise,
    explain_what_if,
)
from charterdesk.engine.phrase import english
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.times import moment

MOSCOW = "Europe/Moscow"
TEXT = """charter: moscow
version: 1
zone: Europe/Moscow
hours:
  office: {open: [Mon-Fri 09:00-18:00]}
roles:
  engineer: {is: team line1}
  night: {is: rota nights, outside: office, else: [head]}
  head: {is: person}
last_resort: head
channels:
  phone: {live: yes}
  mail: {address: help@moscow.example}
  emergency: {address: now@moscow.example, sets: priority critical}
contracts:
  gold: {gives: [ladder formal], promises: {normal: {hours: office, response: 10m}}}
priorities:
  set_by: [customer, desk with reason]
  list: {critical: {when: [down]}, normal: {default: yes}}
promises:
  critical: {hours: always, response: 15m, update: every 2h, resolution: 8h}
  normal: {hours: office, response: 30m, update: not stated, resolution: 16h}
aims: {normal: {hours: office, resolution: 9h}}
waiting: {customer: {pauses: [update, resolution], remind: [3d]}}
tiers: [{name: line1, role: engineer}]
ladders:
  formal:
    starts: [formal escalation, priority critical]
    stops: [resolved]
    steps: [{step: head, at: 0m, notify: [head], by: [phone]}]
tell:
  - {when: opened, who: engineer}
  - {when: opened, if: priority critical, who: night, by: [phone]}
gates:
  - {act: resolve, needs: [outcome, bug number]}
closing: {outcomes: {fixed: {}}, agreement: customer, reopen: 14d}
"""
CHARTER = read_charter(TEXT, "moscow.yaml")
ROTA = Cast(CHARTER, {"engineer": ("olga",), "head": ("irina",), "night": ("pavel",)})
FRIDAY = moment("2026-03-13 17:50", MOSCOW)
LATER = timedelta(minutes=20)


def given(case: Case | None, command: co.Command, at: datetime, charter: Charter = CHARTER) -> Case:
    decision = decide(charter, case, command, at, ROTA)
    assert decision.refused is None, decision.refused
    return decision.case


def opened(at: datetime = FRIDAY, **asked: str) -> Case:
    return given(None, co.OpenCase(channel="mail", asker="c", **asked), at)  # type: ignore[arg-type]  # words


def said(explanation: Explanation) -> list[str]:
    """Every step as a line: its heading, what came of it, its sentence."""
    return [
        f"{english(step.heading, MOSCOW)} ({step.verdict}): {english(step.said, MOSCOW)}"
        for step in explanation.steps
    ]


def why(
    case: Case,
    kind: str = "response",
    audience: Audience = "desk",
    charter: Charter = CHARTER,
) -> list[str]:
    promise = case.promise(kind)
    assert promise is not None
    return said(explain_promise(charter, case, promise, MOSCOW, audience))


def test_thirty_minutes_over_a_weekend_are_summed_day_by_day() -> None:
    assert (
        "Arithmetic (sum): 30 min of office from Fri 17:50: 10 min Fri + 20 min Mon "
        "-> Mon 09:20 MSK." in why(opened())
    )


def test_a_start_outside_the_hours_is_said_with_the_next_opening() -> None:
    asked = co.OpenCase(channel="mail", asker="c")
    lines = said(explain_what_if(CHARTER, asked, moment("2026-03-14 12:00", MOSCOW), ROTA))
    assert (
        "Arithmetic (response) (sum): 30 min of office from Sat 12:00: 30 min Mon "
        "-> Mon 09:30 MSK." in lines
    )
    assert any("closed at that moment; it counts from the next opening" in one for one in lines)


def test_a_what_if_tells_every_clause_that_was_tried() -> None:
    asked = co.OpenCase(channel="mail", asker="c", contract="gold")
    explanation = explain_what_if(CHARTER, asked, FRIDAY, ROTA)
    lines = said(explanation)
    assert lines[:3] == [
        "Priority (not matched): The channel mail sets no priority.",
        "Priority (not matched): No priority was asked for.",
        "Priority (matched): The default priority is normal.",
    ]
    assert (
        "Clause (response) (not matched): promises.normal gives 30m of office; it gives way to "
        "contracts.gold.promises.normal." in lines
    )
    assert any(line.startswith("Aim (resolution)") for line in lines)
    assert (
        "Ladder (not matched): The ladder formal starts by a formal escalation or with the "
        "priority critical, and this is normal." in lines
    )
    assert "Notice (matched): When opened: olga (for engineer)." in lines
    assert "Notice (not matched): night: only with the priority critical." in lines
    assert "Gate (matched): Before “resolve”: outcome, bug number." in lines
    assert english(explanation.answer, MOSCOW).startswith(
        "Opened Fri 13 Mar 2026, 17:50 MSK under moscow, version 1: priority normal; promised: "
        "response by Fri 13 Mar 2026, 18:00 MSK, resolution by"
    )


def test_every_matched_clause_has_its_line() -> None:
    asked = co.OpenCase(channel="emergency", asker="c", contract="gold")
    steps = explain_what_if(CHARTER, asked, FRIDAY, ROTA).steps
    lines = TEXT.splitlines()
    found = {english(s.said, MOSCOW): lines[s.place.line - 1] for s in steps if s.place.line}
    channel = found["The channel emergency sets the priority critical."]
    assert channel.lstrip().startswith("emergency:")
    ladder = found["The ladder formal starts with the priority critical."]
    assert ladder.strip().startswith("starts:")


def test_a_refused_what_if_answers_with_the_refusal() -> None:
    answer = explain_what_if(CHARTER, co.OpenCase(channel="pigeon"), FRIDAY, ROTA).answer
    assert english(answer, MOSCOW).startswith("There is no channel pigeon; the charter has")


def test_what_was_recorded_later_counts_from_the_contact() -> None:
    asked = co.OpenCase(channel="mail", asker="c", contact=FRIDAY)
    lines = why(given(None, asked, FRIDAY + timedelta(hours=2)))
    assert any("recorded 2 h later" in line for line in lines)
    assert any("from Fri 17:50" in line for line in lines)


def test_a_message_that_bounced_counts_as_never_sent() -> None:
    answered = given(opened(), co.Reply(by="olga", message="m1"), FRIDAY + LATER / 4)
    assert any(line.startswith("Result (matched): Met at") for line in why(answered))
    bounced = given(answered, co.ReportBounce(of="m1"), FRIDAY + LATER / 2)
    lines = why(bounced)
    assert (
        "Answer (not matched): Our message of Fri 13 Mar 2026, 17:55 MSK was not delivered: "
        "it counts as never sent." in lines
    )
    assert not any(line.startswith("Result") for line in lines)


def test_a_raise_takes_the_sooner_due_and_says_both() -> None:
    raised = given(opened(), co.SetPriority(to="critical", reason="down"), FRIDAY + LATER)
    change = next(line for line in why(raised) if line.startswith("Change"))
    assert change == (
        "Change (sum): The priority became critical at Fri 13 Mar 2026, 18:10 MSK: 15m of always "
        "from then gives Fri 13 Mar 2026, 18:25 MSK, sooner than the old due Mon 16 Mar 2026, "
        "09:20 MSK: the sooner holds."
    )


def test_a_raise_that_would_be_later_leaves_the_due() -> None:
    late = moment("2026-03-16 09:10", MOSCOW)
    raised = given(opened(), co.SetPriority(to="critical", reason="down"), late)
    change = next(line for line in why(raised) if line.startswith("Change"))
    assert "15m of always from then would give Mon 16 Mar 2026, 09:25 MSK" in change
    assert change.endswith("the due Mon 16 Mar 2026, 09:20 MSK is the sooner and stays.")


def test_a_pause_is_named_with_its_rule_and_left_out_of_the_sum() -> None:
    answered = given(opened(), co.Reply(by="olga", message="m1"), FRIDAY)
    waiting = given(answered, co.Wait(by="olga", on="customer"), FRIDAY + LATER / 4)
    assert "Arithmetic (sum): 16 h of office: 5 min Fri used, 15 h 55 min left." in why(
        waiting, "resolution"
    )
    back = moment("2026-03-16 10:00", MOSCOW)
    resumed = given(waiting, co.CustomerWrites(message="m2", asker="c"), back)
    promise = resumed.promise("resolution")
    assert promise is not None
    explanation = explain_promise(CHARTER, resumed, promise, MOSCOW)
    lines = said(explanation)
    assert (
        "Pause (pause): Waiting for the customer: not counted from Fri 13 Mar 2026, 17:55 MSK to "
        "Mon 16 Mar 2026, 10:00 MSK, with 1 h 5 min of office in it." in lines
    )
    assert (
        "Arithmetic (sum): 16 h of office from Fri 17:50: 5 min Fri + 8 h Mon + 7 h 55 min Tue "
        "-> Tue 16:55 MSK." in lines
    )
    place = next(step.place for step in explanation.steps if step.verdict == "pause")
    assert TEXT.splitlines()[place.line - 1].startswith("waiting:")


def test_what_lies_between_resolution_and_reopening_is_not_counted() -> None:
    monday = moment("2026-03-16 12:00", MOSCOW)
    case = given(opened(), co.Reply(by="olga", message="m1"), FRIDAY)
    case = given(case, co.LinkBug(number="7"), FRIDAY)
    case = given(case, co.Resolve(by="olga", outcome="fixed"), monday)
    case = given(case, co.CustomerWrites(message="m2", asker="c"), monday + timedelta(hours=2))
    assert any(
        line.startswith("Pause (pause): Between its end and its reopening: not counted from")
        for line in why(case, "resolution")
    )


def test_a_merged_promise_says_where_it_was_owed() -> None:
    other = given(None, co.OpenCase(channel="mail", asker="d"), FRIDAY - timedelta(minutes=10))
    at = FRIDAY + timedelta(minutes=5)
    merged = given(opened(), brought(other, "M1", at), at)
    promise = merged.promise("response", "M1")
    assert promise is not None
    lines = said(explain_promise(CHARTER, merged, promise, MOSCOW))
    assert any(
        "It was owed in case M1 and came along when that was merged in" in line for line in lines
    )
    assert any("Due Mon 16 Mar 2026, 09:10 MSK." in line for line in lines)


def test_a_breach_is_told_with_its_first_open_moment() -> None:
    due = moment("2026-03-16 09:20", MOSCOW)
    missed = given(opened(), co.Tick(), due)
    lines = why(missed)
    assert (
        "Breach (not matched): Missed: recorded at the first open moment, Mon 16 Mar 2026, "
        "09:20 MSK." in lines
    )


def test_an_update_that_a_ladder_began_counts_from_its_beginning() -> None:
    stops = "    stops: [resolved]\n"
    row = f"{stops}    promises: {{hours: always, update: every 30m}}\n"
    owing = read_charter(TEXT.replace(stops, row), "moscow.yaml")
    case = given(opened(contract="gold"), co.Escalate(by="c", reason="now"), FRIDAY, owing)
    lines = why(case, "update", charter=owing)
    assert any("It counts from the beginning of the ladder" in one for one in lines)


def test_the_people_of_a_ladders_step_are_told_in_a_what_if() -> None:
    asked = co.OpenCase(channel="emergency", asker="c", contract="gold")
    lines = said(explain_what_if(CHARTER, asked, FRIDAY, ROTA))
    assert "Notice (matched): Step head of the ladder formal calls irina (for head)." in lines


def test_a_past_moment_knows_nothing_of_what_came_after() -> None:
    raised = given(opened(), co.SetPriority(to="critical", reason="down"), FRIDAY + LATER)
    _, then = as_of(CHARTER, raised, FRIDAY + LATER / 2)
    assert then.priority == "normal"
    assert not any(line.startswith("Change") for line in why(then))
    assert not as_of(CHARTER, raised, FRIDAY - LATER)[1].exists


def test_a_notice_tells_who_was_tried_until_somebody_was_found() -> None:
    case = opened(priority="critical")
    told = next(e for e in case.history if isinstance(e, Told) and "night" in e.roles)
    lines = said(explain_notice(CHARTER, case, told, ROTA))
    assert lines == [
        "Rule (matched): A rule of the charter: when opened, tell night.",
        "Role (not matched): night is called only outside “office”, and those are open.",
        "Role (matched): head is irina.",
    ]


def test_a_step_of_a_ladder_is_the_rule_of_its_notice() -> None:
    case = opened(priority="critical", contract="gold")
    told = next(e for e in case.history if isinstance(e, Told) and e.key.startswith("run1/"))
    explanation = explain_notice(CHARTER, case, told, ROTA)
    assert said(explanation)[0] == "Rule (matched): Step head of the ladder formal calls head."
    assert "step: head" in TEXT.splitlines()[explanation.steps[0].place.line - 1]


def test_a_gate_says_what_is_there_and_what_is_missing() -> None:
    case = given(opened(), co.LinkBug(number="7"), FRIDAY)
    explanation = explain_gate(CHARTER, case, "resolve", FRIDAY, ROTA)
    assert said(explanation) == [
        "Missing (not matched): Not on the case: outcome.",
        "There (matched): On the case: bug number.",
    ]
    assert english(explanation.answer, MOSCOW) == "“resolve” waits for 1 thing: outcome."


def test_a_case_tells_how_its_priority_came_and_changed() -> None:
    raised = given(
        opened(), co.SetPriority(by="olga", to="critical", reason="down"), FRIDAY + LATER
    )
    lines = said(explain_case(CHARTER, raised))
    assert "Priority (matched): The default priority is normal." in lines
    assert (
        "Priority (matched): The priority is critical since Fri 13 Mar 2026, 18:10 MSK, by olga: "
        "down." in lines
    )


def test_a_customer_sees_no_name_no_reason_no_aim_and_no_warning() -> None:
    raised = given(
        opened(), co.SetPriority(by="olga", to="critical", reason="down"), FRIDAY + LATER
    )
    lines = [*said(explain_case(CHARTER, raised, "customer")), *why(raised, "response", "customer")]
    asked = co.OpenCase(channel="mail", asker="c")
    lines += said(explain_what_if(CHARTER, asked, FRIDAY, ROTA, audience="customer"))
    assert lines
    hidden = ("olga", "irina", "down", "Aim", "Warning", "Notice", "Gate", "Ladder")
    assert not [line for line in lines for word in hidden if word in line]
