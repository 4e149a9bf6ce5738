"""A ladder's call over real servers: what the desk says was brought is what they have taken."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from charterdesk.cases.commands import escalate_case
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.notifications.delivery import Carriers
from charterdesk.notifications.models import Attempt, Means
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import ada, ben
from tests.apps.notifications.outside import Outside, address_at, set_to, settings_of, work_off
from tests.channels.smtp.carriers import serving as mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def carriers(outside: Outside) -> Iterator[Carriers]:
    """The carriers of a desk that is set up for the servers."""
    with mail_server(outside.mails) as port, set_to(settings_of(outside, port)) as made:
        yield made


def has(outside: Outside, *kinds: str, **columns: str) -> None:
    """Ben's means: the first at once, each further one two minutes later."""
    for number, kind in enumerate(kinds):
        Means.objects.create(
            person=ben(), kind=kind, urgent_after=timedelta(minutes=2 * number), made_at=now(),
            **{**address_at(outside, kind), **columns},
        )  # fmt: skip


def escalated() -> Case:
    """A case whose ladder calls Ben now."""
    case = voxeo_case(now() - timedelta(minutes=5))
    escalate_case(case=case, by=ada(), at=now(), reason="no calls")
    return case


def accepted(kind: str) -> list[str]:
    """What carriers of a kind said to what they took."""
    told = Attempt.objects.filter(what=Attempt.What.ACCEPTED, carrier=kind)
    return list(told.order_by("pk").values_list("answer", flat=True))


def test_a_call_reaches_the_phone_and_two_minutes_later_the_room(
    outside: Outside, carriers: Carriers
) -> None:
    has(outside, "push", "chat")
    case, at = escalated(), now()
    work_off(carriers, at)
    (pushed,) = [one for one in outside.phone.taken if "step management" in one["message"]]
    assert pushed["title"].startswith(f"[{case.number}]")
    assert "/a/" in pushed["link"]
    assert case.events.filter(kind="step_reached", data__who="ben").exists()
    assert outside.written() == []
    work_off(carriers, at + timedelta(minutes=2))
    (written,) = [one for one in outside.written() if "step management" in one]
    assert case.number in written
    assert "/a/" in written
    assert set(accepted("push")) == {"201"}
    assert all(one.startswith('200 {"event_id"') for one in accepted("chat"))


def test_a_phone_that_is_unknown_gives_the_room_its_turn_at_once(
    outside: Outside, carriers: Carriers
) -> None:
    has(outside, "push", "chat")
    Means.objects.filter(kind="push").update(address="no-such-phone")
    case = escalated()
    work_off(carriers, now())
    assert outside.phone.taken == []
    assert sum("step management" in one for one in outside.written()) == 1
    assert case.events.filter(kind="step_reached", data__who="ben").exists()


def test_a_room_that_is_not_there_is_not_made_and_the_text_has_its_turn_at_once(
    outside: Outside, carriers: Carriers
) -> None:
    has(outside, "chat", "sms")
    Means.objects.filter(kind="chat").update(address="#nowhere:matrix.example")
    escalated()
    work_off(carriers, now())
    text = outside.texted()[0]
    assert text["to"] == ["+46700000002"]
    assert text["dlr-mask"] == ["3"]
    assert text["dlr-url"][0].endswith("/?status=%d")
    refused = Attempt.objects.filter(carrier="chat").exclude(what=Attempt.What.BEGUN)
    assert refused.earliest("pk").answer.startswith("There is no such room")
