"""My means: set, ordered, tested, and what becomes of the test."""

from datetime import timedelta

import pytest

from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Means, Notice
from charterdesk.notifications.routes import words_by_person
from charterdesk.worker.loops import work_off
from tests.apps.cast import ada, ben
from tests.channels.short.web_peers import Peer, serving
from tests.faces.visiting import Visit

PAGE = "/desk/me/means/"
GATEWAY = "url: %s/send\njson: {to: '{to}', text: '{line}', report: '{callback}'}"


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Peer:
    """A gateway for text messages that the operator has named, with its network."""
    peer = Peer()
    monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("CHARTERDESK_OUT_HOSTS", "hooks.example")
    return peer


def add(visit: Visit, way: str, address: str, urgent: str = "0", ordinary: str = "") -> object:
    return visit.post(PAGE, way=way, address=address, urgent=urgent, ordinary=ordinary)


def test_who_has_set_nothing_reads_how_they_are_reached(visit: Visit) -> None:
    assert visit.get(PAGE).says("You have set nothing", "Reach me by")
    assert visit.get("/desk/me/").says(PAGE)


def test_the_first_means_of_ones_own_keeps_mail_beside_it(
    visit: Visit, gateway: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTERDESK_SMS_GATEWAY", GATEWAY % "http://127.0.0.1")
    add(visit, "sms", "+46 (70) 123-45.67", urgent="2")
    kinds = {one.kind: one for one in Means.objects.filter(person=ada())}
    assert set(kinds) == {"mail", "sms"}
    assert kinds["sms"].address == "+46701234567"
    assert kinds["sms"].urgent_after == timedelta(minutes=2)
    assert words_by_person()["ada"] == {"mail", "sms", "phone"}
    assert visit.get(PAGE).says("after 2 minutes", "only when all others fail")


@pytest.mark.parametrize(
    ("way", "address", "why"),
    [
        ("mail", "no address", "This is no mail address."),
        ("mail", '"a b"@x.example', "This is no mail address."),
        ("sms", "070 123 45 67", "This is no telephone number"),
        ("hook", "http://hooks.example/x", "begins with https://"),
        ("hook", "https://elsewhere.example/x", "is not among the hosts"),
        ("hook", "https://u:p@hooks.example/x", "Leave user and password out"),
        ("hook", "https://[/x", "no address of the web"),
        ("pager", "1", "pager"),
    ],
)
def test_what_can_not_be_used_is_one_sentence(
    visit: Visit, gateway: Peer, monkeypatch: pytest.MonkeyPatch, way: str, address: str, why: str
) -> None:
    monkeypatch.setenv("CHARTERDESK_SMS_GATEWAY", GATEWAY % "http://127.0.0.1")
    answer = visit.post(PAGE, way=way, address=address, urgent="0", ordinary="")
    assert (answer.status, answer.says(why)) == (422, True)
    assert not Means.objects.exists()


def test_a_hook_shows_the_secret_of_its_signature(visit: Visit, gateway: Peer) -> None:
    add(visit, "hook", "https://hooks.example/x")
    assert visit.get(PAGE).says("whsec_")


def test_delays_are_changed_and_a_means_is_removed(visit: Visit) -> None:
    add(visit, "mail", "ada@elsewhere.example")
    means = Means.objects.get()
    delays = {f"m{means.pk}-urgent": "5", f"m{means.pk}-ordinary": ""}
    visit.post(f"{PAGE}{means.pk}/", **delays)
    means.refresh_from_db()
    assert means.urgent_after == timedelta(minutes=5)
    visit.fill(PAGE, f"{PAGE}{means.pk}/remove/")
    assert not Means.objects.exists()


def test_nobody_elses_means_can_be_touched(visit: Visit) -> None:
    theirs = Means.objects.create(person=ben(), kind="mail", address="x@y.example", made_at=now())
    for act in ("", "remove/", "test/"):
        assert visit.post(f"{PAGE}{theirs.pk}/{act}").status == 404
    assert "x@y.example" not in visit.get(PAGE).text


def test_call_me_now_shows_what_becomes_of_it(
    visit: Visit, gateway: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(gateway):
        monkeypatch.setenv("CHARTERDESK_SMS_GATEWAY", GATEWAY % gateway.url)
        add(visit, "sms", "+46701234567")
        means = Means.objects.get(kind="sms")
        assert visit.fill(PAGE, f"{PAGE}{means.pk}/test/").says("The test waits", "data-job")
        work_off(now())
        assert visit.get(PAGE).says("asked", "accepted", "So far: accepted.")
        said = gateway.said()
        assert said["to"] == "+46701234567"
        visit.post(f"/r/{said['report'].split('/')[-2]}/", status="delivered")
        assert visit.get(PAGE).says("So far: delivered.")
        link = said["text"].split()[-1]
        visit.post(link.removeprefix("http://localhost:8000"), minutes_taken="0")
    assert visit.get(PAGE).says("You said that it has reached you.", "since")
    assert visit.post(f"{PAGE}{means.pk}/test/").says("wait ten seconds")


def test_a_test_that_fails_says_why_and_is_not_tried_again(
    visit: Visit, gateway: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.status = 503
    with serving(gateway):
        monkeypatch.setenv("CHARTERDESK_SMS_GATEWAY", GATEWAY % gateway.url)
        add(visit, "sms", "+46701234567")
        visit.post(f"{PAGE}{Means.objects.get(kind='sms').pk}/test/")
        work_off(now())
        work_off(now() + timedelta(minutes=5))
    assert len(gateway.taken) == 1
    assert visit.get(PAGE).says("The test has failed: The gateway 127.0.0.1 answered 503")


def test_a_means_whose_carrier_is_gone_says_so(visit: Visit) -> None:
    means = Means.objects.create(
        person=ada(), kind="push", service="phones", address="ada", made_at=now()
    )
    assert visit.get(PAGE).says("Nothing is set up at this desk for it yet.")
    visit.post(f"{PAGE}{means.pk}/test/")
    work_off(now())
    assert Notice.objects.get().trouble == "Nothing is set up at this desk for push."
