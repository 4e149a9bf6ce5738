"""Every page of a customer as ux.md 2.9 wants it: axe, long words, fingers, paper, contrast."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.apps.cast import cleo
from tests.apps.knowledge.library import article
from tests.browser.axe import geometry
from tests.browser.desk_site import NAME, Desk
from tests.browser.test_desk_stands import EVERY, faults_of
from tests.browser.test_look_stands import _LONGER as LONGER
from tests.browser.test_look_stands import _SPACED as SPACED
from tests.faces.guests import client_of
from tests.faces.portal_scene import answer_to, asked_through, browser, case_under
from tests.faces.test_permitting import asked_by_cleo, path_of, question
from tests.faces.test_portal_belongings import thing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
# What a finger has to hit alone; a link within a sentence, and a box with a label, need not.
_SMALL = """() => [...document.querySelectorAll(
  'button, .btn, select, textarea, input[type=text], input[type=email], input[type=search]')]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
  .map((e) => `${Math.round(e.getBoundingClientRect().height)} px: ${e.outerHTML.slice(0, 100)}`)"""


@pytest.fixture
def site(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The portal, served."""
    settings.DATA = tmp_path
    served_at = Desk(chromium, live_server)
    yield served_at
    served_at.leave()


def pages() -> list[str]:
    """The addresses of every kind of page, each with something on it."""
    case = case_under("corner")
    thing("POS-2", product="Till 9", place="A-counter-with-a-very-long-name-" * 3)
    answer_to(case)
    details = asked_through(browser(), subject="Till two", text="Slow.", kind="problem").url
    text = article("Till two is slow", "Pull the plug. " * 20)
    begun = details.rsplit("/", 2)[0]
    on_case = [f"/cases/{case.number}/{name}" for name in ("", "why/response/", "escalate/")]
    public = ["/in/", "/kb/", "/kb/?q=till", text.article.get_absolute_url(), "/charters/"]
    opening = ["/open/", *(f"{begun}/{name}/" for name in ("what", "details", "send"))]
    return ["/", "/cases/", *on_case, *public, *opening]


def as_cleo(site: Desk, **options: Any) -> Page:
    page = site.sit(**options)
    session = client_of(cleo()).cookies[NAME].value
    page.context.add_cookies([{"name": NAME, "value": session, "url": site.url}])
    return page


def test_no_page_of_a_customer_has_a_fault_in_any_way(site: Desk) -> None:
    found: dict[str, list[str]] = {}
    addresses = pages()
    page = as_cleo(site)
    for path in addresses:
        page.goto(path)
        found[path] = faults_of(page, EVERY[2:])
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_texts_longer_by_half_and_spaced_wide_do_not_overflow(site: Desk) -> None:
    found: dict[str, list[str]] = {}
    addresses = pages()
    page = as_cleo(site, bypass_csp=True)
    for path in addresses:
        page.goto(path)
        page.evaluate(LONGER)
        page.add_style_tag(content=SPACED)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            found[f"{path} at {width}"] = geometry(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_finger_hits_what_it_means(site: Desk) -> None:
    addresses = pages()
    page = as_cleo(site, viewport=PHONE, has_touch=True, is_mobile=True)
    found: dict[str, list[str]] = {}
    for path in addresses:
        page.goto(path)
        found[path] = page.evaluate(_SMALL)
    assert {path: small for path, small in found.items() if small} == {}


def test_paper_has_the_case_without_the_way_round(site: Desk) -> None:
    addresses = pages()
    page = as_cleo(site)
    page.goto(addresses[2])
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Pull the cable.")).to_be_visible()
    for gone in (".porch", ".foot"):
        assert not page.locator(gone).is_visible()


def test_in_forced_colours_buttons_and_promises_keep_a_frame(site: Desk) -> None:
    addresses = pages()
    page = as_cleo(site, forced_colors="active")
    page.goto(addresses[2])
    for one in (".btn--primary", ".clock"):
        style = page.locator(one).first.evaluate("e => getComputedStyle(e).borderTopStyle")
        assert style == "solid", one


def test_the_question_to_an_authorised_contact_has_no_fault_and_is_answered_in_one_tap(
    site: Desk,
) -> None:
    case = asked_by_cleo("Vera Lind")
    page = site.sit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(path_of(question(case)))
    assert faults_of(page, EVERY[2:]) == []
    page.get_by_role("button", name="Yes, they may ask").tap()
    expect(page.get_by_role("status").first).to_contain_text("Vera Lind said: yes")
