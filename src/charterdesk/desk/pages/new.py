"""The page of a new case: the form's three parts, and what each priority means and promises."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.customers.models import Contact, Contract
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.callers import (
    callers_found,
    charter_asked,
    contracts_today,
    open_of,
    stands_for,
    today_of,
)
from charterdesk.desk.forms.asker import contact_label
from charterdesk.desk.forms.new import CALL, WHO, NewCaseForm
from charterdesk.desk.pages.contract_end import end_words
from charterdesk.desk.values import Caller, Fact, NewCasePage
from charterdesk.engine.charter.values import Charter, Priority
from charterdesk.look.fields import fields_of
from charterdesk.look.moments import zone_name
from charterdesk.look.naming import promise_name
from charterdesk.look.terms import criteria_of, target_words
from charterdesk.look.values import Refusal
from charterdesk.visit.reader import Reader


def new_page(form: NewCaseForm, reader: Reader, refusal: Refusal | None = None) -> NewCasePage:
    """The page; what was typed stands in it again."""
    fields = fields_of(form, {"body": "d:new:body"})
    folded = form.folded()
    return NewCasePage(
        action=reverse("desk:new"),
        who=tuple(field for field in fields if field.name in WHO),
        what=tuple(one for one in fields if one.name not in (*WHO, *CALL, *folded, "key")),
        more=tuple(one for one in fields if one.name in folded),
        call=tuple(field for field in fields if field.name in CALL),
        key=str(form["key"].value() or ""),
        zone_words=zone_name(reader.at.astimezone(reader.zone)),
        definitions=tuple(
            _definition(form.desk.charter, one) for one in form.desk.charter.priorities
        ),
        refusal=refusal,
        callers=tuple(_caller(form, one) for one in _callers(form)),
    )


def _callers(form: NewCaseForm) -> list[Contact]:
    """Whom the words may mean; once the form was sent, its own question asks who of them."""
    words = "" if form.is_bound else str(form["contact"].value() or "")
    return callers_found(form.desk.person, words)


def _caller(form: NewCaseForm, contact: Contact) -> Caller:
    person = form.desk.person
    fills = stands_for(person, contact)
    charter = charter_asked(contact, form.desk.live)
    named = (charter.title or charter.name) if charter and len(form.desk.live) > 1 else ""
    notes = (contact.phone, _right(contact), *_contracts(contact, form.desk.at), named)
    filled = {"contact": fills, **({"charter": charter.name} if charter else {})}
    return Caller(
        name=contact_label(contact),
        fills=fills,
        charter=charter.name if charter else "",
        url=f"{reverse('desk:new')}?{urlencode(filled)}",
        note=" · ".join(note for note in notes if note),
        cases=tuple(
            (f"{one.number} {one.subject}", CaseUrls(one.number).page())
            for one in open_of(person, contact)
        ),
    )


def _right(contact: Contact) -> str:
    """Whether they may ask where a charter lets authorised people alone ask (R-TER-6)."""
    if contact.is_end_customer:
        return _("end customer")
    return _("authorised") if contact.is_authorised else _("not authorised")


def _contracts(contact: Contact, at: datetime) -> list[str]:
    """What covers them and until when, said while they are on the line."""
    if contact.organisation is None:
        return []
    today = today_of(contact, at)
    held = [_contract(one, today) for one in contracts_today(contact, at)]
    return held or [_("no contract in force")]


def _contract(one: Contract, today: date) -> str:
    named = " ".join(part for part in (one.number, one.name, one.level) if part)
    return ", ".join(part for part in (named, end_words(one, today)) if part)


def _definition(charter: Charter, priority: Priority) -> Fact:
    return Fact(
        f"P{priority.rank + 1} {priority.name}",
        _("%(criteria)s.")
        % {"criteria": "; ".join(criteria_of(charter, priority)) or _("Everything else")},
        note=_promised(charter, priority.name),
    )


def _promised(charter: Charter, priority: str) -> str:
    """The numbers of a row: `Response 1h, Next update every 4h`."""
    terms = charter.terms(priority, "").values()
    dues = [
        f"{promise_name(one.kind)} {target_words(one.target)}"
        for one in terms
        if one.target.has_due
    ]
    return ", ".join(dues) or _("no time is promised")
