"""One thing with each of many, so that one at fault keeps no other waiting."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from charterdesk.kit.in_turn import Item
from charterdesk.worker.ticking import GONE

log = logging.getLogger(__name__)


def guarded(items: Iterable[Item], do: Callable[[Item, datetime], int], at: datetime, /) -> int:
    """As `in_turn`; one at fault is logged and left to the next round. Raises one of GONE."""
    done = 0
    for item in items:
        try:
            done += do(item, at)
        except GONE:
            raise
        except Exception:
            log.exception("A fault with one of many, which go on: %s %s", do.__name__, item)
    return done
