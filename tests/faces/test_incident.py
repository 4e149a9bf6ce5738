"""The night on one page: what happened, who was called how, what is next, and acts at one press."""

import pytest

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import escalate_case
from charterdesk.cases.models import Case, Message
from charterdesk.cases.store import decide_on, load
from charterdesk.desk.pages.incident_words import about_words
from charterdesk.engine.commands import Tick
from charterdesk.engine.events import Told
from charterdesk.incidents.models import NextUpdate, Participation
from charterdesk.kit.wallclock import now
from charterdesk.notifications.links import token_of
from charterdesk.notifications.models import Notice
from charterdesk.oncall.models import RoleAssignment
from charterdesk.worker.loops import work_off
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, eve
from tests.faces.test_escalating import production_case
from tests.faces.visiting import Visit


def escalated() -> Case:
    """A case whose ladder runs since now; Ben is everybody of it."""
    case = production_case()
    escalate_case(case=case, by=DESK, at=now(), reason="All lines are dead")
    return Case.objects.get(pk=case.pk)


def url(case: Case, act: str = "") -> str:
    """The page of the night, or one of its acts."""
    return f"/desk/c/{case.number}/incident/" + (f"{act}/" if act else "")


def test_the_page_says_what_happened_and_who_is_next_and_when(visit: Visit) -> None:
    case = escalated()
    page = visit.get(url(case))
    assert page.says("Customer Ltd", "the ladder formal since", "All lines are dead")
    assert page.says("Nobody has said yet that they have it.", "What comes next", "Step ceo")
    assert page.says("Ben Dahl", 'role="timer"')


def test_every_receipt_stands_beside_who_was_told(visit: Visit) -> None:
    case = escalated()
    work_off(now())
    page = visit.get(url(case))
    assert page.says('data-standing="reached"', "mail: accepted", "account-manager")


def test_a_case_without_a_ladder_says_so(visit: Visit) -> None:
    page = visit.get(url(case_of("roxen")))
    assert page.says("No ladder has run on this case", "Escalate the case")
    assert not page.says("What comes next")


def test_the_case_leads_to_its_incident(visit: Visit) -> None:
    case = escalated()
    assert visit.get(f"/desk/c/{case.number}/").says(url(case))


def test_who_was_called_has_it_at_one_press_and_the_ladder_goes_on(visit: Visit) -> None:
    case = escalated()
    page = visit.as_(ben()).fill(url(case), "/have/")
    assert page.says("They have it: Ben Dahl.", 'data-standing="acknowledged"')
    assert load(case.pk).state.run_going is not None
    assert "/have/" not in page.text


def test_the_flow_says_at_once_and_marks_the_step_that_is_being_called(visit: Visit) -> None:
    case = escalated()
    page = visit.get(url(case))
    assert page.says("<b>at once</b>", 'data-state="running"', "being called now")
    assert not page.says("<b>now</b>")
    work_off(now())
    assert 'data-state="running"' not in visit.get(url(case)).text


@pytest.mark.parametrize(
    ("key", "number", "words"),
    [
        ("run1/desk/passepartout/1", 0, "step desk"),
        ("run1/desk/ben/2", 1, "step desk, call 2"),
        ("run1/desk/else/ada/1", 0, "step desk, for who has not answered"),
        ("run1/desk/pass1/ada/1", 0, "step desk, for who can't take it"),
    ],
)
def test_a_call_says_for_whom_somebody_stands_in(key: str, number: int, words: str) -> None:
    at = now()
    told = Told(
        at=at, recorded_at=at, due_at=at, key=key, number=number, about="step desk", person="ada"
    )
    assert about_words(told) == words


def test_the_people_of_a_step_that_comes_by_no_time_are_named(visit: Visit) -> None:
    role = {"charter": "bicom", "role": "customer-service-manager"}
    RoleAssignment.objects.create(**role, person=eve())
    case = case_of("bicom")
    RoleAssignment.objects.filter(**role).exclude(person=eve()).delete()
    escalate_case(case=case, by=DESK, at=now(), reason="Third time")
    page = visit.get(url(case))
    assert page.says("Eve Else")
    assert "<p>eve" not in page.text


def test_the_proof_says_for_each_step_whether_its_limit_was_kept(visit: Visit) -> None:
    case = escalated()
    work_off(now())
    visit.fill(url(case), "/join/")
    page = visit.get(f"/desk/c/{case.number}/proof/")
    assert page.says("All to be reached by", "management", "kept", "What came of it")
    assert page.says("Ben Dahl reached 20", "Ada Ek joins", "outside its chain of hashes")


def test_taking_it_for_minutes_asks_again_after_them(visit: Visit) -> None:
    case = escalated()
    visit.as_(ben()).fill(url(case), "/take/")
    again = Notice.objects.get(scope=case.number, key__endswith="/taken")
    assert again.words["minutes"] == 15
    assert load(case.pk).state.acknowledged


def test_nobody_takes_a_call_that_was_not_theirs(visit: Visit) -> None:
    case = escalated()
    page = visit.post(url(case, "take"), minutes="15")
    assert page.status == 422
    assert page.says("Nobody has called you about this case")
    assert not load(case.pk).state.acknowledged


def test_the_next_step_is_paged_before_its_time(visit: Visit) -> None:
    case = escalated()
    page = visit.fill(url(case), "/page-next/")
    run = load(case.pk).state.run_going
    assert run is not None
    assert run.step("ceo").fired_at is not None
    assert page.says("paged before its time")


def test_a_page_that_lies_open_pages_nobody_once_the_ladder_has_ended(visit: Visit) -> None:
    case = case_of("roxen")
    page = visit.post(url(case, "page-next"), step="ceo")
    assert page.status == 422
    assert page.says("No escalation is going on in this case.")
    assert not Case.objects.get(pk=case.pk).escalation


def test_joining_twice_is_being_there_once_and_leaving_is_kept(visit: Visit) -> None:
    case = escalated()
    visit.fill(url(case), "/join/")
    visit.post(url(case, "join"))
    assert Participation.objects.filter(case=case, left_at=None).count() == 1
    assert visit.get(url(case)).says("Ada Ek since", "Ada Ek joins")
    visit.fill(url(case), "/leave/")
    gone = Participation.objects.get(case=case)
    assert gone.left_at is not None
    assert visit.get(url(case)).says("Ada Ek leaves", "Nobody has joined yet.")


def test_an_update_says_when_the_next_one_comes_in_the_customers_words(visit: Visit) -> None:
    case = escalated()
    page = visit.fill(url(case), "/update/", body="The gateway is down.", next_by="30")
    assert page.says("The update is on its way.", "Next update, as we said", "Ada Ek has told")
    text = Message.objects.get(case=case, direction=Message.Direction.OUT).text
    assert text.startswith("The gateway is down.\n\nWe write again by ")
    assert text.endswith("(Europe/Stockholm).")
    assert NextUpdate.objects.get(case=case).next_at > now()


def test_a_later_message_takes_the_place_of_what_was_said(visit: Visit) -> None:
    case = escalated()
    visit.fill(url(case), "/update/", body="Down.", next_by="30")
    NextUpdate.objects.update(said_at="2026-01-01T00:00:00Z")
    visit.fill(url(case), "/update/", body="Up again.", next_by="none")
    assert not visit.get(url(case)).says("as we said")


def test_an_update_later_than_the_charter_promises_is_refused_and_keeps_its_text(
    visit: Visit,
) -> None:
    case = case_of("roxen", priority="Critical")
    escalate_case(case=case, by=DESK, at=now(), reason="Down")
    page = visit.get(url(case))
    assert page.says("as the charter promises")
    form = page.form.to("/update/")
    assert form.values["next_by"] == "charter"
    late = visit.post(url(case, "update"), body="We look at it.", next_by="2400")
    assert late.status == 422
    assert late.says("choose again", "We look at it.")
    assert not Message.objects.filter(case=case, direction=Message.Direction.OUT).exists()


def test_an_update_without_words_is_not_sent(visit: Visit) -> None:
    case = escalated()
    page = visit.fill(url(case), "/update/", body=" ")
    assert page.status == 422
    assert page.says("Write what the customer is to read.")


def test_a_form_pressed_twice_sends_one_update(visit: Visit) -> None:
    case = escalated()
    form = visit.get(url(case)).form.to("/update/")
    for _ in range(2):
        visit.post(form.action, **{**form.values, "body": "Once.", "next_by": "30"})
    assert Message.objects.filter(case=case, text__startswith="Once.").count() == 1
    assert NextUpdate.objects.count() == 1


def test_the_ladder_ends_with_a_reason_and_the_customers_word(visit: Visit) -> None:
    case = escalated()
    visit.as_(ben())
    refused = visit.fill(url(case), "/stand-down/", reason="Calm now.")
    assert refused.status == 422
    assert refused.says("De-escalating needs: customer agrees.", "Calm now.")
    page = visit.fill(url(case), "/stand-down/", reason="Calm now.", customer_agrees="on")
    assert page.says("It ended", "de-escalated")
    assert not page.says("What comes next")


def test_who_may_not_end_it_reads_why(visit: Visit) -> None:
    case = escalated()
    assert visit.as_(ada()).get(url(case)).says("may de-escalate")


@pytest.mark.parametrize("act", ["nonsense", "delete"])
def test_an_act_that_is_none_is_not_there(visit: Visit, act: str) -> None:
    assert visit.post(url(escalated(), act)).status == 404


def test_a_case_that_one_may_not_see_has_no_incident(visit: Visit) -> None:
    case = escalated()
    assert visit.as_(eve()).get(url(case)).status == 404
    assert visit.post(url(case, "join")).status == 404


def test_a_night_whose_people_were_told_late_says_late(visit: Visit) -> None:
    case = escalated()
    late = load(case.pk).row.next_wake_at
    while late and Case.objects.get(pk=case.pk).escalation != "ceo":
        decide_on(case.pk, Tick(), max(late, now()))
        late = Case.objects.get(pk=case.pk).next_wake_at
    assert visit.get(url(case)).says("step ceo")


def test_who_cannot_take_it_lets_the_next_be_called(visit: Visit) -> None:
    case = escalated()
    page = visit.as_(ben()).fill(url(case), "/pass/")
    assert page.says("The next is being called.", 'data-standing="passed"')
    assert not load(case.pk).state.acknowledged


def test_what_a_carrier_took_has_reached_them_without_a_step_that_waits_for_it(
    visit: Visit,
) -> None:
    case = escalated()
    work_off(now())
    assert 'data-standing="waiting"' not in visit.get(url(case)).text


def test_the_page_of_a_call_leads_to_the_night(visit: Visit) -> None:
    case = escalated()
    call = Notice.objects.filter(case=case, about="step management").first()
    assert call is not None
    assert visit.get(f"/a/{token_of(call, 'answer')}/").says(url(case))
