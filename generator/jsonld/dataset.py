"""The data set of a site -> the graph of its page. Pure."""

import datetime as dt
from typing import NamedTuple

from generator.jsonld.listing import Place, writing
from generator.jsonld.site import LICENSE, Node, Site, ref
from generator.models import Link


class Data(NamedTuple):
    """What is said of a data set: its name, a sentence of at least 50 characters, its files, its days."""

    name: str
    description: str
    files: tuple[Link, ...]
    days: tuple[dt.date, dt.date] | None  # of the oldest and the newest story; None without any
    changed: dt.date | None  # when the newest report last changed; None without any
    columns: tuple[tuple[str, str], ...] = ()  # what was found about each story: name and meaning, as the page has them


def dataset(place: Place, site: Site, data: Data) -> Node:
    """Return the graph of the page that offers a data set for download."""
    url = site.url + place.path
    graph = writing(place, site)
    node: Node = {
        "@type": "Dataset",
        "@id": f"{url}#dataset",
        "url": url,
        "name": data.name,
        "description": data.description,
        "inLanguage": "en",
        "creator": ref(f"{site.url}#organization"),
        "publisher": ref(f"{site.url}#organization"),
        "license": LICENSE,
        "usageInfo": f"{url}#license",
        "isAccessibleForFree": True,
        "measurementTechnique": f"{site.url}methodology/",
        "variableMeasured": [
            {"@type": "PropertyValue", "@id": f"{url}#column-{name}", "name": name, "description": meaning}
            for name, meaning in data.columns
        ],
        "distribution": [_download(one) for one in data.files],
    }
    if data.changed:
        node["dateModified"] = data.changed.isoformat()
    if data.days:
        node["temporalCoverage"] = f"{data.days[0].isoformat()}/{data.days[1].isoformat()}"
    graph["@graph"][2]["mainEntity"] = ref(node["@id"])
    graph["@graph"].append(node)
    return graph


def _download(link: Link) -> Node:
    node: Node = {
        "@type": "DataDownload",
        "@id": link.href,
        "name": link.name,
        "contentUrl": link.href,
        "encodingFormat": link.media_type,
    }
    if link.size_bytes is not None:
        node["contentSize"] = f"{link.size_bytes} bytes"
    if link.digest:
        node["sha256"] = link.digest.removeprefix("sha256:")
    return node
