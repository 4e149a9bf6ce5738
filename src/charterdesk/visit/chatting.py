"""What the pages of both sides of a chat share: the form of a line, and lines as they are shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.queries import charter_version
from charterdesk.customers.models import Contact
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.kept_files import path_of
from charterdesk.look.chatting import (
    EVENT,
    NOTE,
    OTHER,
    OWN,
    ChatEntry,
    clock_of,
    entries_drawn,
    event_words,
)
from charterdesk.look.files import USUAL_FILES, FileLimits
from charterdesk.look.phrasing import worded
from charterdesk.look.sizes import size_words
from charterdesk.talk.commands import mark, say
from charterdesk.talk.frames import HEADERS, RETRY
from charterdesk.talk.hub import Reader, view_of
from charterdesk.talk.lines import Words
from charterdesk.talk.models import Chat, ChatLine
from charterdesk.talk.queries import file_line
from charterdesk.talk.ways import way_named
from charterdesk.visit.uploads import files_field, files_in, limits_of

AT_ONCE = 200


class LineForm(forms.Form):
    """A line: a text, files, or both; each becomes a line under a key of its own."""

    body = forms.CharField(required=False, strip=False)
    key = forms.CharField(required=False, max_length=60)
    look = forms.CharField(required=False, max_length=10)

    def __init__(self, *args: Any, limits: FileLimits = USUAL_FILES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every form has an attribute of this name, so the field can't be declared.
        self.fields["files"] = files_field(limits)

    def only_looks(self) -> bool:
        """Whether nothing is to be sent: the page is drawn anew, with what was typed."""
        return bool(self.is_valid() and self.cleaned_data["look"])

    def words(self) -> list[Words]:
        """What is to be said, in order."""
        text = str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\0", "").strip()
        key = self.cleaned_data["key"] or token_hex(12)
        files = files_in(self.cleaned_data["files"])
        said = [Words(key=key, text=text)] if text or not files else []
        return [*said, *(Words(key=f"{key}/{n}", file=one) for n, one in enumerate(files))]


class MarkForm(forms.Form):
    """Up to which line somebody has read, and whether they type."""

    read = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    typing = forms.CharField(required=False, max_length=10)


def limits_in(chat: Chat, at: datetime) -> FileLimits:
    """How large the files of a chat may be: as its case's charter says, else the one in force."""
    if chat.case:
        return limits_of(charter_version(chat.case.charter, chat.case.charter_version))
    way = way_named(chat.charter, at)
    return limits_of(way.charter) if way else USUAL_FILES


def new_key() -> str:
    """A key for the next line of a form."""
    return token_hex(12)


def say_all(
    chat: Chat, form: LineForm, by: Person | Contact, at: datetime, zone: ZoneInfo
) -> tuple[list[ChatLine], str]:
    """Say what the form holds; the lines, and why one was not taken ("" for none)."""
    if not form.is_valid():
        return [], fault_of(form)
    lines: list[ChatLine] = []
    for words in form.words():
        said = say(chat=chat, words=words, by=by, at=at)
        if not isinstance(said, ChatLine):
            return lines, why_not(said, zone)
        lines.append(said)
    return lines, ""


def fault_of(form: forms.Form) -> str:
    """The first thing that is wrong with a form; "" for nothing."""
    return next((str(faults[0]) for faults in form.errors.values()), "")


def why_not(refusal: Refusal | Refused, zone: ZoneInfo) -> str:
    """A refusal in the reader's words."""
    return refusal.text if isinstance(refusal, Refusal) else worded(refusal.said, zone)


def entries_of(
    chat: Chat, lines: Iterable[ChatLine], *, desk: bool, zone: tzinfo,
    file_url: Callable[[int], str],
) -> tuple[ChatEntry, ...]:  # fmt: skip
    """The lines as one side reads them; `desk` says which."""
    return tuple(_entry(chat, line, desk, zone, file_url) for line in lines)


def name_of_line(chat: Chat, line: ChatLine) -> str:
    """Who said it."""
    return line.person.name if line.person else chat.contact.name


def file_answer(chat: Chat | None, seq: int) -> FileResponse:
    """A file of a chat, always as a download (trust.md rule 4); Http404 where there is none."""
    line = file_line(chat, seq) if chat else None
    if line is None or not path_of(line.stored).is_file():
        raise Http404
    answer = FileResponse(
        path_of(line.stored).open("rb"), as_attachment=True, filename=line.text or "file",
        content_type="application/octet-stream",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def language_said(query: Mapping[str, str]) -> str:
    """The language of the page that a stream belongs to."""
    said = query.get("lang", "")
    return said if said in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def lines_answer(
    request: HttpRequest, entries: tuple[ChatEntry, ...], wrong: str
) -> HttpResponse | None:
    """What was said as a script asks for it; None where a browser is to draw the page."""
    if "application/json" not in request.headers.get("Accept", ""):
        return None
    said = {"html": entries_drawn(entries), "wrong": wrong}
    return JsonResponse(said, status=422 if wrong else 200)


def mark_answer(
    request: HttpRequest, chat: Chat, by: Person | Contact, at: datetime
) -> HttpResponse:
    """Note what somebody has read, and whether they type."""
    form = MarkForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        mark(chat=chat, by=by, at=at, read=said["read"] or 0, typing=bool(said["typing"]))
    return HttpResponse(status=204)


def stream_answer(admitted: Reader | int, at: datetime) -> HttpResponse:
    """What is new now, where the server holds no streams: the browser comes again by itself."""
    if isinstance(admitted, int):
        return HttpResponse(status=admitted)
    body = RETRY + admitted.news(view_of({admitted.chat}, at), at)
    return HttpResponse(body, headers=dict(HEADERS))


def _entry(
    chat: Chat, line: ChatLine, desk: bool, zone: tzinfo, file_url: Callable[[int], str]
) -> ChatEntry:
    kind = _kind(line, desk)
    is_file = line.kind == ChatLine.Kind.FILE
    return ChatEntry(
        seq=line.seq, kind=kind, at=line.at, clock=clock_of(line.at, zone),
        text=event_words(line.kind, line.text) if kind == EVENT else line.text,
        who=name_of_line(chat, line) if kind != OWN else _("You"),
        file_url=file_url(line.seq) if is_file else "",
        file_size=size_words(line.size) if is_file else "",
    )  # fmt: skip


def _kind(line: ChatLine, desk: bool) -> str:
    if line.kind == ChatLine.Kind.NOTE:
        return NOTE
    if line.side == ChatLine.Side.NOBODY:
        return EVENT
    return OWN if (line.side == ChatLine.Side.DESK) == desk else OTHER
