# ruff: noqa: SIM905 - word lists read better as words
"""The figures of a text with what they count, each with the words that bound it ("up to", "at least").

What goes in: a Document. What comes out: at most six exact stretches with a label. Pure. A number that names, dates or
numbers something is none, and neither is one whose noun the sentence does not give at once.
"""

import re
from typing import Final

from generator.analyze.embedded import anchors, grammar, salience
from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.grammar import Token
from generator.analyze.embedded.tables import words
from generator.models import KeyStat, LoadedTerm

MOST: Final = 6
# A table that was set as one line tells no figure apart.
LONGEST_SENTENCE: Final = 80
LONGEST_FIGURE: Final = 40
LABEL_WORDS: Final = 6
_SCALES: Final = frozenset("percent million billion trillion thousand hundred".split())
# Words that bound a figure; a figure never stands without them.
_BOUNDS: Final = tuple(
    tuple(phrase.split())
    for phrase in (
        *("up to", "at least", "at most", "more than", "less than", "fewer than", "no more than", "not more than"),
        *("no fewer than", "no less than", "as many as", "as much as", "as few as", "as little as", "an estimated"),
        *("an average of", "on average", "only about", "just over", "just under", "well over", "close to", "over"),
        *("under", "nearly", "almost", "about", "around", "roughly", "approximately", "some", "only", "just", "within"),
        *("below", "above", "minus", "estimated", "another", "first", "last", "next", "top"),
    )
)
# In a clause with one of these a figure is no fact of the text.
_SUPPOSED: Final = re.compile(
    r"\b(?:if|unless|would|could|may|might|should|suppose|imagine|say,|for example|for instance|e\.g|instead of|rather"
    r" than|not|n['’]t|no longer|never|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|project(?:s|ed)|estimates? that|step"
    r" \d|chapter|version)\b",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"[{}<>|=\\`#*_@]|https?:|www\.|\(\)|\.\.")
_PEOPLE: Final = frozenset("people men women children staff personnel police cattle fish sheep".split())
_SINGULAR_S: Final = frozenset(
    "is was has does this its us as less plus class process access address business basis crisis analysis status bonus "
    "focus campus caucus virus census news series species press loss boss pass gas bus process progress success".split()
)
# By themselves these say how long or how heavy, not what.
_UNITS: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years quarter quarters decade "
    "decades century centuries meter meters metre metres kilometer kilometers kilometre kilometres mile miles foot "
    "feet inch inches yard yards gram grams kilogram kilograms kilo kilos pound pounds ounce ounces tonne tonnes ton "
    "tons liter liters litre litres milliliters gallon gallons watt watts kilowatt kilowatts megawatt megawatts volt "
    "volts degree degrees point points byte bytes megabyte megabytes gigabyte gigabytes times pixels ohm ohms "
    "milligram milligrams celsius fahrenheit microgram micrograms millimeter millimeters centimeter centimeters".split()
)
_EMPTY: Final = frozenset("range total sum average record high low level rate maximum minimum".split())
_PREPOSED: Final = frozenset("of at to by".split())
# A verb that takes a figure for its subject: the subject says what is counted.
_STATES: Final = frozenset("is was were are reached totaled totalled hit came stood stands costs cost".split())
_RISES: Final = frozenset("rose grew increased climbed gained jumped".split())
_FALLS: Final = frozenset("fell dropped declined decreased shrank lost".split())


def find(doc: Document, loaded: tuple[LoadedTerm, ...] = ()) -> tuple[KeyStat, ...]:
    """Return at most six figures with what they count: no years, dates, versions or labels.

    What is counted is never told in a wording that the text was found to load.
    """
    spun = [one.exact.lower() for one in loaded]
    weights = salience.weights(doc)
    found: list[tuple[float, KeyStat]] = []
    seen: set[str] = set()
    for sentence in doc.body:
        if not _is_prose(sentence):
            continue
        tokens = grammar.tag(sentence.text)
        for index in range(len(tokens)) if len(tokens) <= LONGEST_SENTENCE else ():
            stat = _stat(sentence, tokens, index)
            if stat is not None and any(term in stat.label.lower() or stat.label.lower() in term for term in spun):
                continue
            if stat is not None and stat.value.lower() not in seen:
                seen.add(stat.value.lower())
                large = any(mark in stat.value for mark in "%$€£") or bool(_SCALES & set(stat.value.split()))
                found.append((weights[sentence.index] + 0.5 * large, stat))
    found.sort(key=lambda pair: (-pair[0], pair[1].start))
    return tuple(sorted((stat for _, stat in found[:MOST]), key=lambda one: one.start))


def _is_prose(sentence: Sent) -> bool:
    """Say whether a sentence is one, with a full stop, and supposes nothing."""
    text = sentence.text.rstrip()
    whole = text.endswith((".", ".”", '."', "!", ".’", ".)"))
    return whole and not _CODE.search(text) and not _SUPPOSED.search(text) and not sentence.endless


def _stat(sentence: Sent, tokens: tuple[Token, ...], index: int) -> KeyStat | None:
    """Return the figure at a token with what it counts, or None where it has none."""
    if not _counts(tokens, index):
        return None
    end = index + 1
    while end < len(tokens) and (tokens[end].text == "%" or tokens[end].lower in _SCALES):
        end += 1
    if _goes_on(tokens, end):
        return None
    start = _bounded(tokens, index)
    money = tokens[index].text[0] in "$€£¥"
    share = any(token.text == "%" or token.lower == "percent" for token in tokens[index:end])
    label = _counted(tokens, end, money=money, share=share) or _stated(tokens, start, index, money=money or share)
    if label is None:
        return None
    begin, stop = tokens[start].start, tokens[end - 1].end
    value = sentence.text[begin:stop]
    return KeyStat(start=sentence.start + begin, end=sentence.start + stop, value=value, label=label)


def _counts(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a number counts or measures, and is no part of a name, a label, a range or a longer number."""
    token = tokens[index]
    text = token.text
    if not anchors.is_figure(tokens, index) or len(text) > LONGEST_FIGURE:
        return False
    if re.search(r"(?:st|nd|rd|th|x)$", text) or re.search(r"\d[-–]\d|\.\.", text):
        return False
    bare = re.sub(r"\D", "", text)
    followed = tokens[index + 1] if index + 1 < len(tokens) else None
    unit = followed is not None and (followed.text == "%" or followed.lower in _SCALES)
    money = text[0] in "$€£¥" or "%" in text or unit
    if not money and len(bare) > 4 and "," not in text and "." not in text:  # noqa: PLR2004 - codes have no commas
        return False
    if not money and bare.strip("0") in {"", "1"} and len(bare) == 1:
        return False
    last = tokens[index - 1] if index else None
    if last is None:
        return True
    # "port 1521", "clause 17", "Line 4": a number behind a noun names which one.
    label = last.tag in ("NAME", "NUM") or (last.tag == "NOUN" and not last.lower.endswith("ing"))
    linked = last.text in "-–—/:#.+±≈~" or (last.text == "," and index > 1 and tokens[index - 2].tag == "NUM")
    return not (label or linked or _is_span(tokens, index))


def _is_span(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the number ends a range or a date ("2 to 9", "September 7 and 11", "between 2 and 9")."""
    before = tokens[max(0, index - 3) : index]
    joined = before and before[-1].lower in ("and", "or", "to", "through")
    numbered = len(before) > 1 and (before[-2].tag == "NUM" or before[-2].lower in _SCALES or before[-2].text == "%")
    return bool(joined and numbered) or any(token.lower == "between" for token in before)


def _goes_on(tokens: tuple[Token, ...], end: int) -> bool:
    """Say whether the number goes on behind its unit: a range, a fraction, another number, a ratio."""
    rest = tokens[end : end + 2]
    if not rest:
        return False
    first = rest[0]
    tight = first.start == tokens[end - 1].end
    if first.tag == "NUM" or (first.text in "-–/:.,()" and tight and len(rest) > 1 and rest[1].tag == "NUM"):
        return True
    if first.text in "-–—/:+±" or (tight and first.text in "()["):
        return True
    return first.lower in ("to", "and", "or", "through") and len(rest) > 1 and rest[1].tag == "NUM"


def _bounded(tokens: tuple[Token, ...], index: int) -> int:
    """Return where a figure begins with the words that bound it."""
    for phrase in sorted(_BOUNDS, key=len, reverse=True):
        before = tuple(token.lower for token in tokens[max(0, index - len(phrase)) : index])
        if before == phrase:
            return _bounded(tokens, index - len(phrase))
    return index


def _counted(tokens: tuple[Token, ...], start: int, *, money: bool, share: bool) -> str | None:
    """Return the noun phrase right behind a figure: what it counts, or what it is a share or an amount of."""
    opened = ""
    links = ("of", "in", "for") if money else ("of",) if share else ()
    if (
        start + 1 < len(tokens)
        and tokens[start].lower in links
        and (tokens[start].lower != "in" or tokens[start + 1].tag != "DET")
    ):
        opened = f"{tokens[start].lower} "
        start += 1
    end = start
    # A determiner may stand behind "of" alone.
    while end < len(tokens) and (
        tokens[end].tag in ("ADJ", "NOUN", "NAME", "VBN")
        or (tokens[end].tag == "POSS" and end > start)
        or (tokens[end].tag == "DET" and opened and end == start)
        or (tokens[end].lower in ("more", "fewer", "less") and end == start)
    ):
        end += 1
    heads = [at for at in range(start, end) if _heads(tokens, at, whole=money or share)]
    if not heads or heads[0] - start >= LABEL_WORDS:
        return None
    # Behind the first plural a word taken for a noun is a verb more often than not.
    last = next((at for at in heads if _is_plural(tokens[at])), heads[-1]) + 1
    while last in heads and _is_plural(tokens[last]):
        last += 1
    # No article, pronoun or verb's object follows a noun phrase: then its last word was a verb.
    if last < len(tokens) and tokens[last].tag in ("DET", "PRON"):
        return None
    vague = words("claims", "comparatives") | {"same", "own"}
    if tokens[last - 1].lower in vague or any(token.lower in ("same", "own") for token in tokens[start:last]):
        return None
    what = _of_what(tokens, last)
    alone = tokens[last - 1].lower in _UNITS and (money or not what)
    if alone or _goes_on(tokens, last) or _cut_short(tokens, last):
        return None
    return opened + _said(tokens[start:last]) + what


def _cut_short(tokens: tuple[Token, ...], last: int) -> bool:
    """Say whether a phrase that ends in a singular noun goes on behind it."""
    if last >= len(tokens) or _is_plural(tokens[last - 1]):
        return False
    return tokens[last].tag in ("CONJ", "VERB", "VBG", "NOUN", "NAME", "ADJ", "NUM")


def _heads(tokens: tuple[Token, ...], at: int, *, whole: bool) -> bool:
    """Say whether a noun can head what is counted: a plural, for shares and amounts a singular too."""
    token = tokens[at]
    if token.tag not in ("NOUN", "NAME") or len(token.text) < 3 or "." in token.text:  # noqa: PLR2004
        return False
    if whole:
        return token.tag == "NOUN" and (_is_plural(token) or token.lower not in _SINGULAR_S)
    return _is_plural(token)


def _is_plural(token: Token) -> bool:
    plural = token.lower.endswith("s") and not token.lower.endswith("ss") and token.lower not in _SINGULAR_S
    return plural or token.lower in _PEOPLE


def _of_what(tokens: tuple[Token, ...], at: int) -> str:
    """Return " of ..." behind a counted noun, where a short phrase follows."""
    if at + 1 >= len(tokens) or tokens[at].lower != "of":
        return ""
    end = at + 1
    while end < len(tokens) and tokens[end].tag in ("DET", "ADJ", "NOUN", "NAME") and end - at <= 4:  # noqa: PLR2004
        end += 1
    stops = end >= len(tokens) or tokens[end].tag in ("PUNCT", "PREP", "CONJ", "AUX", "MODAL", "REL")
    fits = end > at + 1 and tokens[end - 1].tag in ("NOUN", "NAME") and stops
    return f" {_said(tokens[at:end])}" if fits else ""


def _stated(tokens: tuple[Token, ...], start: int, index: int, *, money: bool) -> str | None:
    """Return what a figure is said to be: of "revenue of $96 million" revenue, of "sales fell by 6 percent" a fall."""
    if not money or start < 2:  # noqa: PLR2004 - a noun and a link
        return None
    last = tokens[start - 1]
    if last.lower == "of":
        return _noun_before(tokens, start - 1)
    verb = start - 2 if last.lower in _PREPOSED else start - 1
    lower = tokens[verb].lower
    by = last.lower == "by"
    if verb < 1 or (lower not in _STATES | _RISES | _FALLS) or (lower in _RISES | _FALLS) != by:
        return None
    subject = _subject(tokens, verb)
    if subject is None or any(token.tag == "NUM" for token in tokens[:index]):
        return None
    if by:
        return f"{'rise' if lower in _RISES else 'fall'} in {subject}"
    return f"cost of {subject}" if lower in ("cost", "costs") else subject


def _noun_before(tokens: tuple[Token, ...], end: int) -> str | None:
    start = end
    while start > 0 and tokens[start - 1].tag in ("ADJ", "NOUN") and end - start < 4:  # noqa: PLR2004
        start -= 1
    if start == end or tokens[end - 1].tag != "NOUN" or tokens[end - 1].lower in _EMPTY:
        return None
    # A verb read as a noun opens no phrase: an article or a preposition stands before one.
    led = start > 0 and (tokens[start - 1].tag in ("DET", "PREP", "CONJ", "VERB", "VBN", "NUM", "AUX"))
    return _said(tokens[start:end]) if led and tokens[start].lower not in ("same", "own") else None


def _subject(tokens: tuple[Token, ...], verb: int) -> str | None:
    """Return the noun phrase that opens the sentence, where nothing but it stands before the verb."""
    parts = tokens[:verb]
    if parts and parts[0].tag == "DET":
        parts = parts[1:]
    plain = all(
        token.tag in ("ADJ", "NOUN", "NAME", "POSS")
        or token.lower == "of"
        or (token.lower == "the" and place > 0 and parts[place - 1].lower == "of")
        for place, token in enumerate(parts)
    )
    pointing = tokens[0].lower in ("this", "that", "these", "those", "its", "their", "his", "her", "my", "it")
    if not parts or pointing or not plain or parts[-1].tag != "NOUN" or len(parts) > LABEL_WORDS:
        return None
    text = _said(parts)
    return text[0].lower() + text[1:] if parts[0].tag != "NAME" else text


def _said(tokens: tuple[Token, ...]) -> str:
    return "".join(("" if not place or token.tag == "POSS" else " ") + token.text for place, token in enumerate(tokens))
