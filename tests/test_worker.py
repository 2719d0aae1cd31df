"""Worker processes: limits hold, errors pass, the pool goes on, nothing is left behind."""

import json
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from lxml import etree

from generator.errors import ConfigError, FeedError, FetchError, SpinError, StoryError, WorkerError
from generator.worker import Workers

URL = "https://press.example/feed.xml"
ROOT = Path(__file__).resolve().parent.parent


def double(number: int) -> int:
    return number * 2


def burn(seconds: float) -> str:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "burnt"


def hoard(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def hoard_in_c(megabytes: int) -> int:
    """Let libxml2 build a tree many times the size of its text."""
    text = "<a>" + "<b/>" * (megabytes << 12) + "</a>"
    return len(etree.fromstring(text, etree.XMLParser(huge_tree=True)))


def rest(seconds: float) -> str:
    time.sleep(seconds)
    return "rested"


def leave(code: int) -> None:
    os._exit(code)


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse(kind: str) -> None:
    errors: dict[str, SpinError] = {
        "fetch": FetchError(URL, "503", "wait", reason="server", status=503, retry_after_seconds=7.5),
        "feeds": FeedError(URL, "no feed", "look"),
        "story": StoryError("a.md", "verdict.score", "is 101"),
        "config": ConfigError("config: a.md: role: missing: add it"),
    }
    raise errors[kind]


def stumble() -> None:
    message = "a parser's own fault"
    raise KeyError(message)


def shout() -> int:
    print("from python")  # noqa: T201 - this is what the test is about
    sys.stdout.flush()
    return os.write(1, b"from c\n")


def process_id() -> int:
    return os.getpid()


def fail_to_start() -> None:
    message = "no lexicon"
    raise FileNotFoundError(message)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, memory_megabytes=300, preload=("lxml.etree",)) as pool:
        yield pool


def outcome(workers: Workers, function: object, *args: object, cpu: float = 5, wall: float = 20) -> object:
    return workers.submit(function, *args, url=URL, cpu_seconds=cpu, wall_seconds=wall).result(60)  # type: ignore[arg-type]


def test_a_value_comes_back_with_the_cpu_time_it_took(workers: Workers) -> None:
    assert outcome(workers, double, 21) == (42, pytest.approx(0, abs=0.2))
    value, seconds = outcome(workers, burn, 0.3)  # type: ignore[misc]
    assert value == "burnt"
    assert 0.3 <= seconds < 1


def test_a_task_past_its_cpu_limit_becomes_a_worker_error_and_the_pool_goes_on(workers: Workers) -> None:
    begun = time.monotonic()
    with pytest.raises(
        WorkerError, match=r"^worker: https://press\.example/feed\.xml: used more than 1 CPU sec"
    ) as told:
        outcome(workers, burn, 600, cpu=1)
    assert time.monotonic() - begun < 15
    assert told.value.url == URL
    assert "leave the address out" in told.value.advice
    assert outcome(workers, double, 1)[0] == 2  # type: ignore[index]


def test_the_cpu_limit_counts_from_the_start_of_each_task_not_of_the_process(workers: Workers) -> None:
    before = outcome(workers, process_id)[0]  # type: ignore[index]
    for _ in range(4):
        assert outcome(workers, burn, 0.5, cpu=1)[0] == "burnt"  # type: ignore[index]
    assert outcome(workers, process_id)[0] == before  # type: ignore[index]


def test_a_task_past_the_memory_limit_becomes_a_worker_error_in_a_fresh_process(workers: Workers) -> None:
    before = outcome(workers, process_id)[0]  # type: ignore[index]
    assert outcome(workers, hoard, 100)[0] == 100 << 20  # type: ignore[index]
    with pytest.raises(WorkerError, match="needed more than 300 MB of memory"):
        outcome(workers, hoard, 400)
    assert outcome(workers, process_id)[0] != before  # type: ignore[index]


def test_memory_that_a_c_library_takes_is_limited_as_well(workers: Workers) -> None:
    with pytest.raises(WorkerError, match=r"memory|died|unexpected XMLSyntaxError"):
        outcome(workers, hoard_in_c, 1000, cpu=30, wall=60)


def test_a_task_past_its_wall_limit_becomes_a_worker_error(workers: Workers) -> None:
    begun = time.monotonic()
    with pytest.raises(WorkerError, match=r"took longer than 0\.5 seconds and was ended"):
        outcome(workers, rest, 600, wall=0.5)
    assert time.monotonic() - begun < 10
    assert outcome(workers, double, 1)[0] == 2  # type: ignore[index]


@pytest.mark.parametrize(("function", "args", "word"), [(leave, (3,), "exit code 3"), (die, (), "signal SIGSEGV")])
def test_a_process_that_dies_becomes_a_worker_error(
    workers: Workers, function: object, args: tuple[object, ...], word: str
) -> None:
    with pytest.raises(WorkerError, match=f"the process died .{word}.: try again"):
        outcome(workers, function, *args)
    assert outcome(workers, double, 1)[0] == 2  # type: ignore[index]


@pytest.mark.parametrize("kind", ["fetch", "feeds", "story", "config"])
def test_errors_of_the_house_pass_through_unchanged(workers: Workers, kind: str) -> None:
    with pytest.raises(SpinError) as here:
        refuse(kind)
    with pytest.raises(SpinError) as there:
        outcome(workers, refuse, kind)
    assert type(there.value) is type(here.value)
    assert str(there.value) == str(here.value)
    assert vars(there.value) == vars(here.value)


def test_a_fetch_error_keeps_its_fields_through_pickling() -> None:
    sent = pickle.dumps(FetchError(URL, "p", "a", reason="limited", status=429, retry_after_seconds=9))
    error = pickle.loads(sent)  # noqa: S301 - written one line above
    assert (error.reason, error.status, error.retry_after_seconds, error.url) == ("limited", 429, 9, URL)


def test_an_unexpected_exception_is_told_with_its_place_and_stops_nothing(workers: Workers) -> None:
    with pytest.raises(
        WorkerError, match=r"unexpected KeyError at test_worker.py:\d+: \"a parser's own fault\": this is"
    ):
        outcome(workers, stumble)


def test_what_a_worker_prints_never_reaches_the_parents_stdout(
    workers: Workers, capfd: pytest.CaptureFixture[str]
) -> None:
    outcome(workers, shout)
    assert capfd.readouterr().out == ""


def test_an_idle_process_killed_from_outside_is_replaced() -> None:
    with Workers(1) as pool:
        victim = outcome(pool, process_id)[0]  # type: ignore[index]
        os.kill(victim, signal.SIGKILL)  # type: ignore[call-overload]
        time.sleep(0.5)
        assert outcome(pool, double, 4)[0] == 8  # type: ignore[index]


def test_an_initializer_that_fails_is_told_with_every_task() -> None:
    with Workers(1, initializer=fail_to_start) as pool:
        for _ in range(2):
            with pytest.raises(WorkerError, match="could not get ready: FileNotFoundError: no lexicon"):
                outcome(pool, double, 1)


def test_arguments_that_cannot_travel_are_refused_at_once(workers: Workers) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        outcome(workers, lambda: 1)


def test_leaving_the_pool_waits_for_what_was_submitted_and_leaves_no_process() -> None:
    with Workers(2) as pool:
        futures = [pool.submit(process_id, url=URL, cpu_seconds=5, wall_seconds=20) for _ in range(20)]
    ids = {future.result()[0] for future in futures}
    assert len(ids) <= 2
    assert not any(alive(one) for one in ids)


def test_leaving_the_pool_by_an_exception_cancels_what_is_left() -> None:
    begun = time.monotonic()
    futures = []
    with pytest.raises(ZeroDivisionError), Workers(1) as pool:  # noqa: PT012 - leaving the block is the point
        victim = outcome(pool, process_id)[0]  # type: ignore[index]
        futures = [pool.submit(rest, 60, url=URL, cpu_seconds=5, wall_seconds=90) for _ in range(3)]
        time.sleep(0.3)
        raise ZeroDivisionError
    assert time.monotonic() - begun < 10
    assert not alive(victim)  # type: ignore[arg-type]
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(1)


def test_a_pool_that_did_nothing_can_be_left_and_a_closed_one_takes_no_task() -> None:
    with Workers(1) as pool:
        pass
    assert pool.submit(double, 1, url=URL, cpu_seconds=1, wall_seconds=1).cancelled()


def test_a_canceled_task_ends_and_frees_its_process(workers: Workers) -> None:
    future = workers.submit(rest, 60, url=URL, cpu_seconds=5, wall_seconds=90)
    time.sleep(0.3)
    assert future.cancel()
    assert outcome(workers, double, 1)[0] == 2  # type: ignore[index]


SCRIPT = """
    import signal, sys, time
    # A suite started in the background inherits an ignored SIGINT; a person's program does not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from generator.worker import Workers
    from tests.test_worker import burn, process_id, rest, double
    print("main", flush=True)
    pool = Workers(1)
    print(pool.submit(process_id, url="https://a.example", cpu_seconds=9, wall_seconds=90).result()[0], flush=True)
    {last}
"""


def start(tmp_path: Path, last: str) -> "subprocess.Popen[str]":
    script = tmp_path / "unguarded.py"
    script.write_text(textwrap.dedent(SCRIPT).format(last=last))
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


def session(leader: int) -> list[int]:
    """Return the processes that still run in the session of a leader."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, IndexError):
            continue
        if entry.name.isdigit() and fields[3] == str(leader) and fields[0] != "Z":
            found.append(int(entry.name))
    return found


def gone(leader: int, seconds: float = 10) -> list[int]:
    end = time.monotonic() + seconds
    while (left := session(leader)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def alive(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_the_main_program_is_not_run_again_in_a_worker_even_without_a_guard(tmp_path: Path) -> None:
    with start(tmp_path, "pool.close()") as run:
        out, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    assert out.count("main") == 1
    assert gone(run.pid) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("work", ["rest, 300", "burn, 300"])
def test_no_process_outlives_a_parent_that_is_interrupted_or_killed(
    tmp_path: Path, number: signal.Signals, work: str
) -> None:
    last = f"pool.submit({work}, url='https://a.example', cpu_seconds=500, wall_seconds=500).result()"
    with start(tmp_path, last) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "main\n"
        json.loads(run.stdout.readline())
        time.sleep(0.5)
        # What a terminal does at Ctrl-C: everyone in the group hears it.
        (os.killpg if number is signal.SIGINT else os.kill)(run.pid, number)
        run.communicate(timeout=30)
    assert gone(run.pid) == []
