"""Two charters side by side, and the plain comparisons that every theme makes of them.

A thing is found again by its name; what was renamed is one thing gone and one new.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from charterdesk.engine.charter.values import NOWHERE, Charter, Need, Place, Repeat, Target
from charterdesk.engine.diff.change import Change, ChangeKind, Theme
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase

T = TypeVar("T")
Where = tuple[tuple[str, str], ...]
NOTHING = phrase("nothing")
NONE = phrase("none")
NOBODY = phrase("nobody")


@dataclass(frozen=True, slots=True)
class Pair:
    """The charter that was and the one that comes; `since` begins the year they are judged over."""

    old: Charter
    new: Charter
    since: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """How one field is compared and what is said of it.

    `said` has places for %(name)s, %(old)s and %(new)s. A yes or no that becomes no is said by
    `off`. `more` and `less` are the kinds where something is added or longer, taken away or
    shorter. `ordered`: another order is a change too. `words` are what its values are called in
    the charter, and `empty` is said where there is none.
    """

    field: str
    said: Phrase
    off: Phrase | None = None
    more: ChangeKind = "changed"
    less: ChangeKind = "changed"
    ordered: bool = False
    words: tuple[tuple[str, str], ...] = ()
    empty: Phrase = NOTHING

    def in_words(self, value: Any) -> PhraseValue:
        """A value of the field as a sentence shows it."""
        if value in ("", (), None):
            return self.empty
        return shown(dict(self.words).get(value, value) if isinstance(value, str) else value)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thing stands: its theme, its names, its places, and the name for sentences."""

    theme: Theme
    where: Where = ()
    name: PhraseValue = ""
    old_place: Place = NOWHERE
    new_place: Place = NOWHERE

    def change(self, kind: ChangeKind, said: Phrase, **values: PhraseValue) -> Change:
        """A change here; `said` is filled with the spot's name and the values."""
        text = Phrase(said.form, {"name": self.name, **values}, said.many, said.count)
        return Change(
            kind, self.theme, text, self.where, old_place=self.old_place, new_place=self.new_place
        )


def matched(old: Mapping[str, T], new: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    """Each name once with what it meant and what it means: the new order, then what is gone."""
    for name, value in new.items():
        yield name, old.get(name), value
    for name, value in old.items():
        if name not in new:
            yield name, value, None


def by_name(things: tuple[T, ...]) -> dict[str, T]:
    """Things that have a `name`, by it."""
    return {str(getattr(thing, "name")): thing for thing in things}  # noqa: B009


def spot_of(theme: Theme, where: Where, name: PhraseValue, old: object, new: object) -> Spot:
    """The spot of a thing that is there in one charter or in both."""
    places = (getattr(old, "place", NOWHERE), getattr(new, "place", NOWHERE))
    return Spot(theme, where, name, *places)


def compared(spot: Spot, old: object, new: object, rules: tuple[Rule, ...]) -> Iterator[Change]:
    """The changes of the fields that the rules name."""
    for rule in rules:
        was, is_ = getattr(old, rule.field), getattr(new, rule.field)
        if not _same(was, is_, rule.ordered):
            said = rule.off if rule.off is not None and not is_ else rule.said
            values = {"old": rule.in_words(was), "new": rule.in_words(is_)}
            yield spot.change(_kind(was, is_, rule), said, **values)


def reordered(spot: Spot, said: Phrase, old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    """A change where the names that stand in both come in another order."""
    before, after = list(old), list(new)
    was = tuple(name for name in before if name in after)
    is_ = tuple(name for name in after if name in before)
    if was != is_:
        yield spot.change("changed", said, old=was, new=is_)


def shown(value: Any) -> PhraseValue:
    """A field's value as a sentence shows it."""
    match value:
        case "" | () | None:
            return NOTHING
        case bool():
            return phrase("yes") if value else phrase("no")
        case str() | int() | datetime() | timedelta() | Phrase():
            return value
        case float():
            return f"{value:.0%}"
        case Target() | Need():
            return value.text
        case Repeat():
            return _repeat(value)
        case frozenset():
            return tuple(sorted(map(str, value)))
        case tuple():
            return tuple(shown(item) for item in value)
        case _:
            return str(value)


def _repeat(repeat: Repeat) -> Phrase:
    return phrase(
        "every %(every)s until %(until)s, %(times)d times",
        every=repeat.every,
        until=repeat.until,
        times=repeat.times,
    )


def _same(old: Any, new: Any, ordered: bool) -> bool:
    if isinstance(old, tuple) and isinstance(new, tuple) and not ordered:
        return Counter(old) == Counter(new)
    return bool(old == new)


def _kind(old: Any, new: Any, rule: Rule) -> ChangeKind:
    """Which way it goes, where the values can be set against each other."""
    match old, new:
        case (bool(), bool()) | (timedelta(), timedelta()) | (float(), float()):
            return rule.more if old < new else rule.less
        case tuple() | frozenset(), tuple() | frozenset():
            return _kind_of_lists(set(old), set(new), rule)
        case _:
            return "changed"


def _kind_of_lists(old: set[Any], new: set[Any], rule: Rule) -> ChangeKind:
    if old < new:
        return rule.more
    return rule.less if new < old else "changed"


Comparison = Callable[[Pair], Iterator[Change]]
