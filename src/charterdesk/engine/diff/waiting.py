"""Waiting: what it pauses, and when the customer is reminded (T7, R-BIC-10)."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Waiting
from charterdesk.engine.diff.change import Change
from charterdesk.engine.diff.pair import Pair, Rule, compared, matched, spot_of
from charterdesk.engine.phrase import phrase
from charterdesk.engine.promise import DEFAULT_PAUSES

_RULES = (
    Rule(
        "pauses",
        phrase("Waiting on %(name)s pauses %(new)s instead of %(old)s."),
        more="looser",
        less="stricter",
    ),
    Rule("remind", phrase("Waiting on %(name)s: reminders after %(new)s instead of %(old)s.")),
)
_NEW = phrase("Waiting on %(name)s is ruled newly.")
_GONE = phrase("Waiting on %(name)s is no longer ruled; what it pauses is the usual.")


def waiting_changes(pair: Pair) -> Iterator[Change]:
    """Every kind of waiting; one without a rule is set against what holds by itself (2.5)."""
    for name, was, is_ in matched(pair.old.waiting, pair.new.waiting):
        spot = spot_of("promises", (("waiting", name),), name, was, is_)
        if was is None:
            yield spot.change("new", _NEW)
        if is_ is None:
            yield spot.change("gone", _GONE)
        yield from compared(spot, was or _usual(name), is_ or _usual(name), _RULES)


def _usual(name: str) -> Waiting:
    pauses = tuple(sorted(DEFAULT_PAUSES)) if name == "customer" else ()
    return Waiting(on=name, pauses=pauses)
