"""Progress on stderr: a bar on a terminal, plain lines elsewhere."""

import sys
from types import TracebackType
from typing import Self

# Elsewhere than on a terminal, one line per so many steps is enough to see that it goes on.
LINE_EVERY = 25


class Progress:
    """Be called with (what, done, all); draw a bar or print lines."""

    def __init__(self, verb: str) -> None:
        """Name what is going on."""
        from tqdm import tqdm  # noqa: PLC0415 - only a run needs it

        self._verb = verb
        self._terminal = sys.stderr.isatty()
        self._bar = tqdm(desc=verb, unit="story", file=sys.stderr, disable=not self._terminal, leave=False)

    def __enter__(self) -> Self:
        """Return the progress."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.close()

    def __call__(self, what: str, done: int, whole: int) -> None:
        """Show one step; a step without a count is a feed."""
        if self._terminal:
            self._bar.total = whole or None
            self._bar.n = done
            self._bar.set_postfix_str(what[-50:], refresh=True)
        elif whole and (done % LINE_EVERY == 0 or done == whole):
            print(f"{self._verb}: {done} of {whole}: {what}", file=sys.stderr, flush=True)
