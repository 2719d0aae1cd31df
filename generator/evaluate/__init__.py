"""Measure an analyzer against labeled data, in the open.

What goes in: benches (see ``load``) and the name of an analyzer. What comes out: an Evaluation. Reads the folders it is
given; what it measures is what readers get: the whole report as the pipeline makes it, or a grade of each sentence.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Final, NamedTuple

from generator import extract, pipeline
from generator import vocabulary as v
from generator.analyze import asks, ensemble, make
from generator.analyze.base import Grade, Grader
from generator.analyze.llm.faults import CallError, Fault
from generator.config import provisional
from generator.errors import AnalyzeError, SpinError
from generator.evaluate import floors, reports, sentences, wordlist
from generator.evaluate.figures import Figure
from generator.evaluate.load import Bench, Row, benches
from generator.evaluate.reports import Pair

__all__ = ["Bench", "Evaluation", "Figure", "Measured", "as_json", "benches", "floors", "run"]

# Labeled texts often have a file name where an address should be; the reserved domain says that there is none.
NO_ADDRESS: Final = "https://unknown.invalid/"
# Reports of labeled articles are never published, so their dates mean nothing; one date keeps their bytes the same.
NO_DATE: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CHUNK: Final = 64
# What a call fails by because of the text it asks about; with any other fault the service failed, or the money ended.
OF_THE_TEXT: Final = frozenset((Fault.LENGTH, Fault.FILTER, Fault.CUT, Fault.EMPTY, Fault.UNREADABLE))

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
    model: str | None = None

    @property
    def results(self) -> floors.Results:
        """Return the figures by bench."""
        return {one.bench.name: one.figures for one in self.measured if one.figures}


def run(
    found: Sequence[Bench],
    analyzer: str,
    languages: tuple[str, ...],
    progress: Progress,
    consulting: pipeline.Consulting | None = None,
) -> Evaluation:
    """Measure an analyzer on benches.

    Args:
        found: the benches, as ``benches`` reads them.
        analyzer: its name in the registry.
        languages: languages the gate lets pass.
        progress: is told bench, done, all.
        consulting: settles drafts, for an analyzer that asks models; it says so where no model answered.

    Raises:
        ConfigError: no analyzer has that name.
        SpinError: a service failed, or the cap was reached: figures would be of another analyzer.
    """
    desk = _Desk(analyzer, languages, consulting or pipeline.Consulting(None), progress)
    measured = tuple(_measure(bench, desk) for bench in found)
    bill = desk.consulting.analyzer.bill() if desk.consulting.analyzer else None
    if bill is not None and bill.stopped is not None:
        # Of several models one may be given up while the others answer for it.
        raise _unmeasured(f"not all models could be asked: {bill.stopped}")
    return Evaluation(analyzer, measured, ", ".join(bill.models) or None if bill else None)


def as_json(found: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain values: figures with interval and cases, by bench."""
    return {
        "analyzer": found.analyzer,
        "model": found.model,
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


class _Desk(NamedTuple):
    """What every bench is measured with."""

    analyzer: str
    languages: tuple[str, ...]
    consulting: pipeline.Consulting
    progress: Progress


def _measure(bench: Bench, desk: _Desk) -> Measured:
    if bench.task is None:
        return _nothing(
            bench,
            "not all of its rows hold the fields of a task, or its folder is not named for one: see CONTRIBUTING.md",
        )
    if bench.task == "reports":
        pairs = _pairs(bench, desk)
        return _nothing(bench)._replace(
            figures=reports.measure(pairs),
            majority=reports.majority(pairs),
            word_lists=reports.verdicts(wordlist.reports(pairs)),
            confidence=reports.confident(pairs),
            answered=reports.answered(pairs),
            misses=tuple(reports.misses(pairs)),
        )
    grader = None if asks(desk.analyzer) else make(desk.analyzer)
    if not isinstance(grader, Grader):
        return _nothing(bench, f"{desk.analyzer} judges whole articles, no single sentences")
    if bench.task == "causal_strength":
        releases = _grades(grader, bench, [row["press_release_conclusion"] for row in bench.rows], desk.progress)
        abstracts = _grades(grader, bench, [row["abstract_conclusion"] for row in bench.rows], desk.progress)
        figures = sentences.causal_strength(list(zip(bench.rows, releases, strict=True)), abstracts)
        return _nothing(bench)._replace(figures=figures)
    texts = [row["text"] for row in bench.rows]
    measure = sentences.MEASURES[bench.task]
    told = (_grades(grader, bench, texts, desk.progress), sentences.always(texts), wordlist.grades(texts))
    figures, always, listed = (measure(list(zip(bench.rows, grades, strict=True))) for grades in told)
    return _nothing(bench)._replace(figures=figures, majority=always, word_lists=listed)


def _nothing(bench: Bench, skipped: str | None = None) -> Measured:
    """Return a bench without a figure yet."""
    return Measured(bench, {}, {}, {}, {}, {}, (), skipped)


def _pairs(bench: Bench, desk: _Desk) -> list[Pair]:
    """Return every labeled article with our report; models are asked about several at once."""
    if desk.consulting.analyzer is not None:
        desk.consulting.analyzer.expect([len(str(row["text"])) for row in bench.rows])
    begun = []
    for done, row in enumerate(bench.rows, start=1):
        if str(row["text"]).strip():
            begun.append((row, *_begun(row, desk)))
        desk.progress(bench.name, done, len(bench.rows))
    found = []
    for done, (row, own, examined, future) in enumerate(begun, start=1):
        report = pipeline.record(_answered(examined, future, own), own, NO_DATE)
        if desk.consulting.analyzer is not None:
            desk.progress(f"{bench.name}, answers", done, len(begun))
        found.append(Pair(row, report, extract.from_text(row["text"], url=_url(row), title=row.get("title")).text))
    return found


def _begun(row: Row, desk: _Desk) -> "tuple[pipeline.Desk, pipeline.Examined, Future[pipeline.Examined]]":
    """Examine one article, and have its draft judged if there is one."""
    role = v.Role(row["publisher_role"]) if row.get("publisher_role") in set(v.Role) else None
    publisher = provisional(_url(row), name=row.get("publisher_name"), role=role)
    own = pipeline.Desk(publisher, desk.analyzer, desk.languages)
    examined = pipeline.examine_text(row["text"], _url(row), row.get("title"), own)
    return own, examined, desk.consulting.settle(examined, publisher)


def _answered(
    examined: pipeline.Examined, future: "Future[pipeline.Examined]", own: pipeline.Desk
) -> pipeline.Examined:
    """Return what models made of an article, the witness's findings where they said nothing of use, as in a run.

    Raises:
        SpinError: a service failed, or the cap was reached.
    """
    try:
        return future.result()
    except AnalyzeError as error:
        cause = error.__cause__
        if examined.draft is None or (isinstance(cause, CallError) and cause.fault not in OF_THE_TEXT):
            raise _unmeasured(error.problem) from error
        return pipeline.settled(examined, ensemble.alone(examined.draft.seen, error.problem), own.publisher)


def _unmeasured(problem: str) -> SpinError:
    return SpinError(
        f"evaluate: {problem}: figures would be those of another analyzer, so there are none: see generator doctor "
        "--llm, raise SPIN_MAX_COST where the cap was reached, and evaluate again; answers that came are kept"
    )


def _url(row: Row) -> str:
    url = str(row.get("url") or "")
    return url if url.startswith(("http://", "https://")) and " " not in url else NO_ADDRESS


def _grades(grader: Grader, bench: Bench, texts: list[str], progress: Progress) -> list[Grade]:
    found: list[Grade] = []
    for at in range(0, len(texts), CHUNK):
        found += grader.grade(texts[at : at + CHUNK])
        progress(bench.name, len(found), len(texts))
    return found
