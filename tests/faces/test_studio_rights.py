"""Nobody but an administrator changes a charter, by any address of the studio, with any verb."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.charters.commands import start_draft
from charterdesk.charters.shipped import shipped_text
from charterdesk.kit.wallclock import now
from charterdesk.worker.commands import ask_job
from tests.apps.cast import ada, admin, ben, charter
from tests.architecture.test_permissions import patterns
from tests.faces.visiting import Visit

ROUTES = [route for name, route, _ in patterns(get_resolver()) if name.startswith("studio:")]
PLACES = {
    "<str:name>": "roxen",
    "<str:key>": "v1",
    "<int:version>": "1",
    "<slug:act>": "step-out",
    "<slug:what>": "timing",
    "<path:address>": "support@roxen.example",
}
TYPED = {
    "text": "charter: theirs", "seen": "1", "act": "approve", "reason": "no", "want": "on",
    "name": "theirs", "start": "now", "cases": "move", "of": "v1", "which": "attention",
    "source": "history", "days": "90", "runs": "1", "at_once": "1 min", "warn": "1%",
}  # fmt: skip


def url_of(route: str, job: int) -> str:
    """The route of the studio with what is there."""
    for place, value in {**PLACES, "<int:pk>": str(job)}.items():
        route = route.replace(place, value)
    return f"/{route}"


def stored() -> list[dict[str, Any]]:
    """Every row of the charters and the jobs."""
    models: list[type[Model]] = [
        *apps.get_app_config("charters").get_models(), *apps.get_app_config("worker").get_models()
    ]  # fmt: skip
    return [row for model in models for row in model._default_manager.order_by("pk").values()]


@pytest.fixture
def job() -> int:
    """A draft of roxen, and a job of the administrator's."""
    charter("roxen")
    text = shipped_text("roxen")
    granted(start_draft(name="roxen", text=text, by=admin(), at=now()))
    asked = ask_job(kind="simulate", title="Theirs", arguments={"charter": "roxen"}, payload=b"",
                    by=admin(), at=now())  # fmt: skip
    return asked.pk


def test_there_are_addresses_of_the_studio() -> None:
    assert len(ROUTES) >= 20
    assert not [url for route in ROUTES if "<" in (url := url_of(route, 1))]


@pytest.mark.parametrize("who", [ada, ben])
@pytest.mark.parametrize("route", ROUTES)
def test_whoever_is_no_administrator_reads_at_most(
    visit: Visit, job: int, route: str, who: Any
) -> None:
    visit.as_(who())
    before, url = stored(), url_of(route, job)
    page = visit.get(url)
    assert page.status in {200, 302, 403, 404, 405}, page.text
    assert not page.says("Theirs")
    assert visit.post(url, **TYPED).status in {403, 404, 405}
    assert stored() == before


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_closed_account_comes_no_further_than_the_sign_in(
    visit: Visit, job: int, route: str, verb: str
) -> None:
    visit.as_(admin())
    Person.objects.filter(pk=admin().pk).update(is_active=False)
    before, url = stored(), url_of(route, job)
    answer = visit.client.get(url) if verb == "get" else visit.client.post(url, TYPED)
    assert answer.status_code in {302, 405}
    assert answer.headers.get("Location", "/sign-in/").startswith("/sign-in/")
    assert stored() == before
