"""A form that is larger than any charter gets its sentence, before it is read."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from charterdesk.accounts.models import Person
from charterdesk.kit.whole_numbers import whole_number

AnyView = Callable[..., HttpResponseBase]


def bounded(view: AnyView) -> AnyView:
    """The view, guarded against forgery only after the size of what comes was looked at."""
    guarded = csrf_protect(view)

    @wraps(view)
    def answer(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        if _size(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and _is_plain(request):
            return _refused(request)
        return guarded(request, *args, **kwargs)

    return csrf_exempt(answer)


def _size(request: HttpRequest) -> int:
    return whole_number(request.META.get("CONTENT_LENGTH")) or 0


def _is_plain(request: HttpRequest) -> bool:
    """A file goes to the disk and has its own bound."""
    return not (request.content_type or "").startswith("multipart/")


def _refused(request: HttpRequest) -> HttpResponseBase:
    """Nothing was read, so nothing but a sentence can be shown; the browser still has the text."""
    person = request.user
    language = person.language if isinstance(person, Person) else "en"
    with translation.override(language):
        answer = render(request, "studio/too_large.html", status=413)
        answer.headers["Content-Language"] = language
    return answer
