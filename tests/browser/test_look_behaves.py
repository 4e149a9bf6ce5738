"""What the scripts of the pages do: keys, drafts, clocks, the pulse, sheets; and life without them.

Time is the browser's own, moved by the test.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings

from charterdesk.look.clockface import state_of
from tests.browser.drawn_site import HOME, Site
from tests.look.case_samples import TEXT
from tests.look.samples import NOW

pytestmark = pytest.mark.browser
CASE = "/desk/c/EX-1039/"
PULSE = "/desk/pulse"


@pytest.fixture
def site(chromium: Browser, settings: Settings) -> Iterator[Site]:
    """The sample pages in a browser."""
    settings.ROOT_URLCONF = "tests.look.addresses"
    opened = Site(chromium)
    opened.answers[f"{CASE}escalate/"] = lambda route: opened.page(route, "escalate")
    opened.answers[f"{CASE}act/priority/"] = lambda route: opened.page(route, "priority")
    yield opened
    opened.close()


def press_cyrillic(page: Page, code: str, letter: str) -> None:
    """A key as a Russian layout reports it: the place of the key, another letter."""
    page.evaluate(
        """([code, key]) => document.body.dispatchEvent(
             new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))""",
        [code, letter],
    )


def answers(*news: object) -> Iterator[object]:
    """The pulse's answers one after the other, then nothing new."""
    yield from news
    while True:
        yield None


def pulse(site: Site, *news: object) -> None:
    """Let the pulse answer with `news`; None is 204, False a lost connection."""
    queue = answers(*news)

    def answer(route: Route) -> None:
        match next(queue):
            case None:
                route.fulfill(status=204)
            case False:
                route.abort()
            case told:
                route.fulfill(body=json.dumps(told), content_type="application/json")

    site.answers[PULSE] = answer


def beat(page: Page, ends: Literal["requestfinished", "requestfailed"]) -> None:
    """Let the time of one pulse pass and its request end."""
    with page.expect_event(ends):
        page.clock.run_for(5100)
    page.evaluate("new Promise((done) => queueMicrotask(done))")


# --- keys ------------------------------------------------------------------------------


def test_a_key_works_by_its_place_in_a_russian_layout(site: Site) -> None:
    page = site.open("case")
    press_cyrillic(page, "KeyE", "у")
    expect(page.locator("#sheet #panel-title")).to_have_text("Escalate EX-1039")


def test_no_key_does_anything_while_one_types(site: Site) -> None:
    page = site.open("case")
    page.keyboard.press("r")
    page.keyboard.type("nepasjk./")
    expect(page.locator("#reply-body")).to_have_value("nepasjk./")
    expect(page.locator("#note")).to_be_hidden()
    expect(page.locator("#sheet")).to_be_hidden()


def test_keys_can_be_turned_off(site: Site) -> None:
    page = site.open("case")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("r")
    page.keyboard.press("e")
    expect(page.locator("#reply")).to_be_hidden()
    expect(page.locator("#sheet")).to_be_hidden()


def test_the_help_lists_only_the_keys_of_the_page(site: Site) -> None:
    page = site.open("queue")
    page.keyboard.press("Shift+Slash")
    shown = page.locator("#keys tr:visible").all_inner_texts()
    assert any("Next and previous row" in line for line in shown)
    assert not any("Reply to the customer" in line for line in shown)


def test_rows_are_walked_ticked_in_ranges_and_counted(site: Site) -> None:
    page = site.open("queue")
    for key in ("j", "j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("[data-tick]:checked")).to_have_count(3)
    expect(page.locator("[data-ticked]")).to_have_text("Ticked cases: 3")
    expect(page.locator("tr[data-current] .queue__ref")).to_have_text("EX-1047")


def test_a_row_opens_with_o_and_is_found_again(site: Site) -> None:
    page = site.open("queue")
    site.answers["/desk/c/EX-1042/"] = lambda route: site.page(route, "case")
    for key in ("j", "j", "o"):
        page.keyboard.press(key)
    page.wait_for_url("**/desk/c/EX-1042/**")
    page.goto(f"{HOME}/p/queue")
    expect(page.locator("tr[data-current] .queue__ref")).to_have_text("EX-1042")


def test_a_forbidden_act_answers_its_key_with_the_reason(site: Site) -> None:
    page = site.open("case-closed")
    page.keyboard.press("e")
    expect(page.get_by_text("Only an open case can be escalated.")).to_be_visible()


def test_g_then_a_letter_goes_and_t_then_a_letter_paints(site: Site) -> None:
    page = site.open("queue")
    page.keyboard.press("t")
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "theme=dark" in page.evaluate("document.cookie")
    page.keyboard.press("g")
    with page.expect_request("**/desk/q/unassigned/"):
        page.keyboard.press("u")


# --- reply, note, drafts ---------------------------------------------------------------


def test_reply_and_note_are_two_boxes_with_their_own_texts(site: Site) -> None:
    page = site.open("case")
    page.keyboard.press("r")
    page.keyboard.type("for Anna")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#reply")).to_be_hidden()
    page.keyboard.type("for the team")
    expect(page.locator("#note-body")).to_have_value("for the team")
    expect(page.locator("#reply-body")).to_have_value("for Anna")
    styles = [
        page.locator(box).evaluate("e => getComputedStyle(e).borderTopStyle")
        for box in ("#reply", "#note")
    ]
    assert styles == ["solid", "dashed"]


def test_a_draft_is_kept_here_at_once_and_on_the_server_soon(site: Site) -> None:
    site.answers[f"{CASE}draft/"] = lambda route: route.fulfill(
        body='{"saved_at": "12:15"}', content_type="application/json"
    )
    page = site.open("case", clock=NOW)
    page.keyboard.press("r")
    page.keyboard.type("half a sentence")
    page.clock.run_for(350)
    assert "half a sentence" in page.evaluate("localStorage.getItem('d:EX-1039:reply')")
    assert not site.asked
    page.clock.run_for(2000)
    expect(page.locator("#reply [data-draft-status]")).to_have_text("Draft saved at 12:15")
    sent = site.asked[0].post_data or ""
    assert "half a sentence" in sent
    assert "reply" in sent


def test_a_text_survives_a_reload_until_the_server_says_sent(site: Site) -> None:
    page = site.open("case")
    page.keyboard.press("r")
    page.keyboard.type("not lost")
    page.reload()
    expect(page.locator("#reply-body")).to_have_value("not lost")
    page.goto(f"{HOME}/p/case-undo")
    assert page.evaluate("localStorage.getItem('d:EX-1039:reply')") is None


def test_a_session_that_ended_is_said_and_the_text_kept(site: Site) -> None:
    site.answers[f"{CASE}draft/"] = lambda route: route.fulfill(status=403)
    page = site.open("case", clock=NOW)
    page.keyboard.press("r")
    page.keyboard.type("still here")
    page.clock.run_for(2500)
    expect(page.locator("#reply [data-draft-status]")).to_contain_text("You are signed out")
    expect(page.locator("#reply-body")).to_have_value("still here")


def test_ctrl_enter_sends_what_is_open_once(site: Site) -> None:
    page = site.open("case")
    page.keyboard.press("r")
    page.keyboard.type("done")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply [data-send]")).to_have_text("Sending…")
    assert [one.method for one in site.asked if one.url.endswith("/reply/")] == ["POST"]


def test_a_conflict_is_read_first_and_leaves_the_text(site: Site) -> None:
    page = site.open("case-conflict")
    expect(page.locator("#reply [role=alert]")).to_be_focused()
    expect(page.locator("#reply-body")).to_have_value(TEXT)
    with page.expect_request(f"**{CASE}reply/") as asked:
        page.get_by_role("button", name="Send it anyway").click()
    assert 'name="anyway"' in (asked.value.post_data or "")


# --- sheets ----------------------------------------------------------------------------


def test_an_act_opens_over_the_case_and_gives_the_focus_back(site: Site) -> None:
    page = site.open("case")
    page.keyboard.press("p")
    expect(page.locator("#sheet #panel-title")).to_have_text("Change the priority")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.key") == "KeyP"


def test_a_page_without_a_panel_is_gone_to(site: Site) -> None:
    site.answers[f"{CASE}escalate/"] = lambda route: site.page(route, "sign-in")
    page = site.open("case")
    page.keyboard.press("e")
    page.wait_for_url(f"**{CASE}escalate/")
    expect(page.get_by_role("heading", name="Sign in to the desk")).to_be_visible()


# --- clocks ----------------------------------------------------------------------------


def test_a_clock_counts_down_and_says_when_its_state_changes(site: Site) -> None:
    page = site.open("case", clock=NOW)
    clock = page.locator("#clocks .clock").first
    expect(clock.locator(".clock__left")).to_have_text("48m")
    page.clock.run_for("34:00")
    expect(clock).to_have_attribute("data-state", "critical")
    expect(clock.locator(".clock__word")).to_have_text("act now")
    expect(page.locator("#live")).to_contain_text("Next update: act now")
    page.clock.run_for("20:00")
    expect(clock).to_have_attribute("data-state", "breached")
    expect(clock.locator(".clock__left")).to_contain_text("+")
    expect(page.locator("#live-alert")).to_contain_text("missed")


def test_a_clock_that_stands_still_is_left_alone(site: Site) -> None:
    page = site.open("case", clock=NOW)
    page.locator("#clocks .clock").first.evaluate("e => e.setAttribute('data-still', '')")
    page.clock.run_for("40:00")
    expect(page.locator("#clocks .clock__left").first).to_have_text("48m")


@pytest.mark.parametrize("total", [10, 60, 240, 5760])
def test_script_and_server_agree_on_the_state_of_a_clock(site: Site, total: int) -> None:
    page = site.open("case", clock=NOW)
    clock = page.locator("#clocks .clock").first
    for left in (total, total * 0.26, total * 0.24, total * 0.11, total * 0.09, 16, 14, 0.5, -3):
        clock.evaluate(
            """(e, [left, total]) => {
                 Object.assign(e.dataset, {left, total, state: ''}); desk.tick(); }""",
            [left * 60 + 0.9, total * 60],
        )
        expected = state_of(timedelta(minutes=left, seconds=0.9), timedelta(minutes=total))
        assert clock.get_attribute("data-state") == expected, (left, total)


# --- the pulse -------------------------------------------------------------------------


def test_news_of_a_case_come_in_above_an_untouched_text(site: Site) -> None:
    pulse(
        site, {"seq": 813, "case": {"new": 1}, "counts": {"my_work": 8}, "presence": "Pavel reads"}
    )
    page = site.open("case", clock=NOW)
    page.evaluate("document.querySelector('#timeline .entry').remove()")
    page.keyboard.press("r")
    page.keyboard.type("going on")
    page.clock.run_for(5100)
    expect(page.locator("#timeline .entry").first).to_contain_text("HOSTID_MISMATCH")
    expect(page.locator("[data-count=my_work]")).to_have_text("8")
    expect(page.locator("#presence")).to_contain_text("Pavel reads")
    expect(page.locator("#newer")).to_be_visible()
    expect(page.locator("#reply-body")).to_have_value("going on")
    expect(page.locator("#reply-body")).to_be_focused()
    assert any("at=write" in one.url for one in site.asked)


def test_a_ticked_row_is_never_changed_under_the_hand(site: Site) -> None:
    pulse(site, {"seq": 813, "list": {"new": 0, "changed": ["EX-1042", "EX-1047"]}})
    page = site.open("queue", clock=NOW)
    for ref in ("EX-1042", "EX-1047"):
        page.locator(f"#row-{ref} .queue__status").evaluate("e => { e.textContent = 'old'; }")
    page.locator("#row-EX-1042 [data-tick]").check()
    page.clock.run_for(5100)
    expect(page.locator("#row-EX-1047 .queue__status")).to_have_text("Active")
    expect(page.locator("#row-EX-1042 .queue__status")).to_have_text("old")
    expect(page.locator("#newer")).to_be_visible()


def test_a_lost_connection_is_said_after_two_failures_and_taken_back(site: Site) -> None:
    pulse(site, None, False, False)
    page = site.open("case", clock=NOW)
    beat(page, "requestfinished")
    beat(page, "requestfailed")
    expect(page.locator("#offline")).to_be_hidden()
    beat(page, "requestfailed")
    expect(page.locator("#offline")).to_contain_text("Connection lost")
    beat(page, "requestfinished")
    expect(page.locator("#offline")).to_be_hidden()


def test_undo_counts_down_and_goes(site: Site) -> None:
    page = site.open("case-undo", clock=NOW)
    expect(page.locator("[data-toast] [data-left]")).to_have_text("10")
    page.clock.run_for(4000)
    expect(page.locator("[data-toast] [data-left]")).to_have_text("6")
    page.clock.run_for(7000)
    expect(page.locator("[data-toast]")).to_have_count(0)


# --- without scripts -------------------------------------------------------------------


def test_without_scripts_a_reply_is_opened_by_a_link_and_posted(site: Site) -> None:
    page = site.open("case", java_script_enabled=False)
    assert page.locator("#openers a").first.get_attribute("href") == "?compose=reply#reply"
    page.goto(f"{HOME}/p/case-reply")
    with page.expect_request(f"**{CASE}reply/") as asked:
        page.get_by_role("button", name="Send reply to Anna").click()
    assert asked.value.method == "POST"
    assert "the old host id" in (asked.value.post_data or "")


def test_without_scripts_nothing_shows_that_needs_them(site: Site) -> None:
    page = site.open("queue", java_script_enabled=False)
    expect(page.get_by_role("button", name="Keys")).to_have_count(0)
    expect(page.get_by_role("button", name="Assign")).to_be_visible()
    page.locator("[data-tick]").first.check()
    with page.expect_request("**/desk/bulk/") as asked:
        page.get_by_role("button", name="Assign").click()
    assert "ref=EX-1051" in (asked.value.post_data or "")


def test_without_scripts_an_act_is_a_page_of_its_own(site: Site) -> None:
    page = site.open("case", java_script_enabled=False)
    page.get_by_role("link", name="Escalate…", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Escalate EX-1039")


# --- on a phone ------------------------------------------------------------------------


def test_the_rail_shows_the_entry_of_the_page_and_the_focused_one(site: Site) -> None:
    page = site.open("held", viewport={"width": 320, "height": 700})
    current = page.locator(".nav [aria-current]")
    expect(current).to_contain_text("Held mail")
    assert current.evaluate("e => e.getBoundingClientRect().right <= innerWidth")
    first = page.locator(".nav__item").first
    first.focus()
    assert first.evaluate("e => e.getBoundingClientRect().left >= 0")
