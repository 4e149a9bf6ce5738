"""Coming in: by code, by link, by the link of one case; for strangers a polite page."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import deactivate_contact
from charterdesk.customers.models import Contact, WayIn
from charterdesk.intake.models import RawMail
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import CLEO_ADDRESS, STRANGER_ADDRESS, ada, charter, cleo
from tests.faces.desk_scene import case_of, replied, staffed
from tests.faces.guests import client_of

pytestmark = pytest.mark.django_db


def mailed(about: str = "way in") -> str:
    """The text of the newest mail of that sort."""
    notice = Notice.objects.filter(about=about).latest("pk")
    return letter_of(notice).raw.decode("utf-8", "replace").replace("=\r\n", "")


def link_in(text: str, path: str) -> str:
    found = re.search(rf"https?://[^/]+({path}\S+/)", text)
    assert found, text
    return found[1]


def code_in(text: str) -> str:
    found = re.search(r"(\d{4}) (\d{4})", text.partition("code")[2])
    assert found, text
    return found[1] + found[2]


def ask(client: Client, address: str, to: str = "") -> str:
    answer = client.post("/in/", {"address": address, "next": to})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_answer_is_the_same_for_every_address(client: Client) -> None:
    cleo()
    known = ask(client, CLEO_ADDRESS).replace(CLEO_ADDRESS, "")
    unknown = ask(client, STRANGER_ADDRESS).replace(STRANGER_ADDRESS, "")
    changing = r'value="\w{64}"|data-now="[^"]+"'
    masked = [re.sub(changing, "", one) for one in (known, unknown)]
    assert masked[0] == masked[1]


def test_a_code_leads_to_the_page_that_was_wanted(client: Client) -> None:
    cleo()
    ask(client, CLEO_ADDRESS, "/cases/?state=all")
    given = {"address": CLEO_ADDRESS, "code": code_in(mailed()), "next": ""}
    answer = client.post("/in/code/", given)
    assert answer["Location"] == "/cases/?state=all"
    assert "Cleo Lind" in client.get("/cases/").content.decode()


def test_a_link_is_opened_by_scanners_and_used_by_a_button(client: Client) -> None:
    cleo()
    ask(client, CLEO_ADDRESS)
    link = link_in(mailed(), "/in/")
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert WayIn.objects.get().used_at is None
    assert client.get("/cases/").status_code == 302
    assert client.post(link)["Location"] == "/"
    assert client.get("/cases/").status_code == 200
    assert Client().post(link).status_code == 410


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "javascript:x", "\\\\x"]
)
def test_nobody_is_led_away_from_this_site(to: str, client: Client) -> None:
    cleo()
    ask(client, CLEO_ADDRESS, to)
    assert client.post(link_in(mailed(), "/in/"))["Location"] == "/"


def test_nothing_that_lets_in_is_stored(client: Client) -> None:
    cleo()
    ask(client, CLEO_ADDRESS)
    kept = str(WayIn.objects.values().get()) + str(Notice.objects.values().get())
    assert code_in(mailed()) not in kept
    assert link_in(mailed(), "/in/").split("/")[2] not in kept


def test_one_mail_waits_however_often_it_is_asked_for(client: Client) -> None:
    cleo()
    for _ in range(20):
        ask(client, CLEO_ADDRESS)
    assert Notice.objects.filter(about="way in").count() == 1


def test_our_own_address_gets_no_mail(client: Client) -> None:
    charter("roxen", at=now() - timedelta(days=1))
    ask(client, "support@roxen.example")
    assert not Notice.objects.filter(about="way in").exists()


def test_a_stranger_leaves_a_message_that_is_held_and_told(client: Client) -> None:
    staffed("bicom")
    ask(client, STRANGER_ADDRESS)
    answer = client.post(link_in(mailed(), "/in/"), follow=True)
    assert "is not registered yet" in answer.content.decode()
    answer = client.post("/in/message/", {"subject": "Phones", "text": "All are dead."})
    assert "Your message is kept" in answer.content.decode()
    held = RawMail.objects.get()
    assert (held.state, held.sender, held.subject) == ("held", STRANGER_ADDRESS, "Phones")
    assert Notice.objects.filter(about="held").exists()


def test_where_anybody_may_ask_a_proven_address_comes_in(client: Client) -> None:
    charter("roxen", at=now() - timedelta(days=1))
    ask(client, STRANGER_ADDRESS)
    answer = client.post(link_in(mailed(), "/in/"), follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    contact = Contact.objects.get(addresses__address=STRANGER_ADDRESS)
    assert not contact.is_registered


def test_a_silenced_contact_is_out_at_once() -> None:
    contact = cleo()
    client = client_of(contact)
    assert client.get("/cases/").status_code == 200
    deactivate_contact(contact=contact, by=DESK, at=now())
    assert client.get("/cases/").status_code == 302


def test_a_new_mark_ends_every_session() -> None:
    contact = cleo()
    client = client_of(contact)
    Contact.objects.filter(pk=contact.pk).update(session_mark="another")
    assert client.get("/cases/").status_code == 302


def test_a_person_of_the_desk_is_no_customer_by_that(client: Client) -> None:
    client.force_login(ada())
    assert client.get("/cases/")["Location"].startswith("/in/")
    assert client.get("/")["Location"] == "/desk/"


def test_a_customer_is_no_person_of_the_desk_by_that() -> None:
    assert client_of(cleo()).get("/desk/")["Location"].startswith("/sign-in/")


def test_the_link_in_a_mail_opens_its_case_and_no_other(client: Client) -> None:
    case, other = case_of(), case_of(subject="Another")
    link = link_in(mailed("opened"), "/t/")
    assert Notice.objects.filter(about="opened").latest("pk").case == other
    page = client.get(link, follow=True)
    assert page.redirect_chain[-1][0] == f"/cases/{other.number}/"
    assert "Another" in page.content.decode()
    assert client.get(f"/cases/{case.number}/")["Location"].startswith("/in/")
    assert client.get("/cases/")["Location"].startswith("/in/")


def test_the_link_in_a_mail_may_write_to_its_case(client: Client) -> None:
    case = case_of()
    client.get(link_in(mailed("opened"), "/t/"))
    client.post(f"/cases/{case.number}/reply/", {"body": "Still broken.", "key": "k"})
    message = case.messages.latest("pk")
    assert (message.text, message.contact) == ("Still broken.", cleo())


def test_links_that_were_ended_open_nothing_and_a_new_mail_does(client: Client) -> None:
    case = case_of()
    old = link_in(mailed("opened"), "/t/")
    client.get(old)
    assert client.post(f"/cases/{case.number}/links/").status_code == 302
    assert client.get(f"/cases/{case.number}/")["Location"].startswith("/in/")
    assert Client().get(old).status_code == 410
    replied(case, ada())
    assert Client().get(link_in(mailed("reply"), "/t/")).status_code == 302


def test_an_ended_link_sends_a_way_in_to_its_own_address_by_a_button(client: Client) -> None:
    case = case_of()
    Notice.objects.filter(about="opened").update(queued_at=now() - timedelta(days=61))
    link = link_in(mailed("opened"), "/t/")
    assert client.get(link).status_code == 410
    assert not WayIn.objects.exists()
    client.post(link)
    way = WayIn.objects.get()
    assert (way.address, way.to) == (CLEO_ADDRESS, f"/cases/{case.number}/")


def test_a_link_shows_nothing_to_a_silenced_contact(client: Client) -> None:
    case_of()
    link = link_in(mailed("opened"), "/t/")
    deactivate_contact(contact=cleo(), by=DESK, at=now())
    assert client.get(link).status_code == 410
