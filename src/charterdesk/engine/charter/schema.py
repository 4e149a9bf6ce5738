"""Which keys may stand where, and which of them act: the table that the readers obey.

`acts` keys end in fields that the engine uses, `shown` keys (with all beneath) in `Charter.shown`;
`names` says what a place's free keys are. Every place also takes `meets` and `assumed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """The keys of one place, and in words what the place is."""

    means: str
    acts: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    names: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Every key that may stand here, names aside."""
        return self.acts | self.shown | NOTES


NOTES = frozenset({"meets", "assumed"})


def _rule(means: str, acts: str = "", shown: str = "", names: str = "") -> PlaceRule:
    return PlaceRule(means, frozenset(acts.split()), frozenset(shown.split()), names)


_ROW = (
    "hours zone on_raise response activation update reply diagnosis indication patch workaround"
    " resolution takeover supplier"
)

PLACES: Mapping[str, PlaceRule] = {
    "charter": _rule(
        "a charter",
        "charter title version in_force_from zone languages assumes accepts requirements hours"
        " roles last_resort channels askers intake contracts priorities matrix promises at_once"
        " warn on_raise aims waiting queue tiers ladders tell gates closing checklist charges facts"
        " acts",
        "publish",
    ),
    "assumes": _rule("`assumes`", names="assumption"),
    "accepts": _rule("`accepts`", names="warning"),
    "requirements": _rule("`requirements`", names="source"),
    "hours": _rule("`hours`", names="calendar"),
    "calendar": _rule("a calendar", "open closed also_said"),
    "roles": _rule("`roles`", names="role"),
    "role": _rule("a role", "is hours outside else"),
    "channels": _rule("`channels`", names="channel"),
    "channel": _rule(
        "a channel",
        "address form live machine marks needs hours sets escalates subject_has",
        "at login prefer_for goes_to",
    ),
    "askers": _rule("`askers`", "who others tell under_contract"),
    "intake": _rule(
        "`intake`",
        "number ask emergency_asks later access kinds types",
        "record show missing attachments history classify mark identify link describe",
    ),
    "number": _rule("`number`", "prefix"),
    "ask": _rule("a list of questions", "what"),
    "later": _rule("`later`", "allowed at_most", "why"),
    "access": _rule("`access`", "needs", "ports secret"),
    "kinds": _rule("a list of kinds", "of"),
    "contracts": _rule("`contracts`", names="contract"),
    "contract": _rule("a contract", "levels gives needs starts promises example", "means"),
    "priorities": _rule("`priorities`", "set_by list"),
    "priority list": _rule("`priorities.list`", names="priority"),
    "priority": _rule("a priority", "default only_by when"),
    "matrix": _rule("`matrix`", names="axis"),
    "matrix rows": _rule("the matrix's mapping", names="row"),
    "promises": _rule("`promises`", "on_raise", names="priority"),
    "contract promises": _rule("a contract's `promises`", "on_raise", names="priority"),
    "aims": _rule("`aims`", names="priority"),
    "row": _rule("a row of promises", _ROW),
    "aim": _rule("a row of aims", _ROW.replace("on_raise ", "")),
    "ladder row": _rule("a ladder's promises", _ROW.replace("on_raise ", "")),
    "waiting": _rule("`waiting`", names="waiting on"),
    "wait": _rule("a kind of waiting", "pauses remind"),
    "queue": _rule("`queue`", "order by"),
    "tier": _rule("a tier", "name role owns joins owner_is contact_is then starts_with", "does"),
    "ladders": _rule("`ladders`", names="ladder"),
    "ladder": _rule(
        "a ladder",
        "starts for hours stops may_stop stand_down promises reasons not_for steps",
    ),
    "may_stop": _rule("`may_stop`", "who needs"),
    "step": _rule(
        "a step",
        "step at after when within notify by repeat times unless keep_informed owner_becomes",
    ),
    "tell": _rule("a `tell` rule", "when if who by repeat times what from"),
    "gate": _rule("a gate", "act needs unless otherwise", "tools kinds"),
    "closing": _rule("`closing`", "outcomes agreement silence reopen closes_also", "articles"),
    "outcomes": _rule("`outcomes`", names="outcome"),
    "outcome": _rule("an outcome", "needs counts_as agreement"),
    "silence": _rule("`silence`", "close"),
    "checklist": _rule("`checklist`", "steps"),
    "charge": _rule("a charge", "name when may amount"),
}
