"""One function per command; each returns its exit code. Touches what its stages touch, and stdout."""

import argparse
import datetime as dt
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator import config, jsonld, store
from generator.cli.progress import Progress
from generator.errors import ConfigError, SpinError
from generator.models import Publisher, Result, RunReport

if TYPE_CHECKING:
    from generator.evaluate import Evaluation

FINE, FAULTS = 0, 1
SITE_FILE = Path("mkdocs.yml")
SCHEMAS = Path("schemas")
FLOORS_FILE = Path("tests/eval/floors.json")
MEASURED_FILE = Path("tests/eval/measured.json")
ACCURACY_PAGE = Path("content/pages/accuracy.md")
EXAMPLE_SITE = "https://example.org/"
WORKERS_MOST = 4
# Loaded once before workers are forked, so that each of them starts warm.
PRELOAD = ("generator.pipeline",)


def run(arguments: argparse.Namespace) -> int:
    """Read feeds, analyze new stories, write them; print the report's summary as JSON."""
    from generator import pipeline  # noqa: PLC0415
    from generator.cli import models  # noqa: PLC0415
    from generator.fetch import Fetcher  # noqa: PLC0415
    from generator.worker import Workers  # noqa: PLC0415

    settings, site = _site_file()
    publishers = store.publishers(_publishers_folder(arguments))
    unknown = sorted(set(arguments.publisher) - set(publishers.by_slug))
    if unknown:
        raise ConfigError(
            f"config: --publisher: no file {unknown[0]}.md in {_publishers_folder(arguments)}: see its names"
        )
    _known_analyzer(arguments.analyzer)
    with ExitStack() as stack:
        consulting = stack.enter_context(models.consulting(arguments, settings, _now(arguments)))
        cache = stack.enter_context(store.Cache(arguments.cache))
        fetcher = stack.enter_context(Fetcher(settings.user_agent, replay_base=arguments.replay_base))
        workers = stack.enter_context(Workers(_worker_count(), preload=PRELOAD))
        progress = stack.enter_context(Progress("reading"))
        job = pipeline.Job(
            settings=settings,
            publishers=publishers,
            content=store.Content(arguments.content),
            cache=cache,
            fetcher=fetcher,
            workers=workers,
            site=site,
            now=_now(arguments),
            analyzer=arguments.analyzer,
            consulting=consulting,
            only=tuple(arguments.publisher),
            limit=arguments.limit,
            again=arguments.again,
            notice=models.say,
        )
        report = pipeline.run(job, progress)
        requests = fetcher.requests
    if report.bill is not None:
        models.say_part(report.bill.stories, report.bill.fallbacks)
    if arguments.report:
        store.write_atomically(arguments.report, report.model_dump_json(indent=2) + "\n")
        store.write_atomically(arguments.report.with_suffix(".md"), pipeline.run_report_markdown(report))
    print(json.dumps(_summary(report, requests) | models.summary(report.bill)))
    if arguments.require_llm and any(entry.reason == "analyze" for entry in report.entries):
        return FAULTS
    return FAULTS if _failed_share(report) > settings.failed_share else FINE


def _summary(report: RunReport, requests: int) -> dict[str, Any]:
    return {
        "feeds": len(report.feeds),
        "feeds_failed": sum(feed.result == "failed" for feed in report.feeds),
        "entries": len(report.entries),
        **{result.value: report.count(result) for result in Result},
        "alarms": len(report.alarms),
        "requests": requests,
    }


def _failed_share(report: RunReport) -> float:
    """Return the larger of two shares: failed feeds, and failed entries among those that were looked at."""
    looked_at = sum(map(report.count, (Result.WRITTEN, Result.UPDATED, Result.REJECTED, Result.FAILED)))
    entries = report.count(Result.FAILED) / looked_at if looked_at else 0.0
    failed = sum(feed.result == "failed" for feed in report.feeds)
    return max(entries, failed / len(report.feeds) if report.feeds else 0.0)


def analyze(arguments: argparse.Namespace) -> int:
    """Print one report, or write a batch of them."""
    from generator import pipeline  # noqa: PLC0415
    from generator.cli import models  # noqa: PLC0415
    from generator.fetch import Fetcher  # noqa: PLC0415

    _known_analyzer(arguments.analyzer)
    settings, _ = _site_file()
    if arguments.batch:
        return _batch(arguments, settings)
    if not arguments.url:
        raise ConfigError("config: analyze: --url is missing: name the article's address, or a file of rows by --batch")
    if not re.match(r"https?://[^\s/\[\]]+\.[^\s/\[\]]+(?:/|\?|$)", arguments.url):
        raise ConfigError(f"config: --url: {arguments.url}: no address of a page: give it in full, with https://")
    publisher = _publisher_for(arguments, arguments.url)
    desk = pipeline.Desk(publisher, arguments.analyzer, settings.languages)
    now = _now(arguments)
    with models.consulting(arguments, settings, now) as consulting:
        if arguments.text:
            text = _read(arguments.text).decode("utf-8", "replace")
            found = pipeline.analyze_text(text, arguments.url, arguments.title, desk, now, analyzer=consulting.analyzer)
        else:
            html = _read(arguments.html) if arguments.html else None
            with Fetcher(settings.user_agent, replay_base=arguments.replay_base) as fetcher:
                found = pipeline.analyze_page(html, arguments.url, desk, now, fetcher, analyzer=consulting.analyzer)
    models.say_parts([found])
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return FINE


def _batch(arguments: argparse.Namespace, settings: config.Settings) -> int:
    """Analyze rows in worker processes and write them in the order they came; a bad row is a rejected row."""
    from generator.cli import batch, models  # noqa: PLC0415

    if not arguments.out:
        raise ConfigError("config: analyze: --out is missing: name the file --batch writes to")
    try:
        # Only a line feed ends a row: texts may hold other separators. Some editors put a mark in front.
        lines = _read(arguments.batch).decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"config: {arguments.batch}: no UTF-8 at byte {error.start}: save it as UTF-8") from error
    rows = batch.rows(lines, str(arguments.batch))
    now = _now(arguments)
    with models.consulting(arguments, settings, now) as consulting, Progress("analyzing") as progress:
        results = batch.analyze(
            rows,
            analyzer=arguments.analyzer,
            consulting=consulting,
            languages=settings.languages,
            now=now,
            workers=_worker_count(),
            progress=progress,
        )
        written = list(results)
    models.say_parts([row["story"] for row in written if "story" in row])
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in written)
    try:
        store.write_atomically(arguments.out, text)
    except OSError as error:
        raise ConfigError(f"config: --out: {arguments.out}: {error.strerror}: name a file you can write") from error
    return FINE


def check(arguments: argparse.Namespace) -> int:
    """Print one line per fault in content/, or in the twins of a built site; 1 if there is any."""
    from generator.cli import records  # noqa: PLC0415

    content = store.Content(arguments.content)
    publishers = store.publishers(_publishers_folder(arguments))
    if arguments.renew:
        return records.renew(content)
    _, site = _site_file()
    if arguments.site:
        return records.check_site(content, site, arguments.site)
    return records.check(content, publishers, site, store.schemas(SCHEMAS), _now(arguments).date())


def migrate(arguments: argparse.Namespace) -> int:
    """Bring story files to the version of today, or name those of an earlier one."""
    from generator.cli import records  # noqa: PLC0415

    return records.migrate(store.Content(arguments.content), write=not arguments.check)


def build(arguments: argparse.Namespace) -> int:
    """Make the site with MkDocs and our plugin."""
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, ConfigurationError  # noqa: PLC0415

    if not SITE_FILE.is_file():
        raise ConfigError(f"config: {SITE_FILE}: not found: run this in the folder that holds it")
    content, folder = arguments.content.resolve(), arguments.site.resolve()
    if not content.is_dir():
        raise ConfigError(
            f"config: --content: {arguments.content}: no such folder: name the folder that holds stories/"
        )
    _site_folder(folder, content)
    # The plugin reads the same variable, so that `mkdocs build` and this command make the same site.
    os.environ["SPIN_CONTENT"] = str(content)
    # In strict mode MkDocs counts its warnings with a handler of its own, and so Python prints none by itself.
    said = logging.StreamHandler(sys.stderr)
    said.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(said)
    try:
        mkdocs_build(load_config(str(SITE_FILE), site_dir=str(folder), strict=True))
    except ConfigurationError as error:
        raise ConfigError(f"config: {SITE_FILE}: the site was not built: {error}: see the lines above") from error
    except Abort as error:
        raise SpinError(
            "build: the site was not built: the cause is in the lines above: correct it and build again"
        ) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(said)
    print(json.dumps({"site": str(arguments.site)}))
    return FINE


def _site_folder(folder: Path, content: Path) -> None:
    """Refuse a folder that a build must not empty: MkDocs deletes everything in it first.

    Raises:
        ConfigError: the folder holds, is, or lies in the content; it is a file; or it is neither empty nor a site.
    """
    advice = "name an empty folder or one that an earlier build made"
    if folder == content or folder in content.parents or content in folder.parents:
        raise ConfigError(f"config: --site: {folder.name}: would delete or mix with {content.name}/: {advice}")
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"config: --site: {folder.name}: is a file: {advice}")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / store.SITE_MARK).is_file():
        raise ConfigError(f"config: --site: {folder.name}: holds files that no build of ours made: {advice}")


def evaluate(arguments: argparse.Namespace) -> int:
    """Print figures of an analyzer on labeled data; 1 if one fell below its floor."""
    from generator import evaluate as evaluation  # noqa: PLC0415
    from generator.cli import models  # noqa: PLC0415
    from generator.evaluate import accuracy, floors  # noqa: PLC0415
    from generator.evaluate import standing as measured  # noqa: PLC0415

    if arguments.lower and not arguments.update:
        raise ConfigError("config: --lower: floors change only with --update: say both, or neither")
    _known_analyzer(arguments.analyzer)
    settings, _ = _site_file()
    folder = arguments.bench or Path(os.environ.get("SPIN_CORPORA", "../shared")) / "bench"
    # Floors are those of the analyzer that everybody has.
    standing = floors.read(FLOORS_FILE) if arguments.analyzer == "embedded" else {}
    now = _now(arguments)
    # Where a service fails, the embedded analyzer's figures may not pass for a model's.
    asked = models.consulting(arguments, settings, now, required=True)
    with asked as consulting, Progress("measuring") as progress:
        benches = evaluation.benches(folder)
        found = evaluation.run(benches, arguments.analyzer, settings.languages, progress, consulting)
    for line in _figures(found):
        print(line)
    if not found.results:
        raise ConfigError(f"config: --bench: {folder}: nothing was measured: the lines above say why: name another")
    if arguments.json:
        store.write_atomically(arguments.json, json.dumps(evaluation.as_json(found), indent=2) + "\n")
    if arguments.update:
        moved = floors.raised(found.results, standing, lower=arguments.lower)
        known = measured.renewed(measured.read(MEASURED_FILE), found)
        # The page first: floors may not move where what was measured cannot be shown.
        accuracy.analyzers(ACCURACY_PAGE, known)
        if arguments.analyzer == "embedded":
            accuracy.renew(ACCURACY_PAGE, found)
            floors.write(FLOORS_FILE, moved)
        measured.write(MEASURED_FILE, known)
        return FINE
    fallen = floors.below(found.results, standing)
    for line in fallen:
        print(f"fallen: {line}", file=sys.stderr)
    return FAULTS if fallen else FINE


def _figures(found: "Evaluation") -> Iterator[str]:
    for one in found.measured:
        yield f"{one.bench.name}: {one.skipped or f'{len(one.bench.rows)} rows'}"
        for name, figure in one.figures.items():
            yield f"  {name:44} {figure.value:7.3f}  [{figure.low:.3f}, {figure.high:.3f}]  n={figure.n}"
        for level, figure in one.confidence.items():
            name = f"right at {level} confidence"
            yield f"  {name:44} {figure.value:7.3f}  [{figure.low:.3f}, {figure.high:.3f}]  n={figure.n}"


def doctor(arguments: argparse.Namespace) -> int:
    """Try the configured models on one short article; 1 if a nightly job would not work with one of them."""
    from generator.cli import doctor as examination  # noqa: PLC0415

    settings, _ = _site_file()
    return FINE if examination.run(arguments, settings, _now(arguments)) else FAULTS


def schemas(arguments: argparse.Namespace) -> int:
    """Write schemas/, or name the files that differ; shapes that stories had before stay as they are."""
    from generator import schemas as all_schemas  # noqa: PLC0415

    wanted = all_schemas.generate()
    folder: Path = arguments.folder
    if not arguments.check:
        for name, text in wanted.items():
            store.write_atomically(folder / name, text)
        return FINE
    held = {name: text for name, text in store.schemas(folder).items() if not all_schemas.is_kept(name)}
    faults = sorted(name for name in wanted.keys() | held.keys() if wanted.get(name) != held.get(name))
    for name in faults:
        print(f"schemas: {folder / name}: differs from the models: run: python -m generator schemas")
    return FAULTS if faults else FINE


def opml(arguments: argparse.Namespace) -> int:
    """Export the publishers as OPML on stdout, or write publisher files for the feeds of an OPML file."""
    from generator.cli import opml as exchange  # noqa: PLC0415

    folder = _publishers_folder(arguments)
    if arguments.file is None:
        print(exchange.export(store.publishers(folder)), end="")
        return FINE
    files = exchange.publisher_files(_read(arguments.file), known={path.stem for path in folder.glob("*.md")})
    for name, text in files.items():
        store.write_atomically(folder / name, text)
        print(folder / name)
    print(f"{len(files)} files written, each disabled: set role and independence, then enable it", file=sys.stderr)
    return FINE


# --- what the commands share -----------------------------------------------------------------------------------------


class _SiteFileLoader(yaml.SafeLoader):
    """Read mkdocs.yml without MkDocs: its own tags (!ENV, !!python/name) become null."""


_SiteFileLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def _site_file() -> tuple[config.Settings, jsonld.Site]:
    """Read settings and site address from mkdocs.yml; without the file, the defaults."""
    data: dict[str, Any] = {}
    if SITE_FILE.is_file():
        try:
            # A subclass of the safe loader; it builds no objects.
            data = yaml.load(SITE_FILE.read_text(encoding="utf-8"), Loader=_SiteFileLoader) or {}  # noqa: S506
        except yaml.YAMLError as error:
            raise ConfigError(
                f"config: {SITE_FILE}: no YAML: {' '.join(str(error).split())[:200]}: correct it"
            ) from error
    settings = config.settings((data.get("extra") or {}).get("spin_reports") or {})
    address = os.environ.get("SITE_URL") or data.get("site_url") or EXAMPLE_SITE
    name = str(data.get("site_name") or "Spin Reports")
    root = str(address).rstrip("/") + "/"
    return settings, jsonld.Site(root, name, settings.embed_ratings, settings.operator, settings.contact)


def _publishers_folder(arguments: argparse.Namespace) -> Path:
    return Path(arguments.publishers or arguments.content / "publishers")


def _publisher_for(arguments: argparse.Namespace, url: str) -> Publisher:
    from generator import pipeline  # noqa: PLC0415

    folder = _publishers_folder(arguments)
    publishers = store.publishers(folder) if folder.is_dir() else None
    if arguments.publisher and (publishers is None or arguments.publisher not in publishers.by_slug):
        raise ConfigError(f"config: --publisher: no file {arguments.publisher}.md in {folder}: see its names")
    try:
        return pipeline.publisher_for(url, publishers, arguments.publisher)
    except ValueError as error:
        raise ConfigError(f"config: --url: {url[:200]!r}: no http or https address: give the whole address") from error


def _known_analyzer(name: str) -> None:
    """Fail now, with the names there are, rather than in a worker at the first story."""
    from generator import analyze as analyzers  # noqa: PLC0415

    analyzers.witness(name)


def _now(arguments: argparse.Namespace) -> dt.datetime:
    return getattr(arguments, "now", None) or dt.datetime.now(dt.UTC).replace(microsecond=0)


def _worker_count() -> int:
    return max(1, min(WORKERS_MOST, os.cpu_count() or 1))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"config: {path}: cannot be read: {error.strerror}: check the name") from error
