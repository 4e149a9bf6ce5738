"""The port of several web processes."""

import socket

from charterdesk.project.serving import Sending


def test_an_answer_on_a_kept_connection_leaves_without_delay() -> None:
    port = Sending("charterdesk.project.asgi:application", host="127.0.0.1", port=0).bind_socket()
    with port:
        port.listen()
        port.settimeout(10)
        with socket.create_connection(port.getsockname(), timeout=10):
            accepted, _ = port.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
