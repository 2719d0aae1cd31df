"""The way of one call through the door: judge the address, wait for the turn, ask, read, follow, try again.

A URL goes in, a Response or a FetchError comes out. Touches the network through a transport, the clock and the
sleep it was given.
"""

import datetime as dt
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from generator.errors import ConfigError, FetchError
from generator.fetch import address, body, pace
from generator.fetch.address import Target
from generator.fetch.limits import Deadline, Limits
from generator.fetch.robots import Robots
from generator.fetch.transport import Real, Replay, Transport
from generator.fetch.trouble import TooManyHops, Trouble
from generator.fetch.wire import Wire
from generator.models import Response

_OK: Final = 200
_NOT_MODIFIED: Final = 304
_LIMITED: Final = 429
_PERMANENT: Final = frozenset({301, 308})
_REDIRECTS: Final = _PERMANENT | {302, 303, 307}
_CLIENT_REASONS: Final = {
    410: ("gone", "it is gone for good", "take the address out of the publisher file"),
    404: ("missing", "there is nothing at this address", "correct the address"),
    401: ("denied", "it needs a login", "leave it out"),
    403: ("denied", "the server refuses us", "ask the publisher, or leave it out"),
    451: ("denied", "it is withheld for legal reasons", "leave it out"),
    429: ("limited", "the server asks for fewer requests", "nothing: a later run asks again"),
}
_HEADER_VALUE: Final = re.compile(r"[\x20-\x7e\xa0-\xff]{1,1024}")
_URL: Final = re.compile(r"https?://\S{1,1990}")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is asked for: its size limit, its Accept header, whether robots.txt has a say."""

    cap: int
    accept: str
    robots: bool = False
    keep_first: bool = False


@dataclass(slots=True)
class _Call:
    """One call: its time, what it asks with, what it has cost."""

    kind: _Kind
    url: str
    deadline: Deadline
    conditions: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0
    requests: int = 0
    received: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer that is no trouble: 200, 304 or a redirect."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


class Fetcher:
    """Fetch feeds and pages. Safe for many threads at once.

    robots.txt is asked for pages and not for feeds: a feed is published for feed readers, and the publisher's file
    names it by hand. Every redirect target is judged like a first address.
    """

    def __init__(  # noqa: PLR0913 - all that reaches outside is handed in here
        self,
        user_agent: str,
        *,
        replay_base: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], dt.datetime] | None = None,
        seed: int = 0,
        limits: Limits | None = None,
        transport: Transport | None = None,
    ) -> None:
        """Open the door; no connection is made yet.

        Args:
            user_agent: header of every request; its first word names us in robots.txt.
            replay_base: http address of a replay server on this machine; None for the real network.
            clock: monotonic seconds.
            sleep: waits so many seconds.
            now: wall clock with a time zone, for Retry-After dates.
            seed: of the jitter between tries.
            limits: sizes and times; the product's by default.
            transport: another network, for tests.

        Raises:
            ConfigError: the replay base is not on this machine, or the user agent is no header value.
        """
        if not _HEADER_VALUE.fullmatch(user_agent) or not user_agent.split("/", maxsplit=1)[0].strip():
            raise ConfigError(f"config: user_agent: {user_agent[:80]!r} is no header value: use 'Name/1.0 (+URL)'")
        self.requests = 0
        self._limits = limits or Limits()
        if transport is None:
            transport = Real(self._limits) if replay_base is None else Replay(replay_base, self._limits)
        self._transport = transport
        self._clock = clock
        self._sleep = sleep
        self._now = now or _utc_now
        self._seed = seed
        self._lock = threading.Lock()
        self._pace = pace.Pace(0.0 if transport.stands_in else self._limits.gap_seconds, clock, sleep)
        self._robots = Robots(user_agent, self._robots_text, self._crawl_delay)
        self._headers = {
            "User-Agent": user_agent,
            "Accept-Encoding": body.ACCEPT_ENCODING,
            "Connection": "close",
        }

    def feed(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Response:
        """Fetch a feed, if it has changed.

        Args:
            url: address of the feed.
            etag: ETag of the last 200, as it was.
            last_modified: Last-Modified of the last 200, as it was.

        Returns:
            Status 200 with a body of at most 10 MB, or 304 with none.

        Raises:
            FetchError: see its reason words.
        """
        conditions = {
            name: value
            for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
            if value is not None and _HEADER_VALUE.fullmatch(value)
        }
        kind = _Kind(
            self._limits.feed_bytes,
            "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
            "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
        )
        return self._call(url, kind, conditions)

    def page(self, url: str) -> Response:
        """Fetch a page, if robots.txt of its host, and of every host it redirects to, allows it.

        Returns:
            Status 200 with a body of at most 5 MB.

        Raises:
            FetchError: see its reason words.
        """
        kind = _Kind(self._limits.page_bytes, "text/html, application/xhtml+xml;q=0.9, */*;q=0.5", robots=True)
        return self._call(url, kind, {})

    def close(self) -> None:
        """End the use of the door. Connections live for one request only, so nothing is left open."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the door."""
        self.close()

    def _call(self, url: str, kind: _Kind, conditions: Mapping[str, str]) -> Response:
        try:
            call = _Call(kind, url, Deadline(self._clock, self._limits.total_seconds), conditions)
            return self._follow(call, address.target(url))
        except Trouble as trouble:
            raise FetchError(
                url,
                trouble.problem,
                trouble.advice,
                reason=trouble.reason,
                status=trouble.status,
                retry_after_seconds=trouble.retry_after_seconds,
            ) from trouble

    def _follow(self, call: _Call, target: Target) -> Response:
        permanent, seen, signals = True, {target.url}, ""
        for hop in range(self._limits.hops + 1):
            if call.kind.robots:
                started = self._clock()
                signals = self._robots.require(target)
                call.deadline.extend(self._clock() - started)
            answer = self._persist(call, target)
            if answer.status not in _REDIRECTS:
                return Response(
                    requested_url=call.url if _URL.fullmatch(call.url) else target.url,
                    url=target.url,
                    status=answer.status,
                    headers=_with_signals(answer.headers, signals),
                    body=answer.body,
                    moved_to=target.url if hop and permanent else None,
                    received_bytes=call.received,
                    requests=call.requests,
                )
            permanent = permanent and answer.status in _PERMANENT
            target = address.following(target, answer.headers.get("location"))
            if target.url in seen:
                raise TooManyHops("refused", f"redirects in a circle, back to {target.url}", "tell the publisher")
            seen.add(target.url)
        raise TooManyHops("refused", f"more than {self._limits.hops} redirects", "use the last address itself")

    def _persist(self, call: _Call, target: Target) -> _Answer:
        """Ask, and ask again where the fault may pass: at most ``retries`` times in one call, within its deadline."""
        self._pace.check(target.host)
        while True:
            try:
                answer = self._ask(call, target)
            except Trouble as trouble:
                pause = pace.pause_seconds(call.tries, f"{self._seed} {target.url}")
                pause = max(pause, trouble.retry_after_seconds or 0.0)
                if not trouble.again or call.tries >= self._limits.retries or pause >= call.deadline.left():
                    self._pace.note(target.host, trouble.reason)
                    raise
                call.tries += 1
                self._sleep(pause)
            else:
                self._pace.note(target.host, None)
                return answer

    def _ask(self, call: _Call, target: Target) -> _Answer:
        """Make one request, in the host's turn, to an address that was judged."""
        headers = {**self._headers, "Accept": call.kind.accept, **call.conditions}
        with self._pace.turn(target.host) as waited:
            call.deadline.extend(waited)
            addresses = (target.host,) if target.literal else self._transport.resolve(target.host, call.deadline)
            if not addresses:
                raise Trouble("network", f"the name {target.host} has no address", "check the spelling of the address")
            for one in addresses:
                address.judge(one, documentation=self._transport.stands_in and not target.literal)
            call.requests += 1
            with self._lock:
                self.requests += 1
            with self._transport.open(target, addresses, headers, call.deadline) as wire:
                try:
                    return self._read(call, wire)
                finally:
                    call.received += wire.received

    def _read(self, call: _Call, wire: Wire) -> _Answer:
        if wire.status in _REDIRECTS:
            return _Answer(wire.status, wire.headers)
        if wire.status == _NOT_MODIFIED and call.conditions:
            return _Answer(wire.status, wire.headers)
        if wire.status != _OK:
            raise _status_trouble(wire.status, wire.headers, self._now())
        # Chunk sizes and codings may make the wire's bytes a little more than the decoded ones, never twice as many.
        wire.allow(2 * call.kind.cap)
        data = body.collect(wire.read, wire.headers, call.kind.cap, self._limits.ratio, keep_first=call.kind.keep_first)
        return _Answer(wire.status, wire.headers, data)

    def _robots_text(self, target: Target) -> bytes | None:
        kind = _Kind(self._limits.robots_bytes, "text/plain, */*;q=0.5", keep_first=True)
        call = _Call(kind, target.url, Deadline(self._clock, self._limits.total_seconds))
        try:
            return self._follow(call, target).body
        except TooManyHops:
            return None  # RFC 9309 section 2.3.1.2: may be taken as "there is none"
        except Trouble as trouble:
            # 4xx says "there is none"; 429 says "not now", and is taken at its word.
            if trouble.status is not None and 400 <= trouble.status < 500 and trouble.status != _LIMITED:  # noqa: PLR2004
                return None
            raise

    def _crawl_delay(self, host: str, seconds: float) -> None:
        if not self._transport.stands_in:
            self._pace.widen(host, min(seconds, self._limits.longest_gap_seconds))


def _status_trouble(status: int, headers: Mapping[str, str], now: dt.datetime) -> Trouble:
    """Say what a status means that is neither an answer nor a redirect."""
    after = pace.retry_after(headers, now)
    if status in _CLIENT_REASONS:
        reason, problem, advice = _CLIENT_REASONS[status]
        again = status == _LIMITED
        return Trouble(
            reason, f"status {status}: {problem}", advice, status=status, retry_after_seconds=after, again=again
        )
    if status == _NOT_MODIFIED:
        return Trouble("failed", "status 304 although nothing was asked conditionally", status=status)
    if 500 <= status < 600:  # noqa: PLR2004 - the server's own class of faults
        return Trouble(
            "server", f"status {status}: the server has a fault", status=status, retry_after_seconds=after, again=True
        )
    return Trouble("failed", f"status {status} brings no content", "look at the address in a browser", status=status)


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _with_signals(headers: dict[str, str], signals: str) -> dict[str, str]:
    """Return headers that also hold what robots.txt says of the use of a page: it is the same wish in another place."""
    told = ", ".join(filter(None, (headers.get("content-signal"), signals)))
    return {**headers, "content-signal": told} if told else headers
