"""The steps of a runbook: what is done where, for how long, what is expected, what follows."""

import re
from collections.abc import Collection, Iterator
from datetime import timedelta

from charterdesk.automation.book import schema
from charterdesk.automation.book.read_ways import read_way
from charterdesk.automation.book.values import Expected, Http, Part, Step, Then, Turn, Way
from charterdesk.engine.charter.faults import BadValueError, quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section
from charterdesk.engine.phrase import phrase

WITHIN = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
LONGEST_REQUEST = timedelta(seconds=60)
LONGEST_NAME = 60
REMEDY = "remedy "
_TURNS: dict[Part, tuple[Turn, ...]] = {
    "check": ("go on", "done", "hand over"),
    "remedy": ("check again", "go on", "done", "hand over"),
}
_SAFE = "safe"


def read_steps(
    root: Section, key: str, part: Part, parameters: Collection[str], remedies: tuple[str, ...]
) -> Iterator[Step]:
    """The steps under `checks` or `remedies`; `remedies` are the names that may follow."""
    for section in root.listed(key, schema.STEP, "step"):
        yield _step(section, part, parameters, remedies)


def _step(
    section: Section, part: Part, parameters: Collection[str], remedies: tuple[str, ...]
) -> Step:
    name = section.parsed(
        section.wanted("step", phrase("Name it: `step: the web server answers`.")), _short
    )
    way = read_way(section, parameters)
    usual: Turn = "go on" if part == "check" else "check again"
    return Step(
        name=name or "", part=part, way=way, on=_place(section, way), within=_within(section, way),
        expected=_expected(section, way), met=_then(section, "then", part, remedies, Then(usual)),
        unmet=_then(section, "else", part, remedies, Then("hand over")),
        approval=section.text("approval"), again=_again(section, way), place=section.place,
    )  # fmt: skip


def _short(text: str) -> str:
    if len(text) > LONGEST_NAME:
        said = phrase("The name of a step has at most %(most)d letters.", most=LONGEST_NAME)
        raise BadValueError(said, phrase("Write a shorter one."))
    return text


def _place(section: Section, way: Way) -> str:
    """The runner; what is no request needs one, and a request goes out from the desk."""
    on = section.word("on")
    if isinstance(way, Http):
        if on:
            said = phrase("A request is made by the desk itself, and not on a runner.")
            section.fault(on.place, said, phrase("Leave `on` out, or write a command."))
        return ""
    if on is None and not section.has("on"):
        said = phrase("It is not said where this step runs.")
        section.fault(section.place, said, phrase("Write `on:` and the name of a runner."))
    return on.value if on else ""


def _within(section: Section, way: Way) -> timedelta:
    longest = LONGEST_REQUEST if isinstance(way, Http) else LONGEST
    length = section.length("within", WITHIN)
    if length > longest:
        said = phrase("This step may take at most %(longest)s.", longest=longest)
        section.fault(section.place_of("within"), said, phrase("Write a shorter time."))
    return length


def _again(section: Section, way: Way) -> bool:
    word = section.word("again")
    if word and word.value != _SAFE:
        said = phrase("%(word)s is not how a step may be done again.", word=quoted(word.value))
        section.fault(word.place, said, phrase("Write `again: safe`, or leave it out."))
    return word is not None


def _then(section: Section, key: str, part: Part, remedies: tuple[str, ...], usual: Then) -> Then:
    word = section.word(key)
    if word is None:
        return usual
    if word.value.startswith(REMEDY) and part == "check":
        named = Text(word.value.removeprefix(REMEDY).strip(), word.place)
        return Then("remedy", section.known(named, remedies, phrase("a remedy of this runbook")))
    for turn in _TURNS[part]:
        if word.value == turn:
            return Then(turn)
    offered = [*_TURNS[part], *(f"{REMEDY}{name}" for name in remedies if part == "check")]
    said = phrase("%(word)s is not what can follow here.", word=quoted(word.value))
    section.fault(word.place, said, suggestion(word.value, offered))
    return usual


def _expected(section: Section, way: Way) -> Expected:
    inner = section.section("expect", schema.EXPECT)
    if inner is None:
        return Expected()
    wrong = "exit" if isinstance(way, Http) else "status"
    if inner.has(wrong):
        said = (
            phrase("A request has no exit code.")
            if wrong == "exit"
            else phrase("A program has no status.")
        )
        inner.fault(inner.place_of(wrong), said, phrase("Leave it out."))
    statuses = tuple(inner.parsed(one, _status) or 0 for one in inner.texts("status"))
    code = inner.parsed(inner.word("exit"), _code)
    return Expected(code or 0, statuses, inner.text("contains"), inner.text("lacks"))


def _status(text: str) -> int:
    if not re.fullmatch(r"[1-5][0-9][0-9]", text, re.ASCII):
        said = phrase("%(text)s is no status of a web server.", text=quoted(text))
        raise BadValueError(said, phrase("Write a number such as 200."))
    return int(text)


def _code(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or int(text) > 255:
        said = phrase("%(text)s is no exit code.", text=quoted(text))
        raise BadValueError(said, phrase("Write a number from 0 to 255."))
    return int(text)
