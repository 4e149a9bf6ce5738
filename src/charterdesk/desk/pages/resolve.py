"""Propose to close: every outcome with what it needs, what is there, and who can give the rest."""

from dataclasses import replace

from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.resolving import ResolveForm
from charterdesk.desk.pages.composers import draft_key
from charterdesk.desk.probing import Probe
from charterdesk.desk.values import Need, Outcome, ResolvePage
from charterdesk.engine.calendar import ALWAYS
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.charter.values import Need as Wanted
from charterdesk.engine.charter.values import Outcome as Ruled
from charterdesk.engine.commands import Resolve
from charterdesk.engine.decide.gates import CUSTOMERS_WORDS
from charterdesk.engine.promise import target_due
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal
from charterdesk.visit.reader import Reader

DRAFT = "resolve"


def resolve_page(
    form: ResolveForm, probe: Probe, reader: Reader, urls: CaseUrls,
    refusal: Refusal | None = None,
) -> ResolvePage:  # fmt: skip
    """The page; a refused proposal comes back with all that was typed."""
    acting = form.acting
    row, charter = acting.row, acting.charter
    fields = fields_of(form, {"message": draft_key(row.number, DRAFT)})
    chosen = str(form["outcome"].value() or "") if "outcome" in form.fields else ""
    errors = tuple(str(e) for e in form["outcome"].errors) if "outcome" in form.fields else ()
    return ResolvePage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        title=_("Propose to close %(number)s") % {"number": row.number},
        sentence=_sentence(charter),
        outcomes=tuple(
            replace(_outcome(one, form, probe), chosen=one.name == chosen)
            for one in charter.closing.outcomes.values()
        ),
        fields=tuple(field for field in fields if field.name != "outcome"),
        submit=_("Propose to close"),
        action=urls.of("resolve"),
        back_url=urls.page(),
        closing=_closing(charter, reader),
        errors=errors,
        refusal=refusal,
        article_url=urls.of("case_article"),
    )


def _outcome(ruled: Ruled, form: ResolveForm, probe: Probe) -> Outcome:
    """One outcome; the engine says what is missing of what we can give."""
    command = Resolve(by=probe.person.username, outcome=ruled.name)
    refusal = probe.refusal(command)
    missing = set(refusal.missing) if refusal else set()
    contact = form.acting.row.contact
    asker = contact.name if contact else _("the customer")
    return Outcome(
        value=ruled.name,
        label=ruled.name,
        needs=tuple(_need(need, missing, asker, form) for need in ruled.needs),
    )


def _need(need: Wanted, missing: set[str], asker: str, form: ResolveForm) -> Need:
    theirs = need.kind in CUSTOMERS_WORDS
    agreed = "customer" in form.acting.state.agreed
    there = agreed if theirs else need.text not in missing
    return Need(need.text, there, _("%(name)s, to close") % {"name": asker} if theirs else "")


def _sentence(charter: Charter) -> str:
    if charter.closing.agreement == "not stated":
        return _("The case is resolved with it; the charter asks for no agreement to close it.")
    return _("The customer is asked whether it is solved; until then the case stays resolved.")


def _closing(charter: Charter, reader: Reader) -> str:
    """What happens if nobody says anything, with the date."""
    if charter.closing.silence is None:
        return _("Nothing closes by silence: the case stays resolved until somebody closes it.")
    due = target_due(ALWAYS, reader.at, charter.closing.silence)
    if due is None:
        return ""
    return _("If nobody objects, it closes by itself on %(when)s.") % {"when": reader.full(due)}
