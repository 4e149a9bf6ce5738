"""What is sent after the session has ended waits for its sender, and for nobody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from charterdesk.accounts import returning
from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, Message
from charterdesk.customers.models import WayIn
from charterdesk.customers.ways_in import ask_way_in, token_of
from charterdesk.kit.wallclock import now
from tests.apps.cast import PASSWORD, ada, ben, cleo
from tests.faces.desk_scene import case_of
from tests.faces.visiting import Answer, Visit

pytestmark = pytest.mark.django_db
TEXT = "Half a sentence\nand <b>another</b> one."


def sign_in(visit: Visit, person: Person, to: str = "") -> Answer:
    return visit.post("/sign-in/", email=person.username, password=PASSWORD, next=to)


def leave(visit: Visit) -> None:
    """The session ends on the server; the browser keeps its cookies."""
    visit.client.session.delete()


def sent_too_late(visit: Visit, case: Case) -> Answer:
    """Ada opens the case, her session ends, and she sends a reply."""
    sign_in(visit, ada())
    form = visit.get(f"/desk/c/{case.number}/?compose=reply").form.to(f"/c/{case.number}/reply/")
    leave(visit)
    page = f"http://testserver/desk/c/{case.number}/"
    sent = {**form.values, "body": TEXT}
    response = visit.client.post(form.action, sent, follow=True, headers={"referer": page})
    return Visit._answer(form.action, response)


def test_a_reply_sent_too_late_is_sent_by_one_press_after_the_sign_in(visit: Visit) -> None:
    case = case_of()
    asked = sent_too_late(visit, case)
    assert asked.url == "/sign-in/?next=/go-on/"
    back = sign_in(visit, ada(), "/go-on/")
    assert back.says("This has not been sent yet", "Ada Ek", "and &lt;b&gt;another&lt;/b&gt; one.")
    assert not Message.objects.filter(text__contains="Half a sentence").exists()
    form = back.form.to(f"/c/{case.number}/reply/")
    done = visit.post(form.action, **form.values)
    assert done.says("The reply is on its way.")
    sent = Message.objects.get(text__contains="Half a sentence")
    assert (sent.text.split("\n")[1], sent.public) == ("and <b>another</b> one.", True)


def test_the_way_back_to_the_page_sends_nothing(visit: Visit) -> None:
    case = case_of()
    sent_too_late(visit, case)
    assert f'href="/desk/c/{case.number}/"' in sign_in(visit, ada(), "/go-on/").text
    assert not Message.objects.filter(text__contains="Half a sentence").exists()


def test_somebody_else_is_neither_shown_it_nor_can_they_send_it(visit: Visit) -> None:
    sent_too_late(visit, case_of())
    back = sign_in(visit, ben(), "/go-on/")
    assert back.says("Nothing was sent", "Somebody else")
    assert "Half a sentence" not in back.text
    leave(visit)
    again = sign_in(visit, ada(), "/go-on/")
    assert "Half a sentence" not in again.text


def test_a_browser_that_nobody_was_in_keeps_nothing(visit: Visit) -> None:
    case = case_of()
    visit.client.logout()
    there = visit.client.post(f"/desk/c/{case.number}/reply/", {"body": TEXT})
    assert there["Location"].startswith("/sign-in/?next=")
    assert "kept_form" not in visit.client.session


def test_a_secret_and_the_old_token_are_not_kept(visit: Visit) -> None:
    case = case_of()
    sign_in(visit, ada())
    leave(visit)
    typed = {"body": TEXT, "secret": "hunter2 x", "csrfmiddlewaretoken": "old", "password": "pw 1"}
    visit.client.post(f"/desk/c/{case.number}/reply/", typed)
    kept = visit.client.session["kept_form"]
    assert [name for name, _text in kept["pairs"]] == ["body"]


def test_what_a_script_sends_in_the_background_is_not_kept(visit: Visit) -> None:
    case = case_of()
    sign_in(visit, ada())
    leave(visit)
    url, headers = f"/desk/c/{case.number}/draft/", {"accept": "application/json"}
    visit.client.post(url, {"body": TEXT, "mode": "reply"}, headers=headers)
    assert "kept_form" not in visit.client.session


def test_a_text_without_measure_is_not_kept(visit: Visit) -> None:
    sign_in(visit, ada())
    leave(visit)
    there = visit.client.post(f"/desk/c/{case_of().number}/reply/", {"body": "x" * 300_001})
    assert "go-on" not in there["Location"]


def test_after_half_a_day_it_is_gone(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    sent_too_late(visit, case_of())
    sign_in(visit, ada())
    monkeypatch.setattr(returning, "now", lambda: now() + timedelta(hours=13))
    assert visit.client.get("/go-on/")["Location"] == "/"


def test_a_page_learns_who_is_in_and_the_token_that_holds(visit: Visit) -> None:
    visit.client.logout()
    assert visit.client.get("/sign-in/who/").json()["person"] == ""
    sign_in(visit, ada())
    said = visit.client.get("/sign-in/who/").json()
    page = visit.get("/desk/")
    assert f'data-person="{said["person"]}"' in page.text
    assert (said["name"], len(said["csrf"])) == ("Ada Ek", 64)
    assert visit.client.get("/in/who/").json()["person"] == ""


def come_in(client: Client) -> None:
    """Cleo comes in by the link of a mail."""
    address = str(cleo().addresses.values_list("address", flat=True)[0])
    WayIn.objects.all().delete()
    way = ask_way_in(address=address, network_address="", at=now())
    assert isinstance(way, WayIn)
    client.post(f"/in/{token_of(way)}/")


def test_a_customers_message_sent_too_late_waits_for_them(client: Client) -> None:
    case = case_of()
    come_in(client)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert re.search(r'data-person="guest\d+" data-who="/in/who/\?case=', page)
    client.session.delete()
    there = client.post(f"/cases/{case.number}/reply/", {"body": TEXT, "key": "k1"})
    assert there["Location"] == "/in/?next=%2Fin%2Fgo-on%2F"
    come_in(client)
    waiting = Visit._answer("", client.get("/in/go-on/", follow=True))
    assert waiting.says("This has not been sent yet", "and &lt;b&gt;another")
    form = waiting.form.to(f"/cases/{case.number}/reply/")
    client.post(form.action, form.values)
    assert Message.objects.filter(text__contains="Half a sentence").count() == 1
