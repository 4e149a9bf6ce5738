"""Who reports, what came from them byte for byte, the alerts on cases, and the storms.

A delivery is stored before it is read and before it is acknowledged (trust.md rule 1); of keys
only digests are kept (rule 7).
"""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from charterdesk.alerts.kinds import KINDS


class AlertSource(models.Model):
    """A sender with a key of its own, and what its alerts become.

    `priorities` maps its words of severity, casefolded, to priorities of the charter; `mapping`
    says where the parts stand in its JSON. `storm_alerts` new ones within `storm_within` are a
    storm. The former key lasts until `old_key_until`, so that none is lost while it is changed.
    `silence_told_at` is when its people were told that it is silent; None once that is over.
    """

    name = models.CharField(
        _("name"), max_length=60, unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9-]*\Z",
                _("A name is small letters, digits and dashes: it stands in the address."),
            )
        ],
    )  # fmt: skip
    kind = models.CharField(max_length=20, choices=tuple(KINDS.items()))
    charter = models.CharField(max_length=100)
    channel = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        "customers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="+"
    )
    asset_label = models.CharField(max_length=100, blank=True)
    organisation_label = models.CharField(max_length=100, blank=True)
    priorities = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    storm_alerts = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(2), MaxValueValidator(1000)]
    )
    storm_within = models.DurationField()
    silent_after = models.DurationField(null=True, blank=True)
    silence_told_at = models.DateTimeField(null=True, blank=True)

    key_digest = models.CharField(max_length=64)
    key_made_at = models.DateTimeField()
    old_key_digest = models.CharField(max_length=64, blank=True)
    old_key_until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/desk/alerts/{self.name}/"


class AlertDelivery(models.Model):
    """What came in one request. `times` counts those that were the same, the one after the other.

    `key` is the sender's own mark of the delivery. Of its `count` alerts `done` are taken; `tries`
    counts the faults over it. `form` and `values` are why it can't be read.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        UNREADABLE = "unreadable"
        DROPPED = "dropped"

    source = models.ForeignKey(AlertSource, models.PROTECT, related_name="deliveries")
    raw = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    form = models.TextField(blank=True)
    values = models.JSONField(default=dict, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"], condition=~Q(key=""), name="alert_delivery_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["source", "id"], name="alert_delivery_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["source", "-id"], name="alert_delivery_newest"),
            models.Index(fields=["state", "settled_at"], name="alert_delivery_settled"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"delivery {self.pk} of {self.source_id}"


class AlertStorm(models.Model):
    """Many alerts of one source within minutes, and the outage that their cases are under."""

    source = models.ForeignKey(AlertSource, models.PROTECT, related_name="storms")
    parent = models.ForeignKey("cases.Case", models.PROTECT, related_name="alert_storms")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "-last_at"], name="alert_storm_latest")]

    def __str__(self) -> str:
        return f"storm of {self.source_id} in {self.parent_id}"


class SourceAlert(models.Model):
    """One trouble of a source, from its first report on, and the case that it is on.

    `outbreak` is the sender's mark of the last one; `said` counts the messages of that on the
    case, `times` all reports of it. `labels` are those of its last beginning.
    """

    source = models.ForeignKey(AlertSource, models.PROTECT, related_name="alerts")
    fingerprint = models.CharField(max_length=200)
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    severity = models.CharField(max_length=200, blank=True)
    labels = models.JSONField(default=dict, blank=True)
    outbreak = models.CharField(max_length=60, blank=True)
    firing = models.BooleanField(default=True)
    fired_at = models.DateTimeField()
    recovered_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    said = models.PositiveIntegerField(default=1)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="source_alerts")
    storm = models.ForeignKey(
        AlertStorm, models.PROTECT, null=True, blank=True, related_name="alerts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "fingerprint"], name="source_alert_once"),
        ]
        indexes = [models.Index(fields=["source", "-fired_at"], name="source_alert_fired")]

    def __str__(self) -> str:
        return self.title


class FiredAgain(models.Model):
    """An alert has fired once more on its case, until who begins something then has seen it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="fired_again")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "fired again"

    def __str__(self) -> str:
        return f"{self.case_id} at {self.at:%Y-%m-%d %H:%M}"
