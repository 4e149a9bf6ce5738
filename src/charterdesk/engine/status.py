"""The states of a case (2.3) as words that can stand inside a sentence of any language."""

from charterdesk.engine.phrase import Phrase, phrase


def status_word(status: str) -> Phrase:
    """A state of `Case.status` as a word. Raises KeyError for a state that there is not."""
    return _STATES[status]


_STATES = {
    "held": phrase("held"),
    "new": phrase("new"),
    "active": phrase("active"),
    "waiting": phrase("waiting"),
    "resolved": phrase("resolved"),
    "closed": phrase("closed"),
    "merged": phrase("merged"),
    "handed back": phrase("handed back"),
    "": phrase("not there"),
}
