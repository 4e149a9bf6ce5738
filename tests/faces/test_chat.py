"""Chat on the pages: begun, offered, left as a message; and nobody else's chat is there."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charterdesk.cases.models import Case
from charterdesk.charters.keeping import _uncommitted
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.notifications.case_links import case_link
from charterdesk.notifications.models import Notice
from charterdesk.talk.commands import end_chat, take_chat
from charterdesk.talk.models import Chat
from charterdesk.talk.ways import ChatWay
from tests.apps.cast import ada, ben, dora
from tests.apps.talk.chat_scene import (
    begun,
    customer_at_any_hour,
    said,
    taken,
    texts,
)
from tests.apps.talk.chat_server import cookie_of
from tests.faces.desk_scene import eve
from tests.faces.visiting import Visit

GUESTS = ("", "say/", "mark/", "end/", "file/1/")
DESK = (*GUESTS, "take/", "hand/", "back/")


def browser_of(contact: Contact | None) -> Visit:
    """The contact's browser, or a stranger's."""
    client = Client()
    if contact is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie_of(contact)
    return Visit(client)


def going() -> tuple[Contact, Chat]:
    contact = customer_at_any_hour(now())
    return contact, taken(begun(at=now(), by=contact), at=now())


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to chat before tomorrow."""
    monkeypatch.setattr(ChatWay, "is_open", lambda self, at: False)
    monkeypatch.setattr(ChatWay, "back_at", lambda self, at: at + timedelta(days=1))


def body(answer: str) -> str:
    """A page without what differs with each request."""
    return re.sub(r'value="[\w-]{40,}"|data-now="[^"]*"', "", answer)


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("path", GUESTS)
def test_the_chat_of_another_customer_is_the_same_as_none(
    visit: Visit, path: str, verb: str
) -> None:
    _, chat = going()
    other = browser_of(dora())
    theirs = getattr(other, verb)(f"/chat/{chat.ref}/{path}")
    nobodys = getattr(other, verb)(f"/chat/{'x' * 24}/{path}")
    assert theirs.status == nobodys.status
    assert theirs.status in (404, 405)
    assert body(theirs.text).replace(chat.ref, "x" * 24) == body(nobodys.text)
    assert texts(chat) == ["No calls pass."]


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("path", DESK)
def test_a_chat_of_other_charters_is_not_there_for_the_desk(
    visit: Visit, path: str, verb: str
) -> None:
    _, chat = going()
    answer = getattr(visit.as_(eve()), verb)(f"/desk/chats/{chat.ref}/{path}")
    assert answer.status in (404, 405)
    chat.refresh_from_db()
    assert (chat.agent, chat.state) == (ada(), "open")


def test_a_stranger_is_led_to_the_way_in(visit: Visit) -> None:
    _, chat = going()
    for path in ("/chat/", f"/chat/{chat.ref}/"):
        assert browser_of(None).get(path).url.startswith("/in/")


def test_nobody_is_there_so_the_words_become_a_case(visit: Visit, shut: None) -> None:
    guest = browser_of(customer_at_any_hour(now()))
    page = guest.get("/chat/")
    assert page.says("Nobody is there to chat now. Somebody is back on", "in 1d", "Leave a message")
    form = next(form for form in page.form.all if "body" in form.values)
    sent = {**form.values, "body": "Please call me.\nCleo"}
    answers = [guest.post("/chat/", **sent) for _ in range(2)]
    case = Case.objects.get()
    assert [one.url for one in answers] == [f"/cases/{case.number}/"] * 2
    assert (case.subject, case.channel) == ("Please call me.", "chat")
    assert not Chat.objects.exists()


def test_an_empty_message_is_not_taken_and_says_so(visit: Visit, shut: None) -> None:
    guest = browser_of(customer_at_any_hour(now()))
    answer = guest.post("/chat/", body="  ", key="k")
    assert answer.status == 422
    assert answer.says("Write something first")


def test_two_presses_on_begin_are_one_chat(visit: Visit) -> None:
    guest = browser_of(customer_at_any_hour(now()))
    urls = {guest.post("/chat/", body="Hello", key="k").url for _ in range(2)}
    assert len(urls) == Chat.objects.count() == 1


def test_the_way_back_into_a_chat_is_on_the_first_page(visit: Visit) -> None:
    contact, chat = going()
    assert browser_of(contact).get("/").says("Go on with the chat", f"/chat/{chat.ref}/")
    end_chat(chat=chat, by=ada(), at=now())
    assert browser_of(contact).get("/").says("Chat now", "Somebody is there to chat.")


def ended_case() -> tuple[Contact, Case]:
    """A case that came of a chat, which is over."""
    contact, chat = going()
    said(chat, "Restart it.", ada(), at=now())
    end_chat(chat=chat, by=ada(), at=now())
    return contact, Case.objects.get()


def test_the_page_of_a_case_offers_a_chat_in_that_case(visit: Visit) -> None:
    contact, case = ended_case()
    guest = browser_of(contact)
    page = guest.get(f"/cases/{case.number}/")
    assert page.says(f"/cases/{case.number}/chat/", "Chat now")
    assert not page.says("In a chat we explain it more easily.")
    guest.post(f"/cases/{case.number}/chat/", body="Which one?", key="k")
    assert Chat.objects.latest("pk").case == case
    assert Case.objects.count() == 1


def test_an_emergency_is_better_off_in_a_chat(visit: Visit) -> None:
    """R-BIC-23."""
    contact, case = ended_case()
    Case.objects.update(priority="emergency")
    assert browser_of(contact).get(f"/cases/{case.number}/").says("a chat is the quickest way")


def test_a_reply_that_was_not_clear_is_better_explained_in_a_chat(visit: Visit) -> None:
    """R-BIC-23."""
    contact, case = ended_case()
    guest = browser_of(contact)
    page = guest.get(f"/cases/{case.number}/")
    reply = case.messages.filter(direction="out", automatic=False).latest("pk")
    form = page.form.to(f"/clear/{reply.ref}/")
    guest.post(form.action, **{**form.values, "clear": "no"})
    assert guest.get(f"/cases/{case.number}/").says("In a chat we explain it more easily.")


def answered() -> tuple[Contact, Chat, str]:
    """A chat that Ada has answered, with the number of its case."""
    contact, chat = going()
    said(chat, "Hello.", ada(), at=now())
    return contact, chat, Case.objects.get().number


def test_a_case_whose_chat_goes_on_says_so_to_the_desk(visit: Visit) -> None:
    _, chat, number = answered()
    page = visit.get(f"/desk/c/{number}/")
    assert page.says(
        "Cleo Lind and Ada Ek are chatting about this case.", f"/desk/chats/{chat.ref}/"
    )


def test_a_chat_is_answered_on_the_page_of_its_case_without_scripts(visit: Visit) -> None:
    contact, chat, number = answered()
    assert visit.get(f"/desk/chats/{chat.ref}/").url == f"/desk/c/{number}/#chat"
    said(chat, "It is the old trunk.", contact, at=now())
    page = visit.get(f"/desk/c/{number}/?from=/desk/q/open/")
    assert page.says("Chat with Cleo Lind", "It is the old trunk.")
    form = page.form.to(f"/desk/chats/{chat.ref}/say/")
    after = visit.post(form.action, **{**form.values, "body": "Which release?"})
    assert after.url == f"/desk/c/{number}/?from=/desk/q/open/#chat"
    assert after.says("Which release?")


def test_what_was_answered_in_a_chat_is_no_note(visit: Visit) -> None:
    _, _, number = answered()
    page = visit.get(f"/desk/c/{number}/?show=messages")
    assert re.findall(r'class="entry" data-kind="(\w+)"', page.text) == ["in", "out"]
    assert page.says("in the chat")


def test_to_look_for_new_lines_reads_them_and_keeps_what_was_typed(visit: Visit) -> None:
    contact, chat, _ = answered()
    line = said(chat, "Are you there?", contact, at=now())
    page = visit.post(f"/desk/chats/{chat.ref}/say/", body="Half a li", look="yes")
    assert page.says("Are you there?", "Half a li")
    chat.refresh_from_db()
    assert chat.agent_read == line.seq


def test_a_case_with_a_chat_takes_fifteen_queries(visit: Visit) -> None:
    contact, chat, number = answered()
    said(chat, "Are you there?", contact, at=now())
    _uncommitted.clear()  # As after a commit: the process keeps the charter.
    visit.get(f"/desk/c/{number}/?from=/desk/q/open/")
    with CaptureQueriesContext(connection) as asked:
        visit.get(f"/desk/c/{number}/?from=/desk/q/open/")
    assert len(asked) <= 15, [one["sql"][:90] for one in asked]


def test_a_colleague_looks_on_and_can_not_write_into_the_chat(visit: Visit) -> None:
    _, chat, number = answered()
    page = visit.as_(ben()).get(f"/desk/c/{number}/")
    assert page.says("Chat with Cleo Lind", "Hello.")
    assert f"/desk/chats/{chat.ref}/say/" not in page.text


def test_a_line_that_came_too_late_is_a_reply_begun(visit: Visit) -> None:
    _, chat, number = answered()
    end_chat(chat=chat, by=ada(), at=now())
    page = visit.post(f"/desk/chats/{chat.ref}/say/", body="My last words", key="k")
    assert page.status == 422
    assert page.says("The chat has ended: what you wrote was not sent")
    assert page.form.to(f"/desk/c/{number}/reply/").values["body"].strip() == "My last words"


def test_a_chat_is_handed_over_on_a_page_of_its_own(visit: Visit) -> None:
    _, chat, number = answered()
    page = visit.get(f"/desk/chats/{chat.ref}/hand/")
    assert page.says("Hand the chat with Cleo Lind to a colleague", "Ben Dahl")
    form = page.form.to(f"/desk/chats/{chat.ref}/hand/")
    wrong = visit.post(form.action, **{**form.values, "to": "nobody", "note": "Knows it."})
    assert wrong.status == 422
    assert wrong.says("Choose a colleague to hand the chat to.", "Knows it.")
    done = visit.post(form.action, **{**form.values, "to": ben().username, "note": "Knows it."})
    assert done.url == f"/desk/c/{number}/#chat"
    chat.refresh_from_db()
    assert chat.agent == ben()


def test_the_tray_names_ones_chats_and_the_places_of_those_that_wait(visit: Visit) -> None:
    contact, chat, number = answered()
    said(chat, "Are you there?", contact, at=now())
    other = Contact.objects.create(name="Dora Moss", organisation=contact.organisation)
    begun(at=now(), by=other, key="b")
    visit.get("/desk/")
    told = json.loads(visit.get("/desk/pulse?since=0&chats=").text)["chats"]
    assert (told["own"], told["count"]) == (1, 2)
    assert re.search(rf"<b>Cleo Lind</b> {number} <span[^>]*>1 unread", told["tray"])
    assert "Waits as no. 1: Dora Moss, since" in told["tray"]
    again = visit.get(f"/desk/pulse?since=0&chats={told['mark']}").text
    assert '"chats"' not in again


def test_who_comes_too_late_is_told_who_was_faster(visit: Visit) -> None:
    chat = begun(at=now(), by=customer_at_any_hour(now()))
    take_chat(chat=chat, by=ben(), at=now())
    answer = visit.post(f"/desk/chats/{chat.ref}/take/")
    assert answer.status == 422
    assert answer.says("Ben Dahl was faster and has this chat.")


def test_what_was_typed_into_a_chat_that_ended_stands_there_still(visit: Visit) -> None:
    contact, chat = going()
    said(chat, "Hello.", ada(), at=now())
    end_chat(chat=chat, by=ada(), at=now())
    answer = browser_of(contact).post(f"/chat/{chat.ref}/say/", body="My last words", key="k")
    assert answer.status == 422
    assert answer.says("The chat has ended: what you wrote was not sent", "My last words")


def test_a_file_is_a_download_whatever_it_says_that_it_is(visit: Visit) -> None:
    contact, chat = going()
    guest = browser_of(contact)
    drawing = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    guest.post(f"/chat/{chat.ref}/say/", key="k", files=drawing)
    seq = chat.lines.get(kind="file").seq
    for answer in (
        guest.get(f"/chat/{chat.ref}/file/{seq}/"),
        visit.get(f"/desk/chats/{chat.ref}/file/{seq}/"),
    ):
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_too_large_for_the_charter_takes_no_word_with_it(visit: Visit) -> None:
    contact, chat = going()
    large = SimpleUploadedFile("core.bin", b"x" * (25 * 1024 * 1024 + 1))
    page = browser_of(contact).post(f"/chat/{chat.ref}/say/", body="See it.", key="k", files=large)
    assert page.status == 422
    assert page.says("“core.bin” is larger than 25 MB", "See it.")
    assert texts(chat) == ["No calls pass."]


def test_what_people_write_is_text_on_both_sides_and_in_the_stream(visit: Visit) -> None:
    contact, chat = going()
    said(chat, "<script>alert(1)</script>", contact, at=now())
    guest = browser_of(contact)
    pages = [guest.get(f"/chat/{chat.ref}/"), visit.get(f"/desk/chats/{chat.ref}/"),
             guest.get(f"/chat/stream?chat={chat.ref}&after=0")]  # fmt: skip
    assert [page.says("<script>alert") for page in pages] == [False] * 3
    assert "&lt;script&gt;" in pages[2].text


def test_a_server_without_streams_tells_what_is_new_and_lets_the_browser_come_again(
    visit: Visit,
) -> None:
    contact, chat = going()
    newest = said(chat, "Hello.", ada(), at=now()).seq
    answer = browser_of(contact).get(f"/chat/stream?chat={chat.ref}&after={newest - 1}&lang=en")
    assert answer.text.startswith("retry: 1500")
    assert answer.text.count("event: line") == 1
    again = browser_of(contact).get(
        f"/chat/stream?chat={chat.ref}&after=0&lang=ru", **{"Last-Event-ID": str(newest)}
    )
    assert again.text.count("event: line") == 0
    assert "event: state" in again.text


def test_the_pulse_tells_who_waits_and_keeps_ones_own_chats(visit: Visit) -> None:
    _, chat = going()
    Chat.objects.update(agent_seen_at=now() - timedelta(seconds=30))
    visit.get("/desk/")
    told = visit.get("/desk/pulse?since=0&chats=").text
    assert '"own": 1' in told
    chat.refresh_from_db()
    assert chat.agent_seen_at is not None
    assert now() - chat.agent_seen_at < timedelta(seconds=5)


def test_a_link_that_opens_one_case_does_not_open_a_chat(visit: Visit) -> None:
    contact, case = ended_case()
    mailed = Notice.objects.filter(case=case, address__contains="cleo@").first()
    assert mailed is not None
    guest = browser_of(None)
    assert guest.get(case_link(mailed)).url == f"/cases/{case.number}/"
    assert guest.get(f"/cases/{case.number}/chat/").url.startswith("/in/")
    assert contact.chats.count() == 1
