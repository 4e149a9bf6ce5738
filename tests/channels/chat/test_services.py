"""Chat rooms and push services: through the one way out, with the service's own words."""

from collections.abc import Iterator

import pytest
import requests  # noqa: TID251  # to show that it can't get out by itself

from charterdesk.channels.chat.sending import Services, service_at
from charterdesk.channels.mail.carriage import PermanentFailure, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from tests.channels.short.web_peers import Peer, allowing, serving


@pytest.fixture
def peer() -> Iterator[Peer]:
    with serving(Peer()) as one:
        yield one


def services(peer: Peer, **options: object) -> Services:
    addresses = {
        "phones": f"ntfy://127.0.0.1:{peer.port}/{{to}}",
        "gotify": f"gotify://127.0.0.1:{peer.port}/hushhush",
        "rooms": f"mmost://127.0.0.1:{peer.port}/a1b2c3d4e5f6g7h8i9j0k1l2m3",
    }
    return Services(addresses, allowing(**options))  # type: ignore[arg-type]  # its own options


def message(service: str = "phones", to: str = "ben") -> ShortMessage:
    return ShortMessage(
        key="VX1/one", to=to, service=service, title="[VX1] Down", text="Nothing works.",
        link="https://desk.example/a/x/", urgent=True,
    )  # fmt: skip


def test_a_push_brings_title_text_and_link(peer: Peer) -> None:
    assert services(peer).bring(message()).words.startswith("200")
    assert "Nothing works." in str(peer.taken)
    assert "https://desk.example/a/x/" in str(peer.taken)
    assert "ben" in peer.taken[0][0] + str(peer.taken[0][2])


@pytest.mark.parametrize("name", ["gotify", "rooms"])
def test_other_services_speak_in_their_own_way(peer: Peer, name: str) -> None:
    peer.body = b"ok"
    assert services(peer).bring(message(name)).words.startswith("200")
    assert "Nothing works." in str(peer.taken)


def test_a_place_can_not_lead_elsewhere(peer: Peer) -> None:
    with pytest.raises(PermanentFailure, match="service phones"):
        services(peer).bring(message(to="x@elsewhere.example/../other?y=1"))
    services(peer).bring(message("rooms", to="x@elsewhere.example/"))
    assert {headers["host"] for _, headers, _ in peer.taken} == {f"127.0.0.1:{peer.port}"}


def test_a_service_that_fails_says_so_for_now(peer: Peer) -> None:
    peer.status, peer.body = 503, b"come back later"
    with pytest.raises(TemporaryFailure, match="service phones answered 503"):
        services(peer).bring(message())


def test_a_service_that_refuses_for_good_says_so(peer: Peer) -> None:
    peer.status = 404
    with pytest.raises(PermanentFailure, match="service phones answered 404"):
        services(peer).bring(message())


def test_a_service_that_hangs_is_left_in_time(peer: Peer) -> None:
    peer.hang = True
    with pytest.raises(TemporaryFailure, match=r"took longer than 0\.2 seconds"):
        services(peer, longest=0.2).bring(message())


def test_a_service_in_a_private_network_is_refused_unless_it_is_named(peer: Peer) -> None:
    with pytest.raises(PermanentFailure, match="inside a private network"):
        services(peer, private=False).bring(message())
    assert peer.taken == []


def test_a_service_that_is_gone_is_a_clear_sentence(peer: Peer) -> None:
    with pytest.raises(PermanentFailure, match="There is no service pagers"):
        services(peer).bring(message("pagers"))


def test_nothing_gets_out_past_the_door(peer: Peer) -> None:
    assert service_at("ntfy://127.0.0.1/x", "") is not None
    with pytest.raises(requests.ConnectionError, match="without an allowance"):
        requests.post(peer.url, data=b"past the door", timeout=1)
    assert peer.taken == []


def test_secrets_never_stand_in_what_is_printed(peer: Peer) -> None:
    assert "hushhush" not in repr(services(peer))
