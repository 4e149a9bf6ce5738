"""How a person is reached: the charter's words, the person's own order and delays, the last
resort; a means that fails gives the next its turn at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.cases.commands import acknowledge_call, escalate_case
from charterdesk.cases.models import Case
from charterdesk.channels.mail.carriage import PermanentFailure, Receipt, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from charterdesk.kit.wallclock import now
from charterdesk.notifications.delivery import Carrier, Messenger, claim_next
from charterdesk.notifications.models import Means, Notice
from charterdesk.notifications.outcomes import carry
from charterdesk.notifications.routes import means_of, route_of, words_by_person
from charterdesk.worker.delivering import Deliverer
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import MONDAY, ada, ben

pytestmark = pytest.mark.django_db

KINDS = ("mail", "sms", "voice", "push")


@dataclass
class Post:
    """A mail carrier that counts."""

    taken: list[tuple[str, ...]] = field(default_factory=list)

    def send(self, envelope_sender: str, recipients: Sequence[str], raw: bytes) -> Receipt:
        self.taken.append(tuple(recipients))
        return Receipt("250 taken")


@dataclass
class Runner:
    """A carrier of short messages that keeps what it takes, or raises what it is told to."""

    taken: list[ShortMessage] = field(default_factory=list)
    failure: Exception | None = None

    def bring(self, message: ShortMessage) -> Receipt:
        if self.failure:
            raise self.failure
        self.taken.append(message)
        return Receipt("202 taken")


def has(person: Person, kind: str, urgent: int | None = None, ordinary: int | None = None) -> Means:
    """A means of the person's, with delays in minutes."""
    delays = {"urgent_after": urgent, "ordinary_after": ordinary}
    lengths = {k: None if v is None else timedelta(minutes=v) for k, v in delays.items()}
    return Means.objects.create(
        person=person, kind=kind, address=f"{kind} of {person.username}", made_at=MONDAY, **lengths
    )


def owed(*words: str, urgent: bool = True, to: Person | None = None, **columns: object) -> Notice:
    """A notice to a person, by the charter's words."""
    person = to or ada()
    values: dict[str, object] = {
        "scope": "RX1", "key": "one", "kind": Notice.Kind.NOTICE, "about": "warning",
        "address": person.email, "sender": "support@roxen.example", "text": "Soon.",
        "words": {"case": "RX1"}, "message_id": "one@roxen.example", "due_at": MONDAY,
        "queued_at": MONDAY, "send_at": MONDAY, "person": person, "means": list(words),
        "urgent": urgent,
    }  # fmt: skip
    return Notice.objects.create(**{**values, **columns})


def kinds(notice: Notice, *carriers: str) -> list[str]:
    """The kinds of the ways, in their order."""
    own = means_of([notice.person_id or 0])[notice.person_id or 0]
    return [way.kind for way in route_of(notice, own, carriers or KINDS)]


def deliver(carriers: dict[str, Carrier | Messenger], at: datetime = MONDAY) -> Notice:
    claim = claim_next(carriers, at)
    assert claim is not None
    carry(claim, carriers, at)
    return Notice.objects.get(pk=claim.notice.pk)


def test_who_has_arranged_nothing_is_reached_as_the_charter_says() -> None:
    assert kinds(owed("phone", "sms", "mail")) == ["voice", "sms", "mail"]
    assert kinds(owed("phone", key="two"), "mail") == ["mail"]


def test_an_ordinary_notice_never_rings_somebody_up_unasked() -> None:
    assert kinds(owed(urgent=False)) == ["mail"]


def test_the_word_phone_is_whatever_the_person_set_for_urgent_notices() -> None:
    has(ada(), "voice", urgent=5), has(ada(), "push", urgent=0), has(ada(), "sms", urgent=2)
    assert kinds(owed("phone", "mail")) == ["push", "sms", "voice"]


def test_the_charters_other_words_choose_among_the_persons_means() -> None:
    has(ada(), "push", urgent=0), has(ada(), "sms", urgent=2), has(ada(), "mail", ordinary=0)
    assert kinds(owed("sms")) == ["sms", "push", "mail"]
    assert kinds(owed("mail", urgent=False, key="two")) == ["mail"]


def test_means_without_a_carrier_fall_back_to_the_mail_address() -> None:
    has(ada(), "push", urgent=0)
    assert kinds(owed("phone"), "mail", "sms") == ["mail"]


def test_a_person_can_be_reached_by_what_they_have() -> None:
    ada()
    assert words_by_person()["ada"] == {"mail", "phone", "sms"}
    mail = has(ada(), "mail", urgent=0)
    assert words_by_person()["ada"] == {"mail"}
    has(ada(), "push", urgent=1)
    assert words_by_person()["ada"] == {"mail", "phone"}
    mail.delete()
    Means.objects.update(urgent_after=None)
    assert words_by_person()["ada"] == set()


def test_a_means_that_fails_gives_the_next_its_turn_at_once() -> None:
    owed("phone", "sms")
    voice, sms = Runner(failure=TemporaryFailure("busy")), Runner()
    carriers: dict[str, Carrier | Messenger] = {"mail": Post(), "voice": voice, "sms": sms}
    failed = deliver(carriers)
    assert (failed.state, failed.send_at, failed.trouble) == ("failed", MONDAY, "busy")
    assert deliver(carriers).carried_by == "sms"
    assert len(sms.taken) == 1


def test_a_means_that_refuses_for_good_is_not_tried_again() -> None:
    owed("phone", "sms")
    never, later = PermanentFailure("no such number"), TemporaryFailure("later")
    carriers: dict[str, Carrier | Messenger] = {
        "voice": Runner(failure=never), "sms": Runner(failure=later),
    }  # fmt: skip
    at, tried = MONDAY, []
    for _ in range(4):
        notice = deliver(carriers, at)
        at = notice.send_at
        tried.append(notice.attempts.latest("pk").carrier)
    assert tried == ["voice", "sms", "sms", "sms"]


def test_when_every_means_refuses_for_good_it_is_a_dead_letter() -> None:
    owed("phone", "sms")
    never = PermanentFailure("no such number")
    carriers: dict[str, Carrier | Messenger] = {
        "voice": Runner(failure=never), "sms": Runner(failure=never),
    }  # fmt: skip
    assert deliver(carriers).state == "failed"
    assert deliver(carriers).state == "dead"


def test_a_voice_call_that_was_only_accepted_reaches_nobody() -> None:
    owed("phone", "sms", about="step management")
    carriers: dict[str, Carrier | Messenger] = {"voice": Runner(), "sms": Runner()}
    notice = deliver(carriers)
    assert (notice.state, notice.owed) == ("sent", "")
    later = Notice.objects.get(follows=notice)
    assert later.send_at == MONDAY + timedelta(minutes=1)
    assert deliver(carriers, later.send_at).owed == "reached"


def test_a_short_message_brings_its_key_its_link_and_where_to_report() -> None:
    case = voxeo_case()
    Notice.objects.update(state="sent")
    owed(
        "sms",
        about="note",
        scope=case.number,
        case=case,
        words={"case": case.number, "priority": "high"},
    )
    sms = Runner()
    deliver({"sms": sms})
    (message,) = sms.taken
    assert message.key == f"{case.number}/one"
    assert message.to == ada().phone
    assert message.title == f"[{case.number}] Soon."
    assert "/a/" in message.link
    assert "/r/" in message.callback


@pytest.fixture
def escalated() -> Case:
    """A case whose ladder calls Ben now, who wants a push at once and a text after two minutes."""
    case = voxeo_case(now() - timedelta(minutes=5))
    has(ben(), "push", urgent=0), has(ben(), "sms", urgent=2)
    escalate_case(case=case, by=ada(), at=now(), reason="no calls")
    return case


def work_off(carriers: dict[str, Carrier | Messenger], after: int = 0) -> None:
    """All that is due so many minutes from now."""
    deliverer, at = Deliverer(carriers), now() + timedelta(minutes=after)
    while deliverer.step(at):
        pass


def calls(runner: Runner) -> int:
    """How many of the ladder's calls were brought."""
    return sum("step management" in message.text for message in runner.taken)


def test_a_call_goes_on_over_the_persons_means_until_they_acknowledge(escalated: Case) -> None:
    push, sms = Runner(), Runner()
    carriers: dict[str, Carrier | Messenger] = {"mail": Post(), "push": push, "sms": sms}
    work_off(carriers)
    assert escalated.events.filter(kind="step_reached", data__who="ben").exists()
    assert (calls(push), calls(sms)) == (1, 0)
    work_off(carriers, after=2)
    assert (calls(push), calls(sms)) == (1, 1)


def test_nobody_is_called_on_who_has_acknowledged(escalated: Case) -> None:
    push, sms = Runner(), Runner()
    carriers: dict[str, Carrier | Messenger] = {"mail": Post(), "push": push, "sms": sms}
    work_off(carriers)
    acknowledge_call(case=escalated, who=("ben",), by=ben(), at=now() + timedelta(minutes=1))
    work_off(carriers, after=5)
    assert sms.taken == []
    followers = Notice.objects.filter(follows__isnull=False)
    assert {one.state for one in followers} == {"withheld"}
    assert {one.trouble for one in followers} == {"The person has acknowledged in the meantime."}
