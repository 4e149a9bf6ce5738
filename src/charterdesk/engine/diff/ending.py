"""What must be there first, how a case ends and what costs extra: gates, outcomes, charges."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Charge, Closing, Gate, Outcome
from charterdesk.engine.diff.change import Change
from charterdesk.engine.diff.pair import Pair, Rule, Spot, by_name, compared, spot_of
from charterdesk.engine.diff.things import Sort
from charterdesk.engine.phrase import phrase

_GATES: Sort[Gate] = Sort(
    "gates",
    "gate",
    phrase("The gate %(name)s is new: it needs %(what)s."),
    phrase("The gate %(name)s is gone: it needed %(what)s."),
    (
        Rule(
            "needs",
            phrase("Gate %(name)s: it needs %(new)s instead of %(old)s."),
            more="stricter",
            less="looser",
        ),
        Rule(
            "unless_automatic",
            phrase("Gate %(name)s: it doesn't hold what is done automatically."),
            phrase("Gate %(name)s: it holds what is done automatically as well."),
            more="looser",
            less="stricter",
        ),
        Rule(
            "otherwise_open",
            phrase("Gate %(name)s: where there is no case, one is opened."),
            phrase("Gate %(name)s: where there is no case, none is opened."),
            more="looser",
            less="stricter",
        ),
    ),
    shows="needs",
)
_OUTCOMES: Sort[Outcome] = Sort(
    "gates",
    "outcome",
    phrase("The outcome %(name)s is new: it needs %(what)s."),
    phrase("The outcome %(name)s is gone: it needed %(what)s."),
    (
        Rule(
            "needs",
            phrase("Outcome %(name)s: it needs %(new)s instead of %(old)s."),
            more="stricter",
            less="looser",
        ),
        Rule("counts_as", phrase("Outcome %(name)s: it counts as %(new)s instead of %(old)s.")),
        Rule(
            "agreement_needed",
            phrase("Outcome %(name)s: it needs an agreement before closing."),
            phrase("Outcome %(name)s: it needs no agreement before closing."),
            more="stricter",
            less="looser",
        ),
    ),
    shows="needs",
)
_CLOSING = (
    Rule("agreement", phrase("Closing: whose agreement it needs is %(new)s instead of %(old)s.")),
    Rule("silence", phrase("Closing by silence: after %(new)s instead of %(old)s.")),
    Rule("reopen", phrase("Reopening: within %(new)s instead of %(old)s.")),
    Rule(
        "closes_bug",
        phrase("Closing: the case's bug is closed with it."),
        phrase("Closing: the case's bug is no longer closed with it."),
    ),
    Rule(
        "asks_score",
        phrase("Closing: the customer is asked by mail how it went."),
        phrase("Closing: the customer is no longer asked how it went."),
    ),
)
_CHARGES: Sort[Charge] = Sort(
    "charges",
    "charge",
    phrase("The charge %(name)s is new: %(what)s."),
    phrase("The charge %(name)s is gone: %(what)s."),
    (
        Rule("when", phrase("Charge %(name)s: proposed when %(new)s instead of %(old)s.")),
        Rule(
            "may",
            phrase("Charge %(name)s: it may be charged, it need not."),
            phrase("Charge %(name)s: it is charged, not only may be."),
        ),
        Rule("amount", phrase("Charge %(name)s: it amounts to %(new)s instead of %(old)s.")),
    ),
    shows="when",
)
_WORDS = (
    Rule("facts", phrase("The charter's own facts are %(new)s instead of %(old)s.")),
    Rule("acts", phrase("The charter's own acts are %(new)s instead of %(old)s.")),
)


def ending_changes(pair: Pair) -> Iterator[Change]:
    """Every gate and outcome, the closing, and the charter's own facts and acts."""
    old, new = pair.old, pair.new
    yield from _GATES.changes(old.gates, new.gates)
    yield from _OUTCOMES.changes(old.closing.outcomes, new.closing.outcomes)
    yield from compared(_spot(old.closing, new.closing), old.closing, new.closing, _CLOSING)
    yield from compared(Spot("gates"), old, new, _WORDS)


def _spot(old: Closing, new: Closing) -> Spot:
    return spot_of("gates", (("rule", "closing"),), "", old, new)


def charge_changes(pair: Pair) -> Iterator[Change]:
    """Every charge."""
    yield from _CHARGES.changes(by_name(pair.old.charges), by_name(pair.new.charges))
