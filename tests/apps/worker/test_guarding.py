"""One at fault keeps no other waiting; a database that is gone stops them all."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from charterdesk.incidents.commands import warning
from charterdesk.incidents.models import NextUpdate
from charterdesk.kit.in_turn import in_turn
from charterdesk.worker.guarding import guarded
from charterdesk.worker.upkeep import update_rounds
from tests.apps.cases.desk_work import opened
from tests.apps.cast import MONDAY, ada

HOUR = timedelta(hours=1)


def failing(fault: Exception) -> tuple[list[int], object]:
    """What was done with 1, 2 and 3 where 2 is at fault, and what that came to."""
    seen: list[int] = []

    def do(item: int, at: datetime) -> int:
        seen.append(item)
        if item == 2:
            raise fault
        return item

    return seen, guarded([1, 2, 3], do, MONDAY)


def test_the_others_go_on_and_the_log_names_the_one(caplog: pytest.LogCaptureFixture) -> None:
    assert failing(KeyError("x")) == ([1, 2, 3], 4)
    assert "do 2" in caplog.text


def test_where_the_database_is_gone_nothing_goes_on() -> None:
    with pytest.raises(OperationalError):
        failing(OperationalError("gone"))


def test_without_a_guard_a_fault_is_the_callers() -> None:
    with pytest.raises(ZeroDivisionError):
        in_turn([1, 0], lambda item, at: 1 // item, MONDAY)


@pytest.mark.django_db
def test_an_update_whose_warning_fails_keeps_no_other_from_its_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (
        NextUpdate.objects.create(
            case=opened(), by=ada(), said_at=MONDAY, next_at=MONDAY + HOUR, warn_at=MONDAY
        )
        for _ in range(2)
    )
    told, say = [], warning._notice

    def notice(said: NextUpdate, *rest: object) -> object:
        if said.pk == first.pk:
            raise KeyError("x")
        told.append(said.pk)
        return say(said, *rest)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(warning, "_notice", notice)
    assert update_rounds().step(MONDAY)
    assert told == [second.pk]
    assert NextUpdate.objects.get(warn_at=MONDAY) == first
