"""What the lists of a large site cost: run by ``tests.bench`` in a process of its own, so that its cost can be read.

What goes in: nothing. What comes out: nothing; every list of 10,000 invented stories is derived once.
"""

import random
from collections import deque
from string import ascii_lowercase
from typing import Final

from generator import pages
from generator import vocabulary as v
from generator.models import Story
from tests.stories import make_story

STORIES: Final = 10_000
WORDS: Final = 9_000


def stories(count: int) -> tuple[Story, ...]:
    """Return stories that differ in all that lists are made of, the same ones every time."""
    chance = random.Random(1)  # noqa: S311 - a fixed sequence is the point
    words = ["".join(chance.choices(ascii_lowercase, k=chance.randint(3, 9))) for _ in range(WORDS)]
    base, (name, *_) = make_story(), make_story().entities
    return tuple(
        base.model_copy(
            update={
                "id": f"{number:016x}",
                "slug": f"story-{number}",
                "topic": chance.choice([*v.Topic, None]),
                "keywords": tuple(chance.sample(words, 7)),
                "entities": tuple(
                    name.model_copy(update={"name": " ".join(chance.sample(words, 2))}) for _ in range(3)
                ),
                "verdict": base.verdict.model_copy(update={"primary": chance.choice(list(v.SpinType))}),
                "original": base.original.model_copy(update={"title": " ".join(chance.sample(words, 9))}),
                "publisher": base.publisher.model_copy(update={"slug": f"p-{number % 55}"}),
            }
        )
        for number in range(count)
    )


if __name__ == "__main__":
    catalog = pages.Catalog(stories(STORIES))
    for module in (pages.topics, pages.pairs, pages.facets, pages.archive, pages.alphabet):
        deque(module.pages(catalog), maxlen=0)
    for key in v.SpinType:
        pages.spin_types.one_type(catalog, key)
    pages.browse.view(catalog)
