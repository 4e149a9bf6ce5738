"""An explanation of the engine as a trace to be drawn: the same for every "why?" of every face."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Literal

from django.utils.translation import gettext as _

from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.explain import Explanation, Verdict
from charterdesk.engine.phrase import Phrase, PhraseValue
from charterdesk.look.phrasing import worded
from charterdesk.look.values import TraceStep

VERDICTS: Mapping[Verdict, Literal["yes", "no", "sum", "pause"]] = {
    "matched": "yes",
    "not matched": "no",
    "sum": "sum",
    "pause": "pause",
}
# The places of a sentence in which a person stands by the name that the rota knows.
PEOPLE = frozenset({"person", "other"})


def sentence(said: Phrase, zone: str | tzinfo, names: Mapping[str, str] | None = None) -> str:
    """The sentence with a capital letter; `names` are people's, by user name."""
    text = worded(_named(said, names) if names else said, zone)
    return text[:1].upper() + text[1:]


def trace_of(
    explanation: Explanation,
    zone: str | tzinfo,
    names: Mapping[str, str] | None = None,
    *,
    lines: bool = True,
) -> tuple[TraceStep, ...]:
    """Every step of an explanation in the reader's language.

    `lines` says where in the charter's text each stands, for those who can read that text.
    """
    return tuple(
        TraceStep(
            text=sentence(step.said, zone, names),
            heading=sentence(step.heading, zone),
            clause=_line(step.place) if lines else "",
            verdict=VERDICTS[step.verdict],
        )
        for step in explanation.steps
    )


def _line(place: Place) -> str:
    return _("line %(line)d") % {"line": place.line} if place != NOWHERE else ""


def _named(said: Phrase, names: Mapping[str, str]) -> Phrase:
    values = {key: _value(key, value, names) for key, value in said.values.items()}
    return Phrase(said.form, values, said.many, said.count)


def _value(key: str, value: PhraseValue, names: Mapping[str, str]) -> PhraseValue:
    match value:
        case Phrase():
            return _named(value, names)
        case tuple():
            return tuple(_value(key, item, names) for item in value)
        case str() if key in PEOPLE:
            return names.get(value, value)
        case _:
            return value
