"""Find labeled data. Reads the folder it is given, nothing else.

What goes in: a folder with one folder per bench, each with ``*.jsonl``. What comes out: benches with their rows and
what they measure. Texts of others stay where they are: figures come out of an evaluation, never sentences.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import ConfigError

Row = dict[str, Any]


class Bench(NamedTuple):
    """One set of labeled rows; ``task`` names what it measures, None where nothing of ours is measured on it."""

    name: str
    task: str | None
    rows: tuple[Row, ...]
    digest: str


def benches(folder: Path) -> tuple[Bench, ...]:
    """Return the benches of a folder, by name; a folder that holds ``*.jsonl`` itself is one bench.

    Raises:
        ConfigError: the folder is missing or holds no bench, or a line of a file is no JSON object.
    """
    if not folder.is_dir():
        raise ConfigError(f"config: --bench: {folder}: no such folder: name one that holds labeled data")
    folders = [folder] if any(folder.glob("*.jsonl")) else sorted(path for path in folder.iterdir() if path.is_dir())
    found = tuple(_bench(one) for one in folders if any(one.glob("*.jsonl")))
    if not found:
        raise ConfigError(f"config: --bench: {folder}: no *.jsonl in it or its folders: name one with labeled data")
    return found


def _bench(folder: Path) -> Bench:
    rows: list[Row] = []
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        data = path.read_bytes()
        digest.update(data)
        # Only a line feed ends a row: texts may hold other separators.
        try:
            lines = data.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            place = f"{folder.name}/{path.name}: byte {error.start}"
            raise ConfigError(f"config: --bench: {place}: no UTF-8: save the file as UTF-8") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                rows.append(_row(line, f"{folder.name}/{path.name}: line {number}"))
    return Bench(folder.name, _task(folder.name, rows), tuple(rows), f"sha256:{digest.hexdigest()}")


def _row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"config: --bench: {place}: no JSON: correct the line") from error
    if not isinstance(row, dict):
        raise ConfigError(f"config: --bench: {place}: no JSON object: correct the line")
    return row


def _task(name: str, rows: list[Row]) -> str | None:
    """Name the task by the fields of the rows; where they say only yes or no, by the folder's name."""
    keys = set.intersection(*(set(row) for row in rows)) if rows else set()
    if {"text", "primary", "score"} <= keys:
        return "reports"
    if {"text", "label", "biased_words"} <= keys:
        return "loaded_words"
    if {"text", "labels"} <= keys:
        return "techniques"
    if {"press_release_conclusion", "press_release_strength"} <= keys:
        return "causal_strength"
    if {"text", "label"} <= keys:
        return "claims" if "claim" in name else "point_of_view" if "npov" in name else None
    return None
