"""What happened each time that a notice was carried: begun, then the carrier's answer.

Append-only. A beginning without an answer means that the worker died in between, and that the
next attempt may be a second delivery under the same Message-ID. What a gateway reports later, and
what the person answers, stands here too: asked, accepted, delivered, answered.
"""

from django.db import models

from charterdesk.notifications.models.notice import Notice


class Attempt(models.Model):
    """`number` counts from 1; `answer` is the carrier's own words."""

    class What(models.TextChoices):
        BEGUN = "begun"
        ACCEPTED = "accepted"
        FOR_NOW = "refused for now"
        FOR_GOOD = "refused for good"
        DELIVERED = "delivered"
        ANSWERED = "answered"
        LOST = "not delivered"
        ACKNOWLEDGED = "acknowledged"
        PASSED = "passed"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20, choices=What)
    carrier = models.CharField(max_length=40)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["notice", "id"], name="attempt_of_notice")]

    def __str__(self) -> str:
        return f"{self.notice_id} #{self.number} {self.what}"
