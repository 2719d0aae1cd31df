"""Run pure work in worker processes with limits, so that one bad input never stops the run. Touches: processes.

What goes in: a function of a module, its arguments, the address it works on, limits of CPU time, memory and time.
What comes out: a future of (value, CPU seconds used), or of the one error that says what happened.

Processes are forked from a small single-threaded server (start method ``forkserver``), so threads of the parent are
no danger, and what was preloaded costs nothing at start. Linux and other POSIX systems only; the memory limit is
exact on Linux alone.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from generator.errors import SpinError, WorkerError
from generator.worker import limits

Value = TypeVar("Value")

# A fresh process costs about a hundredth of a second; how often a task may meet a pool that broke under it.
_TRIES = 3


class _Task(NamedTuple):
    """One call with its limits, ready to travel."""

    payload: bytes
    url: str
    cpu_seconds: float
    wall_seconds: float
    tries: int


class Workers:
    """A pool of worker processes. Use it as a context manager: leaving it leaves no process behind."""

    def __init__(
        self,
        count: int,
        memory_megabytes: int = 1500,
        initializer: Callable[[], object] | None = None,
        preload: tuple[str, ...] = (),
    ) -> None:
        """Get ready; processes start with the first task.

        Args:
            count: number of processes, 1 or more.
            memory_megabytes: writable memory of one process (RLIMIT_DATA), libraries' own included.
            initializer: a function of a module, run once in each new process, outside the limits of time.
            preload: modules that every process has from its start. Only the first pool of a program decides.
        """
        self._memory_megabytes = memory_megabytes
        self._count = count
        self._initializer = initializer
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["generator.worker.preload", "generator.worker", *preload])
        self._lock = threading.RLock()
        self._pending: set[Future[Any]] = set()
        self._retired: list[threading.Thread] = []
        self._closed = False
        self._pool = self._new_pool()

    def submit(
        self,
        function: Callable[..., Value],
        *args: object,
        url: str,
        cpu_seconds: float,
        wall_seconds: float,
    ) -> "Future[tuple[Value, float]]":
        """Run ``function(*args)`` in a worker process.

        Args:
            function: a function of an importable module.
            args: arguments that can be pickled; so must the value be.
            url: the address the work is about, for messages.
            cpu_seconds: CPU time, all threads together; checked in whole seconds, rounded up.
            wall_seconds: time from the start of the task, not from now.

        Returns:
            A future of (value, CPU seconds used). It raises what the function raises, if that is an error of
            ``generator.errors``; everything else, limits and deaths included, becomes a WorkerError.
        """
        future: Future[tuple[Value, float]] = Future()
        payload = pickle.dumps((function, args))
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        self._start(_Task(payload, url, cpu_seconds, wall_seconds, _TRIES), future)
        return future

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for all tasks and end; after an exception, end at once and cancel what is left."""
        self.close(wait=kind is None)

    def close(self, *, wait: bool = True) -> None:
        """End every process.

        Args:
            wait: whether to finish what was submitted; what is not finished is cancelled.
        """
        try:
            if wait:
                self._finish()
        finally:
            with self._lock:
                self._closed = True
                pool = self._pool
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
            for thread in self._retired:
                thread.join()
            for future in tuple(self._pending):
                future.cancel()

    def _finish(self) -> None:
        while pending := tuple(self._pending):
            for future in pending:
                # The value or error belongs to whoever holds the future; a cancelled one is done as well.
                try:
                    future.exception()
                except CancelledError:
                    continue

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            initializer=_prepare_process,
            initargs=(self._memory_megabytes, self._initializer),
            context=self._context,
        )

    def _start(self, task: _Task, future: Future[Any]) -> None:
        with self._lock:
            if self._closed:
                future.cancel()
                return
            if not self._pool.active:
                self._replace_pool()
            inner = self._pool.schedule(
                _run, args=(task.payload, task.url, task.cpu_seconds), timeout=task.wall_seconds
            )
        inner.add_done_callback(lambda done: self._settle(task, done, future))
        future.add_done_callback(lambda outer: _pass_on_cancel(outer, inner))

    def _replace_pool(self) -> None:
        # The library gives a whole pool up when an idle process is killed from outside. Its end is waited for in
        # a thread, because this may run in one of the threads that have to end.
        broken, self._pool = self._pool, self._new_pool()
        thread = threading.Thread(target=broken.join, name="broken-pool", daemon=True)
        thread.start()
        self._retired.append(thread)

    def _settle(self, task: _Task, done: "Future[bytes]", future: Future[Any]) -> None:
        if future.done():
            return
        error = None if done.cancelled() else done.exception()
        if isinstance(error, BrokenProcessPool) and task.tries > 1:
            self._start(task._replace(tries=task.tries - 1), future)
            return
        if done.cancelled() or isinstance(error, CancelledError):
            future.cancel()
            return
        if not future.set_running_or_notify_cancel():
            return
        if error is not None:
            future.set_exception(self._told(error, task))
            return
        raised, value, cpu_seconds = pickle.loads(done.result())  # noqa: S301 - our own process wrote it
        if raised is None:
            future.set_result((value, cpu_seconds))
        else:
            future.set_exception(raised)

    def _told(self, error: BaseException, task: _Task) -> WorkerError:
        """Say which limit a dead process passed, and what to do."""
        if isinstance(error, TimeoutError):
            return WorkerError(
                task.url,
                f"took longer than {task.wall_seconds:g} seconds and was ended",
                "look at its size; leave the address out if this happens every night",
            )
        code = error.exitcode if isinstance(error, ProcessExpired) else None
        if code == limits.MEMORY_EXIT:
            problem = f"needed more than {self._memory_megabytes} MB of memory"
            advice = "look at its size; leave the address out if this happens every night"
        elif code == -signal.SIGXCPU:
            problem = f"used more than {task.cpu_seconds:g} CPU seconds"
            advice = "look at its size and nesting; leave the address out if this happens every night"
        elif code is not None:
            problem = f"the process died ({limits.exit_word(code)})"
            advice = "try again; a death that comes back is a bug of a parser: report it with the address"
        else:
            problem = f"the pool broke: {type(error).__name__}: {error}"
            advice = "look at the machine's free memory and process limit, then try again"
        return WorkerError(task.url, problem, advice)


def _pass_on_cancel(outer: "Future[Any]", inner: "Future[bytes]") -> None:
    if outer.cancelled():
        # The library's future ends the process that works on it.
        inner.cancel()


_broken_start: list[str] = []


def _prepare_process(memory_megabytes: int, initializer: Callable[[], object] | None) -> None:
    """Set up a new worker process: its end, its output, its memory, then what the caller wants."""
    # The library's own handler waits for the interpreter, which a loop in C code never gives back.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(2, 1)
    threading.Thread(target=_die_with_parent, name="die-with-parent", daemon=True).start()
    limits.set_memory(memory_megabytes)
    if initializer is None:
        return
    try:
        initializer()
    except Exception as error:  # noqa: BLE001 - told with the first task; raised here it would break the whole pool
        _broken_start.append(f"{type(error).__name__}: {error}")
    # What is loaded now stays to the end: the garbage collector need not walk it again with each task.
    gc.freeze()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(payload: bytes, url: str, cpu_seconds: float) -> bytes:
    """Do one task inside its limits; return the pickled (error, value, CPU seconds)."""
    if _broken_start:
        problem = f"a worker process could not get ready: {_broken_start[0]}"
        return pickle.dumps((WorkerError(url, problem, "mend the installation"), None, 0.0))
    begun = time.process_time()
    limits.allow_cpu(cpu_seconds)
    try:
        function, args = pickle.loads(payload)  # noqa: S301 - our own parent wrote it
        result = pickle.dumps((None, function(*args), time.process_time() - begun))
    except MemoryError:
        # A heap that once was full is not used again: leave at once, the parent knows the code.
        os._exit(limits.MEMORY_EXIT)
    except SpinError as error:
        result = pickle.dumps((error, None, time.process_time() - begun))
    except Exception as error:  # noqa: BLE001 - one bad input never stops the run; it is told and counted as failed
        result = pickle.dumps((_unexpected(error, url), None, time.process_time() - begun))
    finally:
        limits.allow_cpu(None)
    return result


def _unexpected(error: Exception, url: str) -> WorkerError:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119 - a name for a message
    text = " ".join(str(error).split())[:300]
    return WorkerError(
        url,
        f"unexpected {type(error).__name__} at {where}: {text}",
        "this is a bug: report it with the address",
    )
