"""Every hostile text of the outside corpora, in every field of a report, leaves a site that nothing runs in."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from resiliparse.parse.html import HTMLTree

from generator.models import Story
from tests import sites
from tests.stories import make_story, numbered
from tests.test_site import hostile

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

# What no page of ours has. Handlers are asked for by the names that the texts themselves hold.
FOREIGN = ("iframe", "object", "embed", "base", "style", "math", "image", "video", "audio", "body[background]")
POLICY_ALONE = "meta[http-equiv]:not([http-equiv='Content-Security-Policy'])"
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href")


def texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of every case that is put into the fields of a feed."""
    folder = corpora / "hostile"
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] == "field_text":
            lines = (folder / case["file"]).read_text(encoding="utf-8").splitlines()
            yield case["id"], next(row["text"] for row in map(json.loads, lines) if row["item"] == case["item"])


def planted(number: int, text: str) -> Story:
    """Return a story with the text in every field, its address too, and a publisher of its own."""
    one = hostile(number, text)
    url = "https://evil.example/?" + re.sub(r"\s", "", text)[:1500]
    return one.model_copy(
        update={
            "id": f"{number:016x}",
            "publisher": one.publisher.model_copy(update={"slug": f"hostile-{number}"}),
            "original": one.original.model_copy(update={"url": url, "feed": url}),
        }
    )


def scripts(tree: HTMLTree) -> list[str]:
    found: list[Any] = list(tree.document.query_selector_all("script"))
    return [one.text for one in found if one.getattr("type") != "application/ld+json"]


def faults(page: str, calm: list[str], handlers: set[str]) -> list[str]:
    """Name what could run or load on a page, as a browser's parser sees it."""
    tree = HTMLTree.parse(page)
    found = ["another script"] if scripts(tree) != calm else []
    found += [one for one in (*FOREIGN, "[style]", "[srcdoc]", POLICY_ALONE) if _any(tree, one)]
    found += [name for name in handlers if _any(tree, f"[{name}]")]
    for name in ADDRESSES:
        for element in tree.document.query_selector_all(f"[{name.replace(':', chr(92) + ':')}]"):
            address = re.sub(r"[\x00-\x20]", "", element.getattr(name) or "").lower()
            if re.match(r"[a-z][a-z0-9+.-]*:", address) and not address.startswith(("https:", "http:", "mailto:")):
                found.append(f"{name}={address[:40]}")
    for block in tree.document.query_selector_all("script[type='application/ld+json']"):
        json.loads(block.text)
    return found


def _any(tree: HTMLTree, selector: str) -> bool:
    return tree.document.query_selector(selector) is not None


def test_no_hostile_text_of_the_corpus_is_active_anywhere(corpora: Path, tmp_path: Path) -> None:
    cases = list(texts(corpora))
    handlers = {name.lower() for _, text in cases for name in re.findall(r"(?i)\bon[a-z]{3,20}(?=\s*=)", text)}
    stories = [planted(number, text) for number, (_, text) in enumerate(cases)]
    content = sites.lay_out(tmp_path / "content", [make_story(), numbered(1), *stories])

    done = sites.mkdocs(content, tmp_path / "site")

    assert done.returncode == 0, done.stderr
    calm = scripts(HTMLTree.parse((tmp_path / "site" / make_story().path / "index.html").read_text(encoding="utf-8")))
    pages = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert len(stories) >= 300
    assert len(pages) >= 2 * len(stories)
    assert len(handlers) >= 10
    stories_only = {path: page for path, page in pages.items() if "stories" in path.relative_to(tmp_path).parts}
    assert {
        path.parent.name: found for path, page in stories_only.items() if (found := faults(page, calm, handlers))
    } == {}
    lists = {path: page for path, page in pages.items() if path not in stories_only}
    assert {
        str(path.relative_to(tmp_path)): found
        for path, page in lists.items()
        if (found := faults(page, scripts(HTMLTree.parse(page)), handlers))
    } == {}


@pytest.mark.parametrize(
    "planted_text",
    [
        "<script>alert(1)</script>",
        "<p ONCLICK=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=' java\tscript:alert(1)'>x</a>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<iframe srcdoc=x>",
        "<p style=color:red>",
    ],
)
def test_the_look_at_a_page_notices_what_is_planted(planted_text: str) -> None:
    page = f"<!doctype html><html><body><p>calm</p>{planted_text}</body></html>"

    assert faults(page, [], {"onclick", "onload"}) != []
