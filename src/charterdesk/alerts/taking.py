"""From a stored delivery to its cases, an alert at a time, each with its mark in one transaction.

A worker that dies goes on with the alert that it was at: nothing is lost and nothing done twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from charterdesk.alerts import wording
from charterdesk.alerts.again import note_fired_again
from charterdesk.alerts.kinds import Alert, Naming, UnreadableError, alerts_in
from charterdesk.alerts.models import AlertDelivery, AlertSource, SourceAlert
from charterdesk.alerts.outbreaks import Came, came_of
from charterdesk.alerts.placing import place_of
from charterdesk.alerts.storms import end_if_over, join_or_begin, storm_going
from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands.following import standing_for
from charterdesk.cases.commands.machines import (
    has_ended,
    note_alert,
    note_recovery,
    open_by_machine,
    tie_by_rule,
)
from charterdesk.cases.models import Case
from charterdesk.charters.queries import NoCharter
from charterdesk.engine.phrase import Phrase, phrase

State = AlertDelivery.State
# So many alerts are taken before another source has its turn.
MOST_AT_ONCE = 10
MOST_TRIES = 3
FAULT = phrase("Taking it met a fault of the program three times: see the worker's log.")


class NotTakenError(Exception):
    """The charter opens no case for it; the text is its sentence."""


@dataclass(frozen=True, slots=True)
class Took:
    """An alert as a delivery brought it to its source, at a moment."""

    source: AlertSource
    alert: Alert
    received_at: datetime
    at: datetime

    @property
    def by(self) -> Asker:
        """Who says it on the case."""
        return Asker(name=self.source.name)

    @property
    def priority(self) -> str:
        """What its severity stands for; "" for the charter's default."""
        return str(self.source.priorities.get(self.alert.severity.casefold(), ""))


def next_source(after: int) -> int | None:
    """The next source in turn that has something waiting; None where none has."""
    waiting = AlertDelivery.objects.filter(state=State.WAITING).order_by("source_id")
    found = waiting.filter(source__gt=after).values_list("source_id", flat=True).first()
    if found is None and after:
        found = waiting.values_list("source_id", flat=True).first()
    return found


def oldest_waiting(source: int) -> AlertDelivery | None:
    """What of the source came first."""
    waiting = AlertDelivery.objects.filter(source=source, state=State.WAITING)
    return waiting.select_related("source").order_by("pk").first()


def take(delivery: AlertDelivery, at: datetime, most: int = MOST_AT_ONCE) -> bool:
    """Take up to `most` alerts of a delivery; whether it is settled. Raises what a fault raises.

    What can't be read, and what the charter refuses, is kept with the reason.
    """
    try:
        alerts = alerts_of(delivery.source, bytes(delivery.raw))
        while delivery.done < len(alerts) and most:
            if not _taken(delivery, alerts, at):
                return False
            most -= 1
    except UnreadableError as fault:
        set_aside(delivery, fault.said, at)
        return True
    except (NotTakenError, NoCharter) as fault:
        set_aside(delivery, phrase("The charter takes no alert in: %(why)s", why=str(fault)), at)
        return True
    if delivery.done < len(alerts):
        return False
    settled = AlertDelivery.objects.filter(pk=delivery.pk, state=State.WAITING)
    settled.update(state=State.TAKEN, count=len(alerts), settled_at=at)
    return True


def _taken(delivery: AlertDelivery, alerts: Sequence[Alert], at: datetime) -> bool:
    """Take the next alert; False where another worker has it, or the delivery was dropped."""
    place = delivery.done
    with transaction.atomic():
        mine = AlertDelivery.objects.filter(pk=delivery.pk, done=place, state=State.WAITING)
        if not mine.update(done=place + 1, count=len(alerts)):
            return False
        _take(Took(delivery.source, alerts[place], delivery.received_at, at))
    delivery.done = place + 1
    return True


def alerts_of(source: AlertSource, body: bytes) -> tuple[Alert, ...]:
    """What a body says to a source as it is set up; raises UnreadableError."""
    naming = Naming(source.asset_label, source.organisation_label)
    return alerts_in(source.kind, body, naming, source.mapping)


def set_aside(delivery: AlertDelivery, said: Phrase, at: datetime) -> None:
    """Keep what can't be taken, with the reason."""
    AlertDelivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(
        state=State.UNREADABLE, settled_at=at, form=said.form, values=dict(said.values)
    )


def count_a_fault(delivery: AlertDelivery, at: datetime) -> None:
    """Taking it met a fault; at the third time it is set aside, so that it stops no other."""
    tries = delivery.tries + 1
    AlertDelivery.objects.filter(pk=delivery.pk).update(tries=tries)
    if tries >= MOST_TRIES:
        set_aside(delivery, FAULT, at)


def _take(took: Took) -> None:
    known = _known(took)
    match came_of(known, took.alert):
        case Came.NEW:
            _open(took)
        case Came.AGAIN | Came.MORE as came:
            assert known is not None
            _go_on(took, known, again=came is Came.AGAIN)
        case Came.OVER:
            assert known is not None
            _recover(took, known)
        case Came.NEWS:
            assert known is not None
            _tell_news(took, known)
        case Came.NOTHING:
            if known is not None:
                _count(took, known)


def _tell_news(took: Took, known: SourceAlert) -> None:
    """News on a case that is open, such as an acknowledgement at the sender."""
    written = wording.told(took.source, took.alert)
    _done(note_alert(case=known.case, written=written, by=took.by, at=took.at))
    _count(took, known)


def _known(took: Took) -> SourceAlert | None:
    rows = SourceAlert.objects.select_for_update(of=("self",))
    rows = rows.select_related("case__organisation", "storm")
    row = rows.filter(source=took.source, fingerprint=took.alert.fingerprint).first()
    if row is not None:
        # What was merged goes on in the case that took it in.
        row.case = standing_for(row.case)
    return row


def _open(took: Took) -> None:
    """The first report of a trouble: a case, of the storm where one goes on."""
    source, alert = took.source, took.alert
    place = place_of(source, alert, took.received_at)
    storm = storm_going(source, took.at)
    organisation = place.arrival.organisation
    answer = open_by_machine(
        arrival=place.arrival, by=took.by, at=took.at, since=took.received_at, asker=place.asker,
        written=wording.reported(source, alert, organisation, unknown=place.unknown),
        priority=took.priority, contract=place.contract,
        outage=storm.parent if storm else None, quiet=storm is not None or not source.contact_id,
    )  # fmt: skip
    case = _done(answer)
    if place.asset is not None:
        tie_by_rule(case=case, asset=place.asset, of=source.made_by, at=took.at)
    row = SourceAlert.objects.create(
        source=source, fingerprint=alert.fingerprint, title=alert.title, text=alert.text,
        severity=alert.severity, outbreak=alert.outbreak, fired_at=took.received_at,
        last_at=took.received_at, case=case, labels=wording.all_labels(alert),
    )  # fmt: skip
    join_or_begin(row, storm, took.at)


def _go_on(took: Took, row: SourceAlert, *, again: bool) -> None:
    """The same trouble: once more after it was over, or with more to say."""
    said, before = 1 if again else row.said + 1, row.case_id
    if said <= wording.MOST_SAID:
        written = wording.reported(
            took.source, took.alert, row.case.organisation, last=said == wording.MOST_SAID
        )
        answer = note_alert(
            case=row.case, written=written, by=took.by, at=took.at,
            priority=took.priority if again or took.alert.severity != row.severity else "",
        )  # fmt: skip
        row.case = _done(answer)
    row.said = said
    row.text, row.title, row.severity = took.alert.text, took.alert.title, took.alert.severity
    row.outbreak = took.alert.outbreak or row.outbreak
    if again:
        row.fired_at, row.recovered_at, row.firing = took.received_at, None, True
        row.labels = wording.all_labels(took.alert)
        if row.case_id == before:
            note_fired_again(row.case, took.received_at)
        row.storm = row.storm if row.case.parent_id else None
    _count(took, row)
    if again and row.storm is None:
        join_or_begin(row, storm_going(took.source, took.at), took.at)


def _recover(took: Took, row: SourceAlert) -> None:
    written = wording.over(took.source, took.alert, row.case.organisation)
    others = SourceAlert.objects.filter(case=row.case, firing=True).exclude(pk=row.pk)
    # A case that has another trouble still is not over, so that this is news of it, no more.
    note = note_alert if others.exists() and not has_ended(row.case) else note_recovery
    _done(note(case=row.case, written=written, by=took.by, at=took.at))
    row.firing, row.recovered_at = False, took.received_at
    _count(took, row)
    end_if_over(row, took.by, took.at)


def _count(took: Took, row: SourceAlert) -> None:
    row.times, row.last_at = row.times + 1, max(row.last_at, took.received_at)
    row.save()


def _done(answer: Answer) -> Case:
    if isinstance(answer, Done):
        return answer.case
    raise NotTakenError(answer.text)
