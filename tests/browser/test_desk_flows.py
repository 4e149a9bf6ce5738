"""What people do all day, in a real browser, against the real desk: keys, drafts, refusals."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.models import Case, Draft, Message
from charterdesk.desk import presence
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from tests.apps.cast import PASSWORD, ada, ben
from tests.browser.desk_site import Desk, press_cyrillic
from tests.faces.desk_scene import case_of, cleo_writes, owned, replied, staffed
from tests.faces.test_escalating import production_case

pytestmark = pytest.mark.browser
ROW = "[data-row][data-current]"


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk, with files in a directory of its own."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def three_cases() -> list[Case]:
    """Three cases of Ada's, the first one due first."""
    arrival = staffed("roxen")
    made = [
        case_of(subject=f"Fire {n}", priority="critical", minutes_ago=40 - n, arrival=arrival)
        for n in range(3)
    ]
    return [owned(case, ada()) for case in made]


def test_signing_in_by_password_leads_to_my_work(desk: Desk) -> None:
    owned(case_of(subject="Fire"), ada())
    page = desk.sit()
    page.goto("/desk/")
    page.get_by_label("Name or mail address").fill("ada")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text("do not belong together")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    expect(page.get_by_role("link", name="Fire")).to_be_visible()


def test_a_queue_is_worked_with_a_russian_layout(desk: Desk) -> None:
    first, second, _third = three_cases()
    page = desk.sit(ada())
    page.goto("/desk/")
    for code, key in (("KeyJ", "о"), ("KeyJ", "о"), ("KeyJ", "о"), ("KeyK", "л")):
        press_cyrillic(page, code, key)
    expect(page.locator(ROW)).to_have_id(f"row-{second.number}")
    press_cyrillic(page, "KeyX", "ч")
    expect(page.locator("[data-tick]:checked")).to_have_count(1)
    expect(page.locator("[data-ticked]")).to_contain_text("1")
    press_cyrillic(page, "KeyK", "л")
    press_cyrillic(page, "KeyO", "щ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire 0")
    press_cyrillic(page, "KeyJ", "о")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire 1")
    press_cyrillic(page, "Escape", "Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    assert first.number != second.number


def test_escape_comes_back_to_the_row_that_was_left(desk: Desk) -> None:
    _first, second, _third = three_cases()
    page = desk.sit(ada())
    page.goto("/desk/q/open/?priority=critical")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire 1")
    page.keyboard.press("Escape")
    page.wait_for_url("**/desk/q/open/?priority=critical")
    expect(page.locator(ROW)).to_have_id(f"row-{second.number}")


def test_a_reply_is_written_and_sent_by_keys(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    press_cyrillic(page, "KeyR", "к")
    box = page.get_by_label("Text of the reply")
    expect(box).to_be_focused()
    page.keyboard.type("Have you tried the new key? rnejx")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.")
    expect(page.locator(".entry[data-kind=out]")).to_contain_text("rnejx")
    assert Message.objects.get(text__contains="rnejx").public


def test_a_note_never_becomes_a_reply(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("n")
    expect(page.get_by_label("Text of the note")).to_be_focused()
    page.keyboard.type("r is only a letter here")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".entry[data-kind=note]")).to_contain_text("only a letter")
    assert not Message.objects.get(text__contains="only a letter").public


def test_what_was_typed_survives_a_reload_and_comes_from_the_server_elsewhere(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("r")
    with page.expect_response("**/draft/**") as kept:
        page.keyboard.type("Dear Cleo, the key")
    assert kept.value.ok
    expect(page.locator("#reply [data-draft-status]")).to_contain_text("Draft saved at")
    page.reload()
    page.keyboard.press("r")
    expect(page.get_by_label("Text of the reply")).to_have_value("Dear Cleo, the key")
    assert Draft.objects.get(case=case, person=ada(), mode="reply").text == "Dear Cleo, the key"
    other = desk.sit(ada())
    other.goto(f"/desk/c/{case.number}/?compose=reply")
    expect(other.get_by_label("Text of the reply")).to_have_value("Dear Cleo, the key")


def test_a_stale_reply_is_stopped_with_the_news_and_sent_on_purpose(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("r")
    page.keyboard.type("Is it warm?")
    cleo_writes(case, "It is on fire now!")
    page.keyboard.press("Control+Enter")
    stop = page.locator(".banner[data-kind=stop]")
    expect(stop).to_contain_text("The case changed since you began.")
    expect(stop).to_be_focused()
    expect(page.get_by_label("Text of the reply")).to_have_value("Is it warm?")
    assert not Message.objects.filter(text="Is it warm?").exists()
    cleo_writes(case, "It is out, thank you.")
    expect(page.locator("#timeline, .timeline").first).to_contain_text("It is out, thank you.")
    expect(page.get_by_label("Text of the reply")).to_have_value("Is it warm?")
    page.get_by_role("button", name="Send it anyway").click()
    expect(stop).to_be_focused()
    assert not Message.objects.filter(text="Is it warm?").exists()
    page.get_by_role("button", name="Send it anyway").click()
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.")
    assert Message.objects.filter(text="Is it warm?").count() == 1


def test_escalate_names_people_in_a_sheet_and_then_calls_them(desk: Desk) -> None:
    case = production_case()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("e")
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("Ben Dahl (ceo)")
    expect(sheet).to_contain_text("20m after management")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("e")
    sheet.get_by_label("In your own words").fill("All lines are dead.")
    sheet.get_by_label("What the next person must know").fill("The gateway.")
    sheet.get_by_role("button", name="Escalate to").click()
    expect(page.locator("#run-title")).to_have_text("The ladder formal is running")
    assert Case.objects.get(pk=case.pk).escalation


def test_ctrl_enter_confirms_the_only_form_of_a_page(desk: Desk) -> None:
    first, second, _third = three_cases()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{first.number}/merge/?into={second.number}")
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/desk/c/{second.number}/**")
    assert Case.objects.get(pk=first.pk).merged_into == second


def test_ctrl_enter_never_sends_what_lies_behind_a_sheet(desk: Desk) -> None:
    case = three_cases()[0]
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("r")
    page.keyboard.type("Not yet")
    page.get_by_role("link", name="why?").first.click()
    expect(page.locator("#sheet")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.get_by_role("textbox", name="Reply")).to_have_value("Not yet")
    assert not Message.objects.filter(case=case, text="Not yet").exists()


def test_resolving_is_refused_in_words_and_then_done(desk: Desk) -> None:
    case = case_of("bicom")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("s")
    page.get_by_label("bug raised").check()
    page.get_by_label("Message to the customer").fill("We found a bug.")
    page.get_by_role("textbox", name="Bug number").fill("PBX-7")
    page.keyboard.press("Control+Enter")
    refused = page.locator(".banner[data-kind=refused]")
    expect(refused).to_contain_text("indication of resolution")
    expect(page.get_by_label("Message to the customer")).to_have_value("We found a bug.")
    expect(page.get_by_role("textbox", name="Bug number")).to_have_value("PBX-7")
    page.get_by_label("Record with it").select_option("indication of resolution")
    page.get_by_role("button", name="Propose to close").click()
    expect(page.locator("#toasts")).to_contain_text("It is proposed to close the case.")
    assert Case.objects.get(pk=case.pk).status == "resolved"


def test_a_forbidden_act_gives_its_reason_at_a_press(desk: Desk) -> None:
    case = case_of("voxeo", channel="ticket")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("e")
    expect(page.locator("#no-head-escalate")).to_contain_text("only for contract production")


def test_why_opens_over_the_case(desk: Desk) -> None:
    case = replied(case_of(priority="critical"), ada())
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("w")
    expect(page.locator("#sheet")).to_contain_text("Step by step")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()


def test_the_pulse_brings_what_others_did_and_who_is_here(desk: Desk) -> None:
    case = owned(case_of(), ada())
    page = desk.sit(ada())
    page.clock.install()
    page.goto(f"/desk/c/{case.number}/")
    cleo_writes(case, "It is on fire now!")
    presence.beat(case.number, ben(), "write", now())
    with page.expect_response("**/desk/pulse**"):
        page.clock.run_for(5100)
    expect(page.locator("#timeline")).to_contain_text("It is on fire now!")
    expect(page.locator("#presence")).to_contain_text("Ben Dahl is writing")


def test_what_is_typed_stays_while_the_page_is_refreshed(desk: Desk) -> None:
    case = owned(case_of(), ada())
    page = desk.sit(ada())
    page.clock.install()
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("r")
    page.keyboard.type("Half a sen")
    cleo_writes(case, "It is on fire now!")
    with page.expect_response("**/desk/pulse**"):
        page.clock.run_for(5100)
    expect(page.locator("#timeline")).to_contain_text("It is on fire now!")
    page.keyboard.type("tence")
    expect(page.get_by_label("Text of the reply")).to_have_value("Half a sentence")


def test_everything_works_without_scripts(desk: Desk) -> None:
    case = owned(case_of(), ada())
    page = desk.sit(ada(), java_script_enabled=False)
    page.goto("/desk/")
    page.get_by_role("link", name="Down").click()
    page.get_by_role("link", name="Reply to the customer").click()
    _type_and_send(page, "Text of the reply", "Try the new key.", "Send reply to Cleo")
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.")
    page.get_by_role("link", name="Internal note").click()
    page.get_by_label("Text of the note").fill("Half a thought")
    page.locator("#note").get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Text of the note")).to_have_value("Half a thought")
    page.get_by_role("link", name="why?").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Why?")
    page.get_by_role("link", name="Close").click()
    page.get_by_role("link", name="Propose to close…").click()
    page.get_by_label("Message to the customer").fill("It works again.")
    page.get_by_role("button", name="Propose to close").click()
    expect(page.locator("#toasts")).to_contain_text("It is proposed to close the case.")
    assert Case.objects.get(pk=case.pk).status == "resolved"
    assert Draft.objects.get(case=case).text == "Half a thought"


def _type_and_send(page: Page, box: str, text: str, button: str) -> None:
    page.get_by_label(box).fill(text)
    page.get_by_role("button", name=button).click()


def test_a_phone_call_becomes_a_case(desk: Desk) -> None:
    staffed("roxen")
    page = desk.sit(ada())
    page.goto("/desk/")
    page.keyboard.press("c")
    page.get_by_label("Mail address, name, telephone").fill("Cleo")
    page.get_by_label("Subject").fill("No dial tone")
    page.get_by_label("What happened").fill("She hears nothing.")
    page.get_by_label("P1 critical").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("No dial tone")
    expect(page.locator("#toasts")).to_contain_text("is open. Start of work by")
    expect(page.locator("#clocks")).to_contain_text("kept")


def test_z_takes_a_reply_back_and_the_text_is_in_the_box(desk: Desk) -> None:
    case = owned(case_of(subject="Fire"), ada())
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    page.get_by_role("textbox", name="Reply").fill("Dear Cloe,")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("The reply was not sent.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Reply")).to_have_value("Dear Cloe,")
    assert Notice.objects.get(kind=Notice.Kind.REPLY).state == Notice.State.WITHHELD


def drop(page: Page, target: str, names: list[str]) -> None:
    """Let files of these names fall onto a place of the page."""
    page.locator(target).evaluate(
        """(place, names) => {
          const data = new DataTransfer();
          names.forEach((name) => data.items.add(new File(["x".repeat(2048)], name)));
          for (const kind of ["dragover", "drop"]) {
            const how = {dataTransfer: data, bubbles: true, cancelable: true};
            place.dispatchEvent(new DragEvent(kind, how));
          }
        }""",
        names,
    )


def test_files_of_a_reply_are_dropped_listed_taken_off_and_sent(desk: Desk) -> None:
    case = owned(case_of(subject="Fire"), ada())
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    page.get_by_label("Text of the reply").fill("See the log.")
    drop(page, "#reply textarea", ["trunk.log", "core.bin"])
    chosen = page.locator("#reply [data-files-list] li")
    expect(chosen).to_contain_text(["trunk.log · 2 kB", "core.bin · 2 kB"])
    page.get_by_role("button", name="Take off: core.bin").click()
    expect(chosen).to_have_count(1)
    page.get_by_role("button", name="Send reply to Cleo").click()
    expect(page.get_by_text("The reply is on its way.")).to_be_visible()
    expect(page.get_by_role("link", name="trunk.log")).to_be_visible()
    message = Message.objects.filter(direction="out").latest("pk")
    assert [one.name for one in message.attachments.all()] == ["trunk.log"]


def test_files_stay_chosen_where_the_reply_is_held(desk: Desk) -> None:
    case = owned(case_of(subject="Fire"), ada())
    page = desk.sit(ada())
    page.clock.install()
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    page.get_by_label("Text of the reply").fill("Ask @ben about it.")
    ben()
    drop(page, "#reply", ["trunk.log"])
    page.get_by_role("button", name="Send reply to Cleo").click()
    expect(page.get_by_text("It mentions @ben of the team")).to_be_visible()
    # The draft that was to be saved then belongs to a box that is not there any more.
    page.clock.run_for(2500)
    expect(page.get_by_label("Text of the reply")).to_have_value("Ask @ben about it.")
    expect(page.locator("#reply [data-files-list]")).to_contain_text("trunk.log")
    page.get_by_role("button", name="Send it anyway").click()
    expect(page.get_by_role("link", name="trunk.log")).to_be_visible()


def test_files_whose_way_was_cut_are_sent_again_by_the_same_press(desk: Desk) -> None:
    case = owned(case_of(subject="Fire"), ada())
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/?compose=note")
    page.get_by_label("Text of the note").fill("The core of last night.")
    drop(page, "#note", ["core.bin"])
    page.route("**/note/**", lambda route: route.abort())
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note [data-files-said]")).to_contain_text("The connection was lost")
    page.unroute("**/note/**")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_role("link", name="core.bin")).to_be_visible()
    assert Message.objects.filter(text="The core of last night.").count() == 1
