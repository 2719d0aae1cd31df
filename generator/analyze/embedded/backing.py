"""Claims -> how far a reader could check them from the text alone, with the reason in the text's own words. Pure.

What goes in: claims with their status, the primary one first. What comes out: the status of most of them and a sentence
that counts them; so whoever drops or adds claims has to count anew.
"""

from collections.abc import Sequence

from generator.analyze.embedded import anchors, wording
from generator.models import Claim, Integrity
from generator.vocabulary import Verification


def recounted(integrity: Integrity, claims: Sequence[Claim]) -> Integrity:
    """Return the integrity with what it says of verification held against these claims."""
    found = status(claims)
    told = {key: line for key, line in integrity.reasons.items() if key != "verification"}
    because = reason(claims, found)
    reasons = told | ({"verification": because} if because else {})
    return integrity.model_copy(update={"verification": found, "reasons": reasons})


def status(claims: Sequence[Claim]) -> Verification | None:
    """Return the status most claims share, the first counting twice; None where there is no claim."""
    if not claims:
        return None
    counts: dict[Verification, int] = {}
    for place, one in enumerate(claims):
        counts[one.verification] = counts.get(one.verification, 0) + (2 if place == 0 else 1)
    return max(counts, key=lambda status: (counts[status], status is Verification.UNVERIFIED, status.value))


def reason(claims: Sequence[Claim], verification: Verification | None) -> str | None:
    """Return on what the claims of a status rest, by the first that has wording to show and the count of the others."""
    lacking = [one for one in claims if one.verification is verification]
    cues = next((mark for mark in (_mark(one.exact) for one in lacking) if mark), None)
    if cues is None or verification is None:
        return None
    endings = {
        Verification.UNVERIFIED: f"“{cues}” rests on the text’s word alone",
        Verification.ATTRIBUTED: f"“{cues}” rests on what others said",
        Verification.PARTLY_SUPPORTED: f"“{cues}” comes with figures or a named source, not enough to check it",
        Verification.SUPPORTED: f"“{cues}” comes with something to check",
    }
    ending = endings.get(verification)
    rest = len(lacking) - 1
    more = f"; so it is with {wording.spelled(rest)} of the other claims" if rest else ""
    return f"{ending}{more}." if ending else None


def _mark(text: str) -> str | None:
    """Return the words of a claim that most ask to be checked, as they stand in it."""
    cues = anchors.of(text)
    counted = f"{cues.figure} {cues.counted}"
    options = (cues.superlative, cues.comparison, counted if cues.figure and counted in text else None)
    return next((one for one in options if one and " " in one), None)
