"""Mail about a message of ours: it came back, or it is late (M5; RFC 3464).

A message is undelivered once every address that it went to has failed; until then, and for a
delay, the report is only a note. The sealed word in the envelope sender of each message, or its
unguessable Message-ID, says which one is meant.
"""

from datetime import datetime

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import report_bounce
from charterdesk.cases.models import CaseEvent, Message
from charterdesk.customers.queries import address_key
from charterdesk.intake.adding import NotAdded, add_to_case
from charterdesk.intake.models import RawMail
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.settling import Result
from charterdesk.kit.whole_numbers import whole_number


def message_returned(mail: ReadMail) -> Message | None:
    """The message of ours that an automatic mail is about."""
    if not mail.said.automatic:
        return None
    sent = Message.objects.select_related("case").filter(direction=Message.Direction.OUT)
    claim = mail.claim("bounce")
    named = whole_number(claim.person) if claim is not None else None
    if named is not None:
        return sent.filter(pk=named).first()
    report = mail.said.delivery_report
    if report is None or not report.original_message_id:
        return None
    return sent.filter(message_id=report.original_message_id).first()


def take_report(mail: ReadMail, message: Message, at: datetime) -> Result:
    """Keep the report as a note on the case, and void the message where nobody got it (2.6 C)."""
    failed = _failed(mail, message)
    RawMail.objects.filter(pk=mail.row.pk).update(bounce_of=message, failed=failed)
    result = add_to_case(mail, message.case, at)
    if failed and _went_to(message) <= _all_failed(message) and not _is_void(message):
        answer = report_bounce(case=message.case, ref=message.ref, at=at)
        if not isinstance(answer, Done):
            raise NotAdded(answer.text)
    return result


def _failed(mail: ReadMail, message: Message) -> list[str]:
    """Which of the message's addresses the report says will not get it.

    A server may name the address behind an alias; with one address there is no doubt.
    """
    report = mail.said.delivery_report
    named = {address_key(address) for address in report.failed} if report else set()
    went_to = _went_to(message)
    return sorted(named & went_to or (went_to if named and len(went_to) == 1 else set()))


def _went_to(message: Message) -> set[str]:
    return {address_key(address) for address in message.recipients}


def _all_failed(message: Message) -> set[str]:
    reports = RawMail.objects.filter(bounce_of=message).values_list("failed", flat=True)
    return {address for failed in reports for address in failed}


def _is_void(message: Message) -> bool:
    events = CaseEvent.objects.filter(case=message.case, kind="undelivered")
    return any(event.data.get("of") == message.ref for event in events)
