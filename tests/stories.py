"""One full, believable, invented story for tests that need a record with every field filled."""

import datetime as dt
import hashlib
from typing import Any

from generator import score
from generator import vocabulary as v
from generator.models import Hit, Omission, Publisher, Signals, Story

TITLE = "Sharpening our focus for the decade ahead"
TEXT = f"""{TITLE}

Northwind Robotics is sharpening its focus on autonomous handling. We are right-sizing two locations so that every \
Northwinder can do the most meaningful work of their career.
In March the sites in Harrow and Lindby will be brought together with our campus in Calder. 340 roles will be impacted \
as part of our evolving footprint.
We will offer meaningful transition support to everyone. The new structure will let us ship twice as fast. Customers \
will see no change.
“Nobody asked the people on the line,” said Ada Brandt of the works council.
To learn more about autonomous handling, contact our sales team."""
URL = "https://www.northwind.example/news/sharpening-our-focus"
PUBLISHED = dt.datetime(2026, 11, 17, 9, 30, tzinfo=dt.UTC)
ANALYZED = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)

# exact words, type, tactic, weight, speaker, sentence (0 is the title), plainer
TERMS = (
    ("Sharpening our focus", "cushion", "strategic reset", 2, "headline", 0, "dropping product lines"),
    ("right-sizing two locations", "cushion", "job-loss softening", 3, "publisher", 2, "closing two sites"),
    ("evolving footprint", "fog", "strategic ambiguity", 2, "publisher", 4, "fewer sites"),
    ("meaningful transition support", "fog", "undefined metrics", 1, "publisher", 5, None),
    ("roles will be impacted", "cushion", "job-loss softening", 2, "publisher", 4, "people lose their jobs"),
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
    return Signals(words=words, own_words=words - 14, sentences=10, quoted_sentences=1, lead_end=3, voices=1, hits=hits)


OMISSIONS = (
    Omission(
        kind=v.OmissionKind.NO_FIGURES,
        text="No order book, cost or loss is named that would explain the step.",
        why="A closing of this size calls for a cause.",
        called_by=place("We are right-sizing two locations"),
    ),
    Omission(kind=v.OmissionKind.NO_BASELINE, text="“twice as fast” has nothing to be compared with."),
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
        "slug": "sharpening-our-focus-for-the-decade-ahead",
        "year": 2026,
        "status": "processed",
        "publisher": {
            "slug": "northwind-robotics",
            "name": "Northwind Robotics Blog",
            "domain": "northwind.example",
            "role": "company_blog",
            "independence": "low",
        },
        "original": {
            "url": url,
            "title": title,
            "author": "Ilse Tamm",
            "author_organization": "Northwind Robotics",
            "published": PUBLISHED,
            "language": "en",
            "category": "Company news",
            "words": len(TEXT.split()) - 7,
            "origins": {"title": "feed", "published": "feed"},
            "feed": "https://www.northwind.example/news/feed.xml",
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
        "keywords": ["focus", "autonomous handling", "Harrow", "Lindby"],
        "framing": "Frames the closing of two sites as a chosen step toward focus rather than as a loss.",
        "summary": "Northwind closes its sites in Harrow and Lindby in March and ends 340 roles.",
        "summary_support": [place("340 roles will be impacted")],
        "tldr": ["Two sites close in March; 340 roles end.", "Support is promised without amounts or dates."],
        "tldr_support": [place("340 roles will be impacted"), place("meaningful transition support")],
        "key_stats": [{**place("340 roles"), "value": "340", "label": "roles that end"}],
        "mechanics": {
            "goal": "soften_bad_news",
            "believe": "That the closing was a choice for better work.",
            "harder_to_question": "What the closing costs the people in Harrow and Lindby.",
            "how": "Sets “right-sizing” beside “meaningful work”, so that the cut reads as care.",
            "spin_vs_substance": [{"spin": "evolving footprint", "substance": "two sites close"}],
            "questions": ["What happens to the 340 people in April?"],
        },
        "beneficiaries": [{**place("Northwind Robotics"), "name": "Northwind Robotics", "gain": "calm among buyers"}],
        "loaded_terms": [
            {**span(exact), "type": kind, "tactic": tactic, "weight": weight, "speaker": speaker, "plainer": plainer}
            for exact, kind, tactic, weight, speaker, _, plainer in TERMS
        ],
        "integrity": {
            "evidence_strength": "weak",
            "verification": "unverified_in_source",
            "narrative_risk": "moderate",
            "repetition_risk": "high",
            "likely_ai_summary": "Northwind consolidates its sites to focus on autonomous handling.",
            "reasons": {"evidence_strength": "No figure is given but the number of roles."},
        },
        "intent": {
            "intent": "promotional_distribution",
            "independence": "low",
            "reason": "The company writes about its own decision and ends with a line to its sales team.",
            "spans": [{**span("contact our sales team"), "speaker": "publisher"}],
        },
        "missing_voices": [{"stakeholder": "workers", "name": "the people in Lindby"}, {"stakeholder": "investors"}],
        "entities": [
            {**place("Northwind Robotics"), "name": "Northwind Robotics", "kind": "organization", "mentions": 1},
            {**place("Ada Brandt"), "name": "Ada Brandt", "kind": "person", "mentions": 1},
        ],
        "claims": [
            {
                **span("The new structure will let us ship twice as fast"),
                "speaker": "publisher",
                "rank": "primary",
                "kind": "business",
                "verification": "unverified_in_source",
                "risk": "moderate",
                "missing_evidence": ["Today's shipping time and how it is counted"],
            },
            {
                **span("In March the sites in Harrow"),
                "speaker": "author",
                "rank": "supporting",
                "kind": "business",
                "verification": "partly_supported_in_source",
                "risk": "low",
                "full_end": TEXT.index("Calder") + 6,
                "fragment": "In%20March%20the%20sites,campus%20in%20Calder",
            },
        ],
        "counter_frames": [{"teller": "affected_party", "text": "340 people lose their work; nobody says why."}],
    }


def make_northwind(**changes: object) -> Publisher:
    """Return the publisher of the story."""
    data: dict[str, Any] = {
        "slug": "northwind-robotics",
        "name": "Northwind Robotics Blog",
        "homepage": "https://www.northwind.example/",
        "hosts": ("northwind.example",),
        "role": "company_blog",
        "independence": "low",
        "feeds": ({"url": "https://www.northwind.example/news/feed.xml"},),
        "about": "The blog of a company that builds robots for warehouses.",
    }
    return Publisher.model_validate(data | changes)


def numbered(number: int, **changes: object) -> Story:
    """Return one of several stories that differ in address, slug and title."""
    url = f"https://www.northwind.example/news/story-{number}"
    return make_story(**({"url": url, "slug": f"story-{number}", "title": f"Story number {number}"} | changes))
