"""First half of a run: every feed to its entries, in a fixed order. Touches network and cache.

One bad feed never costs another feed its stories: whatever a feed does becomes its own line of the report.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from generator import feeds, fetch
from generator.config import bare_host
from generator.errors import FeedError, FetchError, WorkerError
from generator.fetch import Fetcher
from generator.models import FeedEntry, FeedOutcome, FeedSource, Publisher, Response
from generator.store import Cache, FeedState, Seen
from generator.worker import Workers

THREADS = 16
# One feed may cost this much before its worker is stopped.
FEED_CPU_SECONDS = 10.0
FEED_WALL_SECONDS = 30.0


class Source(NamedTuple):
    """A feed and the publisher whose file names it."""

    publisher: Publisher
    feed: FeedSource


class Candidate(NamedTuple):
    """An entry to decide on, and where it came from."""

    source: Source
    seen: Seen


class _Fetched(NamedTuple):
    """What one thread brings home: an answer and its entries, or the error."""

    response: Response | None = None
    parsed: feeds.Feed | None = None
    error: FetchError | FeedError | WorkerError | None = None
    cpu_seconds: float = 0


class Intake:
    """Fetch and parse feeds in parallel, remember what they said, hand on candidates in a fixed order."""

    def __init__(self, fetcher: Fetcher, workers: Workers, cache: Cache, now: dt.datetime) -> None:
        """Take the run's network door, workers, cache and clock."""
        self._fetcher = fetcher
        self._workers = workers
        self._cache = cache
        self._now = now

    def read(
        self, publishers: Iterable[Publisher], progress: Callable[[str], None]
    ) -> tuple[list[FeedOutcome], list[Candidate]]:
        """Return a line per feed, and every entry of every feed in order of publisher, feed and place."""
        # A feed that two publisher files name is read once, for the first of them.
        named = [Source(one, feed) for one in publishers for feed in one.feeds]
        sources = list({source.feed.url: source for source in reversed(named)}.values())[::-1]
        states = {source.feed.url: self._cache.feed(source.feed.url) for source in sources}
        due = [source for source in sources if self._is_due(states[source.feed.url])]
        outcomes: list[FeedOutcome] = []
        candidates: list[Candidate] = []
        with ThreadPoolExecutor(THREADS, thread_name_prefix="feed") as pool:
            fetched = {
                source.feed.url: pool.submit(self._fetch, source.feed, states[source.feed.url]) for source in due
            }
            for source in sources:
                url = source.feed.url
                progress(url)
                if url in fetched:
                    outcomes.append(self._settle(source, states[url], fetched[url].result()))
                else:
                    outcomes.append(self._resting(source, states[url]))
                candidates += [Candidate(source, seen) for seen in self._cache.entries(url)]
        return outcomes, candidates

    def _is_due(self, state: FeedState) -> bool:
        return not state.gone and (state.next_fetch is None or state.next_fetch <= self._now)

    def _resting(self, source: Source, state: FeedState) -> FeedOutcome:
        if state.gone:
            detail = "fetch: answered 410 before: the feed has ended: take it out of the publisher file"
            return FeedOutcome(url=source.feed.url, publisher=source.publisher.slug, result="gone", detail=detail)
        detail = f"fetch: failed {state.failures} times: waiting"
        return FeedOutcome(
            url=source.feed.url,
            publisher=source.publisher.slug,
            result="deferred",
            detail=detail,
            next_fetch=state.next_fetch,
        )

    def _fetch(self, source: FeedSource, state: FeedState) -> _Fetched:
        """Fetch and parse one feed; runs in a thread, touches no cache."""
        try:
            response = self._fetcher.feed(source.url, etag=state.etag, last_modified=state.last_modified)
            if response.status == 304:  # noqa: PLR2004 - the status has no better name
                return _Fetched(response)
            task = self._workers.submit(
                _parse, response, source, self._now,
                url=source.url, cpu_seconds=FEED_CPU_SECONDS, wall_seconds=FEED_WALL_SECONDS,
            )  # fmt: skip
            parsed, cpu_seconds = task.result()
        except (FetchError, FeedError, WorkerError) as error:
            return _Fetched(error=error)
        return _Fetched(response, parsed, cpu_seconds=cpu_seconds)

    def _settle(self, source: Source, state: FeedState, fetched: _Fetched) -> FeedOutcome:
        """Write down what a feed said, and return its line."""
        if fetched.error is not None:
            return self._failed(source, state, fetched.error)
        response = fetched.response
        if response is None:
            raise AssertionError("a fetched feed has a response or an error")
        line = FeedOutcome(
            url=source.feed.url,
            publisher=source.publisher.slug,
            result="fetched" if fetched.parsed else "not_modified",
            moved_to=response.moved_to,
            detail=_moved(source.feed.url, response.moved_to),
            cpu_seconds=round(fetched.cpu_seconds, 3),
            bytes=response.received_bytes,
        )
        if fetched.parsed is None:
            self._cache.save_feed(source.feed.url, state._replace(failures=0, next_fetch=None))
            return line.model_copy(update={"entries": len(self._cache.entries(source.feed.url))})
        fresh = FeedState(response.headers.get("etag"), response.headers.get("last-modified"))
        self._cache.save_feed(source.feed.url, fresh, fetched.parsed.entries)
        return line.model_copy(
            update={"entries": len(fetched.parsed.entries), "dropped": dict(sorted(fetched.parsed.dropped.items()))}
        )

    def _failed(self, source: Source, state: FeedState, error: FetchError | FeedError | WorkerError) -> FeedOutcome:
        url = source.feed.url
        gone = isinstance(error, FetchError) and error.reason == "gone"
        wait = error.retry_after_seconds if isinstance(error, FetchError) else None
        failures = state.failures + 1
        again = None if gone else fetch.next_fetch(failures, self._now, wait, url)
        self._cache.save_feed(url, state._replace(failures=failures, next_fetch=again, gone=gone))
        return FeedOutcome(
            url=url,
            publisher=source.publisher.slug,
            result="gone" if gone else "failed",
            detail=str(error)[:1000],
            next_fetch=again,
        )


def _parse(response: Response, source: FeedSource, now: dt.datetime) -> feeds.Feed:
    """Parse a feed in a worker; relative links start from the address that answered."""
    parsed = feeds.parse(
        response.body,
        url=response.url,
        content_type=response.headers.get("content-type", ""),
        source=source,
        now=now,
    )
    entries = tuple(_named_after(source, entry) for entry in parsed.entries)
    return parsed._replace(entries=entries)


def _named_after(source: FeedSource, entry: FeedEntry) -> FeedEntry:
    # Reports and cache speak of the feed by the address in the publisher file, wherever it has moved.
    return entry if entry.feed_url == source.url else entry.model_copy(update={"feed_url": source.url})


def _moved(url: str, moved_to: str | None) -> str:
    if moved_to is None:
        return ""
    other = " on another host, look who runs it" if bare_host(url) != bare_host(moved_to) else ""
    return f"fetch: {url}: moved for good to {moved_to}{other}: write the new address into the publisher file"
