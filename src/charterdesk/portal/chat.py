"""A chat of the guest's: its page, its lines, its end. Every form works without scripts."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.chat_page import chat_page, entries_for_guest
from charterdesk.portal.chat_reader import admit
from charterdesk.talk.commands import end_chat
from charterdesk.talk.commands import mark as mark_chat
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import chat_of
from charterdesk.visit.chatting import (
    LineForm,
    file_answer,
    limits_in,
    lines_answer,
    mark_answer,
    say_all,
    stream_answer,
    why_not,
)


@guests()
def chat(visit: Visit, ref: str) -> HttpResponse:
    """The chat as it stands; to open it is a sign of life."""
    row = found(visit, ref)
    mark_chat(chat=row, by=visit.contact, at=visit.at, read=row.newest)
    return visit.draw("portal/chat", chat_page(row, visit.at, visit.zone))


@guests("POST")
def say(visit: Visit, ref: str) -> HttpResponse:
    """Say a line, or several files."""
    row = found(visit, ref)
    limits = limits_in(row, visit.at)
    form = LineForm(visit.request.POST, visit.request.FILES, limits=limits)
    typed = visit.request.POST.get("body", "")
    if form.only_looks():
        return visit.draw("portal/chat", chat_page(row, visit.at, visit.zone, typed))
    lines, wrong = say_all(row, form, visit.contact, visit.at, visit.zone)
    drawn = entries_for_guest(row, lines, visit.zone)
    if answer := lines_answer(visit.request, drawn, wrong):
        return answer
    if wrong:
        fresh = found(visit, ref)
        page = chat_page(fresh, visit.at, visit.zone, typed, wrong)
        return visit.draw("portal/chat", page, 422)
    return visit.go(reverse("portal:chat", args=[ref]) + "#chat-body")


@guests("POST")
def mark(visit: Visit, ref: str) -> HttpResponse:
    """What the guest has read, and whether they type."""
    return mark_answer(visit.request, found(visit, ref), visit.contact, visit.at)


@guests("POST")
def end(visit: Visit, ref: str) -> HttpResponse:
    """End it; one that still waits becomes a message of a case."""
    ended = end_chat(chat=found(visit, ref), by=visit.contact, at=visit.at)
    if not isinstance(ended, Chat):
        page = chat_page(found(visit, ref), visit.at, visit.zone, wrong=why_not(ended, visit.zone))
        return visit.draw("portal/chat", page, 422)
    fresh = found(visit, ref)
    assert fresh.case is not None
    done = _("The chat has ended. It stands on the case %(number)s.")
    url = reverse("portal:case", args=[fresh.case.number])
    return visit.go(url, done % {"number": fresh.case.number})


@guests()
def file(visit: Visit, ref: str, seq: int) -> HttpResponseBase:
    """A file of the chat."""
    return file_answer(chat_of(visit.contact, ref), seq)


@guests()
def stream(visit: Visit) -> HttpResponse:
    """What is new, where the server in front holds no streams."""
    request = visit.request
    last = request.headers.get("Last-Event-ID", "")
    return stream_answer(admit(request.COOKIES, request.GET.dict(), last), visit.at)


def found(visit: Visit, ref: str) -> Chat:
    """The guest's own chat; another's is not there."""
    row = chat_of(visit.contact, ref)
    if row is None:
        raise Http404
    return row
