"""One-line summaries that models really gave -> whether machines repeat the frame of a text. Pure.

What goes in: the lines, and the analysis they are held against. What comes out: its ``Integrity`` with measured values.
A line repeats the frame when it says loaded wording of the text's own voice as its own, or an unbacked primary claim of
that voice without saying whose claim it is.
"""

import re
from collections.abc import Sequence
from typing import Final

from generator import vocabulary as v
from generator.models import Analysis, Claim, Integrity, LoadedTerm
from generator.origins import Basis

# A line retells a claim when it holds this share of the claim's longer words.
RETOLD_FROM: Final = 0.6
# From this share of lines on, repeating is the rule.
OFTEN_FROM: Final = 2 / 3
_LONG: Final = 4
_WORD: Final = re.compile(r"[\w’'-]+")
_ATTRIBUTION: Final = re.compile(
    r"\b(?:says?|said|claims?|claimed|according to|reports?|reported|announces?|announced|argues?|argued|states?|"
    r"stated|calls?|called|describes?|described|presents?|promises?|promised|touts?|plans?)\b|[“\"]",
    re.IGNORECASE,
)
_COUNTS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def measured(seen: Analysis, lines: Sequence[str]) -> Integrity:
    """Return the integrity of an analysis with what models made of the text in one line.

    Args:
        seen: the embedded analysis; its integrity holds the predicted values.
        lines: one line per model that gave one which the text carries, at least one.
    """
    repeating = [(line, found) for line in lines if (found := repeated(line, seen))]
    shown, wording = repeating[0] if repeating else (lines[0], None)
    share = len(repeating) / len(lines)
    often = share >= OFTEN_FROM and (len(lines) > 1 or seen.integrity.repetition_risk is v.Risk.HIGH)
    risk = v.Risk.HIGH if often else v.Risk.MODERATE if repeating else v.Risk.LOW
    reason = _told(len(repeating), len(lines), wording)
    reasons = {key: told for key, told in seen.integrity.reasons.items() if key != "repetition_risk"}
    return seen.integrity.model_copy(
        update={
            "basis": Basis.MEASURED,
            "likely_ai_summary": shown,
            "repetition_risk": risk,
            "reasons": reasons | {"repetition_risk": reason},
        }
    )


def _told(repeating: int, lines: int, wording: str | None) -> str:
    """Say how many models repeat the framing when asked for one line, and with which wording."""
    if lines == 1:
        who, says = "A model asked for one line", "repeats" if wording else "does not repeat"
    else:
        who = f"{_counted(repeating).capitalize()} of {_counted(lines)} models that gave a line"
        says = "repeat" if repeating > 1 else "repeats"
    what = f"“{wording}”" if wording else "the framing"
    return f"{who} {says} {what}{' or the like' if repeating > 1 else ''}."


def repeated(line: str, seen: Analysis) -> str | None:
    """Return the wording of the text's own voice that a line takes over, or None."""
    own = (one for one in seen.loaded_terms if one.speaker is not v.Speaker.QUOTED)
    term = next((one for one in own if _says(line, one)), None)
    if term is not None:
        return term.exact
    claim = next((one for one in seen.claims if _unbacked(one) and _retells(line, one)), None)
    return " ".join(claim.exact.split()[:6]) if claim is not None else None


def _says(line: str, term: LoadedTerm) -> bool:
    """Say whether a line says a wording by itself: marked as a quotation it is somebody's."""
    bare = re.sub(r"“[^”]*”|\"[^\"]*\"", " ", line)
    return re.search(rf"(?<!\w){re.escape(term.exact)}(?!\w)", bare, re.IGNORECASE) is not None


def _unbacked(claim: Claim) -> bool:
    own = claim.speaker is not v.Speaker.QUOTED
    return own and claim.rank is v.Rank.PRIMARY and claim.verification is v.Verification.UNVERIFIED


def _retells(line: str, claim: Claim) -> bool:
    words = _long_words(claim.exact)
    return bool(words) and not _ATTRIBUTION.search(line) and len(words & _long_words(line)) / len(words) >= RETOLD_FROM


def _long_words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) >= _LONG}


def _counted(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else "many"
