"""The one view of this floor: an asset, packed when the browser can, kept for good."""

import gzip
from functools import lru_cache
from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from charterdesk.look.assets import TYPES, is_asset, joined


@require_safe
def joined_asset(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """`name` as it is now; an old digest gets it too, so that a page in hand keeps its look."""
    if not is_asset(name):
        raise Http404(f"There is no asset called {name}.")
    body = joined(name)[1]
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(
        _packed(body) if packed else body, content_type=TYPES[PurePath(name).suffix]
    )
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    current = digest == joined(name)[0]
    answer["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
    return answer


@lru_cache(maxsize=8)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
