"""What the loops could not do by themselves, that they live, and the long work for people."""

from charterdesk.worker.models.alarm import Alarm
from charterdesk.worker.models.job import Job
from charterdesk.worker.models.sign import WorkerSign

__all__ = ["Alarm", "Job", "WorkerSign"]
