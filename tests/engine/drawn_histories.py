"""Histories drawn at random: any command in any state, at any minute, on real charters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from charterdesk.command.story import Library
from charterdesk.engine import commands as co
from charterdesk.engine import commands_costs as cost
from charterdesk.engine import commands_fields as own
from charterdesk.engine import commands_machines as machine
from charterdesk.engine import commands_matter as mat
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.codec import from_stored, to_stored
from charterdesk.engine.commands_bugs import ReopenBug
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.decide.merging import brought
from charterdesk.engine.events import Event, Told
from charterdesk.engine.folding import fold
from charterdesk.engine.story.cast import Cast

LIBRARY = Library(Path(__file__).parents[1] / "stories")
OWN = ("charters/workshop.yaml", "charters/example.yaml")
NAMES = ("bicom", "handsfree", "roxen", "terrasoft", "voxeo", *OWN)
# Just before the clocks go forward in Europe, a fortnight after they did in America.
BEGINNING = datetime(2026, 3, 27, 15, tzinfo=UTC)
MOST_TICKS = 400

# A mail with this id is taken in so long after our mail server had it (2.6 B).
LATE_BY = {"late": timedelta(minutes=47)}

Steps = list[tuple[timedelta, co.Command]]


@dataclass(frozen=True)
class Drawing:
    """What is drawn for one charter; made once, for making it takes longer than playing it."""

    charter: Charter
    openings: st.SearchStrategy[co.Command]
    commands: st.SearchStrategy[co.Command]


@cache
def drawing(name: str) -> Drawing:
    charter = LIBRARY.find(name)
    return Drawing(charter, openings(charter), commands(charter))


def waits() -> st.SearchStrategy[timedelta]:
    """From no time at all to weeks, most of them short."""
    spans = ((0, 0), (1, 30), (30, 600), (600, 9000))
    minutes = st.one_of(*(st.integers(*span) for span in spans))
    return minutes.map(lambda number: timedelta(minutes=number))


@st.composite
def histories(draw: st.DrawFn, at_most: int = 14) -> tuple[Charter, Steps]:
    """A charter and what happens under it; mostly after an opening, so that there is a case."""
    of = drawing(draw(st.sampled_from(NAMES)))
    steps = draw(st.lists(st.tuples(waits(), of.commands), max_size=at_most))
    if draw(st.integers(0, 9)):
        steps.insert(0, (timedelta(), draw(of.openings)))
    return of.charter, steps


def openings(charter: Charter) -> st.SearchStrategy[co.Command]:
    contracts = [name for c in charter.contracts.values() for name in (c.name, *c.levels)]
    matrix = charter.matrix
    rows, columns = (sorted(matrix.rows), list(matrix.columns)) if matrix else ([""], [""])
    axes = (matrix.row_axis, matrix.column_axis) if matrix else ("", "")
    return st.builds(
        co.OpenCase,
        by=_people(charter),
        channel=st.sampled_from([*charter.channels, "pigeon"]),
        priority=_priorities(charter),
        axes=st.tuples(st.sampled_from(rows), st.sampled_from(columns)).map(
            lambda words: tuple(zip(axes, words, strict=True))
        ),
        contract=st.sampled_from([*contracts, ""]),
        asker=st.sampled_from(["ann@a.example", "bo@b.example"]),
        registered=st.sampled_from([True, True, True, False]),
        subject=st.sampled_from(["", "nothing works", "URGENT nothing works"]),
        answered=st.booleans(),
        contact=_contacts(),
        zone=st.sampled_from(["", "Asia/Kathmandu"]),
    )


def commands(charter: Charter) -> st.SearchStrategy[co.Command]:
    """Any command, with words of the charter, and now and then one that it doesn't know."""
    groups = (_messages, _rows, _people_acts, _escalations, _work, _endings)
    return st.one_of(openings(charter), *(one for group in groups for one in group(charter)))


Drawn = list[st.SearchStrategy[co.Command]]


def _messages(charter: Charter) -> Drawn:
    by, message = _people(charter), st.sampled_from(["", "m1", "m2"])
    return [
        st.builds(
            co.CustomerWrites,
            message=st.sampled_from(["", "m1", "late"]),
            subject=_text(),
            channel=st.sampled_from(["", *charter.channels]),
            automatic=st.booleans(),
            asker=st.sampled_from(["", "ann@a.example", "cy@c.example"]),
        ),
        st.builds(co.Reply, by=by, message=message, contact=_contacts(), live=st.booleans()),
        st.builds(co.Reply, by=by, message=message),
        st.builds(co.SendAutomatic, message=message),
        st.builds(machine.AlertFires, channel=st.sampled_from(["", *charter.channels])),
        st.builds(machine.AlertRecovers, channel=st.sampled_from([*charter.channels])),
        st.builds(co.ReportBounce, of=message),
        st.builds(co.WithdrawReply, of=message),
        st.builds(co.AddNote, by=by),
        st.builds(co.Register, asker=st.sampled_from(["ann@a.example", "cy@c.example"])),
    ]


def _rows(charter: Charter) -> Drawn:
    contracts = [name for c in charter.contracts.values() for name in (c.name, *c.levels)]
    return [
        st.builds(co.SetPriority, to=_priorities(charter), by=_people(charter), reason=_text()),
        openings(charter).map(lambda one: co.Classify(axes=getattr(one, "axes", ()))),
        st.builds(mat.SetMatter, by=_people(charter), words=_matter(charter), reason=_text()),
        st.builds(co.ChangeContract, to=st.sampled_from([*contracts, "none at all"])),
        st.builds(co.ChangeCharter, version=st.sampled_from([charter.version, 99])),
    ]


def _matter(charter: Charter) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Words of this charter and of others, of one question or both."""
    words = st.sampled_from(["", "problem", *charter.intake.kinds, *charter.intake.types])
    pairs = st.tuples(st.sampled_from([mat.KIND, mat.TYPE, "urgency"]), words)
    return st.lists(pairs, max_size=2, unique_by=lambda pair: pair[0]).map(tuple)


def _people_acts(charter: Charter) -> Drawn:
    by = _people(charter)
    tiers = [name for tier in charter.tiers for name in (tier.name, *tier.roles)]
    waits_on = st.sampled_from(["customer", "supplier", "bug", "date", "rain"])
    return [
        st.builds(co.SetOwner, to=st.sampled_from([*charter.roles, "nobody known"]), by=by),
        st.builds(co.JoinTier, tier=st.sampled_from([*tiers, "x"]), by=by),
        st.builds(co.Transfer, tier=st.sampled_from([*tiers, "x"]), by=by),
        st.builds(co.Wait, on=waits_on, what=_text()),
        st.builds(co.Activate, by=by),
        st.builds(co.Resume, by=by),
    ]


def _escalations(charter: Charter) -> Drawn:
    by = _people(charter)
    steps = [step.name for ladder in charter.ladders.values() for step in ladder.steps]
    who = st.lists(st.sampled_from([*charter.roles]), min_size=1, max_size=3).map(tuple)
    return [
        st.builds(
            co.Escalate,
            by=by,
            ladder=st.sampled_from(["", "", *charter.ladders, "x"]),
            reason=_text(),
            step=st.sampled_from(["", "", *steps, "x"]),
        ),
        st.builds(co.ConfirmReached, who=who),
        st.builds(co.Acknowledge, who=who),
        st.builds(co.PassCall, who=who, step=st.sampled_from(["", "", *steps, "x"])),
        st.builds(co.WithdrawReached, who=who, step=st.sampled_from([*steps, "x"])),
        st.builds(co.DeEscalate, by=by, reason=_text(), customer_agrees=st.booleans()),
    ]


def _work(charter: Charter) -> Drawn:
    number = st.sampled_from(["1", "2", ""])
    facts = [*charter.facts, "why", "access", "not solved", "man-made error", "work done"]
    facts += ["answer prepared", "accepted quote", "investigation by consultant", "bug taken off"]
    pairs = st.tuples(st.sampled_from(facts), st.sampled_from(["yes", "no"]))
    acts = st.sampled_from([*charter.gates, "x"])
    own_fields = st.tuples(number, number, _text())
    return [
        st.builds(co.LinkBug, number=number, critical=st.booleans()),
        st.builds(co.CloseBug, number=number),
        st.builds(ReopenBug, number=number),
        st.builds(co.TakeBugOff, number=number),
        st.builds(co.GiveIndication, number=number),
        st.builds(co.GivePatch, number=number),
        st.builds(co.GiveWorkaround, number=number),
        st.builds(co.RecordFact, facts=st.lists(pairs, max_size=2).map(tuple)),
        st.builds(
            own.SetFields, by=_people(charter), values=st.lists(own_fields, max_size=2).map(tuple)
        ),
        st.builds(co.LinkArticle, article=number, address=st.sampled_from(["", "x"])),
        *_costs(charter),
        st.builds(co.Approve, what=acts),
        st.builds(co.JudgeAsker, permitted=st.booleans(), judge=_text(), says=_text()),
        st.builds(co.DoAct, act=acts, by=_people(charter)),
    ]


def _costs(charter: Charter) -> Drawn:
    by, entry = _people(charter), st.sampled_from(["e1", "e2", ""])
    names = st.sampled_from([*(charge.name for charge in charter.charges), "x"])
    amount = st.sampled_from(["", "10.00"])
    quote = st.sampled_from(["Q1", "Q2"])
    return [
        st.builds(
            cost.SpendTime, entry=entry, minutes=st.integers(0, 90), work=st.just("w"), by=by
        ),
        st.builds(cost.StrikeTime, entry=entry, reason=_text(), by=by),
        st.builds(
            cost.DecideCharge,
            name=names,
            charged=st.booleans(),
            reason=_text(),
            amount=amount,
            by=by,
        ),
        st.builds(
            cost.OfferQuote,
            text=_text(),
            time_frame=_text(),
            amount=amount,
            currency=st.just("EUR"),
            by=by,
        ),
        st.builds(cost.AnswerQuote, quote=quote, accepted=st.booleans(), by=st.just("customer")),
    ]


def _endings(charter: Charter) -> Drawn:
    by, party = _people(charter), st.sampled_from(["", "customer"])
    return [
        st.builds(
            co.Resolve,
            by=by,
            outcome=st.sampled_from(["", *charter.closing.outcomes, "x"]),
            contact=_contacts(),
            with_message=st.booleans(),
        ),
        st.builds(co.Agree, by=party, says=_text()),
        st.builds(co.Decline, by=party, says=_text()),
        st.builds(co.HandBack, reason=_text()),
        st.builds(co.CloseCase, by=by),
        st.builds(co.Reopen, by=by),
        st.builds(co.Merge, into=st.just("X7")),
        _others(charter),
    ]


def _text() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "so it is"])


@dataclass
class Desk:
    """One case and its clock: commands come in, and what is due is done at its own moment."""

    charter: Charter
    rota: Cast
    at: datetime = BEGINNING
    case: Case = field(default_factory=Case)
    wake: datetime | None = None
    told: list[Told] = field(default_factory=list)
    after: Callable[["Desk", Decision], None] = lambda desk, decision: None

    def play(self, steps: Sequence[tuple[timedelta, co.Command]]) -> "Desk":
        for wait, command in steps:
            self.until(self.at + wait)
            self.give(command)
        self.until(self.at + timedelta(days=40))
        return self

    def until(self, at: datetime) -> None:
        """Tick at every wake before `at`."""
        for _ in range(MOST_TICKS):
            if self.wake is None or self.wake >= at:
                self.at = at
                return
            self.at = self.wake
            self.give(co.Tick())
        raise AssertionError(f"time does not move on at {self.at}")

    def give(self, command: co.Command) -> Decision:
        at = self.at - LATE_BY.get(getattr(command, "message", ""), timedelta())
        decision = decide(self.charter, self.case, _dated(command, at), at, self.rota)
        self.case, self.wake = decision.case, decision.next_wake
        self.told += [event for event in decision.events if isinstance(event, Told)]
        self.after(self, decision)
        return decision


def desk(charter: Charter) -> Desk:
    return Desk(charter, Cast(charter, {}))


def through_storage(charter: Charter, case: Case) -> Case:
    """The case as it is loaded again: its events to JSON-able data and back, folded anew."""
    return fold(charter, [_stored_and_back(event) for event in case.history])


def _stored_and_back(event: Event) -> Event:
    kind, data = to_stored(event)
    return from_stored(kind, data, at=event.at, recorded_at=event.recorded_at, by=event.by)


def _people(charter: Charter) -> st.SearchStrategy[str]:
    return st.sampled_from(["", "customer", *charter.roles, "a stranger"])


def _priorities(charter: Charter) -> st.SearchStrategy[str]:
    return st.sampled_from([*(priority.name for priority in charter.priorities), "", "x"])


def _contacts() -> st.SearchStrategy[datetime | None]:
    """Mostly none; else so long before the command, written as if that came at the beginning."""
    ago = st.integers(-20, 2_000).map(lambda minutes: BEGINNING - timedelta(minutes=minutes))
    return st.one_of(st.none(), st.none(), st.none(), ago)


def _dated(command: co.Command, at: datetime) -> co.Command:
    """The drawn command with its contact counted back from now."""
    match command:
        case co.OpenCase(contact=datetime() as contact):
            return _moved(command, contact, at)
        case co.Reply(contact=datetime() as contact):
            return _moved(command, contact, at)
        case co.Resolve(contact=datetime() as contact):
            return _moved(command, contact, at)
        case _:
            return command


def _moved(
    command: co.OpenCase | co.Reply | co.Resolve, contact: datetime, at: datetime
) -> co.Command:
    from dataclasses import replace

    return replace(command, contact=at - (BEGINNING - contact))


def _others(charter: Charter) -> st.SearchStrategy[co.Command]:
    """What another case of the charter brings along when it is merged into this one."""
    return st.lists(st.tuples(waits(), st.deferred(lambda: _small(charter))), max_size=4).map(
        lambda steps: brought(_played(charter, steps), "X9", BEGINNING)
    )


def _small(charter: Charter) -> st.SearchStrategy[co.Command]:
    return st.one_of(
        st.builds(co.Reply, by=_people(charter)),
        st.builds(co.CustomerWrites, message=st.just("m9")),
        st.builds(co.Wait, on=st.just("customer")),
        st.builds(co.LinkBug, number=st.sampled_from(["1", "2"]), critical=st.booleans()),
        st.builds(co.Escalate, by=st.just("customer"), reason=st.just("now")),
        st.builds(co.SetPriority, to=_priorities(charter), reason=st.just("so")),
    )


def _played(charter: Charter, steps: Steps) -> Case:
    """Another case, a little older; its times lie before or around the beginning."""
    other = desk(charter)
    other.at = BEGINNING - timedelta(days=1)
    channel = next(iter(charter.channels))
    contract = next((c.name for c in charter.contracts.values() if c.gives), "")
    other.give(co.OpenCase(channel=channel, contract=contract, asker="cy@c.example"))
    for wait, command in steps:
        other.until(other.at + wait / 10)
        other.give(command)
    return other.case
