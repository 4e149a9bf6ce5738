"""Who stands behind the roles of the charters (2.9). Operating data: no charter changes with it.

Charters, roles and rotas are named by the charters' own words. Stretches are half-open, kept as
instants; the wall times that they were made from are those of the rota's zone.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.names import valid_zone


class RoleAssignment(models.Model):
    """A person who fills a role whenever no shift or override says otherwise."""

    charter = models.CharField(max_length=60)
    role = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "role", "person"], name="role_assignment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role} of {self.charter}"


class Rota(models.Model):
    """A plan of shifts; a charter's `is: rota NAME` means it."""

    charter = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    zone = models.CharField(max_length=64, validators=[valid_zone])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "name"],
                name="rota_once",
                violation_error_message=_("This rota is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.charter}"


class Shift(models.Model):
    """A person's turn. Of several at one time the lowest position is called first.

    One with a `source` was read from a calendar of others, and is replaced by its next reading.
    """

    rota = models.ForeignKey(Rota, models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    since = models.DateTimeField()
    until = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(
        "oncall.CalendarSource", models.PROTECT, null=True, blank=True, related_name="shifts"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="shift_has_length"),
            models.UniqueConstraint(
                fields=["rota", "person", "since"],
                name="shift_once",
                violation_error_message=_("They have a shift of this rota that begins then."),
            ),
        ]
        indexes = [models.Index(fields=["rota", "until", "since"], name="shift_by_time")]

    def __str__(self) -> str:
        return f"{self.person} from {self.since:%Y-%m-%d %H:%M}"


class Override(models.Model):
    """Somebody takes a rota or a role for a stretch; of two at one time the later made counts.

    Level 0 is every level of the rota. With `instead_of` it holds only where that person would be
    on duty: cover and swaps leave everybody else's turns alone.
    """

    class How(models.TextChoices):
        OVERRIDE = "override"
        COVER = "cover"
        SWAP = "swap"

    rota = models.ForeignKey(Rota, models.PROTECT, null=True, blank=True, related_name="overrides")
    charter = models.CharField(max_length=60)
    role = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="overrides")
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=10, choices=How, default=How.OVERRIDE, db_default="override")
    level = models.PositiveSmallIntegerField(default=0, db_default=0)
    instead_of = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="overridden"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="override_has_length"),
            models.CheckConstraint(
                condition=Q(rota__isnull=True, role__gt="") | Q(rota__isnull=False, role=""),
                name="override_of_a_rota_or_a_role",
            ),
        ]
        indexes = [models.Index(fields=["charter", "until", "since"], name="override_by_time")]

    def __str__(self) -> str:
        return f"{self.person} takes {self.role or self.rota}"
