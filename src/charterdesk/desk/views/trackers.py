"""Bugs in trackers: the list, and of one case raise, link, write, try again, withdraw."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case, Message
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.trackers import LinkForm, RaiseForm, WriteForm
from charterdesk.desk.pages import trackers as pages
from charterdesk.desk.tracker_values import BugForm, BugsPart, CaseBugsPage
from charterdesk.desk.views.writing import found
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.knowledge.commands.using import without_names
from charterdesk.look.values import Refusal as Shown
from charterdesk.trackers import queries
from charterdesk.trackers.commands import (
    ask_again,
    link_known_bug,
    look_again,
    raise_bug,
    withdraw_ask,
    write_remark,
)
from charterdesk.trackers.models import BugLink, TrackerAsk
from charterdesk.trackers.named import trackers_of_the_desk
from charterdesk.visit.asking import Ask, asked

MOST_TEXT = 8000


@asked()
def bugs(ask: Ask) -> HttpResponse:
    """Open bugs, closed ones, or what has not reached its tracker."""
    shown = ask.request.GET.get("show", pages.OPEN)
    if shown not in (pages.OPEN, pages.CLOSED, pages.WAITING):
        raise Http404
    closed = shown == pages.CLOSED
    rows = [] if shown == pages.WAITING else queries.bugs_seen_by(ask.person, closed=closed)
    waiting = queries.waiting_asks_of(ask.person)
    page = pages.bugs_page(shown, rows, waiting, _named()[0], ask.reader)
    return ask.draw("desk/bugs", page, current="bugs")


@asked()
def case_bugs(ask: Ask, number: str) -> HttpResponse:
    """The bugs of a case."""
    return _drawn(ask, found(ask, number))


@asked()
def part(ask: Ask, number: str) -> HttpResponse:
    """The same in short, as a part of the case's page."""
    case = found(ask, number)
    links = queries.links_of_case(ask.person, case)
    asks = queries.asks_of_case(ask.person, case)
    named = _named()[0] if links else {}
    rows = pages.link_rows(links, named, ask.reader)
    shown = BugsPart(rows, pages.ask_rows(asks, ask.reader, case))
    return render(ask.request, "desk/_bugs.html", {"bugs": shown})


@asked("POST")
def raise_one(ask: Ask, number: str) -> HttpResponse:
    """Ask a tracker for a new bug."""
    case, form = found(ask, number), RaiseForm(_named()[0], ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, case, form)
    data = form.cleaned_data
    answer = raise_bug(
        case=case, tracker=form.chosen(), title=data["title"], text=data["text"],
        critical=data["critical"], by=ask.person, at=ask.at, key=data["key"],
    )  # fmt: skip
    return _answered(ask, case, form, answer, _("The tracker is asked for a new bug."))


@asked("POST")
def link_one(ask: Ask, number: str) -> HttpResponse:
    """Ask a tracker for a bug that it has."""
    case, form = found(ask, number), LinkForm(_named()[0], ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, case, form)
    data = form.cleaned_data
    answer = link_known_bug(
        case=case, tracker=form.chosen(), typed=data["number"], critical=data["critical"],
        by=ask.person, at=ask.at, key=data["key"],
    )  # fmt: skip
    return _answered(ask, case, form, answer, _("The tracker is asked for the bug."))


@asked("POST")
def write(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Write to the developers of a bug."""
    link = queries.link_for(ask.person, number, pk)
    if link is None:
        raise Http404
    form = WriteForm(link.pk, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, link.case, form)
    data = form.cleaned_data
    answer = write_remark(link=link, text=data["text"], by=ask.person, at=ask.at, key=data["key"])
    return _answered(ask, link.case, form, answer, _("It is on its way to the tracker."))


@asked("POST")
def look(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Read a bug at once."""
    link = queries.link_for(ask.person, number, pk)
    if link is None:
        raise Http404
    look_again(link=link, by=ask.person, at=ask.at)
    return _to_bugs(ask, number, _("The bug is read again now."))


@asked("POST")
def again(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Try an ask at once."""
    ask_again(ask=_waiting(ask, number, pk), by=ask.person, at=ask.at)
    return _to_bugs(ask, number, _("It is tried again now."))


@asked("POST")
def withdraw(ask: Ask, number: str, pk: int) -> HttpResponse:
    """An ask is not to be done any more."""
    refusal = withdraw_ask(ask=_waiting(ask, number, pk), by=ask.person, at=ask.at)
    return _to_bugs(ask, number, refusal.text if refusal else _("It is withdrawn."))


def _waiting(ask: Ask, number: str, pk: int) -> TrackerAsk:
    row = queries.ask_for(ask.person, number, pk)
    if row is None:
        raise Http404
    return row


def _to_bugs(ask: Ask, number: str, done: str) -> HttpResponse:
    return ask.go(CaseUrls(number, ask.way.url).of("case_bugs"), done)


def _named() -> tuple[pages.Named, str]:
    """The trackers, or why there are none."""
    try:
        named = trackers_of_the_desk()
    except MalformedSetting as fault:
        return {}, str(fault)
    missing = _("The desk has no tracker: its operator names them in CHARTERDESK_TRACKERS.")
    return named, "" if named else missing


def _answered(
    ask: Ask, case: Case, form: Any, answer: TrackerAsk | Refusal, done: str
) -> HttpResponse:
    if isinstance(answer, Refusal):
        return _drawn(ask, case, form, Shown(answer.text))
    return _to_bugs(ask, case.number, done)


def _drawn(ask: Ask, case: Case, bound: Any = None, refusal: Shown | None = None) -> HttpResponse:
    """The page; `bound` is the form that was sent and not done."""
    urls = CaseUrls(case.number, ask.way.url)
    named, missing = _named()
    links = queries.links_of_case(ask.person, case)
    page = CaseBugsPage(
        ref=case.number, subject=case.subject, back_url=urls.page(), missing=missing,
        rows=pages.link_rows(links, named, ask.reader),
        asks=pages.ask_rows(queries.asks_of_case(ask.person, case), ask.reader, case),
        forms=() if missing else tuple(_forms(case, links, named, urls, (bound, refusal))),
    )  # fmt: skip
    return ask.draw("desk/case_bugs", page, status=200 if bound is None else 422)


def _forms(
    case: Case, links: Any, named: pages.Named, urls: CaseUrls, held: tuple[Any, Shown | None]
) -> list[BugForm]:
    bound, refusal = held

    def shown(form: Any) -> tuple[Any, Shown | None]:
        is_it = bound is not None and bound.prefix == form.prefix
        return (bound, refusal) if is_it else (form, None)

    written = [_write_form(link, urls, shown) for link in links]
    fresh, refused = shown(RaiseForm(named, initial=_prefilled(case)))
    known, refused_too = shown(LinkForm(named))
    return [
        *written,
        pages.raise_form(fresh, urls, refused),
        pages.link_form(known, urls, refused_too),
    ]


def _write_form(link: BugLink, urls: CaseUrls, shown: Any) -> BugForm:
    form, refusal = shown(WriteForm(link.pk))
    return pages.write_form(link, form, urls, refusal)


def _prefilled(case: Case) -> dict[str, str]:
    """What the customer wrote first, without the customer."""
    first = Message.objects.filter(case=case, public=True).order_by("pk").first()
    text = without_names(first.text, case)[:MOST_TEXT] if first else ""
    title = without_names(case.subject, case)
    return {"title": title[:250], "text": text}
