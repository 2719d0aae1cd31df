"""Politeness: one request per host at a time, a gap between two, patience after failures.

Pure but for the locks: clock and sleep are handed in.
"""

import datetime as dt
import random
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Final

from generator.fetch.trouble import Trouble

_HOUR: Final = 3600.0
_SHORTEST_SECONDS: Final = _HOUR
_LONGEST_SECONDS: Final = 48 * _HOUR
_JITTER: Final = 0.25
# After so many failed calls in a row a host is left alone for a while; one bad address on a good host never counts so.
_FAILURES_IN_A_ROW: Final = 5
_REST_SECONDS: Final = 60.0
_HOST_REASONS: Final = frozenset({"limited", "server", "network", "timeout"})
_DIGITS: Final = re.compile(r"[0-9]{1,9}")


class _Slot:
    """What is known of one host during a run."""

    def __init__(self, gap_seconds: float) -> None:
        self.turn = threading.Lock()
        self.gap_seconds = gap_seconds
        self.free_at = float("-inf")
        self.failures = 0
        self.last_reason = ""
        self.rests_until = float("-inf")


class Pace:
    """Give each host one request at a time, with a gap from the end of one to the start of the next."""

    def __init__(self, gap_seconds: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Start with no host known."""
        self._gap_seconds = gap_seconds
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._slots: dict[str, _Slot] = {}

    def _slot(self, host: str) -> _Slot:
        with self._lock:
            return self._slots.setdefault(host, _Slot(self._gap_seconds))

    def widen(self, host: str, gap_seconds: float) -> None:
        """Make the gap of a host at least this long."""
        slot = self._slot(host)
        slot.gap_seconds = max(slot.gap_seconds, gap_seconds)

    @contextmanager
    def turn(self, host: str) -> Iterator[float]:
        """Hold the host's turn; yields the seconds it took to get it."""
        slot = self._slot(host)
        asked = self._clock()
        with slot.turn:
            wait = slot.free_at - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield self._clock() - asked
            finally:
                slot.free_at = self._clock() + slot.gap_seconds

    def check(self, host: str) -> None:
        """Refuse to ask a host that has failed again and again a moment ago.

        Raises:
            Trouble: with the reason of the last failure.
        """
        slot = self._slot(host)
        if slot.failures >= _FAILURES_IN_A_ROW and self._clock() < slot.rests_until:
            raise Trouble(
                slot.last_reason,
                f"{slot.failures} requests to {host} failed in a row, so it is left alone for {_REST_SECONDS:.0f} s",
                "nothing: the next run asks again",
            )

    def note(self, host: str, reason: str | None) -> None:
        """Keep how a call to a host ended: None for an answer, else the reason word."""
        slot = self._slot(host)
        with self._lock:
            if reason not in _HOST_REASONS:
                slot.failures = 0
                return
            slot.failures += 1
            slot.last_reason = reason or ""
            slot.rests_until = self._clock() + _REST_SECONDS


def retry_after(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (RFC 9110 section 10.2.3), or None.

    A date is counted from our clock and from the server's Date header; the longer wait is taken, since either clock
    may be wrong.

    Args:
        headers: response headers, names in lower case.
        now: our clock, with a time zone.
    """
    text = headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(text):
        return float(text)
    until = _date(text)
    if until is None:
        return None
    starts = [now, *filter(None, [_date(headers.get("date", ""))])]
    return max(0.0, *((until - start).total_seconds() for start in starts))


def _date(text: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def next_fetch(failures: int, now: dt.datetime, retry_after_seconds: float | None, seed: str) -> dt.datetime:
    """Return when a feed may be asked again.

    One hour after the first failure, doubling up to 48 hours, each time with up to a quarter more so that feeds that
    failed together do not come back together. Never before Retry-After, of which 48 hours are obeyed at most.

    Args:
        failures: failed calls in a row, 0 after an answer.
        now: time of the last call.
        retry_after_seconds: what the server asked for.
        seed: the feed's address, so that the same run gives the same times.
    """
    wait = 0.0
    if failures > 0:
        doubled = _SHORTEST_SECONDS * 2.0 ** min(failures - 1, 10)
        spread = random.Random(f"{seed} {failures}").uniform(1.0, 1.0 + _JITTER)  # noqa: S311 - no secret
        wait = min(doubled, _LONGEST_SECONDS / (1.0 + _JITTER)) * spread
    if retry_after_seconds is not None and retry_after_seconds > 0:
        wait = max(wait, min(retry_after_seconds, _LONGEST_SECONDS))
    return now + dt.timedelta(seconds=wait)


def pause_seconds(attempt: int, seed: str) -> float:
    """Return the pause before a further try: about 1 s, then 2 s, halved or raised by half at random.

    Args:
        attempt: 0 after the first try.
        seed: the same seed gives the same pause.
    """
    return float(2**attempt) * random.Random(f"{seed} {attempt}").uniform(0.5, 1.5)  # noqa: S311 - no secret
