"""A gateway for texts and calls: what it is asked, what its answers mean, what it can't be."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import pytest

from charterdesk.channels.gateway.sending import Gateway
from charterdesk.channels.gateway.template import MalformedTemplate, read_template
from charterdesk.channels.mail.carriage import PermanentFailure, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from tests.channels.short.web_peers import Peer, allowing, serving

CALL = ShortMessage(
    key="VX1/run1/management/ben/1", to="+46 70", title="[VX1] Down", text="Down\nas {to}",
    link="https://desk.example/a/x/", callback="https://desk.example/r/y/", urgent=True,
)  # fmt: skip
JSON = """
url: %s/send?to={to}
headers: {Authorization: Bearer hush, X-Key: "{key}"}
json: {numbers: ["{to}"], text: "{line}", report: "{callback}", flash: true}
"""


@pytest.fixture
def peer() -> Iterator[Peer]:
    with serving(Peer()) as one:
        yield one


def gateway(peer: Peer, template: str = JSON, more: str = "") -> Gateway:
    return Gateway(read_template(template % peer.url + more), allowing())


def test_it_is_asked_as_the_operator_wrote_it(peer: Peer) -> None:
    assert gateway(peer).bring(CALL).words == "200 {}"
    path, headers, _ = peer.taken[0]
    assert path == "/send?to=%2B46%2070"
    assert headers["authorization"] == "Bearer hush"
    assert headers["idempotency-key"] == headers["x-key"] == CALL.key
    assert peer.said() == {
        "numbers": ["+46 70"], "text": "[VX1] Down https://desk.example/a/x/",
        "report": "https://desk.example/r/y/", "flash": True,
    }  # fmt: skip


def test_a_form_is_escaped_and_a_value_is_never_taken_for_a_place(peer: Peer) -> None:
    gateway(peer, "url: %s/sms\nform: {to: '{to}', message: '{text}'}").bring(CALL)
    _, headers, body = peer.taken[0]
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    said = parse_qs(body.decode())
    assert said == {"to": ["+46 70"], "message": ["Down\nas {to}\nhttps://desk.example/a/x/"]}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (500, TemporaryFailure), (503, TemporaryFailure), (429, TemporaryFailure),
        (401, TemporaryFailure), (400, PermanentFailure), (404, PermanentFailure),
        (302, PermanentFailure),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_yes_is_a_failure_with_its_words(
    peer: Peer, status: int, kind: type[Exception]
) -> None:
    peer.status, peer.body = status, b"no  such\nnumber"
    with pytest.raises(kind, match=f"answered {status}") as failure:
        gateway(peer).bring(CALL)
    assert "hush" not in str(failure.value)


def test_a_redirect_is_not_followed(peer: Peer) -> None:
    peer.status, peer.headers = 307, {"Location": peer.url + "/elsewhere"}
    with pytest.raises(PermanentFailure, match="none is followed"):
        gateway(peer).bring(CALL)
    assert [path for path, _, _ in peer.taken] == ["/send?to=%2B46%2070"]


def test_a_yes_that_does_not_say_what_is_expected_is_none(peer: Peer) -> None:
    peer.body = b'{"message": {"state": "failed"}}'
    with pytest.raises(TemporaryFailure, match="state is 'failed' and not sent or queued"):
        gateway(peer, more="expects: {message.state: [sent, queued]}").bring(CALL)
    peer.body = b'{"message": {"state": "queued"}}'
    believed = gateway(peer, more="expects: {message.state: [sent, queued]}").bring(CALL)
    assert "queued" in believed.words


def test_a_yes_that_is_no_json_at_all_is_none(peer: Peer) -> None:
    peer.body = b"<html>OK</html>"
    with pytest.raises(TemporaryFailure, match="state is ''"):
        gateway(peer, more="expects: {state: [sent]}").bring(CALL)


def test_a_gateway_that_hangs_is_left_in_time(peer: Peer) -> None:
    peer.hang = True
    hung = Gateway(read_template(JSON % peer.url), allowing(longest=0.2))
    with pytest.raises(TemporaryFailure, match=r"took longer than 0\.2 seconds"):
        hung.bring(CALL)


def test_an_answer_without_an_end_is_left(peer: Peer) -> None:
    peer.body = b"x" * 2_000_000
    with pytest.raises(TemporaryFailure, match="longer than 1048576 bytes"):
        gateway(peer).bring(CALL)


def test_a_certificate_that_proves_nothing_is_called_by_its_name() -> None:
    with serving(Peer(), secure=True) as peer:
        known = Gateway(read_template(JSON % peer.url), allowing())
        assert known.bring(CALL).words == "200 {}"
        unknown = Gateway(read_template(JSON % peer.url), allowing(authority=""))
        with pytest.raises(TemporaryFailure, match=r"certificate of 127\.0\.0\.1 does not prove"):
            unknown.bring(CALL)
    assert len(peer.taken) == 1


def test_a_private_address_is_refused_unless_the_operator_named_it(peer: Peer) -> None:
    closed = Gateway(read_template(JSON % peer.url), allowing(private=False))
    with pytest.raises(PermanentFailure, match="inside a private network"):
        closed.bring(CALL)
    assert peer.taken == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[", "not YAML"),
        ("just words", "wants lines"),
        ("url: https://x\njson: {}\nform: {}", "both"),
        ("url: https://x\nmethod: DELETE", "wants one of"),
        ("url: https://x\nvendor: acme", "unknown keys: vendor"),
        ("url: https://x\ntaken: yes", "wants statuses"),
        ("url: https://x\nheaders: [a]", "name: value"),
        ("url: https://x\nexpects: 5", "field"),
    ],
)
def test_a_template_that_can_not_be_used_says_why(text: str, why: str) -> None:
    with pytest.raises(MalformedTemplate, match=why):
        read_template(text)


def test_no_log_names_the_address_that_was_called(
    peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        gateway(peer, "url: %s/send?password=hush&to={to}").bring(CALL)
    assert "hush" in peer.taken[0][0]
    assert "hush" not in caplog.text


def test_secrets_never_stand_in_what_is_printed(peer: Peer) -> None:
    printed: Callable[[object], str] = repr
    assert "hush" not in printed(gateway(peer)) + printed(gateway(peer).template)
