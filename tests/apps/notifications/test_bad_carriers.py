"""Carriers that fail in every way that servers do: the next means has its turn at once, the case
says why in one sentence, and nobody else's notices wait.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from html import unescape

import pytest
from django.test import Client

from charterdesk.accounts.models import Person
from charterdesk.cases.commands import escalate_case
from charterdesk.cases.models import Case
from charterdesk.kit.egress import Allowance
from charterdesk.kit.wallclock import now
from charterdesk.notifications import ways_out
from charterdesk.notifications.carriers import carriers_of_the_desk
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.worker import crew as crew_module
from charterdesk.worker.crew import LEFT_ALONE, Crew
from charterdesk.worker.delivering import Settler
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import ada, admin, ben
from tests.channels.short.web_peers import Peer, serving

pytestmark = pytest.mark.django_db

PATIENCE = timedelta(seconds=0.3)
SERVICES = "phones: {kind: push, gateway: {url: '%s/{to}', json: {key: '{key}', text: '{text}'}}}"
ONE_STEP = 500


@dataclass(frozen=True)
class Bad:
    """A way of failing: the gateway's address, and the sentence that is said of it."""

    url: str
    sentence: str
    expects: str = ""
    peer: Peer = field(default_factory=Peer)


@contextmanager
def cutting() -> Iterator[str]:
    """A server that closes in the middle of its answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def cut() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    line.recv(65536)
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")

        thread = threading.Thread(target=cut)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@contextmanager
def bad(how: str) -> Iterator[Bad]:
    """A gateway that fails so."""
    with ExitStack() as stack:
        open_ = stack.enter_context
        match how:
            case "answers 500":
                peer = open_(serving(Peer(status=500, body=b"out of order")))
                yield Bad(peer.url, "The gateway 127.0.0.1 answered 500: out of order")
            case "hangs":
                peer = open_(serving(Peer(hang=True)))
                yield Bad(peer.url, "127.0.0.1 took longer than 0.3 seconds.", peer=peer)
            case "says yes and means no":
                peer = open_(serving(Peer(body=b'{"state": "Rejected"}')))
                said = "answered 200, but its state is 'Rejected' and not Sent."
                yield Bad(peer.url, f"The gateway 127.0.0.1 {said}", "expects: {state: Sent}")
            case "closes midway":
                yield Bad(open_(cutting()), "127.0.0.1 did not answer as it should")
            case "redirects":
                peer = open_(serving(Peer(status=302, headers={"Location": "http://10.0.0.1/"})))
                yield Bad(peer.url, "with another address, and none is followed: name that one.")
            case "has a wrong certificate":
                peer = open_(serving(Peer(), secure=True))
                yield Bad(peer.url, "The certificate of 127.0.0.1 does not prove that it is")
            case "is inside":
                yield Bad("https://10.1.2.3", "10.1.2.3 leads to 10.1.2.3, which is inside a")
            case _:
                yield Bad("http://127.0.0.1:9", "127.0.0.1 did not answer as it should")


WAYS = (
    "answers 500", "hangs", "says yes and means no", "closes midway", "redirects",
    "has a wrong certificate", "is inside", "is not there",
)  # fmt: skip


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """A push service that works, at a desk whose carriers have little time."""
    with serving(Peer(status=201)) as peer:
        monkeypatch.setattr(ways_out, "Allowance", partial(Allowance, longest=PATIENCE))
        monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("CHARTERDESK_SERVICES", SERVICES % peer.url)
        yield peer


def texts_by(gateway: Bad, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text messages go by that gateway."""
    template = f"url: {gateway.url}/send\njson: {{to: '{{to}}'}}\n{gateway.expects}"
    monkeypatch.setenv("CHARTERDESK_SMS_GATEWAY", template)


def has(person: Person, **after: int | None) -> None:
    """Means of somebody's, by kind, with the minutes after which each is tried."""
    for kind, minutes in after.items():
        Means.objects.create(
            person=person, kind=kind, address="+46700000001" if kind == "sms" else person.username,
            service="phones" if kind == "push" else "", made_at=now(),
            urgent_after=None if minutes is None else timedelta(minutes=minutes),
        )  # fmt: skip


def worked_off(at: datetime, senders: int = 4) -> None:
    """All that a worker does about the outbox until nothing is due."""
    crew, settler = Crew(senders, carriers_of_the_desk), Settler()
    steps = 0
    while crew.step(at) or settler.step(at):
        steps += 1
        assert steps < ONE_STEP, "the outbox does not become empty"
    crew.close()


@pytest.fixture
def case() -> Case:
    """A case whose ladder calls Ben now: by text at once, by push only when that fails."""
    found = voxeo_case(now() - timedelta(minutes=5))
    Notice.objects.update(state=Notice.State.SENT)
    has(ben(), sms=0, push=None)
    escalate_case(case=found, by=ada(), at=now(), reason="no calls")
    return found


@pytest.mark.parametrize("how", WAYS)
def test_a_carrier_that_fails_gives_the_next_means_its_turn_at_once_and_the_case_says_why(
    how: str, case: Case, phones: Peer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bad(how) as gateway:
        texts_by(gateway, monkeypatch)
        worked_off(now() + timedelta(seconds=1))
    call = Notice.objects.get(about="step management", person=ben())
    assert (call.state, call.carried_by) == ("sent", "push")
    assert f"{case.number}/{call.key}" in [phones.said(n)["key"] for n in range(len(phones.taken))]
    assert case.events.filter(kind="step_reached", data__who="ben").exists()
    failed = call.attempts.exclude(what=Attempt.What.BEGUN).earliest("pk")
    assert failed.carrier == "sms"
    assert gateway.sentence in failed.answer
    client.force_login(admin())
    page = unescape(client.get(f"/desk/c/{case.number}/").content.decode())
    assert gateway.sentence in page


def test_a_gateway_that_says_yes_and_later_no_gives_the_next_means_its_turn(
    case: Case, phones: Peer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Peer()) as gateway:
        template = f"url: {gateway.url}/send\njson: {{report: '{{callback}}', text: '{{text}}'}}"
        monkeypatch.setenv("CHARTERDESK_SMS_GATEWAY", template)
        worked_off(now() + timedelta(seconds=1))
        reports = [gateway.said(n)["report"] for n in range(len(gateway.taken))]
        assert phones.taken == []
        for report in reports:
            path = "/" + report.partition("://")[2].partition("/")[2]
            assert client.post(path, {"status": "undelivered"}).status_code < 300
        worked_off(now() + timedelta(seconds=1))
    assert len(phones.taken) == len(reports) > 0
    call = Notice.objects.get(about="step management", person=ben())
    assert call.attempts.filter(what=Attempt.What.LOST).count() == 1
    assert call.carried_by == "push"


@pytest.mark.parametrize("how", ["hangs", "answers 500"])
def test_nobody_waits_for_somebody_elses_bad_carrier(
    how: str, phones: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(ben(), sms=0, push=None)
    has(ada(), push=0)
    Notice.objects.bulk_create(owed(number) for number in range(40))
    began = now()
    with bad(how) as gateway:
        texts_by(gateway, monkeypatch)
        worked_off(began + timedelta(minutes=1), senders=2)
    assert set(Notice.objects.values_list("state", "carried_by")) == {("sent", "push")}
    brought = [phones.said(n)["key"] for n in range(len(phones.taken))]
    assert sorted(brought) == sorted(f"EX1/{number}" for number in range(40))
    # One after another, the silent gateway alone would have held everybody up for six seconds.
    sent = [at for at in Notice.objects.values_list("sent_at", flat=True) if at]
    assert max(sent) - began < 20 * PATIENCE


def test_a_silent_carrier_is_asked_by_few_and_after_its_rest_by_one(
    phones: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(ben(), sms=0, push=None)
    Notice.objects.bulk_create(owed(2 * number) for number in range(20))
    with bad("hangs") as gateway:
        texts_by(gateway, monkeypatch)
        crew = Crew(4, carriers_of_the_desk)
        finish(crew, now() + timedelta(minutes=1))
        asked = len(gateway.peer.taken)
        # Each sender once, and two of them once more before the third failure.
        assert 4 <= asked <= 6
        monkeypatch.setattr(crew_module, "now", lambda: now() + LEFT_ALONE)
        Notice.objects.bulk_create(owed(2 * number) for number in range(20, 40))
        finish(crew, now() + timedelta(minutes=1))
        crew.close()
        assert len(gateway.peer.taken) == asked + 1
    assert set(Notice.objects.values_list("state", "carried_by")) == {("sent", "push")}


def finish(crew: Crew, at: datetime) -> None:
    """Step until nothing is due."""
    for _ in range(ONE_STEP):
        if not crew.step(at):
            return
    raise AssertionError("the outbox does not become empty")


def owed(number: int) -> Notice:
    """An urgent notice, to Ben and to Ada by turns."""
    person, at = (ben(), ada())[number % 2], now()
    return Notice(
        scope="EX1", key=str(number), kind=Notice.Kind.NOTICE, about="warning", person=person,
        address=person.email, text="Soon.", words={"case": "EX1"}, urgent=True, means=["sms"],
        message_id=f"{number}@desk.example", due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip
