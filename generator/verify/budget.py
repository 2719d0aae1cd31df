"""How many words of an article one report may copy, counted by their place in the article. Pure."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from generator import quoting

# A sentence of ours that shares three words in a row with the article copies them; two are chance.
SHORTEST_RUN = 3
QUOTED = re.compile(r"“[^“”]*”")


class Budget:
    """Count copied words; each word of the article counts once, however often it is quoted."""

    def __init__(self, text: str, allowed: int) -> None:
        """Index the normalized text of an article, of which so many words may be copied."""
        self._index = quoting.words(text)
        self.allowed = allowed
        self._reserve = 0
        self._covered: set[int] = set()

    @property
    def used(self) -> int:
        """Return how many words of the article have been copied so far."""
        return len(self._covered)

    def reserve(self, words: int) -> None:
        """Keep so many words of the allowance back, for what is quoted later at the least."""
        self._reserve = words

    def take_span(self, start: int, end: int, *, reserved: bool = False) -> bool:
        """Copy the words of a stretch of the article if they fit; ``reserved`` may use the reserve."""
        return self._take(set(self._inside(start, end)), self.allowed if reserved else self.allowed - self._reserve)

    def take_prose(self, *texts: str) -> bool:
        """Copy the runs that sentences of ours share with the article if they fit and none is too long.

        A run inside quotation marks is a quotation and may be as long as one; any other is prose.
        """
        words: set[int] = set()
        for text in texts:
            quotations = [match.span() for match in QUOTED.finditer(text)]
            for first, length, start, end in self._runs(text):
                quoted = any(opened <= start and end <= closed for opened, closed in quotations)
                if length > (quoting.QUOTED_RUN if quoted else quoting.PROSE_RUN):
                    return False
                words.update(range(first, first + length))
        return self._take(words, self.allowed - self._reserve)

    def _take(self, words: set[int], most: int) -> bool:
        fits = len(self._covered | words) <= most
        if fits:
            self._covered |= words
        return fits

    def _runs(self, text: str) -> list[tuple[int, int, int, int]]:
        """Return (place, length, start, end) of each longest run shared with the article, left to right.

        Place and length count words of the article; start and end are offsets in ``text``.
        """
        matches = list(quoting.WORD.finditer(text))
        words = [match.group().casefold() for match in matches]
        runs = []
        index = 0
        while index <= len(words) - SHORTEST_RUN:
            places = self._places.get(tuple(words[index : index + SHORTEST_RUN]), ())
            best = max(((self._length(words, index, place), -place) for place in places), default=(1, 0))
            if best[0] >= SHORTEST_RUN:
                runs.append((-best[1], best[0], matches[index].start(), matches[index + best[0] - 1].end()))
            index += best[0]
        return runs

    def _length(self, words: list[str], index: int, place: int) -> int:
        length = 0
        while (
            index + length < len(words)
            and place + length < len(self._index.words)
            and words[index + length] == self._index.words[place + length]
        ):
            length += 1
        return length

    def words_between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return (start, end) of each word that lies inside a stretch of the article."""
        return [(self._index.starts[i], self._index.ends[i]) for i in self._inside(start, end)]

    def _inside(self, start: int, end: int) -> range:
        """Return the numbers of the words that lie inside a stretch."""
        return range(bisect_left(self._index.starts, start), bisect_right(self._index.ends, end))

    @cached_property
    def _places(self) -> dict[tuple[str, ...], list[int]]:
        """Return where runs of words begin, made when prose is first held against the article."""
        found: dict[tuple[str, ...], list[int]] = {}
        for index, run in enumerate(zip(*(self._index.words[skip:] for skip in range(SHORTEST_RUN)), strict=False)):
            found.setdefault(run, []).append(index)
        return found
