"""A quotation as a model gives it -> its place in the article. Pure.

Models straighten quotation marks, turn dashes into hyphens, part ligatures, and fold spaces and capitals while they
copy, or put marks around what they copied. Text and quotation are
folded the same way, character by character, so that a place in the folded text is a place in the text. Nothing else is
forgiven: what is not there is no quotation.
"""

import re
import unicodedata
from typing import Final

from generator.models import Offsets

_LIKE: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),  # noqa: RUF001 - these very letters
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001 - these very letters
    }
)
# A wording that is loaded in one place is so in others; what stands everywhere is no wording but a word.
REPEATS_MOST: Final = 10
# A quotation that models cut short with dots, or put quotation marks around, is looked for without them.
_AROUND: Final = " \t\r\n\"'.…,;:"
_SPACES: Final = re.compile(r" {2,}")


class Places:
    """Find quotations in one text."""

    def __init__(self, text: str) -> None:
        """Fold the text once."""
        folded = {letter: _folded(letter) for letter in set(text)}
        pieces = list(map(folded.__getitem__, text))
        grows = any(len(piece) > 1 for piece in folded.values())
        starts = [place for place, piece in enumerate(pieces) for _ in piece] if grows else list(range(len(text)))
        letters = "".join(pieces)
        # Of spaces in a row the first stands.
        for found in reversed(list(_SPACES.finditer(letters))):
            del starts[found.start() + 1 : found.end()]
        self._starts = starts
        self._folded = _SPACES.sub(" ", letters)
        self._text = text
        self._lower = text.lower()

    def find(self, quotation: str) -> Offsets | None:
        """Return the first place where a quotation stands as whole words, else None.

        A place in the letters of the quotation itself is preferred to one that differs in capitals.
        """
        for words in (quotation, quotation.strip(_AROUND)):
            exact = _whole(words, self._text)
            if exact is not None:
                return Offsets(start=exact, end=exact + len(words))
            folded = " ".join(unicodedata.normalize("NFKC", words.translate(_LIKE)).casefold().split())
            start = _whole(folded, self._folded)
            if start is not None:
                last = self._starts[start + len(folded) - 1]
                return Offsets(start=self._starts[start], end=last + 1)
        return None

    def again(self, place: Offsets) -> list[Offsets]:
        """Return the places further on where the words of a place stand once more, in any capitals."""
        words = self._text[place.start : place.end]
        if self._lower.count(words.lower()) < 2:  # noqa: PLR2004 - a search by pattern costs a hundred times as much
            return []
        found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self._text[place.end :], re.IGNORECASE)
        return [Offsets(start=place.end + one.start(), end=place.end + one.end()) for one in found][:REPEATS_MOST]


def _folded(letter: str) -> str:
    one = unicodedata.normalize("NFKC", letter.translate(_LIKE)).casefold()
    return " " if one.isspace() or not one else one


def _whole(words: str, text: str) -> int | None:
    """Return where words stand in a text with no letter or digit right beside them, or None."""
    if not re.search(r"\w", words):
        return None
    start = text.find(words)
    # A pattern would say it in a line and cost a hundred times as much.
    while start >= 0:
        end = start + len(words)
        clipped = words[0].isalnum() and start and _is_word(text[start - 1])
        if not clipped and not (words[-1].isalnum() and end < len(text) and _is_word(text[end])):
            return start
        start = text.find(words, start + 1)
    return None


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
