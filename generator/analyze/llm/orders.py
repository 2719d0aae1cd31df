"""What of an article no model is shown: passages that speak to machines, and sentences that ask for words. Pure.

A text for people rarely asks its reader to write, translate or answer anything. A model that is shown such a sentence
may do so, whatever it was told before; one that is not cannot.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator.models import Analysis, Article, Offsets

_VERBS: Final = (
    "add|anagram|answer|append|augment|break down|combine|compose|convert|create|decode|describe|develop|draft|enhance|"
    "encode|explain|generate|group|ignore|include|insert|integrate|introduce|jumble|list|misspell|modify|name|output|"
    "paraphrase|provide|rearrange|remove|render|repeat|replace|respond|reverse|rewrite|scramble|set|shift|spell|"
    "substitute|suggest|summari[sz]e|swap|tell|translate|use|write"
)
_POLITE: Final = (
    r"please|kindly|(?:dear |hey |hello )?(?:\w+ )?(?:assistant|chatbot|model|bot|ai|llm)s?"
    r"|you (?:must|should|have to|need to)|i (?:want|need|ask) you to"
)
# Who makes summaries and reports, what making them is called, and what they are made of: a text that says what is to
# become of these speaks to a machine.
_MAKERS: Final = (
    r"(?:language models?|llms?|ai|automated systems?|chatbots?|(?:ai )?assistants?|crawlers?|summari[sz]ers?)"
)
_MAKING: Final = r"(?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing)|classif(?:y|ied|ies|ication)|verdict|rating|json|rate[sd]?)"
_TEXT: Final = r"(?:this|the|an?) (?:article|text|page|story|post)"
_PARTS: Final = rf"(?:summar(?:y|ies)|list|field|verdict|score|primary|prompt|loaded_terms|{_TEXT}|the above|zero)"
_VERBS_OF_MAKING: Final = (
    "return|classify|rate|score|mark|treat|consider|keep|leave|make|let|begin|start|finish|end|quote|print|reveal|"
    "disregard|forget"
)
_TOLD: Final = re.compile(
    rf"\b{_MAKING}\b.{{0,60}}\b(?:of|for|from|as)? ?{_TEXT}\b.{{0,80}}\b(?:is|are|has|have|says?|begins?|must|should)\b"
    rf"|\b{_MAKERS}\b.{{0,80}}\b(?:should|must|ha(?:s|ve) to|correct|appropriate|acceptable|please|supposed to)\b"
    rf"|\b(?:whoever|anyone|anybody|everyone|any system|those) (?:who )?(?:\w+ )?{_MAKING}\b"
    r"|\b(?:primary|secondary|loaded_terms|verdict|score)\b\W{0,4}(?:is|equals?|set to|to|as|stays?)?\W{0,4}"
    r"(?:none|null|zero|empty|0|halo|hype|fog|cushion|shield|stampede)\b",
    re.IGNORECASE,
)
# Letters one of which stands in whatever the pattern finds: to look for them costs a tenth.
_SIGNS: Final = (
    *(
        "summar",
        "classif",
        "verdict",
        "rating",
        "json",
        "rate",
        "model",
        "llm",
        "ai",
        "automated",
        "chatbot",
        "assistant",
    ),
    *("crawler", "primary", "secondary", "loaded_terms", "score"),
)
_TO_MAKE: Final = re.compile(
    rf"\W*(?:(?:now|then|be sure|do|so) )?(?:{_VERBS_OF_MAKING})\b.{{0,60}}\b(?:{_PARTS}|words above)\b", re.IGNORECASE
)
_ORDER: Final = re.compile(
    rf"^\W*(?:(?:{_POLITE})\b\W*){{0,4}}(?:{_VERBS})\b|\b(?:your|the)\s+(?:\w+\s+)?(?:answer|response|reply|output)\b|\?[\"”’)]?$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^\n.!?]*(?:[.!?](?!\s|$)[^\n.!?]*)*[.!?]*[\"”’)]*")


def hidden(article: Article, seen: Analysis) -> tuple[Offsets, ...]:
    """Return what is neither sent to a model nor taken as a quotation from it, left to right, without overlaps.

    What the witness found addressed to machines is shown cut short; it is hidden up to the end of its line.
    """
    text = article.text
    found = [*(Offsets(start=one.start, end=_line_end(text, one.end)) for one in seen.planted_instructions)]
    found += (one for one in orders(text) if one.start > len(article.title))
    kept: list[Offsets] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = Offsets(start=kept[-1].start, end=one.end)
    return tuple(kept)


def shown(text: str, hidden: Iterable[Offsets]) -> str:
    """Return a text with spaces where something is hidden, so that all else keeps its place."""
    for one in hidden:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def orders(text: str) -> Iterator[Offsets]:
    """Yield the sentences that ask a reader to write or answer something."""
    for found in _SENTENCE.finditer(text):
        words = found.group().strip()
        if words and (_ORDER.search(words) or _TO_MAKE.match(words) or _tells(words)):
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            yield Offsets(start=start, end=start + len(words))


def _tells(sentence: str) -> bool:
    """Say whether a sentence tells what is to become of a summary or a report."""
    lower = sentence.lower()
    return any(sign in lower for sign in _SIGNS) and _TOLD.search(sentence) is not None


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
