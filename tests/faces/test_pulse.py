"""The pulse: one query while nothing changed, what changed when it did, and who else is here."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import CaseEvent
from charterdesk.desk import presence
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import ago, case_of, cleo_writes, eve, owned
from tests.faces.visiting import Visit


def newest() -> int:
    """The newest event of the desk."""
    return CaseEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]


def news(visit: Visit, **query: object) -> Any:
    """What the pulse tells; None for 204."""
    said = "&".join(f"{name}={value}" for name, value in query.items())
    answer = visit.get(f"/desk/pulse?{said}")
    return json.loads(answer.text) if answer.status == 200 else None


def test_nothing_new_is_204_and_one_query(visit: Visit) -> None:
    case_of()
    visit.get("/desk/")
    since = newest()
    with CaptureQueriesContext(connection) as asked:
        answer = visit.get(f"/desk/pulse?since={since}")
    assert (answer.status, len(asked)) == (204, 1)


def test_a_page_names_the_event_that_it_was_drawn_at(visit: Visit) -> None:
    case_of()
    assert visit.get("/desk/").says(f'data-seq="{newest()}"')


def test_changes_are_told_with_the_counts(visit: Visit) -> None:
    case = owned(case_of(), ada())
    since = newest()
    cleo_writes(case)
    told = news(visit, since=since, case=case.number, list="my_work")
    assert told["seq"] == newest()
    assert told["counts"]["my_work"] == 1
    assert told["list"] == {"changed": [case.number]}
    assert "case" in told


def test_a_change_of_another_case_is_no_news_of_this_one(visit: Visit) -> None:
    mine, other = case_of(), case_of(subject="Other")
    since = newest()
    cleo_writes(other)
    told = news(visit, since=since, case=mine.number)
    assert told is None or "case" not in told


def test_cases_that_one_may_not_see_are_no_news(visit: Visit) -> None:
    case = case_of()
    told = news(visit.as_(eve()), since=0, list="all_open")
    assert told["list"]["changed"] == []
    assert told["counts"]["all_open"] == 0
    assert case.number not in json.dumps(told)


def test_a_signed_out_browser_is_told_so(visit: Visit) -> None:
    case_of()
    visit.client.logout()
    assert visit.get("/desk/pulse?since=0").status == 401


def test_a_closed_account_ends_the_pulse_at_once(visit: Visit) -> None:
    case_of()
    visit.get("/desk/")
    assert visit.get(f"/desk/pulse?since={newest()}").status == 204
    deactivate_person(person=ada(), by=DESK, at=now())
    assert visit.get(f"/desk/pulse?since={newest()}").status == 401


def test_a_new_password_ends_the_pulse_of_the_old_session(visit: Visit) -> None:
    case_of()
    visit.get("/desk/")
    person = ada()
    person.set_password("another long password")
    person.save(update_fields=["password"])
    assert visit.get(f"/desk/pulse?since={newest()}").status == 401


def test_malformed_questions_are_answered_all_the_same(visit: Visit) -> None:
    case_of()
    assert news(visit, since="x", at="nonsense", case="%00" * 3)["seq"] == newest()


def test_who_writes_at_the_same_case_is_named(visit: Visit) -> None:
    case = case_of()
    presence.beat(case.number, ben(), "write", now())
    told = news(visit, since=newest(), case=case.number, at="view")
    assert told["presence"] == "Ben Dahl is writing"
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("Ben Dahl is writing")


def test_who_left_is_gone_after_forty_seconds(visit: Visit) -> None:
    case = case_of()
    presence.beat(case.number, ben(), "view", now() - ago(0.7))
    assert news(visit, since=newest(), case=case.number)["presence"] == ""


def test_nobody_else_is_nothing_to_tell(visit: Visit) -> None:
    case = case_of()
    visit.get("/desk/")
    assert news(visit, since=newest(), case=case.number) is None
    assert news(visit, since=newest(), case=case.number) is None


@pytest.mark.django_db
def test_places_that_nobody_was_at_are_cleared_away() -> None:
    at = now() + timedelta(days=1)
    presence.beat("old", ada(), "view", at)
    presence.beat("kept", ada(), "view", at + timedelta(minutes=90))
    presence.beat("new", ada(), "view", at + timedelta(hours=2))
    later = at + timedelta(hours=2)
    places = Path(settings.DATA, "presence")
    assert not any(mark.stat().st_mtime == at.timestamp() for mark in places.glob("*/*"))
    assert presence.others_at("kept", ben(), at + timedelta(minutes=90)) == {"ada": "view"}
    assert presence.others_at("new", ben(), later) == {"ada": "view"}
