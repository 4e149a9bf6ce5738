"""One alert as every kind of sender is understood, and the reading of what they send.

What comes from outside is data: bounded, without NUL and half characters, never code. A body
that can't be read is refused with one sentence; nothing else is raised.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from charterdesk.engine.phrase import Phrase, phrase

# An alert reports trouble, its end, or news of neither kind, such as an acknowledgement.
State = Literal["firing", "recovered", "news"]

MOST_ALERTS = 500
MOST_LABELS = 60
LONGEST_LINE = 250
LONGEST_TEXT = 8_000
LONGEST_WORD = 200


class UnreadableError(Exception):
    """The body says no alert; `said` tells what is missing, and how to mend it."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said.form)
        self.said = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """`fingerprint` is the same for the same trouble, from its first report to its recovery.

    `outbreak` is the sender's own mark of this outbreak (a start time or a number that grows);
    "" where the sender has none. `asset` and `organisation` are as the sender names them.
    """

    fingerprint: str
    title: str
    state: State
    text: str = ""
    severity: str = ""
    outbreak: str = ""
    asset: str = ""
    organisation: str = ""
    url: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Naming:
    """Under which labels a sender names the equipment and the customer; "" for nowhere."""

    asset: str = ""
    organisation: str = ""


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a body; raises UnreadableError."""
    found = read_json(body)
    if not isinstance(found, dict):
        raise UnreadableError(phrase("The body is no JSON object: it begins with no brace."))
    return found


def read_json(body: bytes) -> Any:
    """The JSON of a body; raises UnreadableError."""
    if not body.strip():
        raise UnreadableError(phrase("The body is empty: nothing was sent but the address."))
    try:
        return json.loads(body, parse_int=_number, parse_constant=str)
    except UnicodeDecodeError:
        raise UnreadableError(phrase("The body is not in UTF-8.")) from None
    except (ValueError, RecursionError) as fault:
        where = f"{fault.lineno}:{fault.colno}" if isinstance(fault, json.JSONDecodeError) else "?"
        said = phrase("The body is no JSON: it can't be read at %(where)s.", where=where)
        raise UnreadableError(said) from None


def _number(digits: str) -> int | str:
    """A number of so many digits is a name; to reckon it would take long."""
    return digits if len(digits) > 30 else int(digits)


def plain(value: Any, most: int = LONGEST_LINE) -> str:
    """Any scalar as one bounded line; "" for what is none."""
    line = " ".join(_text(value)[: most * 4].split())
    return "".join(c for c in line if c.isprintable())[:most]


def lines(value: Any, most: int = LONGEST_TEXT) -> str:
    """Any scalar as bounded text that keeps its lines."""
    kept = _text(value)[: most * 2].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in kept if c in "\n\t" or c.isprintable()).strip()[:most]


def labels_of(value: Any) -> dict[str, str]:
    """A mapping of scalars as labels, in its order, as many as are bearable."""
    if not isinstance(value, dict):
        return {}
    given = ((plain(key, LONGEST_WORD), plain(one)) for key, one in value.items())
    return dict([(key, one) for key, one in given if key and one][:MOST_LABELS])


def digest_of(words: Iterable[str]) -> str:
    """A fingerprint made of words, where the sender gives none."""
    return sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def bounded_print(given: str) -> str:
    """A fingerprint that fits; a longer one is known by its digest."""
    return given if len(given) <= LONGEST_WORD else digest_of([given])


def checked_count(found: list[Any]) -> list[Any]:
    """The list; raises UnreadableError where one delivery has more than can be taken."""
    if len(found) > MOST_ALERTS:
        raise UnreadableError(
            phrase(
                "The delivery has %(count)d alerts, more than %(most)d: let it send them in "
                "smaller groups.",
                count=len(found),
                most=MOST_ALERTS,
            )
        )
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        return ""
    return str(value).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
