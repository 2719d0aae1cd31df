"""Turn the labeled data into what the heads read, by the same road as at run time."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator import extract
from generator import vocabulary as v
from generator.analyze import heads
from generator.analyze.embedded import tone
from generator.analyze.embedded.document import Document, Sent
from generator.config import provisional
from tests.heads import data

NO_ADDRESS = "https://unknown.invalid/"
Marks = tuple[data.Marked, ...]
# Marked words are looked for in the extracted text about where they stood in the file.
NEAR = 40


class Told(NamedTuple):
    """Sentences ready for training: what the heads read of each, and its labels."""

    readings: tuple[heads.Reading, ...]
    types: NDArray[np.str_]
    tactics: NDArray[np.str_]
    styles: NDArray[np.str_]
    groups: NDArray[np.str_]
    spans: tuple[tuple[data.Marked, ...], ...]

    @property
    def vectors(self) -> heads.Floats:
        return np.stack([one.vector for one in self.readings])


class Whole(NamedTuple):
    """One labeled article: its document, the judgements of its sentences, the labels of its writer."""

    labels: dict[str, str]
    document: Document
    judged: tuple[heads.Judgement, ...]


def sentences(rows: Sequence[data.Sentence]) -> Told:
    readings = heads.read([(row.text, tone.entries(row.text)) for row in rows])
    return Told(
        readings,
        np.array([row.type for row in rows]),
        np.array([row.tactic for row in rows]),
        np.array([row.style for row in rows]),
        np.array([row.pair for row in rows]),
        tuple(row.spans for row in rows),
    )


def document(row: data.Labeled) -> Document:
    article = extract.from_text(row.body, url=NO_ADDRESS, title=row.title)
    role = v.Role(row.labels["role"])
    return Document.of(article, provisional(NO_ADDRESS, name=row.labels["publisher"], role=role))


def wholes(rows: Sequence[data.Labeled]) -> tuple[Whole, ...]:
    read = map(document, rows)
    return tuple(Whole(row.labels, one, tone.judgements(one)) for row, one in zip(rows, read, strict=True))


def inside(rows: Sequence[data.Labeled], found: Sequence[Whole]) -> Told:
    """Return the sentences of articles that are in the text's own voice, labeled by the words marked in them."""
    readings: list[heads.Reading] = []
    groups: list[str] = []
    spans: list[tuple[data.Marked, ...]] = []
    for number, (row, whole) in enumerate(zip(rows, found, strict=True)):
        for sentence, judged in zip(whole.document.sentences, whole.judged, strict=False):
            if sentence.speaker is v.Speaker.QUOTED or len(sentence.text.split()) < tone.LEAST_WORDS:
                continue
            readings.append(judged.reading)
            groups.append(f"article/{number}")
            spans.append(tuple(_marked(row, whole.document, sentence.start, sentence.end)))
    types = np.array([one[0].type if one else "none" for one in spans])
    blank = np.array([""] * len(types))
    return Told(tuple(readings), types, blank, blank, np.array(groups), tuple(spans))


def marks(row: data.Labeled, document: Document) -> Iterator[tuple[Marks, ...]]:
    """Yield for each sentence of an article what each reader marked who judged it.

    The writer marked the title and the text's own voice, the second reader the body with all its voices.
    """
    for sentence in document.sentences:
        first = tuple(_marked(row, document, sentence.start, sentence.end))
        second = tuple(_second(row, document, sentence))
        if sentence.end <= document.body_start:
            yield (first,)
        else:
            yield (second,) if sentence.speaker is v.Speaker.QUOTED else (first, second)


def share(place: tuple[int, int], readers: Sequence[Marks]) -> float:
    """Return the share of the readers who marked a stretch of a sentence, or a part of it."""
    marked = [any(one.start < place[1] and place[0] < one.end for one in spans) for spans in readers]
    return sum(marked) / len(marked)


def _second(row: data.Labeled, document: Document, sentence: Sent) -> Iterator[data.Marked]:
    """Yield the parts of the second reader's marks that lie in a sentence, by their places in it."""
    for start, end in row.second:
        at = document.article.text.find(row.body[start:end], document.body_start)
        low, high = max(at, sentence.start), min(at + end - start, sentence.end)
        if at >= 0 and low < high:
            yield data.Marked(low - sentence.start, high - sentence.start, "")


def _marked(row: data.Labeled, document: Document, start: int, end: int) -> list[data.Marked]:
    """Return the marked words of a row that stand in a sentence, by their places in it."""
    if end <= document.body_start:
        return list(row.title_spans)
    found = []
    for one in row.spans:
        at = document.article.text.find(row.body[one.start : one.end], start, end)
        if at >= 0 and abs(at - document.body_start - one.start) < NEAR:
            found.append(data.Marked(at - start, at - start + one.end - one.start, one.type))
    return found


def spoken(row: data.Voice) -> tuple[Document, Sent]:
    """Return the document of a context and the sentence whose speaker is labeled, as marks and verbs tell it."""
    article = extract.from_text(row.text, url=NO_ADDRESS, title="A note on the matter")
    document = Document.of(article, provisional(NO_ADDRESS, name=row.publisher, role=v.Role(row.role)))
    at = article.text.find(row.text[row.start : row.end], document.body_start)
    return document, document.sentence_at(at + (row.end - row.start) // 2)
