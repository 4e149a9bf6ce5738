"""Measures over many cases, as pages and as a file: for leads, each number with its cases."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import Client

from charterdesk.accounts.models import Membership, Team
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import open_case, resolve_case, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries.measures import Span, cases_measured, measures_of
from charterdesk.cases.verifying import differences
from charterdesk.desk.views.measures import written
from charterdesk.visit import asking
from tests.apps.cases.desk_work import cleo_asks, outsider
from tests.apps.cast import CLEO_ADDRESS, ada, admin, ben
from tests.apps.cast import charter as charter_of
from tests.faces.desk_scene import staffed
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db
# A Wednesday's noon in Stockholm: the month is the same wherever it is read.
AT = datetime(2026, 6, 17, 10, tzinfo=UTC)
THIS_MONTH = "2026-06"


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read on the day of the cases."""
    monkeypatch.setattr(asking, "now", lambda: AT)


def called(subject: str, *, answered: bool, channel: str = "phone") -> Case:
    """A call that Ada wrote down."""
    answer = open_case(
        arrival=staffed("roxen"), channel=channel, asker=CLEO_ADDRESS, axes=(),
        written=Written(text="It is down.", subject=subject, channel=channel),
        by=ada() if answered else cleo_asks(), answered=answered, at=AT,
    )  # fmt: skip
    assert isinstance(answer, Done), answer
    return answer.case


def solved(case: Case) -> Case:
    """Resolved, with words to the asker."""
    words = Written(text="It works again.")
    answer = resolve_case(case=case, outcome="", written=words, by=ada(), at=AT)
    assert isinstance(answer, Done), answer
    return answer.case


def worked() -> None:
    """Two calls answered live, one of them solved; one missed; a mail that took two answers."""
    solved(called("First", answered=True))
    called("Second", answered=True)
    called("Third", answered=False)
    mail = called("Letter", answered=False, channel="mail")
    for text in ("We look at it.", "It is mended."):
        sent = send_reply(case=mail, written=Written(text=text), by=ada(), at=AT)
        assert isinstance(sent, Done)
    solved(mail)


def lead() -> Visit:
    """Ben sees what there is."""
    return Visit(Client()).as_(ben())


def test_a_lead_sees_shares_with_their_counts_by_channel() -> None:
    """R-ROX-17, R-HFN-14."""
    worked()
    page = lead().get("/desk/measures/")
    assert page.says("2 of 3, 66 %", "1 of 1, 100 %", "0 of 1, 0 %", "1 of 2, 50 %")
    assert page.says("The charter has a person answer every call on: phone.")
    assert list(differences()) == []


def test_every_number_leads_to_its_cases() -> None:
    worked()
    page = lead().get(f"/desk/measures/cases/?charter=roxen&since={THIS_MONTH}&what=missed")
    assert page.says("Calls that nobody answered", "Third")
    assert not page.says("First")
    solved_ones = lead().get("/desk/measures/cases/?charter=roxen&what=solved&channel=phone")
    assert solved_ones.says("First")
    assert not solved_ones.says("Letter")


def test_the_pages_behind_a_number_go_on_from_the_last_case() -> None:
    for count in range(3):
        called(f"No {count}", answered=True)
    june = date(2026, 6, 1)
    span = Span(charter_of("roxen"), june, june)
    first, mark = cases_measured(ben(), span, size=2)
    rest, end = cases_measured(ben(), span, after=mark, size=2)
    assert sorted(case.subject for case in [*first, *rest]) == ["No 0", "No 1", "No 2"]
    assert (len(first), end) == (2, "")
    assert len(cases_measured(ben(), span, after="x-²", size=2)[0]) == 2


def test_a_month_ends_with_the_day_of_the_charters_zone() -> None:
    """Stockholm is two hours ahead of UTC then: at 22:30 of 31 May it is June there."""
    zone = ZoneInfo("Europe/Stockholm")
    case = called("Edge", answered=True)
    for moment, month in (("2026-06-01T00:30", 6), ("2026-05-31T23:30", 5)):
        opened = datetime.fromisoformat(moment).replace(tzinfo=zone)
        Case.objects.filter(pk=case.pk).update(opened_at=opened)
        span = Span(charter_of("roxen"), date(2026, 4, 1), date(2026, 7, 1))
        (found,) = measures_of(ben(), span)
        assert (found.month, found.cases, found.calls["live"]) == (date(2026, month, 1), 1, 1)


def test_an_agent_is_told_who_may() -> None:
    for path in ("", "cases/", "measures.csv"):
        assert Visit(Client()).as_(ada()).get(f"/desk/measures/{path}").status == 403


def test_a_lead_of_others_sees_no_charter() -> None:
    worked()
    stranger = outsider()
    team = Team.objects.create(name="Others")
    Membership.objects.create(team=team, person=stranger, is_lead=True)
    visit = Visit(Client()).as_(stranger)
    assert visit.get("/desk/measures/?charter=roxen").says("no charter whose cases you may see")
    assert "roxen" not in visit.get("/desk/measures/measures.csv?charter=roxen").text


@pytest.mark.parametrize("query", ["?since=2026-13&until=x", "?charter=no", "?after=9e9-1&what=q"])
def test_words_that_mean_nothing_are_let_go(query: str) -> None:
    worked()
    for path in ("", "cases/"):
        assert lead().get(f"/desk/measures/{path}{query}").status == 200


def test_the_file_has_a_line_for_each_channel_and_no_formula() -> None:
    worked()
    lines = lead().get("/desk/measures/measures.csv").text.splitlines()
    assert f"roxen,{THIS_MONTH},phone,3,3,2,1,1" in lines
    assert len(lines) == 3
    span = Span(charter_of("roxen"), date(2026, 1, 1), date(2026, 1, 1))
    Case.objects.update(channel="=1+1", opened_at=datetime(2026, 1, 9, tzinfo=ZoneInfo("UTC")))
    assert ",'=1+1," in written("roxen", measures_of(admin(), span))


def test_cases_from_before_are_measured_by_the_migration() -> None:
    worked()
    kept: list[Any] = list(Case.objects.order_by("pk").values_list("call", "first_contact"))
    Case.objects.update(call="", first_contact="")
    import_module("charterdesk.cases.migrations.0015_measures").measure(apps, None)
    assert list(Case.objects.order_by("pk").values_list("call", "first_contact")) == kept
    assert ("live", "solved") in kept
