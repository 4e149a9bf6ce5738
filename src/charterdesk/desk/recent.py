"""The cases that somebody looked at last, in a cookie of their browser: numbers and nothing else.

No row is written for a look. What the numbers stand for is asked when it is shown, within sight.
"""

import re

from django.http import HttpRequest, HttpResponse

from charterdesk.accounts.models import Person

COOKIE, MOST, LASTS = "recent", 8, 30 * 24 * 3600
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")


def recent_numbers(request: HttpRequest, person: Person) -> tuple[str, ...]:
    """The numbers of the cases, the last first; none where somebody else looked at them."""
    whose, _, said = request.COOKIES.get(COOKIE, "").partition(":")
    if whose != str(person.pk):
        return ()
    return tuple(one for one in said.split(".") if _NUMBER.fullmatch(one))[:MOST]


def with_recent(
    answer: HttpResponse, request: HttpRequest, person: Person, number: str
) -> HttpResponse:
    """The answer, which lets the browser remember that this case was looked at."""
    others = [one for one in recent_numbers(request, person) if one != number]
    if _NUMBER.fullmatch(number):
        said = ".".join([number, *others][:MOST])
        answer.set_cookie(
            COOKIE, f"{person.pk}:{said}", max_age=LASTS, path="/desk/", httponly=True,
            samesite="Lax", secure=request.is_secure(),
        )  # fmt: skip
    return answer
