"""Runbooks on a case: its runs with what they printed, a new run, an approval, an end."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.automation.commands.running import (
    approve_run,
    refuse_run,
    start_run,
    stop_run,
)
from charterdesk.automation.queries import books
from charterdesk.automation.queries.runs import run_for, runs_of_case
from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.runbooks import RunForm
from charterdesk.desk.pages.runs import run_rows
from charterdesk.desk.runbook_values import CaseRunsPage
from charterdesk.desk.views.writing import found
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

DECISIONS = {"approve": approve_run, "refuse": refuse_run, "stop": stop_run}


@asked("GET", "POST")
def case_runs(ask: Ask, number: str) -> HttpResponse:
    """The runs of a case; posted: a new one."""
    case = found(ask, number)
    if not ask.is_post:
        return _drawn(ask, case, _form(ask))
    form = _form(ask, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, case, form, status=422)
    runbook = books.runbook_for(ask.person, form.cleaned_data["runbook"])
    if runbook is None:
        raise Http404
    answer = start_run(case=case, runbook=runbook, by=ask.person, at=ask.at)
    return _answered(ask, case, form, answer if isinstance(answer, Refusal) else None)


@asked()
def part(ask: Ask, number: str) -> HttpResponse:
    """The same in short, as a part of the case's page."""
    rows = run_rows(runs_of_case(ask.person, found(ask, number))[:5], ask.reader)
    return render(ask.request, "desk/_runs.html", {"rows": rows})


@asked("POST")
def decide(ask: Ask, number: str, pk: int, what: str) -> HttpResponse:
    """Approve, refuse or stop a run."""
    run = run_for(ask.person, number, pk)
    if run is None or what not in DECISIONS:
        raise Http404
    refusal = DECISIONS[what](run=run, by=ask.person, at=ask.at)
    return _answered(ask, run.case, _form(ask), refusal)


def _answered(ask: Ask, case: Case, form: RunForm, refusal: Refusal | None) -> HttpResponse:
    if refusal is not None:
        return _drawn(ask, case, form, refusal=Shown(refusal.text), status=422)
    return ask.go(CaseUrls(case.number, ask.way.url).of("case_runs"), _("It is done."))


def _form(ask: Ask, data: object = None) -> RunForm:
    """Of what is published; what each is for stands beside its name."""
    rows = books.runbooks_of(ask.person)
    return RunForm([(one.name, one.name) for one in rows if getattr(one, "published", None)], data)


def _drawn(
    ask: Ask, case: Case, form: RunForm, *, refusal: Shown | None = None, status: int = 200
) -> HttpResponse:
    urls = CaseUrls(case.number, ask.way.url)
    fields = fields_of(form)
    page = CaseRunsPage(
        ref=case.number, subject=case.subject, back_url=urls.page(), refusal=refusal,
        rows=run_rows(runs_of_case(ask.person, case), ask.reader), action=urls.of("case_runs"),
        fields=fields if fields[0].options else (),
        missing="" if fields[0].options else _("No runbook is published yet."),
    )  # fmt: skip
    return ask.draw("desk/case_runs", page, status=status)
