"""Find labeled data. Reads the folder it is given, nothing else.

What goes in: a folder with one folder per bench, each with ``*.jsonl``. What comes out: benches with their rows and
what they measure. Texts of others stay where they are: figures come out of an evaluation, never sentences.
"""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from generator.config import first_error
from generator.errors import ConfigError
from generator.vocabulary import SpinType

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
            lines = data.decode("utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            place = f"{folder.name}/{path.name}: byte {error.start}"
            raise ConfigError(f"config: --bench: {place}: no UTF-8: save the file as UTF-8") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                rows.append(_row(line, f"{folder.name}/{path.name}: line {number}"))
    task = _task(folder.name, rows)
    if task:
        _check(_FORMS[task], rows, folder.name)
    return Bench(folder.name, task, tuple(rows), f"sha256:{digest.hexdigest()}")


def _check(form: type[BaseModel], rows: list[Row], name: str) -> None:
    for number, row in enumerate(rows, start=1):
        try:
            form.model_validate(row)
        except ValidationError as error:
            place = f"{name}: row {number}: {first_error(error)}"
            raise ConfigError(f"config: --bench: {place}: correct the row") from error


def _row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"config: --bench: {place}: no JSON: correct the line") from error
    if not isinstance(row, dict):
        raise ConfigError(f"config: --bench: {place}: no JSON object: correct the line")
    return row


class _Mark(BaseModel):
    quote: str
    by: list[str] = Field(min_length=1)


class _Report(BaseModel):
    text: str
    primary: list[SpinType] = Field(min_length=1)
    score: list[Annotated[float, Field(ge=0, le=100)]] = Field(min_length=1)
    title: str | None = None
    loaded: list[_Mark] | None = None


class _Labeled(BaseModel):
    text: str
    label: Literal[0, 1]


class _Words(_Labeled):
    biased_words: list[str]


class _Techniques(BaseModel):
    text: str
    labels: list[str]


class _Release(BaseModel):
    press_release_conclusion: str
    abstract_conclusion: str
    press_release_strength: Literal[0, 1, 2, 3]
    exaggeration_label: Literal["downplays", "same", "exaggerates"]


# What the rows of each task have to hold; whatever else they hold is theirs.
_FORMS: Final[dict[str, type[BaseModel]]] = {
    "reports": _Report,
    "loaded_words": _Words,
    "techniques": _Techniques,
    "causal_strength": _Release,
    "claims": _Labeled,
    "point_of_view": _Labeled,
}


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
