"""The reverse question: the strictest target that these people keep (part 5)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from charterdesk.engine.charter.durations import parse_target
from charterdesk.engine.charter.values import Charter, Target
from charterdesk.engine.simulate.values import Outcome
from charterdesk.engine.simulate.variants import with_target

LADDER_OF_TARGETS = (
    "5m", "10m", "15m", "20m", "30m", "45m", "1h", "1h30m", "2h", "3h", "4h", "6h", "8h", "12h",
    "16h", "24h", "36h", "48h", "72h", "96h", "120h",
)  # fmt: skip
TARGETS = tuple(parse_target(text, timedelta()) for text in LADDER_OF_TARGETS)


@dataclass(frozen=True, slots=True)
class Strictest:
    """`target` is None where not even the loosest is kept. `shares` are those that were measured,
    from the strictest target on; None: the target had no case to be judged by."""

    target: Target | None
    shares: tuple[tuple[Target, float | None], ...]


def strictest(
    charter: Charter,
    priority: str,
    kind: str,
    run: Callable[[Charter], float | None],
    *,
    wanted: float = 0.95,
    targets: Sequence[Target] = TARGETS,
) -> Strictest:
    """The strictest of the `targets`, given from strict to loose, of which `wanted` is kept.

    `run` simulates one charter, each time with the same draws, and gives the share kept. What is
    due first is taken first, so a target moves a little of what people do: that's why each is
    run, and why the looser neighbour is measured as well. The hours stay those of the row.
    """
    shares: dict[int, float | None] = {}

    def holds(number: int) -> bool:
        if number not in shares:
            shares[number] = run(with_target(charter, priority, kind, targets[number]))
        return (shares[number] or 0) >= wanted

    too_strict, found = -1, len(targets)
    while found - too_strict > 1:
        middle = (too_strict + found) // 2
        too_strict, found = (too_strict, middle) if holds(middle) else (middle, found)
    if found + 1 < len(targets):
        holds(found + 1)
    measured = tuple((targets[number], shares[number]) for number in sorted(shares))
    return Strictest(targets[found] if found < len(targets) else None, measured)


def share_kept(outcomes: Iterable[Outcome], priority: str, kind: str) -> float | None:
    """The share of decided promises of a kind, of cases that end in a priority, that were kept.

    None where none was decided. A breach counts however the promise ended afterwards.
    """
    kept = missed = 0
    for outcome in outcomes:
        for promise in outcome.promises if outcome.priority == priority else ():
            if promise.kind != kind or promise.due is None:
                continue
            missed += promise.breached_at is not None
            kept += promise.breached_at is None and promise.verdict == "met"
    return kept / (kept + missed) if kept + missed else None
