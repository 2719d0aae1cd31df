"""Text and addresses of a record -> what every feed format can hold. Pure.

XML 1.0 forbids most controls, strict HTML parsers stumble over the rest, and a direction mark left open in a title
turns the letters of a whole list around. What is dropped here is nothing that a reader could see.
"""

import html
import re
from typing import Final
from urllib.parse import quote, urlsplit

from w3lib.url import safe_url_string

# Dropped: controls, halves of surrogate pairs, the replacement character, noncharacters (Unicode 23.7), and the marks
# that turn the order of letters around (UAX 9).
_DROPPED: Final = (
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
    *range(0xFDD0, 0xFDF0),
    0xFFFD,
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
)
_SPACES: Final = (*b"\t\n\v\f\r", 0x85, 0x2028, 0x2029)
_TABLE: Final[dict[int, str | None]] = {**dict.fromkeys(_DROPPED), **dict.fromkeys(_SPACES, " ")}

# What RFC 3986 lets stand in an address, a percent sign only before two hexadecimal digits.
_ADDRESS: Final = re.compile(r"https?://(?:[A-Za-z0-9;/?:@&=+$.\-_!~*'(),#]|%[0-9A-Fa-f]{2})+")
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT: Final = "%;/?:@&=+$!~*'(),#"

# Where RSS knows plain text alone, readers still take these for markup: what opens a tag, what spells a character.
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
_REFERENCE: Final = re.compile(r"&(?=#|\w*[\d_]|(\w+))")
_LOOKALIKE_TAG: Final = "\u2039"
_LOOKALIKE_REFERENCE: Final = "\uff06"


def allowed(text: str) -> str:
    """Return the text without characters that some feed format forbids; line ends and tabs become spaces."""
    return text.translate(_TABLE)


def line(text: str) -> str:
    """Return the text as one line of allowed characters, its spaces folded."""
    return " ".join(allowed(text).split())


def plain(text: str) -> str:
    """Return one line that no reader can take for markup: `<` before a tag's name and `&` before an entity's differ.

    Both become a look-alike, and only there: `AT&T` and `x < y` stay as they are.
    """
    return _REFERENCE.sub(_unreferenced, _TAG.sub(_LOOKALIKE_TAG, line(text)))


def looks_marked_up(text: str) -> bool:
    """Say whether a reader could take the text for markup."""
    return plain(text) != line(text)


def address(url: str) -> str | None:
    """Return a web address in the letters of RFC 3986, its host in those of DNS; None where that cannot be."""
    try:
        spelled = safe_url_string(allowed(url))
        if not _ADDRESS.fullmatch(spelled):
            spelled = quote(_LONE_PERCENT.sub("%25", spelled), safe=_KEPT)
        host = urlsplit(spelled).hostname or "%"
        return spelled if _ADDRESS.fullmatch(spelled) and "%" not in host else None
    except ValueError:
        return None


def _unreferenced(found: re.Match[str]) -> str:
    name = found[1]
    if name is None or name == "apos" or html.unescape(f"&{name};") != f"&{name};":
        return _LOOKALIKE_REFERENCE
    return found[0]
