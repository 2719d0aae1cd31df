"""Tell a compressed sentence in other words, so that no run of more than twelve words is the article's.

What goes in: a compressed sentence and the article's text. What comes out: the sentence in plainer words, and how long
the longest copied run still is. Pure.
"""

import re
from functools import cache

from generator import quoting
from generator.analyze.embedded.tables import phrases


def plainer(text: str) -> str:
    """Return the sentence with long forms replaced by short ones; names and numbers stay."""
    for pattern, short in _table():
        text = pattern.sub(short, text)
    return capital(re.sub(r"\s+", " ", text).strip())


def capital(text: str) -> str:
    """Return the sentence with a capital first letter; names like vLLM stay."""
    first = text.split(" ", maxsplit=1)[0]
    return text if any(map(str.isupper, first[1:])) else text[:1].upper() + text[1:]


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: list[tuple[re.Pattern[str], str]] = []
    for line in phrases("compress", "plainer"):
        long, _, short = line.partition(">")
        long, short = long.strip(), short.strip()
        rows.append((re.compile(rf"\b{re.escape(long)}\b" + ("" if short else r"\s?")), short))
    return tuple(rows)


def loosened(text: str, source: str) -> str:
    """Return the sentence with one word after another swapped or dropped until no run is longer than allowed.

    Swaps nearest to the middle of the sentence go first; what still has a long run afterwards is returned as it is.
    """
    middle = len(text) / 2
    found = [(match, other) for pattern, other in _swaps() for match in pattern.finditer(text)]
    for match, other in sorted(found, key=lambda pair: abs(pair[0].start() - middle)):
        if longest_run(text, source) <= quoting.PROSE_RUN:
            return text
        at = text.find(match.group(), max(0, match.start() - 12))
        changed = text[:at] + other + text[at + len(match.group()) :] if at > 0 else text
        changed = re.sub(r"\s+", " ", changed)
        if longest_run(changed, source) < longest_run(text, source):
            text = changed
    return text


@cache
def _swaps() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [(re.compile(r"(?<=\bsays )that |(?<=\bsaid )that |(?<=\bfound )that |(?<=\bshows )that "), "")]
    for line in phrases("compress", "swaps"):
        word, _, other = line.partition(">")
        rows.append((re.compile(rf"\b{re.escape(word.strip())}\b"), other.strip()))
    return tuple(rows)


def folded(text: str) -> tuple[str, ...]:
    """Return the lower-case words of a text, marks left out."""
    return tuple(match.group().lower().replace("’", "'") for match in quoting.WORD.finditer(text))


def longest_run(text: str, source: str) -> int:
    """Return the length in words of the longest run of ``text`` that stands so in ``source``.

    Args:
        text: our sentence.
        source: the article's words, lower case, joined by single spaces, with a space at both ends.
    """
    mine = folded(text)
    longest = start = 0
    for end in range(1, len(mine) + 1):
        while start < end and f" {' '.join(mine[start:end])} " not in source:
            start += 1
        longest = max(longest, end - start)
    return longest


def foldable(text: str) -> str:
    """Return an article's words as ``longest_run`` wants its source."""
    return f" {' '.join(folded(text))} "
