"""By the number of an own case nobody reaches what lies on another one, by any address or verb."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import models
from django.urls import get_resolver

from charterdesk.access.models import PortCheck, RemoteView, Secret, System, TakenData, TakenPiece
from charterdesk.accounts.models import Person
from charterdesk.automation.models import Run, RunStep
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.cases.opening import Arrival
from charterdesk.kit.wallclock import now
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from tests.apps.access.systems import secret
from tests.apps.automation.runbook_scene import machine_case, published, started
from tests.apps.cast import ada, admin, ben, charter, cleo, dora
from tests.architecture.test_permissions import patterns
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit

KEPT: tuple[type[models.Model], ...] = (
    System, Secret, PortCheck, RemoteView, TakenData, TakenPiece, Run, RunStep, BugLink,
    TrackerAsk, CaseEvent, Message,
)  # fmt: skip
# What stands in the place of the number behind the case's own, by the part of the route before it.
BELOW = {
    "access/secret/": Secret, "access/": System, "view/": RemoteView, "data/piece/": TakenPiece,
    "data/": TakenData, "runbooks/": Run, "bugs/ask/": TrackerAsk, "bugs/": BugLink,
}  # fmt: skip


def routes() -> Iterator[str]:
    """The addresses of things on a case of the desk's."""
    for name, route, _ in patterns(get_resolver()):
        if name.startswith("desk:") and "c/<str:number>/" in route and "<int:pk>" in route:
            yield route


def theirs() -> Case:
    """Somebody else's case, with one of everything on it."""
    secret()
    case, at = machine_case(), now()
    by = ada()
    shared = {"case": case, "asked_by": by, "asked_at": at, "purpose": "To see"}
    RemoteView.objects.create(act="view the PC", tool="VNC", host="h", minutes=30, **shared)
    data = TakenData.objects.create(
        act="take data", kind="database", delete_on=date(2030, 1, 1), taken_at=at, **shared
    )
    TakenPiece.objects.create(data=data, elsewhere="dump.sql on the test machine")
    started(case, published())
    bug = TrackedBug.objects.create(tracker="bugs", number="7")
    BugLink.objects.create(bug=bug, case=case, label="bugs#7", at=at)
    TrackerAsk.objects.create(
        key="theirs", kind="raise", tracker="bugs", case=case, asked_at=at, due_at=at
    )
    return case


def own(person: Person) -> Case:
    """A case of another customer's that the person owns, and nothing more."""
    contact = dora()
    arrival = Arrival(
        charter=charter("roxen", at=now()), contact=contact, organisation=contact.organisation
    )
    case = case_of(subject="Mine", arrival=arrival)
    Case.objects.filter(pk=case.pk).update(owner=person)
    return case


def stored() -> list[object]:
    """All of it, as it lies there."""
    return [list(model._default_manager.order_by("pk").values()) for model in KEPT]


def reached(route: str, number: str) -> str:
    """The address under that number with what lies on the other case."""
    part = route.partition("<str:number>/")[2].partition("<int:pk>")[0]
    model = BELOW.get(part)
    pk = model._default_manager.latest("pk").pk if model else Message.objects.earliest("pk").pk
    path = route.replace("<str:number>", number).replace("<int:pk>", str(pk))
    return "/" + path.replace("<slug:what>", "approve")


def test_the_addresses_of_things_on_cases_are_known() -> None:
    parts = {route.partition("<str:number>/")[2].partition("<int:pk>")[0] for route in routes()}
    assert set(BELOW) <= parts
    assert parts - set(BELOW) <= {"file/"}, "say in BELOW what these numbers are of"


@pytest.mark.parametrize("whose", [ada, eve, ben, admin])
def test_nothing_on_another_customers_case_is_reached_by_an_own_number(
    visit: Visit, whose: Callable[[], Person]
) -> None:
    theirs()
    person = whose()
    mine = own(person)
    visit.as_(person)
    before = stored()
    answers = {
        (verb, url): getattr(visit, verb)(url).status
        for route in routes()
        for url in (reached(route, mine.number),)
        for verb in ("get", "post")
    }
    assert set(answers.values()) <= {404, 405}, answers
    assert stored() == before


def test_a_case_out_of_sight_is_neither_read_nor_changed_with_what_is_on_it(visit: Visit) -> None:
    case = theirs()
    visit.as_(eve())
    before = stored()
    answers = {
        (verb, url): getattr(visit, verb)(url).status
        for route in routes()
        for url in (reached(route, case.number),)
        for verb in ("get", "post")
    }
    assert set(answers.values()) <= {404, 405}, answers
    assert stored() == before
    assert cleo().organisation == case.organisation
