"""Whether ports of a named host take a connection: TCP alone, one checked address, one deadline.

Nothing is sent and nothing is read; what is open is closed again at once (trust.md rule 5).
"""

import errno
import selectors
import socket
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from time import monotonic
from typing import Literal

from charterdesk.kit.egress import Address, EgressFailed, Network, checked_address

Heard = Literal["open", "closed", "silent"]
LONGEST = timedelta(seconds=5)
UNDER_WAY = frozenset({errno.EINPROGRESS, errno.EWOULDBLOCK})


def knock(
    host: str, ports: Iterable[int], *, private: tuple[Network, ...] = (),
    longest: timedelta = LONGEST,
) -> dict[int, Heard]:  # fmt: skip
    """What each port says within `longest`, all tried at once; no answer is silent.

    Raises EgressRefused for an address that is not for outsiders, unless it lies in one of the
    operator's `private` networks, and EgressFailed for a name without one.
    """
    wanted = tuple(dict.fromkeys(ports))
    if not wanted:
        raise EgressFailed(f"There is no port of {host} to try.")
    address = checked_address(host, wanted[0], private=private)
    return _heard(address, wanted, monotonic() + longest.total_seconds())


def _heard(address: Address, ports: tuple[int, ...], until: float) -> dict[int, Heard]:
    found: dict[int, Heard] = dict.fromkeys(ports, "silent")
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        waiting = 0
        for port in ports:
            door = stack.enter_context(_door(address))
            code = door.connect_ex((str(address), port))
            if code in UNDER_WAY:
                selector.register(door, selectors.EVENT_WRITE, port)
                waiting += 1
            else:
                found[port] = _meaning(code)
        while waiting and (left := until - monotonic()) > 0:
            for key, _mask in selector.select(left):
                door = key.fileobj  # type: ignore[assignment]  # what was registered above
                found[key.data] = _meaning(door.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
                selector.unregister(door)
                waiting -= 1
    return found


def _door(address: Address) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setblocking(False)
    return door


def _meaning(code: int) -> Heard:
    match code:
        case 0:
            return "open"
        case errno.ECONNREFUSED:
            return "closed"
        case _:
            return "silent"
