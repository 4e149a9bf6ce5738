"""The further pages of an inquiry: each answer is kept, then the next question is asked."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.queries.guests import Guest
from charterdesk.customers.belongings import NOTHING, belongings_of
from charterdesk.intake.inquiries import (
    add_files,
    answer_inquiry,
    drop_inquiry_file,
    inquiry_by_key,
    inquiry_of,
)
from charterdesk.intake.inquiry import Inquiry
from charterdesk.intake.offers import offers_for
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.portal.asking import Visit, anybody, guests
from charterdesk.portal.opening.beginning import to_the_way_in, whole_guest
from charterdesk.portal.opening.forms import FORMS, StepForm
from charterdesk.portal.opening.pages import helpful, question_page, step_url
from charterdesk.portal.opening.sending import last_page, send
from charterdesk.portal.opening.steps import SEND, first_unanswered, step_after, steps_of
from charterdesk.portal.opening.values import AnswersPage
from charterdesk.portal.opening.wish import Asked
from charterdesk.visit.uploads import files_in, limits_of


@anybody("GET", "POST")
def step(visit: Visit, key: str, name: str) -> HttpResponse:
    """One question; with POST its answer is kept, also when the session has ended."""
    guest = whole_guest(visit)
    if guest is None:
        return _kept_for_later(visit, key, name)
    asked = asked_of(guest, key, visit)
    if asked.inquiry.case is not None:
        return visit.go(reverse("portal:open_sent", args=[key]))
    if name == SEND:
        return send(visit, asked) if visit.is_post else last_page(visit, asked)
    return _asked(visit, asked, name)


@guests()
def answers(visit: Visit, key: str) -> HttpResponse:
    """Articles that may answer it already."""
    asked = asked_of(visit.host, key, visit)
    subject = str(asked.answers.get("subject", ""))
    page = AnswersPage(
        subject=subject,
        suggested=helpful(visit, subject),
        go_on_url=step_url(key, step_after("what", asked.offer.charter, asked.answers)),
        back_url=step_url(key, "what"),
    )
    return visit.draw("portal/open_answers", page)


@guests()
def suggest(visit: Visit) -> HttpResponse:
    """The articles beside what is being typed, as a part of the page."""
    text = visit.request.GET.get("q", "")[:500]
    return visit.draw("portal/_suggested", helpful(visit, text))


@guests()
def go_on(visit: Visit, key: str) -> HttpResponse:
    """To the first question that was not answered yet."""
    return _on(visit, asked_of(visit.host, key, visit))


def asked_of(guest: Guest, key: str, visit: Visit) -> Asked:
    """The guest's own inquiry under its charter; raises Http404 for any other."""
    inquiry = None if guest.only else inquiry_of(guest.contact, key)
    if inquiry is None:
        raise Http404
    offers = offers_for(guest, visit.at)
    wanted = inquiry.answers.get("offer", "")
    offer = next((one for one in offers if one.key == wanted), next(iter(offers), None))
    if offer is None:
        raise Http404
    return Asked(guest, inquiry, offer)


def _asked(visit: Visit, asked: Asked, name: str) -> HttpResponse:
    """A question of this inquiry; one that another answer made needless leads on."""
    if name in FORMS and name not in steps_of(asked.offer.charter, asked.answers):
        return _on(visit, asked)
    return _answered(visit, asked, name) if visit.is_post else _shown(visit, asked, name)


def _on(visit: Visit, asked: Asked) -> HttpResponse:
    step = first_unanswered(asked.offer.charter, asked.answers)
    return visit.go(step_url(asked.inquiry.key, step))


def _form(visit: Visit, asked: Asked, name: str) -> StepForm:
    if name not in FORMS:
        raise Http404
    given = (visit.request.POST, visit.request.FILES) if visit.is_post else (None, None)
    have = belongings_of(asked.guest.contact, visit.at) if name == "what" else NOTHING
    return FORMS[name](asked.offer.charter, asked.answers, *given, have=have)


def _shown(visit: Visit, asked: Asked, name: str, form: StepForm | None = None) -> HttpResponse:
    shown = form or _form(visit, asked, name)
    page = question_page(visit, shown, asked.inquiry, name)
    return visit.draw("portal/open", page, 422 if form else 200)


def _answered(visit: Visit, asked: Asked, name: str) -> HttpResponse:
    form = _form(visit, asked, name)
    kept = _keep(visit, asked, name, form)
    if kept is None:
        return _shown(visit, asked, name, form)
    if "stay" in visit.request.POST or "drop" in visit.request.POST:
        return visit.go(step_url(kept.key, name))
    return visit.go(step_url(kept.key, step_after(name, asked.offer.charter, kept.answers)))


def _keep(visit: Visit, asked: Asked, name: str, form: StepForm) -> Inquiry | None:
    """The inquiry with this answer; None where the form has to be shown again."""
    inquiry, post = asked.inquiry, visit.request.POST
    if pk := post.get("drop", ""):
        drop_inquiry_file(inquiry=inquiry, pk=whole_number(pk) or 0)
    if not form.is_valid():
        return None
    limits, files = limits_of(form.charter), files_in(form.cleaned_data.get("attached") or [])
    if not add_files(inquiry=inquiry, files=files, most=limits.together):
        wrong = _("With those that go along already they are too many. %(limit)s")
        form.add_error("attached", ValidationError(wrong % {"limit": limits.hint()}))
        return None
    done = [one for one in asked.answers.get("answered", []) if one != name]
    return answer_inquiry(
        inquiry=inquiry, answers={**form.answered(), "answered": [*done, name]}, at=visit.at
    )


def _kept_for_later(visit: Visit, key: str, name: str) -> HttpResponse:
    """What was typed is kept for its contact, who signs in and goes on; nothing is shown."""
    here = step_url(key, name)
    found = inquiry_by_key(key) if visit.is_post and name in FORMS else None
    if found is None:
        return to_the_way_in(here)
    guest = Guest(found.contact)
    offers = {one.key: one for one in offers_for(guest, visit.at)}
    offer = offers.get(found.answers.get("offer", ""))
    if offer is None:
        return to_the_way_in(here)
    asked = Asked(guest, found, offer)
    kept = _keep(visit, asked, name, _form(visit, asked, name))
    going = step_url(key, step_after(name, offer.charter, kept.answers)) if kept else here
    return to_the_way_in(going)
