"""The one way out over HTTP: to named hosts, at checked addresses, within bounds.

The address that was checked is the one that is connected to, so that a name which
answers otherwise the second time gains nothing. Redirects are answers, not followed.
"""

import ipaddress
import logging
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import httpcore
import httpx

from charterdesk.kit.one_deadline import DeadlinePassed, exchange

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# It would write down every address that is called, and some of these hold secrets.
logging.getLogger("httpx").setLevel(logging.WARNING)

SHARED_SPACE = ipaddress.ip_network("100.64.0.0/10")
# What the library raises where a connection or an answer is at fault.
FAULTS = (httpcore.NetworkError, httpcore.ProtocolError)
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
# All that is given out as public; what lies outside is old, local or stands for something else.
GIVEN_OUT = ipaddress.ip_network("2000::/3")


class EgressRefused(Exception):
    """The rules forbid this call; nothing was sent. Its text is one sentence."""


class EgressFailed(Exception):
    """The call was made and brought no usable answer. Its text is one sentence."""


@dataclass(frozen=True)
class Allowance:
    """Where a caller may go, how long it may take and how much may come back.

    `authority` is the path of a file with certificates that are trusted beside the usual ones.
    """

    hosts: frozenset[str]
    schemes: frozenset[str] = frozenset({"https"})
    private: tuple[Network, ...] = ()
    longest: timedelta = timedelta(seconds=10)
    most_bytes: int = 1024 * 1024
    authority: str = ""


@dataclass(frozen=True)
class Answer:
    """What came back, whole; a redirect is an answer like others."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def call(
    method: str,
    url: str,
    *,
    within: Allowance,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request and its whole answer, within the allowance (trust.md, rule 5).

    Raises EgressRefused before anything is sent, EgressFailed for every fault after.
    """
    target = _target(url, within)
    address = checked_address(target.host, _port(target), private=within.private)
    request = httpcore.Request(
        method, _connected(target, address), content=body,
        headers=_headers(headers or {}, _own_headers(method, target, body)),
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )  # fmt: skip
    try:
        return Answer(
            *exchange(
                request, trusted=trusted(within.authority), longest=within.longest,
                read=lambda chunks: _read(chunks, within.most_bytes),
            )
        )  # fmt: skip
    except DeadlinePassed as error:
        seconds = within.longest.total_seconds()
        raise EgressFailed(f"{target.host} took longer than {seconds:g} seconds.") from error
    except FAULTS as error:
        raise EgressFailed(_fault(target.host, error)) from error


def checked_address(host: str, port: int, *, private: tuple[Network, ...] = ()) -> Address:
    """The first address of `host`; EgressRefused where any of them is not for outsiders.

    A host with one good and one bad address is refused whole, as nobody can tell which
    of them the next lookup would give.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise EgressFailed(f"The name {host} has no address.") from error
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    for address in addresses:
        if not _is_public(address) and not any(address in network for network in private):
            raise EgressRefused(f"{host} leads to {address}, which is inside a private network.")
    return addresses[0]


@cache
def trusted(authority: str) -> ssl.SSLContext:
    """What certificates are checked against; read once, as it takes longer than a call."""
    context = httpx.create_ssl_context(trust_env=False)
    if authority:
        context.load_verify_locations(cafile=authority)
    return context


def _fault(host: str, error: Exception) -> str:
    """One sentence; a certificate that proves nothing is called by its name."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message or cause.reason
            return f"The certificate of {host} does not prove that it is {host}: {why}."
        cause = cause.__cause__ or cause.__context__
    reason = " ".join(str(error).split()) or type(error).__name__
    return f"{host} did not answer as it should: {reason}."


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address not in GIVEN_OUT:
            return False
    return address.is_global and not address.is_multicast and address not in SHARED_SPACE


def _target(url: str, within: Allowance) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise EgressRefused(f"'{url}' is not an address.") from error
    if target.scheme not in within.schemes:
        wanted = ", ".join(sorted(within.schemes))
        raise EgressRefused(f"'{target.scheme}' is not allowed as a way out, only {wanted}.")
    if target.userinfo:
        raise EgressRefused(f"The address for {target.host} carries a password: leave it out.")
    if target.host not in within.hosts:
        raise EgressRefused(f"'{target.host}' is not on the list of hosts that may be called.")
    return target


def _port(target: httpx.URL) -> int:
    return target.port or (443 if target.scheme == "https" else 80)


def _own_headers(method: str, target: httpx.URL, body: bytes) -> dict[str, str]:
    """What is ours to say, whatever the caller has said."""
    length = {"Content-Length": str(len(body))} if body or method in WITH_BODY else {}
    plain = {"Accept-Encoding": "identity", "Connection": "close"}
    return {"Host": target.netloc.decode("ascii"), **plain, **length}


def _headers(given: Mapping[str, str], own: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Both, without what the caller says of ours in other letters."""
    ours = {name.lower() for name in own}
    kept = {name: value for name, value in given.items() if name.lower() not in ours}
    return [(name.encode(), value.encode()) for name, value in {**kept, **own}.items()]


def _connected(target: httpx.URL, address: Address) -> httpcore.URL:
    """The same place at the address that was checked."""
    return httpcore.URL(
        scheme=target.raw_scheme, host=str(address), port=target.port, target=target.raw_path
    )


def _read(chunks: Iterable[bytes], most_bytes: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most_bytes:
            raise EgressFailed(f"The answer is longer than {most_bytes} bytes.")
    return bytes(body)
