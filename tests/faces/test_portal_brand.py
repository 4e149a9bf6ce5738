"""The public face: name, colour and logo of the operator's, what robots may read, old addresses."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from charterdesk.look import assets
from charterdesk.look.branding import brand_css
from tests.faces.portal_scene import browser, served

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(settings: Settings) -> None:
    settings.DEBUG = True


def test_the_name_stands_on_every_page_and_in_its_title(client: Client, settings: Settings) -> None:
    settings.BRAND = "Harbour & Sons"
    page = client.get("/").content.decode()
    assert page.count("Harbour &amp; Sons") == 2


def test_a_colour_is_the_accent_of_light_and_dark_pages(settings: Settings) -> None:
    settings.BRAND_COLOUR = "#7a1f5c"
    assert b"--accent:light-dark(#7a1f5c,#" in brand_css()


def test_without_a_colour_the_desks_own_stays(settings: Settings) -> None:
    settings.BRAND_COLOUR = ""
    assert brand_css() == b""


def test_a_logo_is_served_as_a_picture(client: Client, settings: Settings, tmp_path: Path) -> None:
    logo = tmp_path / "ours.PNG"
    logo.write_bytes(b"\x89PNG")
    settings.BRAND_LOGO = str(logo)
    assert "logo.png" in client.get("/").content.decode()
    answer = client.get(assets.asset("logo.png"))
    assert (answer["Content-Type"], answer.content) == ("image/png", b"\x89PNG")


def test_robots_read_what_is_for_everybody_only(client: Client) -> None:
    rules = client.get("/robots.txt").content.decode()
    assert "Disallow: /cases/" in rules
    assert "Disallow: /t/" in rules
    assert "/charters/" not in rules


def test_the_old_address_of_the_icon_leads_to_it(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("favicon.svg")


def test_the_language_is_changed_on_any_page_and_kept(client: Client) -> None:
    answer = client.post("/language/", {"language": "ru", "next": "/in/"})
    assert answer["Location"] == "/in/"
    page = client.get("/in/").content.decode()
    assert 'lang="ru"' in page
    assert "Войти по почте" in page


def test_a_language_that_there_is_not_changes_nothing(client: Client) -> None:
    client.post("/language/", {"language": "xx", "next": "//evil.example/"})
    assert 'lang="en"' in client.get("/in/").content.decode()


@pytest.mark.parametrize(
    ("url", "place"), [("/status/", "/status/"), ("/charters/roxen/", "/charters/")]
)
def test_what_all_may_read_has_the_brand_and_the_way_round(
    settings: Settings, url: str, place: str
) -> None:
    settings.BRAND = "Nine Bells Help"
    served("roxen")
    page = Client().get(url).content.decode()
    assert re.search(r'class="porch__name" href="/">\s*Nine Bells Help', page)
    assert f'href="{place}" aria-current="page"' in page
    assert 'href="/kb/"' in page


def test_a_guest_who_reads_a_charter_stays_signed_in() -> None:
    served("roxen")
    assert browser().get("/charters/roxen/").says("Cleo Lind", "Sign out", 'href="/cases/"')
