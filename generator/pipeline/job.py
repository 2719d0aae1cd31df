"""Everything one run works with. Pure."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from generator import feeds, jsonld
from generator.config import Publishers, Settings
from generator.fetch import Fetcher
from generator.models import Story
from generator.pipeline import again
from generator.pipeline.consulting import Consulting
from generator.store import Cache, Content
from generator.worker import Workers


class Job(NamedTuple):
    """Everything a run works with."""

    settings: Settings
    publishers: Publishers
    content: Content
    cache: Cache
    fetcher: Fetcher
    workers: Workers
    site: jsonld.Site
    now: dt.datetime
    analyzer: str = "embedded"
    consulting: Consulting | None = None
    only: tuple[str, ...] = ()
    limit: int | None = None
    again: bool = False  # whether models are asked once more about reports that none had part in
    notice: Callable[[str], None] = lambda _: None

    def leads_elsewhere(self, url: str) -> bool:
        """Say whether an address is one of an aggregator, so that the story has to be looked for behind it."""
        return feeds.is_aggregator(url) or self.publishers.is_aggregator(url)

    def asks_again(self, story: Story) -> bool:
        """Say whether this run is to make a report anew that is here already."""
        return self.again and again.is_due(story)
