"""News of cases for those who follow them: taken from the events, then told when they are owed."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from charterdesk.watching.spreading import (
    ASIDE_FOR,
    cases_with_news,
    next_spread_at,
    set_news_aside,
    spread_news,
)
from charterdesk.watching.telling import (
    forget_old_news,
    next_tell_at,
    people_owed,
    set_telling_aside,
    tell_news,
)
from charterdesk.worker.rounds import Rounds
from charterdesk.worker.ticking import GONE

FORGET_EVERY = timedelta(hours=1)

log = logging.getLogger(__name__)


class NewsRounds:
    """One case's news, or one person's notices, at a time; and now and then what is long over."""

    def __init__(self) -> None:
        self._forgets = Rounds(forget_old_news, FORGET_EVERY)

    def due(self) -> datetime | None:
        """When the next news are to be taken or told; None for never yet."""
        return min(filter(None, (next_spread_at(), next_tell_at())), default=None)

    def step(self, at: datetime) -> bool:
        """Take or tell what is due; True where anything was. Raises one of GONE."""
        if _first(cases_with_news(at), spread_news, set_news_aside, at):
            return True
        if _first(people_owed(at), tell_news, set_telling_aside, at):
            return True
        return self._forgets.step(at)


def _first(
    keys: Iterable[int], do: Callable[[int, datetime], bool],
    aside: Callable[[int, datetime], None], at: datetime,
) -> bool:  # fmt: skip
    """Do the first that nobody else does; one that is at fault is set aside, for the others."""
    for key in keys:
        try:
            if do(key, at):
                return True
        except GONE:
            raise
        except Exception:
            log.exception("News could not be told and are set aside: %s %s", do.__name__, key)
            aside(key, at + ASIDE_FOR)
    return False
