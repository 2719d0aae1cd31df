"""Turn the bytes of a feed into text, and refuse what is no feed. Pure.

What goes in: bytes and the media type they came with. What comes out: text that starts with its first markup
character, or a FeedError that says what the bytes are instead.
"""

import codecs
import html.entities
import re
from urllib.parse import urljoin

from charset_normalizer import from_bytes

from generator.errors import FeedError
from generator.feeds import text as clean

# Feeds of 2,000 entries with whole articles stay below this; the network door has the same limit.
MOST_BYTES = 10 << 20
_SAMPLE = 65_536
_HEAD = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How '<?' and '{"' look in wide encodings without a byte order mark.
_WIDE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"ID3", "an audio file"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
# WHATWG reads these labels as windows-1252, and so do feeds that carry curly quotes.
_LATIN = frozenset(("ascii", "iso8859-1", "cp1252"))
# Text encodings of Python's that no feed is written in, and that would read markup out of plain letters.
_NO_CHARSETS = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PROLOG = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:\"[^\"]*\"|'[^']*'|[^>\[\"'])*>)*", re.DOTALL | re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
# How a feed begins, with or without its declaration.
_START = re.compile(r"[{\[]|<(?:\?xml|!--|!doctype|rss|feed|channel|(?:\w+:)?(?:rdf|feed))", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>\s*", re.IGNORECASE)
_ALTERNATE = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERED = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,9}));", re.IGNORECASE)
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))


def text(body: bytes, *, url: str, content_type: str) -> str:
    """Return the text of a feed, controls, byte order mark and leading space left out.

    Raises:
        FeedError: empty, too large, binary, a web page, or XML that defines entities of its own.
    """
    if len(body) > MOST_BYTES:
        raise FeedError(
            url, f"{len(body)} bytes, at most {MOST_BYTES} are read", "ask the publisher for a shorter feed"
        )
    if kind := next((word for magic, word in _MAGIC if body.startswith(magic)), None):
        raise FeedError(url, f"{kind}, not a feed", "correct the address in the publisher file")
    found = _decode(body, content_type)
    if not (stripped := found.strip("\ufeff\0").strip()):
        raise FeedError(url, "an empty answer", "look at the address in a browser; the publisher may have ended it")
    head = stripped[:_HEAD]
    noise = len(_CONTROLS.findall(head)) + head.count("\ufffd")
    if not _START.match(stripped) and (noise > len(head) // 50 or "<" not in head):
        raise FeedError(url, "neither XML nor JSON", "correct the address in the publisher file")
    return _CONTROLS.sub("", stripped).lstrip("\ufeff \t\r\n")


def xml(found: str, *, url: str) -> bytes:
    """Return the XML of a feed as UTF-8, safe to hand to a parser.

    Raises:
        FeedError: a web page, or a document type that defines entities.
    """
    prolog = _PROLOG.match(found)
    root = _ROOT.match(found, prolog.end()) if prolog else None
    # After a prolog without an internal subset, "<!ENTITY" can only stand in somebody's text and defines nothing.
    if not root and _ENTITY.search(found):
        raise FeedError(
            url,
            "its document type defines entities, which can hide files or fill the memory",
            "ask the publisher for a feed without <!ENTITY",
        )
    if _HTML.search(found[:_HEAD]) or (root and root[2].lower() in ("html", "body", "head")):
        raise FeedError(url, "a web page, not a feed", _advice(found, url))
    # Declaration, style sheets and document type: the parser needs none of them, and once opened what they name.
    rest = found[root.start() :] if root else _DOCTYPE.sub("", _DECLARATION.sub("", found, count=1), count=1)
    rest = _NUMBERED.sub(_legal_number, _NAMED.sub(_as_number, rest))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + rest.encode("utf-8", "replace")


def first_items(found: str, most: int) -> tuple[str, int]:
    """Return the feed with at most so many of its items, closed again, and how many were cut off."""
    starts = [match.start() for match in _ITEM.finditer(found)]
    if len(starts) <= most:
        return found, 0
    head = found[: starts[0]]
    opened = re.findall(r"<((?:[\w.-]+:)?(?:rss|rdf|feed|channel))[\s>]", head, re.IGNORECASE)
    # In RSS 1.0 the channel is closed before the first item.
    still = [name for name in reversed(opened) if f"</{name}>" not in head]
    return found[: starts[most]] + "".join(f"</{name}>" for name in still), len(starts) - most


def _decode(body: bytes, content_type: str) -> str:
    """Decode in the order HTTP, byte order mark, declaration, UTF-8, detection; bad bytes are replaced.

    A label is believed if it gives text with markup in it. Text that is valid UTF-8 beyond ASCII is UTF-8 whatever
    a one-byte label says: by chance that practically never happens, by misconfiguration every day.
    """
    bom = next((name for mark, name in _BOMS if body.startswith(mark)), "")
    start = body.lstrip()[:_HEAD]
    wide = next((name for mark, name in _WIDE if start.startswith(mark)), "")
    header, declared = _CHARSET.search(content_type), _DECLARED.search(start)
    labels = [header[1] if header else "", bom, wide, declared[1].decode() if declared else ""]
    labels = [name for name in map(_known, labels) if name]
    # ISO-2022 writes everything in seven bits, with escapes.
    if not wide and bom in ("", "utf-8") and b"\x1b" not in body and (found := _strict(body, "utf-8")) is not None:
        return found
    for name in labels:
        if name != "utf-8" and (found := _strict(body, name)) is not None and re.search(r"[<{\[]", found[:_HEAD]):
            return found
    broken = body.decode("utf-8", "replace")
    # A broken character here and there in good UTF-8 stays UTF-8: more good sequences than bad bytes.
    good = sum(map(len, re.findall(r"[\x80-\ufffc]+", broken)))
    if bom == "utf-8" or good > broken.count("\ufffd"):
        return broken
    if bom or wide:
        return body.decode(bom or wide, "replace")
    return _detected(body, labels)


def _detected(body: bytes, labels: list[str]) -> str:
    found = None
    # Western bytes under a wrong UTF-8 label are far more common than anything a detector could name instead,
    # but only a detector knows Cyrillic or Thai.
    if best := from_bytes(body[:_SAMPLE], cp_exclusion=["utf_16", "utf_32"]).best():
        high = re.findall(rb"[\x80-\xff]", body[:_SAMPLE])
        western = len(high) < len(body[:_SAMPLE]) // 10
        found = _strict(body, "cp1252" if western else best.encoding)
    return found or body.decode(labels[0] if labels and labels[0] != "utf-8" else "cp1252", "replace")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
        b"<".decode(found, "ignore")
    except (LookupError, ValueError):
        # Unknown, or a codec of Python's own that turns bytes into bytes, such as hex.
        return ""
    if found in _NO_CHARSETS:
        return ""
    return "cp1252" if found in _LATIN else found


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        # Five bytes have no meaning in windows-1252; browsers keep them as controls, and so the rest is saved.
        return body.decode("cp1252", "replace") if name == "cp1252" else None


def _as_number(match: re.Match[str]) -> str:
    """Spell a named HTML entity as numbers: XML knows five names only."""
    meant = html.entities.html5.get(f"{match[1]};")
    if match[1] in _XML_NAMES or meant is None:
        return match[0]
    return "".join(f"&#{ord(letter)};" for letter in meant)


def _legal_number(match: re.Match[str]) -> str:
    point = int(match[1], 16) if match[1] else int(match[2])
    if point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:  # noqa: PLR2004 - Unicode's range and its surrogates
        return "\ufffd"
    return "" if _CONTROLS.match(chr(point)) else match[0]


def _advice(page: str, url: str) -> str:
    for tag in _ALTERNATE.findall(page[: _HEAD * 64]):
        if "alternate" not in tag.lower() or not re.search(r"(rss|atom|feed\+json)", tag, re.IGNORECASE):
            continue
        if href := re.search(r"href\s*=\s*[\"']?([^\"'\s>]+)", tag, re.IGNORECASE):
            try:
                named = urljoin(url, clean.unescape(href[1]))
            except ValueError:
                continue
            return f"the page names a feed: try {clean.line(named, 300)}"
    return "correct the address in the publisher file; if it was right, the site may be asking for a browser"
