"""Story -> JSON-LD: the graph embedded in the page, and the document beside it; and graphs of other pages. Pure.

``graph`` is schema.org only and says nothing the page does not show; ``document`` adds provenance (PROV-O),
annotations (Web Annotation) and words of our own. ``validate`` holds both against ``schemas/story-jsonld.schema.json``.
"""

from generator.jsonld.dataset import Data, dataset
from generator.jsonld.document import document
from generator.jsonld.fragments import fragment_url, mention_url
from generator.jsonld.listing import (
    KINDS,
    LISTED_MOST,
    Listing,
    Place,
    collection,
    publisher,
    spin_type,
    spin_types,
    writing,
)
from generator.jsonld.literals import CODES, PROSE, literals, prose
from generator.jsonld.own import FILE as VOCABULARY_FILE
from generator.jsonld.own import vocabulary
from generator.jsonld.report import graph
from generator.jsonld.sayings import UNTITLED, corrected, disclosure, explanation, title
from generator.jsonld.sayings import verdict as verdict_name
from generator.jsonld.schema import SCHEMA, validate
from generator.jsonld.site import LICENSE, Site, embed, shown
from generator.jsonld.verdict import SCORE_ASPECT

__all__ = [
    "CODES",
    "KINDS",
    "LICENSE",
    "LISTED_MOST",
    "PROSE",
    "SCHEMA",
    "SCORE_ASPECT",
    "UNTITLED",
    "VOCABULARY_FILE",
    "Data",
    "Listing",
    "Place",
    "Site",
    "collection",
    "corrected",
    "dataset",
    "disclosure",
    "document",
    "embed",
    "explanation",
    "fragment_url",
    "graph",
    "literals",
    "mention_url",
    "prose",
    "publisher",
    "shown",
    "spin_type",
    "spin_types",
    "title",
    "validate",
    "verdict_name",
    "vocabulary",
    "writing",
]
