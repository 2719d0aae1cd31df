"""A quotation as a model gives it -> its place in the article. Pure.

Models straighten quotation marks, turn dashes into hyphens and fold spaces while they copy. Text and quotation are
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
# A quotation that models cut short with dots, or put quotation marks around, is looked for without them.
# A wording that is loaded in one place is so in others; what stands everywhere is no wording but a word.
REPEATS_MOST: Final = 10
_AROUND: Final = " \t\r\n\"'.…,;:"


class Places:
    """Find quotations in one text."""

    def __init__(self, text: str) -> None:
        """Fold the text once."""
        folded: list[str] = []
        self._starts: list[int] = []
        for place, letter in enumerate(text):
            one = unicodedata.normalize("NFKC", letter.translate(_LIKE)).casefold()
            if one.isspace() or not one:
                one = " "
            if one == " " and folded and folded[-1] == " ":
                continue
            folded.extend(one)
            self._starts.extend([place] * len(one))
        self._text = text
        self._folded = "".join(folded)

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
        found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self._text[place.end :], re.IGNORECASE)
        return [Offsets(start=place.end + one.start(), end=place.end + one.end()) for one in found][:REPEATS_MOST]


def _whole(words: str, text: str) -> int | None:
    """Return where words stand in a text with no letter or digit right beside them, or None."""
    if not re.search(r"\w", words):
        return None
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    found = re.search(f"{before}{re.escape(words)}{after}", text)
    return found.start() if found else None
