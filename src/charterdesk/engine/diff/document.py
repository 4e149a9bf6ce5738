"""The document: its name, version, zone, languages, what it assumes, and what is only shown."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from charterdesk.engine.charter.values import Charter, Shown
from charterdesk.engine.diff.change import Change
from charterdesk.engine.diff.pair import (
    NOTHING,
    Pair,
    Rule,
    Spot,
    compared,
    matched,
    shown,
    spot_of,
)
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase

Words = Mapping[str, object]

_DOCUMENT = (
    Rule("name", phrase("The charter is called %(new)s instead of %(old)s.")),
    Rule("title", phrase("The title is %(new)s instead of %(old)s.")),
    Rule("version", phrase("Version %(new)s instead of %(old)s.")),
    Rule("zone", phrase("Times without a zone of their own are those of %(new)s, not of %(old)s.")),
    Rule("languages", phrase("The languages are %(new)s instead of %(old)s."), ordered=True),
)
_IN_FORCE = phrase("In force from %(new)s instead of %(old)s.")
_ASSUMES = (
    phrase("Assumption %(name)s is new: %(new)s"),
    phrase("Assumption %(name)s is gone: %(old)s"),
    phrase("Assumption %(name)s says: %(new)s Before: %(old)s"),
)
_ACCEPTS = (
    phrase("The warning %(name)s is accepted: %(new)s."),
    phrase("The warning %(name)s is no longer accepted; it was because of %(old)s."),
    phrase("The warning %(name)s is accepted because of %(new)s instead of %(old)s."),
)
_REQUIREMENTS = (
    phrase("The source %(name)s counts: it has %(new)s requirements."),
    phrase("The source %(name)s counts no longer; it had %(old)s requirements."),
    phrase("The source %(name)s has %(new)s requirements instead of %(old)s."),
)
_SHOWN = (
    phrase("The text at %(name)s is new: %(new)s."),
    phrase("The text at %(name)s is gone: %(old)s."),
    phrase("The text at %(name)s is %(new)s instead of %(old)s."),
)
_MEETS = (
    phrase("The rule at %(name)s meets %(new)s."),
    phrase("The rule at %(name)s names no requirement any more; before it met %(old)s."),
    phrase("The rule at %(name)s meets %(new)s instead of %(old)s."),
)
_ASSUMED = (
    phrase("The rule at %(name)s leans on the assumption %(new)s."),
    phrase("The rule at %(name)s leans on no assumption any more; before on %(old)s."),
    phrase("The rule at %(name)s leans on the assumption %(new)s instead of %(old)s."),
)


def document_changes(pair: Pair) -> Iterator[Change]:
    """Name, version, zone, languages, assumptions, accepted warnings, counted requirements."""
    old, new = pair.old, pair.new
    yield from compared(Spot("document"), pair.old, pair.new, _DOCUMENT)
    if _since(old) != _since(new):  # another zone alone is told as such
        yield Spot("document").change("changed", _IN_FORCE, old=_since(old), new=_since(new))
    yield from worded_changes("assumption", old.assumes, new.assumes, _ASSUMES)
    yield from worded_changes("warning", _reasons(old), _reasons(new), _ACCEPTS)
    yield from worded_changes("source", old.requirements, new.requirements, _REQUIREMENTS)


def note_changes(pair: Pair) -> Iterator[Change]:
    """What is only shown, and which requirements and assumptions stand behind a rule."""
    yield from worded_changes("text", _texts(pair.old.shown), _texts(pair.new.shown), _SHOWN)
    yield from worded_changes("rule", pair.old.assumed, pair.new.assumed, _ASSUMED)
    yield from worded_changes("rule", pair.old.meets, pair.new.meets, _MEETS)


def worded_changes(
    what: str,
    old: Words,
    new: Words,
    said: tuple[Phrase, Phrase, Phrase],
) -> Iterator[Change]:
    """Named words; `said` are the sentences for new, gone and changed."""
    for name, was, is_ in matched(old, new):
        spot = spot_of("document", ((what, name),), name, was, is_)
        if was is None and is_ is not None:
            yield spot.change("new", said[0], new=shown(is_))
        elif is_ is None and was is not None:
            yield spot.change("gone", said[1], old=shown(was))
        elif was is not None and is_ is not None and was != is_:
            yield spot.change("changed", said[2], old=shown(was), new=shown(is_))


def _since(charter: Charter) -> PhraseValue:
    """As the charter writes it, with its year."""
    if charter.in_force_from is None:
        return NOTHING
    return f"{charter.in_force_from.astimezone(ZoneInfo(charter.zone)):%Y-%m-%d %H:%M}"


def _reasons(charter: Charter) -> Words:
    return {number: accepted.why.rstrip(".") for number, accepted in charter.accepts.items()}


def _texts(shown: tuple[Shown, ...]) -> Mapping[str, tuple[str, ...]]:
    """The words by their path; a path that stands twice has the words of both."""
    found: dict[str, tuple[str, ...]] = {}
    for text in shown:
        found[text.path] = (*found.get(text.path, ()), *text.words)
    return found
