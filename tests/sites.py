"""Build small sites for tests, as a person would, and read them back."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from lxml import html

from generator import story as story_file
from generator.models import Story
from tests.conftest import ROOT

ABOUT = """---
name: "Brackwater Ferries Blog"
homepage: "https://www.brackwater.example/"
hosts: ["brackwater.example"]
role: "company_blog"
independence: "low"
feeds:
  - url: "https://www.brackwater.example/news/feed.xml"
---

The blog of a company that runs ferries. It *sells* what it writes about.
"""


def lay_out(content: Path, stories: Iterable[Story] = (), *, publisher: bool = True) -> Path:
    """Write a content folder with the stories in it; return it."""
    shutil.rmtree(content, ignore_errors=True)
    (content / "publishers").mkdir(parents=True)
    if publisher:
        (content / "publishers" / "brackwater-ferries.md").write_text(ABOUT, encoding="utf-8")
    for one in stories:
        file = content / "stories" / one.publisher.slug / str(one.year) / f"{one.slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(story_file.render(one), encoding="utf-8")
    return content


def configured(folder: Path, redirects: dict[str, str]) -> Path:
    """Write the settings of the site with redirects; return the file."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    rules = "".join(f'      "{old}": "{new}"\n' for old, new in redirects.items())
    text = text.replace("  spin_reports:\n", f"  spin_reports:\n    redirects:\n{rules}")
    text = text.replace("docs_dir: content/pages", f"docs_dir: {ROOT / 'content' / 'pages'}")
    text = text.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return file


def mkdocs(content: Path, site: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs build --strict``."""
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site), *more]
    return _run(words, {"SPIN_CONTENT": str(content), **environment})


def generator_build(content: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``generator build``."""
    words = [sys.executable, "-m", "generator", "build", "--content", str(content), "--site", str(site)]
    return _run(words, environment)


def _run(words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("SPIN_CONTENT", "SITE_URL")}
    return subprocess.run(  # noqa: S603 - our own command
        words,
        cwd=ROOT,
        # Pictures of tests stay out of the cache of the site that is worked on: a build forgets what it did not use.
        env={**kept, "NO_MKDOCS_2_WARNING": "1", "SPIN_CACHE": str(ROOT / ".cache" / "tests"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(site: Path) -> dict[str, bytes]:
    """Return path to bytes of every file of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def page(site: Path, path: str) -> html.HtmlElement:
    """Return the parsed page of a site path with a trailing slash."""
    return html.fromstring((site / path / "index.html").read_text(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    """Return the text of an element, its spaces folded."""
    return " ".join(element.text_content().split())
