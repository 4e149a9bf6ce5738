"""What is told once, to customer or staff, at which moment."""

from collections.abc import Mapping

from charterdesk.engine.charter.faults import quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.read_intake import priority_named
from charterdesk.engine.charter.read_ladders import read_repeat
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import TellMoment, TellRule
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import phrase

_OUTCOME = "outcome "
_AT_STEP = "ladder at "
_MOMENTS: Mapping[str, TellMoment] = {
    "opened": "opened",
    "escalated": "escalated",
    "resolved": "resolved",
    "closed": "closed",
    "reopened": "reopened",
    "reply": "reply",
    "update": "update",
    "warning": "warning",
    "breach": "breach",
    "transferred": "transferred",
    "handed back": "handed back",
    "ladder step": "ladder step",
    "contract starts": "contract starts",
}


def read_tells(root: Section) -> tuple[TellRule, ...]:
    """Every `tell` rule, each named after its moment and whom it tells first."""
    return tuple(_tell(section) for section in root.listed("tell", "tell", "when", "who"))


def _tell(section: Section) -> TellRule:
    when, outcome = _when(section)
    priority, step = _if(section)
    names = section.reading.names
    who = section.some("who", (*names.roles, *WORDS["who"]), phrase("a role, `contact` or `owner`"))
    if not section.has("who"):
        section.fault(
            section.place, phrase("A `tell` rule needs `who`."), phrase("Name whom it tells.")
        )
    return TellRule(
        name=section.name,
        when=when,
        who=who,
        outcome=outcome,
        if_priority=priority,
        if_step=step,
        means=section.choices("by", "means"),
        repeat=read_repeat(section),
        what=section.text("what"),
        sender=section.some("from", (*names.roles, "owner"), phrase("a role, or `owner`")),
        place=section.place,
    )


def _when(section: Section) -> tuple[TellMoment, str]:
    word = section.wanted("when", phrase("Write for example `when: opened`."))
    if word is None:
        return "opened", ""
    if word.value in _MOMENTS:
        return _MOMENTS[word.value], ""
    if word.value.startswith(_OUTCOME):
        name = Text(word.value.removeprefix(_OUTCOME), word.place)
        outcomes = section.reading.names.outcomes
        return "outcome", section.known(name, outcomes, phrase("an outcome under `closing`"))
    mend = suggestion(word.value, (*_MOMENTS, "outcome NAME"))
    section.fault(word.place, phrase("%(word)s is not a moment.", word=quoted(word.value)), mend)
    return "opened", ""


def _if(section: Section) -> tuple[str, str]:
    """`priority NAME` or `ladder at STEP`."""
    word = section.word("if")
    if word is None:
        return "", ""
    if word.value.startswith("priority "):
        return priority_named(section, word), ""
    if word.value.startswith(_AT_STEP):
        step = Text(word.value.removeprefix(_AT_STEP), word.place)
        return "", section.known(step, section.reading.names.steps, phrase("a step of a ladder"))
    mend = phrase("Write `priority NAME` or `ladder at STEP`.")
    section.fault(word.place, phrase("%(word)s is not a condition.", word=quoted(word.value)), mend)
    return "", ""
