"""What is promised, per priority, contract, ladder and aim: each by its dues (2.6 A)."""

from collections.abc import Iterator, Mapping

from charterdesk.engine.charter.values import Charter, Row, Term
from charterdesk.engine.diff.change import Change, ChangeKind
from charterdesk.engine.diff.judging import Clock, judged
from charterdesk.engine.diff.pair import Pair, Rule, Spot, Where, compared, matched, spot_of
from charterdesk.engine.diff.wording import KINDS_OF_PROMISE, by_dues
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase

Rows = Mapping[str, Row]
Terms = Mapping[str, Term]

_CHARTER = (
    Rule(
        "at_once",
        phrase("At once means within %(new)s instead of %(old)s."),
        more="looser",
        less="stricter",
    ),
    Rule(
        "warn",
        phrase("A warning comes at %(new)s of the time instead of %(old)s."),
        more="looser",
        less="stricter",
    ),
)
_ROW = (
    Rule(
        "on_raise_from_start",
        phrase("%(name)s: a raise counts from the start of the case."),
        phrase("%(name)s: a raise counts from the raise, no longer from the start of the case."),
        more="stricter",
        less="looser",
    ),
)
_ROW_HOURS = Rule("hours", phrase("%(name)s: the row's hours are %(new)s instead of %(old)s."))
_ZONE = (
    Rule(
        "customer_zone",
        phrase("%(name)s: the hours are those of the customer's zone."),
        phrase("%(name)s: the hours are those of the charter's zone, not of the customer's."),
    ),
)


def promise_changes(pair: Pair) -> Iterator[Change]:
    """Every promise of a row, of a contract, of a ladder and every aim."""
    yield from compared(Spot("promises"), pair.old, pair.new, _CHARTER)
    yield from _rows(pair, "priority", pair.old.rows, pair.new.rows)
    yield from _contracts(pair)
    yield from _ladders(pair)
    yield from _rows(pair, "aim", pair.old.aims, pair.new.aims)


def _rows(pair: Pair, what: str, old: Rows, new: Rows) -> Iterator[Change]:
    for name, was, is_ in matched(old, new):
        yield from row_changes(pair, ((what, name),), was, is_)


def _contracts(pair: Pair) -> Iterator[Change]:
    """What a contract overrides, or no longer does: set against what its cases had before."""
    for name, was, is_ in matched(pair.old.contracts, pair.new.contracts):
        rows = matched(was.rows if was else {}, is_.rows if is_ else {})
        for priority, old, new in rows:
            where = (("contract", name), ("priority", priority))
            kinds = {*_terms(old), *_terms(new)}
            before, after = (
                _effective(charter, contract is not None, priority, name, kinds)
                for charter, contract in ((pair.old, was), (pair.new, is_))
            )
            yield from _term_changes(pair, where, before, after)
            yield from _row_changes(where, old, new, told=before != after)
            if was is not None and is_ is not None:
                yield from _same_by_row(where, _terms(old), _terms(new), (before, after))


def _same_by_row(
    where: Where, old: Terms, new: Terms, dues: tuple[Terms, Terms]
) -> Iterator[Change]:
    """What a contract says itself no longer, or newly, without another target or other hours."""
    before, after = dues
    for kind in sorted(old.keys() ^ new.keys()):
        if before.get(kind) == after.get(kind):
            inner = (*where, ("promise", kind))
            spot = spot_of("promises", inner, _label(inner), old.get(kind), new.get(kind))
            yield spot.change("changed", _said("own" if kind in new else "not own"))


def _effective(charter: Charter, there: bool, priority: str, name: str, kinds: set[str]) -> Terms:
    terms = charter.terms(priority, name) if there else {}
    return {kind: term for kind, term in terms.items() if kind in kinds}


def _ladders(pair: Pair) -> Iterator[Change]:
    for name, was, is_ in matched(pair.old.ladders, pair.new.ladders):
        rows = (was.row if was else None, is_.row if is_ else None)
        yield from row_changes(pair, (("ladder", name),), *rows)


def row_changes(pair: Pair, where: Where, old: Row | None, new: Row | None) -> Iterator[Change]:
    """The changes of one row."""
    found = list(_term_changes(pair, where, _terms(old), _terms(new)))
    yield from found
    yield from _row_changes(where, old, new, told=bool(found))


def _row_changes(where: Where, old: Row | None, new: Row | None, *, told: bool) -> Iterator[Change]:
    """What a row says beside its terms; its hours only where no term has told of them."""
    if old is None or new is None:
        return
    spot = spot_of("promises", where, _label(where), old, new)
    yield from compared(spot, old, new, _ROW if told else (*_ROW, _ROW_HOURS))


def _terms(row: Row | None) -> Terms:
    return row.terms if row else {}


def _term_changes(pair: Pair, where: Where, old: Terms, new: Terms) -> Iterator[Change]:
    for kind, was, is_ in matched(old, new):
        inner = (*where, ("promise", kind))
        spot = spot_of("promises", inner, _label(inner), was, is_)
        if is_ is None and was is not None:
            yield spot.change("gone", _said(_stated("gone", was)), **_words("old", was))
        elif was is None and is_ is not None:
            yield spot.change("new", _said(_stated("new", is_)), **_words("new", is_))
        elif was is not None and is_ is not None:
            yield from _between(pair, spot, was, is_)


def _between(pair: Pair, spot: Spot, old: Term, new: Term) -> Iterator[Change]:
    judgement = judged(_clock(pair.old, old), _clock(pair.new, new), pair.since)
    words = {**_words("old", old), **_words("new", new)}
    if judgement.differs:
        said = _difference(old, new)
        yield by_dues(spot, said, judgement, pair.new.zone, **words)
    elif old.target.kind != new.target.kind and not new.target.has_due:
        kind: ChangeKind = "looser" if new.target.kind == "not stated" else "stricter"
        yield spot.change(kind, _said(new.target.kind), **words)
    elif (old.target, old.hours) != (new.target, new.hours):
        yield spot.change("changed", _said("same dues"), **words)
    yield from compared(spot, old, new, _ZONE)


def _clock(charter: Charter, term: Term) -> Clock:
    return Clock(term.target, charter.calendar(term.hours))


def _words(when: str, term: Term) -> dict[str, PhraseValue]:
    text = term.target.text.removesuffix(f" {term.hours}")
    return {when: text, f"{when}_hours": term.hours}


def _difference(old: Term, new: Term) -> Phrase:
    if _words("", old)[""] == _words("", new)[""]:
        if old.hours != new.hours:
            return _said("other hours")
        return _said("same words" if old.target == new.target else "other meaning")
    return _said("other time" if old.hours == new.hours else "both")


def _stated(what: str, term: Term) -> str:
    return what if term.target.has_due else f"{what} without a due"


def _said(what: str) -> Phrase:
    return _SAID[what]


_SAID = {
    "new": phrase("%(name)s: %(new)s in the hours %(new_hours)s is promised."),
    "gone": phrase("%(name)s: %(old)s in the hours %(old_hours)s is promised no longer."),
    "new without a due": phrase("%(name)s: %(new)s is said of it."),
    "gone without a due": phrase("%(name)s: %(old)s is no longer said of it."),
    "own": phrase("%(name)s: the contract says itself what the priority's row says as well."),
    "not own": phrase("%(name)s: the priority's row says what the contract said itself before."),
    "other time": phrase("%(name)s: %(new)s instead of %(old)s, in the hours %(new_hours)s."),
    "other hours": phrase(
        "%(name)s: %(new)s in the hours %(new_hours)s instead of the hours %(old_hours)s."
    ),
    "both": phrase(
        "%(name)s: %(new)s in the hours %(new_hours)s instead of %(old)s in the hours "
        "%(old_hours)s."
    ),
    "same words": phrase(
        "%(name)s: still %(new)s, but what it counts by, the hours %(new_hours)s, has changed."
    ),
    "other meaning": phrase("%(name)s: still %(new)s, but that is another time now."),
    "not stated": phrase(
        "%(name)s: %(new)s instead of %(old)s; both are measured, but now it is listed as not "
        "promised."
    ),
    "asap": phrase(
        "%(name)s: %(new)s instead of %(old)s; both are measured, but it is no longer listed as "
        "not promised."
    ),
    "same dues": phrase(
        "%(name)s: written as %(new)s in the hours %(new_hours)s, before as %(old)s in the hours "
        "%(old_hours)s; it comes to the same."
    ),
}


def _label(where: Where) -> Phrase:
    """What a row or a promise is called at the head of a sentence."""
    names = dict(where)
    kind = names.pop("promise", "")
    row = _ROWS[tuple(names)]
    row = Phrase(row.form, dict(names))
    if not kind:
        return row
    return phrase("%(row)s, %(promise)s", row=row, promise=KINDS_OF_PROMISE[kind])


_ROWS = {
    ("priority",): phrase("Priority %(priority)s"),
    ("contract", "priority"): phrase("Contract %(contract)s, priority %(priority)s"),
    ("ladder",): phrase("While the ladder %(ladder)s runs"),
    ("aim",): phrase("Aim for priority %(aim)s"),
}
