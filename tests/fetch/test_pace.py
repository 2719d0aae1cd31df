"""Gaps, turns, patience."""

import datetime as dt
import threading

import pytest

from generator.fetch import next_fetch, pace
from generator.fetch.trouble import Trouble
from tests.conftest import NOW
from tests.fetch.loopback import Clock

HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(("failures", "hours"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32)])
def test_each_failure_doubles_the_wait(failures: int, hours: int) -> None:
    for feed in range(50):
        wait = next_fetch(failures, NOW, None, f"https://feed{feed}.example/") - NOW
        assert hours * HOUR <= wait <= hours * HOUR * 1.25


def test_the_wait_ends_at_two_days() -> None:
    for failures in (7, 20, 10_000):
        for feed in range(50):
            assert 38 * HOUR < next_fetch(failures, NOW, None, str(feed)) - NOW <= 48 * HOUR


def test_feeds_that_failed_together_come_back_apart_and_the_same_each_time() -> None:
    times = [next_fetch(3, NOW, None, f"https://feed{number}.example/") for number in range(40)]
    assert len(set(times)) == 40
    assert times == [next_fetch(3, NOW, None, f"https://feed{number}.example/") for number in range(40)]


def test_retry_after_is_obeyed_up_to_two_days() -> None:
    assert next_fetch(0, NOW, 7200, "x") == NOW + 2 * HOUR
    assert next_fetch(1, NOW, 6 * 3600, "x") == NOW + 6 * HOUR
    assert next_fetch(1, NOW, 60, "x") >= NOW + HOUR
    assert next_fetch(1, NOW, 1e12, "x") == NOW + 48 * HOUR


def test_without_a_failure_a_feed_may_be_asked_at_once() -> None:
    assert next_fetch(0, NOW, None, "x") == NOW


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Fri, 20 Nov 2026 06:00:30 GMT", 30.0),
        ("Friday, 20-Nov-26 06:00:30 GMT", 30.0),
        ("Fri, 20 Nov 2026 05:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("Fri, 99 Nov 2026 06:00:30 GMT", None),
        ("9" * 400, None),
    ],
)
def test_retry_after_is_read_in_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert pace.retry_after({"retry-after": value}, NOW) == seconds


def test_the_longer_of_two_clocks_counts_for_a_retry_after_date() -> None:
    headers = {"retry-after": "Fri, 20 Nov 2026 07:00:00 GMT", "date": "Fri, 20 Nov 2026 06:59:00 GMT"}
    assert pace.retry_after(headers, NOW) == 3600
    assert pace.retry_after(headers, NOW + 2 * HOUR) == 60


def test_two_requests_to_one_host_are_a_gap_apart_and_other_hosts_do_not_wait() -> None:
    clock = Clock()
    paced = pace.Pace(1.0, clock, clock.sleep)
    with paced.turn("a.example") as waited:
        assert waited == 0
    with paced.turn("b.example") as waited:
        assert waited == 0
    with paced.turn("a.example") as waited:
        assert waited == pytest.approx(1.0)
    clock.now += 0.75
    with paced.turn("a.example") as waited:
        assert waited == pytest.approx(0.25)


def test_a_wider_gap_stays_and_is_never_made_smaller() -> None:
    clock = Clock()
    paced = pace.Pace(1.0, clock, clock.sleep)
    paced.widen("a.example", 4.0)
    paced.widen("a.example", 2.0)
    for _ in range(2):
        with paced.turn("a.example"):
            pass
    assert clock.slept == [pytest.approx(4.0)]


def test_one_host_gives_one_turn_at_a_time() -> None:
    clock = Clock()
    paced = pace.Pace(0.0, clock, clock.sleep)
    inside, most, lock = 0, 0, threading.Lock()

    def visit() -> None:
        nonlocal inside, most
        for _ in range(50):
            with paced.turn("a.example"):
                with lock:
                    inside += 1
                    most = max(most, inside)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_host_that_fails_five_times_in_a_row_rests_for_a_minute() -> None:
    clock = Clock()
    paced = pace.Pace(1.0, clock, clock.sleep)
    for _ in range(4):
        paced.note("a.example", "timeout")
    paced.check("a.example")
    paced.note("a.example", "server")
    with pytest.raises(Trouble) as caught:
        paced.check("a.example")
    assert caught.value.reason == "server"
    paced.check("b.example")
    clock.now += 61
    paced.check("a.example")
    paced.note("a.example", "server")
    with pytest.raises(Trouble):
        paced.check("a.example")


@pytest.mark.parametrize("reason", [None, "missing", "too_large", "broken_body", "refused"])
def test_what_says_nothing_about_the_host_ends_the_row(reason: str | None) -> None:
    clock = Clock()
    paced = pace.Pace(1.0, clock, clock.sleep)
    for _ in range(4):
        paced.note("a.example", "server")
    paced.note("a.example", reason)
    paced.note("a.example", "server")
    paced.check("a.example")


def test_the_pause_before_a_further_try_grows_and_is_the_same_for_the_same_seed() -> None:
    for seed in map(str, range(30)):
        assert 0.5 <= pace.pause_seconds(0, seed) <= 1.5
        assert 1.0 <= pace.pause_seconds(1, seed) <= 3.0
        assert pace.pause_seconds(0, seed) == pace.pause_seconds(0, seed)
    assert len({pace.pause_seconds(0, str(seed)) for seed in range(30)}) == 30
