"""A reply taken back: it never goes out, its promise runs on, its text is a draft again."""

from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import send_reply, take_back_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, Draft
from charterdesk.cases.queries import state_of
from charterdesk.cases.verifying import differences
from charterdesk.channels.mail.carriage import Receipt
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import english
from charterdesk.engine.standing import standings
from charterdesk.notifications.delivery import claim_next
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import minutes, opened
from tests.apps.cast import ada, ben

pytestmark = pytest.mark.django_db
TEN = timedelta(seconds=10)
SENT = minutes(30)


class NoCarrier:
    def send(self, envelope_sender: str, recipients: tuple[str, ...], raw: bytes) -> Receipt:
        raise AssertionError("nothing is sent here")


def replied(case: Case, at: datetime = SENT, waits: timedelta = TEN) -> str:
    answer = send_reply(case=case, written=Written(text="Try it."), by=ada(), at=at, waits=waits)
    assert isinstance(answer, Done)
    assert answer.message
    return answer.message.ref


def taken_back(case: Case, ref: str, at: datetime, by: Person | None = None) -> Answer:
    return take_back_reply(case=case, ref=ref, by=by or ada(), at=at)


def response_of(case: Case, at: datetime) -> str:
    case.refresh_from_db()
    loaded = state_of(case)
    found = standings(loaded.charter, loaded.state, at)
    return next(one.is_ for one in found if one.kind == "response")


def test_it_waits_for_as_long_as_its_author_may_think() -> None:
    case = opened()
    replied(case)
    early = SENT + timedelta(seconds=9)
    Notice.objects.exclude(kind=Notice.Kind.REPLY).update(state=Notice.State.SENT)
    assert claim_next({"mail": NoCarrier()}, early) is None
    claim = claim_next({"mail": NoCarrier()}, SENT + TEN)
    assert claim is not None
    assert claim.notice.kind == Notice.Kind.REPLY


def test_taken_back_it_is_never_sent_and_the_promise_runs_on() -> None:
    case = opened()
    ref = replied(case)
    assert response_of(case, SENT) == "met"
    assert isinstance(taken_back(case, ref, SENT + timedelta(seconds=5)), Done)
    notice = Notice.objects.get(kind=Notice.Kind.REPLY)
    assert notice.state == Notice.State.WITHHELD
    assert notice.trouble == "It was taken back before it was sent."
    assert response_of(case, SENT + TEN) == "running"
    assert Draft.objects.get(case=case, person=ada()).text == "Try it."


def test_the_log_still_folds_to_what_is_stored() -> None:
    case = opened()
    taken_back(case, replied(case), SENT + timedelta(seconds=5))
    case.refresh_from_db()
    assert list(differences()) == []


def test_the_next_reply_keeps_the_promise() -> None:
    case = opened()
    taken_back(case, replied(case), SENT + timedelta(seconds=5))
    replied(case, minutes(31))
    assert response_of(case, minutes(32)) == "met"


@pytest.mark.parametrize("state", ["sending", "sent", "failed", "dead"])
def test_what_a_carrier_has_had_cant_be_taken_back(state: str) -> None:
    case = opened()
    ref = replied(case)
    Notice.objects.filter(kind=Notice.Kind.REPLY).update(state=state)
    answer = taken_back(case, ref, SENT + timedelta(seconds=5))
    assert isinstance(answer, Refusal)
    assert english(answer.said, "UTC") == "The reply is on its way already: it can't be taken back."
    assert response_of(case, SENT + TEN) == "met"
    assert not Draft.objects.exists()


def test_nobody_takes_back_what_another_wrote() -> None:
    case = opened()
    ref = replied(case)
    assert isinstance(taken_back(case, ref, SENT, by=ben()), Refusal)
    assert isinstance(taken_back(opened(minutes(1)), ref, SENT), Refusal)
    assert Notice.objects.get(kind=Notice.Kind.REPLY).state == Notice.State.QUEUED


def test_taken_back_twice_is_said_the_second_time() -> None:
    case = opened()
    ref = replied(case)
    taken_back(case, ref, SENT + timedelta(seconds=5))
    assert isinstance(taken_back(case, ref, SENT + timedelta(seconds=6)), Refusal)


def test_a_reply_that_does_not_wait_goes_at_once() -> None:
    case = opened()
    replied(case, waits=timedelta())
    assert Notice.objects.get(kind=Notice.Kind.REPLY).send_at == SENT
