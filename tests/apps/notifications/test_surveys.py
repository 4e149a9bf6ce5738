"""The mail that asks how it went, and the way to get no more of them, which no other mail has."""

from email import message_from_bytes
from email.message import Message as Mail

import pytest
from django.test import Client

from charterdesk.cases.actors import Asker
from charterdesk.cases.commands import agree_to_close
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.notifications.case_links import case_token
from charterdesk.notifications.models import Notice, Unsubscribed
from charterdesk.notifications.rendering import letter_of
from charterdesk.notifications.surveys import unsubscribe, unsubscribe_link
from tests.apps.cast import CLEO_ADDRESS, ada, cleo
from tests.faces.portal_scene import answer_to, case_under, solved

pytestmark = pytest.mark.django_db


def closed() -> Case:
    case = case_under("corner")
    answer_to(case)
    solved(case)
    agree_to_close(case=case, by=ada(), at=now())
    agree_to_close(case=case, by=Asker(CLEO_ADDRESS, cleo()), at=now())
    return case


def survey_of(case: Case) -> Notice:
    return Notice.objects.get(case=case, about="score")


def mail_of(notice: Notice) -> Mail:
    return message_from_bytes(letter_of(notice).raw)


def path_of(notice: Notice) -> str:
    return "/u/" + unsubscribe_link(notice).partition("/u/")[2]


def test_only_the_survey_has_a_way_to_get_no_more() -> None:
    case = closed()
    notices = Notice.objects.filter(case=case, person=None).exclude(state="withheld")
    with_header = [one.about for one in notices if mail_of(one)["List-Unsubscribe"]]
    assert notices.count() > 2
    assert with_header == ["score"]


def test_a_mail_program_ends_them_by_one_post_without_a_cookie() -> None:
    notice = survey_of(closed())
    mail = mail_of(notice)
    assert mail["List-Unsubscribe"] == f"<{unsubscribe_link(notice)}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(path_of(notice), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Unsubscribed.objects.get().address == CLEO_ADDRESS


def test_a_look_ends_nothing() -> None:
    notice = survey_of(closed())
    assert Client().get(path_of(notice)).status_code == 200
    assert not Unsubscribed.objects.exists()


def test_who_wants_none_gets_none_and_every_other_mail() -> None:
    unsubscribe(address=CLEO_ADDRESS, at=now())
    case = closed()
    assert survey_of(case).state == Notice.State.WITHHELD
    others = Notice.objects.filter(case=case, person=None, kind=Notice.Kind.REPLY)
    assert {one.state for one in others} == {Notice.State.QUEUED}


@pytest.mark.parametrize("token", ["x", "1-2-3", "zz-zz-zz", "1" * 500])
def test_a_made_up_token_is_not_there(token: str) -> None:
    assert Client().post(f"/u/{token}/").status_code == 404


def test_the_link_of_another_mail_ends_nothing() -> None:
    case = closed()
    other = Notice.objects.filter(case=case, kind=Notice.Kind.ACKNOWLEDGEMENT).get()
    assert Client().post(f"/u/{case_token(other)}/").status_code == 404
    assert not Unsubscribed.objects.exists()


def test_the_link_for_no_more_opens_no_case() -> None:
    # Providers of mail call it, and keep it in their logs.
    token = path_of(survey_of(closed())).strip("/").rpartition("/")[2]
    assert Client().get(f"/t/{token}/").status_code == 410
