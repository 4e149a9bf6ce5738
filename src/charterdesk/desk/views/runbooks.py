"""Runbooks: the list, one being written, checked and published, its versions, a dry trial."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing, may_staff
from charterdesk.automation.book import read_runbook
from charterdesk.automation.commands.writing import (
    faults_of,
    pause_runbook,
    publish_runbook,
    save_draft,
)
from charterdesk.automation.models import Runbook
from charterdesk.automation.queries import books
from charterdesk.automation.shelf import book_of, newest_version
from charterdesk.automation.trying import trial_of
from charterdesk.cases.models import Case
from charterdesk.cases.queries.one import case_for
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.runbooks import TextForm, TrialForm
from charterdesk.desk.pages import runbooks as pages
from charterdesk.desk.pages.runbook_text import Writing, text_page, with_its_own
from charterdesk.desk.runbook_values import TrialPage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

CURRENT = "runbooks"


@asked()
def runbooks(ask: Ask) -> HttpResponse:
    """All of them."""
    rows = books.runbooks_of(ask.person)
    page = pages.list_page(rows, ask.reader, may_write=may_staff(ask.person))
    return ask.draw("desk/runbooks", page, current=CURRENT)


@asked("GET", "POST")
def new(ask: Ask) -> HttpResponse:
    """A new one, from an example."""
    demand_staffing(ask.person)
    if not ask.is_post:
        return _drawn(ask, None, Writing(text=pages.EXAMPLE, key=_draft_key(None)))
    return _sent(ask, None)


@asked("GET", "POST")
def runbook(ask: Ask, name: str) -> HttpResponse:
    """One: its draft, or what is published."""
    found = _found(ask, name)
    if ask.is_post:
        demand_staffing(ask.person)
        return _sent(ask, found)
    return _drawn(
        ask, found, Writing(text=_text_of(found), seen=found.edition, key=_draft_key(found))
    )


@asked()
def version(ask: Ask, name: str, number: int) -> HttpResponse:
    """A published version, and what it changed."""
    versions = {one.number: one for one in books.versions_of(ask.person, _found(ask, name))}
    if number not in versions:
        raise Http404
    page = pages.version_page(versions[number], versions.get(number - 1), ask.reader)
    return ask.draw("desk/runbook_version", page, current=CURRENT)


@asked()
def trial(ask: Ask, name: str) -> HttpResponse:
    """What it would do on a case: nothing is run."""
    found = _found(ask, name)
    form = TrialForm(ask.request.GET or None)
    if not form.is_valid():
        return ask.draw("desk/runbook_try", _trial(found, form), current=CURRENT)
    case = case_for(ask.person, form.cleaned_data["case"].strip())
    if case is None:
        form.add_error("case", _("There is no such case, or you may not see it."))
        return ask.draw("desk/runbook_try", _trial(found, form), current=CURRENT, status=422)
    return ask.draw("desk/runbook_try", _tried(found, form, case), current=CURRENT)


def _found(ask: Ask, name: str) -> Runbook:
    found = books.runbook_for(ask.person, name)
    if found is None:
        raise Http404
    return found


def _text_of(runbook: Runbook) -> str:
    published = newest_version(runbook)
    return runbook.draft or (published.text if published else "")


def _sent(ask: Ask, found: Runbook | None) -> HttpResponse:
    """Save, check, publish, pause: what the pressed button says."""
    form = TextForm(ask.request.POST)
    valid = form.is_valid()
    text = ask.request.POST.get("text", "").replace("\r\n", "\n")
    data = form.cleaned_data
    writing = Writing(
        text=text, said=data.get("said") or "", seen=data.get("seen") or 0, key=_draft_key(found)
    )
    if not valid:
        return _refused(ask, found, writing, Refusal(_("Write the text of the runbook.")))
    match data["act"]:
        case "check":
            return _drawn(ask, found, writing)
        case ("pause" | "go") as act if found:
            pause_runbook(runbook=found, pause=act == "pause", by=ask.person, at=ask.at)
            return ask.go(found.get_absolute_url(), _("It is done."))
        case act:
            return _kept(ask, found, writing, publishes=act == "publish")


def _kept(ask: Ask, found: Runbook | None, writing: Writing, *, publishes: bool) -> HttpResponse:
    kept = save_draft(runbook=found, text=writing.text, by=ask.person, at=ask.at, seen=writing.seen)
    if isinstance(kept, Refusal):
        return _refused(ask, found, writing, kept)
    key = _draft_key(found)
    if not publishes:
        return ask.go(kept.get_absolute_url(), _("The draft is saved."), key)
    answer = publish_runbook(
        runbook=kept, text=writing.text, said=writing.said, by=ask.person, at=ask.at
    )
    if isinstance(answer, Refusal):
        return _refused(ask, kept, _seen_now(writing, kept), answer)
    done = _("Version %(number)d is published.") % {"number": answer.number}
    return ask.go(kept.get_absolute_url(), done, key)


def _seen_now(writing: Writing, kept: Runbook) -> Writing:
    return Writing(text=writing.text, said=writing.said, seen=kept.edition, key=_draft_key(kept))


def _refused(ask: Ask, found: Runbook | None, writing: Writing, why: Refusal) -> HttpResponse:
    theirs = ""
    if found is not None:
        found.refresh_from_db()
        theirs = _text_of(found) if found.edition != writing.seen else ""
    shown = Writing(
        text=writing.text, said=writing.said, seen=found.edition if found else 0, theirs=theirs,
        refusal=Shown(why.text), key=_draft_key(found),
    )  # fmt: skip
    return _drawn(ask, found, shown, status=422)


def _drawn(ask: Ask, found: Runbook | None, writing: Writing, *, status: int = 200) -> HttpResponse:
    page = text_page(writing, ask.reader, may_write=may_staff(ask.person))
    if found is not None:
        versions = books.versions_of(ask.person, found)
        runs = books.runs_of_runbook(ask.person, found)
        page = with_its_own(page, found, versions, runs, ask.reader)
    return ask.draw("desk/runbook", page, current=CURRENT, status=status)


def _draft_key(found: Runbook | None) -> str:
    return f"runbook/{found.name if found else 'new'}"


def _trial(found: Runbook, form: TrialForm) -> TrialPage:
    return TrialPage(
        title=_("Try %(name)s dry") % {"name": found.name}, back_url=found.get_absolute_url(),
        action=reverse("desk:runbook_try", args=[found.name]), fields=fields_of(form),
    )  # fmt: skip


def _tried(found: Runbook, form: TrialForm, case: Case) -> TrialPage:
    """The draft where it can be read, else what is published."""
    page = _trial(found, form)
    link = Link(f"{case.number} {case.subject}", CaseUrls(case.number).page())
    text = _text_of(found)
    published = newest_version(found)
    readable = not faults_of(text, found.name)
    book = read_runbook(text, found.name) if readable else published and book_of(published)
    if not book:
        return replace(page, case=link, lines=(_("The text has faults: mend them first."),))
    found_out = trial_of(book, case)
    return replace(
        page, case=link, lines=pages.trial_lines(found_out, book), rows=pages.trial_rows(found_out)
    )
