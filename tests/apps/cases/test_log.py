"""The log: append-only, chained, and the only truth that `charterdesk verify` believes."""

from collections.abc import Callable

import pytest
from django.db import connection

from charterdesk.cases.commands import send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.verifying import differences
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import minutes, opened
from tests.apps.cast import ada

pytestmark = pytest.mark.django_db


def behind_its_back(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))  # type: ignore[arg-type]  # only plain values come


def worked_on() -> Case:
    case = opened()
    send_reply(case=case, written=Written(text="Hello."), by=ada(), at=minutes(5))
    return case


def said() -> list[str]:
    return [one.text for one in differences()]


def test_an_untouched_desk_has_no_differences() -> None:
    worked_on(), opened()
    assert said() == []


def _delete() -> object:
    return CaseEvent.objects.all().delete()


def _update() -> object:
    return CaseEvent.objects.update(kind="closed")


@pytest.mark.parametrize("change", [_delete, _update])
def test_no_event_is_changed_or_deleted(change: Callable[[], object]) -> None:
    worked_on()
    with pytest.raises(TypeError, match="append-only"):
        change()


def test_a_changed_event_is_found() -> None:
    case = worked_on()
    behind_its_back("UPDATE cases_caseevent SET by = 'eve' WHERE case_id = %s AND seq = 3", case.pk)
    assert any("event 3 (reply_sent) was changed" in text for text in said())


def test_a_missing_event_is_found() -> None:
    case = worked_on()
    behind_its_back("DELETE FROM cases_caseevent WHERE case_id = %s AND seq = 2", case.pk)
    assert any("event 2 is missing" in text for text in said())


def test_events_of_another_case_do_not_fit() -> None:
    one, other = worked_on(), opened()
    behind_its_back("DELETE FROM cases_caseevent WHERE case_id = %s AND seq = 1", one.pk)
    behind_its_back(
        "UPDATE cases_caseevent SET case_id = %s WHERE case_id = %s AND seq = 1", one.pk, other.pk
    )
    assert any("event 1 (opened) was changed" in text for text in said())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("priority", "low"), ("status", "closed"), ("owner_id", None), ("queue_key", "0"),
        ("next_due_kind", "update"), ("version", 9), ("is_open", False),
    ],
)  # fmt: skip
def test_a_column_that_its_events_do_not_say_is_found(column: str, value: object) -> None:
    case = worked_on()
    behind_its_back(f"UPDATE cases_case SET {column} = %s WHERE id = %s", value, case.pk)
    assert any(text.startswith(column) for text in said())


def test_a_wake_that_was_lost_is_found() -> None:
    case = opened()
    behind_its_back("UPDATE cases_case SET next_wake_at = NULL WHERE id = %s", case.pk)
    assert any(text.startswith("next_wake_at is None") for text in said())


def test_a_notice_that_the_log_names_and_the_outbox_lacks_is_found() -> None:
    Notice.objects.filter(case=opened()).delete()
    assert any("the outbox has no such notice" in text for text in said())
