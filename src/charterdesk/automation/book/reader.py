"""A runbook's text becomes frozen values, or one exception that names every fault found.

It is read in the charter's own manner: exact positions, unknown words with the nearest known one.
"""

import re
from collections.abc import Iterator

from charterdesk.automation.book import schema
from charterdesk.automation.book.kinds import KINDS, fits
from charterdesk.automation.book.placeholders import NAME
from charterdesk.automation.book.read_steps import read_steps
from charterdesk.automation.book.values import WHENS, Parameter, Runbook, Start, Step
from charterdesk.engine.charter.faults import BadValueError, Faults, quoted
from charterdesk.engine.charter.names import collect_names
from charterdesk.engine.charter.nodes import Text, decode, read_nodes
from charterdesk.engine.charter.reading import Reading
from charterdesk.engine.charter.section import Section, refuse_twins
from charterdesk.engine.phrase import phrase

MOST_WORDS = 5_000
MOST_STEPS = 50
MOST_STARTS = 20
MOST_PARAMETERS = 30
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
# What is named behind the source: a field of the equipment, a label of the alert.
NAMING = ("asset own", "alert")
SOURCES = (
    "case number", "case subject", "case priority", "case channel", "customer", "asset tag",
    "asset type", "asset product", "asset version", "asset serial", "asset place",
)  # fmt: skip


def read_runbook(source: str | bytes, file: str) -> Runbook:
    """The runbook in a text (UTF-8); `file` is how its places name it.

    Raises CharterErrors, and nothing else, with as many faults as one pass can find.
    """
    faults = Faults(file)
    nodes = read_nodes(decode(source, file), faults, MOST_WORDS)
    root = Section(Reading(faults, collect_names(nodes)), nodes, schema.DOCUMENT)
    runbook = _runbook(root)
    if faults:
        raise faults.all()
    assert not root.reading.untaken, f"no reader takes {sorted(root.reading.untaken)}"
    return runbook


def _runbook(root: Section) -> Runbook:
    name = root.parsed(root.wanted("runbook", phrase("Begin with `runbook: disk-full`.")), _slug)
    purpose = root.wanted("for", phrase("Say in one sentence what it is for."))
    parameters = {one.name: one for one in _parameters(root)}
    remedies = tuple(read_steps(root, "remedies", "remedy", parameters, ()))
    names = tuple(one.name for one in remedies)
    checks = tuple(read_steps(root, "checks", "check", parameters, names))
    _judge_steps(root, checks, remedies)
    return Runbook(
        name=name or "", purpose=purpose.value if purpose else "", checks=checks,
        remedies=remedies, starts=tuple(_starts(root)), approval=root.text("approval"),
        hand_over=root.text("hand_over"), parameters=parameters,
    )  # fmt: skip


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        said = phrase("%(text)s is no name of a runbook.", text=quoted(text))
        raise BadValueError(said, phrase("Write small letters, digits and hyphens: disk-full."))
    return text


def _judge_steps(root: Section, checks: tuple[Step, ...], remedies: tuple[Step, ...]) -> None:
    """Something is done, not too much of it, under different names, and no remedy lies idle."""
    steps = (*checks, *remedies)
    if not checks:
        mend = phrase("Write at least one step under `checks:`.")
        root.fault(root.place, phrase("The runbook checks nothing."), mend)
    if len(steps) > MOST_STEPS:
        said = phrase("A runbook has at most %(most)d steps.", most=MOST_STEPS)
        root.fault(root.place, said, phrase("Make two runbooks of it."))
    refuse_twins(root, [Text(one.name, one.place) for one in steps], phrase("steps"))
    called = {then.remedy for one in steps for then in (one.met, one.unmet)}
    for one in remedies:
        if one.name not in called:
            said = phrase("No step leads to the remedy %(name)s.", name=quoted(one.name))
            mend = phrase("Write `else: remedy %(name)s` at a check.", name=one.name)
            root.fault(one.place, said, mend)


def _starts(root: Section) -> Iterator[Start]:
    for number, section in enumerate(root.listed("starts", schema.START, "channel"), 1):
        given = {key: section.text(key) for key in sorted(schema.START.acts - {"when"})}
        if not any(given.values()):
            said = phrase("This start holds for every case that a machine opens.")
            mend = phrase("Say for which: channel, label, subject, product or type.")
            section.fault(section.place, said, mend)
        if number == MOST_STARTS + 1:
            said = phrase("A runbook has at most %(most)d starts.", most=MOST_STARTS)
            section.fault(section.place, said, phrase("Leave some out."))
        named = section.some("when", WHENS, phrase("a moment at which a run begins"))
        when = tuple(one for one in WHENS if one in named) or Start().when
        yield Start(**given, when=when)


def _parameters(root: Section) -> Iterator[Parameter]:
    section = root.section("parameters", schema.PARAMETERS)
    for number, (name, one) in enumerate(section.named(schema.PARAMETER) if section else (), 1):
        if not NAME.fullmatch(name.value):
            mend = phrase("Write small letters, digits and underscores: host.")
            said = phrase("%(text)s is no name of a parameter.", text=quoted(name.value))
            one.fault(name.place, said, mend)
        if number > MOST_PARAMETERS:
            said = phrase("A runbook has at most %(most)d parameters.", most=MOST_PARAMETERS)
            one.fault(name.place, said, phrase("Leave some out."))
        yield _parameter(name.value, one)


def _parameter(name: str, section: Section) -> Parameter:
    source = section.wanted("from", phrase("Write for example `from: asset place`."))
    kind = section.one("as", KINDS, phrase("a look of a value")) or "word"
    otherwise = section.word("otherwise")
    came, own = _source(section, source) if source else ("", "")
    if otherwise and not fits(kind, otherwise.value):
        said = phrase("%(text)s is no %(kind)s.", text=quoted(otherwise.value), kind=kind)
        section.fault(otherwise.place, said, phrase("Write another, or another `as`."))
    return Parameter(
        name, came, own, kind,
        otherwise.value if otherwise else "",
    )  # fmt: skip


def _source(section: Section, source: Text) -> tuple[str, str]:
    """Where a value comes from, and of what name there."""
    for one in NAMING:
        name = source.value.removeprefix(f"{one} ").strip()
        if source.value.startswith(f"{one} ") and name:
            return one, name
    named = tuple(f"{one} NAME" for one in NAMING)
    section.known(source, (*SOURCES, *named), phrase("something that a case has"))
    return source.value, ""
