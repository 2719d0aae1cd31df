"""Limits of a process, and words for its end. Touches: the process it is called in.

What goes in: megabytes, CPU seconds, exit codes. What comes out: limits set, a word for a reader.
"""

import math
import resource
import signal
import time

# EX_TEMPFAIL of sysexits.h; a worker that runs out of memory leaves with it.
MEMORY_EXIT = 75


def set_memory(megabytes: int) -> None:
    """Limit the writable memory of this process, and forbid core files.

    RLIMIT_DATA counts what a process writes to; RLIMIT_AS would count every library and every reserved arena of
    the allocator as well, which says little about a bad input and a lot about the machine.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def allow_cpu(seconds: float | None) -> None:
    """Let this process use so many more CPU seconds, in whole seconds rounded up; None lifts the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if seconds is None:
        soft = hard
    else:
        soft = math.ceil(time.process_time() + seconds)
        soft = soft if hard < 0 else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def exit_word(code: int) -> str:
    """Return the name of the signal behind a negative exit code, or the code itself."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
