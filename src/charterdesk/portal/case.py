"""A case of a guest's: its page, a reply, why a promise is due when it is, its files.

What the guest may not see is not there: the same answer as for a number that nobody has.
"""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import receive_message
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.cases.queries.guests import guest_case, guest_file, said_on
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Refusal
from charterdesk.kit.kept_files import path_of
from charterdesk.look.phrasing import worded
from charterdesk.notifications.case_links import end_links
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.case_page import Answering, answering_of, case_page, draft_of
from charterdesk.portal.clocks import clock_key, promises_shown
from charterdesk.portal.reply_form import ReplyForm
from charterdesk.portal.sessions import forget_pass
from charterdesk.portal.why import why_page
from charterdesk.visit.uploads import limits_of

BARE = {
    "default-src": [NONE], "script-src": [NONE], "img-src": ["data:"],
    "style-src": [UNSAFE_INLINE], "frame-ancestors": ["'self'"], "sandbox": True,
}  # fmt: skip


@guests()
def case(visit: Visit, number: str) -> HttpResponse:
    """The case as it stands."""
    row = found(visit, number)
    return _drawn(visit, row, answering_of(row.number, _charter(row)))


@guests("POST")
def reply(visit: Visit, number: str) -> HttpResponse:
    """A message of the customer's, as if it had come by mail."""
    row = found(visit, number)
    typed, charter = visit.request.POST.dict(), _charter(row)
    form = ReplyForm(visit.request.POST, visit.request.FILES, limits=limits_of(charter))
    if not form.is_valid():
        return _drawn(visit, row, answering_of(row.number, charter, typed, form.fault()), 422)
    answer = receive_message(
        case=row, written=form.written(), by=visit.host.asker, at=visit.at, form=form.form()
    )
    if isinstance(answer, Done):
        return _sent(visit, row, answer)
    said = worded(answer.said, visit.zone) if isinstance(answer, Refusal) else answer.text
    return _drawn(visit, row, answering_of(row.number, charter, typed, said), 422)


@guests()
def why(visit: Visit, number: str, clock: str) -> HttpResponse:
    """Why a promise is due when it is, in steps."""
    loaded = state_of(found(visit, number))
    shown = promises_shown(loaded, visit.at)
    standing = next((one for one in shown if clock_key(one) == clock and one.promise), None)
    if standing is None:
        raise Http404
    return visit.draw("portal/why", why_page(visit, loaded, standing))


@guests()
def file(visit: Visit, number: str, pk: int) -> FileResponse:
    """A file of a message, always as a download (trust.md rule 4)."""
    kept = guest_file(visit.host, number, pk, visit.at)
    if kept is None or not path_of(kept.stored).is_file():
        raise Http404
    answer = FileResponse(
        path_of(kept.stored).open("rb"), as_attachment=True, filename=kept.name or "file",
        content_type="application/octet-stream",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@guests()
def html(visit: Visit, number: str, ref: str) -> HttpResponseBase:
    """The formatted text of a message, for its sandboxed frame (trust.md rule 3)."""
    message = said_on(found(visit, number), visit.at).filter(ref=ref).first()
    if message is None or not message.html:
        raise Http404
    title = escape(message.subject or number)
    page = f'<!doctype html><meta charset="utf-8"><title>{title}</title>{message.html}'
    answer = csp(BARE)(lambda _request: HttpResponse(page))(visit.request)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@guests("POST")
def links(visit: Visit, number: str) -> HttpResponse:
    """End the links of this case that were mailed to the guest's address so far."""
    row = found(visit, number)
    end_links(case=row.pk, address=visit.host.address, at=visit.at)
    forget_pass(visit.request.session, row.number)
    done = _("The links in earlier mails of this case open nothing any more.")
    return visit.go(reverse("portal:case", args=[row.number]), done)


def found(visit: Visit, number: str) -> Case:
    """The case, if the guest may see it."""
    row = guest_case(visit.host, number)
    if row is None:
        raise Http404
    return row


def _sent(visit: Visit, row: Case, answer: Done) -> HttpResponse:
    """On to the case that goes on: after the window for reopening it is a new one (2.6 F)."""
    number = answer.case.number
    done = _("Your message is there.")
    if number != row.number:
        done = _("Your message goes on in case %(number)s.") % {"number": number}
    seen = number if guest_case(visit.host, number) else row.number
    return visit.go(f"{reverse('portal:case', args=[seen])}#messages", done, draft_of(row.number))


def _charter(row: Case) -> Charter:
    return charter_version(row.charter, row.charter_version)


def _drawn(visit: Visit, row: Case, answering: Answering, status: int = 200) -> HttpResponse:
    page = case_page(visit, state_of(row), answering)
    return visit.draw("portal/case", page, status=status)
