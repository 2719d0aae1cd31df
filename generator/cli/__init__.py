"""The commands: arguments, environment and clock in, results on stdout, progress and errors on stderr.

Exit codes: 0 fine; 1 some entries failed beyond the allowed share, or check found faults; 2 configuration or usage.
Heavy modules are imported by the command that needs them, so that ``--help`` answers at once.
"""

import sys
from collections.abc import Sequence

from generator.cli.arguments import parser
from generator.errors import ConfigError, SpinError

FINE, FAULTS, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    try:
        from generator.cli import commands  # noqa: PLC0415 - --help and usage errors need none of it

        return int(getattr(commands, arguments.command)(arguments))
    except ConfigError as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except SpinError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAULTS
    except KeyboardInterrupt:
        print("stopped; what was finished is kept, run the same command again to go on", file=sys.stderr)
        return FAULTS
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong with the run.
        sys.stderr.close()
        return FINE
