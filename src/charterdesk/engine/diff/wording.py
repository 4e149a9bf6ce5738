"""Where two dues differ, in words: at weekends, at night, and one start as an example."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.diff.change import Change, ChangeKind
from charterdesk.engine.diff.judging import Example, Judgement, clock_changes
from charterdesk.engine.diff.pair import Spot
from charterdesk.engine.explain.words import kind_name
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase
from charterdesk.engine.standing import KINDS

# What each kind of promise is called in a sentence.
KINDS_OF_PROMISE = {kind: kind_name(kind) for kind in KINDS}
EVENING, MORNING = 19, 7
SATURDAY = 5
A_NIGHT = timedelta(hours=26)


def by_dues(
    spot: Spot, said: Phrase, judgement: Judgement, zone: str, **values: PhraseValue
) -> Change:
    """A change whose kind the dues tell, with examples of them."""
    change = spot.change(_kind(judgement), said, **values)
    return replace(change, examples=examples_of(judgement, zone))


def _kind(judgement: Judgement) -> ChangeKind:
    if judgement.sooner and judgement.later:
        return "mixed"
    if judgement.sooner:
        return "stricter"
    return "looser" if judgement.later else "changed"


def examples_of(judgement: Judgement, zone: str) -> tuple[Phrase, ...]:
    """A sentence for the starts that are due sooner, and one for those that are due later."""
    both = ((judgement.sooner, judgement.later), (judgement.later, judgement.sooner))
    return tuple(
        _sentence(mine, when(mine, others, judgement.same, zone)) for mine, others in both if mine
    )


def when(mine: tuple[Example, ...], others: tuple[Example, ...], same: int, zone: str) -> Phrase:
    """What the starts have in common."""
    there = ZoneInfo(zone)
    walls = [example.start.astimezone(there) for example in mine]
    if not others and not same:
        return phrase("for every start")
    if all(wall.weekday() >= SATURDAY for wall in walls):
        return phrase("at weekends")
    if all(wall.hour >= EVENING or wall.hour < MORNING for wall in walls):
        return phrase("at night")
    if _around_clock_changes(mine, zone):
        return phrase("when the clocks are changed")
    if all(wall.weekday() < SATURDAY for wall in walls):
        return phrase("on weekdays")
    return phrase("for some starts")


def typical(examples: tuple[Example, ...]) -> Example:
    """The first of those that differ by the length which is most common, at a full hour if any."""
    round_ones = [example for example in examples if example.start.minute in (0, 30)]
    lengths = Counter(_apart(example) for example in round_ones or examples)
    most = max(lengths.values())
    return next(one for one in round_ones or examples if lengths[_apart(one)] == most)


def _sentence(examples: tuple[Example, ...], starts: Phrase) -> Phrase:
    one = typical(examples)
    values: dict[str, PhraseValue] = {
        "when": starts,
        "start": one.start,
        "new": _due(one.new),
        "old": _due(one.old),
    }
    if one.is_sooner:
        return phrase(
            "Sooner %(when)s: from %(start)s it is due %(new)s instead of %(old)s.", **values
        )
    return phrase("Later %(when)s: from %(start)s it is due %(new)s instead of %(old)s.", **values)


def _due(due: datetime | None) -> PhraseValue:
    return phrase("at no fixed time") if due is None else due


def _apart(example: Example) -> timedelta | None:
    if example.old is None or example.new is None:
        return None
    return example.new - example.old


def _around_clock_changes(examples: tuple[Example, ...], zone: str) -> bool:
    first = min(example.start for example in examples)
    changes = clock_changes((zone,), first.replace(hour=0, minute=0) - timedelta(days=2))
    return bool(changes) and all(
        any(abs(example.start - at) <= A_NIGHT for at in changes) for example in examples
    )
