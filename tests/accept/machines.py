"""Every checker of what machines read, over a built site: a table of tool, what it looked at, and errors.

``python -m tests.accept.machines SITE...``; exits 1 where one finds an error. A tool that is not installed is named.
"""

# ruff: noqa: T201 - figures are printed
from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.browser import checkers
from tests.machine import listings, node, outside, promises, publications
from tests.machine.built import Built, Checked

Checker: TypeAlias = Callable[[Built], Checked]
SHOWN = 5
RULES = "our rule: "


def main(folders: list[str]) -> int:
    """Print a table for each site and return the exit code."""
    if not folders:
        print("machines: name the folder of a built site", file=sys.stderr)
        return 2
    faults = [fault for folder in folders for fault in table(Built(Path(folder).resolve()))]
    return 1 if faults else 0


def table(built: Built) -> list[str]:
    """Print the table of one site and return every fault."""
    print(f"\n{built.address}: {len(built.pages)} pages, {len(built.stories)} reports, {len(built.paths)} files\n")
    print("| tool | looked at | errors | seconds |")
    print("| --- | --- | --- | --- |")
    faults: dict[str, list[str]] = {}
    for name, checker in _checkers():
        started = time.monotonic()
        try:
            found = checker(built)
        except pytest.skip.Exception as missing:
            faults[name] = [str(missing)]
            print(f"| {name} | nothing | not installed | |")
            continue
        tool = f"{RULES}{found.tool}" if name == RULES else found.tool
        faults[tool] = found.faults
        seconds = time.monotonic() - started
        print(f"| {tool} | {found.looked_at} {found.unit} | {len(found.faults)} | {seconds:.1f} |", flush=True)
    for tool, lines in faults.items():
        if lines:
            print(f"\n{tool}: {len(lines)} errors, the first of them:")
            print("\n".join(f"  {line[:300]}" for line in lines[:SHOWN]))
    return [line for lines in faults.values() for line in lines]


def _checkers() -> Iterator[tuple[str, Checker]]:
    """Yield name and checker, those of others first."""
    yield from ((one.__name__, one) for one in outside.ALL)
    yield "xmlschema", lambda built: outside.sitemaps(built, node.sitemap_schema())
    yield "ajv", node.schemas
    yield "structured-data-validator", node.structured
    yield "html-validate", lambda built: _over_pages("html-validate", built, checkers.html_validate)
    yield "vnu", lambda built: _over_pages("vnu", built, checkers.vnu)
    yield "lychee", _links
    yield from ((RULES, one) for one in (*promises.ALL, *publications.ALL, *listings.ALL))


def _over_pages(tool: str, built: Built, checker: Callable[[Path], list[str]]) -> Checked:
    return Checked(tool, len(built.pages), "pages", checker(built.folder))


def _links(built: Built) -> Checked:
    """Let lychee follow every link; a site below a path of its host is laid out there."""
    below = built.address.removeprefix(built.host)
    if not below:
        broken, looked_at = checkers.lychee(built.folder, built.address)
        return Checked("lychee", looked_at, "links", broken)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        site = root / below.rstrip("/")
        shutil.copytree(built.folder, site)
        broken, looked_at = checkers.lychee(site, built.address, root)
    return Checked("lychee", looked_at, "links", broken)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
