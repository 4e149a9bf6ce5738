"""Pictures in a page stand axe-core and the eye's checks under the real policy."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, Route
from pytest_django import Settings

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.decide import decide
from charterdesk.engine.picture import picture_of_case
from charterdesk.engine.picture.flow import flow_of
from charterdesk.engine.picture.week import week_of
from charterdesk.engine.story.cast import Cast
from charterdesk.look.pictures.case import pictures_svg
from charterdesk.look.pictures.flow import flow_drawn
from charterdesk.look.pictures.week import week_drawn
from tests.browser.axe import geometry, violations
from tests.browser.drawn_site import HOME, POLICY, Site
from tests.look.drawing import templates

pytestmark = pytest.mark.browser
FRIDAY: Final = datetime(2026, 11, 13, 15, 30, tzinfo=UTC)
PAGE: Final = """<!doctype html><html lang="en"><head><title>Pictures</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/assets/x/desk.css">
</head><body><main>
{% from "look/_picture.html" import picture with context %}
{% from "look/_week.html" import week with context %}
{% from "look/_ladder_flow.html" import ladder_flow with context %}
<h1>Pictures</h1>{{ picture(forms) }}{{ week(days, "Hours of the office") }}{{ ladder_flow(steps) }}
</main></body></html>"""


def page_html() -> str:
    """A page with a real case in time, a week and a ladder with the case's position."""
    voxeo, roxen = (read_charter(shipped_text(name), name) for name in ("voxeo", "roxen"))
    cast = Cast(voxeo, {"ceo": ("<b>Ada</b> & Ben",)})
    opened = co.OpenCase(
        channel="ticket", priority="critical", contract="production", asker="x", by="desk"
    )
    case = decide(voxeo, None, opened, FRIDAY, cast).case
    return (
        templates()
        .from_string(PAGE)
        .render(
            forms=pictures_svg(picture_of_case(voxeo, case, FRIDAY, cast)),
            days=week_drawn(week_of(roxen.calendar("office"), FRIDAY, roxen.zone)),
            steps=flow_drawn(flow_of(voxeo.ladders["formal"], case.runs[0]), voxeo.zone),
        )
    )


@pytest.fixture
def page(chromium: Browser, settings: Settings) -> Iterator[Page]:
    """The page in a browser, under the policy that the desk sends."""
    settings.ROOT_URLCONF = "tests.look.addresses"
    site = Site(chromium)

    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": POLICY}
        with translation.override("en"):
            html = page_html()
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    site.answers["/pictures"] = answer
    opened = site.open("403")
    opened.goto(f"{HOME}/pictures")
    yield opened
    site.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_pictures_have_no_fault(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert violations(page) + geometry(page) == []


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide"), (390, "narrow"), (320, "narrow")])
def test_the_form_that_has_room_is_shown(page: Page, width: int, shown: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    pictures = {form: page.locator(f".picture--{form}") for form in ("wide", "narrow")}
    assert [form for form, picture in pictures.items() if picture.is_visible()] == [shown]


def test_the_picture_is_coloured_by_the_stylesheet(page: Page) -> None:
    fill = page.evaluate("getComputedStyle(document.querySelector('.picture__step')).fill")
    assert fill == "rgb(90, 42, 128)"
