"""What a case costs: time is booked, charges are proposed by rule and decided by a person, a quote
is offered and answered (R-BIC-21, 36, 39, 40, 41)."""

from charterdesk.engine import commands_costs as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide import gates
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import OWNER, Notice, tell
from charterdesk.engine.phrase import phrase

ACT = "charge"
ACCEPTED_QUOTE = "accepted quote"
MOST_MINUTES = 24 * 60


def propose_charges(draft: Draft) -> None:
    """A charge is proposed by rule, once; a person decides (theme 10)."""
    proposed = {charge.name for charge in draft.case.charges}
    for charge in draft.charter.charges:
        because = next((n.text for n in charge.when if gates.is_there(draft, n, ACT)), "")
        if gates.has_fact(draft.case, charge.name):
            because = because or charge.name
        if because and charge.name not in proposed:
            draft.record(
                ev.ChargeProposed(
                    at=draft.at,
                    recorded_at=draft.at,
                    name=charge.name,
                    because=because,
                    amount=charge.amount,
                )
            )


def spend_time(draft: Draft, command: co.SpendTime) -> None:
    """Time of a person on the case (R-BIC-41); it may be booked after the case has ended."""
    ended_at = command.ended_at or draft.at
    if draft.case.merged_into:
        said = {"number": draft.case.merged_into}
        draft.refuse(phrase("The case was merged into %(number)s; book the time there.", **said))
    elif not 1 <= command.minutes <= MOST_MINUTES:
        draft.refuse(phrase("Time is booked in whole minutes, from one to 24 hours at once."))
    elif ended_at > draft.at:
        draft.refuse(phrase("Work that ends in the future can't be booked yet."))
    elif command.entry and command.entry not in draft.case.time_entries:
        draft.record(
            ev.TimeSpent(
                at=draft.at, recorded_at=draft.at, by=draft.actor, entry=command.entry,
                minutes=command.minutes, work=command.work, ended_at=ended_at, note=command.note,
            )
        )  # fmt: skip
    else:
        draft.refuse(phrase("This time is booked already."))


def strike_time(draft: Draft, command: co.StrikeTime) -> None:
    """A wrong entry counts no more; it stays in the log with the reason."""
    if command.entry not in draft.case.time_spent:
        draft.refuse(phrase("There is no such time on this case."))
    elif not command.reason.strip():
        draft.refuse(phrase("Say why the time is struck."), "reason")
    else:
        draft.record(
            ev.TimeStruck(
                at=draft.at, recorded_at=draft.at, by=draft.actor, entry=command.entry,
                reason=command.reason,
            )
        )  # fmt: skip


def decide_charge(draft: Draft, command: co.DecideCharge) -> None:
    """A proposed charge is made or waived. The gate `charge` says who decides and with what."""
    needs = gates.missing(draft, ACT)
    if not command.charged:
        needs = tuple(need for need in needs if need.kind == "decision of role")
    if command.name not in {charge.name for charge in draft.case.charges}:
        draft.refuse(phrase("No such charge is proposed on this case."))
    elif not command.reason.strip():
        draft.refuse(phrase("Say why it is decided so."), "reason")
    elif command.charged and not command.amount:
        draft.refuse(phrase("Say how much is charged."), "amount")
    elif needs:
        gates.refuse(draft, ACT, needs)
    else:
        _decide(draft, command)


def _decide(draft: Draft, command: co.DecideCharge) -> None:
    draft.record(
        ev.ChargeDecided(
            at=draft.at, recorded_at=draft.at, by=draft.actor, name=command.name,
            charged=command.charged, reason=command.reason,
            amount=command.amount if command.charged else "",
            currency=command.currency if command.charged else "",
        )
    )  # fmt: skip


def offer_quote(draft: Draft, command: co.OfferQuote) -> None:
    """A quote with a time frame; it takes the place of one that still waits (R-BIC-39)."""
    if draft.case.is_over:
        draft.refuse(phrase("The case has ended; open it again before you offer a quote."))
    elif not (command.text.strip() and command.time_frame.strip() and command.amount):
        draft.refuse(phrase("A quote says what is done, in which time, and for how much."), "quote")
    else:
        draft.record(
            ev.QuoteOffered(
                at=draft.at, recorded_at=draft.at, by=draft.actor,
                quote=f"Q{len(draft.case.quotes) + 1}", text=command.text,
                time_frame=command.time_frame, amount=command.amount, currency=command.currency,
                valid_until=command.valid_until,
            )
        )  # fmt: skip


def answer_quote(draft: Draft, command: co.AnswerQuote) -> None:
    """The customer's word on the newest quote; accepted, it opens the gate of doing (R-BIC-36)."""
    offered = draft.case.quote_waiting
    if offered is None or offered.quote != command.quote:
        draft.refuse(phrase("This quote waits for no answer any more."))
    elif draft.case.is_over:
        draft.refuse(phrase("The case has ended; write to us, and we go on with it."))
    elif offered.valid_until is not None and offered.valid_until <= draft.at:
        draft.refuse(phrase("The time of this quote is over; ask for a new one."))
    else:
        _answer(draft, command)


def _answer(draft: Draft, command: co.AnswerQuote) -> None:
    at, by = draft.at, draft.actor
    draft.record(
        ev.QuoteAnswered(
            at=at, recorded_at=at, by=by, quote=command.quote, accepted=command.accepted,
            says=command.says,
        )
    )  # fmt: skip
    if command.accepted:
        word = ev.FactRecorded(
            at=at, recorded_at=at, by=by, word=ACCEPTED_QUOTE, value=command.quote
        )
        draft.record(word)
        propose_charges(draft)
    elif by == ev.CUSTOMER:
        draft.record(ev.CustomerWrote(at=at, recorded_at=at, by=by))
    if draft.case.waiting_on == "customer" and draft.case.waiting_for == command.quote:
        draft.record(ev.WaitingEnded(at=at, recorded_at=at, by=by))
    said = "accepts" if command.accepted else "declines"
    text = f"The customer {said} the quote {command.quote}. {command.says}".rstrip()
    tell(draft, (OWNER,), Notice(rule="quote", about="quote", text=text, due_at=at))
