"""What the project promises of the static API and the data: every report that is shown, as its record says it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from tests.machine.built import STORY, Built, Checked
from tests.machine.promises import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

API = ("api/*.json", "data/*.json")
MONTHS = "api/v1/stories/*.json"
# Where a withdrawn report may not stand.
LISTS = (*API, "data/*.jsonl", "data/*.csv", "*feed.json", "*feed.xml", "*atom.xml", "*llms.txt", "*llms-full.txt")


def api(built: Built) -> Checked:
    """Find in the months of the API each report once, each count true, and each address leading to a file."""
    paths = built.like(*API)
    faults = [] if paths else ["api: there is none"]
    for path in paths:
        faults += [f"{path}: {fault}" for fault in _document(built, path)]
    listed = [story["url"] for path in built.like(MONTHS) for story in built.json(path)["stories"]]
    wanted = [built.url(f"{folder}index.html") for folder in built.stories]
    faults += [f"{one}: stands in no month of the API" for one in sorted(set(wanted) - set(listed))]
    faults += [f"{one}: stands in the API and is not shown" for one in sorted(set(listed) - set(wanted))]
    if len(listed) != len(set(listed)):
        faults.append("api: a report stands in two months")
    return Checked("API", len(paths), "documents", faults)


def _document(built: Built, path: str) -> Iterator[str]:
    for node in nodes(built.json(path)):
        # The count of a list of types is one of reports.
        for name in ("stories", "publishers"):
            if isinstance(node.get(name), list) and node.get("count", len(node[name])) != len(node[name]):
                yield f"counts {node['count']} {name} and holds {len(node[name])}"
        for name in ("href", "url", "record_url", "up", "sums", "license_note"):
            address = str(node.get(name, ""))
            if address.startswith(built.address) and (built.file(address) or "?") not in built:
                yield f"{name}: {address} is not there"


def data(built: Built) -> Checked:
    """Find in the whole data set each record as it stands beside its page, and a row of the table for each."""
    paths, faults = built.like("data/stories.jsonl", "data/stories.csv"), []
    if len(paths) != 2:
        return Checked("data set", 1, "files", ["data: there is none"])
    records = {one["id"]: one for one in map(json.loads, built.text("data/stories.jsonl").splitlines())}
    rows = [one["id"] for one in csv.DictReader(io.StringIO(built.text("data/stories.csv"), newline=""))]
    for folder in built.stories:
        record = built.json(f"{folder}record.json")
        if records.get(record["id"]) != record:
            faults.append(f"data/stories.jsonl: {record['id']}: is not what {folder}record.json says")
        if rows.count(record["id"]) != 1:
            faults.append(f"data/stories.csv: {record['id']}: stands {rows.count(record['id'])} times")
    if not len(records) == len(rows) == len(built.stories):
        faults.append(f"data: {len(records)} records and {len(rows)} rows of {len(built.stories)} reports")
    return Checked("data set", len(built.stories), "records", faults)


def withdrawn(built: Built) -> Checked:
    """Find no withdrawn report in a list, a feed, the API or the data."""
    found = (one.removesuffix("index.html") for one in built.pages)
    away = [one for one in found if STORY.match(one) and one not in built.stories]
    paths = built.like(*LISTS, "sitemaps/*.xml") if away else []
    texts = ((path, built.text(path)) for path in paths)
    faults = [f"{path}: names {one}, which is withdrawn" for path, text in texts for one in away if one in text]
    return Checked("withdrawn reports", len(away) * len(paths) or 1, "places", faults)


ALL = (api, data, withdrawn)
