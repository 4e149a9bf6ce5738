"""A customer's system, the secrets that open it, and the log of every look at one.

A secret lies here under seal only; the log grows and is chained by hash, as that of a case.
"""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class System(models.Model):
    """Where a customer's system stands. `ports` are numbers by product, as a charter lists them."""

    organisation = models.ForeignKey(
        "customers.Organisation", models.PROTECT, related_name="systems"
    )
    asset = models.ForeignKey(
        "customers.Asset", models.PROTECT, null=True, blank=True, related_name="systems"
    )
    name = models.CharField(_("name of the system"), max_length=80)
    address = models.CharField(_("public address"), max_length=253, blank=True)
    ports = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="system_once",
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("The customer has a system of this name already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Secret(models.Model):
    """One secret of a system; `key` names what opens it. Ended, the sealed text is gone."""

    system = models.ForeignKey(System, models.PROTECT, related_name="secrets")
    what = models.CharField(max_length=120)
    account = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=16, blank=True, db_index=True)
    sealed = models.TextField(blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept_by_contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.what} of {self.system_id}"

    @property
    def place(self) -> str:
        """What the seal is bound to: the same text elsewhere can't be opened."""
        return f"system {self.system_id}: {self.what}: {self.account}"


class TeamRight(models.Model):
    """A team whose people may look at secrets. Where none is named, nobody may."""

    team = models.OneToOneField("accounts.Team", models.PROTECT, related_name="access_right")
    given_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.team_id} may look at secrets"


class AppendOnly(models.QuerySet["AccessLine"]):
    """Rows that can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The log of access is append-only: a line is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The log of access is append-only: a line is never deleted.")


class AccessLine(models.Model):
    """One line of a system's log; `seq` counts from 1. It never holds a secret."""

    class Kind(models.TextChoices):
        CHANGED = "changed"
        KEPT = "kept"
        SHOWN = "shown"
        ENDED = "ended"

    system = models.ForeignKey(System, models.PROTECT, related_name="lines")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    by_customer = models.BooleanField(default=False)
    case = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "seq"], name="access_line_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.system_id}/{self.seq} {self.kind}"
