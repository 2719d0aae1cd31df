"""No generated sentence is canned: names and numbers masked, hardly any comes twice."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator import vocabulary as v
from generator.analyze.embedded import Embedded
from generator.models import Analysis
from tests.analyze import cases
from tests.articles import make_article, make_publisher

MOST_SHARE = 0.05


def sentences(one: Analysis) -> Iterator[str]:
    yield from (text for text in (one.framing, one.summary, *one.tldr) if text)
    yield from (text for claim in one.claims for text in claim.missing_evidence)
    for omission in one.omissions:
        yield omission.text
    how = one.mechanics
    yield from (text for text in (how.believe, how.harder_to_question, how.how, *how.questions) if text)
    yield from (frame.text for frame in one.counter_frames)
    yield from one.integrity.reasons.values()
    yield from (text for text in (one.integrity.likely_ai_summary,) if text)


def masked(text: str) -> str:
    return re.sub(r"\b(?:[A-Z][\w’'.-]*|\d[\w.,%]*)", "_", text)


def shares(analyses: Iterable[Analysis]) -> dict[str, float]:
    reports = [{masked(text) for text in sentences(one)} for one in analyses]
    counts = Counter(text for report in reports for text in report)
    return {text: count / len(reports) for text, count in counts.items() if count > 1}


def test_own_cases_share_no_sentence() -> None:
    texts = [
        (cases.LAUNCH_TITLE, cases.LAUNCH),
        (cases.CUTS_TITLE, cases.CUTS),
        (cases.BREACH_TITLE, cases.BREACH),
        (cases.WIRE_TITLE, cases.WIRE),
        (cases.HOW_TO_TITLE, cases.HOW_TO),
    ]
    analyses = [
        Embedded().analyze(make_article(title, body), make_publisher(name="Tarn Blog")) for title, body in texts
    ]
    assert shares(analyses) == {}


@pytest.mark.corpus
@pytest.mark.slow
def test_no_sentence_comes_in_more_than_a_twentieth_of_the_replay_reports(corpora: Path) -> None:
    rows = [json.loads(line) for line in (corpora / "replay" / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [row for row in rows if len(str(row.get("text") or "").split()) >= 150][::3]
    role = {"source-markdown": v.Role.PROJECT_BLOG}
    analyses = [
        Embedded().analyze(
            make_article(" ".join(str(row.get("title") or "").split()), str(row["text"]).strip(), url=row["url"]),
            make_publisher(role=role.get(row["kind"], v.Role.NEWS_MEDIA), name="Example"),
        )
        for row in texts
    ]
    canned = {text: share for text, share in shares(analyses).items() if share > MOST_SHARE}
    assert len(analyses) > 60
    assert canned == {}
