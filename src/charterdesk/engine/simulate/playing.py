"""What each moment of a play asks of the engine: opened, answered, waited, resolved (part 5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from charterdesk.engine import commands as co
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.incidents import Incidents
from charterdesk.engine.simulate.life import Life
from charterdesk.engine.simulate.line import Line
from charterdesk.engine.simulate.outcomes import outcome_of, refused_outright
from charterdesk.engine.simulate.readying import Readiness, channel_of
from charterdesk.engine.simulate.serving import ARRIVES, STIRS, Place
from charterdesk.engine.simulate.tiers import NobodyWorks, first_tier, hand_over
from charterdesk.engine.simulate.values import Arrival, Handled, Outcome
from charterdesk.engine.simulate.working import Contact
from charterdesk.engine.standing import next_due

NEVER = datetime.max.replace(tzinfo=UTC)


def _nothing_planned(at: datetime, what: int, of: Contact) -> None:
    raise RuntimeError("a play needs somebody who keeps its plans")


@dataclass(slots=True)
class Playing:
    """A `serving.Host`: the cases of one play. `over` are the outcomes not yet taken out."""

    ready: Readiness
    rota: Rota
    line: Line[Contact]
    until: datetime
    plan: Callable[[datetime, int, Contact], None] = _nothing_planned
    over: list[Outcome] = field(default_factory=list)
    _open: dict[int, Contact] = field(default_factory=dict)
    _incidents: Incidents = field(default_factory=Incidents)

    def contact(self, arrival: Arrival) -> Contact:
        """A drawn case that is about to come."""
        life = Life(self.ready.charter, self.rota, arrival.acknowledges)
        work, waits = arrival.work, arrival.waits
        if self._incidents.follows(arrival):
            work, waits = (work[0], work[-1]), ()
        return Contact(arrival, life, work, waits)

    def arrives(self, item: Contact, at: datetime) -> Place | None:
        """Opened, or back from a pause, or reopened; then it stands in line."""
        if not item.life.case.exists:
            self._open_case(item, at)
            if not item.life.case.exists:
                self._refused(item)
                return None
        else:
            self._come_back(item, at)
            if item.life.case.has_ended:
                self._end(item)
                return None
        item.queued_at = at
        return self._place(item)

    def begins(self, item: Contact, person: str, at: datetime) -> datetime:
        """A call is answered when it is taken; whatever else when the contact ends."""
        if item.first_wait is None and item.queued_at is not None:
            item.first_wait = at - item.queued_at
        if item.ringing:
            item.ringing = False
            item.life.give(co.Reply(live=True, by=person), at)
        if item.is_live_talk:
            self._activate(item, person, at)
        item.began_at = at
        return at + item.length

    def ends(self, item: Contact, person: str, at: datetime) -> None:
        """The last contact resolves the case; another one answers, and a pause may follow."""
        self._note(item, person, at)
        if item.is_last:
            self._resolve(item, person, at)
            return
        if not item.is_live_talk:
            item.life.give(co.Reply(by=person), at)
            self._activate(item, person, at)
        item.done += 1
        tier = self._tier(item)
        if tier != first_tier(self.ready.charter):
            hand_over(self.ready.charter, item.life, tier, at, item.life.case.owner or person)
        if not self._incidents.must_wait(item):
            self._pause(item, person, at)

    def stirs(self, item: Contact, at: datetime) -> Place | None:
        """The caller hangs up, or the customer escalates what is not resolved yet."""
        if item.ringing and item.hangs_up_at == at:
            item.life.until(at)
            self._close_book(item, abandoned=True)
            return None
        if not item.life.case.has_ended:
            item.life.give(co.Escalate(reason="not resolved yet", by=CUSTOMER), at)
        return self._place(item)

    def stop(self) -> None:
        """What is still open is as it stands."""
        for item in list(self._open.values()):
            self._end(item)

    def taken_out(self) -> Iterator[Outcome]:
        """The outcomes since the last time."""
        done, self.over = self.over, []
        return iter(done)

    def _open_case(self, item: Contact, at: datetime) -> None:
        arrival, charter = item.arrival, self.ready.charter
        name = channel_of(charter, arrival.channel)
        channel = charter.channels.get(name)
        is_call = bool(channel and channel.live)
        person = self.line.next_free(self._tier(item)) if is_call else ""
        opening = co.OpenCase(
            channel=name,
            priority=arrival.priority,
            axes=arrival.axes,
            contract=arrival.contract,
            asker=arrival.asker,
            zone=arrival.zone,
            subject=arrival.subject,
            answered=bool(person),
            by=person or (self.ready.role if arrival.priority else ""),
        )
        item.life.give(opening, at)
        item.is_call, item.ringing = is_call, is_call and not person
        self._open[id(item)] = item
        self._plan_stirs(item, at)

    def _plan_stirs(self, item: Contact, at: datetime) -> None:
        arrival = item.arrival
        if item.ringing and arrival.patience is not None:
            item.hangs_up_at = at + arrival.patience
            self.plan(item.hangs_up_at, STIRS, item)
        if arrival.escalates_after is not None:
            self.plan(at + arrival.escalates_after, STIRS, item)

    def _come_back(self, item: Contact, at: datetime) -> None:
        """The pause is over: the customer wrote, or what was waited for is there."""
        if item.waits_on == CUSTOMER or item.life.case.has_ended:
            item.life.give(co.CustomerWrites(), at)
        elif item.waits_on and item.life.case.waiting_on:
            item.life.give(co.Resume(by=item.life.case.owner), at)

    def _pause(self, item: Contact, person: str, at: datetime) -> None:
        on, length = item.pause
        item.waits_on = on
        if on:
            item.life.give(co.Wait(on=on, by=person), at)
        self.plan(at + length, ARRIVES, item)

    def _activate(self, item: Contact, person: str, at: datetime) -> None:
        if self.ready.activates and item.life.case.activated_at is None:
            item.life.give(co.Activate(by=person), at)

    def _resolve(self, item: Contact, person: str, at: datetime) -> None:
        self.ready.resolve(item.life, at, person, item.arrival.facts)
        for other in self._incidents.fixed_by(item):
            self.plan(at, ARRIVES, other)
        reopens, after = item.arrival.reopens, item.arrival.agrees_after
        if item.reopened < len(reopens):
            pause, work = reopens[item.reopened]
            item.work, item.done = (*item.work, work), item.done + 1
            item.reopened, item.waits_on = item.reopened + 1, CUSTOMER
            self.plan(at + pause, ARRIVES, item)
            return
        if after is not None and at + after <= self.until:
            self.ready.close(item.life, at + after, person)
        self._end(item)

    def _note(self, item: Contact, person: str, at: datetime) -> None:
        queued, began = item.queued_at or at, item.began_at or at
        item.handled.append(Handled(self._tier(item), person, queued, began, at))

    def _tier(self, item: Contact) -> str:
        """Whose line the present contact belongs to."""
        named = item.arrival.tiers[item.done : item.done + 1]
        tier = named[0] if named and named[0] else first_tier(self.ready.charter)
        if not self.line.knows(tier):
            raise NobodyWorks(tier)
        return tier

    def _place(self, item: Contact) -> Place:
        """By the charter's order: the soonest due, or the strictest row; then who came first."""
        charter, case = self.ready.charter, item.life.case
        if charter.queue == "due first":
            strict: object = next_due(charter, case) or NEVER
        else:
            strict = charter.priority(case.priority).rank
        return Place(self._tier(item), (not item.ringing, strict, case.opened_at))

    def _refused(self, item: Contact) -> None:
        arrival = item.arrival
        self._open.pop(id(item), None)
        self.over.append(refused_outright(item.life, arrival.ref, arrival.channel, arrival.at))

    def _end(self, item: Contact) -> None:
        """Nobody does anything more on it; time goes on without."""
        item.life.to_the_end(self.until)
        self._close_book(item, abandoned=False)

    def _close_book(self, item: Contact, *, abandoned: bool) -> None:
        del self._open[id(item)]
        outcome = outcome_of(
            item.life,
            item.arrival.ref,
            handled=tuple(item.handled),
            queue_wait=item.first_wait,
            abandoned=abandoned,
        )
        self.over.append(outcome)
