"""Whom a ladder called, by which means, with every receipt, and what is tried next."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from charterdesk.desk.incident_values import Called, ReceiptIs, ReceiptLine
from charterdesk.desk.pages.incident_words import about_words, means_label, standing_words
from charterdesk.desk.pages.receipts import receipt_words
from charterdesk.engine.case import Case
from charterdesk.incidents.queries.calls import Call
from charterdesk.incidents.queries.standing import BAD, Standing, standing_in
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.visit.reader import Reader

What = Attempt.What
GOOD = (What.ACCEPTED, What.DELIVERED, What.ANSWERED)


def called_of(calls: Sequence[Call], state: Case, reader: Reader) -> tuple[Called, ...]:
    """Everything that people were told by the run, the latest first."""
    return tuple(_called(one, standing_in(one, calls, state), reader) for one in reversed(calls))


def _called(one: Call, standing: Standing, reader: Reader) -> Called:
    told = one.told
    return Called(
        name=reader.name(told.person),
        roles=", ".join(told.roles),
        about=about_words(told),
        at=told.at,
        standing=standing,
        words=standing_words(standing),
        receipts=(*receipt_lines(one), *_to_come(one)),
        mine=told.person == reader.person.username,
        late=told.late,
    )


def receipt_lines(one: Call) -> Iterator[ReceiptLine]:
    """Each receipt; what was asked stands only while it has no answer."""
    answered = {(r.notice_id, r.number) for r in one.receipts if r.what != What.BEGUN}
    for receipt in one.receipts:
        if receipt.what != What.BEGUN or (receipt.notice_id, receipt.number) not in answered:
            yield ReceiptLine(_words(receipt), receipt.at, _state(receipt.what))
    if one.notice and one.notice.state == Notice.State.WITHHELD:
        yield ReceiptLine(_("not sent: %(why)s") % {"why": one.notice.trouble}, None, "bad")


def _to_come(one: Call) -> Iterator[ReceiptLine]:
    """When the next means has its turn, or the same one again."""
    notice = one.notice
    if notice is not None and notice.state in (Notice.State.QUEUED, Notice.State.FAILED):
        yield ReceiptLine(_("tried next"), notice.send_at, "waiting")
    for later in one.waiting:
        yield ReceiptLine(_("the next means, without an answer until then"), later.send_at,
                          "waiting")  # fmt: skip


def _words(receipt: Attempt) -> str:
    said = {"means": means_label(receipt.carrier), "what": receipt_words()[What(receipt.what)]}
    if receipt.what in BAD and receipt.answer:
        return _("%(means)s: %(what)s (%(why)s)") % {**said, "why": receipt.answer}
    if receipt.what == What.ACKNOWLEDGED:
        return said["what"]
    return _("%(means)s: %(what)s") % said


def _state(what: str) -> ReceiptIs:
    if what in GOOD:
        return "good"
    if what in BAD:
        return "bad"
    return "done" if what == What.ACKNOWLEDGED else "waiting"
