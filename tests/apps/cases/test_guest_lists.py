"""What somebody of the customers' side sees as lists is what they may see, in one order."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.guest_lists import changed_cases, pressing_cases
from charterdesk.cases.queries.guests import Guest, cases_of
from charterdesk.customers.models import Contact
from tests.apps.cast import CLEO_ADDRESS, cleo, dora
from tests.faces.desk_scene import case_of

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
BOTH = (True, False)
pytestmark = pytest.mark.django_db


@pytest.fixture
def guest() -> Guest:
    """Cleo, whose firm has a colleague, cases of strangers, of nobody, open and ended ones."""
    work, me = case_of("terrasoft"), cleo()
    Contact.objects.filter(pk=me.pk).update(sees_organisation=True)
    me.refresh_from_db()
    colleague = Contact.objects.create(name="Colleague", organisation=me.organisation)
    gone = Contact.objects.create(name="Proven", is_registered=False)
    elsewhere, other = dora(), "somebody@elsewhere.example"
    sorts = (
        {"contact": me, "organisation": me.organisation, "asker": CLEO_ADDRESS},
        {"contact": me, "organisation": elsewhere.organisation, "asker": CLEO_ADDRESS},
        {"contact": colleague, "organisation": me.organisation, "asker": other},
        {"contact": None, "organisation": None, "asker": CLEO_ADDRESS},
        {"contact": gone, "organisation": None, "asker": CLEO_ADDRESS},
        {"contact": elsewhere, "organisation": elsewhere.organisation, "asker": CLEO_ADDRESS},
        {"contact": None, "organisation": None, "asker": other},
    )  # fmt: skip
    rows = []
    for n in range(len(sorts) * 6):
        row = Case.objects.get(pk=work.pk)
        row.pk, row.number, row.subject = None, f"G-{n:02}", f"Matter {n % 5}"
        row.next_wake_at = row.wake_copy_at = None
        row.is_open, row.status = (True, "active") if n % 4 else (False, "closed")
        row.queue_key, row.updated_at = f"{n % 9:012}9", MOMENT + timedelta(minutes=n // 3)
        for name, value in sorts[n % len(sorts)].items():
            setattr(row, name, value)
        rows.append(row)
    Case.objects.bulk_create(rows)
    Case.objects.filter(pk=work.pk).update(updated_at=MOMENT - timedelta(days=1))
    return Guest(me, address=CLEO_ADDRESS)


def numbers(rows: Iterable[Case]) -> list[str]:
    return [row.number for row in rows]


@pytest.mark.parametrize("states", [(True,), (False,), BOTH])
@pytest.mark.parametrize("words", ["", "matter 2"])
def test_the_pages_of_a_list_hold_each_case_that_is_seen_once(
    guest: Guest, states: tuple[bool, ...], words: str
) -> None:
    seen = cases_of(guest).filter(is_open__in=states, subject__icontains=words)
    wanted = numbers(seen.order_by("-updated_at", "-pk"))
    found: list[Case] = []
    page = changed_cases(guest, states=states, words=words, size=4)
    while page:
        found += page
        behind = (page[-1].updated_at, page[-1].pk)
        page = changed_cases(guest, states=states, words=words, behind=behind, size=4)
    assert numbers(found) == wanted
    assert wanted


def test_who_sees_own_cases_alone_finds_none_of_the_firm(guest: Guest) -> None:
    """Nor does an end customer, whatever right they have (R-HFN-4)."""
    firm = numbers(changed_cases(guest, states=BOTH, size=32))
    guest.contact.is_end_customer = True
    own = numbers(changed_cases(guest, states=BOTH, size=32))
    assert own == numbers(cases_of(guest).order_by("-updated_at", "-pk"))
    assert set(own) < set(firm)


def test_only_mine_are_the_contacts_own(guest: Guest) -> None:
    rows = changed_cases(guest, states=BOTH, mine=True, size=32)
    assert {row.contact_id for row in rows} == {guest.contact.pk}


def test_what_presses_comes_first(guest: Guest) -> None:
    wanted = cases_of(guest).filter(is_open=True).order_by("queue_key", "pk")
    assert numbers(pressing_cases(guest, 6)) == numbers(wanted[:6])


@pytest.mark.parametrize("only", ["G-00", ""])
def test_who_came_by_a_link_or_is_silenced_has_no_list(guest: Guest, only: str) -> None:
    guest.contact.is_active = bool(only)
    nobody = Guest(guest.contact, only=only)
    assert changed_cases(nobody, states=BOTH, size=9) == []
    assert pressing_cases(nobody, 9) == []


def test_a_list_takes_one_query_for_each_way_of_seeing_a_case(guest: Guest) -> None:
    with CaptureQueriesContext(connection) as captured:
        changed_cases(guest, states=(True,), size=26)
    assert len(captured) == 3
