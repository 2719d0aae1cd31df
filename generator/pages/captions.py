"""Counts and scores -> the sentence above a chart. Pure.

A caption says what the chart shows in the plainest true form, with the count in it; it praises and blames nobody.
"""

from collections.abc import Callable, Sequence

from generator import vocabulary as v
from generator.pages import words
from generator.pages.catalog import Distribution
from generator.pages.figures import Share


def types(shares: Sequence[Share]) -> str:
    """Return what stands out among the verdicts of reports."""
    return _leading(
        shares, "report", lambda key: "show no material spin" if key == "none" else f"read as {v.label(key)}"
    )


def claims(shares: Sequence[Share]) -> str:
    """Return what stands out among the claims of reports."""
    return _leading(shares, "claim", lambda key: f"are {v.label(key)}")


def scores(found: Distribution) -> str:
    """Return how far scores reach and where their middle is."""
    low, high = found.scores[0], found.scores[-1]
    if low == high:
        return f"All {found.n} stories score {low}"
    return f"Scores run from {low} to {high}; the median is {found.median}"


def _leading(shares: Sequence[Share], noun: str, says: Callable[[str], str]) -> str:
    """Return the largest share in words, or that none is largest."""
    total = sum(one.n for one in shares)
    most = max(one.n for one in shares)
    leaders = [one.key for one in shares if one.n == most]
    all_of_them = words.count(total, noun)
    if len(leaders) > 1:
        return f"Nothing stands out among {all_of_them}: the largest shares are equal"
    said = says(leaders[0])
    if most == total:
        return f"All {all_of_them} {said}"
    if 2 * most == total:
        return f"Half of {all_of_them} {said}"
    if 2 * most > total:
        return f"{most} of {all_of_them} {said}"
    return f"{most} of {all_of_them} {said}, more than any other {'verdict' if noun == 'report' else 'kind'}"
