"""How a case came to stand where it stands: its priority, its ladders, what is not promised."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.commands_matter import KIND
from charterdesk.engine.decide import choosing
from charterdesk.engine.decide.ladders import tried_by_priority
from charterdesk.engine.explain.clauses import unpromised_steps
from charterdesk.engine.explain.values import Audience, Explanation, Step, tried
from charterdesk.engine.explain.words import length
from charterdesk.engine.ladder import Run, in_charge
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase

LATE = timedelta(minutes=1)


def explain_case(charter: Charter, case: Case, audience: Audience = "desk") -> Explanation:
    """How the priority came and changed, which ladders run and why not, what is not promised.

    For a past moment give the charter and the case of `past.as_of`; each promise is explained by
    `explain_promise`. Raises ValueError where there is no case.
    """
    if case.opening is None:
        raise ValueError("there is no case yet")
    steps = [*_opening(case.charters.get(case.opening.version, charter), case.opening)]
    steps += (step for event in _in_order(case) for step in _moved(charter, event, audience))
    steps += unpromised_steps(charter, case)
    if audience == "desk":
        steps += _ladders(charter, case)
    return Explanation(_answer(charter, case, case.opening), tuple(steps))


def _answer(charter: Charter, case: Case, opening: ev.CaseOpened) -> Phrase:
    return phrase(
        "%(priority)s, opened %(at)s by %(channel)s, under charter %(charter)s, version "
        "%(version)d.",
        priority=case.priority,
        at=opening.at,
        channel=opening.channel,
        charter=charter.name,
        version=case.version,
    )


def _opening(charter: Charter, event: ev.CaseOpened) -> Iterator[Step]:
    """The clauses tried when it was opened: by the event, for what was asked is not in it."""
    if event.recorded_at - event.at > LATE:
        said = phrase(
            "The contact was at %(at)s and was recorded %(length)s later; all counts from the "
            "contact.",
            at=event.at,
            length=length(event.recorded_at - event.at),
        )
        yield Step(phrase("Opening"), said, charter.intake.place, "sum")
    channel = charter.channels.get(event.channel)
    if channel is None:
        return
    for one in choosing.tries(charter, _command(charter, event), channel):
        yield tried(phrase("Priority"), one.said, one.place, holds=bool(one.priority))


def _command(charter: Charter, event: ev.CaseOpened) -> co.OpenCase:
    """The command as far as the event tells it; the priority as asked for only if it must be."""
    axes = tuple(pair for pair in event.axes if pair[0] != "contract")
    plain = co.OpenCase(
        by=event.by,
        channel=event.channel,
        subject=event.subject,
        axes=axes,
        contract=event.contract,
        answered=event.answered,
    )
    channel = charter.channels[event.channel]
    given = [one.priority for one in choosing.tries(charter, plain, channel)][-1]
    return plain if given == event.priority else replace(plain, priority=event.priority)


def _in_order(case: Case) -> list[ev.Event]:
    return sorted(case.history, key=lambda event: event.at)


def _moved(charter: Charter, event: ev.Event, audience: Audience) -> Iterator[Step]:
    """A later change of row, contract or version; who did it and why is told at the desk."""
    match event:
        case ev.PrioritySet():
            place = _place_of(charter, event.priority)
            yield Step(phrase("Priority"), _priority(event, audience), place)
        case ev.MatterSet():
            for what, word in event.words:
                yield Step(_matter_heading(what), _matter(event, what, word, audience))
        case ev.ContractChanged():
            said = phrase("The contract is %(name)s since %(at)s.", name=event.to, at=event.at)
            contract = charter.contract(event.to)
            yield Step(phrase("Contract"), said, contract.place if contract else NOWHERE)
        case ev.CharterChanged():
            said = phrase(
                "The case is under version %(version)d since %(at)s.",
                version=event.version,
                at=event.at,
            )
            yield Step(phrase("Version"), said)
        case ev.LadderStarted() if audience == "desk":
            said = phrase(
                "The ladder %(ladder)s began at %(at)s: %(trigger)s.",
                ladder=event.ladder,
                at=event.at,
                trigger=trigger_words(event.trigger),
            )
            ladder = charter.ladders.get(event.ladder)
            yield Step(phrase("Ladder"), said, ladder.place if ladder else NOWHERE)
        case _:
            return


def _matter_heading(what: str) -> Phrase:
    return phrase("Kind") if what == KIND else phrase("Type")


def _matter(event: ev.MatterSet, what: str, word: str, audience: Audience) -> Phrase:
    """What it became and what it was; who found so, and why, is told at the desk."""
    said: dict[str, PhraseValue] = {
        "word": word or phrase("not said"),
        "was": dict(event.was).get(what) or phrase("not said"),
        "at": event.at,
        "person": phrase("the customer") if event.by == ev.CUSTOMER else event.by,
        "reason": event.reason,
    }
    if audience == "customer" or not event.reason:
        return phrase("It is %(word)s instead of %(was)s since %(at)s.", **said)
    return phrase(
        "It is %(word)s instead of %(was)s since %(at)s, by %(person)s: %(reason)s.", **said
    )


def trigger_words(trigger: str) -> Phrase:
    """What started a run: a formal escalation, or a priority."""
    if trigger.startswith("priority "):
        return phrase("the priority %(priority)s", priority=trigger.removeprefix("priority "))
    return phrase("a formal escalation")


def _priority(event: ev.PrioritySet, audience: Audience) -> Phrase:
    said: dict[str, PhraseValue] = {
        "priority": event.priority,
        "at": event.at,
        "reason": event.reason,
        "person": phrase("the customer") if event.by == ev.CUSTOMER else event.by,
    }
    if audience == "customer" or not event.reason:
        return phrase("The priority is %(priority)s since %(at)s.", **said)
    known = _REASONS.get(event.reason)
    if known is not None or not event.by:
        said["reason"] = known or event.reason
        return phrase("The priority is %(priority)s since %(at)s: %(reason)s.", **said)
    return phrase("The priority is %(priority)s since %(at)s, by %(person)s: %(reason)s.", **said)


def _place_of(charter: Charter, priority: str) -> Place:
    return next((one.place for one in charter.priorities if one.name == priority), NOWHERE)


def _ladders(charter: Charter, case: Case) -> Iterator[Step]:
    """Each ladder: where its run stands, or why it does not run."""
    for ladder in charter.ladders.values():
        run = in_charge(case.runs, ladder.name)
        if run is not None:
            yield Step(phrase("Ladder"), _runs(run), ladder.place)
            continue
        trial = tried_by_priority(charter, case, ladder)
        yield tried(phrase("Ladder"), trial.said, trial.place, holds=False)


def _runs(run: Run) -> Phrase:
    taken = tuple(step.name for step in run.steps if step.fired_at is not None)
    return phrase(
        "The ladder %(ladder)s runs since %(since)s; steps so far: %(steps)s.",
        ladder=run.ladder,
        since=run.since,
        steps=taken or (phrase("none"),),
    )


_REASONS = {
    "escalated": phrase("it was escalated"),
    "by the matrix": phrase("the matrix gives it"),
    "channel": phrase("the channel sets it"),
}
