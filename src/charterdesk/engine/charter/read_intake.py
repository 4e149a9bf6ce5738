"""How cases arrive: the channels, and what is asked and allowed when one is taken in."""

import re
from collections.abc import Mapping
from datetime import timedelta

from charterdesk.engine.charter.faults import quoted, suggestion
from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.sizes import parse_size
from charterdesk.engine.charter.values import Channel, Intake
from charterdesk.engine.phrase import phrase

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def read_channels(root: Section) -> Mapping[str, Channel]:
    """Every way in."""
    section = root.section("channels", "channels")
    named = section.named("channel") if section else ()
    return {name.value: _channel(channel) for name, channel in named}


def _channel(section: Section) -> Channel:
    names = section.reading.names
    ladder, step = _escalates(section)
    resolves, outcome = _recovery(section)
    return Channel(
        name=section.name,
        address=_address(section, "address"),
        form=section.text("form"),
        live=section.flag("live"),
        machine=section.flag("machine"),
        recovery_resolves=resolves,
        recovery_outcome=outcome,
        hours=section.one("hours", names.hours, phrase("a calendar under `hours`")),
        marks=section.values("marks"),
        asks=section.values("needs"),
        sets_priority=priority_named(section, section.word("sets")),
        escalates=ladder,
        escalates_step=step,
        subject_has=section.text("subject_has"),
        pbx=_address(section, "pbx"),
        place=section.place,
        address_place=section.place_of("address"),
        recovery_place=section.place_of("recovery"),
    )


def _address(section: Section, key: str) -> str:
    word = section.word(key)
    if word and not _ADDRESS.fullmatch(word.value):
        mend = phrase("Write it like support@example.com.")
        section.fault(
            word.place, phrase("%(word)s is not a mail address.", word=quoted(word.value)), mend
        )
        return ""
    return word.value if word else ""


def priority_named(section: Section, word: Text | None) -> str:
    """The priority in `priority NAME`, or '' (a fault when something else is written)."""
    if word is None:
        return ""
    first, _, name = word.value.partition(" ")
    if first != "priority" or not name:
        mend = phrase("Write `priority NAME`.")
        section.fault(
            word.place, phrase("%(word)s names no priority.", word=quoted(word.value)), mend
        )
        return ""
    names = section.reading.names.priorities
    return section.known(Text(name, word.place), names, phrase("a priority of this charter"))


def _recovery(section: Section) -> tuple[bool, str]:
    """`notes`, `resolves`, or `resolves with OUTCOME`: what a machine's all-clear does (VOX-4)."""
    word = section.word("recovery")
    if word is None:
        return False, ""
    if not section.flag("machine"):
        message = phrase("`recovery` stands on a channel on which no machine writes.")
        section.fault(word.place, message, phrase("Write `machine: yes` there, or take it out."))
    first, _, outcome = word.value.partition(" with ")
    if word.value == "notes" or word.value == "resolves":
        return word.value == "resolves", ""
    if first != "resolves" or not outcome:
        message = phrase("%(word)s says nothing about a recovery.", word=quoted(word.value))
        mend = phrase("Write `notes`, `resolves` or `resolves with OUTCOME`.")
        section.fault(word.place, message, mend)
        return False, ""
    known, means = section.reading.names.outcomes, phrase("an outcome under `closing`")
    return True, section.known(Text(outcome, word.place), known, means)


def _escalates(section: Section) -> tuple[str, str]:
    """`procedure level 1` is the ladder `procedure` at its step `level 1` (R-BIC-29)."""
    word = section.word("escalates")
    if word is None:
        return "", ""
    ladders = section.reading.names.ladders
    for ladder in sorted(ladders, key=len, reverse=True):
        if word.value == ladder:
            return ladder, ""
        if word.value.startswith(f"{ladder} "):
            step = Text(word.value.removeprefix(f"{ladder} "), word.place)
            return ladder, section.known(
                step, ladders[ladder], phrase("a step of the ladder '%(ladder)s'", ladder=ladder)
            )
    message = phrase("%(word)s is not a ladder of this charter.", word=quoted(word.value))
    section.fault(word.place, message, suggestion(word.value, ladders))
    return "", ""


def read_intake(root: Section) -> Intake:
    """The case's number, what is asked, and how late a contact may be written down (2.6 B)."""
    section = root.section("intake", "intake")
    if section is None:
        return Intake()
    allowed, at_most = _later(section)
    each, together = _files(section)
    number = section.section("number", "number")
    access = section.section("access", "access")
    return Intake(
        prefix=number.text("prefix") if number else "",
        asks=_listed(section, "ask", "ask", "what"),
        emergency_asks=_listed(section, "emergency_asks", "ask", "what"),
        later_allowed=allowed,
        later_at_most=at_most,
        access_needs=access.values("needs") if access else (),
        kinds=_listed(section, "kinds", "kinds", "of"),
        types=_listed(section, "types", "kinds", "of"),
        files_each=each,
        files_together=together,
        place=section.place,
    )


def _listed(section: Section, key: str, rule: str, inner: str) -> tuple[str, ...]:
    beneath = section.section(key, rule)
    return beneath.values(inner) if beneath else ()


def _files(section: Section) -> tuple[int, int]:
    """How large a file may be, and all of one message; each of the two follows from the other."""
    usual = Intake()
    files = section.section("files", "files")
    if files is None:
        return usual.files_each, usual.files_together
    each = files.parsed(files.word("each"), parse_size)
    together = files.parsed(files.word("together"), parse_size)
    if each and together and each > together:
        files.fault(
            files.place_of("each"),
            phrase("One file may be larger than all of a message together."),
            phrase("Write for `together` at least what `each` says."),
        )
    return each or together or usual.files_each, together or each or usual.files_together


def _later(section: Section) -> tuple[bool, timedelta]:
    usual = Intake()
    later = section.section("later", "later")
    if later is None:
        return usual.later_allowed, usual.later_at_most
    return later.flag("allowed", True), later.length("at_most", usual.later_at_most)
