"""The run itself: candidates in, one Outcome per entry and new story files out. Touches network and disk.

Pages are fetched in parallel over hosts and examined in worker processes; outcomes are settled one by one in the
order of publisher, feed and place, so that the same inputs give the same bytes, killed and rerun or not.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from generator import __version__, feeds, gate, jsonld, schemas, story
from generator import vocabulary as v
from generator.errors import AnalyzeError, FetchError, StageError, StoryError
from generator.models import Bill, FeedEntry, Outcome, Rejection, Result, RunReport, Story
from generator.pipeline import again
from generator.pipeline.alarms import alarms
from generator.pipeline.intake import Candidate, Intake
from generator.pipeline.job import Job
from generator.pipeline.library import Library
from generator.pipeline.visiting import Visit, Visiting
from generator.store import remove_partials
from generator.story.making import money

THREADS = 16
# When to look again at an entry that gave no story, in hours; anything not named here rests for a month.
RETRY_HOURS: dict[str, int] = {
    v.Reason.EMPTY: 24,
    v.Reason.HEADLINE_ONLY: 24,
    v.Reason.PAYWALL_OR_CONSENT: 72,
    v.Reason.NOINDEX: 168,
    v.Reason.ROBOTS_DENIED: 168,
}
RETRY_MONTH_HOURS = 720
FAILED_FIRST_HOURS = 6
FAILED_MOST_HOURS = 48


def run(job: Job, progress: Callable[[str, int, int], None]) -> RunReport:
    """Run the whole job and return its report.

    Args:
        job: what to work with.
        progress: called with (what, done, all) as the run goes on.

    Raises:
        StoryError: a story file in content/ cannot be read.
    """
    remove_partials(job.content.root)
    library = Library(job.content.texts(), job.content.ignored())
    wanted = [one for one in job.publishers.enabled if not job.only or one.slug in job.only]
    intake = Intake(job.fetcher, job.workers, job.cache, job.now)
    feed_lines, candidates = intake.read(wanted, lambda url: progress(url, 0, 0))
    # A publisher's own feed goes first: nobody else's feed may take the place of its stories.
    candidates.sort(key=lambda one: job.publishers.owner(one.seen.entry.url) != one.source.publisher)
    entry_lines = _Entries(job, library).settle(candidates, progress)
    bill = _bill(job, library, entry_lines)
    return RunReport(
        started=job.now,
        version=__version__,
        analyzer=job.analyzer,
        bill=bill,
        feeds=tuple(feed_lines),
        entries=tuple(entry_lines),
        alarms=alarms(library, feed_lines, entry_lines),
    )


def _bill(job: Job, library: Library, entries: Sequence[Outcome]) -> Bill | None:
    """Return what models cost, with the stories they answered for and the reasons of those they did not."""
    if job.consulting is None or job.consulting.analyzer is None:
        return None
    written = [library.stories[one.story] for one in entries if one.result.is_report and one.story]
    fallbacks = Counter(one.provenance.fallback for one in written if one.provenance.fallback)
    fallbacks.update(one.detail for one in entries if one.reason == again.WITHOUT)
    with_models = sum(one.provenance.model is not None for one in written)
    return job.consulting.analyzer.bill().model_copy(
        update={"stories": with_models, "fallbacks": dict(fallbacks.most_common(100))}
    )


class _Entries:
    """Decide on each candidate, in order."""

    def __init__(self, job: Job, library: Library) -> None:
        self._job = job
        self._library = library
        self._claimed: dict[str, str] = {}
        self._anew: set[str] = set()
        self._advised = job.consulting.analyzer if job.consulting else None

    def settle(self, candidates: list[Candidate], progress: Callable[[str, int, int], None]) -> list[Outcome]:
        """Return one Outcome per candidate, in the order given."""
        candidates = [self._marked(candidate) for candidate in candidates]
        decided = [self._before_fetch(candidate) for candidate in candidates]
        open_places = [place for place, outcome in enumerate(decided) if outcome is None]
        if self._job.limit is not None:
            for place in open_places[self._job.limit :]:
                entry = candidates[place].seen.entry
                decided[place] = _line(
                    Result.UNCHANGED, entry, reason="limit", detail="left for the next run by --limit"
                )
            open_places = open_places[: self._job.limit]
        if self._advised is not None:
            self._advised.expect([None] * len(open_places))
            bill = self._advised.bill()
            self._job.notice(
                f"models: {bill.estimate:.4f} expected for at most {len(open_places)} stories, cap {money(bill.cap)}"
            )
        with ThreadPoolExecutor(THREADS, thread_name_prefix="page") as pool:
            visits = Visiting(self._job, self._library).all(
                pool, [candidates[place].seen.entry for place in open_places]
            )
            try:
                for done, (place, visit) in enumerate(zip(open_places, visits, strict=True), start=1):
                    candidate = candidates[place]
                    outcome = self._after_visit(candidate.seen.entry, visit.result())
                    retry = self._retry(outcome, candidate.seen.tries)
                    self._job.cache.save_outcome(candidate.seen.entry, outcome, retry)
                    decided[place] = outcome
                    progress(candidate.seen.entry.url, done, len(open_places))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [outcome for outcome in decided if outcome is not None]

    # -- before any request

    def _marked(self, candidate: Candidate) -> Candidate:
        """Mark a link through a host of an aggregator's publisher file: it must be followed to the article."""
        entry = candidate.seen.entry
        if entry.aggregator or not self._job.publishers.is_aggregator(entry.url):
            return candidate
        marked = entry.model_copy(update={"aggregator": True})
        return candidate._replace(seen=candidate.seen._replace(entry=marked))

    def _before_fetch(self, candidate: Candidate) -> Outcome | None:
        """Decide what needs no request; None means the page must be looked at."""
        entry, source = candidate.seen.entry, candidate.source
        story_id = feeds.story_id(entry.url)
        owner = self._job.publishers.owner(entry.url)
        slug = owner.slug if owner else None
        if story_id in self._library.ignored:
            return _line(Result.UNCHANGED, entry, slug, reason="ignored", detail="its id is in content/ignored")
        if path := self._library.path_of(story_id, entry):
            if path in self._anew or not self._job.asks_again(self._library.stories[path]):
                return _line(Result.UNCHANGED, entry, slug, story=path)
            self._anew.add(path)
            return None
        refused = gate.entry(entry, owner=owner, max_age_days=source.feed.max_age_days, now=self._job.now)
        if refused is None and (first := self._claimed.get(story_id)):
            refused = Rejection(reason=v.Reason.DUPLICATE, detail=f"the same address came in {first} already")
        if refused is not None:
            return _refusal(entry, slug, refused)
        self._claimed[story_id] = entry.feed_url
        seen = candidate.seen
        return seen.outcome if seen.outcome is not None and self._still_holds(seen.outcome, seen.retry) else None

    def _still_holds(self, outcome: Outcome, retry: dt.datetime | None) -> bool:
        """Say whether a remembered outcome needs no new look: its story is still there, or it is too early."""
        if outcome.story is not None:
            return outcome.story in self._library.stories
        return retry is not None and retry > self._job.now

    # -- after the visit, in order

    def _after_visit(self, entry: FeedEntry, visit: Visit) -> Outcome:
        """Turn a visit into an outcome, and a good one into a story file."""
        slug = visit.owner.slug if visit.owner else None
        if visit.error is not None:
            return self._lost(entry, slug, visit.error)
        response = visit.response
        if response is None or visit.owner is None or self._job.leads_elsewhere(response.url):
            return _refusal(entry, slug, self._unresolved(entry, response.url if response else entry.url))
        examined = visit.examined
        if examined is None:
            raise AssertionError("a visit without error and with an owner was examined")
        address = feeds.canonical_url(response.url)
        if known := self._library.path_at(address, entry):
            old = self._library.stories[known]
            if self._job.asks_again(old) and self._library.is_page_of(known, address, examined.body_digest):
                return self._rewrite(entry, visit, known, old)
            return _line(Result.UNCHANGED, entry, slug, story=known, detail=f"leads to {address}")
        if examined.rejection is not None:
            refused = _refusal(entry, slug, examined.rejection)
        elif twin := self._library.path_of_body(visit.owner.slug, examined.body_digest):
            refused = _refusal(entry, slug, gate.duplicate(twin))
        else:
            return self._write(entry, visit, address)
        return refused.model_copy(update={"cpu_seconds": round(visit.cpu_seconds, 3), "bytes": len(response.body)})

    def _lost(self, entry: FeedEntry, slug: str | None, error: StageError) -> Outcome:
        """Tell a wish of the source (robots.txt) and an aggregator's dead end from a failure."""
        reason = error.reason if isinstance(error, FetchError) else error.stage
        if entry.aggregator:
            return _refusal(entry, slug, Rejection(reason=v.Reason.UNRESOLVED_AGGREGATOR, detail=str(error)[:500]))
        if reason == "robots_denied":
            return _refusal(entry, slug, Rejection(reason=v.Reason.ROBOTS_DENIED, detail=str(error)[:500]))
        return _line(Result.FAILED, entry, slug, reason=reason, detail=str(error)[:1000])

    def _unresolved(self, entry: FeedEntry, final_url: str) -> Rejection:
        """Say why a link that led nowhere we know is no story."""
        if self._job.leads_elsewhere(final_url):
            return gate.unresolved_aggregator(entry.url, final_url)
        return gate.unknown_publisher(final_url)

    def _built(self, entry: FeedEntry, visit: Visit, address: str) -> Story:
        """Put the story of a visit together."""
        owner, examined = visit.owner, visit.examined
        if owner is None or examined is None or examined.findings is None:
            raise AssertionError("only an examined article with an owner is written")
        aliases = dict.fromkeys(alias for alias in (entry.url, *entry.aliases) if alias != address)
        origin = story.Origin(
            story_id=feeds.story_id(address),
            feed=entry.feed_url,
            aliases=tuple(aliases),
            analyzer=self._job.analyzer,
            version=__version__,
            now=self._job.now,
            body_digest=examined.body_digest,
        )
        article = examined.article.model_copy(update={"url": address})
        return story.build(
            article, owner, examined.findings, origin, status=examined.status, status_reason=examined.status_reason
        )

    def _write(self, entry: FeedEntry, visit: Visit, address: str) -> Outcome:
        """Write a new story under a free address."""
        placed = self._library.placed(self._built(entry, visit, address))
        return self._put(Result.WRITTEN, entry, visit, story.file_name(placed), placed)

    def _rewrite(self, entry: FeedEntry, visit: Visit, path: str, old: Story) -> Outcome:
        """Write a story anew, if a model answered this time; what is here is never worth less than nothing."""
        examined = visit.examined
        if examined is None or examined.findings is None:
            why = examined.rejection.reason if examined and examined.rejection else "no article"
            return _line(Result.UNCHANGED, entry, old.publisher.slug, story=path, detail=f"its page is now: {why}")
        made = examined.findings.analysis.making
        if not made.models:
            detail = made.fallback or "none was asked"
            reason = again.WITHOUT if again.may_pass(made.fallback) else None
            return _line(Result.UNCHANGED, entry, old.publisher.slug, story=path, reason=reason, detail=detail)
        anew = again.in_place_of(old, self._built(entry, visit, old.original.url))
        return self._put(Result.UPDATED, entry, visit, path, anew)

    def _put(self, result: Result, entry: FeedEntry, visit: Visit, path: str, one: Story) -> Outcome:
        """Validate and write one story; a story that breaks a rule is a failure, not a file."""
        try:
            text = checked_text(one, path, self._job.site)
            keep = self._job.content.replace if result is Result.UPDATED else self._job.content.write
            keep(path, text)
        except StoryError as error:
            return _line(Result.FAILED, entry, one.publisher.slug, reason="story", detail=str(error)[:1000])
        self._library.add(path, one)
        return _line(result, entry, one.publisher.slug, story=path).model_copy(
            update={
                "cpu_seconds": round(visit.cpu_seconds, 3),
                "bytes": len(text.encode()),
                "cost": one.provenance.cost,
            }
        )

    def _retry(self, outcome: Outcome, tries: int) -> dt.datetime | None:
        """Return when to look at an entry again."""
        if self._advised is not None and outcome.reason == AnalyzeError.stage:
            # Not the page failed but a service, which whoever runs this may have mended by the next run.
            return None
        if outcome.result is Result.FAILED:
            hours = min(FAILED_MOST_HOURS, FAILED_FIRST_HOURS * 2**tries)
        elif outcome.result is Result.REJECTED:
            hours = RETRY_HOURS.get(outcome.reason or "", RETRY_MONTH_HOURS)
        else:
            return None
        return self._job.now + dt.timedelta(hours=hours)


def checked_text(one: Story, path: str, site: jsonld.Site) -> str:
    """Return the text of a story file whose every twin has been read back and compared.

    Raises:
        StoryError: JSON-LD breaks its schema, or a twin does not give the record back.
    """
    text = story.render(one)
    if story.parse(text, path) != one:
        raise StoryError(path, "front matter", "does not read back as it was written", "report this with the address")
    for field, problem in schemas.faults(one.model_dump(mode="json"), schemas.story_validator()):
        raise StoryError(path, field, problem, "report this with the address")
    document = jsonld.document(one, site)
    jsonld.validate(document, path)
    jsonld.validate(jsonld.graph(one, site), path)
    if json.loads(jsonld.embed(document)) != document:
        raise StoryError(path, "JSON-LD", "does not read back as it was written", "report this with the address")
    return text


def _line(  # noqa: PLR0913 - one line of the report has these columns
    result: Result,
    entry: FeedEntry,
    publisher: str | None = None,
    *,
    reason: str | None = None,
    detail: str = "",
    story: str | None = None,
) -> Outcome:
    return Outcome(
        result=result,
        feed=entry.feed_url,
        url=entry.url,
        title=entry.title,
        publisher=publisher,
        reason=reason,
        detail=detail,
        story=story,
    )


def _refusal(entry: FeedEntry, publisher: str | None, refused: Rejection) -> Outcome:
    return _line(Result.REJECTED, entry, publisher, reason=refused.reason, detail=refused.detail)
