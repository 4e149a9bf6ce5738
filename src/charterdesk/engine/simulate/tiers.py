"""Whose line a contact stands in, and how a case gets there (functional escalation, 2.6 G)."""

from datetime import datetime
from itertools import chain

from charterdesk.engine import commands as co
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase, english, phrase
from charterdesk.engine.simulate.life import Life
from charterdesk.engine.simulate.values import Workers


class NobodyWorks(Exception):
    """Nobody ever works for a tier, so what comes to it would wait for ever. `said` says so."""

    def __init__(self, tier: str) -> None:
        self.said: Phrase = phrase(
            "Nobody works for %(tier)s in the time simulated, so its cases would wait for ever; "
            "give it at least one person with hours of work.",
            tier=tier,
        )
        super().__init__(english(self.said, "UTC"))


def first_tier(charter: Charter) -> str:
    """The tier that everything comes to first; the last resort where a charter has no tiers."""
    return charter.tiers[0].name if charter.tiers else charter.last_resort


def people_by_tier(
    charter: Charter, workers: Workers, since: datetime, until: datetime
) -> dict[str, tuple[str, ...]]:
    """By tier, its people who work at all in that time. Raises NobodyWorks for the first tier."""
    tiers = {tier.name: tier.roles for tier in charter.tiers} or {charter.last_resort: ()}
    found: dict[str, tuple[str, ...]] = {}
    for tier, roles in tiers.items():
        names = dict.fromkeys(chain.from_iterable(map(workers.of_tier, (tier, *roles))))
        there = tuple(n for n in names if any(True for _ in workers.at_work(n, since, until)))
        if there:
            found[tier] = there
    if first_tier(charter) not in found:
        raise NobodyWorks(first_tier(charter))
    return found


def hand_over(charter: Charter, life: Life, tier: str, at: datetime, by: str) -> None:
    """Another tier joins or takes over, as the charter has it; one that joins by bug just works."""
    known = next((t for t in charter.tiers if t.name == tier), None)
    if known is None or tier == life.case.tier or tier in life.case.joined:
        return
    if known.joins == "transfer" or known.owns == "after transfer":
        life.give(co.Transfer(tier=tier, by=by), at)
    elif known.joins != "bug":
        asks = known.joins_by_role if known.joins == "role asks" else by
        life.give(co.JoinTier(tier=tier, by=asks), at)
