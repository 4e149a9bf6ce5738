"""A sign of life of a worker's process, for whoever asks how the desk is."""

from django.db import models


class WorkerSign(models.Model):
    """A process at work; its row goes with it, unless it is killed.

    `parts` are what it does. `loops` says of each of its loops when it last came `round`, and
    where one met a `fault`, of which kind and when.
    """

    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    loops = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"worker {self.process} on {self.host}"
