"""Whom a ladder called, by which means, with every receipt, and what is tried next."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from charterdesk.desk.incident_values import Called, ReceiptIs, ReceiptLine, Standing
from charterdesk.desk.pages.incident_words import about_words, means_label, standing_words
from charterdesk.desk.pages.receipts import receipt_words
from charterdesk.engine.case import Case
from charterdesk.engine.events import CallPassed, Event, Told
from charterdesk.incidents.queries.calls import Call
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.notifications.routes import VOICE
from charterdesk.visit.reader import Reader

What = Attempt.What
GOOD = (What.ACCEPTED, What.DELIVERED, What.ANSWERED)
BAD = (What.FOR_NOW, What.FOR_GOOD, What.LOST)


def called_of(calls: Sequence[Call], state: Case, reader: Reader) -> tuple[Called, ...]:
    """Everything that people were told by the run, the latest first."""
    return tuple(_called(one, state, reader) for one in reversed(calls))


def _called(one: Call, state: Case, reader: Reader) -> Called:
    told = one.told
    standing = standing_in(one, state)
    return Called(
        name=reader.name(told.person),
        roles=", ".join(told.roles),
        about=about_words(told.about, told.number, told.text),
        at=told.at,
        standing=standing,
        words=standing_words(standing),
        receipts=(*receipt_lines(one), *_to_come(one)),
        mine=told.person == reader.person.username,
        late=told.late,
    )


def standing_in(one: Call, state: Case) -> Standing:
    """By the log of the case, and by what the carriers say (R-VOX-8)."""
    told = one.told
    names = frozenset({told.person, *told.roles, *told.via})
    if state.has_acknowledged(names, told.at):
        return "acknowledged"
    if any(_passes(event, told) for event in state.history):
        return "passed"
    if state.has_reached(names, told.at) or any(_reaches(receipt) for receipt in one.receipts):
        return "reached"
    refused = bool(one.receipts) and all(receipt.what in BAD for receipt in one.receipts)
    dead = one.notice.state == Notice.State.DEAD if one.notice is not None else refused
    return "failed" if dead else "waiting"


def _passes(event: Event, told: Told) -> bool:
    """Whether they said after this call that they can't take it."""
    return (
        isinstance(event, CallPassed)
        and event.who == told.person
        and told.about == f"step {event.step}"
        and event.at >= told.at
    )


def _reaches(receipt: Attempt) -> bool:
    """A message that was taken has reached them; a call by voice only when it is answered."""
    if receipt.what == What.ACCEPTED:
        lost = receipt.notice.state in (Notice.State.FAILED, Notice.State.DEAD)
        return receipt.carrier != VOICE and not lost
    return receipt.what in (What.DELIVERED, What.ANSWERED)


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
