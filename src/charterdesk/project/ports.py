"""Ports to listen on: the one asked for, or a free one in place of a default that is taken."""

import errno
import socket

from charterdesk.kit.settings_readers import CannotStart


def port_to_use(host: str, wanted: int | None, *, default: int, option: str) -> int:
    """`wanted`, or where none is wanted `default`, or a free one; 0 wants a free one.

    Raises CannotStart, naming `option`, where the port wanted can't be had.
    """
    if wanted is not None:
        return _bound(host, wanted, option)
    try:
        return _bound(host, default, option)
    except CannotStart:
        return _bound(host, 0, option)


def _bound(host: str, port: int, option: str) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the servers themselves do, so that a port just given up counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "another program has it" if taken else error.strerror
            raise CannotStart(
                f"Port {port} of {host} can't be had: {why}. Choose another with {option}."
            ) from error
        name: tuple[str, int] = probe.getsockname()
        return name[1]
