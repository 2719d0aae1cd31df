"""No generated sentence is canned: names and numbers masked, hardly any comes twice."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator import verify
from generator import vocabulary as v
from generator.analyze.embedded import Embedded
from generator.models import Analysis
from tests.analyze import cases
from tests.articles import make_article, make_publisher

MOST_SHARE = 0.05


def sentences(one: Analysis) -> Iterator[str]:
    """Yield every sentence of ours in a report."""
    how, fixed = one.mechanics, one.integrity
    yield from (text for text in (one.framing, one.summary, one.intent.reason, fixed.likely_ai_summary) if text)
    yield from one.tldr
    yield from (text for claim in one.claims for text in claim.missing_evidence)
    yield from (text for omission in one.omissions for text in (omission.text, omission.why) if text)
    yield from (gain.gain for gain in one.beneficiaries)
    yield from (text for text in (how.believe, how.harder_to_question, how.how, *how.questions) if text)
    yield from (pair.substance for pair in how.spin_vs_substance)
    yield from (frame.text for frame in one.counter_frames)
    yield from fixed.reasons.values()


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
    analyses = []
    for row in texts:
        title = " ".join(str(row.get("title") or "").split())
        article = make_article(title, str(row["text"]).strip(), url=row["url"])
        publisher = make_publisher(role=role.get(row["kind"], v.Role.NEWS_MEDIA), name="Example")
        analyses.append(verify.analysis(Embedded().analyze(article, publisher), article, publisher).analysis)
    canned = {text: share for text, share in shares(analyses).items() if share > MOST_SHARE}
    assert len(analyses) > 60
    assert canned == {}
