"""A script that sends a form sees no redirect: it is told where the page goes on.

With the header `X-Carried` an answer that leads on is `204` with the address in `X-Onward`, so that
the browser opens it as it would have, and what is told there once is read by a person.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase

Answering = Callable[[HttpRequest], HttpResponse]


def telling_onward(get_response: Answering) -> Answering:
    """Middleware; it stands outside of all that writes cookies."""

    def answer(request: HttpRequest) -> HttpResponse:
        answered = get_response(request)
        carried = request.method == "POST" and "X-Carried" in request.headers
        if carried and isinstance(answered, HttpResponseRedirectBase):
            answered.status_code = 204
            answered.headers["X-Onward"] = answered.url
            del answered.headers["Location"]
        return answered

    return answer
