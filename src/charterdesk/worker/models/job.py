"""A job: long work that somebody asked for, done by a worker while they do other things."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from charterdesk.accounts.models import Person


class Job(models.Model):
    """`attempt` is the fence: only who claimed it last may write its progress and its end.

    `due_at` is when it may begin, `heartbeat_at` when its worker was last seen; `payload` is a
    file that goes along with `arguments`. `done` of `total` are pieces of its own kind.
    """

    OUTCOMES = [("", "open"), ("done", "done"), ("failed", "failed"), ("cancelled", "cancelled")]

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    payload = models.BinaryField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=OUTCOMES, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="job_open", condition=Q(outcome=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("studio:job", args=[self.pk])
