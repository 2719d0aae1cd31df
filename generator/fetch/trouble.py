"""What one try of the door came to when it brought no answer. Pure.

The rooms behind the door know no URL of the caller; the door turns each Trouble into a FetchError that names it.
"""


class Trouble(Exception):  # noqa: N818 - it never leaves the package; the error that does is FetchError
    """Say why a try failed and whether the same request is worth another one."""

    def __init__(  # noqa: PLR0913 - built once, with all that is known
        self,
        reason: str,
        problem: str,
        advice: str = "try again later",
        *,
        status: int | None = None,
        retry_after_seconds: float | None = None,
        again: bool = False,
    ) -> None:
        """Keep the parts.

        Args:
            reason: a reason word of FetchError.
            problem: what failed and its cause.
            advice: what the reader of the message can do.
            status: HTTP status, where one was received.
            retry_after_seconds: what the server asked for.
            again: True where the fault is one that passes (429, 5xx, a lost connection).
        """
        super().__init__(problem)
        self.reason = reason
        self.problem = problem
        self.advice = advice
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.again = again


class TooManyHops(Trouble):
    """Say that an address led from redirect to redirect, past the limit or in a circle."""
