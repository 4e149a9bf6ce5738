"""The rows of a picture: each kind of promise with its bars, and those that begin later."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Term
from charterdesk.engine.explain.words import kind_name
from charterdesk.engine.folding_promises import terms_of
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.picture.values import Bar, PromiseRow, State
from charterdesk.engine.promise import INTERNAL_KINDS, Promise
from charterdesk.engine.spans import Span, subtract
from charterdesk.engine.standing import KINDS

_DONE = frozenset({"met", "met recorded late", "measured", "breached"})
_BEGINS = {
    "activation": phrase("begins with the response"),
    "update": phrase("begins with the response"),
    "reply": phrase("begins when the customer writes again"),
    "diagnosis": phrase("begins with the activation"),
    "indication": phrase("begins when a bug is raised"),
    "patch": phrase("begins when a bug is confirmed critical"),
    "takeover": phrase("begins with a transfer"),
    "supplier": phrase("begins with waiting on the supplier"),
}


def promise_rows(
    charter: Charter, case: Case, at: datetime, until: datetime
) -> tuple[PromiseRow, ...]:
    """A row for each kind that the charter names, in the order of the kinds (2.5)."""
    begun = _begun(case)
    rows = [_row(promises, at, until) for promises in begun.values()]
    there = {promises[-1].kind for promises in begun.values()}
    rows += [_later(term) for kind, term in _terms(charter, case) if kind not in there]
    order = {kind: number for number, kind in enumerate(KINDS)}
    kinds = [promises[-1].kind for promises in begun.values()]
    kinds += [kind for kind, _ in _terms(charter, case) if kind not in there]
    paired = sorted(zip(kinds, rows, strict=True), key=lambda pair: order[pair[0]])
    return tuple(row for _, row in paired)


def _begun(case: Case) -> dict[tuple[str, str], list[Promise]]:
    """The cycles that the charter names, by kind and key, in their order."""
    found: dict[tuple[str, str], list[Promise]] = {}
    for promise in case.promises:
        if promise.is_named:
            found.setdefault((promise.kind, promise.key), []).append(promise)
    return found


def _terms(charter: Charter, case: Case) -> Iterator[tuple[str, Term]]:
    """What is promised by a number to come; what belongs among ourselves is not drawn early."""
    for kind, terms in terms_of(charter, case).items():
        if kind in _BEGINS and kind not in INTERNAL_KINDS:
            yield kind, next((term for term in terms if term.target.has_due), terms[0])


def _later(term: Term) -> PromiseRow:
    return PromiseRow(
        name=kind_name(term.kind),
        target=_target(term),
        hours=term.hours,
        state="later",
        remark=_BEGINS[term.kind],
    )


def _row(promises: Sequence[Promise], at: datetime, until: datetime) -> PromiseRow:
    last = promises[-1]
    state = state_of(last)
    return PromiseRow(
        name=kind_name(last.kind, last.key),
        target=_target(last.term),
        hours=last.term.hours,
        state=state,
        remark=_remark(last, state, at),
        bars=tuple(bar_of(promise, at, until) for promise in promises),
    )


def _target(term: Term) -> str:
    """What is promised as the charter writes it, without hours of its own."""
    return term.target.text.removesuffix(f" {term.hours}")


def state_of(promise: Promise) -> State:
    """How a promise stands, in the words of a picture."""
    if promise.breached_at is not None:
        return "missed"
    if promise.is_open:
        if promise.is_paused:
            return "paused"
        return "running" if promise.term.target.has_due else "measured"
    if promise.verdict in ("met", "met recorded late"):
        return "met"
    return "measured" if promise.verdict == "measured" else "over"


def _remark(promise: Promise, state: State, at: datetime) -> Phrase:
    match state:
        case "missed":
            return phrase("missed, was due %(due)s", due=promise.due_at(at) or promise.start)
        case "met":
            return phrase("kept %(at)s", at=promise.ended_at or at)
        case "paused":
            return phrase("paused since %(at)s", at=promise.pauses[-1][0])
        case "measured" if promise.ended_at is not None:
            return phrase("measured: done %(at)s", at=promise.ended_at)
        case "measured":
            return phrase("no due: it is measured")
        case "over":
            return phrase("not owed any more since %(at)s", at=promise.ended_at or at)
        case _:
            return phrase("due %(due)s", due=promise.due or promise.start)


def bar_of(promise: Promise, at: datetime, until: datetime) -> Bar:
    """The bar of one cycle; while paused it ends at `at`, for there is no due then (T7)."""
    end = _end(promise, at, until)
    pauses = tuple(Span(a, min(b or at, end)) for a, b in promise.pauses if a < end)
    pauses = tuple(span for span in pauses if span.since < span.until)
    return Bar(
        start=promise.start,
        until=end,
        counted=_counted(promise.basis.calendar, Span(promise.start, end), pauses),
        pauses=pauses,
        due=_within(promise.due, promise.start, until) if _is_owed(promise) else None,
        warning=_within(promise.warn_at, promise.start, end),
        missed=_within(promise.breached_at, promise.start, until),
        kept=promise.ended_at if promise.verdict in _DONE else None,
        state=state_of(promise),
    )


def _is_owed(promise: Promise) -> bool:
    """Whether its due still matters: it is open, or it was missed."""
    return promise.is_open or promise.breached_at is not None


def _end(promise: Promise, at: datetime, until: datetime) -> datetime:
    """Where the bar ends: never before its start, never after the picture."""
    over = promise.ended_at
    if over is None and promise.is_paused:
        over = at
    if over is None and promise.due is not None:
        over = promise.due if promise.breached_at is None else max(promise.due, at)
    return max(promise.start, min(over or until, until))


def _counted(calendar: Calendar, whole: Span, pauses: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(subtract(open_spans(calendar, whole.since, whole.until), pauses))


def _within(at: datetime | None, since: datetime, until: datetime) -> datetime | None:
    return at if at is not None and since <= at <= until else None
