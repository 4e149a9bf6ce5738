"""A story played line by line: first what time brings, then the verb, then what must be true."""

from datetime import UTC, datetime

from charterdesk.engine import commands as co
from charterdesk.engine.decide import Decision, Refusal
from charterdesk.engine.describing import described
from charterdesk.engine.events import Event
from charterdesk.engine.intents import OpenLinked
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.expecting import Seen, differences
from charterdesk.engine.story.stage import Stage
from charterdesk.engine.story.times import moment, shown
from charterdesk.engine.story.values import Difference, Line, NoSuchCharter, Outcome, Story
from charterdesk.engine.story.verbs import Fields, command

NEVER = datetime.max.replace(tzinfo=UTC)
MOST_TICKS = 100_000


class Play:
    """One story on a stage. `down` is the stretch in which no engine runs."""

    def __init__(self, story: Story, stage: Stage, cast: Cast) -> None:
        self._story, self._stage, self._cast = story, stage, cast
        self._down: tuple[datetime, datetime] = (NEVER, NEVER)
        self._differences: list[Difference] = []
        self._happened: list[tuple[datetime, str, Event]] = []
        self._cases: list[str] = []

    def run(self) -> Outcome:
        """Play all lines; gives what differs, and all that happened, time by time."""
        for line in self._story.lines:
            self._line(line)
        return Outcome(self._story, tuple(self._differences), self._transcript())

    def _line(self, line: Line) -> None:
        self._until(line.at, including=False)
        try:
            refused = self._act(line) if line.verb else None
        except NoSuchCharter as error:
            self._differences.append(Difference(line.place, f"{line.verb}: {error}"))
            return
        if line.expects:
            self._until(line.at, including=True)
        seen = Seen(
            stage=self._stage,
            cast=self._cast,
            zone=self._story.zone,
            at=line.at,
            case=line.case,
            cases=tuple(self._cases),
            refused=refused,
        )
        self._differences += differences(line, seen)

    def _act(self, line: Line) -> Refusal | None:
        fields = Fields(line.fields, self._cast, self._story.zone)
        if line.verb == "engine_down":
            self._down = (line.at, moment(fields("until"), self._story.zone))
            return None
        if line.case not in self._cases:
            self._cases.append(line.case)
        decision = self._decide(line, fields)
        self._note(line.case, decision)
        return decision.refused

    def _decide(self, line: Line, fields: Fields) -> Decision:
        if line.verb == "merge":
            return self._stage.merge(line.case, fields("into"), fields.by(), line.at)
        if line.verb == "unmerge":
            return self._stage.unmerge(line.case, fields.by(), line.at)
        if line.verb == "split":
            going = fields.words("messages")
            return self._stage.split(line.case, fields("from"), going, fields.by(), line.at)
        if line.verb == "join_outage":
            return self._stage.join(line.case, fields("into"), fields.by(), line.at)
        if line.verb == "charter":
            return self._stage.change_charter(line.case, int(fields("version", "0")), line.at)
        case = self._tombstone(line.case) if line.verb == "customer" else line.case
        given = command(line.verb, fields)
        if isinstance(given, co.Register):
            self._release_others(line, given)
        return self._stage.give(case, given, line.at)

    def _release_others(self, line: Line, given: co.Register) -> None:
        """An address is registered once: its mail held in other cases of the story goes, too."""
        for name in self._cases:
            case = self._stage.case(name)
            held = case.held if case is not None and not case.exists else ()
            if name != line.case and any(mail.asker == given.asker for mail in held):
                self._note(name, self._stage.give(name, given, line.at))

    def _tombstone(self, case: str) -> str:
        """A message to a merged case reaches the one into which it went."""
        known = self._stage.case(case)
        return self._tombstone(known.merged_into) if known and known.merged_into else case

    def _note(self, case: str, decision: Decision) -> None:
        self._happened += [(event.recorded_at, case, event) for event in decision.events]
        for intent in decision.intents:
            if isinstance(intent, OpenLinked):
                self._open_linked(case, intent, decision)

    def _open_linked(self, case: str, intent: OpenLinked, decision: Decision) -> None:
        """The new case that a late message opens; named after the old one."""
        name, at = f"{case} linked", max(e.recorded_at for e in decision.case.history)
        self._cases.append(name)
        again = co.OpenCase(channel=intent.channel, asker=intent.asker, subject=intent.subject)
        self._note(name, self._stage.give(name, again, at))

    def _until(self, at: datetime, *, including: bool) -> None:
        """Do all that the engine itself had to do up to a moment, at its own times."""
        for _ in range(MOST_TICKS):
            due = sorted((self._running(wake), name) for name, wake in self._stage.wakes().items())
            if not due or due[0][0] > at or (due[0][0] == at and not including):
                return
            when, name = due[0]
            self._note(name, self._stage.give(name, co.Tick(), when))
        raise RuntimeError(f"{self._story.name}: time does not move on at {at.isoformat()}")

    def _running(self, wake: datetime) -> datetime:
        """When an engine runs that could do it."""
        since, until = self._down
        return until if since <= wake < until else wake

    def _transcript(self) -> tuple[str, ...]:
        many = len(self._cases) > 1
        ordered = sorted(self._happened, key=lambda entry: entry[0])
        return tuple(
            f"{shown(at, self._story.zone)}  {f'[{case}] ' if many else ''}{described(event)}"
            for at, case, event in ordered
        )
