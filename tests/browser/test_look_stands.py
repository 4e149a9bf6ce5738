"""Every page state stands axe-core and the eye's own checks, in both themes at three widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings

from tests.browser.axe import covered, geometry, violations
from tests.browser.drawn_site import Site
from tests.look.drawing import PAGES

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390, 320)

_LONGER = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const words = node.data.trim();
    if (words && !node.parentElement.closest('script, style, textarea, time, .clock__left, kbd'))
      node.data = node.data.replace(
        words, words + ' ščžéščž'.repeat(Math.ceil(words.length / 20)));
  }
}"""
_SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-block-end: 2em !important }"""


@pytest.fixture
def site(chromium: Browser, settings: Settings) -> Iterator[Site]:
    """The sample pages in a browser."""
    settings.ROOT_URLCONF = "tests.look.addresses"
    opened = Site(chromium)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Site]:
    """One window in which page after page is opened."""
    opened = Site(chromium)
    yield opened
    opened.close()


@pytest.fixture
def pages(window: Site, settings: Settings) -> Iterator[Site]:
    """The sample pages in that window, in English."""
    settings.ROOT_URLCONF = "tests.look.addresses"
    window.language = "en"
    yield window
    window.heard()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_fault_in_either_theme_at_any_width(pages: Site, name: str) -> None:
    page = pages.again(name)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme="light" if theme == "light" else "dark")
            found = violations(page) + geometry(page)
            faults += [f"{width} {theme}: {fault}" for fault in found]
    assert not faults


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_russian_fits_a_phone_and_a_desk(pages: Site, name: str) -> None:
    pages.language = "ru"
    page = pages.again(name)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in geometry(page)]
    assert not faults


@pytest.mark.parametrize("name", PAGES)
def test_the_focus_is_never_covered(pages: Site, name: str) -> None:
    page = pages.again(name)
    faults = covered(page)
    page.set_viewport_size({"width": 390, "height": 700})
    assert not faults + covered(page)


@pytest.mark.parametrize("name", ["queue", "case", "case-reply", "escalate", "new", "people"])
def test_texts_longer_by_half_and_spaced_wide_do_not_overflow(site: Site, name: str) -> None:
    page = site.open(name, bypass_csp=True)
    page.evaluate(_LONGER)
    page.add_style_tag(content=_SPACED)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {fault}" for fault in geometry(page)]
    assert not faults


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_opens_over_a_page_stands_too(site: Site, theme: str) -> None:
    site.answers["/desk/c/EX-1039/escalate/"] = lambda route: site.page(route, "escalate")
    page = site.open("case", color_scheme=theme)
    page.keyboard.press("e")
    page.wait_for_selector("#sheet[open] #panel")
    faults = violations(page) + geometry(page) + covered(page, 12)
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Slash")
    page.wait_for_selector("#keys[open]")
    faults += violations(page) + geometry(page)
    page.keyboard.press("Escape")
    page.get_by_text("More", exact=True).click()
    faults += violations(page) + geometry(page)
    assert not faults


def test_in_forced_colours_a_clock_keeps_its_frame_and_words(site: Site) -> None:
    page = site.open("case", forced_colors="active")
    clock = page.locator(".clock").first
    assert clock.evaluate("e => getComputedStyle(e).borderBlockStartStyle") == "solid"
    assert "due soon" in clock.inner_text()


def test_paper_shows_messages_without_notes_and_navigation(site: Site) -> None:
    page = site.open("case")
    page.emulate_media(media="print")
    assert page.locator(".entry[data-kind=in]").first.is_visible()
    for gone in (".nav", ".top", ".composer", ".entry[data-kind=note]", "#openers"):
        assert not page.locator(gone).first.is_visible(), gone
