"""Write the date and the figures of the last run for the site: ``last_run.py RUN-REPORT.json LAST-RUN.json``.

What goes in: the run report of ``generator run``. What comes out: finished, written, rejected, failed.
Standard library only: it runs in jobs that install nothing.
"""

import json
import sys
from pathlib import Path


def last_run(report: dict[str, object]) -> dict[str, object]:
    """Return the four values that the site shows.

    Raises:
        KeyError: the report lacks one of them.
    """
    counts = report["counts"]
    if not isinstance(counts, dict):
        raise TypeError("last run: run report: counts: no mapping: was it written by another version?")
    return {"finished": report["finished"]} | {name: int(counts.get(name, 0)) for name in ("written", "rejected", "failed")}


def main() -> int:
    """Read the report, write the summary."""
    source, target = (Path(name) for name in sys.argv[1:3])
    values = last_run(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(values, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
