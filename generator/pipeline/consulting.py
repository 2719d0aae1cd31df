"""Drafts to an analyzer that asks models, several at once. Touches what the analyzer touches.

What goes in: what the workers examined. What comes out: a future of the same, settled; at once where nothing was left
to ask. A model takes seconds in which nothing is computed here, so threads do.
"""

import gc
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from generator.analyze import Advised
from generator.models import Publisher
from generator.pipeline import examine
from generator.pipeline.examine import Examined

# Twice as many threads as requests at once: while one thread computes, another waits already.
THREADS_PER_REQUEST = 2


@contextmanager
def settled_heap() -> Iterator[None]:
    """Keep the garbage collector from what is loaded by now: with each story it would walk all of litellm again."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class Consulting:
    """Settle drafts; a context manager, leaving it keeps what is on its way."""

    def __init__(self, analyzer: Advised | None) -> None:
        """Get ready.

        Args:
            analyzer: what judges drafts; None where none will come.
        """
        self.analyzer = analyzer
        threads = THREADS_PER_REQUEST * analyzer.at_once if analyzer else 1
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="consult")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: after an error nothing more is asked, but what is paid for is still kept."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self.analyzer is not None:
            self.analyzer.close()
        self._pool.shutdown()

    def settle(self, examined: Examined, publisher: Publisher) -> "Future[Examined]":
        """Return what was examined with its draft settled; AnalyzeError comes with the future."""
        if examined.draft is not None and self.analyzer is not None:
            return self._pool.submit(self._settled, self.analyzer, examined, publisher)
        done: Future[Examined] = Future()
        done.set_result(examined)
        return done

    def _settled(self, analyzer: Advised, examined: Examined, publisher: Publisher) -> Examined:
        draft = examined.draft
        if draft is None:
            raise AssertionError("only drafts are judged")
        analysis = analyzer.judge(draft.article, publisher, draft.seen)
        return examine.settled(examined, analysis, publisher)
