"""Escalating on the customers' page: reasons, who reads it by when, and why it can't be done."""

import re

import pytest

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import load
from charterdesk.customers.models import Contact
from tests.apps.cast import cleo
from tests.faces.portal_scene import browser, case_under, contract, served

pytestmark = pytest.mark.django_db

REASON = "no progress"


def page_of(case: Case) -> str:
    return f"/cases/{case.number}/escalate/"


def escalations(case: Case) -> int:
    return CaseEvent.objects.filter(case=case, kind="escalated").count()


def test_the_cases_in_which_it_is_not_recommended_come_first() -> None:
    """R-BIC-28."""
    text = browser().get(page_of(case_under("corner"))).text
    assert 0 < text.index("a wish for later") < text.index('name="reasons"')


def test_it_says_who_reads_it_by_role_and_the_account_manager_by_name() -> None:
    page = browser().get(page_of(case_under("corner")))
    assert page.says("manager", "your account manager, Ben Dahl", "reached within 15")
    assert "ben@desk.example" not in page.text


def test_it_starts_with_the_reasons_that_were_ticked() -> None:
    case = case_under("corner")
    browser().fill(page_of(case), "/escalate/", reasons=REASON, text="Since Monday")
    events = CaseEvent.objects.filter(case=case, kind="escalated")
    assert [one.data["reason"] for one in events] == ["no progress: Since Monday"]
    assert load(case.pk).state.run_going is not None


def test_without_a_reason_nothing_starts() -> None:
    """R-BIC-27."""
    case = case_under("corner")
    answer = browser().fill(page_of(case), "/escalate/", text="please")
    assert answer.status == 422
    assert answer.says("Tick at least one reason.", "please")
    assert escalations(case) == 0


def test_the_second_time_needs_a_word_and_is_noted() -> None:
    case = case_under("corner")
    browser().fill(page_of(case), "/escalate/", reasons=REASON)
    again = browser().get(page_of(case))
    assert again.says("noted, nobody is called twice", "say what is different now")
    assert browser().fill(page_of(case), "/escalate/", reasons=REASON).status == 422
    browser().fill(page_of(case), "/escalate/", reasons=REASON, text="worse")
    escalated = CaseEvent.objects.filter(case=case, kind="escalated").order_by("seq")
    assert [one.data["noted"] for one in escalated] == [False, True]


def test_straight_to_the_second_level() -> None:
    """R-BIC-27, R-BIC-28, R-BIC-31: the procedure's seven reasons, and when it is not for them."""
    case = case_under("bicom", channel="mail")
    page = browser().get(page_of(case))
    assert re.findall(r'name="reasons" value="([^"]+)"', page.text) == [
        "not well understood", "no satisfying solution",
        "recurring or related high-priority incidents", "reputation at risk",
        "resolved problem came back", "data loss or its risk", "poor experience",
    ]  # fmt: skip
    assert page.says("no open ticket", "no big risk", "is working within a reasonable time")
    reasons = "poor experience"
    browser().fill(page_of(case), "/escalate/", reasons=reasons, level="level 2")
    run = load(case.pk).state.run_going
    assert run is not None
    assert [run.step(name).is_ for name in ("level 1", "level 2")] == ["taken", "taken"]


def test_pressed_twice_it_is_one_escalation() -> None:
    case = case_under("corner")
    visit = browser()
    form = visit.get(page_of(case)).form.to("/escalate/")
    for _press in range(2):
        visit.post(form.action, **{**form.values, "reasons": REASON})
    assert escalations(case) == 1


def test_without_the_right_it_is_shown_disabled_with_the_reason() -> None:
    case = case_under("corner")
    Contact.objects.filter(pk=cleo().pk).update(may_escalate=False)
    page = browser().get(page_of(case))
    assert page.says("has not given you the right to escalate", "aria-disabled")
    answer = browser().fill(page_of(case), "/escalate/", reasons=REASON)
    assert (answer.status, escalations(case)) == (403, 0)


def test_a_contract_without_the_ladder_is_told_so_before_anything_is_typed() -> None:
    case = case_under("voxeo", channel="ticket")
    assert browser().get(page_of(case)).says("only for contract production", "aria-disabled")


def test_the_contract_with_the_ladder_may() -> None:
    served("voxeo")
    contract("production", "voxeo")
    case = case_under("voxeo", channel="ticket", word="production")
    browser().fill(page_of(case), "/escalate/", text="All calls fail")
    assert escalations(case) == 1


def test_a_charter_without_a_ladder_says_so() -> None:
    case = case_under("terrasoft", channel="mail")
    page = browser().get(page_of(case))
    assert page.says("nothing to escalate to", "aria-disabled")
    assert "Who will read it" not in page.text
    assert "its priority is raised" not in page.text


def test_the_page_of_the_case_offers_it_always() -> None:
    case = case_under("terrasoft", channel="mail")
    assert browser().get(f"/cases/{case.number}/").says("This needs a manager")
