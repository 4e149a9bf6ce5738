"""Checks of how a case comes in, goes on and ends (W25, E26, W27)."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import NOWHERE, Charter, Need, Place
from charterdesk.engine.check.arrival import ARRIVAL
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.saying import SAYING
from charterdesk.engine.phrase import Phrase, phrase


def states_that_stay(charter: Charter, context: Context) -> Iterator[Finding]:
    """W25: a state that time never ends: resolved without silence, waiting without reminders."""
    if charter.closing.silence is None:
        yield Finding(
            "W25",
            phrase(
                "Nothing closes by silence: a resolved case whose customer never answers stays "
                "until somebody closes it."
            ),
            phrase("Write for example `silence: {close: 14d after resolved}` under `closing`."),
            _or_top(charter, charter.closing.place),
        )
    waiting = charter.waiting.get("customer")
    if waiting is None or not waiting.remind:
        yield Finding(
            "W25",
            phrase(
                "A case that waits for the customer waits without an end: nothing reminds the "
                "customer."
            ),
            phrase("Write for example `customer: {remind: [3d, 7d]}` under `waiting`."),
            _or_top(charter, waiting.place if waiting else NOWHERE),
        )


def _or_top(charter: Charter, place: Place) -> Place:
    """The top of the file stands for what isn't written."""
    return place if place.line else Place(charter.file, 1, 1)


def facts_that_never_come(charter: Charter, context: Context) -> Iterator[Finding]:
    """E26: a gate that needs what no act brings to a case, so what it guards is never done."""
    for gate in charter.gates.values():
        for need in gate.needs:
            why = _never(charter, need, gate.act)
            if why is not None:
                yield Finding(
                    "E26",
                    phrase(
                        "The gate before '%(act)s' never opens: it needs '%(need)s'. %(why)s",
                        act=gate.act,
                        need=need.text,
                        why=why,
                    ),
                    phrase("Take it out, need something else, or write the rule that brings it."),
                    need.place,
                )


def _never(charter: Charter, need: Need, act: str) -> Phrase | None:
    """Why nothing brings what is needed before an act; None when something does."""
    match need.kind:
        case "message to customer" if act != "resolve":
            return phrase("Only resolving brings a message to the customer along.")
        case "reason" if act != "escalate":
            return phrase("Only an escalation brings a reason along.")
        case "outcome" if not charter.closing.outcomes:
            return phrase("The charter has no outcomes under `closing`.")
        case "role told" if not _is_told_with_an_outcome(charter, need.arguments[0]):
            return phrase("No `tell` rule tells that role with an outcome.")
        case "decision of role" if charter.roles[need.arguments[0]].kind == "machine":
            return phrase("A machine decides nothing.")
        case _:
            return None


def _is_told_with_an_outcome(charter: Charter, role: str) -> bool:
    return any(rule.when == "outcome" and role in rule.who for rule in charter.tells)


def outcomes_out_of_reach(charter: Charter, context: Context) -> Iterator[Finding]:
    """W27: an outcome that needs what can't be there when a case is resolved with it."""
    for outcome in charter.closing.outcomes.values():
        for need in outcome.needs:
            why = _never_for_outcome(charter, need)
            if why is not None:
                yield Finding(
                    "W27",
                    phrase(
                        "No case can be resolved with the outcome '%(outcome)s': it needs "
                        "'%(need)s'. %(why)s",
                        outcome=outcome.name,
                        need=need.text,
                        why=why,
                    ),
                    phrase("Need something that people can give or record, or drop the outcome."),
                    need.place,
                )


def _never_for_outcome(charter: Charter, need: Need) -> Phrase | None:
    match need.kind:
        case "outcome":
            return phrase("An outcome is there only after the resolution.")
        case "message to customer":
            return phrase("Only a gate before `resolve` can ask for the message.")
        case _:
            return _never(charter, need, "resolve")


LIFE: tuple[Check, ...] = (
    states_that_stay,
    facts_that_never_come,
    outcomes_out_of_reach,
    *ARRIVAL,
    *SAYING,
)
