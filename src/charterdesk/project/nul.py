"""NUL comes from no keyboard and PostgreSQL keeps none: an address that holds one is nobody's,
and in queries, cookies and forms it is left out before anything reads them.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError

NUL = "\0"
Answering = Callable[[HttpRequest], HttpResponse]


class WithoutNul:
    """The middleware; it stands before the one of the sessions, whose key is a cookie."""

    def __init__(self, get_response: Answering) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if NUL in request.path_info:
            raise Http404
        query = str(request.META.get("QUERY_STRING", ""))
        request.META["QUERY_STRING"] = query.replace("%00", "").replace(NUL, "")
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Clean the fields of a form, except where the view looks at its length first."""
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return
        try:
            fields = request.POST
        except UnreadablePostError:
            return
        if any(NUL in value for _name, values in fields.lists() for value in values):
            request.POST = _without(fields)  # type: ignore[assignment]  # Django sets it, too


def _without(fields: QueryDict) -> QueryDict:
    clean = fields.copy()
    for name, values in fields.lists():
        clean.setlist(name, [value.replace(NUL, "") for value in values])
    return clean
