"""Segments -> the search bundle of a site. Touches the disk and starts the indexer.

Each segment becomes a folder ``search/<segment>/`` of Pagefind files and one table of facets. A segment whose digest
lies in the cache is copied; only what changed is indexed, which on most nights is the live month alone. The cache may
be lost at any time.

Pagefind's own filters are not used: their files come out in another order each time, and are three times as large as
the table. Nor is its Python client: it pauses a tenth of a second after every record.
"""

import base64
import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import pagefind_bin
from mkdocs.exceptions import PluginError

from generator import pages

TABLE = "table.json"
LIST = "segments.json"
# What a browser asks for in every segment; the ready-made interfaces that Pagefind brings along stay out of the site.
_KEPT = ("pagefind-entry.json", "pagefind.*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment")
# Asked for once, in the live segment.
_ENGINE = ("pagefind.js", "wasm.en-*.pagefind")
# What Pagefind puts before every piece of data.
_MARK = b"pagefind_dcd"
_ANSWER_BYTES = 65_536
_ADVICE = "install pagefind_bin for this machine, or set PAGEFIND_BINARY_PATH"


def write(segments: Sequence[pages.segments.Segment], target: Path, cache: Path) -> tuple[str, ...]:
    """Write the bundles of all segments, and their list; return the names of those that had to be indexed.

    Args:
        segments: the live one first.
        target: folder of the site that gets one folder per segment.
        cache: folder of finished bundles, ``<segment>-<digest>``; those of no further use are removed.

    Raises:
        PluginError: the indexer is missing or gave up.
    """
    for folder in (cache, target):
        folder.mkdir(parents=True, exist_ok=True)
    bundles = [cache / f"{segment.name}-{segment.digest}-{version('pagefind_bin')}" for segment in segments]
    missing = [number for number, bundle in enumerate(bundles) if not bundle.is_dir()]
    for number in missing:
        _index(segments[number], bundles[number])
    for number, bundle in enumerate(bundles):
        for pattern in (*_KEPT, TABLE, *(() if number else _ENGINE)):
            for file in bundle.glob(pattern):
                copy = target / segments[number].name / file.relative_to(bundle)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
    listed = [{"name": one.name, "language": one.language, "digest": one.digest} for one in segments]
    (target / LIST).write_text(json.dumps(listed), encoding="utf-8", newline="\n")
    for old in set(cache.iterdir()) - set(bundles):
        shutil.rmtree(old, ignore_errors=True)
    return tuple(segments[number].name for number in missing)


def _index(segment: pages.segments.Segment, bundle: Path) -> None:
    """Index one segment; the bundle appears under its name when it is whole."""
    files = _files(segment)
    names = {}
    for path, content in files.items():
        if path.startswith("fragment/"):
            address = json.loads(gzip.decompress(content).removeprefix(_MARK))["url"]
            names[address] = PurePosixPath(path).stem.rpartition("_")[2]
    table = json.dumps(segment.table(names), ensure_ascii=False, separators=(",", ":"))
    with tempfile.TemporaryDirectory(dir=bundle.parent, ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "bundle"
        for path, content in {**files, TABLE: table.encode()}.items():
            file = made / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        made.replace(bundle)


def _files(segment: pages.segments.Segment) -> dict[str, bytes]:
    """Return what the indexer makes of a segment, and a site needs of it: path below the bundle to content.

    The files are asked for, not left to the indexer to write: it says that it has written before the last byte lies
    on the disk.
    """
    *_, last = answers(_requests(segment))
    files = {PurePosixPath(one["path"]): base64.b64decode(one["content"]) for one in last["files"]}
    wanted = (*_KEPT, *_ENGINE)
    return {str(path): files[path] for path in sorted(files) if any(path.match(pattern) for pattern in wanted)}


def _requests(segment: pages.segments.Segment) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"write_playground": False}}
    for one in segment.records:
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": one.path,
            "content": one.text,
            "language": segment.language,
            "meta": {"title": one.title},
            "filters": None,
            "sort": None,
        }
    yield {"type": "GetFiles", "index_id": 0}


def answers(requests: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the indexer's answer to each request.

    It reads and writes JSON in base64, a comma behind each message, and ends with its input.

    Raises:
        PluginError: the indexer cannot be started, gave up, or refused a request.
    """
    command = [_program(), "--service"]
    try:
        with subprocess.Popen(  # noqa: S603 - the program of a pinned package
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as indexer:
            for number, request in enumerate(requests):
                message = json.dumps({"message_id": number, "payload": request}).encode()
                yield _ask(indexer, base64.b64encode(message) + b",")
    except OSError as error:
        raise PluginError(f"search: the indexer did not start, or gave up: {error}: {_ADVICE}") from error


def _ask(indexer: subprocess.Popen[bytes], message: bytes) -> dict[str, Any]:
    assert indexer.stdin is not None  # noqa: S101 - both are pipes
    assert indexer.stdout is not None  # noqa: S101
    indexer.stdin.write(message)
    indexer.stdin.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        part = indexer.stdout.read1(_ANSWER_BYTES)  # type: ignore[attr-defined]
        if not part:
            raise BrokenPipeError("it ended early")
        answer += part
    payload: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
    if payload["type"] == "Error":
        raise PluginError(f"search: the indexer refused a record: {payload.get('message')}: report this as a fault")
    return payload


def _program() -> str:
    return os.environ.get("PAGEFIND_BINARY_PATH") or str(pagefind_bin.get_executable())
