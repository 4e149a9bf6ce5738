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


def student(shares: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of several runs' shares, at least two.

    >>> tuple(round(end, 3) for end in student([0.10, 0.12, 0.11]))
    (0.085, 0.135)
    """
    count = len(shares)
    mean = sum(shares) / count
    variance = sum((share - mean) ** 2 for share in shares) / (count - 1)
    reach = _quantile(count - 1) * math.sqrt(variance / count)
    return max(0.0, mean - reach), min(1.0, mean + reach)


def _quantile(freedom: int) -> float:
    return _T[freedom - 1] if freedom <= len(_T) else _Z + 2.4 / freedom
