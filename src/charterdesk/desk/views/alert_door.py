"""Where machines knock: a key of its own for each source, and 2xx only for what is on the disk.

Whoever has no good key learns nothing, not even whether there is such a source (trust.md 7, 8).
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from charterdesk.alerts.keeping import MOST_BYTES, TooMany, keep_delivery
from charterdesk.alerts.keys import source_by_key
from charterdesk.kit.wallclock import now

NO_KEY = "The key is not that of this source. A lead makes a new one under Alerts on the desk."
TOO_LONG = f"The body is longer than {MOST_BYTES} bytes: send the alerts in smaller groups."
TOO_MANY = "More is waiting than the desk takes at once: send it again in a minute."
CUT_OFF = "The body did not come whole: send it again."
LONGEST_KEY = 200
COME_BACK = "60"


@csrf_exempt
@never_cache
@require_POST
def door(request: HttpRequest, source: str, key: str = "") -> HttpResponse:
    """Keep one delivery, and say so once it is kept; a copy of it gets the same answer."""
    at = now()
    found = source_by_key(source, key or _bearer(request), at)
    if found is None:
        return _said(403, NO_KEY)
    if _length(request) > MOST_BYTES:
        return _said(413, TOO_LONG)
    try:
        body = request.body
    except (UnreadablePostError, RawPostDataException):
        return _said(400, CUT_OFF)
    mark = request.headers.get("Idempotency-Key", "").replace("\0", "")[:LONGEST_KEY]
    if isinstance(keep_delivery(source=found, body=body, key=mark, at=at), TooMany):
        return _said(429, TOO_MANY)
    return JsonResponse({"status": "kept"})


def _bearer(request: HttpRequest) -> str:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return given.strip() if scheme.casefold() == "bearer" else ""


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isdecimal() and len(said) < 20 else MOST_BYTES + 1


def _said(status: int, sentence: str) -> HttpResponse:
    answer = JsonResponse({"status": "refused", "why": sentence}, status=status)
    if status == 429:
        answer.headers["Retry-After"] = COME_BACK
    return answer
