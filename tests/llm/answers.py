"""Answers of an invented model to the invented article of ``tests.articles``."""

from typing import Any

from generator.models import Answer

_LISTS = (
    *("planted", "loaded_terms", "claims", "omissions", "missing_voices", "beneficiaries", "spin_vs_substance"),
    *("questions", "counter_frames", "points", "keywords"),
)
BLANK: dict[str, Any] = {name: [] if name in _LISTS else None for name in Answer.model_fields}
FULL: dict[str, Any] = BLANK | {
    "loaded_terms": [
        {"exact": "revolutionary", "type": "hype", "tactic": "breakthrough framing", "weight": 2, "plainer": "new"},
        {"exact": "It is a toy", "type": "other", "tactic": None, "weight": 1, "plainer": None},
    ],
    "claims": [
        {
            "exact": "The ledger is 40 % faster than anything on the market.",
            "rank": "primary",
            "kind": "performance",
            "verification": "unverified_in_source",
            "risk": "moderate",
            "missing_evidence": ["a benchmark with its setup", "none"],
        }
    ],
    "omissions": [
        {
            "kind": "no_comparison",
            "text": "No rival ledger stands beside the figure.",
            "why": "A reader cannot tell faster than what.",
            "called_by": "The ledger is 40 % faster than anything on the market.",
        }
    ],
    "missing_voices": [{"stakeholder": "users_or_customers", "name": "small shops"}],
    "beneficiaries": [{"name": "Quillon", "gain": "new customers", "exact": "Sign up at the Quillon site."}],
    "spin_vs_substance": [{"spin": "revolutionary ledger", "substance": "A ledger for shops is offered."}],
    "believe": "That a purchase settles the matter.",
    "how": "Praise stands in front and prices stay away.",
    "questions": ["Who measured the speed?"],
    "counter_frames": [{"teller": "critic", "text": "A ledger without a price is offered to shops."}],
    "points": [
        {
            "text": "A shop owner calls it a toy.",
            "support": "“It is a toy,” said Mara Voss, who runs a shop in Ellerby.",
        }
    ],
    "summary": "Quillon offers small shops a ledger and names no price.",
    "framing": "Frames a ledger as a turning point rather than as a product.",
    "keywords": ["ledger", "shops", "blockchain"],
    "kind": "announcement",
    "topic": "software",
    "primary": "hype",
    "tactic": "breakthrough framing",
    "confidence": "medium",
}  # fmt: skip


def answer(**changes: object) -> Answer:
    """Return an answer that says much, or what a test changes."""
    return Answer.model_validate(FULL | changes)
