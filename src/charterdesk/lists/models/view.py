"""A view that somebody saved: one of the desk's lists and what narrows it, under a name.

The state of a list is its address; a saved view is that state and nothing else. What each
reader may see of it is decided when it is opened.
"""

from typing import Any

from django.db import models
from django.urls import reverse

from charterdesk.accounts.models import Person, Team


class SavedView(models.Model):
    """`base` is the list and `filters` its narrowing, as the address has them ("me" for a reader).

    Without a `team` it is its maker's own; else everybody of the team has it.
    """

    name = models.CharField(max_length=60)
    base = models.CharField(max_length=20)
    filters: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="views")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="views")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list itself."""
        return reverse("desk:queue", args=[self.slug])

    @property
    def slug(self) -> str:
        """The word that stands for it in an address."""
        return f"v{self.pk}"


class Star(models.Model):
    """Somebody has the view in the rail."""

    view = models.ForeignKey(SavedView, models.CASCADE, related_name="stars")
    person = models.ForeignKey(Person, models.CASCADE, related_name="stars")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "view"], name="star_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} stars {self.view_id}"
