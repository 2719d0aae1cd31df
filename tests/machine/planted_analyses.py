"""Faults planted in what an analyzer returns: the verifier must drop or mend each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.models import Analysis, Article, LoadedTerm
from tests.articles import make_term


class Fault(NamedTuple):
    """A fault: its name, the term an analyzer returns, and what is left of it: its words at its place, or nothing."""

    name: str
    term: Callable[[Article], LoadedTerm]
    left: str | None


def shifted(by: int) -> Callable[[Article], LoadedTerm]:
    """Return a true quotation at a place that is not its own."""

    def term(article: Article) -> LoadedTerm:
        true = make_term(article, "revolutionary ledger")
        return true.model_copy(update={"start": true.start + by, "end": true.end + by})

    return term


def said(exact: str) -> Callable[[Article], LoadedTerm]:
    """Return words at the place of others."""
    return lambda article: make_term(article, "revolutionary ledger").model_copy(update={"exact": exact})


FAULTS = (
    Fault("quotation that is not in the text", said("never said here"), None),
    Fault("quotation changed by one letter", said("revolutionary Ledger"), None),
    Fault("quotation of spaces", said("   "), None),
    Fault("quotation shifted by one", shifted(1), "revolutionary ledger"),
    Fault("quotation placed behind the end of the text", shifted(100_000), "revolutionary ledger"),
)


def places(analysis: Analysis, article: Article) -> list[str]:
    """Return what stands in the article where the analysis says its terms are."""
    return [article.text[one.start : one.end] for one in analysis.loaded_terms]
