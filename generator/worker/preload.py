"""Prepare the process that worker processes are forked from. Touches: the process it is imported in.

What goes in: nothing; the fork server imports this module once, before it imports what the caller wants preloaded.
What comes out: a fork server whose children print to stderr and never run the parent's main program again.

Never import it anywhere else. Without it, `multiprocessing` runs the parent's main file under another name in every
worker: slow for a command line program, and endless for a script without the usual guard.
"""

import os
from collections.abc import Mapping
from multiprocessing import spawn
from typing import Any

_prepare = spawn.prepare


def _prepare_without_main(data: Mapping[str, Any]) -> None:
    """Do what `multiprocessing` does in a new process, all but running the main program."""
    _prepare({key: value for key, value in data.items() if not key.startswith("init_main_from")})


spawn.prepare = _prepare_without_main
# The parent's stdout carries results; whatever a library prints here belongs to the log.
os.dup2(2, 1)
