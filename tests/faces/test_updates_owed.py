"""An update that a customer was told to expect is red where people look once it is late."""

import re
from datetime import timedelta

from charterdesk.cases.commands import Form, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.desk import presence
from charterdesk.incidents.models import NextUpdate
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, owned
from tests.faces.test_incident import escalated
from tests.faces.test_wall import hung, looked, tile
from tests.faces.visiting import Visit

MINUTES = timedelta(minutes=1)


def overdue() -> Case:
    """The customer of an escalated case was told to hear again ten minutes ago."""
    case, at = escalated(), now()
    NextUpdate.objects.create(
        case=case, by=ada(), said_at=at - 40 * MINUTES, next_at=at - 10 * MINUTES
    )
    return case


def clock_of(text: str) -> str:
    found = re.search(r'data-state="(\w+)"(?:(?!data-state).)*?Next update, as we said', text, re.S)
    return found[1] if found else ""


def test_it_is_red_on_the_page_of_the_incident_and_in_the_list_until_somebody_writes(
    visit: Visit,
) -> None:
    case = overdue()
    pages = ["/desk/q/escalated/", f"/desk/c/{case.number}/incident/"]
    assert [clock_of(visit.get(page).text) for page in pages] == ["breached", "breached"]
    written, form = Written(text="Up again."), Form(key="k")
    send_reply(case=case, written=written, by=ben(), at=now(), form=form)
    assert [clock_of(visit.get(page).text) for page in pages] == ["", ""]


def test_it_counts_as_missed_on_the_wall(visit: Visit) -> None:
    case = overdue()
    told = tile(looked(visit, hung()), "missed")
    assert told.startswith(f"Missed 1 {case.number}")
    assert "10m late" in told


def test_who_writes_to_a_case_is_named_in_its_row(visit: Visit) -> None:
    case, other = owned(case_of("roxen"), ada()), owned(case_of(subject="Other"), ada())
    presence.beat(case.number, ben(), "write", now())
    presence.beat(other.number, ben(), "view", now())
    page = visit.get("/desk/")
    assert page.text.count("Ben Dahl is writing") == 1
    presence.beat(case.number, ben(), "away", now())
    assert not visit.get("/desk/").says("is writing")
