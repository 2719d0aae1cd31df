"""The data set -> the graph for the head of its page. Pure.

What goes in are plain values, each of them a text that stands on the page or an address. schema.org and Google's rules
for data sets: name, description of 50 characters or more, creator, license, one distribution per file.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

Node = dict[str, Any]

CONTEXT = "https://schema.org"


class Distribution(NamedTuple):
    """One file of everything: address, media type, what it holds, length for readers, digest as 64 hex digits."""

    url: str
    media_type: str
    name: str
    size: str
    sha256: str


class Variable(NamedTuple):
    """What was measured: its name, as in the data, and what it means."""

    name: str
    meaning: str


def dataset(  # noqa: PLR0913 - what a data set has
    *,
    site_url: str,
    site_name: str,
    name: str,
    description: str,
    license_url: str,
    distributions: Iterable[Distribution],
    variables: Iterable[Variable],
    covered: tuple[str, str] | None,
    modified: str | None,
) -> Node:
    """Return the graph.

    Args:
        site_url: address of the site, with a slash at its end.
        site_name: name of the site.
        name: name of the data set.
        description: what it is, 50 to 5,000 characters.
        license_url: license of our words.
        distributions: the files that hold everything.
        variables: what was measured.
        covered: dates of the oldest and the newest story (ISO 8601), or None without any.
        modified: when a record changed last (ISO 8601), or None without any.
    """
    page = f"{site_url}data/"
    node: Node = {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "url": page,
        "name": name,
        "description": description,
        "license": license_url,
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "creator": {"@type": "Organization", "@id": f"{site_url}#organization", "name": site_name, "url": site_url},
        "isPartOf": {"@type": "WebSite", "@id": f"{site_url}#website", "name": site_name, "url": site_url},
        "mainEntityOfPage": page,
        "usageInfo": f"{page}#license",
        "measurementTechnique": f"{site_url}methodology/",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": one.name, "description": one.meaning} for one in variables
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "@id": one.url,
                "contentUrl": one.url,
                "encodingFormat": one.media_type,
                "name": one.name,
                "contentSize": one.size,
                "sha256": one.sha256,
            }
            for one in distributions
        ],
    }
    if covered:
        node["temporalCoverage"] = "/".join(covered)
    if modified:
        node["dateModified"] = modified
    return {"@context": CONTEXT, "@graph": [node]}
