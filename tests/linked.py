"""Read our JSON-LD as linked data does, without a network: pyld with a small context of our own for schema.org."""

from typing import Any

from pyld import jsonld as pyld

# The properties whose text schema.org takes for an address or a date.
_ADDRESSES = (
    *(
        "url",
        "contentUrl",
        "license",
        "acquireLicensePage",
        "usageInfo",
        "publishingPrinciples",
        "ethicsPolicy",
        "correctionsPolicy",
    ),
    *("actionableFeedbackPolicy", "acquireLicensePage", "distribution", "isBasedOn"),
)
_DATES = ("datePublished", "dateModified")
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in _ADDRESSES},
    **{name: {"@type": "https://schema.org/Date"} for name in _DATES},
}


def _load(address: str, _options: object) -> dict[str, Any]:
    assert address.rstrip("/") == "https://schema.org", f"a document asks the network for {address}"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": CONTEXT},
    }


def triples(document: dict[str, Any]) -> set[str]:
    """Return the statements of a document, one line of N-Quads each."""
    made = pyld.to_rdf(document, {"documentLoader": _load, "format": "application/n-quads"})
    return {line for line in made.splitlines() if line}
