"""A line between a reader and a mail server that breaks where a test says."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Line:
    """The ports of the line. What ran over it is counted: bytes that came, lines that went."""

    port: int
    came: int = 0
    went: int = 0
    _ends: list[socket.socket] = field(default_factory=list)

    def cut(self) -> None:
        """Break the line in both directions."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(port: int, *, bytes_back: int = 10**9, lines_out: int = 10**9) -> Iterator[Line]:
    """A line that breaks after so many bytes from the server, or so many lines to it."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(listener.getsockname()[1])
    threads = [threading.Thread(target=_carry, args=[listener, port, line, bytes_back, lines_out])]
    threads[0].start()
    try:
        yield line
    finally:
        line.cut()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        threads[0].join(10)


def _carry(listener: socket.socket, port: int, line: Line, back: int, out: int) -> None:
    try:
        near, _ = listener.accept()
    except OSError:
        return
    with near, socket.create_connection(("127.0.0.1", port)) as far:
        line._ends += [near, far]
        away = threading.Thread(target=_outward, args=[near, far, line, out])
        away.start()
        _homeward(near, far, line, back)
        line.cut()
        away.join(10)


def _homeward(near: socket.socket, far: socket.socket, line: Line, most: int) -> None:
    with suppress(OSError):
        while line.came < most and (piece := far.recv(4096)):
            near.sendall(piece[: most - line.came])
            line.came += len(piece)


def _outward(near: socket.socket, far: socket.socket, line: Line, most: int) -> None:
    with suppress(OSError):
        while line.went < most and (piece := near.recv(4096)):
            far.sendall(piece)
            line.went += piece.count(b"\n")
    line.cut()
