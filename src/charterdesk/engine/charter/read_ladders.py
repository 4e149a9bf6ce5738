"""Who is told when: the ladders of hierarchic escalation and their steps (2.8)."""

from collections.abc import Mapping
from datetime import timedelta

from charterdesk.engine.charter.durations import parse_repeat, parse_target
from charterdesk.engine.charter.faults import BadValueError, quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.read_intake import priority_named
from charterdesk.engine.charter.read_needs import read_needs
from charterdesk.engine.charter.read_promises import read_row
from charterdesk.engine.charter.section import Section, refuse_twins
from charterdesk.engine.charter.values import (
    ALWAYS_NAME,
    Ladder,
    MayStop,
    Repeat,
    RepeatUntil,
    Step,
    Target,
    Trigger,
)
from charterdesk.engine.phrase import phrase

_STOPS = ("resolved", "de-escalated", "handed back")
_UNTIL: dict[str, RepeatUntil] = {
    "acknowledged": "acknowledged",
    "reached": "reached",
    "response": "response",
    "resolved": "resolved",
}


def read_ladders(root: Section) -> Mapping[str, Ladder]:
    """Every ladder; what it lacks of `stops` are all three that L5 knows."""
    section = root.section("ladders", "ladders")
    named = section.named("ladder") if section else ()
    return {name.value: _ladder(ladder) for name, ladder in named}


def _ladder(section: Section) -> Ladder:
    calendars = section.reading.names.hours
    hours = section.one("hours", calendars, phrase("a calendar under `hours`")) or ALWAYS_NAME
    row = section.section("promises", "ladder row")
    return Ladder(
        name=section.name,
        steps=_steps(section),
        starts=tuple(_trigger(section, word) for word in section.texts("starts")),
        contract=_contract(section),
        hours=hours,
        stops=section.choices("stops", "stop") or _STOPS,
        row=read_row(row, hours, False) if row else None,
        reasons=section.values("reasons"),
        not_for=section.values("not_for"),
        may_stop=_may_stop(section),
        stand_down_all=bool(section.choice("stand_down", "stand down")),
        place=section.place,
    )


def _trigger(section: Section, word: Text) -> Trigger:
    if word.value == "formal escalation":
        return Trigger()
    if word.value.startswith("priority "):
        return Trigger(priority=priority_named(section, word))
    mend = phrase("Write `formal escalation` or `priority NAME`.")
    section.fault(word.place, phrase("%(word)s starts no ladder.", word=quoted(word.value)), mend)
    return Trigger()


def _contract(section: Section) -> str:
    word = section.word("for")
    if word is None:
        return ""
    first, _, name = word.value.partition(" ")
    if first != "contract" or not name:
        mend = phrase("Write `contract NAME`.")
        section.fault(
            word.place, phrase("%(word)s names no contract.", word=quoted(word.value)), mend
        )
        return ""
    names = section.reading.names.contracts
    return section.known(Text(name, word.place), names, phrase("a contract of this charter"))


def _may_stop(section: Section) -> MayStop | None:
    beneath = section.section("may_stop", "may_stop")
    return MayStop(beneath.roles("who"), read_needs(beneath, "needs")) if beneath else None


def _steps(section: Section) -> tuple[Step, ...]:
    if not section.has("steps"):
        section.fault(
            section.place,
            phrase("A ladder needs `steps`."),
            phrase("Write who is told, step by step."),
        )
    sections = list(section.listed("steps", "step", "step"))
    earlier: list[str] = []
    steps = []
    for beneath in sections:
        steps.append(_step(beneath, tuple(earlier)))
        earlier.append(beneath.name)
    names = (beneath.wanted("step", phrase("Name the step.")) for beneath in sections)
    refuse_twins(section, (name for name in names if name), phrase("steps"))
    return tuple(steps)


def _step(section: Section, earlier: tuple[str, ...]) -> Step:
    after, delay = _after(section, earlier)
    _check_start(section)
    notify = section.roles("notify")
    if not section.has("notify"):
        section.fault(
            section.place, phrase("A step needs `notify`."), phrase("Name the roles that are told.")
        )
    return Step(
        name=section.name,
        notify=notify,
        at=section.parsed(section.word("at"), _moment),
        after=after,
        delay=delay,
        when=read_needs(section, "when", in_step=True),
        within=section.parsed(section.word("within"), _limit),
        means=section.choices("by", "means"),
        repeat=read_repeat(section),
        unless=section.choices("unless", "unless"),
        keep_informed=bool(section.choice("keep_informed", "keep informed")),
        owner_becomes=section.role("owner_becomes"),
        place=section.place,
    )


def _check_start(section: Section) -> None:
    written = [key for key in ("at", "after", "when") if section.has(key)]
    if len(written) != 1:
        said = (
            phrase("The step has both `%(one)s` and `%(other)s`.", one=written[0], other=written[1])
            if written
            else phrase("The step has no time.")
        )
        mend = phrase("Give it one of `at: 10m`, `after: STEP + 20m`, `when: [...]`.")
        section.fault(section.place, said, mend)


def _moment(text: str) -> Target:
    """A time that a step waits, no time at all included."""
    target = parse_target(text, timedelta())
    if not target.has_due or text == "at once":
        mend = phrase("Write for example 0m or 30m.")
        raise BadValueError(phrase("%(text)s is no time for a step.", text=quoted(text)), mend)
    return target


def _limit(text: str) -> Target:
    target = _moment(text)
    if target.kind == "time" and not target.amount:
        raise BadValueError(
            phrase("Nobody can be reached within no time."), phrase("Write for example 10m.")
        )
    return target


def _after(section: Section, earlier: tuple[str, ...]) -> tuple[str, Target | None]:
    """`management + 20m`: an earlier step of this ladder, and the time since it was taken (L2)."""
    word = section.word("after")
    if word is None:
        return "", None
    name, plus, time = (part.strip() for part in word.value.rpartition("+"))
    if not plus:
        message = phrase("%(word)s is no step and time.", word=quoted(word.value))
        section.fault(word.place, message, phrase("Write `after: STEP + 20m`."))
        return "", None
    if name not in earlier:
        message = phrase("%(name)s is not an earlier step of this ladder.", name=quoted(name))
        section.fault(word.place, message, suggestion(name, earlier), "E18")
        return "", None
    return name, section.parsed(Text(time, word.place), _moment)


def read_repeat(section: Section) -> Repeat | None:
    """`repeat` with its `times` (L3)."""
    word, times = section.word("repeat"), section.word("times")
    if times and not word:
        mend = phrase("Write for example `repeat: every 10m until acknowledged`.")
        section.fault(times.place, phrase("`times` has nothing to repeat."), mend)
    often = times.value if times else ""
    return section.parsed(word, lambda text: parse_repeat(text, often, _UNTIL))
