"""After an hour without a worker all that was due is done once, in its order, and says so."""

import pytest

from charterdesk.cases.commands import escalate_case, set_priority
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import load
from charterdesk.cases.verifying import differences
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.worker.ticking import tick_due
from tests.apps.cases.desk_work import minutes, voxeo_case
from tests.apps.cast import MONDAY, ada

pytestmark = pytest.mark.django_db

BACK = minutes(61)


@pytest.fixture
def cases() -> list[Case]:
    """Three that run up their ladders: the second is critical; then nobody works for an hour."""
    found = [voxeo_case(MONDAY) for _ in range(3)]
    set_priority(case=found[1], to="critical", by=ada(), at=minutes(1), reason="traffic")
    for case in (found[0], found[2]):
        escalate_case(case=case, by=ada(), at=minutes(1), reason="no calls")
    return found


def caught_up() -> None:
    while tick_due(BACK):
        pass


def events_of(case: Case, kind: str) -> list[CaseEvent]:
    return list(case.events.filter(kind=kind).order_by("seq"))


def test_the_most_urgent_case_is_caught_up_first(cases: list[Case]) -> None:
    tick_due(BACK, batch=1)
    ticked = [case for case in cases if events_of(case, "step_taken")[1:]]
    assert ticked == [cases[1]]


def test_each_step_fires_once_at_its_own_moment_and_in_its_order(cases: list[Case]) -> None:
    caught_up()
    for case in cases:
        fired = events_of(case, "step_fired")
        assert [event.data["step"] for event in fired] == ["desk", "management", "ceo"]
        assert [event.at for event in fired] == [minutes(1), minutes(1), minutes(31)]
        assert {event.recorded_at for event in fired[2:]} == {BACK}
        told = [event.data["key"] for event in events_of(case, "told")]
        assert len(told) == len(set(told))


def test_the_calls_made_late_say_so_and_those_missed_are_not_made_up_for(
    cases: list[Case],
) -> None:
    before = set(Notice.objects.exclude(person=None).values_list("pk", flat=True))
    caught_up()
    late = Notice.objects.exclude(person=None).exclude(pk__in=before)
    calls = late.filter(about__startswith="step ")
    assert all(one.late for one in calls)
    for case in cases:
        assert calls.filter(case=case, about="step ceo").count() == 1
        assert not calls.filter(case=case, key__regex=r"^run1/management/\w+/[2-9]").exists()
        assert len(events_of(case, "repeats_missed")) > 0
    letter = letter_of(calls.filter(about="step ceo")[0]).raw.decode()
    assert "This notice is late: it was due at" in letter


def test_a_limit_missed_meanwhile_is_missed_at_its_true_time(cases: list[Case]) -> None:
    caught_up()
    for case in cases:
        run = load(case.pk).state.runs[0]
        assert (run.step("management").is_, run.step("management").taken_at) == (
            "breached", minutes(11),
        )  # fmt: skip


def test_catching_up_twice_tells_nobody_twice(cases: list[Case]) -> None:
    caught_up()
    told = Notice.objects.count()
    caught_up()
    assert tick_due(BACK) == 0
    assert Notice.objects.count() == told
    assert list(differences()) == []
