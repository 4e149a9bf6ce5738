"""Who first spoke with a customer is their contact: shown to them, and told what they write."""

from datetime import timedelta

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.oncall.commands import report_absence
from tests.apps.cast import ada, ben, charter, cleo
from tests.faces.desk_scene import case_of, cleo_writes, replied
from tests.faces.guests import client_of
from tests.faces.portal_scene import answer_to, case_under

pytestmark = pytest.mark.django_db


def page_of(case: Case) -> str:
    return client_of(cleo()).get(f"/cases/{case.number}/").content.decode()


def told_of(case: Case) -> list[str]:
    told = Notice.objects.filter(case=case, about="wrote").select_related("person")
    return sorted(notice.person.username for notice in told if notice.person)


def test_the_customer_sees_who_their_contact_is() -> None:
    """R-ROX-8."""
    case = case_of()
    assert "Your contact" not in page_of(case)
    replied(case, ada(), "We look at it.")
    assert "Your contact: Ada Ek" in page_of(case)


def test_where_the_charter_names_no_contact_none_is_shown() -> None:
    case = case_under("bicom", channel="mail")
    answer_to(case)
    assert Case.objects.get(pk=case.pk).owner == ada()
    assert "Your contact" not in page_of(case)


def test_the_contact_is_told_what_the_customer_writes() -> None:
    """R-ROX-8."""
    ben()
    case = replied(case_of(), ada(), "We look at it.")
    cleo_writes(case, "It is worse now.")
    assert told_of(case) == ["ada"]


def test_while_the_contact_is_away_the_tier_is_told_as_well() -> None:
    """R-ROX-8."""
    ben()
    case = replied(case_of(), ada(), "We look at it.")
    away = report_absence(
        charters=(charter(),), person=ada(), by=ada(), at=now() - timedelta(minutes=2),
        since=now().replace(tzinfo=None) - timedelta(days=1),
        until=now().replace(tzinfo=None) + timedelta(days=1),
    )  # fmt: skip
    granted(away)
    cleo_writes(case, "It is worse now.")
    assert told_of(case) == ["ada", "ben"]
