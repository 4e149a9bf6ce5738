"""Where a message goes when its case is over: to the case that took it in, or to a new one."""

from datetime import datetime

from charterdesk.cases.actors import By
from charterdesk.cases.answers import Done
from charterdesk.cases.models import Case, CaseLink, Message
from charterdesk.cases.opening import Arrival, open_on
from charterdesk.charters.queries import charter_in_force
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.intents import OpenLinked


def standing_for(case: Case) -> Case:
    """The case itself, or the one that it was merged into, however often that happened."""
    while case.merged_into_id is not None:
        case = Case.objects.get(pk=case.merged_into_id)
    return case


def open_following(answer: Done, at: datetime, *, by: By, priority: str = "") -> Done:
    """Open the new case that the decision asks for, in the caller's transaction (2.6 F).

    The message goes along; `priority` is asked for. Without such an intent the answer stays.
    """
    asked = [one for one in _intents(answer) if isinstance(one, OpenLinked)]
    if not asked or answer.message is None:
        return answer
    old = answer.case
    arrival = Arrival(
        charter=charter_in_force(old.charter, at), organisation=old.organisation,
        contact=old.contact, contract=old.contract,
    )  # fmt: skip
    opened = open_on(arrival, _command(asked[0], answer, priority), at, by=by)
    if opened.case is None:
        return answer
    Message.objects.filter(pk=answer.message.pk).update(case=opened.case)
    answer.message.case = opened.case
    CaseLink.objects.create(case=opened.case, other=old, kind=CaseLink.Kind.FOLLOWS, at=at)
    return Done(opened.case, opened.decision, answer.message)


def _command(intent: OpenLinked, answer: Done, priority: str) -> OpenCase:
    state = answer.decision.case if answer.decision else None
    return OpenCase(
        by=CUSTOMER, channel=intent.channel, subject=intent.subject, asker=intent.asker,
        message=intent.message, contract=state.contract if state else "",
        zone=state.zone if state else "", priority=priority,
    )  # fmt: skip


def _intents(answer: Done) -> tuple[object, ...]:
    return answer.decision.intents if answer.decision else ()
