"""What is stored of money and time. Only `charges.commands` write it; a billed line never changes.

The log of the case is the truth about what happened; a row here says how it stands on statements.
"""

from django.db import models
from django.db.models import Q

from charterdesk.accounts.models import Person
from charterdesk.customers.models import Contract, Organisation

DIGITS, PLACES = 12, 2


class Work(models.TextChoices):
    SUPPORT = "support"
    MAINTENANCE = "maintenance"
    DEVELOPMENT = "development"


class Rate(models.Model):
    """What an hour costs under a charter, from a day on. Empty words stand for any.

    `level` is a contract's name in the charter, `hours` one of its calendars. Nought means that
    such work is included.
    """

    charter = models.CharField(max_length=60)
    level = models.CharField(max_length=60, blank=True)
    work = models.CharField(max_length=12, choices=Work, blank=True)
    hours = models.CharField(max_length=60, blank=True)
    per_hour = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    currency = models.CharField(max_length=3)
    valid_since = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "level", "work", "hours", "valid_since"], name="rate_once_a_day"
            ),
            models.CheckConstraint(condition=Q(per_hour__gte=0), name="rate_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.per_hour} {self.currency} an hour since {self.valid_since}"


class Prepaid(models.Model):
    """Hours that were bought beforehand for a contract, in minutes."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="prepaid")
    minutes = models.PositiveIntegerField()
    bought_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "prepaid"

    def __str__(self) -> str:
        return f"{self.minutes} min for {self.contract}"


class TakenBack(models.Model):
    """Minutes of an entry that were typed wrongly. The entry itself stays as it was written."""

    prepaid = models.ForeignKey(Prepaid, models.PROTECT, related_name="taken_back")
    minutes = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="taken_back_some")]
        verbose_name_plural = "taken back"

    def __str__(self) -> str:
        return f"{self.minutes} min of {self.prepaid} taken back"


class Statement(models.Model):
    """All of an organisation that was billed with a month, as it stood then; it never changes.

    `month` is its first day. `lines` are what was shown, amounts as text.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="statements")
    month = models.DateField()
    lines = models.JSONField()
    billed_at = models.DateTimeField()
    billed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="statement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.month:%Y-%m}"


class Item(models.Model):
    """A line for a statement: time of a person, a charge that was made, a quote accepted.

    `ref` is the entry, the charge's name or the quote as the case's log has it. Of `minutes`,
    `prepaid_minutes` were taken from hours bought for `contract`. `level` is the contract's name
    in the charter. Time has no amount of its own: the rates give it until it is billed.
    `organisation` is the case's, which never changes: months are gathered by it.
    """

    class Kind(models.TextChoices):
        TIME = "time"
        CHARGE = "charge"
        QUOTE = "quote"

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="cost_items")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=6, choices=Kind)
    ref = models.CharField(max_length=200)
    day = models.DateField()
    ended_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveIntegerField(default=0)
    prepaid_minutes = models.PositiveIntegerField(default=0)
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="cost_items")
    level = models.CharField(max_length=60, blank=True)
    work = models.CharField(max_length=12, choices=Work, blank=True)
    is_billed = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    currency = models.CharField(max_length=3, blank=True)
    struck_at = models.DateTimeField(null=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="items")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "ref"], name="cost_item_once"),
        ]
        indexes = [
            models.Index(fields=["day"], name="cost_item_by_day"),
            models.Index(
                fields=["organisation", "day"], name="cost_item_unbilled",
                condition=Q(statement=None, struck_at=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} of {self.case}"


class Stopwatch(models.Model):
    """A person works on a case since then; the desk keeps it, so that no page has to stay open."""

    person = models.OneToOneField(
        Person, models.PROTECT, primary_key=True, related_name="stopwatch"
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} on {self.case} since {self.began_at:%H:%M}"
