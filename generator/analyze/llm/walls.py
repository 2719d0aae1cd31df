"""What a model wrote itself -> what of it may go on. Pure.

``verify`` holds every sentence of ours against names, numbers, markup and words of accusation, whoever wrote it. Here
is what only models do: placeholders instead of empty lists, talk about themselves, marks of their own protocol,
sentences without an end. A string with a fault is dropped, never mended by guess; one that is too long is cut at a
sentence.
"""

import re
import unicodedata
from typing import Final

_PLACEHOLDERS: Final = frozenset(
    (
        *("none", "n/a", "na", "null", "nil", "nothing", "no", "yes", "unknown", "unspecified", "string", "example"),
        *("not applicable", "not available", "not specified", "not determined", "not mentioned", "no omissions"),
        *("todo", "tbd"),
    )
)
# Control tokens, roles and templates of chats, and what models say when they refuse or think aloud.
_PROTOCOL: Final = re.compile(
    r"<\|?/?[a-z_]{2,20}\|?>|\[/?INST\]|```|\{\{|\}\}|\{%|%\}|^---|^\s*(?:system|assistant|user|human)\s*:"
    r"|\b(?:as an ai\b|as a (?:large )?language model|i (?:cannot|can['’]t|am unable to|won['’]t) "
    r"(?:help|comply|assist|provide|answer|analy[sz]e)|i['’]m sorry|let me think|my instructions"
    r"|the user (?:asks|asked|wants))",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS: Final = re.compile(
    r"\w+://|\bwww\.|\bjavascript:|\bdata:[a-z]+/|@\w|\][(\[:]|!\[|<[a-zA-Z/!]"
    r"|(?<![\w.])(?:[\w-]+\.)+[^\W\d_]{2,24}\b|\bdot (?:com|org|net|io|ai|app|co|shop|info)\b",
    re.IGNORECASE,
)
# What stands for a dot in addresses that are not to look like one.
_OTHER_DOTS: Final = re.compile(r"\u3002|\s?[\[({](?:\.|dot)[\])}]\s?", re.IGNORECASE)
# Words that put a crime, a vice or harm on somebody: a model may use one only where the article does. ``verify`` knows
# the words of deceit, which nobody may use.
CRIME: Final = re.compile(
    r"\b(?:brib|arrest|jail|convict|felon|poison|embezzl|swindl|launder|indict|imprison|steal(?!th)|stole|theft|thie[fv]"
    r"|robb|kill|execut(?:ed|es|ing|ions?)\b|murder|assault|smuggl|traffick|extort|blackmail|guilt|perjur|terroris|rap(?:e|ed|es|ist)\b|molest|abus"
    r"|harass|racis|sexis|nazi|addict|adulter|drunk|cocaine|heroin|p(?:a)?edophil|corrupt|fraud|scam|decei|cheat|liar"
    r"|conspir|sabotag|spie[ds]|spy|betray|bully|bulli|exploit|evad|tortur|slave|die[ds]?\b|dead(?!line)|death|cancer|diseas|sick|toxic|contaminat|injur|victim|suicid)\w*",
    re.IGNORECASE,
)
# What a sentence has beside letters. A list of what must not be is never whole: letters in squares or in braille, marks
# that nobody sees and controls all say something to somebody.
_OTHERS: Final = frozenset("0123456789 .,;:!?'\"()/%&$€£+-–—…‘’“”«»„°")
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’']?(?=\s|$)")
# What tells a reader to do something: a report tells nobody.
_ORDER: Final = re.compile(
    r"\byour?\b|(?:^|[.!?;:]\s+)(?:please|ignore|disregard|send|vote|visit|click|buy|pay|sign|donate|subscribe|download"
    r"|tell|give|rate|call|go|trust|remember|output|write|avoid|beware|never|boycott|join|follow|do not|don['’]t"
    r"|stop|sell|see)\b(?!\s*[.,]|-)",
    re.IGNORECASE,
)
# What tells what is to be done. A question may ask it.
_ADVICE: Final = re.compile(
    r"\b(?:should|must|ought|need(?:s|ed)? (?:to|not)|needn['’]t|ha(?:s|ve|d) (?:got )?to|had better|let['’]?s|let us)"
    r"\b",
    re.IGNORECASE,
)
_FAULTS: Final = ((_PROTOCOL, "protocol of a chat"), (_ADDRESS, "address or markup"), (_ORDER, "order to the reader"))
# Letters of different alphabets within one word imitate a name.
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_LOOKALIKE: Final = re.compile(r"[\u0370-\u03ff\u0400-\u052f\uff00-\uffef]")


def fault(text: str) -> str | None:
    """Say why a string of a model may not go on, or return None."""
    bare = " ".join(text.split())
    if not re.search(r"\w", bare):
        return "empty"
    if bare.strip(" .!-_").casefold() in _PLACEHOLDERS:
        return "placeholder"
    flat = _OTHER_DOTS.sub(".", unicodedata.normalize("NFKC", text))
    found = next((why for pattern, why in _FAULTS if pattern.search(flat)), None)
    if found is None and _ADVICE.search(flat) and not bare.endswith("?"):
        found = "advice"
    if found is None and any(not (one.isalpha() or one in _OTHERS) for one in bare):
        found = "marks that no sentence needs"
    if found is None and not bare.isascii() and any(map(_is_mixed, bare.split())):
        found = "letters of two alphabets in one word"
    return found


def _is_mixed(word: str) -> bool:
    return bool(_LATIN.search(word) and _LOOKALIKE.search(word))


def line(text: str | None, most: int = 600) -> str | None:
    """Return a string of a model as one line that ends where a sentence ends, or None where it may not go on.

    Args:
        text: what the model wrote.
        most: longest result in characters; a longer one is cut behind its last whole sentence, or dropped.
    """
    if text is None or fault(text):
        return None
    bare = " ".join(text.split())
    if len(bare) <= most:
        return bare
    ends = [found.end() for found in _SENTENCE_END.finditer(bare, 0, most)]
    return bare[: ends[-1]] if ends else None
