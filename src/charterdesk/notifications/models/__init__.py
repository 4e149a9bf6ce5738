"""Notices that are owed, how people are reached, and the append-only record of what carriers
answered.
"""

from charterdesk.notifications.models.attempt import Attempt
from charterdesk.notifications.models.ended import EndedLinks
from charterdesk.notifications.models.means import Means
from charterdesk.notifications.models.notice import Notice
from charterdesk.notifications.models.unsubscribed import Unsubscribed

__all__ = ["Attempt", "EndedLinks", "Means", "Notice", "Unsubscribed"]
