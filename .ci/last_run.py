"""Write the figures of a night for the site: ``last_run.py RUN-REPORT.json LAST-RUN.json``.

What goes in: the run report of ``generator run``. What comes out: finished (now, UTC), and how many entries were
written, updated, rejected and failed.
Standard library only: it needs no install.
"""  # noqa: INP001  # a folder of scripts, not a package

import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

RESULTS = ("written", "updated", "rejected", "failed")


def last_run(report: dict[str, Any], finished: dt.datetime) -> dict[str, Any]:
    """Return the values that the site shows: one count per result, and when the night ended.

    Raises:
        KeyError: the report has no entries list, or an entry no result.
    """
    counts = Counter(entry["result"] for entry in report["entries"])
    return {"finished": finished.strftime("%Y-%m-%dT%H:%M:%SZ")} | {name: counts[name] for name in RESULTS}


def main(arguments: list[str]) -> int:
    """Read the report, write the figures."""
    source, target = (Path(name) for name in arguments)
    values = last_run(json.loads(source.read_text(encoding="utf-8")), dt.datetime.now(dt.UTC))
    target.write_text(json.dumps(values, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
