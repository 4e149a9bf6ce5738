"""What the loops could not do by themselves, and when they were last seen alive."""

from charterdesk.worker.models.alarm import Alarm

__all__ = ["Alarm"]
