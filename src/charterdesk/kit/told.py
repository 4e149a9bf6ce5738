"""What a request has done is told once, by the next page.

A page that has nothing to tell leaves the cookie alone: its answer may come after that of a
request which has just put something in, and would throw it away.
"""

from collections.abc import Iterable

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest


def told_to(request: HttpRequest) -> Iterable[Message]:
    """What the page that answers this request is to tell; going through it empties it."""
    kept = get_messages(request)
    return kept if len(kept) else ()
