"""What people put on a case so that the charter's gates let it be resolved and closed.

In a simulation they know their charter: they record what a gate asks for before they act, so
that a gate costs them nothing and yet is never passed by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine.charter.values import Charter, Need, Outcome, Row
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.simulate.life import Life

BUG = "simulated"
_WITH_A_BUG = frozenset({"bug number", "bug closed", "indication"})
_SAID_AS_FACT = frozenset({"fact", "role told", "decision of role", "indication", "access"})


@dataclass(frozen=True, slots=True)
class Readiness:
    """Under one charter: which outcome is given, who writes down what, and what comes before.

    `role` stands for whoever is at the desk, `sets_priority` is who may change one; `facts` are
    words to be recorded before an act, `acts` what else has to be done.
    """

    charter: Charter
    outcome: str
    role: str
    sets_priority: str
    activates: bool
    facts_to_resolve: tuple[str, ...]
    acts_to_resolve: tuple[co.Command, ...]
    facts_to_close: tuple[str, ...]
    acts_to_close: tuple[co.Command, ...]

    @classmethod
    def of(cls, charter: Charter) -> "Readiness":
        """What this charter asks for."""
        outcome = _plainest(charter.closing.outcomes.values())
        resolve, close = charter.gates.get("resolve"), charter.gates.get("close")
        ours = (*(resolve.needs if resolve else ()), *(outcome.needs if outcome else ()))
        theirs = close.needs if close else ()
        role = charter.tiers[0].roles[0] if charter.tiers else charter.last_resort
        only_customer = {rule.who for rule in charter.set_by} == {CUSTOMER}
        return cls(
            charter=charter,
            outcome=outcome.name if outcome else "",
            role=role,
            sets_priority=CUSTOMER if only_customer else role,
            activates=any("activation" in row.terms for row in _rows(charter)),
            facts_to_resolve=tuple(_facts(ours)),
            acts_to_resolve=tuple(_acts(ours, "resolve")),
            facts_to_close=tuple(_facts(theirs)),
            acts_to_close=tuple(_acts(theirs, "close")),
        )

    def resolve(self, life: Life, at: datetime, by: str, facts: tuple[str, ...] = ()) -> None:
        """Resolved with a message to the customer; `facts` were found on the way."""
        self._record(life, (*self.facts_to_resolve, *facts), at, by)
        for act in self.acts_to_resolve:
            life.give(act, at)
        life.give(co.Resolve(outcome=self.outcome, by=by), at)

    def close(self, life: Life, at: datetime, by: str) -> None:
        """The customer agrees, we agree where that is wanted, and the case is closed."""
        life.until(at)
        if not life.case.is_resolved or life.case.is_over:
            return
        self._record(life, self.facts_to_close, at, by)
        for act in self.acts_to_close:
            life.give(act, at)
        if self.charter.closing.agreement == "customer and analyst":
            life.give(co.Agree(by=by), at)
        life.give(co.Agree(by=CUSTOMER), at)
        if not life.case.is_over:
            life.give(co.CloseCase(by=by), at)

    def _record(self, life: Life, words: tuple[str, ...], at: datetime, by: str) -> None:
        new = tuple((word, "yes") for word in words if word not in life.case.facts)
        if new:
            life.give(co.RecordFact(facts=new, by=by), at)


def channel_of(charter: Charter, name: str) -> str:
    """The channel of that name; for "" the first by which people write or call."""
    people = (c.name for c in charter.channels.values() if not c.machine)
    return name or next(people, next(iter(charter.channels), ""))


def _plainest(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The outcome that asks for least: no bug, no words of the customer, few needs."""

    def cost(outcome: Outcome) -> tuple[bool, int]:
        return any(need.kind in _WITH_A_BUG for need in outcome.needs), len(outcome.needs)

    return min(outcomes, key=cost, default=None)


def _rows(charter: Charter) -> Iterator[Row]:
    yield from charter.rows.values()
    for contract in charter.contracts.values():
        yield from contract.rows.values()
    for ladder in charter.ladders.values():
        if ladder.row is not None:
            yield ladder.row


def _facts(needs: Iterable[Need]) -> Iterator[str]:
    for need in needs:
        if need.kind in _SAID_AS_FACT:
            yield need.text if need.kind != "access" else "access"
        elif need.kind == "contract or fact":
            yield need.arguments[1]


def _acts(needs: Iterable[Need], act: str) -> Iterator[co.Command]:
    for need in needs:
        if need.kind == "approval":
            yield co.Approve(what=act)
        elif need.kind == "bug number":
            yield co.LinkBug(number=BUG)
            yield co.TakeBugOff(number=BUG)
