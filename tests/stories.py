"""One full, believable, invented story for tests that need a record with every field filled."""

import datetime as dt
import hashlib
from typing import Any

from generator import score
from generator import vocabulary as v
from generator.models import Hit, Omission, Publisher, Signals, Story

TITLE = "Gathering our strengths for a new season"
TEXT = f"""{TITLE}

Brackwater Ferries is gathering its strengths around night crossings. We are streamlining two terminals to give \
each crew room for what it does best.
From May the piers at Sandle and Oxley will be served from our harbor in Merrow. 95 positions will be released as we \
settle into an adjusted presence.
We will give generous help to all who leave. The new timetable will carry freight in half the time. Travelers will \
notice nothing.
“Nobody asked the crews,” said Tilda Marsh of the seafarers' union.
To try a night crossing, contact our booking desk."""
URL = "https://www.brackwater.example/news/gathering-our-strengths"
PUBLISHED = dt.datetime(2026, 11, 17, 9, 30, tzinfo=dt.UTC)
ANALYZED = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)

# exact words, type, tactic, weight, speaker, sentence (0 is the title), plainer
TERMS = (
    ("Gathering our strengths", "cushion", "strategic reset", 2, "headline", 0, "giving up routes"),
    ("streamlining two terminals", "cushion", "job-loss softening", 3, "publisher", 2, "closing two terminals"),
    ("adjusted presence", "fog", "strategic ambiguity", 2, "publisher", 4, "fewer piers"),
    ("generous help", "fog", "undefined metrics", 1, "publisher", 5, None),
    ("positions will be released", "cushion", "job-loss softening", 2, "publisher", 4, "people lose their jobs"),
    ("Nobody asked", "other", None, 1, "quoted", 8, "the council was not asked"),
)


def span(exact: str) -> dict[str, Any]:
    """Return words with their place in the text."""
    start = TEXT.index(exact)
    return {"exact": exact, "start": start, "end": start + len(exact)}


def place(exact: str) -> dict[str, int]:
    """Return the place of words in the text."""
    found = span(exact)
    return {"start": found["start"], "end": found["end"]}


def signals() -> Signals:
    """Return what the score reads."""
    hits = tuple(
        Hit(**place(exact), type=kind, tactic=tactic, weight=weight, speaker=speaker, sentence=sentence)
        for exact, kind, tactic, weight, speaker, sentence, _ in TERMS
    )
    words = len(TEXT.split())
    return Signals(
        words=words, own_words=words - 14, sentences=10, quoted_sentences=1, lead_end=3, voices=1, tone=66, hits=hits
    )


OMISSIONS = (
    Omission(
        kind=v.OmissionKind.NO_FIGURES,
        text="No ticket sales, cost or loss is named that would explain the step.",
        why="A closing of this size calls for a cause.",
        called_by=place("We are streamlining two terminals"),
    ),
    Omission(kind=v.OmissionKind.NO_BASELINE, text="“half the time” has nothing to be compared with."),
)


def make_story(**changes: object) -> Story:
    """Return the story with some fields changed; nested fields are given as whole values.

    ``title`` changes the title of the original, ``status`` makes a limited report lose its score.
    """
    title = changes.pop("title", TITLE)
    url = str(changes.pop("url", URL))
    counted = signals()
    verdict = score.verdict(
        counted,
        OMISSIONS,
        score.Proposal(v.SpinType.CUSHION, v.SpinType.FOG, "job-loss softening", v.Level.HIGH),
    )
    data: dict[str, Any] = {
        "id": hashlib.sha256(url.encode()).hexdigest()[:16],
        "slug": "gathering-our-strengths-for-a-new-season",
        "year": 2026,
        "status": "processed",
        "publisher": {
            "slug": "brackwater-ferries",
            "name": "Brackwater Ferries Blog",
            "domain": "brackwater.example",
            "role": "company_blog",
            "independence": "low",
        },
        "original": {
            "url": url,
            "title": title,
            "author": "Perrin Holt",
            "author_organization": "Brackwater Ferries",
            "published": PUBLISHED,
            "language": "en",
            "category": "Company news",
            "words": len(TEXT.split()) - 7,
            "origins": {"title": "feed", "published": "feed"},
            "feed": "https://www.brackwater.example/news/feed.xml",
        },
        **_findings(),
        "verdict": verdict,
        "omissions": OMISSIONS,
        "signals": counted,
        "provenance": {
            "analyzer": "embedded",
            "version": "0.1.0",
            "input_digest": f"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}",
            "analyzed": ANALYZED,
            "dropped": {"claims": 1},
            "copied_words": 61,
        },
        "created": ANALYZED,
        "updated": ANALYZED,
    }
    if changes.get("status") == "limited":
        data |= {"verdict": {}, "signals": None, "status_reason": "the body has 101 words"}
    return Story.model_validate(data | changes)


def _findings() -> dict[str, Any]:
    """Return every list and sentence of the report."""
    return {
        "kind": "announcement",
        "topic": "business",
        "keywords": ["strengths", "night crossings", "Sandle", "Oxley"],
        "framing": "Frames the end of two terminals as gathered strength rather than as a retreat.",
        "summary": "Brackwater gives up its piers at Sandle and Oxley in May and ends 95 positions.",
        "summary_support": [place("95 positions will be released")],
        "tldr": [
            "Two piers lose their terminals in May; 95 positions end.",
            "Help is promised without an amount or a date.",
        ],
        "tldr_support": [place("95 positions will be released"), place("generous help")],
        "key_stats": [{**place("95 positions"), "value": "95", "label": "positions that end"}],
        "mechanics": {
            "goal": "soften_bad_news",
            "believe": "That the closing was a choice for better work.",
            "harder_to_question": "What the change costs the towns of Sandle and Oxley.",
            "how": "Sets “streamlining” beside “what it does best”, so that the cut reads as care.",
            "spin_vs_substance": [{"spin": "adjusted presence", "substance": "two terminals close"}],
            "questions": ["What happens to the 95 people in June?"],
        },
        "beneficiaries": [
            {**place("Brackwater Ferries"), "name": "Brackwater Ferries", "gain": "calm among travelers"}
        ],
        "loaded_terms": [
            {**span(exact), "type": kind, "tactic": tactic, "weight": weight, "speaker": speaker, "plainer": plainer}
            for exact, kind, tactic, weight, speaker, _, plainer in TERMS
        ],
        "integrity": {
            "evidence_strength": "weak",
            "verification": "unverified_in_source",
            "narrative_risk": "moderate",
            "repetition_risk": "high",
            "likely_ai_summary": "Brackwater gathers its ferries around night crossings.",
            "reasons": {"evidence_strength": "No figure is given but the number of positions."},
        },
        "intent": {
            "intent": "promotional_distribution",
            "independence": "low",
            "reason": "The company writes about its own decision and ends with a line to its booking desk.",
            "spans": [{**span("contact our booking desk"), "speaker": "publisher"}],
        },
        "missing_voices": [{"stakeholder": "workers", "name": "the people in Oxley"}, {"stakeholder": "investors"}],
        "entities": [
            {**place("Brackwater Ferries"), "name": "Brackwater Ferries", "kind": "organization", "mentions": 1},
            {**place("Tilda Marsh"), "name": "Tilda Marsh", "kind": "person", "mentions": 1},
        ],
        "claims": [
            {
                **span("The new timetable will carry freight in half the time"),
                "speaker": "publisher",
                "rank": "primary",
                "kind": "business",
                "verification": "unverified_in_source",
                "risk": "moderate",
                "missing_evidence": ["Today's crossing time and how it is counted"],
            },
            {
                **span("From May the piers at Sandle"),
                "speaker": "author",
                "rank": "supporting",
                "kind": "business",
                "verification": "partly_supported_in_source",
                "risk": "low",
                "full_end": TEXT.index("Merrow") + 6,
                "fragment": "From%20May%20the%20piers,harbor%20in%20Merrow",
            },
        ],
        "counter_frames": [{"teller": "affected_party", "text": "95 people lose their work; nobody says why."}],
    }


def make_brackwater(**changes: object) -> Publisher:
    """Return the publisher of the story."""
    data: dict[str, Any] = {
        "slug": "brackwater-ferries",
        "name": "Brackwater Ferries Blog",
        "homepage": "https://www.brackwater.example/",
        "hosts": ("brackwater.example",),
        "role": "company_blog",
        "independence": "low",
        "feeds": ({"url": "https://www.brackwater.example/news/feed.xml"},),
        "about": "The blog of a company that runs ferries.",
    }
    return Publisher.model_validate(data | changes)


def numbered(number: int, **changes: object) -> Story:
    """Return one of several stories that differ in address, slug and title."""
    url = f"https://www.brackwater.example/news/story-{number}"
    return make_story(**({"url": url, "slug": f"story-{number}", "title": f"Story number {number}"} | changes))
