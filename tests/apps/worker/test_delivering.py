"""Delivering and settling: what a carrier answered reaches the case, once, whatever happens."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from charterdesk.cases.commands import escalate_case, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.receipts import settle
from charterdesk.cases.verifying import differences
from charterdesk.channels.mail.carriage import PermanentFailure, Receipt
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.worker import delivering
from charterdesk.worker.alarms import open_alarms
from charterdesk.worker.delivering import Deliverer
from tests.apps.cases.desk_work import minutes, opened, voxeo_case
from tests.apps.cast import ada

pytestmark = pytest.mark.django_db


class Taking:
    """A carrier that takes everything."""

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        return Receipt("250 taken")


class Refusing:
    """A carrier that takes nothing, ever."""

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        raise PermanentFailure("550 no such user")


class Broken:
    """A carrier with a fault of its own."""

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        raise ZeroDivisionError("a fault")


def work_off(deliverer: Deliverer) -> None:
    at = now()
    while deliverer.step(at):
        pass


def test_a_call_that_was_accepted_counts_as_reached_once() -> None:
    case = voxeo_case()
    escalate_case(case=case, by=ada(), at=minutes(2), reason="no calls")
    work_off(Deliverer({"mail": Taking()}))
    reached = case.events.filter(kind="step_reached")
    assert reached.count() == len({event.data["who"] for event in reached}) >= 1
    assert case.events.filter(kind="step_taken", data__step="management").exists()
    assert not Notice.objects.exclude(owed="").exists()
    assert list(differences()) == []


def test_a_reply_that_no_carrier_takes_is_undelivered_for_the_case() -> None:
    case = opened()
    send_reply(case=case, written=Written(text="Hello."), by=ada(), at=minutes(1))
    work_off(Deliverer({"mail": Refusing()}))
    assert case.events.filter(kind="undelivered").count() == 1
    assert Case.objects.get(pk=case.pk).next_due_kind == "response"


def test_a_fault_of_the_carrier_is_a_failure_for_now() -> None:
    opened(now())
    assert Deliverer({"mail": Broken()}).step(now())
    notice = Notice.objects.get()
    assert (notice.state, notice.trouble) == ("failed", "ZeroDivisionError: a fault")
    assert Attempt.objects.filter(what="refused for now").count() == 1


def test_an_outcome_that_can_not_be_told_is_passed_over_with_an_alarm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faulty, other = opened(), opened()
    Notice.objects.update(state="sent", owed="reached")

    def settled(notice: Notice, at: object) -> None:
        if notice.case_id == faulty.pk:
            raise ValueError("out of order")
        settle(notice, at)  # type: ignore[arg-type]  # handed through as it is

    monkeypatch.setattr(delivering, "settle", settled)
    work_off(Deliverer({"mail": Taking()}))
    assert [alarm.case_id for alarm in open_alarms()] == [faulty.pk]
    assert Notice.objects.get(case=other).owed == ""


def test_an_outcome_passed_over_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    Notice.objects.update(state="sent", owed="reached")
    deliverer = Deliverer({"mail": Taking()})
    with monkeypatch.context() as broken:
        broken.setattr(delivering, "settle", lambda *_: 1 / 0)
        work_off(deliverer)
    assert not deliverer.step(now())
    assert deliverer.step(now() + timedelta(minutes=11))
    assert Notice.objects.get().owed == ""
