"""Who is who and who works: roles, the last resort, tiers (2.9, 2.6 G)."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Role, Tier
from charterdesk.engine.diff.change import Change
from charterdesk.engine.diff.pair import NOBODY, Pair, Rule, Spot, by_name, compared, reordered
from charterdesk.engine.diff.things import Sort
from charterdesk.engine.phrase import phrase

_LAST_RESORT = (Rule("last_resort", phrase("The last resort is %(new)s instead of %(old)s.")),)
_JOINS = (
    ("owner asks", "when the owner asks"),
    ("role asks", "when a role asks"),
    ("bug", "by bug ticket"),
    ("transfer", "by transfer"),
)
_ROLES: Sort[Role] = Sort(
    "people",
    "role",
    phrase("The role %(name)s is new."),
    phrase("The role %(name)s is gone."),
    (
        Rule("kind", phrase("Role %(name)s: it is a %(new)s instead of a %(old)s.")),
        Rule("group", phrase("Role %(name)s: filled by %(new)s instead of %(old)s.")),
        Rule("hours", phrase("Role %(name)s: on duty in the hours %(new)s instead of %(old)s.")),
        Rule(
            "outside",
            phrase("Role %(name)s: on duty outside the hours %(new)s instead of %(old)s."),
        ),
        Rule(
            "otherwise",
            phrase("Role %(name)s: where nobody is found, %(new)s is told instead of %(old)s."),
            ordered=True,
            empty=NOBODY,
        ),
    ),
)
_TIERS: Sort[Tier] = Sort(
    "work",
    "tier",
    phrase("The tier %(name)s is new: %(what)s."),
    phrase("The tier %(name)s is gone: %(what)s."),
    (
        Rule("roles", phrase("Tier %(name)s: staffed by %(new)s instead of %(old)s.")),
        Rule("owns", phrase("Tier %(name)s: it owns cases %(new)s instead of %(old)s.")),
        Rule("joins", phrase("Tier %(name)s: it joins %(new)s instead of %(old)s."), words=_JOINS),
        Rule(
            "joins_by_role",
            phrase("Tier %(name)s: %(new)s asks it to join instead of %(old)s."),
            empty=NOBODY,
        ),
        Rule(
            "first_speaker_owns",
            phrase("Tier %(name)s: who first speaks with the customer owns the case."),
            phrase("Tier %(name)s: who first speaks with the customer no longer owns the case."),
        ),
        Rule(
            "contact_is_owner",
            phrase("Tier %(name)s: the owner is the customer's contact."),
            phrase("Tier %(name)s: the owner is no longer the customer's contact."),
        ),
        Rule(
            "then",
            phrase("Tier %(name)s: after it comes %(new)s instead of %(old)s."),
            empty=NOBODY,
        ),
        Rule(
            "starts_with",
            phrase("Tier %(name)s: it starts with %(new)s instead of %(old)s."),
            empty=NOBODY,
        ),
    ),
    shows="roles",
)
_ORDER = phrase("The tiers come in the order %(new)s instead of %(old)s.")
_CHECKLIST = (
    Rule("checklist", phrase("The checklist is %(new)s instead of %(old)s."), ordered=True),
)


def people_changes(pair: Pair) -> Iterator[Change]:
    """Every role, and the last resort."""
    yield from compared(Spot("people"), pair.old, pair.new, _LAST_RESORT)
    yield from _ROLES.changes(pair.old.roles, pair.new.roles)


def work_changes(pair: Pair) -> Iterator[Change]:
    """Every tier, their order, and the checklist."""
    old, new = by_name(pair.old.tiers), by_name(pair.new.tiers)
    yield from _TIERS.changes(old, new)
    yield from reordered(Spot("work"), _ORDER, old, new)
    yield from compared(Spot("work"), pair.old, pair.new, _CHECKLIST)
