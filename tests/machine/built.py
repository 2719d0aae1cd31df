"""A built site as bytes by path; a change stays in memory, so that a fault can be planted without a copy."""

from __future__ import annotations

import fnmatch
import json
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import urljoin, urlsplit

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# The data of a JSON file.
Json: TypeAlias = Any
STORY = re.compile(r"stories/[^/]+/\d{4}/[^/]+/$")
LINKED_DATA = "application/ld+json"
PLACES = {"href", "src"}


class Checked(NamedTuple):
    """What a checker looked at, and what it found: one line a fault, the path first."""

    tool: str
    looked_at: int
    unit: str
    faults: list[str]


class Built:
    """A folder of a site, read when asked; ``changes`` go before what lies on the disk, None takes a file away."""

    def __init__(
        self, folder: Path, changes: Mapping[str, bytes | None] | None = None, only: Iterable[str] | None = None
    ) -> None:
        self.folder = folder
        self._changes = dict(changes or {})
        self._only = tuple(only) if only is not None else None
        self._parts: dict[tuple[str, ...], Built] = {}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return every path below the site, in order."""
        found = _below(self.folder) | self._changes.keys()
        kept = (one for one in found if self._changes.get(one, b"") is not None)
        only = self._only
        return tuple(sorted(one for one in kept if only is None or any(fnmatch.fnmatch(one, rule) for rule in only)))

    def __contains__(self, path: object) -> bool:
        return path in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.paths)

    def only(self, *rules: str) -> Built:
        """Return the part of the site whose paths fit one of the patterns; the same part is the same object."""
        if rules not in self._parts:
            self._parts[rules] = Built(self.folder, self._changes, rules)
        return self._parts[rules]

    def with_file(self, path: str, content: bytes | str | None) -> Built:
        """Return the site with another file at the path, or with none."""
        data = content.encode() if isinstance(content, str) else content
        return Built(self.folder, {**self._changes, path: data}, self._only)

    def edited(self, path: str, change: Callable[[str], str]) -> Built:
        """Return the site with the text of a file changed; a change that changes nothing is a mistake."""
        before = self.text(path)
        after = change(before)
        assert after != before, f"{path}: the fault was not planted"
        return self.with_file(path, after)

    def mended(self, path: str, change: Callable[[Any], object]) -> Built:
        """Return the site with the data of a JSON file changed in place by ``change``."""
        data = self.json(path)
        change(data)
        return self.edited(path, lambda _: json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def bytes(self, path: str) -> bytes:
        """Return the bytes of a file."""
        changed = self._changes.get(path)
        return changed if changed is not None else (self.folder / path).read_bytes()

    def text(self, path: str) -> str:
        """Return the text of a file, line ends as they stand."""
        return self.bytes(path).decode()

    def json(self, path: str) -> Json:
        """Return the data of a JSON file."""
        return json.loads(self.bytes(path))

    def like(self, *rules: str) -> list[str]:
        """Return the paths that fit one of the patterns (``*`` crosses folders)."""
        return [one for one in self.paths if any(fnmatch.fnmatch(one, rule) for rule in rules)]

    def laid_out(self, folder: Path) -> Path:
        """Write the site, changes and all, into an empty folder."""
        for path in self.paths:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.bytes(path))
        return folder

    @cached_property
    def address(self) -> str:
        """Return the address of the site, as its home page names it."""
        page = Page.read(self.bytes("index.html"))
        return page.link("canonical")[0]

    @cached_property
    def host(self) -> str:
        """Return scheme and host of the site."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}/"

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Return the paths of all pages."""
        return tuple(one for one in self.paths if one.endswith(".html"))

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """Return the paths of the pages that are meant to be found: the error page and old addresses are not."""
        return tuple(one for one in self.pages if not self.page(one).hidden)

    @cached_property
    def stories(self) -> tuple[str, ...]:
        """Return the folders of reports that are not withdrawn, each with a slash at its end."""
        found = (one.removesuffix("index.html") for one in self.pages)
        return tuple(one for one in found if STORY.match(one) and not self.page(f"{one}index.html").hidden)

    def page(self, path: str) -> Page:
        """Return a parsed page."""
        return Page.read(self.bytes(path))

    def url(self, path: str) -> str:
        """Return the address of a file of the site."""
        return self.address + path.removesuffix("index.html")

    def file(self, url: str, base: str = "") -> str | None:
        """Return the path of the file an address leads to, or None where it leads off the site."""
        whole = urljoin(self.url(base), url).partition("#")[0].partition("?")[0]
        if not whole.startswith(self.address):
            return None
        path = whole.removeprefix(self.address)
        return f"{path}index.html" if path.endswith("/") or not path else path


class Page:
    """A page as a parser sees it."""

    def __init__(self, tree: html.HtmlElement) -> None:
        self.tree = tree

    @staticmethod
    def read(data: bytes) -> Page:
        """Return the page of bytes; the last ones are kept, since several checkers look at one page in turn."""
        return _page(data)

    @cached_property
    def hidden(self) -> bool:
        """Return whether the page asks not to be listed."""
        robots = self.tree.xpath("//meta[@name='robots']/@content")
        return any("noindex" in one for one in robots) or not self.link("canonical")

    def link(self, rel: str, kind: str | None = None) -> list[str]:
        """Return the addresses of the links of a relation in the head."""
        found = [one for one in self.tree.iter("link") if rel in (one.get("rel") or "").split()]
        return [one.get("href", "") for one in found if kind is None or one.get("type") == kind]

    @cached_property
    def blocks(self) -> list[str]:
        """Return the text of every block of linked data."""
        return [one.text or "" for one in self.tree.iter("script") if one.get("type") == LINKED_DATA]

    @cached_property
    def ids(self) -> list[str]:
        """Return every id, in order."""
        return self.tree.xpath("//@id")

    @cached_property
    def text(self) -> str:
        """Return what a reader can read, spaces folded; attributes and scripts are no text."""
        parts = self.tree.xpath("//body//text()[not(ancestor::script) and not(ancestor::style)]")
        return " ".join(" ".join(parts).split())


@lru_cache(maxsize=4)
def _below(folder: Path) -> frozenset[str]:
    return frozenset(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


@lru_cache(maxsize=8)
def _page(data: bytes) -> Page:
    return Page(html.document_fromstring(data.decode()))
