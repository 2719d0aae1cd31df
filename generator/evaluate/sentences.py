"""Measure judgements of single sentences against labeled sentences. Pure.

What goes in: rows of a bench and what a grader says of each sentence. What comes out: figures by name.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from generator.analyze.base import Grade
from generator.evaluate import figures
from generator.evaluate.figures import Figure
from generator.evaluate.load import Row
from generator.vocabulary import LoadedType

Graded = Sequence[tuple[Row, Grade]]
Figures = dict[str, Figure]

_WORD: Final = re.compile(r"[^\W_]+")
# Persuasion techniques that one of our types names too. The others, and Cushion, have no counterpart.
TYPE_OF: Final = {
    "Loaded_Language": LoadedType.OTHER,
    "Name_Calling-Labeling": LoadedType.OTHER,
    "Exaggeration-Minimisation": LoadedType.HYPE,
    "Slogans": LoadedType.HYPE,
    "Flag_Waving": LoadedType.HALO,
    "Appeal_to_Authority": LoadedType.HALO,
    "Appeal_to_Fear-Prejudice": LoadedType.STAMPEDE,
    "False_Dilemma-No_Choice": LoadedType.STAMPEDE,
    "Appeal_to_Popularity": LoadedType.STAMPEDE,
    "Causal_Oversimplification": LoadedType.SHIELD,
    "Whataboutism": LoadedType.SHIELD,
    "Appeal_to_Hypocrisy": LoadedType.SHIELD,
    "Obfuscation-Vagueness-Confusion": LoadedType.FOG,
}
LEVELS: Final = ("none", "correlational", "conditional", "causal")


def loaded_words(rows: Graded) -> Figures:
    """Measure loaded sentences and loaded words (rows with ``label`` and ``biased_words``)."""
    return _named(
        {
            "sentence macro F1": figures.figure(
                [[one.is_loaded, bool(row["label"])] for row, one in rows], figures.macro_f1
            ),
            "sentence average precision": figures.figure(
                [[one.loaded, bool(row["label"])] for row, one in rows], figures.average_precision
            ),
            "loaded word token F1": figures.figure([_tokens(row, one) for row, one in rows], figures.micro_f1),
        }
    )


def claims(rows: Graded) -> Figures:
    """Measure check-worthy claims (rows with ``label``)."""
    return _named(
        {
            "claim average precision": figures.figure(
                [[one.claim, bool(row["label"])] for row, one in rows], figures.average_precision
            ),
            "claim F1": figures.figure([[one.is_claim, bool(row["label"])] for row, one in rows], figures.f1),
        }
    )


def point_of_view(rows: Graded) -> Figures:
    """Measure sentences that take a side (rows with ``label``)."""
    return _named(
        {
            "point of view average precision": figures.figure(
                [[one.loaded, bool(row["label"])] for row, one in rows], figures.average_precision
            ),
            "point of view F1": figures.figure([[one.is_loaded, bool(row["label"])] for row, one in rows], figures.f1),
        }
    )


def techniques(rows: Graded) -> Figures:
    """Measure paragraphs with any persuasion technique, and the type where exactly one of ours corresponds."""
    mapped = [
        (row, one, next(iter(types)))
        for row, one in rows
        for types in ({TYPE_OF[label] for label in row["labels"] if label in TYPE_OF},)
        if len(types) == 1
    ]
    order = tuple(LoadedType)
    return _named(
        {
            "any technique F1": figures.figure(
                [[one.is_steering, bool(row["labels"])] for row, one in rows], figures.f1
            ),
            "any technique average precision": figures.figure(
                [[one.loaded, bool(row["labels"])] for row, one in rows], figures.average_precision
            ),
            "technique to type macro F1": figures.figure(
                [[order.index(one.type), order.index(label)] for _, one, label in mapped], figures.macro_f1
            ),
        }
    )


def causal_strength(rows: Graded, abstracts: Sequence[Grade]) -> Figures:
    """Measure how strongly conclusions are worded, and whether a press release says more than its study."""
    verdicts = ("downplays", "same", "exaggerates")
    cases = []
    for (row, release), abstract in zip(rows, abstracts, strict=True):
        step = (release.causal > abstract.causal) - (release.causal < abstract.causal)
        cases.append([step + 1, verdicts.index(row["exaggeration_label"])])
    return _named(
        {
            "causal strength macro F1": figures.figure(
                [[one.causal, row["press_release_strength"]] for row, one in rows], figures.macro_f1
            ),
            "exaggeration macro F1": figures.figure(cases, figures.macro_f1),
        }
    )


def always(texts: Sequence[str]) -> tuple[Grade, ...]:
    """Return the grades of a program that calls every sentence and every word loaded, and a claim."""
    return tuple(
        Grade(
            loaded=1.0,
            is_loaded=True,
            is_steering=True,
            loaded_words=((0, len(text)),),
            type=LoadedType.OTHER,
            claim=1.0,
            is_claim=True,
            causal=3,
        )
        for text in texts
    )


MEASURES: Final[dict[str, Callable[[Graded], Figures]]] = {
    "loaded_words": loaded_words,
    "claims": claims,
    "point_of_view": point_of_view,
    "techniques": techniques,
}


def _tokens(row: Row, one: Grade) -> list[int]:
    """Count loaded words that both sides name; every occurrence counts, case does not."""
    ours = Counter(word for start, end in one.loaded_words for word in _words(row["text"][start:end]))
    marked = {word for phrase in row["biased_words"] for word in _words(phrase)}
    occurring = Counter(word for word in _words(row["text"]) if word in marked)
    both = (ours & occurring).total()
    return [both, ours.total(), both, occurring.total()]


def _words(text: str) -> Iterator[str]:
    return (match[0].lower() for match in _WORD.finditer(text))


def _named(found: dict[str, Figure | None]) -> Figures:
    return {name: one for name, one in found.items() if one is not None}
