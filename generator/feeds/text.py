"""Clean markup and characters out of feed text. Pure.

What goes in: text as a feed gives it, with markup, entities (also escaped twice) and any character there is.
What comes out: plain text in NFC, without markup, controls or anything a reader cannot see.
"""

import html
import re
import unicodedata

from lxml import etree

TITLE_LIMIT = 300
SUMMARY_LIMIT = 20_000
# Markup takes room: this many times the limit is looked at, the rest of an endless field is not even read.
_RAW_FACTOR = 8
_MOST_MARKS = 3

_DROPPED_WITH_CONTENT = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math"))
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul", "option", "textarea",
))
# fmt: on
# Elements that stand alone in practice; any other name in angle brackets counts as markup only with its counterpart
# or with an attribute. So "Intent to unship <area>" keeps its words.
_ALONE = frozenset(("br", "hr", "img", "wbr", "p", "li", "script", "style"))

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>")
_COMMENT = re.compile(r"<!--.*?-->|<!--|<!\[CDATA\[|\]\]>|<!doctype[^>]*>|<\?[a-z][^>]*\?>", re.DOTALL | re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|template|noscript|iframe|object)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LOOKS_LIKE_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
# With its semicolon only: "?a=1&section=2" holds no section sign.
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")

_ZERO_WIDTH_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe0e\ufe0f"
# Format characters that are drawn: Arabic and Kaithi number signs (Unicode, Prepended_Concatenation_Mark).
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters, marks and symbols that draw nothing: grapheme joiner, Hangul and Khmer fillers, Mongolian selectors,
# blank Braille pattern.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
# Variation selectors, tags and places kept for more of their kind (Unicode, Default_Ignorable_Code_Point).
_IGNORABLE = ((0x2065, 0x2065), (0xFE00, 0xFE0D), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF))
_PLAIN = re.compile(r"[ -~]*")
# Scripts that need joiners inside words: Arabic to Tibetan, Myanmar, Khmer, Mongolian.
_JOINING = ((0x0600, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x18AF))


def title(raw: str) -> str:
    """Return a title as one line of plain text, at most 300 characters."""
    text = raw[: TITLE_LIMIT * _RAW_FACTOR]
    # Feeds escape titles once (as they should) or twice; a third layer is somebody's text.
    for _ in range(2):
        text = unescape(_strip_tags(text))
    return line(_strip_tags(text), TITLE_LIMIT)


def line(raw: str, limit: int) -> str:
    """Return visible characters in one line, cut at ``limit`` characters with an ellipsis."""
    return _cut(" ".join(visible(raw[: limit * _RAW_FACTOR]).split()), limit)


def summary(raw: str) -> str:
    """Return a summary or an article's markup as plain text, a line per block, at most 20,000 characters."""
    text = raw[: SUMMARY_LIMIT * _RAW_FACTOR]
    if not _LOOKS_LIKE_MARKUP.search(text):
        # Either plain text, or markup escaped twice. Markup itself is read once: what it shows may be code.
        text = unescape(text)
    if _LOOKS_LIKE_MARKUP.search(text):
        text = _markup_to_text(text)
    lines = (" ".join(one.split()) for one in visible(text).splitlines())
    return _cut("\n".join(one for one in lines if one), SUMMARY_LIMIT)


def unescape(text: str) -> str:
    """Return text with its entities replaced; a number that is no character becomes U+FFFD or nothing."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def visible(text: str) -> str:
    """Return text in NFC with nothing in it that cannot be seen, save spaces, line feeds and needed joiners.

    Left out: controls, bidirectional controls, zero-width and filler characters, tags, private use, more than three
    combining marks in a row. Kept: joiners inside emoji and inside words of scripts that need them. A lone
    surrogate becomes U+FFFD. Unicode 14 as in Python 3.11; characters newer than that are kept.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    kept: list[str] = []
    marks = 0
    for place, letter in enumerate(text):
        category = unicodedata.category(letter)
        shown = _shown(text, place, letter, category)
        marks = marks + 1 if category in ("Mn", "Me") and shown == letter else 0
        if shown and marks <= _MOST_MARKS:
            kept.append(shown)
    # What was left out may have kept a letter and its accent apart.
    return unicodedata.normalize("NFC", "".join(kept))


def _shown(text: str, place: int, letter: str, category: str) -> str:
    """Return what stands for a character: itself, a space, a line feed or nothing."""
    if category == "Cc":
        return "\n" if letter in "\n\r\x0b\x0c\x85" else " " if letter == "\t" else ""
    if category in ("Zs", "Zl", "Zp"):
        return " " if category == "Zs" else "\n"
    if letter in _ZERO_WIDTH_JOINERS or letter in _SELECTORS:
        return letter if _needed(text, place, letter) else ""
    if category == "Cf":
        return letter if letter in _VISIBLE_FORMATS else ""
    if category in ("Co", "Cs") or letter in _BLANKS or _is_no_character(ord(letter)):
        return ""
    return "" if any(first <= ord(letter) <= last for first, last in _IGNORABLE) else letter


def _needed(text: str, place: int, letter: str) -> bool:
    """Say whether a joiner or a selector does its work between its neighbors."""
    before = text[place - 1] if place else ""
    after = text[place + 1 : place + 2]
    if letter in _SELECTORS:
        return bool(before) and (unicodedata.category(before) in ("So", "Sm", "Po", "Pd") or before in "#*0123456789")
    if letter == "\u200d" and before and after:
        first = text[place - 2 : place - 1] if before in _SELECTORS or unicodedata.category(before) == "Sk" else before
        if _is_picture(first) and _is_picture(after):
            return True
    return _joins(before) and (_joins(after) or not after.strip())


def _is_picture(letter: str) -> bool:
    # Emoji newer than Python's table are unassigned there.
    return bool(letter) and unicodedata.category(letter) in ("So", "Cn", "Sm")


def _joins(letter: str) -> bool:
    return bool(letter) and any(first <= ord(letter) <= last for first, last in _JOINING)


def _is_no_character(point: int) -> bool:
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF  # noqa: PLR2004 - Unicode's noncharacters


def _strip_tags(text: str) -> str:
    if "<" not in text:
        return text
    text = _HIDDEN.sub(" ", _COMMENT.sub("", text))
    ends = {match[2].lower() for match in _TAG.finditer(text) if match[1]}
    starts = {match[2].lower() for match in _TAG.finditer(text) if not match[1]}
    pairs = ends & starts | _ALONE

    def replaced(match: re.Match[str]) -> str:
        name = match[2].lower()
        if name not in pairs and "=" not in match[3] and not match[1]:
            return match[0]
        return " " if name in _BLOCKS else ""

    return _TAG.sub(replaced, text)


def _markup_to_text(markup: str) -> str:
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<div>{_without_controls(markup)}</div>", parser)
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag
        block = "\n" if name in _BLOCKS else ""
        if event == "start" and name in _DROPPED_WITH_CONTENT:
            walk.skip_subtree()
        elif event == "start":
            parts += (block, element.text or "")
        else:
            parts += (block, element.tail or "")
    return "".join(parts)


def _without_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    word = head.rpartition(" ")[0]
    # Text without spaces (or one endless word) is cut where it is.
    return f"{(word if len(word) > limit // 2 else head).rstrip()}\N{HORIZONTAL ELLIPSIS}"
