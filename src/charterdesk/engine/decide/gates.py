"""Gates: what must be on the case before an act; a refusal names what is missing (2.12).

Gates never block a message to the customer.
"""

from collections.abc import Iterable

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Need, Outcome
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.phrase import phrase

CUSTOMERS_WORDS = frozenset({"customer says", "customer agrees"})
NO = "no"


def missing(
    draft: Draft, act: str, *, automatic: bool = False, given: Iterable[str] = ()
) -> tuple[Need, ...]:
    """What the gate of an act still needs; `given` are kinds that the act itself brings along."""
    gate = draft.charter.gates.get(act)
    if gate is None or (automatic and gate.unless_automatic):
        return ()
    brought = frozenset(given)
    return tuple(n for n in gate.needs if n.kind not in brought and not is_there(draft, n, act))


def ours(outcome: Outcome | None) -> tuple[Need, ...]:
    """What we can give for an outcome: it must be there to resolve; the customer's to close."""
    needs = outcome.needs if outcome else ()
    return tuple(need for need in needs if need.kind not in CUSTOMERS_WORDS)


def missing_to_resolve(draft: Draft, outcome: Outcome | None) -> tuple[Need, ...]:
    """What of our own part is not there yet."""
    return tuple(need for need in ours(outcome) if not is_there(draft, need, "resolve"))


def needed_to_close(draft: Draft, *, silence: bool = False) -> tuple[Need, ...]:
    """What closing needs: the gate, the outcome's words, and the agreement of the charter."""
    gate = draft.charter.gates.get("close")
    needs = gate.needs if gate else ()
    outcome = draft.charter.closing.outcomes.get(draft.case.outcome)
    if silence or (outcome is not None and not outcome.agreement_needed):
        needs = tuple(need for need in needs if need.kind != "agreement")
    else:
        needs = (*needs, *_agreement(draft, outcome))
    return tuple({need.text: need for need in needs}.values())


def missing_to_close(draft: Draft, *, silence: bool = False) -> tuple[Need, ...]:
    """What closing still needs."""
    needs = needed_to_close(draft, silence=silence)
    return tuple(need for need in needs if not is_there(draft, need, "close"))


def refuse(draft: Draft, act: str, needs: tuple[Need, ...]) -> None:
    """The refusal in the user's words."""
    texts = tuple(need.text for need in needs)
    gate = draft.charter.gates.get(act)
    said = phrase(
        "'%(act)s' is refused until this is on the case: %(missing)s.",
        act=act,
        missing="; ".join(texts),
    )
    draft.refuse(said, *texts, place=gate.place if gate else needs[0].place, act=act)


def is_there(draft: Draft, need: Need, act: str) -> bool:
    """Whether one need is satisfied by what is on the case now."""
    case = draft.case
    match need.kind:
        case "outcome":
            return bool(case.outcome)
        case "open case":
            return case.exists and not case.is_over
        case "access":
            return has_access(draft)
        case "contract or fact":
            return case.contract == need.arguments[0] or has_fact(case, need.arguments[1], act)
        case "agreement":
            return case.agreed.issuperset(need.arguments)
        case "approval":
            return act in case.approvals
        case "bug number":
            return bool(case.bugs)
        case "bug closed":
            return not case.open_bugs or has_fact(case, "bug taken off")
        case "indication":
            return any(bug.indicated for bug in case.bugs.values()) or has_fact(case, need.text)
        case _:
            return _is_said(draft, need)


def _is_said(draft: Draft, need: Need) -> bool:
    case = draft.case
    match need.kind:
        case "role told":
            return _role_was_told(draft, need.arguments[0]) or has_fact(case, need.text)
        case "decision of role":
            role = need.arguments[0]
            return role in draft.roles_of(draft.actor) or has_fact(case, need.text)
        case "customer says":
            return CUSTOMER in case.agreed or any(has_fact(case, w) for w in need.arguments)
        case "customer agrees":
            return CUSTOMER in case.agreed
        case "fact":
            return any(has_fact(case, word) for word in (need.text, *need.arguments))
        case _:
            return False


def has_fact(case: Case, word: str, act: str = "") -> bool:
    """Whether a fact is on the case; the customer's approval of an act is one, too."""
    recorded = case.facts.get(word, NO) != NO
    return recorded or (bool(act) and act in case.approvals) or word in case.approvals


def has_access(draft: Draft) -> bool:
    """`access` as one fact, or each thing that the intake names for it (R-BIC-33)."""
    needs = draft.charter.intake.access_needs
    whole = has_fact(draft.case, "access")
    return whole or bool(needs and all(has_fact(draft.case, word) for word in needs))


def _role_was_told(draft: Draft, role: str) -> bool:
    """A rule of this charter tells the role with the outcome itself (R-BIC-5)."""
    return any(rule.when == "outcome" and role in rule.who for rule in draft.charter.tells)


def _agreement(draft: Draft, outcome: Outcome | None) -> tuple[Need, ...]:
    match draft.charter.closing.agreement:
        case "customer":
            return (
                Need(kind="agreement", text="agreement of the customer", arguments=(CUSTOMER,)),
            )
        case "customer and analyst":
            text = "agreement of customer and analyst"
            return (Need(kind="agreement", text=text, arguments=(CUSTOMER, "analyst")),)
        case "by outcome":
            return tuple(n for n in outcome.needs if n.kind in CUSTOMERS_WORDS) if outcome else ()
        case "not stated":
            return ()
