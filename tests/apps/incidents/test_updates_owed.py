"""Who owes an update that was said for a moment is warned once, in time, while it is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import Form, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.incidents.commands.updating import send_update
from charterdesk.incidents.commands.warning import ABOUT, warn_at_of, warn_due
from charterdesk.incidents.models import NextUpdate
from charterdesk.incidents.queries.updates import overdue_updates
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.worker.loops import work_off
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, owned

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def said(case: Case, at: datetime, *, by: Person | None = None) -> NextUpdate:
    """The customer is told to hear again within an hour of `at`."""
    form = Form(key=at.isoformat())
    send_update(case=case, text="Down.", next_at=at + HOUR, by=by or ada(), at=at, form=form)
    return NextUpdate.objects.latest("pk")


def warnings() -> list[Notice]:
    return list(Notice.objects.filter(about=ABOUT).order_by("pk"))


def warned(at: datetime) -> list[Notice]:
    """What there is after the worker looked, however often it starts anew."""
    while warn_due(at):
        pass
    warn_due(at)
    return warnings()


@pytest.mark.parametrize(("minutes", "before"), [(4, 1), (60, 15), (120, 30), (2400, 30)])
def test_the_warning_comes_with_a_quarter_of_the_time_left(minutes: int, before: int) -> None:
    at = now()
    next_at = at + timedelta(minutes=minutes)
    assert warn_at_of(at, next_at) == next_at - timedelta(minutes=before)


def test_who_said_it_is_warned_once_before_it_runs_out() -> None:
    at, case = now(), case_of("roxen")
    update = said(case, at)
    assert warned(update.next_at - timedelta(minutes=16)) == []
    (notice,) = warned(update.next_at - timedelta(minutes=14))
    assert (notice.person, notice.scope) == (ada(), case.number)
    assert notice.text.endswith("and nobody has written since.")
    assert len(warned(update.next_at + HOUR)) == 1
    letter = letter_of(notice).raw.decode()
    assert f"/desk/c/{case.number}/incident/" in letter


def test_the_owner_of_the_case_owes_it_whoever_has_said_it() -> None:
    at, case = now(), case_of("roxen")
    update = said(case, at)
    owned(case, ben())
    (notice,) = warned(update.next_at)
    assert notice.person == ben()
    assert "That has passed: write now." in notice.text


def test_nobody_who_left_is_warned() -> None:
    case = case_of("roxen")
    update = said(case, now())
    granted(deactivate_person(person=ada(), by=DESK, at=now()))
    assert warned(update.next_at) == []


def test_a_message_to_the_customer_ends_what_is_owed() -> None:
    at, case = now(), case_of("roxen")
    update = said(case, at)
    assert list(overdue_updates(update.next_at)) == [case.pk]
    later = at + timedelta(minutes=5)
    send_reply(case=case, written=Written(text="Up again."), by=ben(), at=later, form=Form(key="k"))
    assert not overdue_updates(update.next_at)
    assert warned(update.next_at) == []


def test_a_new_moment_takes_the_place_of_the_old_one() -> None:
    at, case = now(), case_of("roxen")
    first = said(case, at)
    second = said(case, at + timedelta(minutes=30))
    assert warned(first.next_at - timedelta(minutes=10)) == []
    assert not overdue_updates(first.next_at)
    assert len(warned(second.next_at)) == 1


def test_the_end_of_a_case_ends_what_is_owed() -> None:
    at, case = now(), owned(case_of("roxen"), ada())
    update = said(case, at)
    # By the row alone: what resolves a case writes to the customer, too.
    Case.objects.filter(pk=case.pk).update(status="resolved")
    assert warned(update.next_at) == []
    assert not overdue_updates(update.next_at)


def test_the_worker_brings_the_warning() -> None:
    at, case = now(), case_of("roxen")
    update = said(case, at)
    NextUpdate.objects.filter(pk=update.pk).update(warn_at=at)
    work_off(at + timedelta(seconds=1))
    assert [one.state for one in warnings()] == [Notice.State.SENT]


def test_in_a_night_of_summer_time_the_warning_counts_real_minutes() -> None:
    """Stockholm's clocks go from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC."""
    at, case = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), case_of("roxen")
    person = ada()
    person.zone = "Europe/Stockholm"
    person.save(update_fields=["zone"])
    NextUpdate.objects.create(
        case=case, by=person, said_at=at, next_at=at + HOUR, warn_at=warn_at_of(at, at + HOUR)
    )
    assert warned(datetime(2026, 3, 29, 1, 14, 59, tzinfo=UTC)) == []
    (notice,) = warned(datetime(2026, 3, 29, 1, 15, tzinfo=UTC))
    assert "29 March 2026, 03:30 (Europe/Stockholm)" in notice.text
