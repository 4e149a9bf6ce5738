"""Chats at the desk: who waits, one's own, and the open one. Every form works without scripts."""

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import person_named
from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.chat_reader import admit
from charterdesk.desk.pages.chats import chats_page, entries_for_desk
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.look.chatting import entries_drawn
from charterdesk.talk import commands
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import chat_for
from charterdesk.visit.asking import Ask, asked
from charterdesk.visit.chatting import (
    LineForm,
    MarkForm,
    file_answer,
    say_all,
    stream_answer,
    why_not,
)


@asked()
def chats(ask: Ask) -> HttpResponse:
    """Who waits, and one's own chats."""
    return _drawn(ask, None)


@asked()
def chat(ask: Ask, ref: str) -> HttpResponse:
    """One chat; to open it is a sign of life."""
    row = found(ask, ref)
    commands.mark(chat=row, by=ask.person, at=ask.at, read=row.newest)
    return _drawn(ask, row)


@asked("POST")
def say(ask: Ask, ref: str) -> HttpResponse:
    """Say a line, or several files."""
    row, form = found(ask, ref), LineForm(ask.request.POST, ask.request.FILES)
    typed = ask.request.POST.get("body", "")
    if form.only_looks():
        return _drawn(ask, row, typed=typed)
    lines, wrong = say_all(row, form, ask.person, ask.at, ask.reader.zone)
    if "application/json" in ask.request.headers.get("Accept", ""):
        html = entries_drawn(entries_for_desk(row, lines, ask.reader.zone))
        return JsonResponse({"html": html, "wrong": wrong}, status=422 if wrong else 200)
    if wrong:
        return _drawn(ask, found(ask, ref), typed=typed, wrong=wrong)
    return ask.go(reverse("desk:chat", args=[ref]) + "#chat-body")


@asked("POST")
def mark(ask: Ask, ref: str) -> HttpResponse:
    """What the person has read, and whether they type."""
    row, form = found(ask, ref), MarkForm(ask.request.POST)
    if form.is_valid():
        said = form.cleaned_data
        commands.mark(chat=row, by=ask.person, at=ask.at, read=said["read"] or 0,
                      typing=bool(said["typing"]))  # fmt: skip
    return HttpResponse(status=204)


@asked("POST")
def take(ask: Ask, ref: str) -> HttpResponse:
    """Take a chat that waits."""
    answer = commands.take_chat(chat=found(ask, ref), by=ask.person, at=ask.at)
    return _done(ask, ref, answer, _("The chat is yours."), stay=True)


@asked("POST")
def hand(ask: Ask, ref: str) -> HttpResponse:
    """Hand it to a colleague, with a note."""
    row, note = found(ask, ref), ask.request.POST.get("note", "")[:4000].replace("\0", "")
    to = person_named(ask.person, ask.request.POST.get("to", ""))
    if to is None:
        return _drawn(ask, row, wrong=_("Choose a colleague to hand the chat to."), note=note)
    answer = commands.hand_over(chat=row, to=to, note=note, by=ask.person, at=ask.at)
    if isinstance(answer, Refusal):
        return _drawn(ask, found(ask, ref), wrong=answer.text, note=note)
    return _done(ask, ref, answer, _("%(name)s has the chat now.") % {"name": to.name})


@asked("POST")
def back(ask: Ask, ref: str) -> HttpResponse:
    """Give it back to the queue."""
    answer = commands.give_back(chat=found(ask, ref), by=ask.person, at=ask.at)
    return _done(ask, ref, answer, _("The chat waits for somebody else."))


@asked("POST")
def end(ask: Ask, ref: str) -> HttpResponse:
    """End it."""
    answer = commands.end_chat(chat=found(ask, ref), by=ask.person, at=ask.at)
    return _done(ask, ref, answer, _("The chat has ended; its transcript is on the case."))


@asked()
def file(ask: Ask, ref: str, seq: int) -> HttpResponseBase:
    """A file of the chat."""
    return file_answer(chat_for(ask.person, ref), seq)


@asked()
def stream(ask: Ask) -> HttpResponse:
    """What is new, where the server in front holds no streams."""
    request = ask.request
    last = request.headers.get("Last-Event-ID", "")
    return stream_answer(admit(request.COOKIES, request.GET.dict(), last), ask.at)


def found(ask: Ask, ref: str) -> Chat:
    """The chat, if the person may see it."""
    row = chat_for(ask.person, ref)
    if row is None:
        raise Http404
    return row


def _done(
    ask: Ask, ref: str, answer: Chat | Refusal | Refused, done: str, *, stay: bool = False
) -> HttpResponse:
    if not isinstance(answer, Chat):
        return _drawn(ask, found(ask, ref), wrong=why_not(answer, ask.reader.zone))
    url = reverse("desk:chat", args=[ref]) if stay else reverse("desk:chats")
    return ask.go(url, done)


def _drawn(
    ask: Ask, row: Chat | None, *, typed: str = "", wrong: str = "", note: str = ""
) -> HttpResponse:
    page = chats_page(ask.person, row, ask.at, ask.reader.zone, typed=typed, wrong=wrong, note=note)
    return ask.draw("desk/chats", page, current="chats", status=422 if wrong else 200)
