"""Charges: proposed by the charter's rules from what is written down, decided by a person."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight, demand_staffing
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import add_note, record_facts
from charterdesk.cases.commands.acting import NO_FORM, Form, act
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case
from charterdesk.charges.models import Item
from charterdesk.charges.money import day_of, written
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands_costs import DecideCharge
from charterdesk.engine.decide.costs import ACT


def propose_charge(
    *, case: Case, word: str, text: str, files: tuple[File, ...] = (), by: Person, at: datetime,
    form: Form = NO_FORM,
) -> Answer:  # fmt: skip
    """What was found is put on the case with its evidence; the charter's rules propose (R-BIC-40).

    `word` is a fact of a charge's rule, such as `man-made error`. The evidence is a note.
    """
    demand_sight(by)
    with transaction.atomic():
        answer = record_facts(case=case, facts=((word, text),), by=by, at=at, form=form)
        if isinstance(answer, Done) and not answer.repeated:
            note = Written(text=f"{word}: {text}", files=files)
            add_note(case=answer.case, written=note, by=by, at=at)
    return answer


def decide_charge(
    *, case: Case, name: str, amount: Decimal | None, currency: str, reason: str, by: Person,
    at: datetime, form: Form = NO_FORM,
) -> Answer | Refusal:  # fmt: skip
    """Charge it, or waive it where `amount` is None (R-BIC-21).

    Who decides, the charter's gate `charge` says; where it names no role, a lead does. A later
    word replaces an earlier one until the charge is billed.
    """
    if not _names_who_decides(charter_version(case.charter, case.charter_version)):
        demand_staffing(by)
    command = DecideCharge(
        by=by.username, name=name, charged=amount is not None, reason=reason,
        amount=written(amount) if amount is not None else "", currency=currency,
    )  # fmt: skip
    with transaction.atomic():
        answer = act(case, command, at, by=by, form=form)
        if not isinstance(answer, Done) or answer.repeated:
            return answer
        if not _stored(answer.case, name, amount, currency, reason, by, at):
            transaction.set_rollback(True)
            return Refusal(_("This charge was billed; it can't be changed any more."))
    return answer


def _names_who_decides(charter: Charter) -> bool:
    gate = charter.gates.get(ACT)
    return gate is not None and any(need.kind == "decision of role" for need in gate.needs)


def _stored(
    case: Case, name: str, amount: Decimal | None, currency: str, reason: str, by: Person,
    at: datetime,
) -> bool:  # fmt: skip
    """Write the line as it was decided; False where it was billed already."""
    known = Item.objects.select_for_update().filter(
        case=case, kind=Item.Kind.CHARGE, ref=name[:200]
    )  # fmt: skip
    item = known.first() or Item(
        case=case, organisation=case.organisation, kind=Item.Kind.CHARGE, ref=name[:200]
    )  # fmt: skip
    if item.statement_id is not None:
        return False
    item.amount, item.currency, item.text = amount or Decimal(0), currency, reason
    item.day, item.ended_at, item.person = day_of(case, at), at, by
    item.struck_at = at if amount is None else None
    item.contract = case.contract
    item.save()
    return True
