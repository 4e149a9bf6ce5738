"""Who watches a case, and which cases have news that nobody was told of yet.

Both are personal matters of the desk and no truth of the case: no event, no promise knows of them.
"""

from django.db import models

from charterdesk.cases.models.case import Case


class Watch(models.Model):
    """A person and a case. Who stopped stays stopped until they watch by hand again.

    `took_part`: they have answered the customer there. `came_from` is the case that was merged
    into this one, where the watch came along with it. `by` is the colleague who added them.
    """

    class State(models.TextChoices):
        ON = "watching"
        STOPPED = "stopped"

    case = models.ForeignKey(Case, models.CASCADE, related_name="watches")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="watches")
    state = models.CharField(max_length=8, choices=State, default=State.ON)
    took_part = models.BooleanField(default=False)
    came_from = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="watches_lent"
    )
    by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="watches_made"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="watch_once"),
        ]
        indexes = [
            models.Index(
                fields=["person", "case"],
                name="watch_of_person",
                condition=models.Q(state="watching"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} {self.case_id}"


class CaseNews(models.Model):
    """Events of a case after number `after_seq` that may be news to somebody; one row a case.

    Written with the events, in one transaction, so that no kill loses the telling.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="news_due")
    after_seq = models.PositiveIntegerField()
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "news of cases"

    def __str__(self) -> str:
        return f"{self.case_id} after {self.after_seq}"
