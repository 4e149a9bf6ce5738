"""What came with messages: files as downloads, formatted text in a frame, mails as they came."""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import escape

from charterdesk.cases.queries.finding import attachment_of, message_of
from charterdesk.kit.kept_files import path_of
from charterdesk.visit.asking import Ask, asked

BARE = {
    "default-src": [NONE], "script-src": [NONE], "img-src": ["data:"],
    "style-src": [UNSAFE_INLINE], "frame-ancestors": ["'self'"], "sandbox": True,
}  # fmt: skip


@asked()
def file(ask: Ask, number: str, pk: int) -> FileResponse:
    """A file of a message, always as a download (trust.md rule 4)."""
    found = attachment_of(ask.person, number, pk)
    if found is None or not path_of(found.stored).is_file():
        raise Http404
    answer = FileResponse(
        path_of(found.stored).open("rb"), as_attachment=True, filename=found.name or "file",
        content_type="application/octet-stream",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@asked()
def html(ask: Ask, number: str, ref: str) -> HttpResponseBase:
    """The formatted text of a message, for its sandboxed frame (trust.md rule 3)."""
    message = message_of(ask.person, number, ref)
    if message is None or not message.html:
        raise Http404
    title = escape(message.subject or number)
    page = f'<!doctype html><meta charset="utf-8"><title>{title}</title>{message.html}'
    answer = csp(BARE)(lambda _request: HttpResponse(page))(ask.request)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
