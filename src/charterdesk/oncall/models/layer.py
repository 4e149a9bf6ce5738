"""Layers of a rota: who follows whom, how long a turn is, in which hours, on which level."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.names import valid_zone
from charterdesk.oncall.models.rota import Rota

MOST_LEVELS = 9


class RotaLayer(models.Model):
    """A rotation that hands over at wall times of its own zone; a higher `order` lies over.

    The first turn begins when the wall shows `first_on` and `first_at`; `each` is a length by the
    clock on the wall. `hours` names a calendar of the charter, `lines` are hours of its own, one
    to a line; outside them the layer says nothing. `until` is an instant. A layer that is changed
    from a moment on ends there, and another of the same `order` begins: what was said stays.
    """

    class Away(models.TextChoices):
        NEXT = "next", _("the next of the rotation")
        GAP = "gap", _("nobody")

    rota = models.ForeignKey(Rota, models.PROTECT, related_name="layers")
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_LEVELS)]
    )
    zone = models.CharField(_("time zone"), max_length=64, validators=[valid_zone])
    first_on = models.DateField()
    first_at = models.TimeField()
    each = models.DurationField()
    until = models.DateTimeField(null=True, blank=True)
    hours = models.CharField(_("hours"), max_length=60, blank=True)
    lines = models.TextField(_("hours"), blank=True)
    away = models.CharField(max_length=10, choices=Away, default=Away.NEXT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rota", "order", "first_on", "first_at"],
                name="layer_edition_once",
                violation_error_message=_("This layer is changed from that moment on already."),
            ),
            models.CheckConstraint(
                condition=models.Q(hours="") | models.Q(lines=""),
                name="layer_has_hours_of_one_kind",
                violation_error_message=_(
                    "Take hours of the charter or write lines of your own, not both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.rota}"


class LayerTurn(models.Model):
    """A place in a layer's rotation. One person may have several."""

    layer = models.ForeignKey(RotaLayer, models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="layer_turns")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["layer", "position"], name="layer_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position} of {self.layer}"
