"""One case in time, under a charter: promises over open and closed hours, steps with people.

`picture_of` is of a case in thought that nobody answers, `picture_of_case` of a real one with
what comes if nobody acts. Both are made by `decide`, so they can't differ from what happens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from charterdesk.engine.calendar import open_spans
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase, Tick
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.diff.judging import clock_changes
from charterdesk.engine.events import Told
from charterdesk.engine.folding_promises import calendar_of
from charterdesk.engine.phrase import Phrase, PhraseValue, english, phrase
from charterdesk.engine.picture.future import FAR, decisions_after
from charterdesk.engine.picture.knots import knots_of, marks_of
from charterdesk.engine.picture.rows import promise_rows
from charterdesk.engine.picture.steps import step_rows
from charterdesk.engine.picture.values import (
    Bar,
    HoursBand,
    Notice,
    Picture,
    PromiseRow,
    StepRow,
)
from charterdesk.engine.rota import Rota

__all__ = [
    "Bar",
    "HoursBand",
    "NotDrawn",
    "Notice",
    "Picture",
    "PromiseRow",
    "StepRow",
    "picture_of",
    "picture_of_case",
]

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=366)


class NotDrawn(ValueError):
    """There is no case to draw; `said` is the sentence for it."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(english(said, "UTC"))
        self.said = said


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a picture is made from: the case as it stands, and the decisions that follow."""

    charter: Charter
    now: Case
    later: Case
    at: datetime
    seen: datetime | None
    zone: str


def picture_of(
    charter: Charter,
    command: OpenCase,
    at: datetime,
    rota: Rota,
    until: datetime | None = None,
    *,
    zone: str = "",
) -> Picture:
    """A case opened in thought at `at`, which nobody answers; walls of `zone`, else the charter's.

    It ends at `until`, else a little after the last thing that comes due, and a year later at the
    latest. Raises NotDrawn where no case would be opened, Horizon as calendars do.
    """
    decision = decide(charter, None, command, at, rota)
    if decision.refused is not None:
        raise NotDrawn(decision.refused.said)
    if not decision.case.exists:
        raise NotDrawn(phrase("No case would be opened: the mail would be held."))
    later = _last(charter, decision, rota, until or at + FAR)
    scene = _Scene(charter, decision.case, later, at, None, zone or charter.zone)
    return _drawn(scene, decision.case.opened_at, until)


def picture_of_case(
    charter: Charter,
    case: Case,
    at: datetime,
    rota: Rota,
    until: datetime | None = None,
    *,
    zone: str = "",
) -> Picture:
    """A real case as it stands at `at`, and what comes if nobody acts.

    `charter` is the version that the case is under. Raises NotDrawn where there is no case yet.
    """
    if not case.exists:
        raise NotDrawn(phrase("There is no case yet."))
    decision = decide(charter, case, Tick(), at, rota)
    later = _last(charter, decision, rota, until or at + FAR)
    scene = _Scene(charter, decision.case, later, at, at, zone or charter.zone)
    return _drawn(scene, case.opened_at, until)


def _last(charter: Charter, decision: Decision, rota: Rota, until: datetime) -> Case:
    case = decision.case
    for following in decisions_after(charter, decision, rota, until):
        case = following.case
    return case


def _drawn(scene: _Scene, since: datetime, until: datetime | None) -> Picture:
    wanted = until if until is not None and until > since else _end(scene, since)
    end = min(wanted, scene.at + LONGEST)
    rows = promise_rows(scene.charter, scene.now, scene.at, end)
    begun = Picture(
        title=_title(scene, since),
        remark=_remark(scene),
        zone=scene.zone,
        since=since,
        until=end,
        knots=(),
        now=scene.seen if scene.seen is not None and scene.seen <= end else None,
        hours=tuple(_bands(scene, since, end)),
        promises=rows,
        steps=tuple(step_rows(scene.charter, scene.later.runs, end)),
        notices=tuple(_notices(scene.later, since, end)),
        clock_changes=tuple(at for at in clock_changes((scene.zone,), since) if at < end),
    )
    return replace(begun, knots=knots_of(begun))


def _end(scene: _Scene, since: datetime) -> datetime:
    """A little after the last thing to be seen, which is never less than an hour away."""
    far = since + FAR
    rows = promise_rows(scene.charter, scene.now, scene.at, since)
    dues = [p.due for p in scene.now.promises if p.is_named and p.due is not None]
    steps = step_rows(scene.charter, scene.later.runs, far)
    seen = [*dues, *marks_of(rows, steps), scene.at, since]
    seen += [p.ended_at for p in scene.now.promises if p.ended_at is not None]
    last = max(*seen, since + SHORTEST)
    return last + (last - since) / 20


def _title(scene: _Scene, since: datetime) -> Phrase:
    case = scene.now
    values: dict[str, PhraseValue] = {
        "priority": case.priority,
        "at": since,
        "channel": case.channel,
        "charter": scene.charter.name,
        "version": scene.charter.version,
    }
    if case.contract:
        return phrase(
            "%(priority)s under contract %(contract)s, opened %(at)s by %(channel)s: charter "
            "%(charter)s, version %(version)d",
            contract=case.contract,
            **values,
        )
    return phrase(
        "%(priority)s, opened %(at)s by %(channel)s: charter %(charter)s, version %(version)d",
        **values,
    )


def _remark(scene: _Scene) -> Phrase:
    if scene.seen is None:
        return phrase("What is due and who is told if nobody answers.")
    return phrase("As it stands %(at)s, and what comes if nobody acts.", at=scene.seen)


def _bands(scene: _Scene, since: datetime, until: datetime) -> Iterator[HoursBand]:
    """The calendars of the promises that have begun, each once."""
    calendars = {
        promise.term.hours: calendar_of(scene.charter, scene.now, promise.term)
        for promise in scene.now.promises
        if promise.is_named
    }
    for run in scene.later.runs:
        ladder = scene.charter.ladders.get(run.ladder)
        if ladder is not None:
            calendars.setdefault(ladder.hours, scene.charter.calendar(ladder.hours))
    for name, calendar in calendars.items():
        yield HoursBand(name, tuple(open_spans(calendar, since, until)))


def _notices(case: Case, since: datetime, until: datetime) -> Iterator[Notice]:
    """Who is told, moment by moment."""
    told = [event for event in case.history if isinstance(event, Told)]
    for at, group in groupby(sorted(told, key=_at), key=_at):
        if since <= at <= until:
            events = list(group)
            yield Notice(at, _once(e.person for e in events), _once(e.text for e in events))


def _at(event: Told) -> datetime:
    return event.at


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
