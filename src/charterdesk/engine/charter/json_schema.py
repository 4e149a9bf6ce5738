"""The charter language as JSON Schema (draft 2020-12), so that editors complete and mark.

Made from `schema.PLACES`, the vocabulary and the forms of the readers: a key that one of them
learns and the schema doesn't is found by its test. What only names of the charter decide is left
to `charterdesk check`.
"""

from collections.abc import Mapping

from charterdesk.engine.charter import json_schema_forms as form
from charterdesk.engine.charter.json_schema_forms import ANYTHING, WORD, WORDS_FORM, Schema, many
from charterdesk.engine.charter.json_schema_keys import KEYS, ref
from charterdesk.engine.charter.schema import NOTES, PLACES, PlaceRule
from charterdesk.engine.charter.words import WORDS

_NOTES: Mapping[str, str] = {
    "meets": "Numbers of the requirements that the rule fulfils.",
    "assumed": "Keys of `assumes` on which the rule rests.",
}
# What stands under the free names of a place.
_NAMED: Mapping[str, Schema] = {
    "assumes": WORDS_FORM,
    "accepts": WORDS_FORM,
    "requirements": form.VERSION,
    "hours": ref("calendar"),
    "roles": ref("role"),
    "channels": ref("channel"),
    "contracts": ref("contract"),
    "priority list": ref("priority"),
    "matrix": {"anyOf": [many(WORD), ref("matrix rows")]},
    "matrix rows": WORDS_FORM,
    "promises": ref("row"),
    "contract promises": ref("row"),
    "aims": ref("aim"),
    "waiting": ref("wait"),
    "ladders": ref("ladder"),
    "outcomes": ref("outcome"),
}
_CLOSED_NAMES: Mapping[str, str] = {
    "accepts": "warning",
    "matrix": "axis",
    "waiting": "waiting on",
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "charter": (
        "charter", "version", "zone", "roles", "last_resort", "priorities", "promises",
    ),
    "calendar": ("open",),
    "role": ("is",),
    "priorities": ("list",),
    "tier": ("name", "role"),
    "ladder": ("steps",),
    "step": ("step", "notify"),
    "tell": ("when", "who"),
    "gate": ("act", "needs"),
    "charge": ("name", "when"),
}  # fmt: skip
_STARTS: Schema = {"oneOf": [{"required": [key]} for key in ("at", "after", "when")]}


def charter_schema() -> Schema:
    """The whole schema. Places of the language are its `$defs`; every key is described."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Charter",
        "description": "A support policy that Charterdesk runs as it is written.",
        **_place("charter"),
        "$defs": {place.replace(" ", "-"): _place(place) for place in PLACES if place != "charter"},
    }


def _place(place: str) -> Schema:
    rule = PLACES[place]
    found: dict[str, object] = {
        "type": "object",
        "properties": _properties(place, rule),
        "additionalProperties": _NAMED[place] if rule.names else False,
    }
    found |= _names(place, rule)
    if place in _REQUIRED:
        found["required"] = list(_REQUIRED[place])
    if place == "step":
        found |= _STARTS
        found["dependentRequired"] = {"times": ["repeat"]}
    return found


def _properties(place: str, rule: PlaceRule) -> Schema:
    keys = KEYS.get(place, {})
    acting = {key: _described(*keys[key]) for key in sorted(rule.acts)}
    shown = {key: _described(ANYTHING, "Shown to people.") for key in sorted(rule.shown)}
    return acting | shown | {key: _described(WORDS_FORM, said) for key, said in _NOTES.items()}


def _described(shape: Schema, said: str) -> Schema:
    """The form with its sentence, then what its words mean."""
    more = shape.get("description", "")
    return {**shape, "description": f"{said}\n{more}" if more else said}


def _names(place: str, rule: PlaceRule) -> Schema:
    if not rule.names:
        return {}
    if place not in _CLOSED_NAMES:
        return {"propertyNames": {"minLength": 1}}
    return {"propertyNames": {"enum": [*WORDS[_CLOSED_NAMES[place]], *sorted(NOTES)]}}
