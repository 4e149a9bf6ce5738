"""The checks judge the desk's own rotas, to the minute (E23)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.engine.check import Context, findings
from charterdesk.engine.phrase import english
from charterdesk.oncall.commands import add_rota, add_shift, override_role
from charterdesk.oncall.models import Rota
from charterdesk.oncall.queries import rota_for
from tests.apps.cast import MONDAY, ada, ben, charter

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def nights() -> Rota:
    return granted(
        add_rota(charter=charter("roxen"), name="out-of-hours", zone="", by=DESK, at=MONDAY)
    )


def wall(moment: datetime) -> datetime:
    """What the wall shows at Roxen, where the rota has its zone."""
    return moment.astimezone(ZoneInfo("Europe/Stockholm")).replace(tzinfo=None)


def shift(rota: Rota, person: Person, since: datetime, until: datetime) -> None:
    begins, ends = wall(since), wall(until)
    granted(add_shift(rota=rota, person=person, since=begins, until=ends, by=ben(), at=MONDAY))


def gaps() -> list[str]:
    roxen = charter("roxen")
    found = findings(roxen, Context(at=MONDAY, rota=rota_for(roxen)))
    return [english(one.message, "UTC") for one in found if one.number == "E23"]


def test_a_gap_of_a_minute_in_the_desk_s_own_rota_is_found() -> None:
    rota, middle = nights(), MONDAY + 10 * DAY
    shift(rota, ada(), MONDAY - DAY, middle)
    shift(rota, ben(), middle + timedelta(minutes=1), MONDAY + 100 * DAY)
    (said,) = gaps()
    assert "nobody is duty-engineer from" in said
    assert f"{middle:%H:%M} UTC to" in said
    assert f"{middle + timedelta(minutes=1):%H:%M} UTC, and nobody stands in" in said


def test_an_override_closes_the_gap() -> None:
    rota, middle = nights(), MONDAY + 10 * DAY
    shift(rota, ada(), MONDAY - DAY, middle)
    shift(rota, ben(), middle + DAY, MONDAY + 100 * DAY)
    assert len(gaps()) == 1
    told = charter("roxen")
    granted(
        override_role(
            charter=told,
            role="duty-engineer",
            person=ben(),
            since=wall(middle),
            until=wall(middle + DAY),
            by=ben(),
            at=MONDAY,
        )
    )
    assert gaps() == []


def test_the_changes_are_the_turns_edges_inside_the_stretch(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rota = nights()
    shift(rota, ada(), MONDAY - DAY, MONDAY + DAY)
    shift(rota, ben(), MONDAY + DAY, MONDAY + 9 * DAY)
    duty = rota_for(charter("roxen"))
    with django_assert_num_queries(3):
        assert duty.changes(MONDAY, MONDAY + 5 * DAY) == (MONDAY + DAY,)
    assert duty.changes(MONDAY + DAY, MONDAY + 9 * DAY) == ()
    assert all(moment.tzinfo is UTC for moment in duty.changes(MONDAY, MONDAY + 30 * DAY))
