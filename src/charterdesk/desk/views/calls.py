"""Answering a call by its link, and what gateways report: no sign-in, the token is the proof.

A link only ever opens a page; its buttons answer, as scanners open links too (trust.md rule 8).
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from charterdesk.cases.calls import take_report
from charterdesk.desk.forms.calls import AnswerForm, ReportForm
from charterdesk.desk.pages.calls import answer_page, spent_page
from charterdesk.kit.wallclock import now
from charterdesk.notifications.links import notice_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What it is about; with POST it is answered, once."""
    at = now()
    notice = notice_of(token, "answer", at)
    if notice is None:
        return render(request, "desk/answer.html", {"page": spent_page()}, status=410)
    form, said = AnswerForm(request.POST), None
    if request.method == "POST" and form.is_valid():
        said = form.do(notice, at)
        notice.refresh_from_db(fields=["answer", "answered_at"])
    with translation.override(notice.language or None):
        page = answer_page(notice, request.path, said)
        return render(request, "desk/answer.html", {"page": page})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a message; keys that were pressed count by POST alone."""
    at = now()
    notice = notice_of(token, "report", at)
    if notice is None:
        return HttpResponse("This address has ended.", status=410, content_type="text/plain")
    form = ReportForm(_said(request))
    if not form.is_valid():
        return HttpResponse(
            "`status` wants delivered, answered or failed.", status=422, content_type="text/plain"
        )
    digits = form.cleaned_data["digits"] if request.method == "POST" else ""
    take_report(notice=notice, what=form.what(), at=at, digits=digits)
    return HttpResponse(status=204)


def _said(request: HttpRequest) -> dict[str, str]:
    """The fields, from a form, the address, or JSON."""
    if request.method == "POST" and request.content_type == "application/json":
        try:
            said = json.loads(request.body)
        except (ValueError, RecursionError):
            return {}
        return {key: str(value) for key, value in said.items()} if isinstance(said, dict) else {}
    return {**request.GET.dict(), **request.POST.dict()}
