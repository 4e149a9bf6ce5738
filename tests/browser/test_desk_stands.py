"""The desk's own pages, with real cases on them, stand axe-core and the eye's checks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import add_note, escalate_case
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case
from charterdesk.customers.commands import add_contract
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben, charter, organisation
from tests.browser.axe import covered, geometry, violations
from tests.browser.desk_site import Desk
from tests.faces.desk_scene import case_of, cleo_writes, owned, replied, staffed
from tests.faces.test_escalating import production_case

pytestmark = pytest.mark.browser
Ways = tuple[tuple[int, str], ...]
WIDTHS = (1280, 390, 320)
EVERY: Ways = tuple((width, theme) for width in WIDTHS for theme in ("light", "dark"))
# The look's own tests draw every page in every way; here the values are real.
EXTREMES: Ways = ((1280, "dark"), (320, "light"))
LOG = File(name="licence-server.log", content_type="text/plain", content=b"0" * 2000)


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk, with files in a directory of its own."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def busy_case() -> Case:
    """A case with everything on it: messages, a note, a file, a ladder that runs."""
    case = production_case()
    owned(case, ada())
    replied(case, ada(), "We look at it: https://status.example/chicago\n\nAda")
    add_note(case=case, written=Written(text="Same as last week."), by=ben(), at=now())
    escalate_case(case=case, by=ada(), at=now(), reason="All lines are dead.")
    return cleo_writes(case, "Any news? " * 30)


def busy_queue() -> None:
    """Rows in every state."""
    arrival = staffed("roxen")
    for minutes_ago in (5, 50, 57, 90):
        case_of(
            subject=f"Fire of {minutes_ago} min, which nobody could have foreseen",
            priority="critical", minutes_ago=minutes_ago, arrival=arrival, files=(LOG,),
        )  # fmt: skip
    owned(case_of(subject="Wish", priority="low", arrival=arrival), ada())


def faults_of(page: Page, ways: Ways = EXTREMES) -> list[str]:
    """What is wrong with the page at these widths and themes, and on the way of the Tab key."""
    faults = []
    for width, theme in ways:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light" if theme == "light" else "dark")
        faults += [f"{width} {theme}: {one}" for one in violations(page) + geometry(page)]
    page.set_viewport_size({"width": 1280, "height": 800})
    return faults + covered(page)


@pytest.mark.parametrize(
    ("path", "ways"),
    [
        ("/desk/q/open/", EVERY), ("/desk/new/", EVERY), ("/desk/", EXTREMES),
        ("/desk/people/", EXTREMES), ("/desk/me/", EXTREMES), ("/desk/orgs/", EXTREMES),
    ],
)  # fmt: skip
def test_a_list_or_form_has_no_fault(desk: Desk, path: str, ways: Ways) -> None:
    busy_queue()
    page = desk.sit(ben())
    page.goto(path)
    assert faults_of(page, ways) == []


def test_a_customer_has_no_fault(desk: Desk) -> None:
    busy_queue()
    charter("terrasoft", at=now())
    granted(
        add_contract(
            organisation=organisation(), charter="terrasoft", name="paid", level="gold",
            number="S-7", valid_since=date(2026, 1, 1), by=DESK, at=now(),
        )
    )  # fmt: skip
    page = desk.sit(ben())
    page.goto(f"/desk/orgs/{organisation().pk}/")
    page.get_by_text("Change Cleo Lind").click()
    assert faults_of(page, EVERY) == []


@pytest.mark.parametrize(
    ("path", "ways"),
    [
        ("", EVERY), ("escalate/", EVERY), ("clock/update/why/", EVERY),
        ("?compose=reply", EXTREMES), ("?compose=note", EXTREMES), ("propose-close/", EXTREMES),
        ("merge/", EXTREMES), ("act/priority/", EXTREMES), ("act/de-escalate/", EXTREMES),
    ],
)  # fmt: skip
def test_a_page_of_a_case_has_no_fault(desk: Desk, path: str, ways: Ways) -> None:
    case = busy_case()
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/{path}")
    assert faults_of(page, ways) == []


@pytest.mark.parametrize("path", ["", "escalate/", "propose-close/"])
def test_a_case_in_russian_fits_every_width(desk: Desk, path: str) -> None:
    case = case_of("terrasoft", subject="Сумма в счёте округляется дважды и расходится на копейку")
    person = ada()
    person.language = "ru"
    person.save(update_fields=["language"])
    page = desk.sit(person)
    page.goto(f"/desk/c/{case.number}/{path}")
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {one}" for one in geometry(page) + cut_off_menus(page)]
    assert faults == []


def test_a_list_in_russian_has_its_menus_in_sight_and_its_rail_within_reach(desk: Desk) -> None:
    arrival = staffed("roxen")
    for number in range(20):
        case_of(subject=f"Дело {number}", arrival=arrival)
    person = ada()
    person.language = "ru"
    person.save(update_fields=["language"])
    page = desk.sit(person)
    page.goto("/desk/q/open/")
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 480})
        faults += [f"{width}: {one}" for one in covered(page) + cut_off_menus(page)]
    assert faults == []


def cut_off_menus(page: Page) -> list[str]:
    """Menus that stand out of the window on a side when they are open."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('details[data-menu]')].flatMap((menu) => {
                 menu.open = true;
                 const { left, right } = menu.querySelector('.menu__body').getBoundingClientRect();
                 menu.open = false;
                 return left < 0 || right > innerWidth + 1 ? [menu.className] : [];
               })"""
        )
    )


def test_a_refused_form_has_no_fault(desk: Desk) -> None:
    case = case_of("bicom")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/propose-close/")
    page.get_by_label("not possible").check()
    page.get_by_role("button", name="Propose to close").click()
    page.locator(".banner[data-kind=refused]").wait_for()
    assert faults_of(page) == []
