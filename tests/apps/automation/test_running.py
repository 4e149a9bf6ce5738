"""Runs on cases: what automation does first, what a person does after it, and what nobody loses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from charterdesk.accounts.refusal import Refusal
from charterdesk.automation.commands.running import (
    approve_run,
    refuse_run,
    start_run,
    stop_run,
)
from charterdesk.automation.handing import (
    BEGIN_WITHIN,
    begin_step,
    drop_overdue,
    finish_step,
    give_step,
)
from charterdesk.automation.judging import LONGEST_OUTPUT, Result
from charterdesk.automation.models import Run, RunStep
from charterdesk.automation.moves import Ending
from charterdesk.automation.wording import ending_words
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import do_act, hand_back, record_facts
from charterdesk.cases.store import load
from charterdesk.charters import keeping
from charterdesk.charters.keeping import read_text
from charterdesk.charters.models import CharterVersion
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.worker.loops import work_off
from tests.apps.automation.runbook_scene import (
    BY_ITSELF,
    DISK,
    acts_of,
    again,
    did,
    given,
    machine_case,
    notes_of,
    published,
    server,
    started,
)
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, eve

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def test_a_check_that_is_as_expected_ends_the_run_with_its_output_on_the_case() -> None:
    case = machine_case()
    run = started(case, published())
    did("Use 12% of /var")
    assert again(run).state == Run.State.DONE
    (note,) = notes_of(case)
    assert "Use 12% of /var" in note.text
    assert note.automatic
    assert not note.public


def test_what_a_check_finds_is_mended_and_checked_again() -> None:
    run = started(machine_case(), published())
    assert [did("99%"), did(), did("12%")] == ["room is left", "clean up", "room is left"]
    assert again(run).state == Run.State.DONE


def test_a_remedy_that_does_not_help_is_not_tried_twice_and_a_person_is_told() -> None:
    """R-HFN-12: what automation can't do goes to the consultant."""
    case = machine_case()
    run = started(case, published())
    did("99%"), did(), did("99%")
    run = again(run)
    assert (run.state, run.ending) == (Run.State.HANDED_OVER, Ending.TRIED)
    assert Notice.objects.filter(about="mention", person__username="ben").exists()


def test_automatic_diagnosis_and_remedy_pass_the_gate_that_holds_people() -> None:
    """R-HFN-12, R-HFN-13."""
    case = machine_case()
    assert isinstance(do_act(case=case, name="diagnose", by=ada(), at=now()), Refused)
    started(case, published())
    did("99%"), did(), did("99%")
    assert acts_of(case) == [("diagnose", True), ("remedy", True), ("diagnose", True)]
    assert isinstance(do_act(case=case, name="remedy", by=ada(), at=now()), Refused)
    fact = (("investigation by consultant", "yes"),)
    record_facts(case=case, facts=fact, by=ben(), at=now())
    assert isinstance(do_act(case=case, name="remedy", by=ada(), at=now()), Done)


def test_what_automation_says_is_never_a_human_response() -> None:
    """R-HFN-13."""
    case = machine_case()
    started(case, published())
    did("99%"), did(), did("12%")
    assert load(case.pk).state.responded_at is None


def test_a_remedy_is_not_done_where_the_charters_gate_holds_machines_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = machine_case()
    text = CharterVersion.objects.get(name="handsfree").text.replace(
        "consultant], unless: automatic", "consultant]"
    )
    strict = replace(read_text(text, "strict"), version=case.charter_version)
    run = started(case, published())
    monkeypatch.setitem(keeping._kept, ("handsfree", case.charter_version), strict)
    did("99%")
    assert again(run).ending == Ending.GATE
    assert "investigation by consultant" in again(run).fault


def test_a_run_begins_by_itself_on_a_case_that_a_machine_opened_and_once_only() -> None:
    """R-HFN-10, R-HFN-13."""
    work_off(now())
    published(BY_ITSELF)
    case, other = machine_case(), machine_case("Fan is loud")
    by_mail = case_of("handsfree", subject="Disk is full", minutes_ago=0)
    for _ in range(3):
        work_off(now())
    run = Run.objects.get()
    assert (run.case_id, run.by_id) == (case.pk, None)
    assert other.runs.count() == by_mail.runs.count() == 0


def test_labels_of_an_alert_start_a_run_and_are_its_values() -> None:
    """R-HFN-10: what a machine says is taken; what a customer writes is no label."""
    work_off(now())
    text = "Something fails.\n\nalertname: DiskFull\ninstance: db.customer.example:9100"
    start = 'starts: [{label: "alertname: diskfull"}]\nhand_over:'
    by_label = DISK.replace("hand_over:", start)
    published(by_label.replace("asset own Host, as: host", "alert instance, as: address"))
    case_of("handsfree", channel="machine", minutes_ago=0, text=text)
    case_of("handsfree", channel="machine", minutes_ago=0, text="alertname: Other")
    case_of("handsfree", channel="mail", subject="Again", minutes_ago=0, text=text)
    work_off(now())
    assert Run.objects.get().values == {"host": "db.customer.example:9100"}


def test_no_run_begins_on_a_case_that_was_there_before_its_runbook() -> None:
    work_off(now())
    machine_case(minutes_ago=1)
    published(BY_ITSELF)
    work_off(now())
    assert not Run.objects.exists()


def test_a_run_that_lacks_a_value_is_handed_over_at_once_and_by_hand_refused() -> None:
    work_off(now())
    version = published(BY_ITSELF.replace(", otherwise: server.customer.example", ""))
    case = machine_case()
    work_off(now())
    run = Run.objects.get()
    assert (run.state, run.ending) == (Run.State.HANDED_OVER, Ending.NO_VALUE)
    refusal = start_run(case=case, runbook=version.runbook, by=ben(), at=now())
    assert isinstance(refusal, Refusal)
    assert "host" in refusal.text


@pytest.mark.parametrize("host", ["-rf", "a b", "$(reboot)", "x;reboot", "a\nb", "a" * 199 + "-"])
def test_a_value_that_is_no_host_is_not_used(host: str) -> None:
    case = machine_case()
    server(case, Host=host)
    run = started(case, published())
    assert run.values == {"host": "server.customer.example"}


def test_the_value_of_the_equipment_is_one_argument() -> None:
    case = machine_case()
    server(case, Host="db.customer.example")
    assert started(case, published()).values == {"host": "db.customer.example"}


def test_a_runbook_runs_on_a_case_once_at_a_time() -> None:
    case, version = machine_case(), published()
    started(case, version)
    refusal = start_run(case=case, runbook=version.runbook, by=ben(), at=now())
    assert isinstance(refusal, Refusal)
    assert Run.objects.count() == 1


def test_nothing_is_run_before_who_has_the_role_approves() -> None:
    case = machine_case()
    run = started(case, published(DISK.replace("hand_over:", "approval: needed\nhand_over:")))
    assert (run.state, give_step("plant", now())) == (Run.State.ASKED, None)
    assert "has to approve" in notes_of(case)[0].text
    assert approve_run(run=run, by=ben(), at=now()) is None
    assert did("12%") == "room is left"


def test_a_remedy_waits_for_its_own_approval_and_only_from_its_role() -> None:
    case = machine_case()
    text = DISK.replace("[/opt/clean, --now]", "[/opt/clean, --now]\n    approval: duty-manager")
    run = started(case, published(text), by=ada())
    did("99%")
    assert again(run).asks == "clean up"
    refusal = approve_run(run=run, by=ada(), at=now())
    assert isinstance(refusal, Refusal)
    assert "duty-manager" in refusal.text
    assert approve_run(run=run, by=ben(), at=now()) is None
    assert did() == "clean up"


def test_what_is_refused_is_not_done() -> None:
    run = started(
        machine_case(), published(DISK.replace("hand_over:", "approval: needed\nhand_over:"))
    )
    assert refuse_run(run=run, by=ben(), at=now()) is None
    assert again(run).state == Run.State.REFUSED
    assert give_step("plant", now()) is None
    assert isinstance(approve_run(run=run, by=ben(), at=now()), Refusal)


def test_a_stopped_run_begins_no_step_that_was_given_already() -> None:
    run = started(machine_case(), published())
    row = given()
    assert stop_run(run=run, by=ben(), at=now()) is None
    assert not begin_step("plant", row.token, now())
    assert not finish_step("plant", row.token, Result(0, "12%"), now())


def test_of_two_runners_of_one_name_one_gets_the_step() -> None:
    started(machine_case(), published())
    assert given() is not None
    assert give_step("plant", now()) is None
    assert give_step("other", now()) is None


def test_a_step_that_was_given_and_not_begun_is_given_again_under_another_token() -> None:
    run = started(machine_case(), published())
    first, later = given(), now() + BEGIN_WITHIN
    assert drop_overdue(later)
    second = given(later)
    assert not begin_step("plant", first.token, later)
    assert begin_step("plant", second.token, later)
    assert again(run).state == Run.State.GOING


def test_a_begun_step_of_a_runner_that_is_gone_is_lost_and_not_done_again() -> None:
    case = machine_case()
    run = started(case, published())
    row = given()
    assert begin_step("plant", row.token, now())
    assert drop_overdue(now() + HOUR)
    run = again(run)
    assert (run.state, run.ending) == (Run.State.HANDED_OVER, Ending.BROKE)
    assert give_step("plant", now() + HOUR) is None
    assert "nobody told what came of it" in notes_of(case)[0].text


def test_a_step_that_is_safe_to_do_again_is_done_again_but_not_for_ever() -> None:
    text = DISK.replace('expect: {contains: "12%"}', 'expect: {contains: "12%"}\n    again: safe')
    run = started(machine_case(), published(text))
    at = now()
    for _ in range(3):
        assert begin_step("plant", given(at).token, at)
        at += HOUR
        assert drop_overdue(at)
    assert again(run).ending == Ending.BROKE


def test_a_result_that_comes_after_its_step_was_lost_stands_on_the_case() -> None:
    case = machine_case()
    started(case, published())
    row = given()
    assert begin_step("plant", row.token, now())
    drop_overdue(now() + HOUR)
    for _ in range(2):
        assert finish_step("plant", row.token, Result(0, "it was 12%"), now() + HOUR)
    assert next(one for one in notes_of(case) if "A late result" in one.text).text.endswith("12%")
    assert len(notes_of(case)) == 2


def test_a_step_that_no_runner_takes_is_handed_over() -> None:
    run = started(machine_case(), published())
    assert drop_overdue(now() + HOUR)
    run = again(run)
    assert run.state == Run.State.HANDED_OVER
    assert "No runner took it" in run.fault


def test_why_a_step_came_to_nothing_is_said_in_the_readers_language() -> None:
    run = started(machine_case(), published())
    assert drop_overdue(now() + HOUR)
    run = again(run)
    with translation.override("ru"):
        assert ending_words(run).endswith(": Ни один исполнитель не взял его вовремя.")
    assert ending_words(run).endswith(": No runner took it in time.")
    assert run.steps.get().fault == "No runner took it in time."


def test_a_result_told_twice_is_taken_once() -> None:
    case = machine_case()
    started(case, published())
    row = given()
    assert begin_step("plant", row.token, now())
    assert begin_step("plant", row.token, now())
    for _ in range(3):
        assert finish_step("plant", row.token, Result(0, "12%"), now())
    assert len(notes_of(case)) == 1
    assert acts_of(case) == [("diagnose", True)]


def test_a_time_out_and_a_refused_program_tell_nothing_and_are_handed_over() -> None:
    version = published()
    for refused in (True, False):
        run = started(machine_case(), version)
        did("12%", refused=refused, timed_out=not refused)
        assert again(run).ending == Ending.BROKE


def test_output_is_bounded_without_nul_and_without_secrets() -> None:
    case = machine_case()
    started(case, published())
    key = "Authorization: Bearer abcdefghijklmnop password=hunter22 12%\0\ud800"
    did(key + "x" * 1_000_000)
    row = RunStep.objects.get()
    assert len(row.output) <= LONGEST_OUTPUT
    for secret in ("abcdefghijklmnop", "hunter22"):
        assert secret not in row.output + notes_of(case)[0].text


def test_a_run_stops_where_its_case_is_over() -> None:
    case = machine_case()
    run = started(case, published())
    hand_back(case=case, reason="It is not ours.", by=ben(), at=now())
    did("99%")
    assert again(run).ending == Ending.OVER


def test_who_may_not_see_the_case_runs_nothing_on_it() -> None:
    case, version = machine_case(), published()
    with pytest.raises(PermissionDenied):
        start_run(case=case, runbook=version.runbook, by=eve(), at=now())
