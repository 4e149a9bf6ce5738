"""A wallboard: a screen on a wall that may look, and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person


class Wallboard(models.Model):
    """Its secret address shows what its maker may see. Only the hash of the address is kept.

    `names_customers`: the screen hangs where everybody may read who asks and what about.
    """

    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    names_customers = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="wallboards")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
