"""How sure a share is: Wilson's interval for one run, Student's over several."""

import math
from collections.abc import Sequence

_Z = 1.959963984540054
# Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom.
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share of independent trials; (0, 1) of none.

    >>> tuple(round(end, 3) for end in wilson(5, 100))
    (0.022, 0.112)
    """
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + _Z**2 / (2 * of)
    spread = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def student(runs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The 95 % interval of the share over several runs, at least two, each (hits, of).

    A run counts by its size, as it does in the share itself (a ratio of means), so that the
    share never lies outside.

    >>> tuple(round(end, 3) for end in student([(10, 100), (12, 100), (11, 100)]))
    (0.085, 0.135)
    >>> low, high = student([(0, 10), (1, 1), (2, 100)])
    >>> low < 3 / 111 < high
    True
    """
    count, size = len(runs), sum(of for _, of in runs) / len(runs)
    share = sum(hits for hits, _ in runs) / (size * count)
    variance = sum(((hits - share * of) / size) ** 2 for hits, of in runs) / (count - 1)
    reach = _quantile(count - 1) * math.sqrt(variance / count)
    return max(0.0, share - reach), min(1.0, share + reach)


def _quantile(freedom: int) -> float:
    return _T[freedom - 1] if freedom <= len(_T) else _Z + 2.4 / freedom
