"""What stands in a table's cell, and how it is said in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, TypeAlias

from charterdesk.engine.phrase import Phrase, phrase

Say = Callable[[Phrase], str]


class Share(NamedTuple):
    """A share from 0 to 1, None for a share of nothing."""

    value: float | None


class Between(NamedTuple):
    """An interval of shares."""

    low: float | None
    high: float | None


class Lasting(NamedTuple):
    """A length in seconds; None for none."""

    seconds: float | None


class Amount(NamedTuple):
    """A number that need not be whole."""

    value: float


Cell: TypeAlias = "str | int | Phrase | Share | Between | Lasting | Amount"
DASH = "–"


@dataclass(frozen=True, slots=True)
class Speech:
    """Words in one language: `say` words a sentence, `point` parts a number's fraction."""

    say: Say
    point: str = "."

    def cell(self, cell: Cell) -> str:
        """The cell's text."""
        match cell:
            case str():
                return cell
            case Phrase():
                return self.say(cell)
            case Share():
                return DASH if cell.value is None else self.percent(cell.value)
            case Between():
                return self._between(cell)
            case Lasting():
                return DASH if cell.seconds is None else self.length(cell.seconds)
            case Amount():
                return self.number(cell.value)
            case _:
                return str(cell)

    def percent(self, share: float) -> str:
        """A share in per cent, with one decimal below ten."""
        percent = share * 100
        return f"{self._parted(f'{percent:.1f}' if percent < 10 else f'{percent:.0f}')} %"

    def number(self, value: float) -> str:
        return self._parted(f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}")

    def length(self, seconds: float) -> str:
        """A length, as exact as it matters: seconds, then minutes, then hours."""
        for unit, below in ((1, 120), (60, 172_800), (3600, float("inf"))):
            if seconds < below:
                rounded = timedelta(seconds=round(seconds / unit) * unit)
                return self.say(phrase("%(length)s", length=rounded))
        raise AssertionError(seconds)

    def _between(self, cell: Between) -> str:
        if cell.low is None or cell.high is None:
            return DASH
        return f"{self.percent(cell.low)} – {self.percent(cell.high)}"

    def _parted(self, number: str) -> str:
        return number.replace(".", self.point)


def is_number(cell: Cell) -> bool:
    """Whether the cell is set to the right."""
    return isinstance(cell, int | Share | Between | Lasting | Amount)
