"""The night played to its end: the case by the engine, its calls by the rules of the outbox.

At equal instants what people do comes before what time brings, as everywhere (2.1). A call is
reached as R-VOX-8 says, and goes on over the person's means as `notifications.outcomes` does it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Ladder
from charterdesk.engine.decide import Decision, Refusal, decide
from charterdesk.engine.intents import CONTACT, Tell
from charterdesk.engine.ladder import calling_step
from charterdesk.incidents.rehearsing.people import AwayRota
from charterdesk.incidents.rehearsing.values import HAVE, PASS, Doing, Played, Receipt, Script
from charterdesk.notifications.models import Attempt
from charterdesk.notifications.outcomes import RINGS
from charterdesk.notifications.routes import VOICE

LONGEST = timedelta(days=7)
MOST_DOINGS = 3000
PICKS_UP = timedelta(seconds=20)
# So that the last thing that happens can be read before the night ends.
AFTERMATH = timedelta(minutes=1)
OF_INTEREST = (
    ev.Escalated, ev.LadderStarted, ev.LadderEnded, ev.StepFired, ev.StepTaken, ev.PersonReached,
    ev.Acknowledged, ev.CallPassed, ev.Resolved, ev.HandedBack,
)  # fmt: skip
What = Attempt.What


@dataclass(frozen=True, slots=True)
class Turn:
    """One way of a call has its turn; `only_unless_answered` where a call by voice rings first."""

    tell: Tell
    number: int
    only_unless_answered: bool = False


@dataclass(frozen=True, slots=True)
class PicksUp:
    """Somebody answers a call by voice."""

    tell: Tell


Thing = Turn | PicksUp | Doing


@dataclass(slots=True)
class Night:
    """A night while it is played."""

    script: Script
    rota: AwayRota
    case: Case | None = None
    wake: datetime | None = None
    events: list[ev.Event] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    answering: set[str] = field(default_factory=set)
    picked_up: set[str] = field(default_factory=set)
    _queue: list[tuple[datetime, int, Thing]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def later(self, at: datetime, thing: Thing) -> None:
        """Something is to be done at a moment."""
        heappush(self._queue, (at, next(self._order), thing))

    def give(self, command: co.Command, at: datetime) -> Refusal | None:
        """Let the engine decide, and begin the calls that follow."""
        return self.take_over(self.decided(command, at), at)

    def decided(self, command: co.Command, at: datetime) -> Decision:
        """What the engine would decide."""
        return decide(self.script.charter, self.case, command, at, self.rota)

    def take_over(self, decision: Decision, at: datetime) -> Refusal | None:
        """The case goes on as decided."""
        self.case, self.wake = decision.case, decision.next_wake
        self.events += decision.events
        for intent in decision.intents:
            if isinstance(intent, Tell) and intent.person != CONTACT:
                self.later(at, Turn(intent, 0))
        return decision.refused

    def next_thing(self, until: datetime) -> tuple[datetime, Thing | None] | None:
        """What comes next up to a moment; None as the thing: time alone."""
        at = self._queue[0][0] if self._queue else None
        if at is not None and at <= until and (self.wake is None or at <= self.wake):
            return at, heappop(self._queue)[2]
        if self.wake is not None and self.wake <= until:
            return self.wake, None
        return None


def play(script: Script) -> Played:
    """The whole night; `refused` where the charter gives no such ladder."""
    night = Night(script, AwayRota(script.rota, script.manners.away))
    if refused := _begin(night):
        return Played((), (), script.begins_at, refused)
    until = script.begins_at + LONGEST
    for _ in range(MOST_DOINGS):
        coming = night.next_thing(until)
        if coming is None:
            break
        _do(night, *coming)
    return _cut(night)


def contract_for(charter: Charter, ladder: Ladder) -> str:
    """A contract under which the ladder is given; "" where it needs none."""
    givers = [one.name for one in charter.contracts.values() if ladder.name in one.gives]
    return ladder.contract or next(iter(givers), "")


def _begin(night: Night) -> Refusal | None:
    script = night.script
    charter = script.charter
    open_to = [one for one in charter.channels.values() if not one.machine and not one.escalates]
    channel = next((one.name for one in open_to if not one.sets_priority), "")
    ladder = charter.ladders[script.ladder]
    opened = co.OpenCase(
        by=ev.CUSTOMER, channel=channel or next(iter(charter.channels)), asker=script.asker,
        contract=contract_for(charter, ladder), subject=script.subject,
    )  # fmt: skip
    given = co.Escalate(by=ev.CUSTOMER, ladder=ladder.name, reason=script.subject)
    refused = night.give(opened, script.begins_at) or night.give(given, script.begins_at)
    fixed = script.manners.fixed_after
    if fixed is not None:
        night.later(script.begins_at + fixed, Doing(script.begins_at + fixed, "fixed"))
    for doing in script.doings:
        night.later(doing.at, doing)
    return refused


def _do(night: Night, at: datetime, thing: Thing | None) -> None:
    match thing:
        case None:
            night.give(co.Tick(), at)
        case Turn():
            _take_turn(night, thing, at)
        case PicksUp(tell=tell):
            _pick_up(night, tell, at)
        case Doing(what=what, who=who) if what == HAVE:
            night.give(co.Acknowledge(by=who, who=(who,)), at)
        case Doing(what=what, who=who) if what == PASS:
            night.give(co.PassCall(by=who, who=(who,)), at)
        case Doing():
            _fix(night, at)


def _take_turn(night: Night, turn: Turn, at: datetime) -> None:
    """One way is tried: refused, it gives the next its turn at once; taken, it may go on later."""
    tell, ways = turn.tell, night.script.ways(turn.tell)
    needless = turn.only_unless_answered and tell.key in night.picked_up
    if needless or (turn.number and _is_settled(night, tell)) or turn.number >= len(ways):
        return
    way = ways[turn.number]
    if way.kind in night.script.manners.failing:
        night.receipts.append(Receipt(tell.key, at, way.kind, What.FOR_GOOD))
        night.later(at, Turn(tell, turn.number + 1))
        return
    night.receipts.append(Receipt(tell.key, at, way.kind, What.ACCEPTED))
    answers = _answers(night, tell, at)
    if way.kind == VOICE and answers:
        night.later(at + PICKS_UP, PicksUp(tell))
    elif way.kind != VOICE:
        _reach(night, tell, at)
    _go_on(night, turn, at)


def _go_on(night: Night, turn: Turn, at: datetime) -> None:
    ways, following = night.script.ways(turn.tell), turn.number + 1
    rings = ways[turn.number].kind == VOICE
    if following >= len(ways):
        return
    after = ways[following].after
    if not rings and (after is None or not calling_step(turn.tell.about)):
        return
    due = max(turn.tell.at + (after or timedelta()), at + (RINGS if rings else timedelta()))
    night.later(due, Turn(turn.tell, following, only_unless_answered=after is None))


def _pick_up(night: Night, tell: Tell, at: datetime) -> None:
    night.picked_up.add(tell.key)
    night.receipts.append(Receipt(tell.key, at, VOICE, What.ANSWERED))
    _reach(night, tell, at)


def _reach(night: Night, tell: Tell, at: datetime) -> None:
    """The case is told once that somebody was reached whom a running step waits for (R-VOX-8)."""
    case = night.case
    run = case.run_going if case is not None else None
    if case is None or run is None or not calling_step(tell.about):
        return
    for step in run.steps:
        called = any(person == tell.person for _role, person in step.called)
        since = step.fired_at
        if step.is_ == "running" and called and since is not None:
            if not case.has_reached(frozenset({tell.person}), since):
                night.give(co.ConfirmReached(who=(tell.person,)), at)
            return


def _answers(night: Night, tell: Tell, at: datetime) -> bool:
    """Whether the person answers; if so, they say after a while that they have it."""
    manners = night.script.manners
    if manners.answering == "nobody" or not calling_step(tell.about):
        return False
    if tell.person in night.answering:
        return True
    if manners.answering == "first" and night.answering:
        return False
    night.answering.add(tell.person)
    night.later(at + manners.after, Doing(at + manners.after, HAVE, tell.person))
    return True


def _is_settled(night: Night, tell: Tell) -> bool:
    """Why a call need not go on over the next means (L4, L5)."""
    case = night.case
    if case is None or case.is_resolved or case.is_over or case.run_going is None:
        return True
    passed = any(isinstance(e, ev.CallPassed) and e.who == tell.person for e in case.history)
    names = frozenset({tell.person, *tell.for_roles})
    return passed or case.has_acknowledged(names, tell.at)


def _fix(night: Night, at: datetime) -> None:
    """The trouble is gone: resolved by the first outcome that may be given, else stood down."""
    outcomes = ["", *night.script.charter.closing.outcomes]
    tried: list[co.Command] = [co.Resolve(outcome=outcome, message="-") for outcome in outcomes]
    people = night.answering or {person for _role, person in _called(night)}
    tried += [
        co.DeEscalate(by=person, reason="fixed", customer_agrees=True) for person in sorted(people)
    ]
    for command in (*tried, co.HandBack(reason="rehearsal")):
        decision = night.decided(command, at)
        if decision.refused is None:
            night.take_over(decision, at)
            return


def _called(night: Night) -> list[tuple[str, str]]:
    runs = night.case.runs if night.case is not None else ()
    return [pair for run in runs for step in run.steps for pair in step.called]


def _cut(night: Night) -> Played:
    """The night ends a little after the last thing that has to do with its ladder."""
    ends = [one.recorded_at for one in night.events if _matters(one)]
    over = max([*ends, *(one.at for one in night.receipts)]) + AFTERMATH
    return Played(
        tuple(one for one in night.events if one.recorded_at <= over),
        tuple(one for one in night.receipts if one.at <= over),
        over,
    )


def _matters(event: ev.Event) -> bool:
    of_run = isinstance(event, ev.Told) and event.key.startswith("run")
    return of_run or isinstance(event, OF_INTEREST)
