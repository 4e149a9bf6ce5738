"""One worker thread stores what came in; what comes meanwhile becomes its next batch.

Nobody waits for a batch to fill: a lone mail goes at once, and many connections share one
commit. A function that raises or answers wrongly gets its senders a 451, never a 250.
"""

import logging
import queue
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from charterdesk.channels.lmtp.values import DeliverMany, Envelope, Reply, try_again

log = logging.getLogger(__name__)

BATCH_MAILS = 100
BATCH_BYTES = 30_000_000
FAILURES = 3


@dataclass(frozen=True)
class _Waiting:
    """One envelope and the promise of its replies."""

    envelope: Envelope
    replies: Future[list[Reply]]


@dataclass
class Batches:
    """The queue between connections and `deliver_many`, which runs in one thread only.

    `most` is the largest batch. A batch that fails is tried again mail by mail, so that one
    bad mail never holds up the others.
    """

    deliver_many: DeliverMany
    most: int = BATCH_MAILS
    _queue: "queue.SimpleQueue[_Waiting | None]" = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the worker thread."""
        self._thread = threading.Thread(target=self._work, name="mail-in", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Store everything that waits, then end the thread."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    def put(self, envelope: Envelope) -> "Future[list[Reply]]":
        """The replies for `envelope`, one for each recipient, once it is stored or refused.

        Cancelled before its turn it is not stored: nobody waits, so its sender comes again.
        """
        replies: Future[list[Reply]] = Future()
        self._queue.put(_Waiting(envelope, replies))
        return replies

    def _work(self) -> None:
        going_on = True
        while going_on:
            first = self._queue.get()
            if first is None:
                return
            waiting, going_on = self._gathered(first)
            batch = [w for w in waiting if w.replies.set_running_or_notify_cancel()]
            replies = self._stored([w.envelope for w in batch]) if batch else []
            for answered, reply in zip(batch, replies, strict=True):
                answered.replies.set_result(reply)

    def _gathered(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """`first` and what waits behind it within the bounds; False after the last."""
        batch, size = [first], len(first.envelope.data)
        while len(batch) < self.most and size < BATCH_BYTES:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return batch, False
            batch.append(following)
            size += len(following.envelope.data)
        return batch, True

    def _stored(self, envelopes: list[Envelope]) -> list[list[Reply]]:
        replies = self._tried(envelopes)
        if replies is not None:
            return replies
        if len(envelopes) == 1:
            return [_kept_back(envelopes[0])]
        return list(self._singly(envelopes))

    def _singly(self, envelopes: list[Envelope]) -> Iterator[list[Reply]]:
        """One mail after the other; after three failures the fault lies elsewhere."""
        failures = 0
        for envelope in envelopes:
            replies = self._tried([envelope]) if failures < FAILURES else None
            failures = 0 if replies else failures + 1
            yield replies[0] if replies else _kept_back(envelope)

    def _tried(self, envelopes: list[Envelope]) -> list[list[Reply]] | None:
        """The replies, or None where there are none that could be trusted."""
        try:
            replies = self.deliver_many(envelopes)
        except Exception:
            log.exception("%d mails could not be stored", len(envelopes))
            return None
        if [len(r) for r in replies] != [len(e.recipients) for e in envelopes]:
            log.error("%d mails got the wrong number of replies", len(envelopes))
            return None
        return replies


def _kept_back(envelope: Envelope) -> list[Reply]:
    return [try_again()] * len(envelope.recipients)
