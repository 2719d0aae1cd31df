"""How much of an article a report may quote: what analyzers keep to, and the verifier holds them to. Pure."""

import re
from functools import lru_cache
from typing import NamedTuple

# What counts as one word of a copy: "1.94.1" has three of them.
WORD = re.compile(r"\w+(?:['’]\w+)*")

# Words in a row that stand inside quotation marks.
QUOTED_RUN = 25
# Words in a row that a sentence of ours may share with the article outside of them.
PROSE_RUN = 12
# Loaded terms shown.
QUOTED_TERMS = 12
# All copied words together: the larger of the least and the share, never over the most.
COPIED_LEAST, COPIED_SHARE, COPIED_MOST = 120, 0.12, 200


def allowed_words(text_words: int) -> int:
    """Return how many words a report may copy from an article of so many words, its title among them."""
    return min(COPIED_MOST, max(COPIED_LEAST, int(COPIED_SHARE * text_words)))


class Words(NamedTuple):
    """The words of a text in order: where they start and end, and how they read without capitals."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]


# The verifier reads one article several times: what is published, and each reader's own finding.
@lru_cache(maxsize=4)
def words(text: str) -> Words:
    """Return the words of a text."""
    matches = list(WORD.finditer(text))
    return Words(
        tuple(match.start() for match in matches),
        tuple(match.end() for match in matches),
        tuple(match.group().casefold() for match in matches),
    )
