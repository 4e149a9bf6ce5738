"""What must be there first, how a case ends, and what costs extra (2.12)."""

from collections.abc import Mapping
from datetime import timedelta

from charterdesk.engine.charter.durations import parse_target
from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.read_needs import read_needs
from charterdesk.engine.charter.section import Section, refuse_twins
from charterdesk.engine.charter.values import Agreement, Charge, Closing, Gate, Outcome, Target
from charterdesk.engine.phrase import phrase

_AGREEMENTS: Mapping[str, Agreement] = {
    "not stated": "not stated",
    "customer": "customer",
    "customer and analyst": "customer and analyst",
    "by outcome": "by outcome",
}
_AFTER = " after resolved"


def read_gates(root: Section) -> Mapping[str, Gate]:
    """The gates by their act."""
    sections = list(root.listed("gates", "gate", "act"))
    gates = [_gate(section) for section in sections]
    acts = (
        section.wanted("act", phrase("Write what is refused, e.g. `resolve`."))
        for section in sections
    )
    refuse_twins(root, (act for act in acts if act), phrase("gates"))
    return {gate.act: gate for gate in gates}


def _gate(section: Section) -> Gate:
    act = section.one(
        "act", section.reading.names.acts, phrase("a known act; others go under `acts:`")
    )
    needs = read_needs(section, "needs")
    if not section.has("needs"):
        section.fault(
            section.place,
            phrase("A gate needs `needs`."),
            phrase("Write what must be there first."),
        )
    return Gate(
        act=act,
        needs=needs,
        unless_automatic=bool(section.choice("unless", "gate unless")),
        otherwise_open=bool(section.choice("otherwise", "gate otherwise")),
        place=section.place,
    )


def read_closing(root: Section) -> Closing:
    """How a case ends; without a word about silence nothing closes by it."""
    section = root.section("closing", "closing")
    if section is None:
        return Closing()
    silence = section.section("silence", "silence")
    return Closing(
        outcomes=_outcomes(section),
        agreement=_AGREEMENTS[section.choice("agreement", "agreement") or "not stated"],
        silence=silence.parsed(silence.word("close"), _silence) if silence else None,
        reopen=section.parsed(section.word("reopen"), _window),
        closes_bug=bool(section.choice("closes_also", "closes also")),
        asks_score=bool(section.choice("score", "closing score")),
        place=section.place,
    )


def _outcomes(section: Section) -> Mapping[str, Outcome]:
    outcomes = section.section("outcomes", "outcomes")
    named = outcomes.named("outcome") if outcomes else ()
    return {name.value: _outcome(outcome) for name, outcome in named}


def _silence(text: str) -> Target | None:
    if text == "never":
        return None
    if not text.endswith(_AFTER):
        mend = phrase("Write `never`, or for example `14d after resolved`.")
        raise BadValueError(
            phrase("%(text)s doesn't say when silence closes a case.", text=quoted(text)), mend
        )
    return _window(text.removesuffix(_AFTER))


def _window(text: str) -> Target:
    target = parse_target(text, timedelta())
    if not target.days and not target.amount:
        raise BadValueError(
            phrase("%(text)s is no length of time here.", text=quoted(text)),
            phrase("Write for example 14d."),
        )
    return target


def _outcome(section: Section) -> Outcome:
    others = tuple(name for name in section.reading.names.outcomes if name != section.name)
    return Outcome(
        name=section.name,
        needs=read_needs(section, "needs"),
        counts_as=section.one("counts_as", others, phrase("another outcome under `closing`")),
        agreement_needed=section.choice("agreement", "outcome agreement") != "no",
        place=section.place,
    )


def read_checklist(root: Section) -> tuple[str, ...]:
    """The steps that a case shows as a list to tick (R-TER-18)."""
    section = root.section("checklist", "checklist")
    return section.values("steps") if section else ()


def read_charges(root: Section) -> tuple[Charge, ...]:
    """What is proposed for payment, by which fact."""
    sections = list(root.listed("charges", "charge", "name"))
    charges = tuple(_charge(section) for section in sections)
    names = (section.wanted("name", phrase("Name the charge.")) for section in sections)
    refuse_twins(root, (name for name in names if name), phrase("charges"))
    return charges


def _charge(section: Section) -> Charge:
    when = read_needs(section, "when")
    if not section.has("when"):
        section.fault(
            section.place,
            phrase("A charge needs `when`."),
            phrase("Write the facts that propose it."),
        )
    return Charge(
        name=section.name,
        when=when,
        may=section.flag("may"),
        amount=section.text("amount"),
        place=section.place,
    )
