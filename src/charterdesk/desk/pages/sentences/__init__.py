"""Every event of a case as one sentence in the reader's language; a test holds it complete.

The engine has the same in English (`engine.describing`), for transcripts and stories.
"""

from collections.abc import Callable, Mapping
from typing import Any

from charterdesk.desk.pages.sentences import contact, ending, escalation, work
from charterdesk.engine.events import Event
from charterdesk.visit.reader import Reader

SENTENCES: Mapping[type[Event], Callable[[Any, Reader], str]] = {
    **contact.SENTENCES,
    **work.SENTENCES,
    **escalation.SENTENCES,
    **ending.SENTENCES,
}


def sentence(event: Event, reader: Reader) -> str:
    """The event without its time and without who did it."""
    return SENTENCES[type(event)](event, reader)


__all__ = ["SENTENCES", "sentence"]
