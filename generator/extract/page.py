"""Bytes of a page become a tree that is safe to walk. Pure.

What goes in: the body of an answer and its headers. What comes out: text in the right charset, and an lxml tree of
bounded depth and size.
"""

import codecs
import re
from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# The network door lets 5 MB of page through; more characters than that are a mistake of the caller's.
MAX_CHARACTERS = 5_000_000
# Real pages stay below 100 levels. Extraction walks trees recursively and answers nothing at all on 20,000 levels.
MAX_DEPTH = 200
# 50,000 small cells cost seconds in every extractor (adbar/trafilatura#189). News pages have up to 6,000 elements, and
# the body is cut at 60,000 characters anyway.
MAX_ELEMENTS = 20_000

# What browsers do with these labels (WHATWG Encoding, "Names and labels").
_AS_BROWSERS_READ = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "utf8": "utf-8",
}
# Python's codec list also holds non-text codecs and UTF-7, which no browser reads.
_TEXT_CODEC = re.compile(
    r"(utf-(8|16)|iso-?8859-|windows-125|cp(125|874|9)|gb|big5|shift_jis|euc-|koi8-|mac)", re.IGNORECASE
)
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_META_WITHIN_BYTES = 4096

# Comments, scripts and styles pass as they stand; an unclosed one runs to the end, as in a browser.
_PIECE = re.compile(
    r"<!--(?:.*?-->|.*)|<(script|style|textarea|title)\b(?:.*?</\1\s*>|.*)|<(/?)([a-z][a-z0-9]*)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
# These never nest for long, or end without a closing tag.
_FLAT = frozenset(
    re.findall(
        r"\S+",
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody "
        "tfoot option colgroup html head body",
    )
)

# Not a Char of XML 1.0, section 2.2.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the text of a page: charset of HTTP, then byte order mark, then meta, then detection.

    A declared charset that cannot read the bytes gives way to the next; undecodable bytes become U+FFFD.
    """
    for name in _declared(body, headers):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode(_detected(body), errors="replace")


def tree(text: str) -> HtmlElement | None:
    """Return the tree of a page, at most 200 levels deep and 20,000 elements long; None where there is no element."""
    flat = flatten(text[:MAX_CHARACTERS].replace("\0", ""))
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(flat.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    _shorten(root)
    _without_controls(root)
    return root


def _without_controls(root: HtmlElement) -> None:
    """Take out what XML forbids: references such as ``&#1;`` bring it into the tree, and lxml refuses to write it."""
    for element in root.iter():
        if element.text and _FORBIDDEN.search(element.text):
            element.text = _FORBIDDEN.sub("", element.text)
        if element.tail and _FORBIDDEN.search(element.tail):
            element.tail = _FORBIDDEN.sub("", element.tail)
        for name, value in element.attrib.items():
            if _FORBIDDEN.search(value):
                element.set(name, _FORBIDDEN.sub("", value))


def flatten(text: str) -> str:
    """Return the page without the tags that stand deeper than 200 levels; their text stays."""
    depth = deepest = 0
    for piece in _PIECE.finditer(text):
        depth = _next_depth(depth, piece)
        deepest = max(deepest, depth)
    return text if deepest <= MAX_DEPTH else _without_deep_tags(text)


def _without_deep_tags(text: str) -> str:
    depth = 0

    def keep(piece: re.Match[str]) -> str:
        nonlocal depth
        before, depth = depth, _next_depth(depth, piece)
        return piece[0] if max(before, depth) <= MAX_DEPTH else " "

    return _PIECE.sub(keep, text)


def _next_depth(depth: int, piece: re.Match[str]) -> int:
    name = piece[3]
    if name is None or name.lower() in _FLAT:
        return depth
    return max(0, depth - 1) if piece[2] else depth + 1


def _shorten(root: HtmlElement) -> None:
    """Drop what comes after the last element allowed."""
    surplus = [element for index, element in enumerate(root.iter()) if index >= MAX_ELEMENTS]
    for element in reversed(surplus):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _declared(body: bytes, headers: Mapping[str, str]) -> list[str]:
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    from_http = _HTTP_CHARSET.search(content_type)
    marks = [name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)]
    from_meta = _META_CHARSET.search(body[:_META_WITHIN_BYTES])
    # A meta tag that could be read byte by byte cannot be UTF-16 (HTML standard, "prescan a byte stream").
    meta = from_meta[1].decode("ascii", "replace") if from_meta else ""
    names = [from_http[1] if from_http else "", *marks, "utf-8" if meta.lower().startswith("utf-16") else meta, "utf-8"]
    known = [_AS_BROWSERS_READ.get(name.lower(), name) for name in names if name]
    with_mark = ["utf-8-sig" if name.lower() == "utf-8" else name for name in known]
    return [name for name in with_mark if _TEXT_CODEC.match(name)]


def _detected(body: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding  # noqa: PLC0415 - loaded for undeclared charsets only

    name = str(detect_encoding(body[:200_000], from_html_meta=False) or "cp1252")
    return name if _TEXT_CODEC.match(name) else "cp1252"
