"""Lighthouse and every checker of pages and of what machines read, over the demo site in ./site; 1 below a floor."""

# ruff: noqa: T201 - figures are printed
from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.accept import host, machines
from tests.browser import checkers
from tests.conftest import ROOT
from tests.machine import built

RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Performance is printed and not held: it swings with the load of the machine. Bytes and requests do not.
FLOORS = {"accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
MOST_BYTES = {"Document": 25_000, "Stylesheet": 32_000, "Script": 55_000}
MOST_REQUESTS = 10


def main() -> int:
    """Measure, print, and return the exit code."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        print("accept: ./site is not there: run make demo first", file=sys.stderr)
        return 2
    faults: list[str] = []
    with host.served(site) as address:
        for name, path in _pages(site):
            reports = [_lighthouse(address + path) for _ in range(RUNS)]
            faults += _judged(name, reports)
    faults += machines.table(built.Built(site))
    print("\n".join(faults) or "accept: every floor is held")
    return 1 if faults else 0


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    """Yield name and path of the pages to measure: the heaviest report, the heaviest publisher, the home page."""
    heaviest = max((site / "stories").rglob("index.html"), key=lambda file: (file.stat().st_size, str(file)))
    publisher = max((site / "publishers").glob("*/index.html"), key=lambda file: (file.stat().st_size, str(file)))
    yield "story", f"{heaviest.parent.relative_to(site).as_posix()}/"
    yield "publisher", f"{publisher.parent.relative_to(site).as_posix()}/"
    yield "home", ""


def _lighthouse(url: str) -> dict[str, Any]:
    """Return the report of one run."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    node = shutil.which("node")
    if not (chromium and node):
        raise SystemExit("accept: Chromium or Node is not installed: apt-get install chromium nodejs npm")
    words = ("--output=json", "--output-path=stdout", "--quiet", f"--only-categories={','.join(CATEGORIES)}")
    done = subprocess.run(  # noqa: S603 - programs of this machine
        [
            node,
            str(checkers.MODULES / "lighthouse" / "cli" / "index.js"),
            url,
            *words,
            "--chrome-flags=--headless=new --no-sandbox",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"accept: lighthouse: {url}: {done.stderr[-500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _judged(name: str, reports: list[dict[str, Any]]) -> Iterator[str]:
    """Print the figures of a page and yield what is below its floor, with the audits that cost the points."""
    scores = {one: [report["categories"][one]["score"] for report in reports] for one in CATEGORIES}
    audits = reports[0]["audits"]
    shift = max(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    requests = [one for one in audits["network-requests"]["details"]["items"] if one["url"].startswith("http")]
    weights = {kind: _weight(requests, kind) for kind in MOST_BYTES}
    print(
        f"{name}: performance {statistics.median(scores['performance']):.2f} (median of {len(reports)}: "
        f"{', '.join(f'{one:.2f}' for one in scores['performance'])}), "
        + ", ".join(f"{one} {min(scores[one]):.2f}" for one in FLOORS)
        + f", layout shift {shift:.3f}, {len(requests)} requests, "
        + ", ".join(f"{kind} {size / 1000:.1f} KB" for kind, size in weights.items())
    )
    for category, floor in FLOORS.items():
        if min(scores[category]) < floor:
            lost = [one["id"] for one in reports[0]["categories"][category]["auditRefs"] if _failed(audits[one["id"]])]
            yield f"{name}: {category} {min(scores[category]):.2f} is below {floor:.2f}: {', '.join(lost)}"
    if shift > 0:
        yield f"{name}: the layout shifts by {shift:.3f}"
    if len(requests) > MOST_REQUESTS:
        yield f"{name}: {len(requests)} requests are more than {MOST_REQUESTS}"
    # The budget was set for reports; lists grow with the number of stories.
    if name == "story":
        for kind, size in weights.items():
            if size > MOST_BYTES[kind]:
                yield f"{name}: {kind} takes {size} bytes, more than {MOST_BYTES[kind]}"


def _weight(requests: list[dict[str, Any]], kind: str) -> int:
    return sum(one["transferSize"] for one in requests if one["resourceType"] == kind)


def _failed(audit: dict[str, Any]) -> bool:
    return audit["score"] is not None and audit["score"] < 1


if __name__ == "__main__":
    raise SystemExit(main())
