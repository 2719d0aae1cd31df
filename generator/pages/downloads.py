"""The data set -> what the page about it shows: downloads, columns, license, citation, first steps. Pure."""

from typing import Any, NamedTuple

from generator import jsonld
from generator.models import DataRow, Link
from generator.pages import api, data, sheets, syndication, words
from generator.pages.data import DataSet


class Download(NamedTuple):
    """A file as readers are offered it: path below the site, name, what it holds, its schema, size and digest."""

    path: str
    file: str
    name: str
    schema: str
    size: str
    digest: str


class Month(NamedTuple):
    """The files of a month, one per form."""

    name: str
    n: int
    files: tuple[Download, ...]


def view(dataset: DataSet) -> dict[str, Any]:
    """Return what the page about the data shows."""
    stories, updated = dataset.stories, sheets.updated(dataset.stories)
    return {
        "count": len(stories),
        "updated": updated,
        "first": stories[-1].date if stories else None,
        "last": stories[0].date if stories else None,
        "whole": tuple(_download(link, dataset.site) for link in dataset.whole),
        "months": tuple(
            Month(
                piece.sheet.name,
                len(piece.sheet.stories),
                (_download(piece.jsonl, dataset.site), _download(piece.csv, dataset.site)),
            )
            for piece in reversed(dataset.pieces)
        ),
        "columns": tuple((name, field.description) for name, field in DataRow.model_fields.items()),
        "quoted": data.QUOTED,
        "latest": syndication.SITE_MOST,
        "example": dataset.pieces[-1].sheet.key if dataset.pieces else "2026-11",
        "citation": f"{dataset.name}{f', as of {words.day(updated)}' if updated else ''}. {dataset.url}. CC BY 4.0.",
        "commands": _commands(dataset.site),
    }


def _commands(site: jsonld.Site) -> tuple[tuple[str, str], ...]:
    """Return what some first steps do, and their lines."""
    folder, listed = f"{site.url}{data.FOLDER}", f"{site.url}{api.FOLDER}"
    check = f"curl -O {folder}stories.csv -O {folder}{data.SUMS}\nsha256sum --check --ignore-missing {data.SUMS}"
    pandas = f"""import pandas
stories = pandas.read_csv("{folder}stories.csv", parse_dates=["date", "updated"])
stories.groupby("primary")["score"].describe()"""
    hyped = "'select(.verdict.primary == \"hype\") | [.verdict.score, .original.title] | @tsv'"
    return (
        ("Fetch the table and see that it arrived whole:", check),
        ("Read it with pandas:", pandas),
        ("List score and title of what is hyped:", f"curl -s {folder}stories.jsonl | jq -r {hyped}"),
        ("See what is new:", f"curl -s {listed}latest.json | jq -r '.stories[] | [.updated, .url] | @tsv'"),
    )


def size(count: int) -> str:
    """Return a number of bytes for readers, as in 8.6 MB (thousands, not powers of two)."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return words.count(count, "byte")


def _download(link: Link, site: jsonld.Site) -> Download:
    path = link.href.removeprefix(site.url)
    return Download(
        path,
        path.rpartition("/")[2],
        link.name,
        (link.schema_href or "").removeprefix(site.url),
        size(link.size_bytes or 0),
        (link.digest or "").removeprefix("sha256:"),
    )
