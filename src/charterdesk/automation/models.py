"""Runbooks with their versions, runners with their keys, and the runs on cases, step by step.

The case's log tells what was done; these rows tell how, and hold what was printed.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Runbook(models.Model):
    """A runbook by its name. `draft` is what is being written; "" where nothing is."""

    name = models.CharField(max_length=60, unique=True)
    draft = models.TextField(blank=True)
    draft_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    draft_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/desk/runbooks/{self.name}/"


class RunbookVersion(models.Model):
    """A published text, which never changes again; `said` is why it was published."""

    runbook = models.ForeignKey(Runbook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    said = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["runbook", "number"], name="runbook_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.runbook} {self.number}"


class Runner(models.Model):
    """A process elsewhere that asks for work. Its keys are stored as digests alone.

    `former` is the key before the last one: it opens until the new one is used for the first
    time. `says` is what the runner told of itself: version, programs, interpreters.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    former = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    keyed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    says = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """A runbook run on a case. `values` are its parameters, as they were when it began.

    While it is `asked`, somebody has to approve `asks`: a step, or "" for the run as a whole.
    `approved` names what was approved so far.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        GOING = "going"
        DONE = "done"
        HANDED_OVER = "handed over"
        REFUSED = "refused"
        STOPPED = "stopped"

    OPEN = (State.ASKED, State.GOING)

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="runs")
    version = models.ForeignKey(RunbookVersion, models.PROTECT, related_name="runs")
    runbook = models.ForeignKey(Runbook, models.PROTECT, related_name="runs")
    state = models.CharField(max_length=12, choices=State)
    asks = models.CharField(max_length=60, blank=True)
    approved = models.JSONField(default=list, blank=True)
    values = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=30, blank=True)
    ended_by_step = models.CharField(max_length=60, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "runbook"], name="run_open_once",
                condition=Q(state__in=["asked", "going"]),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["id"], name="run_open", condition=Q(state__in=["asked", "going"])),
            models.Index(fields=["case", "-id"], name="run_of_case"),
            models.Index(fields=["runbook", "-id"], name="run_of_runbook"),
        ]

    def __str__(self) -> str:
        return f"{self.version} on {self.case_id}"


class RunStep(models.Model):
    """A step of a run, done or to be done; `runner` is "" where the desk itself does it.

    Whoever does it has the `token` of this attempt, and until `until` to tell what came of it.
    A step that was handed over and not begun is given again; one that was begun is not, unless
    its runbook says that this is safe.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        HANDED = "handed"
        RUNNING = "running"
        MET = "met"
        UNMET = "unmet"
        FAILED = "failed"
        TIMED_OUT = "timed out"
        LOST = "lost"

    OPEN = (State.WAITING, State.HANDED, State.RUNNING)

    run = models.ForeignKey(Run, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    runner = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State)
    token = models.CharField(max_length=40, blank=True, db_index=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    until = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    code = models.IntegerField(null=True, blank=True)
    output = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="run_step_once"),
        ]
        indexes = [
            models.Index(
                fields=["runner", "id"], name="run_step_open",
                condition=Q(state__in=["waiting", "handed", "running"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number} {self.name}"


class StartMark(models.Model):
    """Up to which case the desk has looked for runs that begin by themselves: one row."""

    upto = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.upto)


class LookedAt(models.Model):
    """A machine's case that was looked at: runs begin on it once, whoever looks how often."""

    case = models.OneToOneField(
        "cases.Case", models.PROTECT, primary_key=True, related_name="looked_at_for_runs"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.case_id)
