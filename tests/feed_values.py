"""Rules for single values of a feed: dates, addresses, languages, text and HTML. Written from the specifications.

Each rule takes a value and yields the names of its faults; the names are those that validator.w3.org/feed uses, so
that a reader can look them up there.
"""

import datetime as dt
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from html5lib import HTMLParser
from html5lib.html5parser import ParseError

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RFC822 = re.compile(
    rf"({'|'.join(DAYS)}), (\d\d?) ({'|'.join(MONTHS)}) (\d{{4}}) (\d\d):(\d\d):(\d\d) ([+-]\d\d[03]0|GMT|UT|Z)"
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
FULL_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(//)?([A-Za-z0-9;/?:@&=+$.\-_!~*'(),#]|%[0-9A-Fa-f]{2})+")
TAG = re.compile(
    r"tag:([a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:([A-Za-z0-9;/?:@&=+$.\-_!~*'(),]|%[0-9A-F]{2})*"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MAIL = re.compile(r"[\w.%+-]+@[A-Za-z][\w.-]+\.[a-z]+ \([^()]+\)")
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)

# What a feed's HTML may be made of; forms, frames, scripts, plug-ins, styles and the page's own skeleton are not.
_ELEMENTS = (
    "a abbr address article aside b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark meter nav ol p pre q rp rt ruby s "
    "samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
ELEMENTS = frozenset(_ELEMENTS.split())
_OTHERS = "script style iframe object embed form input button link meta base title body head html svg font center"
HTML_WORDS = ELEMENTS | frozenset(_OTHERS.split())
_ATTRIBUTES = (
    "abbr alt cite class colspan datetime dir headers height href hreflang id lang max min rel reversed rowspan scope "
    "src start title type value width"
)
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
ADDRESSES = ("href", "src", "cite")


def characters(text: str) -> Iterator[str]:
    """Notice controls, replacement characters and marks that turn the order of letters around."""
    for one in set(text):
        code = ord(one)
        if code < 0x20 and one not in "\t\n\r":
            yield "InvalidCharacter"
        if 0x7F <= code <= 0x9F or code == 0xFFFD or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            yield "BadCharacters"
        if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
            yield "TurningCharacter"


def mail_date(value: str) -> Iterator[str]:
    """Notice what is no date of RFC 822 with a year of four digits, on its right weekday, in our time."""
    found = RFC822.fullmatch(value)
    if not found:
        yield "InvalidRFC2822Date"
        return
    day, month, year, hour, minute, second = (
        int(found[2]), MONTHS.index(found[3]) + 1, int(found[4]), int(found[5]), int(found[6]), int(found[7])
    )  # fmt: skip
    try:
        moment = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        yield "InvalidRFC2822Date"
        return
    if DAYS[moment.weekday()] != found[1]:
        yield "IncorrectDOW"
    if moment < EARLIEST:
        yield "ImplausibleDate"


def internet_date(value: str) -> Iterator[str]:
    """Notice what is no date of RFC 3339, in our time."""
    if not RFC3339.fullmatch(value):
        yield "InvalidRFC3339Date"
        return
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        yield "InvalidRFC3339Date"
        return
    if moment < EARLIEST:
        yield "ImplausibleDate"


def uri(value: str) -> Iterator[str]:
    """Notice an address that is relative, holds letters RFC 3986 does not know, or has no host."""
    if value.startswith("tag:"):
        if not TAG.fullmatch(value):
            yield "InvalidTAG"
    elif not FULL_URI.fullmatch(value):
        yield "InvalidFullLink"
    elif value.lower().startswith(("http:", "https:")) and not urlsplit(value).hostname:
        yield "InvalidLink"


def web(value: str) -> Iterator[str]:
    """Notice an address that is not on the web."""
    yield from uri(value)
    if not value.startswith(("http://", "https://")):
        yield "InvalidLink"


def canonical(value: str) -> Iterator[str]:
    """Notice a name that is spelled in one of several ways."""
    yield from uri(value)
    scheme, _, rest = value.partition(":")
    host = urlsplit(value).netloc
    if scheme != scheme.lower() or host != host.lower() or host.endswith((":80", ":443", ".")) or "/../" in rest:
        yield "NonCanonicalURI"


def language(value: str) -> Iterator[str]:
    if not LANGUAGE.fullmatch(value):
        yield "InvalidLanguage"


def number(value: str) -> Iterator[str]:
    if not value.isdigit() or not int(value):
        yield "InvalidPositiveInteger"


def person(value: str) -> Iterator[str]:
    """Notice a person RSS cannot name: it asks for an address of mail with a name in brackets."""
    if not MAIL.fullmatch(value):
        yield "InvalidContact"


def text(value: str) -> Iterator[str]:
    """Notice markup where only text may be, and blanks around it."""
    if not value.strip():
        yield "NotBlank"
    if any(word.lower() in HTML_WORDS for word in re.findall(r"</?([A-Za-z]\w*)", value)):
        yield "ContainsHTML"
    for word in re.findall(r"&(#?\w+)", value):
        if not word.isalpha() or word == "apos" or unescape(f"&{word};") != f"&{word};":
            yield "ContainsHTML"


def html(value: str) -> Iterator[str]:
    """Notice HTML that a strict parser refuses, that could run or load something, or that leads to a relative place."""
    try:
        tree = HTMLParser(strict=True).parseFragment(value)
    except ParseError:
        yield "NotHtml"
        return
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        tag = element.tag.rpartition("}")[2]
        if tag not in ELEMENTS:
            yield "SecurityRisk"
        for name, address in element.attrib.items():
            if name not in ATTRIBUTES:
                yield "SecurityRiskAttr"
            if name in ADDRESSES and not address.startswith(("http://", "https://", "mailto:")):
                yield "ContainsRelRef"
