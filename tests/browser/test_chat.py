"""An agent and a customer chat in two browsers, over streams as at work."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.talk.models import Chat
from charterdesk.talk.upkeep import look_after_chats
from tests.apps.cast import ada, ben
from tests.apps.talk.chat_scene import begun, customer_at_any_hour, said, taken, texts
from tests.apps.talk.chat_server import cookie_of, served
from tests.browser.desk_site import NAME
from tests.browser.test_desk_stands import EVERY, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 780}


class Site:
    """The served site and browsers in front of it. What a page complains of fails the test."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def sit(self, who: Person | Contact, **options: object) -> Page:
        """A browser of somebody who is signed in."""
        context = self.browser.new_context(base_url=self.url, locale="en-GB", **options)  # type: ignore[arg-type]  # Playwright's own words
        context.add_cookies([{"name": NAME, "value": cookie_of(who), "url": self.url}])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page


@pytest.fixture
def site(chromium: Browser, settings: Settings, tmp_path: Path) -> Iterator[Site]:
    """The site with its streams, its files in a directory of its own."""
    settings.DATA = tmp_path
    with served() as url:
        made = Site(chromium, url)
        yield made
        for context in made.contexts:
            context.close()
    assert made.complaints == []


def write(page: Page, text: str) -> None:
    """Type a line and send it."""
    page.get_by_label("Your line").fill(text)
    page.get_by_label("Your line").press("Enter")


def heard(page: Page, text: str) -> None:
    """Wait until the line stands in the log, once."""
    line = page.locator("[data-chat-log] .said__text", has_text=text)
    line.wait_for()
    assert line.count() == 1


def lines_of(page: Page) -> list[str]:
    """What was said, from the top."""
    return [text.strip() for text in page.locator("[data-chat-log] .said__text").all_inner_texts()]


def test_an_agent_and_a_customer_chat_from_the_first_word_to_the_end(
    site: Site, tmp_path: Path
) -> None:
    contact = customer_at_any_hour(now())
    guest = site.sit(contact, viewport=PHONE)
    guest.goto("/chat/")
    guest.get_by_label("What is it about?").fill("No calls pass at all.")
    guest.get_by_role("button", name="Begin the chat").click()
    guest.get_by_text("You are next.").wait_for()

    agent = site.sit(ada())
    agent.goto("/desk/chats/")
    agent.get_by_role("link", name="Cleo Lind").click()
    agent.get_by_role("button", name="Take the chat").click()
    guest.get_by_text("You are chatting with Ada Ek.").wait_for()
    write(agent, "Good morning, which release is it?")
    heard(guest, "Good morning, which release is it?")
    # The first answer opened the case: from now on the chat stands on its page.
    agent.wait_for_url("**/desk/c/**")
    heard(agent, "Good morning, which release is it?")
    agent.get_by_text("Cleo Lind has read everything.").wait_for()

    guest.get_by_label("Your line").press_sequentially("It is")
    agent.get_by_text("Cleo Lind is writing…").wait_for()
    write(guest, "It is 4.1, see the log.")
    heard(agent, "It is 4.1, see the log.")
    (tmp_path / "trunk.log").write_text("busy")
    (tmp_path / "core.bin").write_text("not this one")
    guest.locator("input[type=file]").set_input_files(
        [tmp_path / "trunk.log", tmp_path / "core.bin"]
    )
    guest.get_by_role("button", name="Take off: core.bin").click()
    guest.get_by_role("button", name="Send the line").click()
    heard(agent, "trunk.log")
    assert guest.locator("[data-files-list] li").count() == 0
    assert agent.get_by_text("core.bin").count() == 0
    agent.get_by_label("Your line").fill("Thank you, I look.")
    agent.get_by_label("Your line").press("Control+Enter")
    heard(guest, "Thank you, I look.")
    assert lines_of(agent) == lines_of(guest)

    _hand_over(site, agent, guest)
    guest.get_by_role("button", name="End the chat").click()
    guest.get_by_text("The chat has ended. It stands on the case").wait_for()
    case = Case.objects.get()
    assert case.events.get(kind="opened").data["answered"] is True
    mailed = Notice.objects.get(kind="reply", text__contains="wrote to each other")
    assert "Ben Dahl: I see it in the log." in mailed.text


def _hand_over(site: Site, agent: Page, guest: Page) -> None:
    heir = site.sit(ben())
    heir.goto(agent.url)
    agent.get_by_role("link", name="Hand over to a colleague").click()
    agent.get_by_label("To whom").select_option(label="Ben Dahl")
    agent.get_by_label("What they should know").fill("The trunk is the old one.")
    agent.get_by_role("button", name="Hand over").click()
    agent.get_by_text("Ben Dahl has the chat now.").wait_for()
    assert agent.get_by_label("Your line").count() == 0
    # His page of the case, open all the while, lets him write as soon as the chat is his.
    heir.get_by_label("Your line").wait_for()
    heard(heir, "The trunk is the old one.")
    write(heir, "I see it in the log.")
    heard(guest, "I see it in the log.")
    guest.get_by_text("You are chatting with Ben Dahl.").wait_for()
    assert guest.get_by_text("The trunk is the old one.").count() == 0


def test_lines_written_while_the_connection_was_cut_come_once_when_it_is_back(site: Site) -> None:
    contact = customer_at_any_hour(now())
    chat = taken(begun(at=now(), by=contact), at=now())
    guest = site.sit(contact)
    guest.goto(f"/chat/{chat.ref}/")
    said(chat, "Before the cut.", ada(), at=now())
    heard(guest, "Before the cut.")
    guest.context.set_offline(True)
    write(guest, "Written in the dark.")
    said(chat, "Answered in the dark.", ada(), at=now())
    guest.get_by_text("Written in the dark. (being sent)").wait_for()
    guest.context.set_offline(False)
    heard(guest, "Written in the dark.")
    heard(guest, "Answered in the dark.")
    assert guest.locator("[data-waits]").count() == 0
    assert texts(chat).count("Written in the dark.") == 1


def test_the_page_of_a_case_goes_on_after_the_server_was_started_again(
    chromium: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    chat = taken(begun(at=now(), by=customer_at_any_hour(now())), at=now())
    said(chat, "Before the restart.", ada(), at=now())
    with served() as url:
        site = Site(chromium, url)
        agent, guest = site.sit(ada()), site.sit(chat.contact)
        agent.goto(f"/desk/c/{Case.objects.get().number}/")
        guest.goto(f"/chat/{chat.ref}/")
        heard(agent, "Before the restart.")
    write(agent, "Written while it was down.")
    agent.get_by_text("Written while it was down. (being sent)").wait_for()
    said(chat, "Stored while it was down.", chat.contact, at=now())
    with served(int(url.rpartition(":")[2])):
        for page in (agent, guest):
            heard(page, "Stored while it was down.")
            heard(page, "Written while it was down.")
        assert lines_of(agent) == lines_of(guest) == texts(chat)
        for context in site.contexts:
            context.close()
    assert site.complaints == []


def test_ones_chats_stay_in_sight_from_case_to_case(site: Site) -> None:
    contact = customer_at_any_hour(now())
    first = taken(begun(at=now(), by=contact), at=now())
    said(first, "Hello.", ada(), at=now())
    other = Contact.objects.create(name="Dora Moss", organisation=contact.organisation)
    waiting = begun("My line is dead.", at=now(), by=other, key="b")
    agent = site.sit(ada())
    agent.goto(f"/desk/chats/{first.ref}/")
    agent.get_by_label("Your line").fill("Half a line")
    tray = agent.locator("#tray")
    tray.get_by_role("link", name="Waits as no. 1: Dora Moss").click()
    agent.get_by_role("button", name="Take the chat").click()
    write(agent, "Which one?")
    agent.wait_for_url("**/desk/c/**")
    said(first, "Are you there?", contact, at=now())
    tray.get_by_text("1 unread").wait_for()
    assert tray.get_by_role("link").count() == 2
    tray.get_by_role("link", name="Cleo Lind").click()
    heard(agent, "Are you there?")
    assert agent.get_by_label("Your line").input_value() == "Half a line"
    assert texts(waiting) == ["My line is dead.", "Which one?"]


SIGHT = """(hidden) => {
  Object.defineProperty(document, "hidden", {get: () => hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
LISTENS = "async () => (await navigator.locks.query()).held.some((one) => one.name === 'chats')"


def test_of_the_tabs_out_of_sight_one_goes_on_listening(site: Site) -> None:
    contact = customer_at_any_hour(now())
    chat = taken(begun(at=now(), by=contact), at=now())
    said(chat, "Hello.", ada(), at=now())
    first = site.sit(ada())
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/desk/chats/{chat.ref}/")
        heard(page, "Hello.")
    first.evaluate(SIGHT, True)
    # Two tabs that ask at once may come to the lock in either order.
    first.wait_for_function(LISTENS)
    second.evaluate(SIGHT, True)
    second.locator("[data-chat][data-rests]").wait_for()
    said(chat, "Are you there?", contact, at=now())
    heard(first, "Are you there?")
    assert second.get_by_text("Are you there?").count() == 0
    second.evaluate(SIGHT, False)
    heard(second, "Are you there?")
    second.evaluate(SIGHT, True)
    first.close()
    said(chat, "Hello?", contact, at=now())
    heard(second, "Hello?")


def test_a_line_outlives_the_page_on_which_it_could_not_be_sent(site: Site) -> None:
    contact = customer_at_any_hour(now())
    chat = taken(begun(at=now(), by=contact), at=now())
    guest = site.sit(contact)
    guest.goto(f"/chat/{chat.ref}/")
    guest.route("**/say/", lambda route: route.abort())
    write(guest, "Please do not lose me.")
    guest.get_by_text("Please do not lose me. (being sent)").wait_for()
    guest.unroute("**/say/")
    guest.reload()
    heard(guest, "Please do not lose me.")
    assert texts(chat).count("Please do not lose me.") == 1


def test_the_customer_is_told_when_an_agent_vanishes(site: Site) -> None:
    contact = customer_at_any_hour(now())
    chat = taken(begun(at=now(), by=contact), at=now())
    guest = site.sit(contact)
    guest.goto(f"/chat/{chat.ref}/")
    Chat.objects.update(agent_seen_at=now() - timedelta(seconds=45))
    guest.get_by_text("The connection of Ada Ek is interrupted.").wait_for()
    Chat.objects.update(agent_seen_at=now() - timedelta(seconds=65))
    look_after_chats(now())
    guest.get_by_text("You are next.").wait_for()
    guest.get_by_text("Ada Ek had to leave: the chat waits for somebody else.").wait_for()


def test_a_waiting_chat_is_told_on_every_page_of_the_desk(site: Site) -> None:
    contact = customer_at_any_hour(now())
    agent = site.sit(ada())
    agent.goto("/desk/")
    begun(at=now(), by=contact)
    agent.locator("#toasts").get_by_text("1 chat waits.").wait_for()


def test_a_chat_goes_without_scripts(site: Site) -> None:
    contact = customer_at_any_hour(now())
    guest = site.sit(contact, viewport=PHONE, java_script_enabled=False)
    guest.goto("/chat/")
    guest.get_by_label("What is it about?").fill("Slow lines.")
    guest.get_by_role("button", name="Begin the chat").click()
    chat = taken(Chat.objects.get(), at=now())
    said(chat, "Since when?", ada(), at=now())
    guest.get_by_label("Your line").fill("Since")
    guest.get_by_role("button", name="Look for new lines").click()
    heard(guest, "Since when?")
    assert guest.get_by_label("Your line").input_value() == "Since"
    guest.get_by_label("Your line").fill("Since noon.")
    guest.get_by_role("button", name="Send the line").click()
    heard(guest, "Since noon.")


@pytest.mark.parametrize("state", ["begin", "waiting", "open", "ended"])
def test_the_customers_pages_have_no_fault(site: Site, state: str) -> None:
    contact = customer_at_any_hour(now())
    page = site.sit(contact)
    if state == "begin":
        page.goto("/chat/")
    else:
        chat = begun("No calls pass. " * 20, at=now(), by=contact)
        if state != "waiting":
            said(taken(chat, at=now()), "We look at https://status.example/now", ada(), at=now())
        page.goto(f"/chat/{chat.ref}/")
        if state == "ended":
            page.get_by_role("button", name="End the chat").click()
            page.goto(f"/chat/{chat.ref}/")
    assert faults_of(page, EVERY) == []


@pytest.mark.parametrize("which", ["", "chat", "case", "hand/"])
def test_the_desks_pages_have_no_fault(site: Site, which: str) -> None:
    contact = customer_at_any_hour(now())
    chat = taken(begun("No calls pass. " * 20, at=now(), by=contact), at=now())
    if which != "chat":
        said(chat, "We look at it.", ada(), at=now())
        said(chat, "Thanks.", contact, at=now())
    page = site.sit(ada())
    page.goto(f"/desk/chats/{f'{chat.ref}/' if which else ''}{which if '/' in which else ''}")
    if which == "case":
        page.locator("#tray a").first.wait_for()
    assert faults_of(page, EVERY) == []
