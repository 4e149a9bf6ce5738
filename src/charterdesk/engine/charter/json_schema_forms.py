"""How each kind of value looks in JSON Schema: lengths, targets, lines of hours, known words.

Editors give numbers and booleans where our reader takes text, so plain words may be any of them.
The patterns say no more than the readers do; `tests/engine/charter` holds both together.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from charterdesk.engine.charter.words import WORDS

Schema: TypeAlias = "Mapping[str, object]"

_LENGTH = "(?=[0-9])(?:[0-9]{1,6}d)?(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,6}s)?"
_OPEN_TIME = "(?=[0-9])(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,6}s)?"
_WAIT = f"(?:end of day [0-9]{{1,4}}d|[0-9]{{1,4}}d|{_OPEN_TIME})"
_TARGET = f"(?:at once|asap|not stated|{_WAIT})"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_TIME = "[0-2][0-9]:[0-5][0-9]"
_UNTIL = "|".join(WORDS["until"])

WORD: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
ANYTHING: Schema = {}
FLAG: Schema = {"enum": ["yes", "no", "true", "false", True, False]}


def pattern(form: str, *examples: str) -> Schema:
    """A text that looks so from its first to its last character."""
    found: dict[str, object] = {"type": "string", "pattern": f"^(?:{form})$"}
    return {**found, "examples": list(examples)} if examples else found


def one_or_more(form: Schema) -> Schema:
    """One, or a list of them."""
    return {"anyOf": [form, {"type": "array", "items": form}]}


def many(form: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": form}


def known(group: str) -> Schema:
    """A word of the closed vocabulary, with what each means."""
    return {"enum": list(WORDS[group]), "description": meanings(group)}


def meanings(group: str) -> str:
    """What each word of a group means, one on each line."""
    return "\n".join(f"{word}: {one.means}" for word, one in WORDS[group].items())


def proposed(words: Iterable[str], form: Schema = WORD) -> Schema:
    """Words that an editor proposes beside whatever the charter itself defines."""
    return {"anyOf": [{"enum": list(words)}, form]}


WORDS_FORM = one_or_more(WORD)
NAME = {"type": ["string", "number"], "pattern": r"^\S{1,60}$"}
VERSION: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 999_999},
        {"type": "string", "pattern": "^[1-9][0-9]{0,5}$"},
    ]
}
TIMES: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 100},
        {"type": "string", "pattern": "^0*(?:[1-9][0-9]?|100)$"},
    ]
}
DATE = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-12-24")
MOMENT = pattern("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", "2026-09-01 00:00")
ZONE = pattern("[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*", "Europe/Paris")
LANGUAGE = pattern("[a-z]{2,3}(?:-[A-Za-z]{2,4})?", "en")
SHARE = pattern("[1-9][0-9]?%|0[1-9]%", "75%")
ADDRESS = pattern(r"[^@\s]+@[^@\s]+", "support@example.com")
LENGTH = pattern(_LENGTH, "15m", "24h", "30d")
SIZE = pattern("[0-9]{1,6} ?(?:kB|MB)", "25 MB", "512 kB")
WAIT = pattern(_WAIT, "30m", "4h", "1d", "end of day 1d")
LINE = pattern(
    rf"\s*{_DAY}(?:\s*[-,]\s*{_DAY})*\s+{_TIME}-{_TIME}(?:\s+\S+)?\s*",
    "Mon-Fri 08:00-17:00",
    "Sun 17:00-01:00 America/New_York",
)
PROMISE = pattern(rf"{_TARGET}(?: .+)?", "30m", "4h", "1d", "at once", "asap", "not stated")
UPDATE = pattern(rf"(?:every )?{_TARGET}(?: .+)?", "every 4h", "every 1d", "asap", "not stated")
AFTER = pattern(rf".*\S\s*\+\s*{_WAIT}", "first + 20m")
REPEAT = pattern(
    rf"every {_LENGTH} until (?:{_UNTIL})(?:, times: [0-9]{{1,3}})?",
    "every 10m until acknowledged",
)
SILENCE = pattern(rf"never|{_WAIT} after resolved", "never", "14d after resolved")
OTHERS = pattern(rf"hold {_LENGTH}|let in", "hold 30d", "let in")
PRIORITY_NAMED = pattern("priority .+")
RECOVERY = pattern("notes|resolves(?: with .+)?", "resolves")
LADDER_NAMED = pattern("ladder .+")
CONTRACT_NAMED = pattern("contract .+")
ROLE_IS = pattern("(?:team|rota) .+|person|per customer|machine", "team tier1", "rota nights")
JOINS = pattern("when the .+ asks|by bug ticket|by transfer(?: when .+)?", "when the owner asks")
TRIGGER = pattern("formal escalation|priority .+", "formal escalation")
SETTER = pattern(f"(?:{'|'.join(WORDS['setter'])})(?: with reason)?", "desk with reason")
CONDITION = pattern("(?:priority|ladder at) .+")
TOLD_WHEN = {
    "anyOf": [
        {"enum": [word for word in WORDS["moment"] if word != "outcome"]},
        pattern("outcome .+"),
    ],
    "description": meanings("moment"),
}
NEEDS = one_or_more(
    proposed(word for word in (*WORDS["need"], *WORDS["fact"]) if word == word.lower())
)
