"""The knowledge in a real browser: its pages stand axe-core and work without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.models import Person
from charterdesk.knowledge.models import State
from tests.apps.cast import ben
from tests.apps.knowledge.library import article
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, EXTREMES, faults_of
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.browser
BODY = """# Recording a greeting

Dial `*401` and **speak** after the tone.

| key | does |
| --- | --- |
| 1 | plays it |
| 2 | keeps_a_very_long_word_that_must_not_push_the_page_to_the_side |

## Playing it

```
*402 and a line that is longer than a telephone is wide, so that it has to break
```
"""


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk, with files in a directory of its own."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def written() -> Person:
    """Two articles, one of them shown to everybody; gives the lead."""
    article("Greetings", BODY)
    article("Greetings at night", "Only a draft.", state=State.DRAFT)
    return ben()


@pytest.mark.parametrize(
    "path",
    [
        "/desk/kb/",
        "/desk/kb/greetings/?lang=en",
        "/desk/kb/greetings/edit/?lang=en",
        "/desk/kb/greetings/history/?lang=en",
        "/desk/search/?q=greetings&in=articles",
        "/kb/?q=greetings",
        "/kb/greetings/",
    ],
)
def test_a_page_has_no_fault(desk: Desk, path: str) -> None:
    page = desk.sit(written())
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert faults_of(page, EVERY if path == "/kb/greetings/" else EXTREMES) == []


def test_articles_like_a_case_stand_beside_it(desk: Desk) -> None:
    person = written()
    case = case_of(subject="Recording greetings")
    page = desk.sit(person)
    page.goto(f"/desk/c/{case.number}/")
    expect(page.locator("#rail").get_by_role("link", name="Greetings", exact=True)).to_be_visible()
    page.goto(f"/desk/c/{case.number}/article/")
    page.get_by_label("Greetings", exact=False).first.check()
    page.get_by_role("button", name="Link it", exact=True).click()
    expect(page.get_by_text("The article is linked to the case")).to_be_visible()


def test_an_article_is_written_with_a_pasted_picture(desk: Desk) -> None:
    page = desk.sit(written())
    page.goto("/desk/kb/greetings/edit/?lang=en")
    page.locator("textarea[name=body]").evaluate(
        """area => {
            const data = new DataTransfer();
            const bytes = new Uint8Array([0x89, 80, 78, 71, 13, 10, 26, 10, 0, 0]);
            data.items.add(new File([bytes], "screen.png", {type: "image/png"}));
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    expect(page.locator("textarea[name=body]")).to_have_value(
        re.compile(r"!\[screen\]\(/kb/picture/[0-9a-f]+/\)")
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It is saved.")).to_be_visible()
