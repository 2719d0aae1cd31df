"""Faults planted in a sound site, the checker that must catch each, and words of its complaint."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from tests.machine import outside, promises, publications
from tests.machine.built import Built, Checked
from tests.machine.promises import of_type as node
from tests.stories import make_story

STORY = make_story().path
PAGE, TWIN, RECORD = f"{STORY}index.html", f"{STORY}index.json", f"{STORY}record.json"
REPORT, REVIEW, CLAIM, ORGANIZATION = "AnalysisNewsArticle", "Review", "Claim", "Organization"
BLOCK = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)

Spoil = Callable[[Built], Built]
Nodes = list[dict[str, Any]]


class Fault(NamedTuple):
    """A fault: its name, how a sound site gets it, who must notice, and words of the complaint.

    ``part`` holds patterns of the paths that the checker needs; nothing else is looked at.
    """

    name: str
    plant: Spoil
    checker: Callable[[Built], Checked]
    words: str
    part: tuple[str, ...] = (f"{STORY}*", "index.html", "schemas/*")


def new_complaints(fault: Fault, built: Built) -> set[str]:
    """Return what the checker says of the spoiled part of the site and did not say of the sound one."""
    sound = built.only(*fault.part)
    return set(fault.checker(fault.plant(sound)).faults) - _said(fault.checker, sound)


@cache
def _said(checker: Callable[[Built], Checked], sound: Built) -> frozenset[str]:
    return frozenset(checker(sound).faults)


def in_page(change: Callable[[Nodes], object]) -> Spoil:
    """Change the graph embedded in the report's page."""

    def spoil(built: Built) -> Built:
        data = json.loads(built.page(PAGE).blocks[0])
        change(data["@graph"])
        text = json.dumps(data).replace("<", "\\u003c")
        return built.edited(PAGE, lambda html: BLOCK.sub(lambda found: f"{found[1]}{text}{found[3]}", html, count=1))

    return spoil


def in_twin(change: Callable[[Nodes], object]) -> Spoil:
    """Change the graph of the twin."""
    return lambda built: built.mended(TWIN, lambda data: change(data["@graph"]))


def in_record(change: Callable[[dict[str, Any]], object]) -> Spoil:
    """Change the record beside the page."""
    return lambda built: built.mended(RECORD, change)


def in_text(path: str, old: str, new: str) -> Spoil:
    """Replace text of a file."""
    return lambda built: built.edited(path, lambda text: text.replace(old, new, 1))


def cut(path: str, pattern: str, new: str = "") -> Spoil:
    """Replace what the pattern finds first in a file."""
    return lambda built: built.edited(path, lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL))


def gone(path: str) -> Spoil:
    """Take a file away."""
    return lambda built: built.with_file(path, None)


def added(markup: str) -> Spoil:
    """Put markup into the report's page."""
    return in_text(PAGE, "</main>", f"{markup}</main>")


GRAPHS = (
    Fault(
        "two reports in one graph",
        in_page(lambda nodes: nodes.append(node(nodes, REPORT))),
        promises.reports,
        "2 reports",
    ),
    Fault(
        "two verdicts in one graph",
        in_page(lambda nodes: nodes.append(node(nodes, REVIEW))),
        promises.reports,
        "2 verdicts",
    ),
    Fault(
        "two reports in the twin", in_twin(lambda nodes: nodes.append(node(nodes, REPORT))), outside.schemas, "@graph"
    ),
    Fault(
        "two blocks of linked data",
        lambda built: built.edited(PAGE, lambda text: BLOCK.sub(r"\g<0>\g<0>", text, count=1)),
        outside.markup,
        "2 blocks",
    ),
    Fault("no block of linked data", cut(PAGE, BLOCK.pattern), outside.markup, "0 blocks"),
    Fault(
        "linked data that is no JSON",
        cut(PAGE, r'ld\+json">\{', 'ld+json">'),
        outside.markup,
        "cannot be read|0 blocks",
    ),
    Fault(
        "microdata beside it",
        added('<p itemscope itemtype="https://schema.org/Thing">x</p>'),
        outside.markup,
        "microdata",
    ),
    Fault(
        "misspelt property",
        in_page(lambda nodes: node(nodes, REPORT).update(headlin="x")),
        outside.linked_data,
        "headlin: no term",
    ),
    Fault(
        "unknown type",
        in_page(lambda nodes: node(nodes, CLAIM).update({"@type": "Klaim"})),
        outside.linked_data,
        "Klaim: no type or property",
    ),
    Fault(
        "name of a node that is no whole address",
        in_page(lambda nodes: node(nodes, CLAIM).update({"@id": "_:claim"})),
        outside.linked_data,
        "not whole",
    ),
    Fault(
        "context from elsewhere",
        in_text(PAGE, '"@context":"https://schema.org"', '"@context":"https://elsewhere.example/"'),
        outside.linked_data,
        "loading",
    ),
    Fault(
        "page says what its twin does not",
        in_page(lambda nodes: node(nodes, REPORT).update(abstract="Something else.")),
        outside.linked_data,
        "its twin does not say",
    ),
    Fault(
        "prose that is not on the page",
        in_page(lambda nodes: node(nodes, REPORT).update(abstract="Something else.")),
        promises.prose,
        "Something else",
    ),
    Fault(
        "quotation that is not on the page",
        in_page(lambda nodes: node(nodes, "Quotation").update(text="never said")),
        promises.prose,
        "never said",
    ),
    Fault(
        "rating of an organization",
        in_page(lambda nodes: node(nodes, ORGANIZATION).update(reviewRating={"@type": "Rating", "ratingValue": 4})),
        promises.ratings,
        "Organization.reviewRating",
    ),
    Fault(
        "verdict on a publisher",
        in_page(lambda nodes: node(nodes, REVIEW).update(itemReviewed={"@type": ORGANIZATION, "name": "x"})),
        promises.ratings,
        "only articles",
    ),
    Fault(
        "mean of ratings",
        in_page(lambda nodes: nodes.append({"@type": "AggregateRating", "ratingValue": 4})),
        promises.ratings,
        "AggregateRating",
    ),
    Fault(
        "identity without a source",
        in_page(lambda nodes: node(nodes, ORGANIZATION).update(sameAs="https://elsewhere.example/")),
        promises.ratings,
        "sameAs",
    ),
    Fault(
        "identity without a source in the twin",
        in_twin(lambda nodes: node(nodes, ORGANIZATION).update(sameAs="https://elsewhere.example/")),
        outside.schemas,
        "sameAs",
    ),
    Fault(
        "bad date in the twin",
        in_twin(lambda nodes: node(nodes, REPORT).update(datePublished="last Tuesday")),
        outside.schemas,
        "last Tuesday",
    ),
    Fault(
        "rating out of range",
        in_twin(lambda nodes: node(nodes, "Rating").update(ratingValue=101)),
        outside.schemas,
        "101",
    ),
    Fault(
        "javascript: address in the twin",
        in_twin(lambda nodes: node(nodes, REPORT).update(url="javascript:alert(1)")),
        outside.schemas,
        "javascript",
    ),
    Fault(
        "relative address in the twin",
        in_twin(lambda nodes: node(nodes, REPORT).update(url="../elsewhere/")),
        outside.schemas,
        "elsewhere",
    ),
    Fault(
        "text of 70 KB in the twin",
        in_twin(lambda nodes: node(nodes, REPORT).update(headline="x" * 70_000)),
        outside.schemas,
        "headline",
    ),
    Fault(
        "part of the graph that the page has no id for",
        in_page(lambda nodes: node(nodes, CLAIM).update({"@id": node(nodes, CLAIM)["@id"] + "99"})),
        promises.names,
        "is no id",
    ),
)

RECORDS = (
    Fault(
        "record with a bad date",
        in_record(lambda data: data.update(updated="last Tuesday")),
        outside.schemas,
        "updated",
    ),
    Fault("record with an unknown key", in_record(lambda data: data.update(mood=None)), outside.schemas, "mood"),
    Fault(
        "record with a wrong word",
        in_record(lambda data: data["verdict"].update(primary="pillow")),
        outside.schemas,
        "pillow",
    ),
    Fault(
        "record of an unknown version",
        in_record(lambda data: data.update(schema_version="9")),
        outside.schemas,
        "schema_version",
    ),
    Fault(
        "record with a score of 200", in_record(lambda data: data["verdict"].update(score=200)), outside.schemas, "200"
    ),
    Fault(
        "record with a javascript: address",
        in_record(lambda data: data["original"].update(url="javascript:alert(1)")),
        outside.schemas,
        "javascript",
    ),
    Fault(
        "record with a key twice",
        in_text(RECORD, '"year": 2026', '"year": 2025, "year": 2026'),
        publications.texts,
        "stands twice",
    ),
    Fault("record with NaN", in_text(RECORD, '"year": 2026', '"year": NaN'), publications.texts, "NaN"),
    Fault("schema that is not published", gone("schemas/story.schema.json"), outside.schemas, "is not published"),
    Fault(
        "schema that is none",
        lambda built: built.mended("schemas/story.schema.json", lambda data: data.update(type="objekt")),
        outside.schemas,
        "is no schema",
    ),
)

PAGES = (
    *(
        Fault(f"missing twin {name}", gone(f"{STORY}{name}"), promises.twins, f"{name}: the twin is not there")
        for name in promises.TWINS
    ),
    Fault(
        "missing link to a twin",
        cut(PAGE, r'<link rel="alternate" type="text/markdown"[^>]*>'),
        promises.twins,
        "text/markdown",
    ),
    Fault(
        "link to a twin that is not there",
        cut(PAGE, r'href="index\.md"', 'href="index.markdown"'),
        promises.twins,
        "index.markdown",
    ),
    Fault("id twice on a page", added('<p id="report">x</p>'), promises.names, "'report' twice"),
    Fault(
        "byte order mark",
        lambda built: built.edited(PAGE, lambda text: "\ufeff" + text),
        publications.texts,
        "byte order mark",
    ),
    Fault(
        "carriage returns",
        lambda built: built.edited(RECORD, lambda text: text.replace("\n", "\r\n")),
        publications.texts,
        r"U\+000D",
    ),
    Fault("control character", in_text(f"{STORY}index.md", "# ", "# \x07"), publications.texts, r"U\+0007"),
    Fault("letters turned around", in_text(f"{STORY}index.md", "# ", "# \u202e"), publications.texts, "turned around"),
    Fault(
        "wrong encoding",
        lambda built: built.with_file(f"{STORY}index.md", "Pérrin".encode("cp1252")),
        publications.texts,
        "not UTF-8",
    ),
)

ALL = (*GRAPHS, *RECORDS, *PAGES)
