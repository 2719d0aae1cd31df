"""What sentences of our own may say: only names and numbers of the text, no markup, no accusation. Pure."""

import re

_NUMBER = re.compile(r"\d[\d.,:/]*\d|\d")
_NAME = re.compile(r"(?<![.!?:“”\"(]\s)(?<!^)\b[A-Z][\w’'-]+")
_MARKUP = re.compile(r"https?://|www\.|<[a-zA-Z/!]|\]\(|\{\{|\{%|```|^---|\S+@\S+\.\w", re.MULTILINE)
# Words of accusation: they may stand in a quotation of the text, never in a sentence of ours (report.md rule 7).
_ACCUSATION = re.compile(
    r"\b(l(?:ie[sd]?|ying|iars?)|fraud\w*|crim(?:e|es|inal\w*)|scam\w*|corrupt\w*|illegal\w*|cover(?:ed|s|ing)?[- ]up|"
    r"deceiv\w*|deceit\w*|manipulat\w*|dishonest\w*|propagand\w*|mislead\w*|conceal\w*)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Capitalized words our own sentences use without naming anything.
_OURS = {"AI", "I", "FOMO", "Cushion", "Shield", "Hype", "Halo", "Fog", "Stampede", "The"}


def fault(sentence: str, text: str, names: str = "") -> str | None:
    """Say what a sentence of ours may not say, or return None.

    Args:
        sentence: the generated sentence.
        text: the normalized article text.
        names: further names that may occur: publisher, organization, host.
    """
    if _MARKUP.search(sentence):
        return "markup or address"
    own = _QUOTED.sub(" ", sentence)
    if accusation := _ACCUSATION.search(own):
        return f"accusation: {accusation.group()}"
    for number in _NUMBER.findall(sentence):
        if not re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(number)}(?![.,]?\d)", text):
            return f"number not in the text: {number}"
    known = f"{text}\n{names}".casefold()
    for name in _NAME.findall(sentence):
        bare = name.removesuffix("'s").removesuffix("’s").strip("'’-")
        if bare not in _OURS and not re.search(rf"\b{re.escape(bare.casefold())}\b", known):
            return f"name not in the text: {bare}"
    return None
