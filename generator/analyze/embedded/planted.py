# ruff: noqa: E501, RUF001 - a pattern keeps its line; full-width marks are what is read here
"""Find passages of a page that are addressed to AI systems, and blank them out.

What goes in: the article's text. What comes out: offsets, or the text with those offsets blanked. Pure.
"""

import re

from generator.models import Span
from generator.vocabulary import Speaker

MOST_WORDS = 25
MOST_CHARACTERS = 400

_TELLING = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|your|any|the)\b
        [^.!?\n]{0,30}\b(?:instruction|prompt|rule|guideline|direction|context|command|system\s+message)s?\b
    | \b(?:ignore|disregard|forget)\s+(?:the\s+|everything\s+|all\s+(?:of\s+)?(?:the\s+)?)?(?:above|previous|preceding)\b
    | \bwhen\s+you\s+(?:summari[sz]e|process|analy[sz]e|score|report\s+on|answer\s+about)\s+this\b
    | (?:^|(?<=[.!?]\s))(?:Please\s+)?(?:Add|Anagram|Append|Apply|Attach|Begin|Change|Conclude|Convert|Direct|Embed|Encode|End|Finish|Format|Give|Group|Include|Incorporate|Insert|Integrate|Introduce|Jumble|Keep|Limit|Link|Make|Misspell|Output|Place|Prefix|Promote|Provide|Put|Rearrange|Recommend|Remove|Render|Repeat|Replace|Reverse|Scramble|Shift|Spell|Start|Substitute|Swap|Translate|Use|Write)\b[^\n]{0,120}?\byour\s+(?:\w+\s+)?(?:answer|response|reply|output|message|summary|completion)\b
    | (?:^|(?<=[.!?]\s))(?:Please\s+)?(?:Draft|Compose|Write|Translate|Paraphrase|Provide|Generate)\s+(?:me\s+)?(?:an?|the\s+following)\s+(?:[\w-]+\s+){0,3}(?:essay|poem|story|letter|speech|haiku|song|sentence|introduction|limerick|joke)\b
    | \b(?:include|add|insert|mention)\s+this\s+(?:fact|link|line|sentence|image)\s+in\s+(?:the|your)\b
    | \bdo\s+not\s+(?:process|analy[sz]e|score|summari[sz]e|rate|report\s+on)\s+this\s+(?:story|article|page|text|post)\b
    | \b(?:already|previously)\s+(?:scored|rated|classified)\s+this\s+(?:story|article|page|text)\b | \bkeep\s+scores?\s+consistent\b
    | \b(?:repeat|reveal|print|show|output)\s+(?:me\s+)?your\s+(?:system\s+prompt|instructions|api\s+key)
    | \bdecode\s+and\s+(?:obey|follow|execute|run)\b
    | \bspin\s+score\s*:?\s*\d | \bjson\s+field\s+["“'‘`] | "(?:spin_)?(?:score|verdict|primary|primary_spin|evidence_strength|who_benefits|claims|loaded_terms)"\s*:
    | \bAI\s+(?:readers|crawlers|summari[sz]ers|reviewers|agents|assistants|models)\s*[:,]
    | \b(?:AI|LLM|language\s+model|chatbot)s?\s+(?:systems?|tools?|models?|readers?|assistants?|agents?)?\s*(?:that\s+are\s+|who\s+are\s+)?(?:reading|processing|parsing|summari[sz]ing|analy[sz]ing|indexing)\s+(?:this|the)\b
    | (?:^|(?<=[.!?]\s))(?:To|For)\s+(?:any|all|every|each)\s+(?:AI|LLM|language\s+model|chatbot|assistant|bot|machine\s+reader)\w*\b[^.!?\n]{0,40}:
    | (?:^|(?<=[.!?]\s))(?:Dear\s+)?(?:AI|Assistant|LLM|Chatbot)\s*[,:]\s+(?:please\b|you\b|do\b|don['’]t\b|never\b|always\b|output\b|write\b|say\b|state\b|rate\b|report\b|treat\b|include\b|respond\b|answer\b)
    | \bwhen(?:ever)?\s+(?:you\s+are\s+)?(?:generating|writing|producing|creating|preparing)\s+(?:an?|the|your|any)\s+(?:\w+\s+)?(?:report|summary|analysis|verdict|answer)\s+(?:on|of|about|for)\s+this\b
    | \bassign\s+(?:it\s+|this\s+\w+\s+)?(?:an?\s+|the\s+)?(?:spin\s+score\b|(?:score|verdict|rating)\s+of\s+(?:\d|none\b)) | \bverdict\s+fields?\b
    | \brepeated?\s+(?:word\s+for\s+word|verbatim)\s+in\s+(?:the|your|any)\s+(?:summary|report|answer|output)\b
    | \b(?:system|developer)\s+(?:prompt|message)\b\s*[:=]
    | \b(?:as\s+an?|dear|attention|note\s+(?:to|for)|hey|hello|message\s+(?:to|for)|instructions?\s+(?:to|for))\s*,?\s+(?:an?\s+|any\s+|all\s+|the\s+)?
        (?:AI|LLM|large\s+language\s+model|language\s+model|AI\s+(?:assistant|model|system|agent|reviewer|reader)|chatbot|assistant)s?\b[^.!?\n]{0,60}
        \b(?:must|should|please|do\s+not|don['’]t|rate|score|write|say|output|respond|reply|report|summari[sz]e|treat|reading|processing)\b
    | \b(?:you\s+are|act\s+as)\s+(?:now\s+)?(?:an?\s+)?(?:DAN|unrestricted|jailbroken|in\s+developer\s+mode)\b
    | \b(?:rate|score|classify|label|mark|grade)\s+(?:this|the)\s+(?:article|text|page|post|story|content|company)\b[^.!?\n]{0,40}
        \b(?:as|with|at|zero|0|100|none|neutral|positive|trustworthy|unbiased)\b
    | \bset\s+(?:the\s+)?[\w\s]{0,20}\b(?:score|verdict|rating)\b\s+(?:to|at)\b
    | <\|(?:im_start|im_end|system|assistant|user|endoftext)\|>
    | \[/?(?:INST|SYSTEM)\]
    | <</?SYS>>
    | ^\s*\#{2,}\s*(?:system|instruction|assistant)s?\s*:?\s*$
    | ^\s*(?:system|assistant)\s*:\s
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_POINTING = re.compile(r"\bthis\s+(?:fact|link|line|sentence|image)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?。！？]+[\"'”’)]*(?=\s|$)|\n")


def passages(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of every sentence that talks to an AI system instead of a reader, in order."""
    found: list[tuple[int, int]] = []
    for match in _TELLING.finditer(text):
        start, end = _sentence_around(text, match.start(), match.end())
        if _POINTING.search(match[0]) and start > 1 and text[start - 1] == " ":
            # What is to be passed on stands before the order to do so.
            start, _ = _sentence_around(text, start - 2, start - 2)
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found[-1][1])
            found.pop()
        found.append((start, end))
    return tuple(found)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    left = max((one.end() for one in _STOP.finditer(text, max(0, start - 600), start)), default=max(0, start - 600))
    while left < start and text[left].isspace():
        left += 1
    right = _STOP.search(text, max(start, end - 1))
    stop = (right.start() if right[0] == "\n" else right.end()) if right else len(text)
    return left, max(end, min(stop, end + 600))


def masked(text: str, found: tuple[tuple[int, int], ...]) -> str:
    """Return the text with every passage turned into spaces; line breaks and offsets stay."""
    for start, end in found:
        blank = "".join(letter if letter == "\n" else " " for letter in text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def spans(text: str, found: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    """Return the passages as spans of at most 25 words, in the words of the page."""
    return tuple(_span(text, start, end) for start, end in found)


def _span(text: str, start: int, end: int) -> Span:
    for count, match in enumerate(re.finditer(r"\S+", text[start:end]), 1):
        if count == MOST_WORDS or match.end() > MOST_CHARACTERS:
            end = start + min(match.end(), MOST_CHARACTERS)
            break
    return Span(exact=text[start:end], start=start, end=end, speaker=Speaker.AUTHOR)
