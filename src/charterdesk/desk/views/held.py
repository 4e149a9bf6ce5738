"""Held mail: list it, register its sender, open one alone, refuse it, read it as it came."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case
from charterdesk.customers.queries import organisations_by_name
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.held import RegisterForm
from charterdesk.desk.pages.held import held_page
from charterdesk.desk.pages.late import late_links
from charterdesk.intake.commands import open_held, refuse_held, register_sender
from charterdesk.intake.late import late_waiting
from charterdesk.intake.models import RawMail
from charterdesk.intake.queries import (
    contents_of,
    held_mail,
    mail_for,
    quarantined_mail,
    troubled_mailboxes,
)
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

MOST_SHOWN = 50


@asked()
def held(ask: Ask) -> HttpResponse:
    """What is held."""
    return _drawn(ask)


@asked("POST")
def register(ask: Ask, pk: int) -> HttpResponse:
    """Register the sender's address; the cases of their held mail are opened."""
    mail = _mail(ask, pk)
    form = _form(ask, mail, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, form=form, status=422)
    opened = register_sender(
        mail=mail, by=ask.person, at=ask.at, organisation=form.organisation_chosen(),
        name=form.cleaned_data["name"],
    )  # fmt: skip
    if isinstance(opened, Refusal):
        return _drawn(ask, Shown(opened.text), form, 422)
    return _registered(ask, opened)


def _registered(ask: Ask, opened: list[Case]) -> HttpResponse:
    if not opened:
        return ask.go(reverse("desk:held"), _("The address is registered; no case came of it."))
    done = _("The address is registered and the case is open.")
    return ask.go(CaseUrls(opened[0].number, reverse("desk:held")).page(), done)


@asked("POST")
def open_one(ask: Ask, pk: int) -> HttpResponse:
    """A case for this mail; its sender stays unknown."""
    opened = open_held(mail=_mail(ask, pk), by=ask.person, at=ask.at)
    if isinstance(opened, Refusal):
        return _drawn(ask, Shown(opened.text), status=422)
    done = _("The case is open; its sender is not registered.")
    return ask.go(CaseUrls(opened.number, reverse("desk:held")).page(), done)


@asked("POST")
def refuse(ask: Ask, pk: int) -> HttpResponse:
    """Nothing comes of it."""
    answer = refuse_held(mail=_mail(ask, pk), by=ask.person, at=ask.at)
    if isinstance(answer, Refusal):
        return _drawn(ask, Shown(answer.text), status=422)
    return ask.go(reverse("desk:held"), _("The mail is refused; it is kept, but shown no more."))


@asked()
def raw(ask: Ask, pk: int) -> HttpResponse:
    """The bytes as they came, as a download."""
    answer = HttpResponse(bytes(_mail(ask, pk).raw), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="mail-{pk}.eml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _mail(ask: Ask, pk: int) -> RawMail:
    found = mail_for(ask.person, pk)
    if found is None:
        raise Http404
    return found


def _form(ask: Ask, mail: RawMail, data: object = None) -> RegisterForm:
    sender = contents_of(mail).sender
    theirs = organisations_by_name(ask.person).filter(charter__in=("", mail.charter))
    name = sender.name if sender else ""
    return RegisterForm(theirs, data, prefix=f"m{mail.pk}", name=name)


def _drawn(
    ask: Ask, refusal: Shown | None = None, form: RegisterForm | None = None, status: int = 200
) -> HttpResponse:
    mails = list(held_mail(ask.person).defer(None)[:MOST_SHOWN])
    broken = list(quarantined_mail(ask.person)[:MOST_SHOWN])
    forms = {mail.pk: _form(ask, mail) for mail in mails}
    if form is not None:
        forms |= {pk: form for pk, one in forms.items() if one.prefix == form.prefix}
    page = held_page(mails, broken, forms, refusal, troubled_mailboxes(ask.person))
    page = replace(page, late=late_links(late_waiting(ask.person, ask.at), ask.reader))
    return ask.draw("desk/held", page, current="held", status=status)
