"""What time does to chats, in rounds of the worker: nobody is forgotten, and nothing is lost.

An agent who has gone gives the chat back; who waited long gets a case whose promise runs; who
left, or waits past the hours, has written a message.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.in_turn import Each, in_turn
from charterdesk.talk.commands.answering import put_back
from charterdesk.talk.commands.ending import finish
from charterdesk.talk.lines import locked
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import GOING, GONE
from charterdesk.talk.recording import open_from
from charterdesk.talk.ways import way_named

PATIENCE = timedelta(minutes=10)
LEFT = timedelta(minutes=5)
FORGOTTEN = timedelta(hours=2)

log = logging.getLogger(__name__)


def look_after_chats(at: datetime, each: Each = in_turn) -> int:
    """One round; how many chats it changed. Each stands in a transaction of its own."""
    due = Chat.objects.filter(_due(at)).order_by("pk").values_list("pk", flat=True)
    return each(due[:200], _settle, at)


def _due(at: datetime) -> Q:
    """Chats that may have something to settle; the lock decides."""
    vanished = Q(state=Chat.State.OPEN, agent_seen_at__lt=at - GONE)
    forgotten = Q(state=Chat.State.OPEN, customer_seen_at__lt=at - FORGOTTEN)
    return GOING & (vanished | forgotten | Q(state=Chat.State.WAITING))


def _settle(pk: int, at: datetime) -> int:
    with transaction.atomic():
        row = locked(Chat(pk=pk))
        act = _what_is_due(row, at)
        if act is None:
            return 0
        done = act(row, at)
        if isinstance(done, Refused):
            log.warning("The chat %s stays as it is: %s", row.pk, done.text)
        return int(not isinstance(done, Refused))


def _what_is_due(row: Chat, at: datetime) -> Callable[[Chat, datetime], object] | None:
    if row.state == Chat.State.OPEN:
        if row.customer_seen_at < at - FORGOTTEN:
            return finish
        gone = row.agent_seen_at is not None and row.agent_seen_at < at - GONE
        return put_back if gone else None
    if row.state != Chat.State.WAITING:
        return None
    way = way_named(row.charter, at)
    if row.customer_seen_at < at - LEFT or way is None or not way.is_open(at):
        return finish
    return open_from if row.case is None and row.begun_at < at - PATIENCE else None
