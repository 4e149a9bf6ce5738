"""Runs: begun by hand or by themselves, approved, refused, stopped (R-HFN-12, R-HFN-13)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight, may_manage
from charterdesk.automation.advancing import advance, begin, end_run, locked_run
from charterdesk.automation.book import ANYBODY
from charterdesk.automation.models import Run, Runbook, RunbookVersion
from charterdesk.automation.moves import End, Ending
from charterdesk.automation.parameters import values_of
from charterdesk.automation.shelf import book_of, newest_version
from charterdesk.automation.telling import charter_of
from charterdesk.cases.models import Case
from charterdesk.cases.queries.one import case_for
from charterdesk.oncall.queries import rota_for


def start_run(*, case: Case, runbook: Runbook, by: Person, at: datetime) -> Run | Refusal:
    """Run the published version on the case, once at a time."""
    _demand_case(by, case)
    version = newest_version(runbook)
    book = book_of(version) if version else None
    if version is None or book is None:
        return Refusal(_("This runbook is not published."))
    if not case.is_open:
        return Refusal(_("The case is over: reopen it first."))
    values, missing = values_of(book, case)
    if missing:
        said = {"names": ", ".join(f"{one.name} ({one.source} {one.own})" for one in missing)}
        return Refusal(_("The case has no usable value for: %(names)s.") % said)
    run = _made(case, version, dict(values), by, at)
    return run or Refusal(_("It is running on this case already."))


def start_by_itself(*, case: Case, version: RunbookVersion, at: datetime) -> Run | None:
    """The same, begun by the desk; what can't begin is handed over at once."""
    book = book_of(version)
    if book is None or not case.is_open:
        return None
    values, missing = values_of(book, case)
    run = _made(case, version, dict(values), None, at, begins=not missing)
    if run is not None and missing:
        names = ", ".join(one.name for one in missing)
        end_run(run, End(Ending.NO_VALUE), at, fault=names)
    return run


def approve_run(*, run: Run, by: Person, at: datetime) -> Refusal | None:
    """What waits may go on; who may say so, the runbook says."""
    with transaction.atomic():
        run = _asked(run, by)
        if refusal := _not_decided(run, by):
            return refusal
        run.approved = [*run.approved, run.asks]
        run.state, run.asks = Run.State.GOING, ""
        run.decided_by, run.decided_at = by, at
        run.save(update_fields=["approved", "state", "asks", "decided_by", "decided_at"])
        advance(run, at)
    return None


def refuse_run(*, run: Run, by: Person, at: datetime) -> Refusal | None:
    """What waits is not to be done; the run is over."""
    with transaction.atomic():
        run = _asked(run, by)
        if refusal := _not_decided(run, by):
            return refusal
        run.decided_by, run.decided_at = by, at
        run.save(update_fields=["decided_by", "decided_at"])
        end_run(run, End(Ending.REFUSED, run.asks), at)
    return None


def stop_run(*, run: Run, by: Person, at: datetime) -> Refusal | None:
    """No further step is begun; what is under way ends by itself, and is not waited for."""
    with transaction.atomic():
        run = _asked(run, by)
        if run.state not in Run.OPEN:
            return Refusal(_("It is over already."))
        run.decided_by, run.decided_at = by, at
        run.save(update_fields=["decided_by", "decided_at"])
        end_run(run, End(Ending.STOPPED), at)
    return None


def approver_of(run: Run) -> str:
    """The role that decides about what the run waits for; ANYBODY for who sees the case."""
    book = book_of(run.version)
    if book is None:
        return ANYBODY
    return book.step(run.asks).approval if run.asks else book.approval


def may_decide(run: Run, by: Person) -> bool:
    """Whether the person has the role that decides; administrators have every role here."""
    role = approver_of(run)
    if role == ANYBODY or may_manage(by):
        return True
    return role in rota_for(charter_of(run.case)).roles_of(by.username)


def _not_decided(run: Run, by: Person) -> Refusal | None:
    if run.state != Run.State.ASKED:
        return Refusal(_("It does not wait for an approval any more."))
    if may_decide(run, by):
        return None
    return Refusal(_("Only who has the role %(role)s may decide it.") % {"role": approver_of(run)})


def _made(
    case: Case, version: RunbookVersion, values: dict[str, str], by: Person | None, at: datetime,
    *, begins: bool = True,
) -> Run | None:  # fmt: skip
    """A new run, begun; None where the runbook runs on the case already."""
    try:
        with transaction.atomic():
            lock_case(case)
            run = Run.objects.create(
                case=case, version=version, runbook=version.runbook, state=Run.State.GOING,
                values=values, by=by, at=at,
            )  # fmt: skip
            if begins:
                begin(run, at)
    except IntegrityError:
        if Run.objects.filter(case=case, runbook=version.runbook, state__in=Run.OPEN).exists():
            return None
        raise
    return run


def lock_case(case: Case) -> None:
    """Before a row that names the case: two who had only that could not both go on to change it."""
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _asked(run: Run, by: Person) -> Run:
    locked = locked_run(run.pk)
    _demand_case(by, locked.case)
    return locked


def _demand_case(by: Person, case: Case) -> None:
    demand_sight(by)
    if case_for(by, case.number) is None:
        raise PermissionDenied
