"""What texts like this one usually leave out, where no sentence of this one comes near it.

What goes in: a Document, the chance of each kind of omission as the heads see it, what the text is about. What comes
out: omissions in general words. Pure.
"""

from collections.abc import Iterator
from typing import Final

from generator.analyze.embedded import occasions
from generator.analyze.embedded.document import Document
from generator.models import Offsets, Omission
from generator.vocabulary import OmissionKind as Kind

# Chance, by the heads taught on our own articles, from which an omission is named. Chosen on development articles.
CHANCE_FROM: Final = 0.3
# A diffuse counterpart touched by one sentence in so many is still left out.
ALLOWED_ONE_IN: Final = 8


def find(doc: Document, chances: dict[str, float], what: str, called: Offsets) -> Iterator[Omission]:
    """Yield the likely omissions that nothing in the text answers.

    Args:
        doc: the text.
        chances: probability by kind; kinds without one are not named.
        what: the phrase the text turns on, as it stands there.
        called: the sentence that calls for an answer.
    """
    told = _TOLD_OF_EVENTS if occasions.is_event(what) else _TOLD
    for kind, (counterpart, sentence, why) in told.items():
        allowed = len(doc.own_body) // ALLOWED_ONE_IN if counterpart in _DIFFUSE else 0
        if chances.get(kind.value, 0.0) >= CHANCE_FROM and occasions.near_count(doc, counterpart) <= allowed:
            yield Omission(kind=kind, text=sentence.format(what=what), why=why.format(what=what), called_by=called)


def counterpart(kind: Kind) -> str:
    """Return the name of the word list whose words answer an omission."""
    return _TOLD[kind][0]


# The counterpart that would answer each omission, and how it is told where only the kind of text calls for it.
_TOLD: Final = {
    Kind.NO_COMPARISON: (
        "baseline",
        "How {what} compares with others is not shown.",
        "Beside others {what} may look larger or smaller.",
    ),
    Kind.NO_INDEPENDENT_SOURCE: (
        "independent",
        "Nobody from outside is cited on {what}.",
        "A view from outside would test what is said of {what}.",
    ),
    Kind.NO_COST_OR_PRICE: (
        "price",
        "What {what} costs is not said.",
        "Whether {what} is worth it hangs on its cost.",
    ),
    Kind.NO_LIMITS_OR_TRADEOFFS: (
        "limits",
        "No limit or drawback of {what} is named.",
        "Where {what} ends, or does harm, stays open.",
    ),
    Kind.NO_METHOD: (
        "method",
        "How the statements on {what} were arrived at is not shown.",
        "Without the way behind them, statements on {what} have to be believed.",
    ),
    Kind.NO_FIGURES: (
        "counts",
        "No figure shows how much {what} amounts to.",
        "Without a figure {what} can be large or small.",
    ),
    Kind.NO_BASELINE: (
        "baseline",
        "What {what} is measured against is not given.",
        "A change in {what} means something only from a starting point.",
    ),
    Kind.NO_TIMELINE: (
        "timeline",
        "No date is set for {what}.",
        "Without a date nobody can tell when {what} is due.",
    ),
    Kind.NO_AFFECTED_PARTY: (
        "affected",
        "Those whom {what} touches are not heard.",
        "What {what} means for them only they can tell.",
    ),
    Kind.NO_COUNTERARGUMENT: (
        "counter",
        "No objection to {what} is reported.",
        "An objection would show what speaks against {what}.",
    ),
    Kind.NO_INTEREST_DISCLOSED: (
        "interest",
        "Who gains by {what} is not stated.",
        "Readers weigh {what} otherwise when they know who gains.",
    ),
    Kind.NO_FAILURE_HISTORY: (
        "failures",
        "Whether {what} has failed before is not told.",
        "An earlier failure of {what} would change the picture.",
    ),
}
# Nobody objects to an outage, and it has no price: of what befell somebody only these can be missed.
_TOLD_OF_EVENTS: Final = {
    kind: _TOLD[kind] for kind in (Kind.NO_INDEPENDENT_SOURCE, Kind.NO_FIGURES, Kind.NO_AFFECTED_PARTY)
} | {
    Kind.NO_FAILURE_HISTORY: (
        "failures",
        "Whether there was another {what} before is not told.",
        "An earlier {what} would change the picture.",
    ),
}
# A single "but" is no discussion of limits: of these counterparts one sentence in eight is still next to none.
_DIFFUSE: Final = frozenset(("limits", "baseline", "counter", "independent"))
