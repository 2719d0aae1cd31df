"""What a story costs our own code where a model is asked: everything but litellm, the wire and the embedded analyzer.

What goes in: one article of the sample newsroom's length, an answer that says much about it. What comes out: CPU
seconds of prompt, reading, grounding, merging, verifying and scoring, per story.
"""

import json
import re
import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from generator.analyze import merging
from generator.analyze.base import Heard
from generator.analyze.embedded import ENGLISH
from generator.analyze.llm import grounding, prompt, reading
from generator.models import Answer
from generator.pipeline import Desk, examine, findings, settled_heap
from tests.articles import make_publisher

URL: Final = "https://bench.example/1"
ROUNDS, TIMES = 5, 10


def full_answer(text: str) -> str:
    """Return an answer that quotes an article at length: a term, a claim, a point of each of its first sentences."""
    sentences = [one.strip() for one in re.findall(r"[^.!?\n]+[.!?]", text.partition("\n\n")[2])]
    told = "The text says what its title promises."
    data: dict[str, Any] = dict.fromkeys(Answer.model_fields) | {
        "planted": [],
        "loaded_terms": [
            {"exact": " ".join(one.split()[:3]), "type": "hype", "tactic": None, "weight": 2, "plainer": "new"}
            for one in sentences[:15]
        ],
        "claims": [
            {
                "exact": one,
                "rank": "secondary",
                "kind": "other",
                "verification": "unverified_in_source",
                "risk": "low",
                "missing_evidence": ["a price list"],
            }
            for one in sentences[:8]
        ],
        "omissions": [
            {"kind": kind, "text": told, "why": told, "called_by": sentences[0]}
            for kind in ("no_method", "no_figures", "no_baseline", "no_timeline", "no_counterargument")
        ],
        "missing_voices": [],
        "beneficiaries": [],
        "spin_vs_substance": [{"spin": " ".join(one.split()[:3]), "substance": told} for one in sentences[:5]],
        "questions": [told] * 5,
        "counter_frames": [{"teller": "critic", "text": told}],
        "points": [{"text": told, "support": one} for one in sentences[:5]],
        "summary": told,
        "keywords": [word for word in sentences[0].split() if word.isalpha()][:8],
    }
    return json.dumps(data)


class Own(NamedTuple):
    """CPU seconds of our own code per story: in all, and beyond what verifying and scoring costs without a model."""

    whole: float
    beyond: float


def own_cpu_seconds(text: str, title: str) -> Own:
    """Return what a story costs that is neither litellm's nor the embedded analyzer's."""
    publisher = make_publisher()
    draft = examine.text(text, URL, title, Desk(publisher, "llm", ("en",))).draft
    if draft is None:
        raise AssertionError("the article of the bench passes the gate")
    article, seen, raw = draft.article, draft.seen, full_answer(draft.article.text)

    def with_model() -> None:
        prompt.question(article, publisher, "5f3a9c015f3a9c01", seen.planted_instructions)
        answer = reading.read(raw).answer
        if answer is None:
            raise AssertionError("the answer of the bench can be read")
        found = grounding.ground(answer, article, seen, ENGLISH)
        merged = merging.merge(seen, [Heard("bench", (found,), "One plain line.", 0.0, prompt.fixed().digest)])
        findings.of(merged, seen, article, publisher)

    with settled_heap():  # as the job does
        whole = _each(with_model)
        return Own(whole, whole - _each(lambda: findings.of(seen, seen, article, publisher)))


def _each(work: Callable[[], object]) -> float:
    """Return CPU seconds per call, the first one, which fills caches, apart.

    The least of some rounds counts, as with ``timeit``: what else runs on the machine only adds to it.
    """
    work()
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(TIMES):
            work()
        rounds.append((time.process_time() - started) / TIMES)
    return min(rounds)
