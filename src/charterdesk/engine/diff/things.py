"""Named things of one sort, such as roles: those that are new, gone, or differ in a field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from charterdesk.engine.diff.change import Change, Theme
from charterdesk.engine.diff.pair import Rule, Spot, Where, compared, matched, shown, spot_of
from charterdesk.engine.phrase import Phrase, PhraseValue

T = TypeVar("T")
Further = Callable[[Spot, T, T], Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Sort(Generic[T]):
    """`new` and `gone` have a place for %(name)s, and for %(what)s, the field `shows`, if any."""

    theme: Theme
    what: str
    new: Phrase
    gone: Phrase
    rules: tuple[Rule, ...]
    shows: str = ""

    def changes(
        self,
        old: Mapping[str, T],
        new: Mapping[str, T],
        further: Further[T] | None = None,
        outer: Where = (),
    ) -> Iterator[Change]:
        """The changes of all things of the sort; `further` yields those that rules can't say."""
        for name, was, is_ in matched(old, new):
            spot = spot_of(self.theme, (*outer, (self.what, name)), name, was, is_)
            if was is None:
                yield spot.change("new", self.new, what=self._shown(is_))
            elif is_ is None:
                yield spot.change("gone", self.gone, what=self._shown(was))
            else:
                yield from compared(spot, was, is_, self.rules)
                yield from further(spot, was, is_) if further else ()

    def _shown(self, thing: T | None) -> PhraseValue:
        return shown(getattr(thing, self.shows)) if self.shows else ""
