"""A script that sends a form is told where the page goes on; everybody else is led there."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from charterdesk.project.onward import telling_onward

CARRIED = {"X-Carried": "yes"}


def led(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/cases/RX1001/#write")


def test_a_script_is_told_the_address_instead_of_being_led_there() -> None:
    answer = telling_onward(led)(RequestFactory().post("/", headers=CARRIED))
    assert (answer.status_code, answer["X-Onward"]) == (204, "/cases/RX1001/#write")
    assert "Location" not in answer.headers


@pytest.mark.parametrize(("verb", "headers"), [("post", {}), ("get", CARRIED)])
def test_a_browser_is_led_on_as_ever(verb: str, headers: dict[str, str]) -> None:
    answer = telling_onward(led)(RequestFactory().generic(verb.upper(), "/", headers=headers))
    assert (answer.status_code, answer["Location"]) == (302, "/cases/RX1001/#write")


def test_a_page_that_is_drawn_anew_comes_as_it_is() -> None:
    drawn = telling_onward(lambda _request: HttpResponse("No.", status=422))
    answer = drawn(RequestFactory().post("/", headers=CARRIED))
    assert (answer.status_code, answer.content) == (422, b"No.")
