"""The figures of the door and the deadline of one call. Pure: the clock is handed in."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what one call may cost. Sizes are bytes, times are seconds."""

    total_seconds: float = 30.0  # all tries and hops of one call, without the wait for the host's turn
    connect_seconds: float = 5.0  # one TCP connection, and again one TLS handshake
    feed_bytes: int = 10_000_000  # after content decoding, as the next two
    page_bytes: int = 5_000_000
    robots_bytes: int = 500 * 1024  # RFC 9309 section 2.5: at least 500 KiB must be read, the rest may be ignored
    header_bytes: int = 128 * 1024  # status line and all header lines
    ratio: int = 100  # decoded size over size on the wire
    hops: int = 5  # redirects followed
    retries: int = 2  # further tries after the first
    gap_seconds: float = 1.0  # pause between two requests to one host
    longest_gap_seconds: float = 10.0  # the most of a robots.txt crawl-delay that is obeyed


class Deadline:
    """Count down the seconds of one call on a monotonic clock."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        """Start counting now."""
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Return the seconds that are left; zero or less when the time is up."""
        return self._end - self._clock()

    def extend(self, seconds: float) -> None:
        """Give back time that was spent waiting for a turn, which is our politeness and not the server's slowness."""
        self._end += max(0.0, seconds)
