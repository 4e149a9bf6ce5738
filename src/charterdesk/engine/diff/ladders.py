"""Who is told when: ladders with their steps, and what is told once (2.8)."""

from collections.abc import Iterator
from dataclasses import replace

from charterdesk.engine.charter.values import Charter, Ladder, MayStop, Step, Target, TellRule
from charterdesk.engine.diff.change import Change
from charterdesk.engine.diff.judging import Clock, judged
from charterdesk.engine.diff.pair import NOBODY, NOTHING, Pair, Rule, Spot, shown
from charterdesk.engine.diff.things import Sort
from charterdesk.engine.diff.wording import by_dues
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase

_LADDERS: Sort[Ladder] = Sort(
    "escalation",
    "ladder",
    phrase("The ladder %(name)s is new."),
    phrase("The ladder %(name)s is gone."),
    (
        Rule("contract", phrase("Ladder %(name)s: it is for %(new)s instead of %(old)s.")),
        Rule("hours", phrase("Ladder %(name)s: it counts by the hours %(new)s, not %(old)s.")),
        Rule("stops", phrase("Ladder %(name)s: it stops when %(new)s instead of %(old)s.")),
        Rule("reasons", phrase("Ladder %(name)s: the reasons are %(new)s instead of %(old)s.")),
        Rule("not_for", phrase("Ladder %(name)s: it is not for %(new)s instead of %(old)s.")),
        Rule(
            "stand_down_all",
            phrase("Ladder %(name)s: at its end everyone who was told gets the all-clear."),
            phrase("Ladder %(name)s: at its end not everyone who was told gets the all-clear."),
        ),
    ),
)
_STEPS: Sort[Step] = Sort(
    "escalation",
    "step",
    phrase("Step %(name)s is new: %(what)s is told."),
    phrase("Step %(name)s is gone: %(what)s is told no longer."),
    (
        Rule("notify", phrase("Step %(name)s: %(new)s is told instead of %(old)s.")),
        Rule("after", phrase("Step %(name)s: it follows %(new)s instead of %(old)s.")),
        Rule("when", phrase("Step %(name)s: it comes when %(new)s instead of %(old)s.")),
        Rule(
            "means",
            phrase("Step %(name)s: people are told by %(new)s instead of %(old)s."),
            ordered=True,
        ),
        Rule("repeat", phrase("Step %(name)s: called again %(new)s instead of %(old)s.")),
        Rule(
            "unless",
            phrase("Step %(name)s: left out if %(new)s instead of %(old)s."),
            more="looser",
            less="stricter",
        ),
        Rule(
            "keep_informed",
            phrase("Step %(name)s: its people get every update to the end."),
            phrase("Step %(name)s: its people no longer get every update."),
        ),
        Rule(
            "owner_becomes",
            phrase("Step %(name)s: the owner becomes %(new)s instead of %(old)s."),
            empty=NOBODY,
        ),
    ),
    shows="notify",
)
_TIMES = {
    "at": phrase("Step %(name)s: it comes %(new)s after the start instead of %(old)s."),
    "delay": phrase("Step %(name)s: it comes %(new)s after the step before instead of %(old)s."),
    "within": phrase("Step %(name)s: all must be reached within %(new)s instead of %(old)s."),
}
_STARTS = phrase("Ladder %(name)s: it starts by %(new)s instead of %(old)s.")
_ENDING = phrase("Ladder %(name)s: %(new)s may end it instead of %(old)s.")
_BY = phrase("%(who)s, which needs %(needs)s")
_FORMALLY = phrase("a formal escalation")
_BY_PRIORITY = phrase("the priority %(priority)s")
_TELLS: Sort[TellRule] = Sort(
    "escalation",
    "tell",
    phrase("The notice %(name)s is new: %(what)s is told."),
    phrase("The notice %(name)s is gone: %(what)s is told no longer."),
    (
        Rule("when", phrase("Notice %(name)s: it goes out when %(new)s instead of %(old)s.")),
        Rule("who", phrase("Notice %(name)s: %(new)s is told instead of %(old)s.")),
        Rule("outcome", phrase("Notice %(name)s: for the outcome %(new)s instead of %(old)s.")),
        Rule(
            "if_priority", phrase("Notice %(name)s: for the priority %(new)s instead of %(old)s.")
        ),
        Rule("if_step", phrase("Notice %(name)s: at the step %(new)s instead of %(old)s.")),
        Rule("means", phrase("Notice %(name)s: sent by %(new)s instead of %(old)s."), ordered=True),
        Rule("repeat", phrase("Notice %(name)s: sent again %(new)s instead of %(old)s.")),
        Rule("what", phrase("Notice %(name)s: it says %(new)s instead of %(old)s.")),
        Rule("sender", phrase("Notice %(name)s: it comes from %(new)s instead of %(old)s.")),
    ),
    shows="who",
)


def ladder_changes(pair: Pair) -> Iterator[Change]:
    """Every ladder and its steps, and every notice."""

    def further(spot: Spot, old: Ladder, new: Ladder) -> Iterator[Change]:
        if set(old.starts) != set(new.starts):
            yield spot.change("changed", _STARTS, old=_starts(old), new=_starts(new))
        if old.may_stop != new.may_stop:
            said = {"old": _ends(old.may_stop), "new": _ends(new.may_stop)}
            yield spot.change("changed", _ENDING, **said)
        yield from _steps(pair, spot, old, new)

    yield from _LADDERS.changes(pair.old.ladders, pair.new.ladders, further)
    old, new = _other_tells(pair.old, pair.new), _other_tells(pair.new, pair.old)
    yield from _TELLS.changes(old, new)


def _starts(ladder: Ladder) -> PhraseValue:
    return (
        tuple(
            Phrase(_BY_PRIORITY.form, {"priority": trigger.priority})
            if trigger.priority
            else _FORMALLY
            for trigger in ladder.starts
        )
        or NOTHING
    )


def _ends(rule: MayStop | None) -> PhraseValue:
    """Who may end a run, and what that needs."""
    if rule is None:
        return phrase("anyone of the desk")
    return Phrase(_BY.form, {"who": shown(rule.who), "needs": shown(rule.needs)})


def _steps(pair: Pair, spot: Spot, old: Ladder, new: Ladder) -> Iterator[Change]:
    before = {step.name: step for step in old.steps}
    after = {step.name: step for step in new.steps}

    def times(at: Spot, was: Step, is_: Step) -> Iterator[Change]:
        for field, said in _TIMES.items():
            yield from _time(pair, at, said, (old, new), (getattr(was, field), getattr(is_, field)))

    yield from _STEPS.changes(before, after, times, spot.where)


def _time(
    pair: Pair,
    spot: Spot,
    said: Phrase,
    ladders: tuple[Ladder, Ladder],
    targets: tuple[Target | None, Target | None],
) -> Iterator[Change]:
    """One time of a step: sooner is stricter, judged by the ladder's hours."""
    old, new = targets
    if old == new:
        return
    words = {"old": shown(old), "new": shown(new)}
    if old is None or new is None:
        yield spot.change("changed", said, **words)
        return
    before = Clock(old, pair.old.calendar(ladders[0].hours))
    after = Clock(new, pair.new.calendar(ladders[1].hours))
    judgement = judged(before, after, pair.since)
    yield by_dues(spot, said, judgement, pair.new.zone, **words)


def _other_tells(mine: Charter, theirs: Charter) -> dict[str, TellRule]:
    """The notices that the other charter doesn't have word for word, by name.

    A name is made from the rule's place among its like, so it alone makes no difference.
    """
    known = [replace(rule, name="") for rule in theirs.tells]
    return {rule.name: rule for rule in mine.tells if replace(rule, name="") not in known}
