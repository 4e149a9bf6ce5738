"""A stranger's held message decided in one tap, and the rights of a contact.

The link of the notice opens a page without a sign-in: the token is the proof; its buttons act, as
scanners open links too (trust.md rule 8).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.customers.commands import set_rights, set_standing
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import contact_for, organisations_by_name
from charterdesk.desk.forms.admitting import RefusalForm, RightsForm
from charterdesk.desk.forms.held import RegisterForm
from charterdesk.desk.values import ActPage, AdmitPage
from charterdesk.intake.commands import refuse_held, register_sender
from charterdesk.intake.models import RawMail
from charterdesk.intake.queries import contents_of, mail_for
from charterdesk.kit.wallclock import now
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.fields import fields_of
from charterdesk.notifications.links import notice_of
from charterdesk.visit.asking import Ask, asked

MOST_TEXT = 4000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: HttpRequest, token: str) -> HttpResponse:
    """The message; with POST its sender is registered or refused."""
    at = now()
    notice = notice_of(token, "held", at)
    person = notice.person if notice else None
    held = whole_number(notice.scope.removeprefix("held/")) if notice else None
    mail = mail_for(person, held) if person and held else None
    if person is None or mail is None:
        page = AdmitPage(title=_("This link has ended"), refusal=_("See the list of held mail."))
        return render(request, "desk/admit.html", {"page": page}, status=410)
    with translation.override(person.language):
        done = _decided(request, mail, person) if request.method == "POST" else None
        status = 422 if isinstance(done, Refusal) else 200
        page = _page(request, mail, person, done)
        return render(request, "desk/admit.html", {"page": page}, status=status)


@asked("GET", "POST")
def rights(ask: Ask, pk: int) -> HttpResponse:
    """What a contact may do on the customers' pages."""
    contact = contact_for(ask.person, pk)
    if contact is None or contact.organisation_id is None:
        raise Http404
    back = reverse("desk:org", args=[contact.organisation_id])
    form = RightsForm(ask.request.POST) if ask.is_post else RightsForm(initial=vars(contact))
    if ask.is_post and form.is_valid():
        set_standing(contact=contact, **form.standing(), by=ask.person, at=ask.at)
        set_rights(contact=contact, **form.rights(), by=ask.person, at=ask.at)
        return ask.go(back, _("The rights are set; they hold at once."))
    return ask.draw("desk/act", _rights_page(contact, form, ask.request.path, back))


def _decided(request: HttpRequest, mail: RawMail, person: Person) -> str | Refusal:
    if request.POST.get("answer") == "refuse":
        words = request.POST.get("words", "")[:2000]
        refused = refuse_held(mail=mail, by=person, at=now(), answer=words)
        return refused if isinstance(refused, Refusal) else _("Refused; the sender is told so.")
    form = _form(mail, person, request)
    if not form.is_valid():
        return Refusal(" ".join(str(one) for faults in form.errors.values() for one in faults))
    opened = register_sender(
        mail=mail, by=person, at=now(), organisation=form.organisation_chosen(),
        name=form.cleaned_data["name"],
    )  # fmt: skip
    if isinstance(opened, Refusal):
        return opened
    if not opened:
        return _("The address is registered; no case came of it.")
    return _("The address is registered; the case is %(number)s.") % {"number": opened[0].number}


def _form(mail: RawMail, person: Person, request: HttpRequest | None = None) -> RegisterForm:
    sender = contents_of(mail).sender
    theirs = organisations_by_name(person).filter(charter__in=("", mail.charter))
    data = request.POST if request and request.POST.get("answer") == "register" else None
    return RegisterForm(theirs, data, name=sender.name if sender else "")


def _page(
    request: HttpRequest, mail: RawMail, person: Person, done: str | Refusal | None
) -> AdmitPage:
    mail = mail_for(person, mail.pk) or mail
    open_still = mail.state == RawMail.State.HELD
    said = contents_of(mail)
    return AdmitPage(
        title=_("Mail of an unregistered address"),
        sender=mail.sender,
        subject=said.subject or _("(no subject)"),
        text=said.new_text[:MOST_TEXT],
        register=fields_of(_form(mail, person, request)) if open_still else (),
        refuse=fields_of(RefusalForm()) if open_still else (),
        action=request.path if open_still else "",
        refusal=done.text if isinstance(done, Refusal) else "",
        done=done if isinstance(done, str) else "" if open_still else _("It is decided already."),
    )


def _rights_page(contact: Contact, form: RightsForm, action: str, back: str) -> ActPage:
    firm = contact.organisation.name if contact.organisation else ""
    return ActPage(
        ref=firm, subject=contact.name, verb="rights",
        title=_("Rights of %(name)s") % {"name": contact.name},
        sentence=_("On the customers' pages every contact sees their own cases."),
        fields=fields_of(form), submit=_("Set the rights"), action=action, back_url=back,
    )  # fmt: skip
