"""Article -> what a language model is asked. Pure.

A fixed part first, which services keep between calls, then what is known of the source, then the text between two
lines with a random number that no text can know beforehand. The words of the fixed part lie in ``analyze/prompts/``;
types and tactics come from ``vocabulary``, so they are defined once.
"""

import hashlib
import json
import re
import unicodedata
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from generator import vocabulary as v
from generator.analyze.llm import shape
from generator.models import Article, Publisher

VERSION: Final = "report-1"
# Longer texts are cut at the end of a paragraph: what steers stands in front, and a bill has to end somewhere.
MOST_CHARACTERS: Final = 12_000
_SHOWN: Final = re.compile(r"[^\S\n]+")


class Question(NamedTuple):
    """What one call asks: the fixed part, the part about this article, and what it was made from."""

    system: str
    user: str
    cut_words: int  # words of the text that were left out at its end


class Fixed(NamedTuple):
    """The part that is the same for every article, with the digest that names it."""

    text: str
    digest: str


@cache
def fixed() -> Fixed:
    """Return the fixed part; its digest covers the form of the answer as well."""
    template = resources.files("generator.analyze").joinpath("prompts", f"{VERSION}.md").read_text(encoding="utf-8")
    types = "\n".join(f"- {key} ({info.label}): {info.gist}. {info.definition}" for key, info in v.TYPES.items())
    tactics = "\n".join(f"- {key}: {', '.join((*info.tactics, *info.extensions))}" for key, info in v.TYPES.items())
    text = template.replace("{types}", types).replace("{tactics}", tactics)
    form = json.dumps(shape.answer(), sort_keys=True)
    return Fixed(text, f"sha256:{hashlib.sha256((text + form).encode()).hexdigest()}")


def question(article: Article, publisher: Publisher, fence: str) -> Question:
    """Return what to ask about an article.

    Args:
        article: its text is cleaned of what no reader sees, and cut at ``MOST_CHARACTERS``.
        publisher: whose name and role the model is told.
        fence: a random number in hexadecimal digits, new for every call.
    """
    text, cut = _cut(_cleaned(article.text).replace(fence, ""))
    facts = {
        "publisher": _line(publisher.name),
        "kind of source": v.label(publisher.role),
        "published": article.published.date().isoformat() if article.published else "unknown",
    }
    lines = [
        *(f"{name}: {value}" for name, value in facts.items()),
        f"===== article {fence} begins =====",
        text,
        *([f"[cut: {cut} words]"] if cut else []),
        f"===== article {fence} ends =====",
        "Return the object.",
    ]
    return Question(fixed().text, "\n".join(lines), cut)


def _line(text: str) -> str:
    return " ".join(_cleaned(text).split())[:200]


def _cleaned(text: str) -> str:
    """Return the text in NFC, without controls and characters that show nothing."""
    kept = (
        one
        for one in unicodedata.normalize("NFC", text)
        if one == "\n" or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return _SHOWN.sub(" ", "".join(kept))


def _cut(text: str) -> tuple[str, int]:
    """Return the text up to the last paragraph that fits, and how many words were left out."""
    if len(text) <= MOST_CHARACTERS:
        return text, 0
    end = text.rfind("\n", 0, MOST_CHARACTERS)
    end = end if end > MOST_CHARACTERS // 2 else max(text.rfind(" ", 0, MOST_CHARACTERS), MOST_CHARACTERS // 2)
    return text[:end].rstrip(), len(text[end:].split())
