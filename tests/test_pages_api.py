"""The static API: each document fits its schema, each address exists, each story stands where it should, once."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator import jsonld, pages, schemas
from generator import vocabulary as v
from generator.config import Settings
from generator.models import Band, Story
from generator.pages import api, data, sheets
from tests.stories import make_brackwater, make_story, numbered
from tests.test_site import HOSTILE, hostile

SITE = jsonld.Site("https://reports.example/project/")
OURS = (api.FOLDER, data.FOLDER)
SCHEMAS = {
    one["$id"]: Draft202012Validator(one, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for one in map(json.loads, schemas.published(SITE.url, {}).values())
}


def dated(number: int, day: str, slug: str = "brackwater-ferries", **changes: object) -> Story:
    """Return one of several stories of a day and a publisher."""
    one = numbered(number, **changes)
    original = one.original.model_copy(update={"published": f"{day}T09:30:00Z"})
    publisher = one.publisher.model_copy(update={"slug": slug, "name": slug.title()})
    data = {"original": original.model_dump(warnings=False), "publisher": publisher, "year": int(day[:4])}
    return Story.model_validate(one.model_dump() | data)


def plain(story: Story) -> Story:
    """Return the story without any spin."""
    calm = {"primary": v.SpinType.NONE, "secondary": None, "tactic": None, "score": 12, "band": Band(low=8, high=16)}
    return story.model_copy(update={"verdict": story.verdict.model_copy(update=calm)})


LIMITED = dated(4, "2026-10-02", status="limited")
WITHDRAWN = dated(5, "2026-10-03", status="withdrawn", status_reason="It was a test page.")
STORIES = (
    dated(1, "2025-12-31", "tessarow"),
    plain(dated(2, "2026-10-01", "tessarow")),
    dated(3, "2026-10-01"),
    LIMITED,
    WITHDRAWN,
    make_story(),
)


def catalog(stories: Iterable[Story] = STORIES) -> pages.Catalog:
    return pages.Catalog(stories, [make_brackwater(), make_brackwater(slug="silent", hosts=("silent.example",))])


def written(stories: Iterable[Story] = STORIES) -> dict[str, str]:
    """Return path to text of the twins and of every file of the API and of the data set."""
    known = catalog(stories)
    files = pages.files(known, SITE, Settings(), (), data.DataSet(known, SITE))
    return {
        path: text if isinstance(text, str) else "".join(text)
        for path, text in files
        if path.startswith((*OURS, "stories/"))
    }


def documents(files: dict[str, str]) -> dict[str, Any]:
    """Return path to content of every document of the API."""
    return {path: json.loads(text) for path, text in files.items() if path.startswith(api.FOLDER)}


def addresses(found: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield every address of this site that a document holds."""
    if isinstance(found, dict):
        for one in found.values():
            yield from addresses(one)
    elif isinstance(found, list):
        for one in found:
            yield from addresses(one)
    elif isinstance(found, str) and found.startswith(SITE.url):
        yield found


def listed(found: dict[str, Any], folder: str) -> Counter[str]:
    """Return how often each story is listed below a folder of the API."""
    return Counter(
        one["id"]
        for path, document in found.items()
        if path.startswith(f"{api.FOLDER}{folder}/")
        for one in document.get("stories", ())
    )


@pytest.mark.parametrize("stories", [(), STORIES, tuple(hostile(n, text) for n, text in enumerate(HOSTILE))])
def test_every_document_fits_the_schema_it_names(stories: tuple[Story, ...]) -> None:
    found = documents(written(stories))

    assert len(found) > 12
    for path, document in found.items():
        assert [error.message for error in SCHEMAS[document["$schema"]].iter_errors(document)] == [], path
        assert list(SCHEMAS[document["$schema"]].iter_errors(document | {"surprise": 1})), path


def test_every_address_of_the_api_is_that_of_a_file_or_page() -> None:
    known = catalog()
    files = written()
    handwritten = {"", "publishers/", "spin-types/", *(f"spin-types/{one}/" for one in v.SpinType), "data/"}
    made = {page.path for page in (*pages.archive.pages(known), *pages.publishers.pages(known, SITE))}
    made |= {story.path for story in known.stories} | {pages.taxonomy.FILE}
    feeds = {path for path, _ in pages.syndication.files(known, SITE)}
    there = {*files, *feeds, *handwritten, *made, *(f"schemas/{name}" for name in schemas.generate())}
    asked = {one.removeprefix(SITE.url) for document in documents(files).values() for one in addresses(document)}

    assert sorted(asked - there) == []
    assert {"api/v1/stories/2026-10.json", "data/stories.csv", "api/v1/publishers/tessarow/2025.json"} <= asked


def test_from_the_index_every_other_document_can_be_reached() -> None:
    found = documents(written())
    left, seen = ["api/v1/index.json"], set()
    while left:
        path = left.pop()
        if path in found and path not in seen:
            seen.add(path)
            asked = [one.removeprefix(SITE.url) for one in addresses(found[path])]
            # "publishers" of the index leads to each of them; the list of all of them lies beside it.
            left += [*asked, "api/v1/publishers.json", "api/v1/types.json"]

    assert seen == set(found)


def test_every_shown_story_stands_once_under_its_month_its_publisher_and_its_type() -> None:
    found = documents(written())
    shown = {story.id: 1 for story in catalog().shown}

    assert listed(found, "stories") == shown
    assert listed(found, "publishers") == shown
    assert listed(found, "types") == {key: 1 for key in shown if key != LIMITED.id}
    assert WITHDRAWN.id not in json.dumps(found)
    assert WITHDRAWN.path not in json.dumps(found)


def test_each_list_holds_what_its_address_says_newest_first() -> None:
    found = documents(written())
    october = found["api/v1/stories/2026-10.json"]
    years = found["api/v1/publishers/tessarow.json"]["pages"]
    types = {one["key"]: one["count"] for one in found["api/v1/types.json"]["types"]}

    assert [one["date"] for one in october["stories"]] == ["2026-10-02", "2026-10-01", "2026-10-01"]
    assert (october["name"], october["count"], october["url"]) == (
        "October 2026", 3, f"{SITE.url}archive/2026-10/",
    )  # fmt: skip
    assert [(one["key"], one["name"], one["count"]) for one in years] == [("2026", "2026", 1), ("2025", "2025", 1)]
    assert types == {"cushion": 3, "shield": 0, "hype": 0, "halo": 0, "fog": 0, "stampede": 0, "none": 1}
    assert [one["key"] for one in found["api/v1/index.json"]["months"]] == ["2026-11", "2026-10", "2025-12"]
    assert found["api/v1/index.json"]["counts"] == {"reports": 5, "publishers": 2, "months": 3}
    assert found["api/v1/publishers/silent.json"]["publisher"]["count"] == 0


def test_a_report_in_brief_says_what_its_record_says() -> None:
    files = written([make_story()])
    record = json.loads(files[f"{make_story().path}record.json"])
    (brief,) = json.loads(files["api/v1/latest.json"])["stories"]

    assert brief == {
        "id": record["id"],
        "url": SITE.url + make_story().path,
        "record_url": f"{SITE.url}{make_story().path}record.json",
        "title": record["original"]["title"],
        "original_url": record["original"]["url"],
        "publisher": record["publisher"]["slug"],
        "date": "2026-11-17",
        "evidence_strength": record["integrity"]["evidence_strength"],
        **{key: record[key] for key in ("status", "topic", "updated")},
        **{key: record["verdict"][key] for key in ("primary", "secondary", "tactic", "score", "band")},
    }


def test_the_latest_are_the_fifty_that_were_written_or_changed_last() -> None:
    stories = [dated(n, f"2026-{n % 9 + 1:02}-{n % 28 + 1:02}") for n in range(60)]
    corrected = catalog(stories).shown[-1]
    stories.append(corrected.model_copy(update={"updated": corrected.updated.replace(day=24)}))
    stories.remove(corrected)
    found = json.loads(written(stories)["api/v1/latest.json"])

    assert [one["id"] for one in found["stories"]] == [
        corrected.id,
        *(one.id for one in catalog(stories).shown[:49]),
    ]
    assert found["count"] == 50
    assert found["updated"] == "2026-11-24T06:00:00Z"


def test_a_fuller_month_goes_on_in_a_second_list() -> None:
    stories = [dated(n, "2026-11-03") for n in range(sheets.SHEET_MOST + 2)]
    found = documents(written(stories))
    months = found["api/v1/index.json"]["months"]

    assert [(one["key"], one["name"], one["count"]) for one in months] == [
        ("2026-11.2", "November 2026, page 2", 2),
        ("2026-11", "November 2026", 1000),
    ]
    assert set(listed(found, "stories").values()) == {1}
    assert [one["key"] for one in found["api/v1/publishers/brackwater-ferries.json"]["pages"]] == ["2026.2", "2026"]


def test_one_more_story_changes_only_the_lists_it_stands_in_and_those_that_count() -> None:
    before = written()
    new = dated(9, "2026-10-09", "tessarow")
    after = written([*STORIES, new])
    changed = {path for path, text in after.items() if before.get(path) != text}

    assert changed == {
        *(f"{new.path}{name}" for name in ("index.md", "index.json", "record.json")),
        "api/v1/stories/2026-10.json",
        "api/v1/publishers/tessarow/2026.json",
        "api/v1/publishers/tessarow.json",
        "api/v1/publishers.json",
        "api/v1/types/cushion/2026-10.json",
        "api/v1/types/cushion.json",
        "api/v1/types.json",
        "api/v1/latest.json",
        "api/v1/index.json",
        "data/stories/2026-10.jsonl",
        "data/stories/2026-10.csv",
        "data/stories.jsonl",
        "data/stories.csv",
        "data/index.json",
        "data/SHA256SUMS",
    }
    assert set(before) - set(after) == set()


def test_a_corrected_story_changes_no_list_of_another_month_publisher_or_type() -> None:
    before = written()
    later = make_story().updated.replace(day=25)
    after = written([one.model_copy(update={"updated": later}) if one.id == STORIES[2].id else one for one in STORIES])
    changed = {path for path, text in after.items() if before[path] != text and path.startswith("api/")}

    assert {path for path in changed if path.count("/") > 2 and path[-6].isdigit()} == {
        "api/v1/stories/2026-10.json",
        "api/v1/publishers/brackwater-ferries/2026.json",
        "api/v1/types/cushion/2026-10.json",
    }
    assert json.loads(after["api/v1/index.json"])["updated"] == "2026-11-25T06:00:00Z"


def test_the_order_in_which_stories_are_read_changes_no_byte() -> None:
    assert written(reversed(STORIES)) == written()
