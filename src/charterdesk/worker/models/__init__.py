"""What the loops could not do by themselves, and the long work that they do for people."""

from charterdesk.worker.models.alarm import Alarm
from charterdesk.worker.models.job import Job

__all__ = ["Alarm", "Job"]
