"""Runbooks of an invented plant, a machine's case of Cleo's, and what a runner does with steps."""

from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.automation.commands.running import start_run
from charterdesk.automation.commands.writing import publish_runbook, save_draft
from charterdesk.automation.handing import begin_step, finish_step, give_step
from charterdesk.automation.judging import Result
from charterdesk.automation.models import Run, Runbook, RunbookVersion, RunStep
from charterdesk.cases.models import Case, CaseAsset, CaseEvent, Message
from charterdesk.customers.equipping import About, add_asset, add_asset_type
from charterdesk.customers.models import Asset
from charterdesk.kit.wallclock import now
from tests.apps.cast import ben, organisation
from tests.faces.desk_scene import case_of

DISK = """\
runbook: disk-full
for: Servers that report a full disk.
hand_over: consultant
parameters:
  host: {from: asset own Host, as: host, otherwise: server.customer.example}
checks:
  - step: room is left
    on: plant
    command: [/bin/df, "{host}"]
    expect: {contains: "12%"}
    then: done
    else: remedy clean up
remedies:
  - step: clean up
    on: plant
    command: [/opt/clean, --now]
"""
BY_ITSELF = DISK.replace("hand_over:", "starts: [{channel: machine, subject: disk}]\nhand_over:")


def published(text: str = DISK, by: Person | None = None) -> RunbookVersion:
    """The text as a published runbook."""
    by, at = by or ben(), now()
    draft = granted(save_draft(runbook=None, text=text, by=by, at=at))
    return granted(publish_runbook(runbook=draft, text=text, said="", by=by, at=at))


def machine_case(subject: str = "Disk is full", minutes_ago: float = 0) -> Case:
    """A case that a machine opened a moment ago."""
    return case_of("handsfree", subject=subject, channel="machine", minutes_ago=minutes_ago)


def server(case: Case, **own: str) -> Asset:
    """The case is about this server."""
    fields = tuple(own)
    kind = granted(add_asset_type(name="Server", own_fields=fields, by=DESK, at=now()))
    about = About(type=kind, product="SERVERware", place="Rack 4", own=own)
    one = granted(
        add_asset(organisation=organisation(), tag="srv-1", about=about, by=DESK, at=now())
    )
    CaseAsset.objects.create(case=case, asset=one, by=ben(), at=now())
    return one


def started(case: Case, version: RunbookVersion, by: Person | None = None) -> Run:
    """Run by hand."""
    return granted(start_run(case=case, runbook=version.runbook, by=by or ben(), at=now()))


def did(output: str = "", code: int = 0, *, refused: bool = False, timed_out: bool = False) -> str:
    """The runner `plant` does its next step, which ends like this; the step's name."""
    row, at = given(), now()
    assert begin_step("plant", row.token, at)
    result = Result(code, output, refused=refused, timed_out=timed_out)
    assert finish_step("plant", row.token, result, at)
    return row.name


def given(at: datetime | None = None) -> RunStep:
    """The runner `plant` gets its next step."""
    row = give_step("plant", at or now())
    assert row is not None
    return row


def again(run: Run) -> Run:
    """The run as it stands now."""
    return Run.objects.select_related("case", "version__runbook").get(pk=run.pk)


def notes_of(case: Case) -> list[Message]:
    """The notes of automation."""
    return list(Message.objects.filter(case=case, channel="automation").order_by("pk"))


def acts_of(case: Case) -> list[tuple[str, bool]]:
    """The gated acts on the case's log, and whether they were automatic."""
    events = CaseEvent.objects.filter(case=case, kind="act_done").order_by("seq")
    return [(one.data["act"], one.data["automatic"]) for one in events]


def book_of_name(name: str) -> Runbook:
    """The runbook."""
    return Runbook.objects.get(name=name)
