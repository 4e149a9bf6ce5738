"""What each charter asks of its customers stands on their pages, and with the case for the desk."""

import pytest
from django.test import Client

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Message
from charterdesk.customers.models import Contact
from tests.apps.cast import ada, cleo
from tests.faces.portal_scene import asked_through, browser, contract, only_case, served
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Till two is slow", "text": "Since this morning, at the third screen."}


def said(visit: Visit, **answers: str) -> str:
    """The text of the case once these answers are sent."""
    visit.fill(asked_through(visit, **WORDS, **answers).url, "/send/")
    return Message.objects.get(case=only_case()).text


def desk_of(person: Person) -> Visit:
    """A browser of the desk."""
    client = Client()
    client.force_login(person)
    return Visit(client)


def russian() -> Contact:
    found = cleo()
    found.language = "ru"
    found.save()
    return found


def test_bicom_is_told_the_product_and_asks_for_a_clear_description() -> None:
    """R-BIC-9, R-BIC-42."""
    served("bicom")
    contract("support", "bicom")
    visit = browser()
    details = asked_through(
        visit, upto="details", **WORDS, product="PBXware", priority="standard"
    )  # fmt: skip
    assert details.says("What did you do, what did you expect, what came instead?")
    empty = visit.post(details.url, text="")
    assert empty.status == 422
    text = said(visit, product="PBXware", priority="standard")
    assert "PBXware" in text
    assert WORDS["text"] in text


def test_roxen_is_told_how_to_call_back_and_how_severe_it_is() -> None:
    """R-ROX-19."""
    served("roxen")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS, priority="critical")
    assert details.says("Phone number")
    text = said(visit, priority="critical", asked_0="+46 8 555 01 77")
    assert "+46 8 555 01 77" in text
    assert only_case().priority == "critical"


def test_terrasoft_is_told_the_kind_and_the_type_and_refuses_an_empty_description() -> None:
    """R-TER-8, R-TER-10, R-TER-12."""
    served("terrasoft")
    contract("paid", "terrasoft", "gold")
    visit = browser(russian())
    first = visit.get("/open/")
    assert first.says("problem", "consultation", "remote set-up")
    assert first.says("failure cause analysis", "consultation on use")
    answers = {"kind": "problem", "type": "failure cause analysis", "axis_0": "stopped"}
    details = asked_through(visit, upto="details", **WORDS, **answers)
    assert visit.post(details.url, text="").status == 422
    said(visit, **answers)
    page = desk_of(ada()).get(f"/desk/c/{only_case().number}/")
    assert page.says("problem", "failure cause analysis", "stopped")
