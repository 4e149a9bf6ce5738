"""Checks of the steps of a ladder: what can't happen, and what is told twice (E19, W20, W22, W24).

E18, a step `after` an unknown or later one, is the reader's own: such a text is never a charter.
"""

from collections.abc import Iterator
from itertools import combinations

from charterdesk.engine.charter.values import Charter, Ladder, Need, Step, Target
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.step_moments import START, counted_time, moments_of
from charterdesk.engine.phrase import Phrase, phrase

_WAKING = frozenset({"phone", "sms"})


def steps_that_never_fire(charter: Charter, context: Context) -> Iterator[Finding]:
    """E19: after the ladder's stop, with `unless` true already, or overtaken by a limit."""
    for ladder in charter.ladders.values():
        dead: set[str] = set()
        for step in ladder.steps:
            why = _never(charter, ladder, step, dead)
            if why is not None:
                dead.add(step.name)
                yield Finding("E19", *why, step.place)


def _never(
    charter: Charter, ladder: Ladder, step: Step, dead: set[str]
) -> tuple[Phrase, Phrase] | None:
    """Why a step never fires and how to mend it; None when it can."""
    if step.after in dead:
        return (
            phrase(
                "The step '%(step)s' never fires: it waits for '%(other)s', which never fires.",
                step=step.name,
                other=step.after,
            ),
            phrase("Mend the step that it waits for, or let it wait for another one."),
        )
    if step.when and all(_never_comes(charter, need) for need in step.when):
        return (
            phrase(
                "The step '%(step)s' never fires: nothing that happens in a case is %(words)s.",
                step=step.name,
                words=_words(step.when),
            ),
            phrase("Wait for a fact, for a mail to a channel that has an address, or for a time."),
        )
    return _too_late(ladder, step) or _overtaken(ladder, step)


def _too_late(ladder: Ladder, step: Step) -> tuple[Phrase, Phrase] | None:
    """A step that waits for the outcome comes with the resolution and no sooner."""
    if not step.when or any(need.kind != "outcome" for need in step.when):
        return None
    if "resolved" in ladder.stops:
        return (
            phrase(
                "The step '%(step)s' never fires: the outcome comes with the resolution, and "
                "that stops the ladder.",
                step=step.name,
            ),
            phrase("Tell it once, with `tell: {when: resolved}`."),
        )
    if "resolved" not in step.unless:
        return None
    return (
        phrase(
            "The step '%(step)s' never fires: the outcome that it waits for comes with the "
            "resolution, and it is skipped when the case is resolved.",
            step=step.name,
        ),
        phrase("Take `unless: resolved` out, or wait for something else."),
    )


def _overtaken(ladder: Ladder, step: Step) -> tuple[Phrase, Phrase] | None:
    """A limit that lasts longer than the time until the next step."""
    former = ladder.step(step.after)
    limit, delay = (former.within if former else None), step.delay
    if former is None or limit is None or delay is None or not _is_longer(ladder, limit, delay):
        return None
    return (
        phrase(
            "The step '%(step)s' can't fire in its time: it waits %(delay)s after '%(other)s', "
            "which may last %(limit)s itself.",
            step=step.name,
            delay=delay.text,
            other=former.name,
            limit=limit.text,
        ),
        phrase(
            "Make `within` of '%(other)s' at most %(delay)s, or wait longer.",
            other=former.name,
            delay=delay.text,
        ),
    )


def _is_longer(ladder: Ladder, limit: Target, delay: Target) -> bool:
    """Whether a limit outlasts a delay from any start; days against hours only where T5 says so."""
    both = counted_time(limit, ladder.hours), counted_time(delay, ladder.hours)
    if both[0] is not None and both[1] is not None:
        return both[0] > both[1]
    return limit.kind == delay.kind and limit.days > delay.days


def _never_comes(charter: Charter, need: Need) -> bool:
    """What no event of a case brings about while a ladder runs."""
    if need.kind == "mail to channel":
        channel = charter.channels[need.arguments[0]]
        return channel.machine or not (channel.address or channel.form or channel.subject_has)
    return need.kind in ("message to customer", "reason")


def _words(needs: tuple[Need, ...]) -> tuple[str, ...]:
    return tuple(f"'{need.text}'" for need in needs)


def steps_at_one_moment(charter: Charter, context: Context) -> Iterator[Finding]:
    """W20: two steps that tell the same role at one moment."""
    for ladder in charter.ladders.values():
        moments = moments_of(ladder, unanswered=False)
        for first, second in combinations(ladder.steps, 2):
            events = {need.text for need in first.when} & {need.text for need in second.when}
            both = [role for role in second.notify if role in first.notify]
            if both and (events or moments[first.name] == moments[second.name]):
                yield Finding(
                    "W20",
                    phrase(
                        "The steps '%(first)s' and '%(second)s' tell %(roles)s at one moment.",
                        first=first.name,
                        second=second.name,
                        roles=tuple(both),
                    ),
                    phrase("Make them one step, or let the second one wait."),
                    second.place,
                )


def repeats_that_outlast(charter: Charter, context: Context) -> Iterator[Finding]:
    """W22: people are still called again when the next step has fired already."""
    for ladder in charter.ladders.values():
        moments = moments_of(ladder, unanswered=True)
        for step in ladder.steps:
            if step.repeat is None:
                continue
            own = moments[step.name]
            calls = step.repeat.every * step.repeat.times
            later = [m for m in moments.values() if m.base == own.base and m.since > own.since]
            gap = min((m.since - own.since for m in later), default=calls)
            if calls > gap:
                yield Finding(
                    "W22",
                    phrase(
                        "The step '%(step)s' calls again for %(calls)s, but the next step comes "
                        "after %(gap)s.",
                        step=step.name,
                        calls=calls,
                        gap=gap,
                    ),
                    phrase("Repeat less often, or let the next step wait until the calls end."),
                    step.place,
                )


def last_resort_first(charter: Charter, context: Context) -> Iterator[Finding]:
    """W24: the last resort is told first, so nobody is left to fall back on.

    A ladder of one step that only informs may tell whom it likes; so may one that climbs by
    events alone. What matters is a ladder that climbs in time, or that wakes one role only.
    """
    for ladder in charter.ladders.values():
        moments = moments_of(ladder, unanswered=True)
        timed = [step for step in ladder.steps if not step.when]
        first = min((moments[s.name].since for s in timed if moments[s.name].base == START),
                    default=None)  # fmt: skip
        for step in timed:
            is_first = moments[step.name].base == START and moments[step.name].since == first
            if not is_first or charter.last_resort not in step.notify:
                continue
            alone = set(step.notify) == {charter.last_resort}
            climbs = any(moments[s.name] != moments[step.name] for s in timed)
            if climbs or (alone and _WAKING.intersection(step.means)):
                yield Finding(
                    "W24",
                    phrase(
                        "The first step '%(step)s' tells the last resort '%(role)s' already, so "
                        "nobody is left to fall back on.",
                        step=step.name,
                        role=charter.last_resort,
                    ),
                    phrase("Tell another role first, or name another `last_resort`."),
                    step.place,
                )


LADDERS: tuple[Check, ...] = (
    steps_that_never_fire,
    steps_at_one_moment,
    repeats_that_outlast,
    last_resort_first,
)
