"""Measure whole reports against labeled articles. Pure.

What goes in: rows of a bench whose articles carry the report's own fields, labeled twice, and the report our pipeline
made of each. What comes out: figures by name. Where the two labelers differ, closed fields are counted on the rows on
which they agree, and the score is held against their mean.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from statistics import fmean
from typing import Any, Final, NamedTuple

from generator import vocabulary as v
from generator.evaluate import figures
from generator.evaluate.figures import Figure
from generator.evaluate.load import Row

Report = dict[str, Any]
Span = tuple[int, int]
LABELERS: Final = ("A", "B")
TYPES: Final = tuple(v.SpinType)
TACTICS: Final = tuple(v.TACTIC_TYPE)
# Words that came into the closed lists after the first articles were labeled, and what stood there before them.
NEAREST: Final = {
    "politics_and_world": {"policy_and_law"},
    "transport": {"business", "other"},
    "consumer": {"business", "other"},
    "release_notes": {"announcement"},
    "case_study": {"announcement", "research"},
    "fact_check": {"news_report"},
}
_SPACE: Final = re.compile(r"\s+")


class Pair(NamedTuple):
    """One labeled article, our report on it, and the text the report's offsets count in."""

    row: Row
    report: Report
    text: str


def measure(pairs: Iterable[Pair]) -> dict[str, Figure]:
    """Return every figure the labels of these rows allow."""
    told = _told(pairs)
    agreed = _on_type(told)
    typed = [pair for pair in agreed if _typed(pair)]
    found = {
        "score inside band": figures.figure([[_inside(pair)] for pair in told], figures.share),
        "omissions micro F1": figures.figure(
            list(_each(told, _kinds("omissions", "kind"), "omissions")), figures.micro_f1
        ),
        "missing voices micro F1": figures.figure(
            list(_each(told, _kinds("missing_voices", "stakeholder"), "missing_voices")), figures.micro_f1
        ),
        "claims overlap F1": figures.figure(list(_each(told, _claims, "claims")), figures.micro_f1),
        "summary sentence hit rate": figures.figure(
            [hit for pair in told if pair.row.get("summary_sents") for hit in _summary(pair)], figures.share
        ),
    }
    for name, key, read in _CLOSED:
        found[f"{name} accuracy"] = figures.figure(
            [[_same(read(pair.report), pair.row[key][0])] for pair in told if _agreed(pair.row, key)], figures.share
        )
    found |= {
        "tactic accuracy": figures.figure([[_tactic(pair)] for pair in typed], figures.share),
        "tactic macro F1": figures.figure([_tactics(pair) for pair in typed], figures.macro_f1),
    }
    return verdicts(told) | {name: one for name, one in found.items() if one is not None}


def verdicts(pairs: Iterable[Pair]) -> dict[str, Figure]:
    """Return the figures that need no more of a report than its verdict and its loaded terms."""
    told = _told(pairs)
    agreed = _on_type(told)
    found = {
        "spin F1": figures.figure([_spin(pair) for pair in agreed], figures.f1),
        "none wrongly typed": figures.figure(
            [_spin(pair) for pair in agreed if pair.row["primary"][0] == v.SpinType.NONE], figures.share
        ),
        "primary accuracy": figures.figure([_types(pair) for pair in agreed], figures.accuracy),
        "primary macro F1": figures.figure([_types(pair) for pair in agreed], figures.macro_f1),
        "score Spearman": figures.figure([_scores(pair) for pair in told], figures.spearman),
        "score mean absolute error": figures.figure([_scores(pair) for pair in told], figures.mean_absolute_error),
        "loaded spans overlap F1": figures.figure(list(_each(told, _loaded, "loaded")), figures.micro_f1),
        "loaded spans overlap F1, same words marked": figures.figure(
            list(_each(told, _loaded_alike, "loaded")), figures.micro_f1
        ),
    }
    for one in TYPES:
        if any(pair.row["primary"][0] == one for pair in agreed):
            found[f"type {one.value} F1"] = figures.figure(
                [[p == TYPES.index(one), t == TYPES.index(one)] for p, t in map(_types, agreed)], figures.f1
            )
    return {name: one for name, one in found.items() if one is not None}


def majority(pairs: Iterable[Pair]) -> dict[str, Figure]:
    """Return what always saying the most frequent type, and the middle score, would reach."""
    told = _told(pairs)
    agreed = [TYPES.index(pair.row["primary"][0]) for pair in _on_type(told)]
    if not agreed:
        return {}
    most = max(sorted(set(agreed)), key=agreed.count)
    scores = sorted(_gold_score(pair.row) for pair in told)
    middle = scores[len(scores) // 2]
    found = {
        "primary accuracy": figures.figure([[most, one] for one in agreed], figures.accuracy),
        "primary macro F1": figures.figure([[most, one] for one in agreed], figures.macro_f1),
        "score mean absolute error": figures.figure([[middle, one] for one in scores], figures.mean_absolute_error),
    }
    for name, key, _ in _CLOSED:
        labels = [pair.row[key][0] for pair in told if _agreed(pair.row, key)]
        if labels:
            usual = max(sorted(set(labels)), key=labels.count)
            found[f"{name} accuracy"] = figures.figure([[one == usual] for one in labels], figures.share)
    return {name: one for name, one in found.items() if one is not None}


def misses(pairs: Iterable[Pair]) -> Iterator[tuple[str, str, str]]:
    """Yield id, our type and the labeled type of each article whose agreed type we missed."""
    for pair in _on_type(_told(pairs)):
        ours, labeled = str(pair.report["verdict"]["primary"]), str(pair.row["primary"][0])
        if ours != labeled:
            yield str(pair.row.get("id", "")), ours, labeled


def answered(pairs: Iterable[Pair]) -> dict[str, tuple[Figure, Figure]]:
    """Return by closed field how often a report answers it at all, and how often such an answer is right."""
    told = _told(pairs)
    found = {}
    for name, key, read in _CLOSED:
        cases = [(read(pair.report), pair.row[key][0]) for pair in told if _agreed(pair.row, key)]
        given = figures.figure([[ours is not None] for ours, _ in cases], figures.share)
        right = figures.figure([[_same(ours, labeled)] for ours, labeled in cases if ours is not None], figures.share)
        if given and right:
            found[name] = (given, right)
    return found


def confident(pairs: Iterable[Pair]) -> dict[str, Figure]:
    """Return the share of right types among the reports of each confidence: what the word means."""
    told = _on_type(_told(pairs))
    found = {
        level.value: figures.figure(
            [
                [ours == labeled]
                for p in told
                if p.report["verdict"]["confidence"] == level
                for ours, labeled in (_types(p),)
            ],
            figures.share,
        )
        for level in v.Level
    }
    return {level: one for level, one in found.items() if one is not None}


def _told(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs whose report has a verdict."""
    return [pair for pair in pairs if pair.report.get("status") == v.Status.PROCESSED]


def _on_type(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs whose labelers name the same type."""
    return [pair for pair in pairs if _agreed(pair.row, "primary")]


# --- closed fields -------------------------------------------------------------------------------------------------

_CLOSED: Final[tuple[tuple[str, str, Callable[[Report], str | None]], ...]] = (
    ("kind", "kind", lambda report: report["kind"]),
    ("topic", "topic", lambda report: report["topic"]),
    ("intent", "intent", lambda report: report["intent"]["intent"]),
    ("independence", "independence", lambda report: report["intent"]["independence"]),
    ("evidence strength", "evidence_strength", lambda report: report["integrity"]["evidence_strength"]),
    ("narrative risk", "narrative_risk", lambda report: report["integrity"]["narrative_risk"]),
    ("repetition risk", "repetition_risk", lambda report: report["integrity"]["repetition_risk"]),
    ("goal", "goal", lambda report: report["mechanics"]["goal"]),
)


def _agreed(row: Row, key: str) -> bool:
    return bool(row.get(key)) and len(set(map(str, row[key]))) == 1


def _same(ours: str | None, labeled: str) -> bool:
    return ours == labeled or labeled in NEAREST.get(str(ours), ())


def _spin(pair: Pair) -> list[bool]:
    return [pair.report["verdict"]["primary"] != v.SpinType.NONE, pair.row["primary"][0] != v.SpinType.NONE]


def _types(pair: Pair) -> list[int]:
    ours = v.SpinType(pair.report["verdict"]["primary"] or v.SpinType.NONE)
    return [TYPES.index(ours), TYPES.index(v.SpinType(pair.row["primary"][0]))]


def _typed(pair: Pair) -> bool:
    return pair.row["primary"][0] != v.SpinType.NONE and _agreed(pair.row, "tactic") and bool(pair.row["tactic"][0])


def _tactic(pair: Pair) -> bool:
    return bool(pair.report["verdict"]["tactic"] == pair.row["tactic"][0])


def _tactics(pair: Pair) -> list[int]:
    ours = pair.report["verdict"]["tactic"]
    return [TACTICS.index(ours) if ours in TACTICS else -1, TACTICS.index(pair.row["tactic"][0])]


def _gold_score(row: Row) -> float:
    return float(row["score_mean"]) if "score_mean" in row else fmean(row["score"])


def _scores(pair: Pair) -> list[float]:
    return [float(pair.report["verdict"]["score"]), _gold_score(pair.row)]


def _inside(pair: Pair) -> bool:
    band = pair.report["verdict"]["band"]
    return bool(band["low"] <= _gold_score(pair.row) <= band["high"])


# --- open fields ---------------------------------------------------------------------------------------------------


def _each(pairs: list[Pair], counts: Callable[[Pair], list[int]], key: str) -> Iterator[list[int]]:
    return (counts(pair) for pair in pairs if pair.row.get(key) is not None)


def _loaded(pair: Pair) -> list[int]:
    """Count overlaps of our loaded terms with the places that both labelers marked."""
    return _overlaps(_places(pair, pair.report["loaded_terms"]), _shared(*_marks(pair.row)))


def _loaded_alike(pair: Pair) -> list[int]:
    """Count the same with only those marks for which both labelers chose the very same words."""
    ours, theirs = _marks(pair.row)
    return _overlaps(_places(pair, pair.report["loaded_terms"]), sorted(set(ours) & set(theirs)))


def _marks(row: Row) -> tuple[list[Span], list[Span]]:
    """Return what each of the two labelers marked as loaded."""
    first, second = (
        [span for one in row["loaded"] if labeler in one["by"] for span in _find(row["text"], one["quote"])]
        for labeler in LABELERS
    )
    return first, second


def _shared(first: list[Span], second: list[Span]) -> list[Span]:
    """Return the stretches that lie in a mark of each labeler, those that share a character as one.

    One marks "outstanding performance" and the other "prepared an outstanding performance": both marked the place,
    although ``by`` lists them as two entries of one labeler each.
    """
    common = sorted((max(a, c), min(b, d)) for a, b in first for c, d in second if a < d and c < b)
    found: list[Span] = []
    for start, end in common:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _claims(pair: Pair) -> list[int]:
    """Count overlaps of our claims with the claims of the first labeler, or of the only one."""
    labeled = pair.row["claims"].get("A") or pair.row["claims"].get("B") or []
    spans = [span for one in labeled for span in _find(pair.row["text"], one["quote"])]
    return _overlaps(_places(pair, pair.report["claims"]), spans)


def _places(pair: Pair, items: Iterable[dict[str, Any]]) -> list[Span]:
    """Find our quotations in the labeled text; what stands in the title alone was outside of it."""
    return [span for one in items for span in _find(pair.row["text"], one["exact"])[:1]]


def _find(text: str, quote: str) -> list[Span]:
    """Return where a quotation stands first, spaces folded; empty where it does not."""
    folded = _SPACE.sub(" ", text)
    at = folded.find(_SPACE.sub(" ", quote).strip())
    return [] if at < 0 else [(at, at + len(_SPACE.sub(" ", quote).strip()))]


def _overlaps(ours: list[Span], labeled: list[Span]) -> list[int]:
    return [_met(ours, labeled), len(ours), _met(labeled, ours), len(labeled)]


def _met(spans: list[Span], others: list[Span]) -> int:
    """Count the spans that share a character with one of the others."""
    return sum(any(a < d and c < b for c, d in others) for a, b in spans)


def _kinds(key: str, field: str) -> Callable[[Pair], list[int]]:
    """Count closed words that both sides name; the labels are those of the first labeler, or of the only one."""

    def counts(pair: Pair) -> list[int]:
        labeled = pair.row[key]
        names = set(labeled.get("A") or labeled.get("B") or ()) if isinstance(labeled, dict) else set(labeled)
        ours = {str(one[field]) for one in pair.report[key]}
        both = len(names & ours)
        return [both, len(ours), both, len(names)]

    return counts


def _summary(pair: Pair) -> Iterator[list[bool]]:
    """Yield for each sentence behind our summary whether a labeler chose it for his."""
    quotes = [quote for chosen in pair.row["summary_sents"].values() for quote in chosen]
    spans = [span for quote in quotes for span in _find(pair.row["text"], quote)]
    for one in pair.report["summary_support"]:
        for a, b in _find(pair.row["text"], pair.text[one["start"] : one["end"]]):
            yield [any(a < d and c < b for c, d in spans)]
