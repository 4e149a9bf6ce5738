"""A means of reaching a person: a kind, an address, and when it is tried.

The delays count from the moment of the notice; without one the means is not tried for notices
of that sort, unless all others fail. What a service needs to let the desk in is the operator's
and never stands here.
"""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(hours=12)
DELAY = [MinValueValidator(timedelta()), MaxValueValidator(LONGEST)]


class Means(models.Model):
    """`service` names one of the operator's chat rooms or push services, and is empty else.

    `urgent_after` and `ordinary_after` are the delays; `verified_at` is when the person said that
    a test had arrived.
    """

    class Kind(models.TextChoices):
        MAIL = "mail", _("mail")
        SMS = "sms", _("text message")
        VOICE = "voice", _("voice call")
        PUSH = "push", _("push to a phone")
        CHAT = "chat", _("chat room")
        HOOK = "hook", _("signed webhook")

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="means")
    kind = models.CharField(max_length=10, choices=Kind)
    service = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    urgent_after = models.DurationField(null=True, blank=True, validators=DELAY)
    ordinary_after = models.DurationField(null=True, blank=True, validators=DELAY)
    verified_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "means"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "service", "address"],
                name="means_once",
                violation_error_message=_("This means stands in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.service} {self.address}".replace("  ", " ")
