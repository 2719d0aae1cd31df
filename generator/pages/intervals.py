"""Counts and scores -> how sure a figure over few reports is: 95% intervals. Pure."""

from collections.abc import Sequence
from functools import cache
from math import sqrt

# Two-sided 95% quantile of the normal distribution.
_Z = 1.959964


def share(k: int, n: int) -> tuple[int, int]:
    """Return the 95% interval of a share, in percent (0-100), rounded to whole numbers.

    Wilson's score interval (E. B. Wilson 1927): it stays inside 0-100 and is honest for small n.

    Args:
        k: how many have the property, 0 to n.
        n: how many were counted, at least 1.

    Raises:
        ValueError: n is below 1 or k lies outside 0 to n.
    """
    if not 0 <= k <= n or n < 1:
        raise ValueError(f"{k} of {n} is no share")
    part = k / n
    middle = part + _Z * _Z / (2 * n)
    reach = _Z * sqrt(part * (1 - part) / n + _Z * _Z / (4 * n * n))
    whole = 1 + _Z * _Z / n
    return round(100 * max(0.0, middle - reach) / whole), round(100 * min(whole, middle + reach) / whole)


def median(scores: Sequence[int]) -> tuple[int, int] | None:
    """Return two of the scores between which the median lies with at least 95% confidence.

    By order statistics: the number of scores below the median is binomial with one half, whatever the distribution.

    Args:
        scores: in any order.

    Returns:
        The narrowest symmetric pair, or None where even the lowest and the highest score are not enough (n < 6).
    """
    rank = _rank(len(scores))
    if rank is None:
        return None
    ordered = sorted(scores)
    return ordered[rank - 1], ordered[-rank]


@cache
def _rank(n: int) -> int | None:
    """Return the highest rank r for which the r-th lowest and r-th highest of n values hold the median."""
    # Outside lie two tails; together at most 5% of the 2 ** n ways to fall below or above.
    most = 2**n // 40
    tail, ways = 0, 1
    found = None
    for rank in range(1, n // 2 + 1):
        tail += ways
        if tail > most:
            break
        found = rank
        ways = ways * (n - rank + 1) // rank
    return found
