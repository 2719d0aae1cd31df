"""The error tree. Pure.

    SpinError
    ├── ConfigError        settings, publisher files, command line      exit code 2
    ├── StoryError         a story file or record that breaks a rule     (file, field)
    └── StageError         one stage failed on one URL                   (url)
        ├── FetchError     the network door refused or gave up           (reason, status)
        ├── FeedError      bytes that are no feed
        ├── ExtractError   a page no article could be taken from
        ├── AnalyzeError   an analyzer gave no analysis
        └── WorkerError    a worker process passed a limit or died

Every message reads: stage: where: what failed: cause: what to do. Expected errors become Outcome values in the
pipeline; unexpected ones stop the run.
"""

import copyreg
from collections.abc import Callable


class SpinError(Exception):
    """Be the base of every error this project raises on purpose."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...], dict[str, object]]:
        """Travel with message and fields: the way out of a worker process takes nothing away."""
        return copyreg.__newobj__, (type(self), *self.args), dict(self.__dict__)  # type: ignore[attr-defined]


class ConfigError(SpinError):
    """Say that settings, a publisher file or the command line cannot be used (exit code 2)."""


class StoryError(SpinError):
    """Say which field of which story file breaks which rule."""

    def __init__(self, file: str, field: str, problem: str, advice: str = "correct the file or restore it") -> None:
        """Keep file and field beside the message.

        Args:
            file: path of the story file, or the story's address where there is no file.
            field: dotted path of the field, such as ``verdict.tactic``.
            problem: what is wrong, with the offending value.
            advice: what the reader of the message can do.
        """
        super().__init__(f"story: {file}: {field}: {problem}: {advice}")
        self.file = file
        self.field = field
        self.problem = problem


class StageError(SpinError):
    """Say which stage failed on which URL, and why."""

    stage = "stage"

    def __init__(self, url: str, problem: str, advice: str = "look at the address in a browser") -> None:
        """Keep the URL beside the message.

        Args:
            url: the address the stage worked on, as the feed or the user gave it.
            problem: what failed and its cause.
            advice: what the reader of the message can do.
        """
        super().__init__(f"{self.stage}: {url}: {problem}: {advice}")
        self.url = url
        self.problem = problem
        self.advice = advice


class FetchError(StageError):
    """Say that the network door refused an address or gave up on it."""

    stage = "fetch"

    def __init__(  # noqa: PLR0913 - an error is built once, with all it knows
        self,
        url: str,
        problem: str,
        advice: str = "try again later",
        *,
        reason: str = "failed",
        status: int | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        """Keep what the caller needs to decide about a later try.

        Args:
            url: the address asked for.
            problem: what failed and its cause.
            advice: what the reader of the message can do.
            reason: one word of: refused (a rule of ours), robots_denied, gone (410), missing (404), denied
                (401, 403, 451), limited (429), server (5xx), network, timeout, too_large, broken_body, failed.
            status: HTTP status, where one was received.
            retry_after_seconds: what the server asked for, in seconds.
        """
        super().__init__(url, problem, advice)
        self.reason = reason
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class FeedError(StageError):
    """Say that bytes could not be read as a feed."""

    stage = "feeds"


class ExtractError(StageError):
    """Say that no article could be taken from a page."""

    stage = "extract"


class AnalyzeError(StageError):
    """Say that an analyzer gave no analysis."""

    stage = "analyze"


class WorkerError(StageError):
    """Say that a worker process passed a limit or died."""

    stage = "worker"
