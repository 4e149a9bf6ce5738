"""Replies, notes and drafts: what is typed is kept, whatever becomes of it."""

from datetime import timedelta

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.cases.answers import Answer, Conflict, Done
from charterdesk.cases.commands import (
    add_note,
    drop_draft,
    save_draft,
    send_reply,
    take_back_reply,
)
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_for
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.writing import DraftForm, WritingForm
from charterdesk.desk.pages.composers import NOTE, REPLY, WAIT, draft_key
from charterdesk.desk.pages.holding import (
    held_by_conflict,
    held_by_doubt,
    held_by_fault,
    held_by_refusal,
)
from charterdesk.desk.pages.mentions import note_added
from charterdesk.desk.views.case import drawn_case
from charterdesk.engine.commands import Wait
from charterdesk.engine.decide import Refusal
from charterdesk.engine.intents import Tell
from charterdesk.look.phrasing import worded
from charterdesk.look.values import ComposerMode
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def reply(ask: Ask, number: str) -> HttpResponse:
    """Send a message to the customer, unless something speaks against it."""
    case, form = found(ask, number), WritingForm(ask.request.POST, ask.request.FILES)
    if not ask.is_post:
        return _to_box(ask, case, REPLY)
    if not form.is_valid():
        return drawn_case(ask, number, held_by_fault(REPLY, form), 422)
    if doubts := doubts_about(ask, form):
        return drawn_case(ask, number, held_by_doubt(form, doubts), 409)
    then = (
        (Wait(by=ask.person.username, on="customer"),) if form.cleaned_data["then"] == WAIT else ()
    )
    answer = send_reply(
        case=case, written=form.written(), by=ask.person, at=ask.at, form=form.form(), then=then,
        waits=timedelta(seconds=0 if then else ask.person.undo_seconds),
    )  # fmt: skip
    way = "" if then else undo_url(ask, case, answer)
    return _answered(ask, case, REPLY, form, answer, _("The reply is on its way."), way)


@asked("POST")
def undo(ask: Ask, number: str, ref: str) -> HttpResponse:
    """Take a reply back while it waits; its text is in the box again."""
    case = found(ask, number)
    answer = take_back_reply(case=case, ref=ref, by=ask.person, at=ask.at)
    urls = CaseUrls(case.number, ask.way.url)
    if isinstance(answer, Refusal):
        return ask.go(urls.page(), worded(answer.said, ask.reader.zone))
    done = _("The reply was not sent. Its text is here again.")
    return ask.go(f"{urls.page(compose=REPLY)}#{REPLY}", done)


def undo_url(ask: Ask, case: Case, answer: Answer) -> str:
    """Where the reply that was just sent can be taken back; empty where it can't."""
    if not (isinstance(answer, Done) and answer.message and ask.person.undo_seconds):
        return ""
    return CaseUrls(case.number, ask.way.url).of("undo", answer.message.ref)


@asked("GET", "POST")
def note(ask: Ask, number: str) -> HttpResponse:
    """Add an internal note."""
    case, form = found(ask, number), WritingForm(ask.request.POST, ask.request.FILES)
    if not ask.is_post:
        return _to_box(ask, case, NOTE)
    if not form.is_valid():
        return drawn_case(ask, number, held_by_fault(NOTE, form), 422)
    form.cleaned_data["seen"] = None
    answer = add_note(case=case, written=form.written(), by=ask.person, at=ask.at, form=form.form())
    return _answered(ask, case, NOTE, form, answer, _noted(ask, form, answer))


@asked("POST")
def draft(ask: Ask, number: str) -> HttpResponse:
    """Keep a text as it is now."""
    case, form = found(ask, number), DraftForm(ask.request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    mode, text = form.cleaned_data["mode"], form.cleaned_data["body"]
    save_draft(case=case, mode=mode, text=text, by=ask.person, at=ask.at)
    if "application/json" in ask.request.headers.get("Accept", ""):
        return JsonResponse({"saved_at": f"{ask.at.astimezone(ask.reader.zone):%H:%M}"})
    url = CaseUrls(case.number, ask.way.url).page(compose=mode)
    return ask.go(f"{url}#{mode}", _("The draft is saved."))


def _to_box(ask: Ask, case: Case, mode: ComposerMode) -> HttpResponse:
    """The case with its box open. A text that is held stands at the address it was sent to, from
    where the page goes on to ask for news.
    """
    return ask.go(f"{CaseUrls(case.number, ask.way.url).page(compose=mode)}#{mode}")


def found(ask: Ask, number: str) -> Case:
    """The case that the person may see; what one may not see is not there."""
    case = case_for(ask.person, number)
    if case is None:
        raise Http404
    return case


def doubts_about(ask: Ask, form: WritingForm) -> list[str]:
    """What looks odd in a reply, unless its author has said that it goes out anyway."""
    if form.cleaned_data["anyway"]:
        return []
    return form.doubts({one.username for one in people_of_the_desk(ask.person)})


def _noted(ask: Ask, form: WritingForm, answer: Answer) -> str:
    """That it is added, who is told of it, and which names are nobody's who may see the case."""
    if not (isinstance(answer, Done) and answer.decision):
        return _("The note is added.")
    told = [one.person for one in answer.decision.intents if isinstance(one, Tell)]
    ask.learn_names(told)
    return note_added(form.cleaned_data["body"], told, ask.reader)


def _answered(
    ask: Ask, case: Case, mode: ComposerMode, form: WritingForm, answer: Answer, done: str,
    undo: str = "",
) -> HttpResponse:  # fmt: skip
    match answer:
        case Conflict():
            ask.learn_names(event.by for event in answer.news)
            return drawn_case(
                ask, case.number, held_by_conflict(mode, form, answer, ask.reader), 409
            )
        case Refusal():
            return drawn_case(ask, case.number, held_by_refusal(mode, form, answer), 422)
        case Done():
            drop_draft(case=case, mode=mode, by=ask.person)
            url = CaseUrls(case.number, ask.way.url).page()
            return ask.go(f"{url}#compose", done, draft_key(case.number, mode), undo)
