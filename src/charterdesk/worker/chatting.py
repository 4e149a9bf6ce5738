"""Rounds of the chats: what time alone does to them, looked at every few seconds."""

from datetime import datetime, timedelta

from charterdesk.talk.upkeep import look_after_chats

LOOK_EVERY = timedelta(seconds=5)


class ChatRounds:
    """When the next round is due."""

    def __init__(self) -> None:
        self._look_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next round is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """Look after the chats, if a round is due; True where one was changed."""
        if self._look_at is not None and at < self._look_at:
            return False
        self._look_at = at + LOOK_EVERY
        return look_after_chats(at) > 0
