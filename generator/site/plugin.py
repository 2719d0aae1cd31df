"""The MkDocs plugin: records and publisher files in, pages and their twins out. Touches the disk.

A thin adapter: ``store`` reads, ``pages`` makes values, the templates of ``theme/`` show them. Text from a feed meets
neither Markdown nor a template without autoescape: bodies are rendered here in an environment that escapes every
value, and what Material prints raw (title, description) is escaped before it is handed over.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

from generator import config as settings_file
from generator import jsonld, pages, schemas, store, story
from generator import vocabulary as v
from generator.errors import SpinError, StoryError
from generator.models import Story
from generator.site import search

# A table wider than the screen scrolls by itself, also with the keyboard.
_FRAME = '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>'
# The theme's scripts, pictures and palettes: the shell has a small script and colors of its own.
_UNUSED = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.")


class Options(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml; the variables SPIN_CONTENT and SPIN_CACHE go before them."""

    content = config_options.Type(str, default="content")
    cache = config_options.Type(str, default=".cache")


class SpinReports(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Add the pages of stories and publishers, and all lists of reports, to the hand-written ones."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read settings, publishers and stories once per build.

        Raises:
            PluginError: a file cannot be used; the message names it.
        """
        if not config.site_url:
            raise PluginError("config: mkdocs.yml: site_url: missing: reports need the address they will stand under")
        root = Path(config.config_file_path).parent
        self._content = root / (os.environ.get("SPIN_CONTENT") or self.config.content)
        try:
            self._settings = settings_file.settings(config.extra.get("spin_reports") or {})
            self._catalog = _read(store.Content(self._content))
        except SpinError as error:
            raise PluginError(str(error)) from error
        self._site = jsonld.Site(
            config.site_url,
            config.site_name,
            self._settings.embed_ratings,
            self._settings.operator,
            self._settings.contact,
        )
        self._data = pages.data.DataSet(self._catalog, self._site)
        self._front = pages.card.front(config.site_name, config.site_description or "")
        self._cache = root / (os.environ.get("SPIN_CACHE") or self.config.cache)
        self._last_run = _last_run(self._content / "last-run.json")
        self._schemas = store.schemas(root / "schemas")
        self._pages: dict[str, pages.Page] = {}
        self._guide: list[pages.segments.Record] = []
        self._listed: list[pages.Address] = []
        # MkDocs' own sitemap gives every page one day, and its compressed copy that day again.
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add one file per derived page, outside the navigation; leave out what of the theme no page asks for."""
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map"):
                files.remove(file)
        for page in pages.derived(self._catalog, self._site, self._settings):
            path = f"{page.path}index.md"
            self._pages[path] = page
            files.append(File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        try:
            self._moved = pages.moved.moved(
                self._settings.redirects, [file.url for file in files.documentation_pages()]
            )
        except ValueError as error:
            raise PluginError(f"config: mkdocs.yml: extra.spin_reports.{error}") from error
        return files

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give the page its meta: all that a template reads."""
        derived = self._pages.get(page.file.src_uri)
        if derived:
            page.meta = _meta(derived)
            return ""
        body = page.meta.get("body")
        try:
            if body:
                page.meta["view"] = pages.handwritten(str(body), page.meta.get("spin_type"), self._catalog, self._data)
            page.meta["graph"] = pages.graphs.written(_written(page), self._site, self._data)
        except ValueError as error:
            raise PluginError(f"config: {page.file.src_uri}: {error}: correct its front matter") from error
        if not page.meta.get("noindex"):
            changed = pages.changed(str(body), page.meta.get("spin_type"), self._catalog)
            self._listed.append(pages.Address(page.url, changed))
        return markdown

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put in the text of a publisher file; MkDocs' own Markdown would let its raw markup through.

        Tables of hand-written pages get a frame that scrolls on narrow screens and can be reached with the keyboard.
        """
        derived = self._pages.get(page.file.src_uri)
        if derived:
            return pages.about.html(derived.markdown)
        # The guide for search; the front page repeats reports, and the search page is where the reader is.
        if html and not page.is_homepage and page.meta.get("body") != "search.html":
            self._guide.append(pages.segments.page(page.url, str(page.title), html))
        return html.replace("<table>", _FRAME).replace("</table>", "</table></div>")

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Derive the environment for bodies: it escapes every value and knows no undefined ones."""
        env.globals.update(
            settings=self._settings,
            last_run=self._last_run,
            day=pages.words.day,
            stylesheets=_stylesheets(config),
            front=self._front,
            card=pages.card,
            feeds=pages.syndication.Discovery(self._catalog, self._site),
        )
        self._bodies = env.overlay(autoescape=True, undefined=StrictUndefined, finalize=pages.words.shown)
        self._bodies.filters = env.filters | {
            "label": v.label,
            "day": pages.words.day,
            "month": pages.words.month,
            "sentence": pages.words.sentence,
            "step": pages.words.step,
            "anchor": v.anchor,
            "definition": pages.words.definition,
            "direction": pages.words.direction,
            "score_word": v.score_word,
            "corrected": jsonld.corrected,
            "voice": lambda speaker: pages.words.VOICES[speaker],
            "host": settings_file.bare_host,
        }
        self._bodies.globals = env.globals | {
            "TYPES": v.TYPES,
            "AGGREGATE_FROM": pages.AGGREGATE_FROM,
            "count": pages.words.count,
            "days": pages.words.days,
        }
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: SitePage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Render the body."""
        body = page.meta.get("body")
        if body:
            page.content = self._bodies.get_template(str(body)).render(
                page=page,
                base_url=context["base_url"],
                view=page.meta["view"],
                content=Markup(page.content or ""),  # noqa: S704 - Markdown of a maintainer, never of a feed
            )
        return context

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Let go of what the page held: a large site must fit into memory."""
        page.content = None
        page.meta.pop("view", None)
        page.meta.pop("graph", None)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what stands beside the pages: twins, the schemas they are held against, and the search bundle."""
        root = Path(config.site_dir)
        (root / store.SITE_MARK).write_text(
            "Made by Spin Reports; the next build empties this folder.\n", encoding="utf-8"
        )
        for name, schema in schemas.published(self._site.url, self._schemas).items():
            _write(root / "schemas" / name, schema)
        _write(root / pages.taxonomy.FILE, pages.taxonomy.document(self._site, _glossary(config)).text())
        for path, text in pages.files(self._catalog, self._site, self._settings, self._addresses(), self._data):
            _write(root / path, text)
        self._write_badges(root)
        self._write_cards(root)
        self._write_moved(root, config)
        search.write(pages.segments.divide(self._catalog.shown, self._guide), root / "search", self._cache / "search")

    def _write_badges(self, root: Path) -> None:
        """Write the badges, at old addresses too: what embeds a picture follows no page that leads elsewhere."""
        badges = dict(pages.badge.files(self._catalog, self._site.name))
        for old, new in self._moved.items():
            badge = badges.get(f"{new}{pages.badge.FILE}")
            if badge:
                badges[f"{old}{pages.badge.FILE}"] = badge
        for path, text in badges.items():
            _write(root / path, text)

    def _write_cards(self, root: Path) -> None:
        """Write the picture of each report and of the site."""
        kept = store.Pictures(self._cache / "cards")
        (root / "assets" / pages.card.FILE).write_bytes(kept.get(self._front.key, self._front.png))
        for page in self._pages.values():
            if page.card:
                (root / page.path / pages.card.FILE).write_bytes(kept.get(page.card.key, page.card.png))
        kept.prune()

    def _write_moved(self, root: Path, config: MkDocsConfig) -> None:
        """Write a page at each old address that leads to the new one."""
        template = self._bodies.get_template("moved.html")
        for old, new in self._moved.items():
            address = f"{self._site.url}{new}"
            text = template.render(
                to=pages.moved.relative(old, new), top=pages.moved.relative(old, ""), address=address, config=config
            )
            _write(root / old / "index.html", text)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401, ARG002 - MkDocs' own signature
        """Watch stories and publishers as well."""
        for folder in ("stories", "publishers"):
            if (self._content / folder).is_dir():
                server.watch(str(self._content / folder))
        return server

    def _addresses(self) -> list[pages.Address]:
        """Return every page that search engines may list, but the stories', by path."""
        made = (
            pages.Address(page.path, page.updated)
            for page in self._pages.values()
            if page.body != "story.html" and not page.noindex
        )
        return sorted([*self._listed, *made], key=lambda one: one.path)


def _write(file: Path, text: str | Iterable[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines((text,) if isinstance(text, str) else text)


def _written(page: SitePage) -> pages.graphs.Written:
    """Return what a hand-written page says of itself in its front matter."""
    meta = page.meta
    return pages.graphs.Written(
        page.url,
        str(page.title),
        str(meta.get("description") or ""),
        meta.get("view") or {},
        str(meta.get("body") or ""),
        str(meta.get("schema_type") or ""),
    )


def _meta(page: pages.Page) -> dict[str, Any]:
    """Return the front matter of a derived page; what Material prints raw is escaped here."""
    return {
        "title": escape(page.title),
        "description": escape(page.description),
        "body": page.body,
        "view": page.view,
        "graph": page.graph,
        "alternates": page.alternates,
        "card": page.card,
        "noindex": page.noindex,
        "article": page.article,
        "covered": page.covered,
    }


def _glossary(config: MkDocsConfig) -> str:
    """Return the page that defines the closed words, or nothing where the owner has none."""
    file = Path(config.docs_dir) / "glossary.md"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _stylesheets(config: MkDocsConfig) -> list[str]:
    """Return the theme's own style sheet, its name with a digest; colors come from ``assets/site.css`` alone."""
    return sorted(
        path.relative_to(folder).as_posix()
        for folder in config.theme.dirs
        for path in Path(folder).glob("assets/stylesheets/main.*.min.css")
    )


def _read(content: store.Content) -> pages.Catalog:
    folder = content.root / "publishers"
    publishers = store.publishers(folder).by_slug.values() if any(folder.glob("*.md")) else ()
    return pages.Catalog(_stories(content), publishers)


def _stories(content: store.Content) -> Iterator[Story]:
    """Yield every story.

    Raises:
        StoryError: a file cannot be used, or two stand at one address: one page would silently replace the other.
    """
    seen: dict[str, str] = {}
    for path, text in content.texts():
        one = story.parse(text, path)
        if one.path in seen:
            raise StoryError(path, "slug", f"its address {one.path} is that of {seen[one.path]} too", "remove one")
        seen[one.path] = path
        yield one


def _last_run(file: Path) -> dict[str, Any] | None:
    """Return the figures of the last night, or None before the first one.

    Raises:
        PluginError: the file is there and holds something else.
    """
    if not file.is_file():
        return None
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        counts = {name: int(data[name]) for name in ("written", "rejected", "failed")}
        counts["updated"] = int(data.get("updated", 0))  # not in files of earlier nights
        return {"finished": dt.datetime.fromisoformat(data["finished"]), **counts}
    except (ValueError, KeyError, TypeError) as error:
        raise PluginError(f"config: {file.name}: {error!r}: remove the file; the next night writes it anew") from error
