"""Read the sentences and articles the heads are trained on. Everything in ``data/`` was written for this project."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator import vocabulary as v

DATA = Path(__file__).parent / "data"
# Held out whole: nothing shipped is trained on it, so figures on it speak of a way of writing never seen.
HELD_OUT_STYLE = "annual_report"
_BRACKETS = re.compile(r"\[([^\[\]|]+)(?:\|(\w+))?\]")
_SLUGS = {tactic.lower().replace(" ", "-"): tactic for tactic in v.TACTIC_TYPE}


class Marked(NamedTuple):
    """One stretch of loaded wording: its place in the bare text and what it serves."""

    start: int
    end: int
    type: str


class Sentence(NamedTuple):
    """One sentence; ``pair`` is shared by the two tellings of one fact."""

    text: str
    spans: tuple[Marked, ...]
    type: str
    tactic: str
    style: str
    domain: str
    pair: str


class Claim(NamedTuple):
    """One sentence with the kind of claim it makes (``none``: none) and the evidence it offers."""

    kind: str
    evidence: str
    style: str
    text: str


class Voice(NamedTuple):
    """A context whose part from ``start`` to ``end`` is in the voice of ``speaker``."""

    speaker: str
    publisher: str
    role: str
    text: str
    start: int
    end: int


class Call(NamedTuple):
    """A claim that calls for something, and another sentence that supplies it or does not."""

    omission: str
    answered: bool
    claim: str
    other: str


class Labeled(NamedTuple):
    """One article with the labels of its writer, and the stretches that a second reader marked in its body."""

    title: str | None
    title_spans: tuple[Marked, ...]
    body: str
    spans: tuple[Marked, ...]
    labels: dict[str, str]
    second: tuple[tuple[int, int], ...]


def sentences() -> Iterator[Sentence]:
    """Yield the plain and the spun telling of every pair, and the plain sentences that stand alone."""
    for path in sorted(DATA.glob("pairs/*/*.tsv")):
        spin_type, tactic = path.parent.name, _SLUGS.get(path.stem, "")
        for number, (style, domain, plain, spun) in enumerate(_rows(path, 4)):
            text, spans = bare(spun, spin_type)
            pair = f"{path.parent.name}/{path.stem}/{number}"
            yield Sentence(plain, (), "none", "", style, domain, pair)
            yield Sentence(text, spans, spin_type, tactic, style, domain, pair)
    path = DATA / "plain.tsv"
    for number, (style, domain, plain) in enumerate(_rows(path, 3)):
        yield Sentence(plain, (), "none", "", style, domain, f"plain/{number}")


def claims() -> tuple[Claim, ...]:
    """Return the sentences with and without a claim."""
    return tuple(Claim(*row) for row in _rows(DATA / "claims.tsv", 4))


def voices() -> tuple[Voice, ...]:
    """Return the contexts whose speaker is labeled."""
    found = []
    for speaker, publisher, role, context in _rows(DATA / "speakers.tsv", 4):
        text, (span,) = bare(context, speaker)
        found.append(Voice(speaker, publisher, role, text, span.start, span.end))
    return tuple(found)


def calls() -> tuple[Call, ...]:
    """Return the claims that call for something, each beside a sentence of the same text."""
    return tuple(Call(kind, answer == "answered", *rest) for kind, answer, *rest in _rows(DATA / "omissions.tsv", 4))


def articles() -> Iterator[Labeled]:
    """Yield the labeled articles."""
    marks: dict[str, list[str]] = {}
    for article, words in _rows(DATA / "marks.tsv", 2):
        marks.setdefault(article, []).append(words)
    for path in sorted(DATA.glob("articles/*.txt")):
        blocks = re.split(r"^===[^\n]*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        for number, block in enumerate(blocks):
            head, _, body = block.partition("\n---\n")
            labels = dict(line.split(": ", 1) for line in head.strip().splitlines() if ": " in line)
            text, spans = bare(body.strip(), labels["primary"])
            title, title_spans = bare(labels.pop("title"), labels["primary"])
            second = tuple(
                _place(text, words, f"{path.stem}/{number}") for words in marks.get(f"{path.stem}/{number}", ())
            )
            yield Labeled(None if title == "null" else title, title_spans, text, spans, labels, second)


def _place(text: str, words: str, article: str) -> tuple[int, int]:
    at = text.find(words)
    if at < 0:
        raise ValueError(f"marks.tsv: {article}: {words!r} does not stand in the article")
    return at, at + len(words)


def bare(text: str, spin_type: str) -> tuple[str, tuple[Marked, ...]]:
    """Return a text without its brackets, and where the words in brackets stand in it."""
    told, spans, at = "", [], 0
    for match in _BRACKETS.finditer(text):
        told += text[at : match.start()]
        spans.append(Marked(len(told), len(told) + len(match[1]), match[2] or spin_type))
        told += match[1]
        at = match.end()
    return told + text[at:], tuple(spans)


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = line.split("\t")
        if len(row) != columns:
            raise ValueError(f"{path.name}: line {number}: {len(row)} columns, {columns} are due")
        yield row
