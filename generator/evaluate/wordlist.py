"""A baseline: what the word lists alone would say, without heads, rules or context. Pure.

What goes in: sentences, or labeled articles with our report. What comes out: grades, or the same pairs whose verdict,
score and loaded terms are what counting words gives. Analyzers have to beat it to be worth their trouble.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.analyze.base import Grade
from generator.analyze.embedded import lexicon
from generator.evaluate.reports import Pair
from generator.vocabulary import LoadedType, SpinType

# Weight of entries per hundred words from which a text has a type: the best line on our own labeled articles.
TYPED_FROM = 1.4
# Score points for each unit of that weight; twice the slope on our own articles, so that the scale is used.
POINTS = 10
_FIGURE = re.compile(r"\d")


def grades(sentences: Iterable[str]) -> Iterator[Grade]:
    """Grade sentences: loaded where an entry stands in them, a claim where a figure does."""
    for text in sentences:
        met = lexicon.unguarded(text)
        weight = sum(one.weight for one in met)
        figure = bool(_FIGURE.search(text))
        yield Grade(
            loaded=weight / (1 + weight),
            is_loaded=bool(met),
            is_steering=bool(met),
            loaded_words=tuple((one.start, one.end) for one in met),
            type=LoadedType(_heaviest(met) or LoadedType.OTHER),
            claim=float(figure),
            is_claim=figure,
            causal=0,
        )


def reports(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield each pair with the verdict, score and loaded terms that counting entries gives; the rest is left out."""
    for pair in pairs:
        met = lexicon.unguarded(pair.text)
        per_hundred = 100 * sum(one.weight for one in met) / max(1, len(pair.text.split()))
        primary = _heaviest(one for one in met if one.type is not LoadedType.OTHER)
        verdict = {
            "primary": primary if primary and per_hundred >= TYPED_FROM else SpinType.NONE.value,
            "score": min(100.0, POINTS * per_hundred),
        }
        terms = [{"exact": pair.text[one.start : one.end], "start": one.start, "end": one.end} for one in met]
        report = {"status": pair.report["status"], "verdict": verdict, "loaded_terms": terms}
        yield pair._replace(report=report)


def _heaviest(met: Iterable[lexicon.Match]) -> str | None:
    weights = Counter[str]()
    for one in met:
        weights[one.type.value] += one.weight
    return min(weights, key=lambda name: (-weights[name], name)) if weights else None
