"""What a charter wants of access before work on a system, and what of it is there (R-BIC-33).

Two words are proven by the desk itself: an address that is kept, and ports that were found open.
Any other is met by a secret that is kept under that very word, or by a person's recorded fact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from charterdesk.access.models import Secret, System
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter

ADDRESS = "public address"
REACHED = "direct access from public IP"
WHOLE = "access"
NO, YES = "no", "yes"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that the charter's `access` names, and whether it is on the case."""

    word: str
    there: bool


def is_wanted(charter: Charter) -> bool:
    """Whether any gate of the charter asks for access."""
    return any(need.kind == WHOLE for gate in charter.gates.values() for need in gate.needs)


def needs_on(charter: Charter, state: State) -> tuple[Need, ...]:
    """What is needed, as the gate counts it; nothing where no gate asks for access."""
    if not is_wanted(charter):
        return ()
    whole = _is_on(state, WHOLE)
    words = charter.intake.access_needs or (WHOLE,)
    return tuple(Need(word, whole or _is_on(state, word)) for word in words)


def secret_words(charter: Charter) -> tuple[str, ...]:
    """The needs that a secret meets, as the words under which it is kept."""
    return tuple(word for word in charter.intake.access_needs if word not in (ADDRESS, REACHED))


def facts_found(
    charter: Charter, state: State, system: System, *, led: bool, reached: bool
) -> tuple[tuple[str, str], ...]:
    """The facts by which a check changes the case: (word, yes or no) pairs, only what is new.

    `led`: the address led to a place that may be tried; `reached`: all its ports were open.
    """
    words = charter.intake.access_needs
    found: Mapping[str, str]
    if not words:
        found = {WHOLE: YES if reached else NO}
    else:
        kept = _kept(system.secrets.filter(ended_at__isnull=True))
        found = {word: _verdict(word, kept, led=led, reached=reached) for word in words}
    now = {word: value for word, value in found.items() if value}
    return tuple(
        (word, value) for word, value in now.items() if _is_on(state, word) != (value == YES)
    )


def _verdict(word: str, kept: Sequence[str], *, led: bool, reached: bool) -> str:
    """Yes or no; "" where a check says nothing of it."""
    if word == REACHED:
        return YES if reached else NO
    if word == ADDRESS:
        return YES if led else NO
    return YES if word.casefold() in kept else ""


def _kept(secrets: Iterable[Secret]) -> list[str]:
    return [secret.what.casefold() for secret in secrets]


def _is_on(state: State, word: str) -> bool:
    return state.facts.get(word, NO) != NO
