"""Entries -> visits: each page fetched, examined in a worker, and its draft judged. Touches network and workers.

Pages are fetched in parallel over hosts. While a model judges one page of a host, the next is fetched already.
"""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from generator import feeds
from generator.config import bare_host
from generator.errors import AnalyzeError, ExtractError, FetchError, StageError, WorkerError
from generator.models import FeedEntry, Publisher, Response
from generator.pipeline import examine
from generator.pipeline.job import Job
from generator.pipeline.library import Library

PAGE_CPU_SECONDS = 20.0
PAGE_WALL_SECONDS = 60.0


class Visit(NamedTuple):
    """What came of fetching and examining one entry's page."""

    response: Response | None = None
    owner: Publisher | None = None
    examined: examine.Examined | None = None
    error: StageError | None = None
    cpu_seconds: float = 0


class Visiting:
    """Visit entries."""

    def __init__(self, job: Job, library: Library) -> None:
        """Get ready; what the library holds already is not judged."""
        self._job = job
        self._library = library

    def all(self, pool: ThreadPoolExecutor, entries: list[FeedEntry]) -> list[Future[Visit]]:
        """Visit entries in parallel over hosts, one after the other within a host; a promise for each, in order."""
        promises: list[Future[Visit]] = [Future() for _ in entries]
        by_host: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            by_host.setdefault(bare_host(entry.url), []).append(place)
        for places in by_host.values():
            pool.submit(self._visit_host, [(entries[place], promises[place]) for place in places])
        return promises

    def _visit_host(self, tasks: Iterable[tuple[FeedEntry, Future[Visit]]]) -> None:
        for entry, promise in tasks:
            try:
                visit = self._visit(entry)
                if visit.examined is not None and visit.examined.draft is not None:
                    self._consult(entry, visit, promise)
                else:
                    promise.set_result(visit)
            except BaseException as error:  # noqa: BLE001 - it is raised again where the promise is awaited
                promise.set_exception(error)

    def _consult(self, entry: FeedEntry, visit: Visit, promise: Future[Visit]) -> None:
        """Have a draft judged while the next page of the host is fetched; a known story costs no question."""
        consulting, examined, owner = self._job.consulting, visit.examined, visit.owner
        if consulting is None or examined is None or owner is None:
            raise AssertionError("only an analyzer that asks models leaves drafts")
        if self._known(entry, visit, examined):
            promise.set_result(visit)
            return

        def pass_on(done: Future[examine.Examined]) -> None:
            if done.cancelled():
                promise.cancel()
                return
            error = done.exception()
            if error is None:
                promise.set_result(visit._replace(examined=done.result()))
            elif isinstance(error, AnalyzeError):
                promise.set_result(visit._replace(examined=None, error=error))
            else:
                promise.set_exception(error)

        consulting.settle(examined, owner).add_done_callback(pass_on)

    def _known(self, entry: FeedEntry, visit: Visit, examined: examine.Examined) -> bool:
        """Say whether the story, or its text, is here already."""
        if visit.response is None or visit.owner is None:
            return False
        address = feeds.canonical_url(visit.response.url)
        path = self._library.path_at(address, entry)
        if path is None:
            return self._library.path_of_body(visit.owner.slug, examined.body_digest) is not None
        due = self._job.asks_again(self._library.stories[path])
        return not (due and self._library.is_page_of(path, address, examined.body_digest))

    def _visit(self, entry: FeedEntry) -> Visit:
        """Fetch one page and examine it in a worker; expected errors become part of the visit."""
        response, owner = None, None
        try:
            response = self._job.fetcher.page(entry.url)
            owner = self._job.publishers.owner(response.url)
            if owner is None or self._job.leads_elsewhere(response.url):
                return Visit(response, owner)
            desk = examine.Desk(owner, self._job.analyzer, self._job.settings.languages)
            task = self._job.workers.submit(
                examine.page, response.body, response.url, response.headers, self._believed(entry, owner), desk,
                url=entry.url, cpu_seconds=PAGE_CPU_SECONDS, wall_seconds=PAGE_WALL_SECONDS,
            )  # fmt: skip
            examined, cpu_seconds = task.result()
        except (FetchError, ExtractError, AnalyzeError, WorkerError) as error:
            return Visit(response, owner, error=error)
        return Visit(response, owner, examined, cpu_seconds=cpu_seconds)

    def _believed(self, entry: FeedEntry, owner: Publisher) -> FeedEntry | None:
        """Return what an entry may say of a page: only the owner's own feeds name its title, date and author."""
        own = any(feed.url == entry.feed_url for feed in owner.feeds)
        return entry if own else None
