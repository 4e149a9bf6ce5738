"""Needs: the known words of gates, outcomes, steps' `when`, charges and stops (2.12).

A word is built in, or a fact of the vocabulary or of the charter's `facts`; else it is a fault.
"""

import re
from collections.abc import Callable, Mapping

from charterdesk.engine.charter.facts import FACTS
from charterdesk.engine.charter.faults import nearest, quoted
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import Need, NeedKind
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import phrase

_PLAIN: Mapping[str, tuple[NeedKind, tuple[str, ...]]] = {
    "outcome": ("outcome", ()),
    "message to customer": ("message to customer", ()),
    "open case": ("open case", ()),
    "reason": ("reason", ()),
    "access": ("access", ()),
    "agreement of customer and analyst": ("agreement", ("customer", "analyst")),
    "agreement of the customer": ("agreement", ("customer",)),
    "approval of the customer": ("approval", ()),
    "bug number": ("bug number", ()),
    "bug number in the description": ("bug number", ()),
    "bug closed or taken off": ("bug closed", ()),
    "indication of resolution": ("indication", ()),
    "customer says so": ("customer says", ("customer says so",)),
    "clearly explained": ("customer says", ("clearly explained",)),
    "customer agrees": ("customer agrees", ()),
}
_DECLARE = phrase("Declare it under `facts:` if it is a fact that people put on the case.")


def read_needs(section: Section, key: str, *, in_step: bool = False) -> tuple[Need, ...]:
    """The needs under a key; `in_step` also knows `mail to CHANNEL`."""
    found = (_need(section, word, in_step) for word in section.texts(key))
    return tuple(need for need in found if need)


def _need(section: Section, word: Text, in_step: bool) -> Need | None:
    if word.value in _PLAIN:
        kind, arguments = _PLAIN[word.value]
        return Need(kind, word.value, arguments, word.place)
    if word.value in section.reading.names.facts:
        return _fact(word, _serve(section, word.value))
    for form, read in _FORMS.items():
        found = re.fullmatch(form, word.value)
        if found:
            return read(section, word, found, in_step)
    need = _either(section, word)
    if need is None:
        _unknown(section, word)
    return need


def _fact(word: Text, serve: tuple[str, ...]) -> Need:
    return Need("fact", word.value, (word.value, *serve), word.place)


def _serve(section: Section, fact: str) -> tuple[str, ...]:
    """The words that serve as well: from the table, or the known halves of `A or B`."""
    halves = tuple(fact.split(" or "))
    both = len(halves) > 1 and all(half in section.reading.names.facts for half in halves)
    return FACTS.get(fact) or (halves if both else ())


def _either(section: Section, word: Text) -> Need | None:
    halves = tuple(half for half in word.value.split(" or ") if half)
    known = section.reading.names.facts
    if len(halves) < 2 or not all(half in known for half in halves):
        return None
    return _fact(word, halves)


def _unknown(section: Section, word: Text) -> None:
    known = (*_PLAIN, *section.reading.names.facts)
    close = nearest(word.value, known)
    meant = phrase("Did you mean '%(close)s'? %(declare)s", close=close, declare=_DECLARE)
    mend = meant if close else _DECLARE
    section.fault(
        word.place, phrase("%(word)s is not a known need or fact.", word=quoted(word.value)), mend
    )


_Found = re.Match[str]


def _contract(section: Section, word: Text, found: _Found, in_step: bool) -> Need | None:
    name, fact = found[1], found[2] or ""
    contracts = section.reading.names.contracts
    known = section.known(Text(name, word.place), contracts, phrase("a contract of this charter"))
    if fact and fact not in section.reading.names.facts:
        _unknown(section, Text(fact, word.place))
        return None
    return Need("contract or fact", word.value, (known, fact), word.place) if known else None


def _told(section: Section, word: Text, found: _Found, in_step: bool) -> Need | None:
    return _of_role(section, word, "role told", found[1])


def _decision(section: Section, word: Text, found: _Found, in_step: bool) -> Need | None:
    return _of_role(section, word, "decision of role", found[1])


def _of_role(section: Section, word: Text, kind: NeedKind, role: str) -> Need | None:
    names = section.reading.names.roles
    known = section.known(Text(role, word.place), names, phrase("a role of this charter"))
    return Need(kind, word.value, (known,), word.place) if known else None


def _mail(section: Section, word: Text, found: _Found, in_step: bool) -> Need | None:
    if not in_step:
        mend = phrase("Only a ladder's step may wait for a mail to a channel.")
        section.fault(
            word.place, phrase("%(word)s has no meaning here.", word=quoted(word.value)), mend
        )
        return None
    names = section.reading.names.channels
    known = section.known(Text(found[1], word.place), names, phrase("a channel of this charter"))
    return Need("mail to channel", word.value, (known,), word.place) if known else None


_Reader = Callable[[Section, Text, _Found, bool], Need | None]
_FORMS: Mapping[str, _Reader] = {
    r"contract (.+?)(?: or (.+))?": _contract,
    r"(.+) told": _told,
    r"decision of (.+)": _decision,
    r"mail to (.+)": _mail,
}


def read_facts(root: Section) -> tuple[str, ...]:
    """Facts that this charter adds to the vocabulary."""
    return _declared(root, "facts", "need", frozenset(_PLAIN))


def read_acts(root: Section) -> tuple[str, ...]:
    """Acts that this charter adds for its gates."""
    return _declared(root, "acts", "act", frozenset(WORDS["act"]))


def _declared(root: Section, key: str, what: str, built_in: frozenset[str]) -> tuple[str, ...]:
    words = root.texts(key)
    for word in words:
        if word.value in built_in:
            mend = phrase("Take it out of `%(key)s`, or choose another word.", key=key)
            root.fault(
                word.place,
                phrase("%(word)s is a built-in %(what)s.", word=quoted(word.value), what=what),
                mend,
            )
    return tuple(word.value for word in words)
