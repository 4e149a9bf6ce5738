"""Pieces of a simulation on all cores, with progress and a stop that takes effect at once.

Children are started fresh (spawn), as nothing may be shared with a parent that has threads or
a database open. A child asks before every few cases whether to stop, so none has to be killed.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from charterdesk.engine.phrase import phrase
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.pieces import Cancelled, Stages, Tick

R = TypeVar("R", covariant=True)
POLL = 0.2
# So many pieces for each core are handed out at a time: waiting for thousands at once takes longer
# than they do.
AHEAD = 4


class Piece(Protocol[R]):
    """Something that one core can do alone; `size` is about how many cases it is."""

    @property
    def size(self) -> int: ...

    def work(self, stages: Stages, tick: Tick) -> R:
        """Do it, calling `tick` with the number of cases done since the last call."""
        ...


OnDone = Callable[[int], None]
IsCancelled = Callable[[], bool]


def usable_cores() -> int:
    """How many processes may work side by side; one where this process may have no children."""
    if multiprocessing.current_process().daemon:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worked_off(
    pieces: Sequence[Piece[R]],
    stages: Stages,
    *,
    cores: int,
    on_done: OnDone,
    is_cancelled: IsCancelled,
) -> Iterator[R]:
    """What each piece gives, as each is done; ends early when it is cancelled.

    `on_done` is told how many cases are done in all. Raises BadInputError when a child was ended
    from outside, and what a piece raises.
    """
    if cores < 2 or len(pieces) < 2:
        return _here(pieces, stages, on_done, is_cancelled)
    return _spread(pieces, stages, min(cores, len(pieces)), on_done, is_cancelled)


def _here(
    pieces: Sequence[Piece[R]], stages: Stages, on_done: OnDone, is_cancelled: IsCancelled
) -> Iterator[R]:
    done = 0

    def tick(cases: int) -> None:
        nonlocal done
        done += cases
        on_done(done)
        if is_cancelled():
            raise Cancelled

    for piece in pieces:
        try:
            yield piece.work(stages, tick)
        except Cancelled:
            return
        if is_cancelled():
            return


def _spread(
    pieces: Sequence[Piece[R]],
    stages: Stages,
    cores: int,
    on_done: OnDone,
    is_cancelled: IsCancelled,
) -> Iterator[R]:
    fresh = multiprocessing.get_context("spawn")
    done, stop = fresh.Value("q", 0), fresh.Event()
    pool = ProcessPoolExecutor(
        cores, mp_context=fresh, initializer=_begin, initargs=(stages, done, stop)
    )
    left = iter(pieces)
    waiting: set[Future[R | None]] = set()
    try:
        waiting = {pool.submit(_work, piece) for piece in islice(left, AHEAD * cores)}
        while waiting:
            over, waiting = wait(waiting, timeout=POLL, return_when=FIRST_COMPLETED)
            on_done(done.value)
            for future in over:
                found = future.result()
                if found is not None:
                    yield found
            if is_cancelled():
                stop.set()
            else:
                waiting |= {pool.submit(_work, piece) for piece in islice(left, len(over))}
    except BrokenProcessPool:
        raise BadInputError(
            phrase("A process of the simulation was ended from outside; is there memory enough?")
        ) from None
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


class _Child(Generic[R]):
    """What a child process keeps between pieces."""

    stages: Stages
    done: Any
    stop: Any


def _begin(stages: Stages, done: object, stop: object) -> None:
    # The parent hears Ctrl-C and tells the children, so that all end in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Child.stages, _Child.done, _Child.stop = stages, done, stop


def _end_with_parent() -> None:
    """A parent that is killed tells nobody; without it a child would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(piece: Piece[R]) -> R | None:
    """None for a piece that was cancelled before it gave anything."""

    def tick(cases: int) -> None:
        with _Child.done.get_lock():
            _Child.done.value += cases
        if _Child.stop.is_set():
            raise Cancelled

    if _Child.stop.is_set():
        return None
    try:
        return piece.work(_Child.stages, tick)
    except Cancelled:
        return None
