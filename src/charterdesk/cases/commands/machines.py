"""What a machine does with cases: opens one, goes on with it, says that its trouble is over.

It is never human (R-HFN-13): no response is met by it, and no message of it waits for a reply.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.acting import act
from charterdesk.cases.commands.following import open_following, standing_for
from charterdesk.cases.commands.opening import NOT_OPENED
from charterdesk.cases.messages import Written, new_ref
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.cases.opening import Arrival, Opened, Said, open_on
from charterdesk.cases.projection import WORKED_ON
from charterdesk.cases.store import Loaded, decide_loaded, load
from charterdesk.cases.warm import keep_warm, load_warm
from charterdesk.customers.models import Asset
from charterdesk.engine.commands import CarryLadder, LeaveOutage, OpenCase, TakeChild
from charterdesk.engine.commands_machines import AlertFires, AlertRecovers
from charterdesk.engine.decide import Decision, Refusal
from charterdesk.engine.intents import CallByParent


def open_by_machine(
    *, arrival: Arrival, written: Written, by: Asker, at: datetime, since: datetime,
    asker: str, priority: str = "", contract: str = "", outage: Case | None = None,
    quiet: bool = False,
) -> Done | Refusal:  # fmt: skip
    """A new case on the machine's channel `written.channel`, which the desk has known of `since`.

    With `outage`, a case that is open still, it is of that from the start: its ladder calls in
    place of the new case's (2.10). `asker` is the address of the contact whom it concerns, else
    the machine's name. `quiet` holds the acknowledgement back.
    """
    command = OpenCase(
        channel=written.channel, priority=priority, contract=contract,
        asker=asker, subject=written.subject, message=new_ref(),
    )  # fmt: skip
    said = Said(ref=command.message, written=replace(written, automatic=True))
    with transaction.atomic():
        above = load_warm(outage.pk) if outage else None
        if above is not None and not (above.state.has_ended or above.state.parent):
            command = replace(command, of_outage=above.row.number)
        opened = open_on(arrival, command, since, by=by, said=said, quiet=quiet)
        if above is not None and command.of_outage and opened.case is not None:
            _take_in(above, opened.case, opened.decision, at)
    return _answer(opened)


def note_alert(
    *, case: Case, written: Written, by: Asker, at: datetime, priority: str = ""
) -> Answer:
    """The machine reports it again: noted; a case that ended goes on, or a linked one begins.

    `priority` is what it has come to, "" where it is as before.
    """
    case, said = standing_for(case), _said(written)
    command = AlertFires(
        message=said.ref, subject=written.subject, channel=written.channel, priority=priority
    )
    with transaction.atomic():
        answer = act(case, command, at, by=by, said=said)
        if not isinstance(answer, Done):
            return answer
        return open_following(answer, at, by=by, priority=priority)


def note_recovery(
    *, case: Case, written: Written, by: Asker, at: datetime, whole: bool = False
) -> Answer:
    """The machine says that it is over; the charter says what follows (`recovery`).

    `whole`: all of the outage that the case is.
    """
    case, said = standing_for(case), _said(written)
    command = AlertRecovers(
        message=said.ref, subject=written.subject, channel=written.channel, whole=whole
    )
    return act(case, command, at, by=by, said=said)


def has_ended(case: Case) -> bool:
    """Whether nobody works on the case any more."""
    return case.status not in WORKED_ON


def tie_by_rule(*, case: Case, asset: Asset, of: Person, at: datetime) -> None:
    """The case is about the equipment that the machine named, by the rule of a person `of` us.

    What somebody tied by hand stays.
    """
    CaseAsset.objects.get_or_create(case=case, defaults={"asset": asset, "by": of, "at": at})


def _take_in(above: Loaded, child: Case, opening: Decision, at: datetime) -> None:
    """The outage takes the new case and its ladder, at one price however many it has by now.

    A case whose ladder the outage can't carry stands for itself again (2.10).
    """
    above = decide_loaded(above, TakeChild(child=child.number), at)[1]
    for one in opening.intents:
        if not isinstance(one, CallByParent):
            continue
        command = CarryLadder(
            child=child.number, ladder=one.ladder, reason=one.reason, step=one.step
        )
        decision, above = decide_loaded(above, command, at)
        if decision.refused is not None:
            leave = LeaveOutage(reason=decision.refused.text)
            decide_loaded(load(child.pk, for_update=True), leave, at)
    keep_warm(above)


def _said(written: Written) -> Said:
    return Said(ref=new_ref(), written=replace(written, automatic=True))


def _answer(opened: Opened) -> Done | Refusal:
    if opened.case is not None:
        return Done(opened.case, opened.decision, opened.message)
    return opened.decision.refused or NOT_OPENED
