"""Somebody who is not authorised asks: recorded, and the contract's own people say (R-TER-6, 7)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import judge_asker
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.queries import state_of
from charterdesk.customers.commands import add_contact, authorise_colleague, set_standing
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.notifications.admission import judge_link
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ben, cleo, dora
from tests.faces.portal_scene import asked_through, browser, contract, firm, served
from tests.faces.test_portal_opening import WORDS
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def vera(name: str = "Vera Lind") -> Contact:
    """Who is authorised for Cleo's firm."""
    known = Contact.objects.filter(name=name).first()
    address = f"{name.split()[0].lower()}@customer.example"
    return known or granted(
        add_contact(
            name=name, address=address, organisation=firm(), is_authorised=True, by=DESK,
            at=MONDAY,
        )
    )  # fmt: skip


def asked_by_cleo(*judges: str) -> Case:
    """Cleo, who is not authorised, asks under the gold contract."""
    served("terrasoft")
    contract("paid", "terrasoft", "gold")
    for name in judges:
        vera(name)
    visit = browser()
    visit.fill(asked_through(visit, **WORDS, axis_0="question").url, "/send/")
    return Case.objects.get()


def question(case: Case) -> Notice:
    """What the first authorised contact is asked."""
    return Notice.objects.filter(case=case, about="not authorised").order_by("pk")[0]


def path_of(notice: Notice) -> str:
    """The page of the answer."""
    return re.sub("^https?://[^/]+", "", judge_link(notice))


def test_the_case_is_recorded_and_each_authorised_contact_is_asked_by_mail() -> None:
    case = asked_by_cleo("Vera Lind", "Viktor Berg")
    asked = Notice.objects.filter(case=case, about="not authorised")
    assert {one.address for one in asked} == {"vera@customer.example", "viktor@customer.example"}
    letter = letter_of(question(case)).raw.decode()
    assert "/may/" in letter
    assert "/t/" not in letter, "the case itself is not theirs by that"
    assert CLEO_ADDRESS in question(case).words["asker"]


def test_the_desk_sees_that_the_firm_is_asked_and_then_what_it_said(visit: Visit) -> None:
    case = asked_by_cleo("Vera Lind")
    page = f"/desk/c/{case.number}/"
    assert visit.as_(ben()).get(page).says("not authorised; their firm is asked")
    Client().post(path_of(question(case)), {"answer": "no", "says": "left us in May"})
    shown = visit.get(page)
    assert shown.says("no, says Vera Lind", "left us in May")
    assert shown.says("Vera Lind says that this person may not ask")
    assert Notice.objects.filter(case=case, about="not permitted").exists()


def test_looking_decides_nothing_and_the_last_word_counts() -> None:
    case = asked_by_cleo("Vera Lind")
    client, url = Client(), path_of(question(case))
    shown = client.get(url).content.decode()
    assert "Cleo Lind" in shown
    assert WORDS["subject"] in shown
    assert WORDS["text"] not in shown
    assert not CaseEvent.objects.filter(kind="asker_judged").exists()
    client.post(url, {"answer": "yes"})
    assert "Vera Lind said: yes" in client.post(url, {"answer": "maybe"}).content.decode()
    client.post(url, {"answer": "no"})
    judged = state_of(case).state.asker_judged
    assert judged is not None
    assert not judged.permitted
    assert not Contact.objects.get(pk=cleo().pk).is_authorised


def test_who_is_let_in_from_now_on_is_asked_about_no_more() -> None:
    case = asked_by_cleo("Vera Lind")
    Client().post(path_of(question(case)), {"answer": "yes", "ever": "on"})
    assert Contact.objects.get(pk=cleo().pk).is_authorised
    visit = browser()
    visit.fill(asked_through(visit, **WORDS, axis_0="question").url, "/send/")
    assert Notice.objects.filter(about="not authorised").count() == 1


def test_whoever_is_authorised_no_more_and_a_link_that_ended_decide_nothing() -> None:
    case = asked_by_cleo("Vera Lind")
    notice = question(case)
    url, client = path_of(notice), Client()
    assert client.get("/may/abc/").status_code == 410
    assert client.post(url.replace("/may/", "/t/"), {"answer": "yes"}).status_code == 410
    set_standing(contact=vera(), is_authorised=False, is_end_customer=False, by=ben(), at=now())
    assert client.post(url, {"answer": "yes"}).status_code == 410
    set_standing(contact=vera(), is_authorised=True, is_end_customer=False, by=ben(), at=now())
    Notice.objects.filter(pk=notice.pk).update(queued_at=now() - timedelta(days=61))
    assert client.post(path_of(question(case)), {"answer": "yes"}).status_code == 410
    assert state_of(case).state.asker_judged is None


def test_nobody_else_judges_or_authorises() -> None:
    case = asked_by_cleo("Vera Lind")
    for other in (dora(), cleo()):
        with pytest.raises(PermissionDenied):
            judge_asker(case=case, permitted=True, says="", by=other, at=now())
    for contact, by in ((dora(), vera()), (cleo(), dora()), (cleo(), cleo())):
        with pytest.raises(PermissionDenied):
            authorise_colleague(contact=contact, by=by, at=now())


def test_a_firm_without_anybody_authorised_leaves_the_question_to_the_desk() -> None:
    case = asked_by_cleo()
    notice = question(case)
    assert notice.state == Notice.State.WITHHELD
    assert "ask by hand" in notice.trouble


def test_a_caller_who_is_not_authorised_is_recorded_and_asked_about(visit: Visit) -> None:
    served("terrasoft")
    contract("paid", "terrasoft", "gold")
    vera()
    visit.as_(ben()).fill(
        "/desk/new/", "/desk/new/", contact=CLEO_ADDRESS, subject="Help", body="Now.",
        channel="phone", row="question", answered="yes",
    )  # fmt: skip
    assert question(Case.objects.get()).address == "vera@customer.example"


def test_what_the_customer_says_on_the_telephone_is_recorded_by_the_desk(visit: Visit) -> None:
    case = asked_by_cleo()
    url = f"/desk/c/{case.number}/act/asker/"
    page = visit.as_(ben()).fill(
        url, "/act/asker/", judge="Vera Lind", answer="yes", says="of ours"
    )
    assert page.says("It is recorded.", "yes, says Vera Lind")
    judged = state_of(case).state.asker_judged
    assert judged is not None
    assert (judged.by, judged.judge, judged.permitted) == ("ben", "Vera Lind", True)
