"""The end of a case on the customers' pages: fixed or not, approvals, was it clear, how it went."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from charterdesk.cases.actors import Asker
from charterdesk.cases.commands import agree_to_close, begin_waiting
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import load
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, cleo, dora
from tests.faces.guests import client_of
from tests.faces.portal_scene import (
    answer_to,
    browser,
    case_under,
    firm,
    solved,
    status_of,
)
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def page_of(case: Case, name: str) -> str:
    return f"/cases/{case.number}/{name}/"


def colleague() -> Contact:
    """Carl of Cleo's firm, who sees its cases."""
    made = Contact.objects.create(
        name="Carl Berg", organisation=firm(), sees_organisation=True, session_mark="carl"
    )
    made.addresses.create(address="carl@customer.example", registered_at=now())
    return made


def kinds_of(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def test_the_page_says_on_which_day_silence_closes_it() -> None:
    case = solved(case_under("corner"))
    closes = (case.updated_at + timedelta(days=10)).astimezone(ZoneInfo(firm().zone))
    day = closes.strftime("%-d %b")
    assert browser().get(page_of(case, "close")).says("If you say nothing, it is closed on", day)


def test_the_page_says_that_silence_never_closes_it_where_it_never_does() -> None:
    case = solved(case_under("handsfree", channel="extranet"), "answered or resolved")
    assert browser().get(page_of(case, "close")).says("We never close it because you say nothing")


def test_an_agreement_without_a_word_is_said_without_one() -> None:
    case = solved(case_under("corner"))
    agree_to_close(case=case, by=ada(), at=now())
    page = browser().get(page_of(case, "close"))
    assert page.says(", we agreed<")


def test_it_says_what_is_still_missing_and_closes_once_both_agreed() -> None:
    case = solved(case_under("corner"))
    page = browser().get(page_of(case, "close"))
    assert page.says("agreement of customer and analyst")
    browser().fill(page_of(case, "close"), "/close/", answer="yes")
    assert status_of(case) == "resolved"
    agree_to_close(case=case, by=ada(), at=now())
    assert status_of(case) == "closed"


def test_a_no_without_a_word_is_asked_for_one_and_changes_nothing() -> None:
    case = solved(case_under("corner"))
    answer = browser().fill(page_of(case, "close"), "/close/", answer="no", says=" ")
    assert answer.status == 422
    assert answer.says("Say in a word what still happens.")
    assert status_of(case) == "resolved"


def test_a_no_opens_it_again_and_its_word_stands_on_the_case() -> None:
    case = solved(case_under("corner"))
    answer = browser().fill(page_of(case, "close"), "/close/", answer="no", says="Still slow")
    assert status_of(case) == "active"
    assert answer.says("Still slow (Cleo Lind)")


def test_no_longer_an_issue_is_an_agreement_that_says_so() -> None:
    case = solved(case_under("corner"))
    agree_to_close(case=case, by=ada(), at=now())
    browser().fill(page_of(case, "close"), "/close/", answer="gone", says="we moved")
    assert status_of(case) == "closed"
    assert "no longer an issue: we moved (Cleo Lind)" in str(
        CaseEvent.objects.filter(case=case, kind="agreed").last().data  # type: ignore[union-attr]  # there is one
    )


def test_colleagues_who_contradict_each_other_are_both_kept_and_the_last_word_counts() -> None:
    case = solved(case_under("corner"))
    agree_to_close(case=case, by=ada(), at=now())
    browser().fill(page_of(case, "close"), "/close/", answer="yes", says="works")
    assert status_of(case) == "closed"
    carl = Visit(client_of(colleague()))
    answer = carl.fill(page_of(case, "close"), "/close/", answer="no", says="not on till two")
    assert status_of(case) == "active"
    assert answer.says("works (Cleo Lind)", "not on till two (Carl Berg)")


def test_who_may_not_agree_sees_why_and_can_not() -> None:
    case = solved(case_under("corner"))
    Contact.objects.filter(pk=cleo().pk).update(may_agree=False)
    page = browser().get(page_of(case, "close"))
    assert page.says("has not given you the right", "disabled")
    form = page.form.to("/close/")
    assert browser().post(form.action, **{**form.values, "answer": "yes"}).status == 403
    assert "agreed" not in kinds_of(case)


def test_a_form_pressed_twice_is_taken_once() -> None:
    case = solved(case_under("corner"))
    visit = browser()
    form = visit.get(page_of(case, "close")).form.to("/close/")
    for _press in range(2):
        visit.post(form.action, **{**form.values, "answer": "yes"})
    assert kinds_of(case).count("agreed") == 1


def test_a_look_changes_nothing() -> None:
    case = solved(case_under("corner"))
    before = kinds_of(case)
    for name in ("close", "score", "escalate"):
        browser().get(page_of(case, name))
    assert kinds_of(case) == before


def closed(case: Case, days_ago: int = 0) -> Case:
    at = now() - timedelta(days=days_ago)
    agree_to_close(case=case, by=ada(), at=at)
    agree_to_close(case=case, by=Asker("", cleo()), at=at)
    assert status_of(case) == "closed"
    return case


def test_within_the_window_a_closed_case_is_opened_again_with_a_word() -> None:
    case = closed(solved(case_under("corner", days_ago=5), days_ago=5), days_ago=4)
    assert browser().get(page_of(case, "close")).says("You can open it again until")
    browser().fill(page_of(case, "close"), "/close/", answer="no", says="it is back")
    assert status_of(case) == "active"


def test_after_the_window_a_new_case_is_offered_which_names_this_one() -> None:
    case = closed(solved(case_under("corner", days_ago=40), days_ago=39), days_ago=38)
    page = browser().get(page_of(case, "close"))
    assert page.says(f"/open/?follows={case.number}", "It could be opened again until")
    assert 'name="answer"' not in page.text
    answer = browser().post(page_of(case, "close"), key="k", answer="no", says="it is back")
    assert answer.says("The window for reopening is over")
    assert status_of(case) == "closed"


def test_an_approval_is_given_on_the_page_and_ends_the_waiting() -> None:
    case = case_under("corner")
    answer_to(case)
    begin_waiting(case=case, on="customer", what="look inside", by=ada(), at=now())
    page = browser().get(f"/cases/{case.number}/")
    assert page.says("Your approval", "We wait for your approval: look inside", 'href="#approve"')
    browser().fill(f"/cases/{case.number}/", "/approve/", answer="yes")
    state = load(case.pk).state
    assert state.approvals == {"look inside"}
    assert state.status == "active"


def test_an_approval_is_refused_with_a_word_only() -> None:
    case = case_under("corner")
    begin_waiting(case=case, on="customer", what="look inside", by=ada(), at=now())
    url = f"/cases/{case.number}/"
    assert browser().fill(url, "/approve/", answer="no").says("in a word why not")
    answer = browser().fill(url, "/approve/", answer="no", says="Not today")
    assert answer.says("Not approved: look inside", "Not today (Cleo Lind)")
    assert load(case.pk).state.approvals == frozenset()


def test_an_approval_is_taken_back_without_a_word() -> None:
    case = case_under("corner")
    begin_waiting(case=case, on="customer", what="look inside", by=ada(), at=now())
    url = f"/cases/{case.number}/"
    browser().fill(url, "/approve/", answer="yes")
    assert browser().get(url).says("You can take it back at any time")
    answer = browser().fill(url, "/approve/", answer="no")
    assert answer.says("Not approved: look inside", "Taken back (Cleo Lind)")
    assert load(case.pk).state.approvals == frozenset()


def test_a_reply_is_said_to_be_clear_or_not_beside_it() -> None:
    case = case_under("corner")
    reply = answer_to(case)
    page = browser().get(f"/cases/{case.number}/")
    assert page.says("Was this reply clear?")
    browser().fill(f"/cases/{case.number}/", f"/clear/{reply.ref}/", clear="no", says="Which one?")
    said = load(case.pk).state.ratings[reply.ref]
    assert (said.score, said.says) == (0, "Which one?")
    assert browser().get(f"/cases/{case.number}/").says("You found this not clear.")


def test_a_score_is_given_once_it_is_closed_and_can_be_changed() -> None:
    case = solved(case_under("corner"))
    agree_to_close(case=case, by=ada(), at=now())
    browser().fill(page_of(case, "close"), "/close/", answer="yes")
    browser().fill(page_of(case, "score"), "/score/", score="2", says="slow")
    browser().fill(page_of(case, "score"), "/score/", score="4")
    assert load(case.pk).state.ratings[""].score == 4
    assert kinds_of(case).count("rated") == 2


def test_a_score_out_of_range_is_refused_in_words() -> None:
    case = solved(case_under("corner"))
    answer = browser().fill(page_of(case, "score"), "/score/", score="9")
    assert answer.status == 422


@pytest.mark.parametrize("name", ["close", "escalate", "score", "approve", "clear/m1"])
def test_anothers_case_is_not_there_for_any_of_it(name: str) -> None:
    case = solved(case_under("corner"))
    stranger = Visit(client_of(dora()))
    mine, none = page_of(case, name), f"/cases/NONE1/{name}/"
    assert stranger.post(mine, answer="yes").status == 404
    assert stranger.post(mine, answer="yes").text == stranger.post(none, answer="yes").text
