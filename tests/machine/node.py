"""Checkers from npm, run over a built site by the scripts of tests/node: one process for all files."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.browser import checkers
from tests.machine import documents, outside
from tests.machine.built import Checked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machine.built import Built, Json


def schemas(built: Built) -> Checked:
    """Let ajv compile every published schema, strictly, and hold every document against its own."""
    texts = documents.texts(built)
    held = list(documents.held(built))
    found = _asked("schemas.mjs", {"schemas": texts, "documents": held})
    return Checked("ajv", len(texts) + len(held), "documents", [f"{path}: {message}" for path, message in found])


def structured(built: Built) -> Checked:
    """Let Adobe's validator hold the structured data of every page against schema.org and what Google asks for."""
    return structured_data(built)[0]


def structured_data(built: Built) -> tuple[Checked, Counter[str]]:
    """Return what is wrong, and how often which advice was given."""
    context = json.loads(outside.CONTEXT.read_text(encoding="utf-8"))["@context"]
    pages = {path: built.text(path) for path in built.pages}
    found = _asked("structured.mjs", {"pages": pages, "context": context})
    faults = [f"{path}: {message}" for path, severity, message in found if severity == "ERROR"]
    advice = Counter(message for _, severity, message in found if severity != "ERROR")
    return Checked("structured-data-validator", len(pages), "pages", faults), advice


def sitemap_schema() -> Path:
    """Return the schema of sitemaps.org, or skip."""
    file = checkers.MODULES / "sitemap" / "schema" / "sitemap.xsd"
    if not file.is_file():
        pytest.skip("the npm package sitemap is not installed: make test-browser installs it")
    return file


def _asked(script: str, question: Json) -> Json:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: apt-get install nodejs npm")
    if not (checkers.MODULES / "ajv").is_dir():
        pytest.skip("the checkers from npm are not installed: make test-browser installs them")
    done = subprocess.run(  # noqa: S603 - our own script
        [node, str(checkers.NODE / script)],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
