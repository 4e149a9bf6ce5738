"""The proof of who was reached: each receipt and answer, the end of the chain, and its breaking."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import typer

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import acknowledge_call, escalate_case
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import decide_on, load
from charterdesk.command.proof import proof
from charterdesk.desk.views.incident_proof import written
from charterdesk.engine.commands import Tick
from charterdesk.incidents.commands.joining import join_incident, leave_incident
from charterdesk.incidents.queries.proof import COLUMNS, proof_of, rows_of
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.worker.loops import work_off
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cases.test_log import behind_its_back
from tests.apps.cast import MONDAY, ada, ben

pytestmark = pytest.mark.django_db


def night() -> Case:
    """A ladder that has called people by mail, and whom Ben has answered."""
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    work_off(MONDAY)
    acknowledge_call(case=case, who=("ben",), by=ben(), at=MONDAY)
    return case


def test_every_receipt_and_every_answer_has_a_line() -> None:
    made = proof_of(load(night().pk))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(made)]
    assert {"accepted", "step_reached", "acknowledged"} <= {row["what"] for row in rows}
    accepted = next(row for row in rows if row["what"] == "accepted")
    assert (accepted["person"], accepted["means"]) == ("ben", "mail")
    assert accepted["told_at"] == "2026-06-15T08:00:00Z"


def test_each_step_says_its_limit_and_when_the_last_was_reached() -> None:
    [run] = proof_of(load(night().pk)).runs
    management = next(one for one in run.steps if one.step.name == "management")
    assert management.verdict == "kept"
    assert management.step.limit == MONDAY + timedelta(minutes=10)
    assert management.all_at == MONDAY
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(proof_of(load(night().pk)))]
    kept = next(row for row in rows if row["what"] == "step kept")
    assert (kept["about"], kept["due_at"]) == ("step management", "2026-06-15T08:10:00Z")


def test_a_step_without_a_limit_has_its_people_reached_by_their_receipts() -> None:
    [run] = proof_of(load(night().pk)).runs
    desk = next(one for one in run.steps if one.step.name == "desk")
    assert (desk.verdict, desk.step.limit) == ("unlimited", None)
    assert desk.all_at == MONDAY


def test_a_limit_that_passes_before_all_are_reached_is_missed_and_names_them() -> None:
    case = voxeo_case(MONDAY)
    escalate_case(case=case, by=DESK, at=MONDAY, reason="Down")
    decide_on(case.pk, Tick(), MONDAY + timedelta(minutes=11))
    [run] = proof_of(load(case.pk)).runs
    management = next(one for one in run.steps if one.step.name == "management")
    assert (management.verdict, management.all_at) == ("missed", None)
    assert management.reached == (("ben", None),)


def test_who_joined_and_left_stands_in_the_proof() -> None:
    case = night()
    join_incident(case=case, by=ada(), at=MONDAY + timedelta(minutes=2))
    leave_incident(case=case, by=ada(), at=MONDAY + timedelta(minutes=9))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(proof_of(load(case.pk)))]
    there = [(row["what"], row["at"]) for row in rows if row["person"] == "ada"]
    assert ("joined", "2026-06-15T08:02:00Z") in there
    assert ("left", "2026-06-15T08:09:00Z") in there


def test_the_head_is_the_hash_of_the_last_event() -> None:
    case = night()
    last = CaseEvent.objects.filter(case=case).order_by("-seq")[0]
    made = proof_of(load(case.pk))
    assert (made.head, made.events) == (last.hash, last.seq)


def test_no_cell_of_the_file_is_taken_for_a_formula() -> None:
    row = ("VX1", "1", "2", "k", "=cmd()", *("",) * 9)
    [_, line] = csv.reader(StringIO(written([row])))
    assert line[4] == "'=cmd()"


def test_the_command_prints_the_lines_and_the_hash(capsys: pytest.CaptureFixture[str]) -> None:
    case = night()
    proof(case.number.lower())
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == ",".join(COLUMNS)
    assert load(case.pk).last_hash in said.err


def test_a_log_that_was_tampered_with_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    case = night()
    behind_its_back(
        "UPDATE cases_caseevent SET by = 'eve' WHERE case_id = %s AND kind = 'acknowledged'",
        case.pk,
    )
    with pytest.raises(typer.Exit) as ended:
        proof(case.number)
    assert ended.value.exit_code == 1
    assert "was changed after it was written" in capsys.readouterr().err


def test_a_case_that_is_none_is_said_so() -> None:
    with pytest.raises(CannotStart, match="There is no case VX9"):
        proof("VX9")
