"""Checkers that nobody here wrote, run over a built site; each returns its complaints, one a line."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NODE = Path(__file__).resolve().parents[1] / "node"
MODULES = NODE / "node_modules"


def html_validate(site: Path) -> list[str]:
    """Return what html-validate finds in the pages below the folder, by the rules of tests/node/htmlvalidate.json."""
    program = MODULES / ".bin" / "html-validate"
    _needed(shutil.which("node"), "Node is not installed: apt-get install nodejs npm")
    _needed(program.exists(), "html-validate is not installed: make test-browser installs it")
    # Into a file: the program ends before a long answer has left through a pipe.
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "found.json"
        _run(str(program), "--config", str(NODE / "htmlvalidate.json"), "--formatter", f"json={answer}", str(site))
        found = json.loads(answer.read_text(encoding="utf-8"))
    return [
        f"{Path(file['filePath']).relative_to(site)}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in found
        for one in file["messages"]
    ]


def vnu(site: Path) -> list[str]:
    """Return the errors that the Nu Html Checker finds in the pages below the folder."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    _needed(java, "Java is not installed: apt-get install default-jre-headless")
    _needed(jar.is_file(), "vnu-jar is not installed: make test-browser installs it")
    words = ("--errors-only", "--skip-non-html", "--format", "gnu", "--exit-zero-always")
    done = _run(str(java), "-jar", str(jar), *words, str(site))
    assert done.returncode == 0, done.stderr
    return [line.replace(site.as_uri(), "").replace(f"file:{site}", "") for line in done.stderr.splitlines() if line]


def lychee(site: Path, site_url: str = "https://example.org/", root: Path | None = None) -> tuple[list[str], int]:
    """Return the links and fragments of the site that lead nowhere, and how many were looked at.

    Args:
        site: folder of the site.
        site_url: the site's address, with a slash at its end.
        root: what an address without a host starts from, where the site lies below a path of its host.
    """
    program = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    _needed(program, "lychee is not installed: make install")
    words = ("--offline", "--include-fragments", "--no-progress", "--format", "json", "--index-files", "index.html")
    # Absolute addresses of the site itself mean its files as well.
    here = ("--root-dir", str(root or site), "--remap", f"{site_url} {site.as_uri()}/")
    found = json.loads(_run(str(program), *words, *here, f"{site}/**/*.html").stdout)
    return list(_broken(found["error_map"], site)), found["successful"] + found["errors"]


def _broken(errors: dict[str, list[dict[str, str]]], site: Path) -> Iterator[str]:
    for file, links in sorted(errors.items()):
        for one in links:
            yield f"{Path(file).relative_to(site)}: {one['url'].replace(site.as_uri(), '')}"


def _needed(found: object, reason: str) -> None:
    if not found:
        pytest.skip(reason)


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - the checkers named above
