"""Cases that come out otherwise under another charter: which promise, kept then or now."""

from collections.abc import Iterator, Mapping

from charterdesk.simulation.answers.counting import KEPT, MEASURED, MISSED, OPEN, OTHER
from charterdesk.simulation.answers.values import Change

MOST_CHANGES = 20_000
Verdicts = tuple[tuple[str, str], ...]
# A case may have several cycles of a kind; the worst one is what a customer remembers.
_WORST = (MISSED, OPEN, KEPT, MEASURED, OTHER)


def changed_cases(
    then: Mapping[str, Verdicts], now: Mapping[str, Verdicts]
) -> tuple[tuple[Change, ...], int]:
    """The changes, by case, and how many cases changed; of a long list the first ones.

    >>> changed_cases({"A": (("response", "kept"),)}, {"A": (("response", "missed"),)})[0]
    (Change(ref='A', kind='response', then='kept', now='missed'),)
    """
    changes = [
        change for ref in now if ref in then for change in _of_case(ref, then[ref], now[ref])
    ]
    return tuple(changes[:MOST_CHANGES]), len({change.ref for change in changes})


def _of_case(ref: str, then: Verdicts, now: Verdicts) -> Iterator[Change]:
    before, after = _worst(then), _worst(now)
    for kind in dict.fromkeys((*before, *after)):
        was, is_ = before.get(kind, ""), after.get(kind, "")
        if was != is_ and MISSED in (was, is_):
            yield Change(ref, kind, was, is_)


def _worst(verdicts: Verdicts) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, verdict in verdicts:
        known = found.get(kind)
        if known is None or _WORST.index(verdict) < _WORST.index(known):
            found[kind] = verdict
    return found
