"""Notices that are owed, and the append-only record of what carriers answered."""

from charterdesk.notifications.models.attempt import Attempt
from charterdesk.notifications.models.notice import Notice

__all__ = ["Attempt", "Notice"]
