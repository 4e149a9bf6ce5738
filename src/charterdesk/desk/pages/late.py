"""A contact that lies too far back: what was written down, who did, and what became of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.late import LateForm
from charterdesk.desk.office_values import LatePage
from charterdesk.intake.late import may_confirm
from charterdesk.intake.models import LateContact
from charterdesk.look.fields import fields_of
from charterdesk.look.moments import moment_words
from charterdesk.look.values import Link
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.reader import Reader


def late_page(
    late: LateContact, reader: Reader, form: LateForm, refusal: Refusal | None = None
) -> LatePage:
    """The page; who may not decide sees who can."""
    waits = late.state == LateContact.State.WAITING
    decides = waits and may_confirm(reader.person, late)
    return LatePage(
        title=late.subject,
        facts=_facts(late, reader),
        text=late.text,
        back_url=reverse("desk:held"),
        state=str(LateContact.State(late.state).label),
        words=late.words,
        action=reverse("desk:late", args=[late.pk]) if decides else "",
        fields=fields_of(form) if decides else (),
        why_not=_("The head of this charter decides.") if waits and not decides else "",
        case_url=CaseUrls(late.case.number).page() if late.case else "",
        case=late.case.number if late.case else "",
        refusal=Shown(refusal.text) if refusal else None,
    )


def late_links(found: list[LateContact], reader: Reader) -> tuple[Link, ...]:
    """What waits, each with the way to its page."""
    return tuple(
        Link(
            _("%(subject)s, %(when)s, by %(name)s")
            % {"subject": one.subject, "when": _when(one, reader), "name": one.by.name},
            reverse("desk:late", args=[one.pk]),
        )
        for one in found
    )


def _facts(late: LateContact, reader: Reader) -> tuple[tuple[str, str], ...]:
    answered = _("Yes, live") if late.asked["answered"] else _("No")
    facts = [
        (_("Written down by"), f"{late.by.name}, {reader.short(late.kept_at)}"),
        (_("When the contact was"), _when(late, reader)),
        (_("Who asks"), late.contact.name if late.contact else late.typed),
        (_("Charter"), late.charter),
        (_("Channel"), late.asked["channel"]),
        (_("Did one of us talk with them?"), answered),
    ]
    if minutes := late.asked["minutes"]:
        said = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
        facts.append((_("How long it took"), said))
    if late.decided_by and late.decided_at:
        facts.append((_("Decided by"), f"{late.decided_by.name}, {reader.short(late.decided_at)}"))
    return tuple(facts)


def _when(late: LateContact, reader: Reader) -> str:
    return moment_words(late.contact_at, reader.at, reader.zone)
