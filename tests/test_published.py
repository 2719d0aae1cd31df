"""What the site says about itself: the index and what feeds add, in the shapes their schemas promise."""

import datetime as dt
import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from generator import schemas
from generator.models import Counts, Day, FeedExtension, FeedOrigin, Link, Moment, Noun, SiteIndex

SITE = "https://reports.example/project/"
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
LATEST = Link(key="latest", name="Newest reports", href=f"{SITE}api/v1/latest.json", media_type="application/json")
INDEX = SiteIndex(
    schema_href=schemas.address("site-index", SITE),
    name="Spin Reports",
    url=SITE,
    license="https://license.example/",
    updated=NOON,
    counts=Counts(reports=1, publishers=1, months=1),
    latest=LATEST,
    months=(LATEST.model_copy(update={"key": "2026-11", "count": 1, "updated": NOON.astimezone(dt.UTC)}),),
)
ITEM = FeedExtension(id="0" * 16, publisher="quillon", status="limited", record_url=f"{SITE}stories/x/record.json")
FEED = FeedOrigin(
    about=SITE, schema_href=schemas.address("feed-extension", SITE), license="https://license.example/", updated=NOON
)


class Dated(Noun):
    """A noun with a day."""

    day: Day | None = None
    moment: Moment | None = None


@pytest.mark.parametrize(("noun", "name"), [(INDEX, "site-index"), (ITEM, "feed-extension"), (FEED, "feed-extension")])
def test_what_is_published_fits_its_schema_and_nothing_else_does(noun: Noun, name: str) -> None:
    schema = json.loads(schemas.published(SITE, {})[f"{name}.schema.json"])
    assert schema["$id"] == f"{SITE}schemas/{name}.schema.json"
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    data = noun.model_dump(mode="json")
    assert list(validator.iter_errors(data)) == []
    assert list(validator.iter_errors(data | {"surprise": 1}))


def test_times_are_written_in_utc() -> None:
    assert INDEX.model_dump(mode="json")["updated"] == "2026-11-20T10:00:00Z"


@pytest.mark.parametrize("day", ["1969-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_far_off_is_refused(day: str) -> None:
    with pytest.raises(ValidationError, match="a year from 1970 to 2199"):
        Dated(day=dt.date.fromisoformat(day))


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        Dated(moment=dt.datetime(2026, 11, 20, 12))  # noqa: DTZ001 - that is the fault
