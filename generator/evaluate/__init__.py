"""Measure an analyzer against labeled data, in the open.

What goes in: benches (see ``load``) and the name of an analyzer. What comes out: an Evaluation. Reads the folders it is
given; what it measures is what readers get: the whole report as the pipeline makes it, or a grade of each sentence.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from generator import extract, pipeline
from generator import vocabulary as v
from generator.analyze import make
from generator.analyze.base import Grade, Grader
from generator.config import provisional
from generator.evaluate import floors, reports, sentences, wordlist
from generator.evaluate.figures import Figure
from generator.evaluate.load import Bench, benches
from generator.evaluate.reports import Pair

__all__ = ["Bench", "Evaluation", "Figure", "Measured", "as_json", "benches", "floors", "run"]

# Labeled texts often have a file name where an address should be; the reserved domain says that there is none.
NO_ADDRESS: Final = "https://unknown.invalid/"
# Reports of labeled articles are never published, so their dates mean nothing; one date keeps their bytes the same.
NO_DATE: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CHUNK: Final = 64

Progress = Callable[[str, int, int], None]


class Measured(NamedTuple):
    """What one bench gave.

    ``figures`` stand beside those of two baselines: always the most frequent answer, and the word lists alone.
    ``confidence`` is the share of right types by the word a report shows, ``answered`` the share of reports that answer
    a field and the share of right ones among these, ``misses`` id, our type and the labeled type.
    """

    bench: Bench
    figures: dict[str, Figure]
    majority: dict[str, Figure]
    word_lists: dict[str, Figure]
    confidence: dict[str, Figure]
    answered: dict[str, tuple[Figure, Figure]]
    misses: tuple[tuple[str, str, str], ...]
    skipped: str | None


class Evaluation(NamedTuple):
    """What was measured of one analyzer."""

    analyzer: str
    measured: tuple[Measured, ...]

    @property
    def results(self) -> floors.Results:
        """Return the figures by bench."""
        return {one.bench.name: one.figures for one in self.measured if one.figures}


def run(found: Sequence[Bench], analyzer: str, languages: tuple[str, ...], progress: Progress) -> Evaluation:
    """Measure an analyzer on benches.

    Args:
        found: the benches, as ``benches`` reads them.
        analyzer: its name in the registry.
        languages: languages the gate lets pass.
        progress: is told bench, done, all.

    Raises:
        ConfigError: no analyzer has that name.
    """
    return Evaluation(analyzer, tuple(_measure(bench, analyzer, languages, progress) for bench in found))


def as_json(found: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain values: figures with interval and cases, by bench."""
    return {
        "analyzer": found.analyzer,
        "benches": {
            one.bench.name: {
                "rows": len(one.bench.rows),
                "digest": one.bench.digest,
                "skipped": one.skipped,
                "figures": {name: figure._asdict() for name, figure in one.figures.items()},
                "majority": {name: figure._asdict() for name, figure in one.majority.items()},
                "word_lists": {name: figure._asdict() for name, figure in one.word_lists.items()},
                "confidence": {level: figure._asdict() for level, figure in one.confidence.items()},
                "answered": {
                    name: {"answered": given._asdict(), "right": right._asdict()}
                    for name, (given, right) in one.answered.items()
                },
                "misses": [list(miss) for miss in one.misses],
            }
            for one in found.measured
        },
    }


def _measure(bench: Bench, analyzer: str, languages: tuple[str, ...], progress: Progress) -> Measured:
    if bench.task is None:
        return _nothing(bench, "its rows hold nothing that a report says")
    if bench.task == "reports":
        pairs = list(_pairs(bench, analyzer, languages, progress))
        return _nothing(bench)._replace(
            figures=reports.measure(pairs),
            majority=reports.majority(pairs),
            word_lists=reports.verdicts(wordlist.reports(pairs)),
            confidence=reports.confident(pairs),
            answered=reports.answered(pairs),
            misses=tuple(reports.misses(pairs)),
        )
    grader = make(analyzer)
    if not isinstance(grader, Grader):
        return _nothing(bench, f"{analyzer} judges whole articles, no single sentences")
    if bench.task == "causal_strength":
        releases = _grades(grader, bench, [row["press_release_conclusion"] for row in bench.rows], progress)
        abstracts = _grades(grader, bench, [row["abstract_conclusion"] for row in bench.rows], progress)
        figures = sentences.causal_strength(list(zip(bench.rows, releases, strict=True)), abstracts)
        return _nothing(bench)._replace(figures=figures)
    texts = [row["text"] for row in bench.rows]
    measure = sentences.MEASURES[bench.task]
    told = (_grades(grader, bench, texts, progress), sentences.always(texts), wordlist.grades(texts))
    figures, always, listed = (measure(list(zip(bench.rows, grades, strict=True))) for grades in told)
    return _nothing(bench)._replace(figures=figures, majority=always, word_lists=listed)


def _nothing(bench: Bench, skipped: str | None = None) -> Measured:
    """Return a bench without a figure yet."""
    return Measured(bench, {}, {}, {}, {}, {}, (), skipped)


def _pairs(bench: Bench, analyzer: str, languages: tuple[str, ...], progress: Progress) -> list[Pair]:
    found = []
    for done, row in enumerate(bench.rows, start=1):
        progress(bench.name, done, len(bench.rows))
        url = str(row.get("url") or "")
        url = url if url.startswith(("http://", "https://")) and " " not in url else NO_ADDRESS
        role = v.Role(row["publisher_role"]) if row.get("publisher_role") in set(v.Role) else None
        desk = pipeline.Desk(provisional(url, name=row.get("publisher_name"), role=role), analyzer, languages)
        if not str(row["text"]).strip():
            continue
        report = pipeline.analyze_text(row["text"], url, row.get("title"), desk, NO_DATE)
        found.append(Pair(row, report, extract.from_text(row["text"], url=url, title=row.get("title")).text))
    return found


def _grades(grader: Grader, bench: Bench, texts: list[str], progress: Progress) -> list[Grade]:
    found: list[Grade] = []
    for at in range(0, len(texts), CHUNK):
        found += grader.grade(texts[at : at + CHUNK])
        progress(bench.name, len(found), len(texts))
    return found
