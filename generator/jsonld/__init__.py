"""Story -> JSON-LD: the graph embedded in the page, and the document beside it. Pure.

``graph`` is schema.org only and says nothing the page does not show; ``document`` adds provenance (PROV-O) and
annotations (Web Annotation). ``validate`` holds both against ``schemas/story-jsonld.schema.json``.
"""

from generator.jsonld.dataset import Distribution, Variable, dataset
from generator.jsonld.graph import LICENSE, Site, document, embed, fragment_url, graph, mention_url
from generator.jsonld.schema import SCHEMA, validate

__all__ = [
    "LICENSE",
    "SCHEMA",
    "Distribution",
    "Site",
    "Variable",
    "dataset",
    "document",
    "embed",
    "fragment_url",
    "graph",
    "mention_url",
    "validate",
]
