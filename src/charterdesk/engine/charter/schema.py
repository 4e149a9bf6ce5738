"""Which keys may stand where, and which of them act: the table that the readers obey.

`acts` keys end in fields that the engine uses, `shown` keys (with all beneath) in `Charter.shown`;
`names` says what a place's free keys are. Every place also takes `meets` and `assumed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from charterdesk.engine.charter.faults import Said
from charterdesk.engine.phrase import phrase


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """The keys of one place, and in words what the place is."""

    means: Said
    acts: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    names: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Every key that may stand here, names aside."""
        return self.acts | self.shown | NOTES


NOTES = frozenset({"meets", "assumed"})


def _rule(means: Said, acts: str = "", shown: str = "", names: str = "") -> PlaceRule:
    return PlaceRule(means, frozenset(acts.split()), frozenset(shown.split()), names)


_ROW = (
    "hours zone on_raise response activation update reply diagnosis indication patch workaround"
    " resolution takeover supplier"
)

PLACES: Mapping[str, PlaceRule] = {
    "charter": _rule(
        phrase("a charter"),
        "charter title version in_force_from zone languages assumes accepts requirements hours"
        " roles last_resort channels askers intake contracts priorities matrix promises at_once"
        " warn on_raise aims waiting queue tiers ladders tell gates closing checklist charges facts"
        " acts",
        "publish",
    ),
    "assumes": _rule(phrase("`assumes`"), names="assumption"),
    "accepts": _rule(phrase("`accepts`"), names="warning"),
    "requirements": _rule(phrase("`requirements`"), names="source"),
    "hours": _rule(phrase("`hours`"), names="calendar"),
    "calendar": _rule(phrase("a calendar"), "open closed also_said"),
    "roles": _rule(phrase("`roles`"), names="role"),
    "role": _rule(phrase("a role"), "is hours outside else"),
    "channels": _rule(phrase("`channels`"), names="channel"),
    "channel": _rule(
        phrase("a channel"),
        "address form live machine recovery marks needs hours sets escalates subject_has pbx",
        "at login prefer_for goes_to",
    ),
    "askers": _rule(phrase("`askers`"), "who others tell under_contract"),
    "intake": _rule(
        phrase("`intake`"),
        "number ask emergency_asks later access kinds types files",
        "record show missing attachments history classify mark identify link describe",
    ),
    "number": _rule(phrase("`number`"), "prefix"),
    "ask": _rule(phrase("a list of questions"), "what"),
    "later": _rule(phrase("`later`"), "allowed at_most", "why"),
    "access": _rule(phrase("`access`"), "needs", "ports secret"),
    "kinds": _rule(phrase("a list of kinds"), "of"),
    "files": _rule(phrase("`files`"), "each together"),
    "contracts": _rule(phrase("`contracts`"), names="contract"),
    "contract": _rule(phrase("a contract"), "levels gives needs starts promises example", "means"),
    "priorities": _rule(phrase("`priorities`"), "set_by list"),
    "priority list": _rule(phrase("`priorities.list`"), names="priority"),
    "priority": _rule(phrase("a priority"), "default only_by when"),
    "matrix": _rule(phrase("`matrix`"), names="axis"),
    "matrix rows": _rule(phrase("the matrix's mapping"), names="row"),
    "promises": _rule(phrase("`promises`"), "on_raise", names="priority"),
    "contract promises": _rule(phrase("a contract's `promises`"), "on_raise", names="priority"),
    "aims": _rule(phrase("`aims`"), names="priority"),
    "row": _rule(phrase("a row of promises"), _ROW),
    "aim": _rule(phrase("a row of aims"), _ROW.replace("on_raise ", "")),
    "ladder row": _rule(phrase("a ladder's promises"), _ROW.replace("on_raise ", "")),
    "waiting": _rule(phrase("`waiting`"), names="waiting on"),
    "wait": _rule(phrase("a kind of waiting"), "pauses remind"),
    "queue": _rule(phrase("`queue`"), "order by"),
    "tier": _rule(
        phrase("a tier"), "name role owns joins owner_is contact_is then starts_with", "does"
    ),
    "ladders": _rule(phrase("`ladders`"), names="ladder"),
    "ladder": _rule(
        phrase("a ladder"),
        "starts for hours stops may_stop stand_down promises reasons not_for steps",
    ),
    "may_stop": _rule(phrase("`may_stop`"), "who needs"),
    "step": _rule(
        phrase("a step"),
        "step at after when within notify by repeat times unless keep_informed owner_becomes",
    ),
    "tell": _rule(phrase("a `tell` rule"), "when if who by repeat times what from"),
    "gate": _rule(phrase("a gate"), "act needs unless otherwise", "tools kinds"),
    "closing": _rule(
        phrase("`closing`"), "outcomes agreement silence reopen closes_also score", "articles"
    ),
    "outcomes": _rule(phrase("`outcomes`"), names="outcome"),
    "outcome": _rule(phrase("an outcome"), "needs counts_as agreement"),
    "silence": _rule(phrase("`silence`"), "close"),
    "checklist": _rule(phrase("`checklist`"), "steps"),
    "charge": _rule(phrase("a charge"), "name when may amount"),
}
