"""What a text is the occasion of (a launch, cuts, an incident, ...), and which counterparts it comes near.

What goes in: a Document. What comes out: occasions with the sentence that shows each; counterparts by count. Pure.
"""

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.tables import table, words
from generator.models import LoadedTerm
from generator.vocabulary import Role, Speaker

# Last words of what befalls somebody.
_EVENTS: Final = frozenset(
    ("breach", "incident", "outage", "access", "disruption", "interruption", "ransomware", "phishing")
)
# An occasion counts where the title or the lead shows it, or this many sentences do.
_ENOUGH: Final = 3
_HOW_TO: Final = re.compile(
    r"\b(?:how to|step \d|tips|recipe|ingredients|tutorial|guide|install|you can|you'll need|instructions|preheat)\b",
    re.IGNORECASE,
)
_OPINION: Final = re.compile(
    r"\b(?:should|must|I think|I believe|in my view|opinion|we need to|ought to|it is time)\b", re.IGNORECASE
)
_TECHNICAL: Final = re.compile(r"\b(?:v?\d+\.\d+(?:\.\d+)+|CVE-\d{4}-\d+|changelog|#\d{3,}|stabiliz\w+|deprecat\w+)\b")


class Occasion(NamedTuple):
    """One occasion and the sentence that shows it best."""

    name: str
    sentence: Sent
    hits: int
    words: str


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    return re.compile(table("omissions")[section][name], re.IGNORECASE)


@lru_cache(maxsize=16)
def shown(doc: Document) -> dict[str, Occasion]:
    """Return the occasions of a text by name, as its own voice shows them: no guest sets what a text owes."""
    found: dict[str, Occasion] = {}
    own = [*(one for one in doc.sentences if one.headline), *doc.own_body]
    for name in table("omissions")["occasion"]:
        pattern = _pattern("occasion", name)
        hits = [one for one in own if pattern.search(one.text)]
        front = [one for one in hits if one.index == 0 or one.lead]
        if front or len(hits) >= _ENOUGH:
            body = [one for one in hits if not one.headline] or hits
            best = next((one for one in body if one.lead), body[0])
            match = pattern.search(best.text)
            found[name] = Occasion(name, best, len(hits), match.group().lower() if match else name)
    return found


def is_event(what: str) -> bool:
    """Say whether a phrase names what befell somebody: an outage, a breach."""
    return what.lower().rsplit(maxsplit=1)[-1] in _EVENTS


def comes_near(text: str, name: str) -> bool:
    """Say whether a sentence holds a word of a counterpart."""
    return bool(_pattern("near", name).search(text))


def near(doc: Document, name: str) -> bool:
    """Say whether any sentence comes near a counterpart (price, limits, method, ...)."""
    return any(comes_near(one.text, name) for one in doc.body)


def near_count(doc: Document, name: str) -> int:
    """Return how many sentences come near a counterpart."""
    return sum(comes_near(one.text, name) for one in doc.body)


def instructing(doc: Document) -> bool:
    """Say whether a text teaches or lists steps."""
    own = doc.own_body
    return bool(_HOW_TO.search(doc.title)) or sum(bool(_HOW_TO.search(one.text)) for one in own) * 4 > len(own)


def arguing(doc: Document) -> bool:
    """Say whether a text argues for something in the author's own voice."""
    own = doc.own_body
    return sum(bool(_OPINION.search(one.text)) for one in own) * 8 > len(own) >= 8  # noqa: PLR2004


def technical_notes(doc: Document) -> bool:
    """Say whether a text is release notes or an advisory: versions, fixes, identifiers throughout."""
    if (
        re.search(r"\d+\.\d+|security releases?|release notes|changelog|advisory", doc.title, re.IGNORECASE)
        and doc.own_side
    ):
        return True
    own = [one.text for one in doc.own_body]
    marks = sum(len(_TECHNICAL.findall(text)) for text in own)
    length = sum(len(text.split()) for text in own)
    return marks * 60 > length and doc.publisher.role in (Role.PROJECT_BLOG, Role.COMPANY_BLOG, Role.NEWS_MEDIA)


@lru_cache(maxsize=16)
def quoted_share(doc: Document) -> float:
    """Return the share of body sentences in others' voice, 0 to 1."""
    return sum(one.speaker is Speaker.QUOTED for one in doc.body) / max(1, len(doc.body))


def heat(doc: Document, loaded: tuple[LoadedTerm, ...]) -> float:
    """Return how strongly the own voice judges, 0 to 3 or so: loaded terms and judging words per hundred words."""
    own = sum(one.weight for one in loaded if one.speaker is not Speaker.QUOTED)
    return 100 * own / max(150, doc.words) + 0.5 * warmth(doc)


@lru_cache(maxsize=16)
def warmth(doc: Document) -> float:
    """Return judging words per hundred words of the text's own voice."""
    judging = words("grammar", "evaluative") | words("grammar", "evaluative_adverbs")
    own = [
        word.strip(".,;:!?()\"“”'").lower()
        for one in doc.body
        if one.speaker is not Speaker.QUOTED
        for word in one.text.split()
    ]
    return 100 * sum(word in judging for word in own) / max(60, len(own))
