"""Owners and tiers: who may own, join, take over (functional escalation, 2.6 G, R-ROX-7..10)."""

from datetime import datetime

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Tier
from charterdesk.engine.decide import moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import Notice, find, tell
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.status import status_word


def may_own(draft: Draft, person: str) -> bool:
    return refusal_to_own(draft, person) is None


def refusal_to_own(draft: Draft, person: str) -> Phrase | None:
    """Why this person may not own the case; None when they may (`tiers.owns`)."""
    roles = draft.roles_of(person)
    always = [tier for tier in draft.charter.tiers if tier.owns == "always"]
    tiers = [tier for tier in draft.charter.tiers if roles.intersection(tier.roles)]
    if always and not any(tier in always for tier in tiers) and not _is_step_owner(draft, roles):
        return phrase(
            "Ownership stays with %(tier)s; %(person)s can join the case instead.",
            tier=always[0].name,
            person=person,
        )
    if tiers and all(tier.owns == "never" for tier in tiers):
        return phrase(
            "%(person)s never owns a case; %(other)s can join it instead.",
            person=tiers[0].name,
            other=person,
        )
    transferred = draft.case.tier in {tier.name for tier in tiers}
    if tiers and not transferred and all(tier.owns == "after transfer" for tier in tiers):
        return phrase(
            "%(tier)s owns a case only after a transfer; transfer it first.", tier=tiers[0].name
        )
    if draft.case.run_going and tiers and all(tier.owns == "until escalated" for tier in tiers):
        return phrase(
            "%(tier)s owns a case until it is escalated; its leader owns it now.",
            tier=tiers[0].name,
        )
    return None


def set_owner(draft: Draft, command: co.SetOwner) -> None:
    """Another owner, where the tiers allow it."""
    person = command.to
    if person in draft.charter.roles:
        found = find(draft, person, ())
        person = found[0] if found and found[1] == command.to else command.to
    why = refusal_to_own(draft, person)
    if why is not None:
        draft.refuse(why)
    elif draft.case.is_over:
        status = status_word(draft.case.status)
        draft.refuse(phrase("The case is %(status)s; reopen it first.", status=status))
    elif person != draft.case.owner:
        draft.record(ev.OwnerSet(at=draft.at, recorded_at=draft.at, by=draft.actor, owner=person))


def own_if_first(draft: Draft, person: str, at: datetime) -> None:
    """The first of us who speaks with the customer owns the case, from then on (R-ROX-7).

    So does somebody of no tier, such as the engineer on duty at night: a transfer out of a tier
    that owns always is another thing (R-ROX-10).
    """
    if draft.case.owner or person in ("", ev.CUSTOMER) or draft.is_machine(person):
        return
    in_a_tier = any(draft.roles_of(person).intersection(t.roles) for t in draft.charter.tiers)
    if not in_a_tier or may_own(draft, person):
        draft.record(ev.OwnerSet(at=at, recorded_at=draft.at, by=person, owner=person))


def join(draft: Draft, command: co.JoinTier) -> None:
    """A tier helps, when the one asks who may; the owner stays (R-ROX-9, R-VOX-9)."""
    tier = _tier(draft, command.tier)
    if tier is None:
        return
    why = _refusal_to_join(draft, tier)
    if why is not None:
        draft.refuse(why, place=tier.place)
        return
    roles = (command.tier,) if command.tier in tier.roles else tier.roles
    draft.record(
        ev.TierJoined(
            at=draft.at, recorded_at=draft.at, by=draft.actor, tier=tier.name, roles=roles
        )
    )
    text = f"{tier.name} is asked to join: {draft.case.subject}".rstrip(": ")
    tell(draft, roles, Notice(rule=f"join {tier.name}", about="joined", text=text, due_at=draft.at))


def transfer(draft: Draft, command: co.Transfer) -> None:
    """Another tier takes over; promises are not touched, the customer is told (2.6 G)."""
    tier = _tier(draft, command.tier)
    if tier is None:
        return
    always = next((t for t in draft.charter.tiers if t.owns == "always"), None)
    if always is not None and tier is not always:
        draft.refuse(
            phrase(
                "Ownership stays with %(tier)s; %(person)s can join instead.",
                tier=always.name,
                person=tier.name,
            ),
            place=tier.place,
        )
        return
    if tier.owns == "never":
        said = phrase("%(person)s never owns a case; it can join instead.", person=tier.name)
        draft.refuse(said, place=tier.place)
        return
    draft.record(ev.Transferred(at=draft.at, recorded_at=draft.at, by=draft.actor, tier=tier.name))
    text = f"The case was transferred to {tier.name}."
    notice = Notice(rule=f"transfer {tier.name}", about="transferred", text=text, due_at=draft.at)
    called = tell(draft, tier.roles, notice)
    if called and not any(p.kind == "takeover" and p.is_named for p in draft.case.promises):
        draft.record(ev.OwnerSet(at=draft.at, recorded_at=draft.at, owner=called[0][1]))
    moments.moment(draft, "transferred", text, draft.at)


def _tier(draft: Draft, name: str) -> Tier | None:
    for tier in draft.charter.tiers:
        if name == tier.name or name in tier.roles:
            return tier
    known = tuple(tier.name for tier in draft.charter.tiers)
    draft.refuse(
        phrase("There is no tier %(word)s; the charter has %(known)s.", word=name, known=known)
    )
    return None


def _refusal_to_join(draft: Draft, tier: Tier) -> Phrase | None:
    case, actor = draft.case, draft.actor
    match tier.joins:
        case "owner asks" if actor and case.owner and actor != case.owner:
            return phrase(
                "%(tier)s joins when the owner asks; the owner is %(person)s.",
                tier=tier.name,
                person=case.owner,
            )
        case "role asks" if actor and tier.joins_by_role not in draft.roles_of(actor):
            return phrase(
                "%(tier)s joins when the %(role)s asks.", tier=tier.name, role=tier.joins_by_role
            )
        case "bug" if not case.bugs:
            return phrase(
                "%(tier)s joins by bug ticket: put the bug number on the case first.",
                tier=tier.name,
            )
        case _:
            return None


def _is_step_owner(draft: Draft, roles: frozenset[str]) -> bool:
    """A ladder's step may name the owner to come (`owner_becomes`)."""
    run = draft.case.run_going
    if run is None:
        return False
    steps = draft.charter.ladders[run.ladder].steps
    return any(step.owner_becomes in roles for step in steps if step.owner_becomes)
