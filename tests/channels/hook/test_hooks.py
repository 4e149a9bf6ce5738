"""Signed webhooks: what they say, that the receiver can tell, that a second one is recognised."""

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from charterdesk.channels.hook.sending import Hooks
from charterdesk.channels.mail.carriage import PermanentFailure
from charterdesk.channels.short import ShortMessage
from tests.channels.short.web_peers import Peer, allowing, serving

SECRET = "whsec_" + "c2VjcmV0" * 5
KEY = "VX1/run1/management/ben/1"


def message(url: str) -> ShortMessage:
    return ShortMessage(key=KEY, to=f"{url}/hook", title="[VX1] Down", text="Down", urgent=True)


def test_the_receiver_can_tell_that_it_comes_from_this_desk() -> None:
    with serving(Peer(status=204)) as peer:
        Hooks(allowing(), lambda url: SECRET).bring(message(peer.url))
    path, headers, body = peer.taken[0]
    said = Webhook(SECRET).verify(body, headers)
    assert path == "/hook"
    assert (said["title"], said["key"], said["urgent"]) == ("[VX1] Down", KEY, True)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)


def test_a_second_delivery_has_the_same_identifier() -> None:
    with serving(Peer()) as peer:
        for _ in range(2):
            Hooks(allowing(), lambda url: SECRET).bring(message(peer.url))
    first, second = (headers["webhook-id"] for _, headers, _ in peer.taken)
    assert first == second


def test_a_hook_to_a_private_address_is_refused_in_one_sentence() -> None:
    with pytest.raises(PermanentFailure, match=r"127\.0\.0\.1 leads to .* private network"):
        Hooks(allowing(private=False), lambda url: SECRET).bring(message("https://127.0.0.1"))


def test_a_hook_to_a_host_that_nobody_named_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="not on the list of hosts"):
        Hooks(allowing(), lambda url: SECRET).bring(message("https://elsewhere.example"))
