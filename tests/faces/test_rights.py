"""Nobody sees or touches a case that is not theirs to see, by any address, with any verb."""

import pytest
from django.urls import get_resolver

from charterdesk.cases.models import Attachment, CaseEvent, Message
from tests.apps.cast import ada, admin
from tests.architecture.test_permissions import patterns
from tests.faces.desk_scene import case_of, eve, owned
from tests.faces.test_files import HTML, LOG
from tests.faces.visiting import Visit

ROUTES = [
    route
    for name, route, _ in patterns(get_resolver())
    if name.startswith("desk:") and "c/<" in route
]


def filled(route: str, number: str) -> str:
    """The route of a case's page with what the case really has."""
    places = {
        "<str:number>": number,
        "<slug:name>": "take",
        "<str:clock>": "response",
        "<int:pk>": str(Attachment.objects.get().pk),
        "<str:ref>": Message.objects.get().ref,
    }
    for place, value in places.items():
        route = route.replace(place, value)
    return f"/{route}"


def test_there_are_addresses_of_cases() -> None:
    assert len(ROUTES) >= 12


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_case_of_others_is_not_there(visit: Visit, route: str, verb: str) -> None:
    case = owned(case_of(html=HTML, files=(LOG,)), ada())
    events = CaseEvent.objects.count()
    visit.as_(eve())
    data = {"body": "x", "mode": "note", "key": "k"}
    url = filled(route, case.number)
    answer = visit.get(url) if verb == "get" else visit.post(url, **data)
    assert answer.status in {404, 405}, answer.url
    assert "Nothing works" not in answer.text
    assert CaseEvent.objects.count() == events


def test_the_owner_sees_a_case_whatever_their_roles(visit: Visit) -> None:
    case = case_of()
    case.owner = eve()
    case.save(update_fields=["owner"])
    assert visit.as_(eve()).get(f"/desk/c/{case.number}/").status == 200


def test_an_administrator_sees_every_case(visit: Visit) -> None:
    assert visit.as_(admin()).get(f"/desk/c/{case_of().number}/").status == 200


def test_a_form_of_somebody_signed_out_leads_back_to_its_page(visit: Visit) -> None:
    case = case_of()
    visit.client.logout()
    page = f"/desk/c/{case.number}/?from=/desk/"
    answer = visit.client.post(
        f"/desk/c/{case.number}/reply/",
        {"body": "x"},
        headers={"referer": f"http://testserver{page}"},
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"next=/desk/c/{case.number}/%3Ffrom%3D/desk/")


def test_a_page_elsewhere_is_not_led_back_to(visit: Visit) -> None:
    visit.client.logout()
    elsewhere = {"referer": "https://evil.example/desk/"}
    answer = visit.client.post("/desk/bulk/", {}, headers=elsewhere)
    assert "evil" not in answer["Location"]
