"""Chats at the desk: answered on the page of their case. Every form works without scripts.

A chat that has no case yet has a page of its own until its first answer opens one.
"""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import person_named
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.queries import case_for
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.chat_reader import admit
from charterdesk.desk.pages.chat_panel import QUIET, Talking, entries_for_desk
from charterdesk.desk.pages.chats import chats_page, hand_page
from charterdesk.desk.pages.composers import talked
from charterdesk.desk.views.case import drawn_case
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.talk import commands
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import chat_for
from charterdesk.visit.asking import Ask, asked
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


@asked()
def chats(ask: Ask) -> HttpResponse:
    """Who waits, and one's own chats."""
    return _drawn(ask, None)


@asked()
def chat(ask: Ask, ref: str) -> HttpResponse:
    """To the chat on the page of its case; without one it is drawn, which is a sign of life."""
    row = found(ask, ref)
    if url := _case_url(ask, row):
        return HttpResponseRedirect(url)
    commands.mark(chat=row, by=ask.person, at=ask.at, read=row.newest)
    return _drawn(ask, row)


@asked("POST")
def say(ask: Ask, ref: str) -> HttpResponse:
    """Say a line, or several files."""
    row = found(ask, ref)
    limits = limits_in(row, ask.at)
    form = LineForm(ask.request.POST, ask.request.FILES, limits=limits)
    if form.only_looks():
        return _looked(ask, row)
    lines, wrong = say_all(row, form, ask.person, ask.at, ask.reader.zone)
    drawn = entries_for_desk(row, lines, ask.reader.zone)
    if answer := lines_answer(ask.request, drawn, wrong):
        return answer
    fresh = found(ask, ref)
    if wrong:
        return _drawn(ask, fresh, Talking(wrong, ask.request.POST.get("body", "")))
    return ask.go(_case_url(ask, fresh) or reverse("desk:chat", args=[ref]) + "#chat-body")


@asked("POST")
def mark(ask: Ask, ref: str) -> HttpResponse:
    """What the person has read, and whether they type."""
    return mark_answer(ask.request, found(ask, ref), ask.person, ask.at)


@asked("POST")
def take(ask: Ask, ref: str) -> HttpResponse:
    """Take a chat that waits."""
    answer = commands.take_chat(chat=found(ask, ref), by=ask.person, at=ask.at)
    return _done(ask, ref, answer, _("The chat is yours."), reverse("desk:chat", args=[ref]))


@asked("GET", "POST")
def hand(ask: Ask, ref: str) -> HttpResponse:
    """Hand it to a colleague, with a note."""
    row, post = found(ask, ref), ask.request.POST
    if not ask.is_post:
        return _handing(ask, row, QUIET)
    note, to = post.get("note", "")[:4000].replace("\0", ""), post.get("to", "")
    person = person_named(ask.person, to)
    if person is None:
        return _handing(ask, row, Talking(_("Choose a colleague to hand the chat to."), note=note))
    answer = commands.hand_over(chat=row, to=person, note=note, by=ask.person, at=ask.at)
    if isinstance(answer, Refusal):
        return _handing(ask, row, Talking(answer.text, note=note, to=to))
    return _done(ask, ref, answer, _("%(name)s has the chat now.") % {"name": person.name})


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


def _case_url(ask: Ask, row: Chat) -> str:
    """The chat on the page of its case; "" where it has none that the person may see."""
    if row.case is None or case_for(ask.person, row.case.number) is None:
        return ""
    return f"{CaseUrls(row.case.number, ask.way.url).page()}#chat"


def _done(
    ask: Ask, ref: str, answer: Chat | Refusal | Refused, done: str, url: str = ""
) -> HttpResponse:
    row = found(ask, ref)
    if not isinstance(answer, Chat):
        return _drawn(ask, row, Talking(why_not(answer, ask.reader.zone)))
    case = _case_url(ask, row)
    return ask.go(case or url or reverse("desk:chats"), done)


def _looked(ask: Ask, row: Chat) -> HttpResponse:
    """The page anew, with what was typed; who asks for it has read the rest."""
    commands.mark(chat=row, by=ask.person, at=ask.at, read=row.newest)
    return _drawn(ask, row, Talking(typed=ask.request.POST.get("body", "")))


def _handing(ask: Ask, row: Chat, talking: Talking) -> HttpResponse:
    back_url = _case_url(ask, row) or reverse("desk:chat", args=[row.ref])
    page = hand_page(ask.person, row, back_url, talking)
    return ask.draw("desk/chat_hand", page, current="chats", status=422 if talking.wrong else 200)


def _drawn(ask: Ask, row: Chat | None, talking: Talking = QUIET) -> HttpResponse:
    """The page of the chat's case, else of the chat; a text that came too late is a reply begun."""
    status = 422 if talking.wrong else 200
    if row and row.case and _case_url(ask, row):
        late = talking.typed and (row.state != Chat.State.OPEN or row.agent_id != ask.person.pk)
        held = talked(row.case, talking.typed, talking.wrong) if late else None
        return drawn_case(ask, row.case.number, held, status, talking)
    page = chats_page(ask.person, row, ask.at, ask.reader.zone, talking)
    return ask.draw("desk/chats", page, current="chats", status=status)
