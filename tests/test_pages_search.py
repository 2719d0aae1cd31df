"""Which reports are indexed together, what search knows of them, and what its page offers."""

import datetime as dt

import pytest

from generator import vocabulary as v
from generator.config import Settings
from generator.jsonld import Site
from generator.models import Story
from generator.pages import Catalog, derived, search, segments
from tests.conftest import ROOT
from tests.stories import make_brackwater, make_story, numbered

GUIDE = segments.page("methodology/", "How a report is made", "<h1>How</h1>\n<p>A report &amp; its score.</p>")


def written(number: int, day: str, **changes: object) -> Story:
    moment = dt.datetime.fromisoformat(f"{day}T06:00:00Z")
    return numbered(number, created=moment, updated=moment, **changes)


def names(*days: str) -> list[str]:
    return [one.name for one in segments.divide(written(n, day) for n, day in enumerate(days))]


def test_the_newest_month_is_the_live_segment_and_older_months_are_merged_by_year() -> None:
    assert names("2025-03-01", "2026-10-31", "2024-12-31", "2026-11-01", "2026-02-02") == [
        "2026-11", "2026", "2025", "2024",
    ]  # fmt: skip


def test_the_first_month_of_a_year_leaves_the_old_year_whole() -> None:
    assert names("2026-12-31", "2027-01-01", "2026-01-01") == ["2027-01", "2026"]


def test_without_a_report_there_is_no_segment() -> None:
    assert segments.divide((), [GUIDE]) == ()


def test_a_month_is_counted_in_universal_time() -> None:
    late = dt.datetime.fromisoformat("2026-10-31T23:30:00-05:00")

    assert [one.name for one in segments.divide([numbered(1, created=late, updated=late)])] == ["2026-11"]


def test_the_stories_of_a_night_change_the_live_segment_alone() -> None:
    before = [written(1, "2025-05-05"), written(2, "2026-10-05"), written(3, "2026-11-01")]
    old = segments.divide(before)
    new = segments.divide([*before, written(4, "2026-11-02")])

    assert [one.name for one in old] == [one.name for one in new]
    assert [one.digest == two.digest for one, two in zip(old, new, strict=True)] == [False, True, True]


def test_a_digest_follows_the_records_and_nothing_else() -> None:
    stories = [written(n, "2026-11-02") for n in range(5)]
    (one,) = segments.divide(stories)
    (other,) = segments.divide(reversed(stories))
    (corrected,) = segments.divide([*stories[1:], stories[0].model_copy(update={"summary": "Another summary."})])

    assert one.digest == other.digest
    assert one.digest != corrected.digest
    assert len(one.digest) == 16


def test_the_guide_goes_with_the_live_segment() -> None:
    live, year = segments.divide([written(1, "2025-05-05"), written(2, "2026-11-01")], [GUIDE])

    assert [record.path for record in live.records][-1] == "methodology/"
    assert len(year.records) == 1
    assert GUIDE.text == "How A report & its score."


def test_a_half_pair_of_surrogates_has_a_digest_too() -> None:
    record = GUIDE._replace(text="\ud800")

    assert segments.Segment("2026", [record]).digest


def test_a_record_says_what_the_report_says_and_what_its_facets_are_called() -> None:
    story = make_story()
    record = segments.report(story)
    said = (
        story.framing, story.summary, *story.tldr, "“streamlining two terminals” (plainer: closing two terminals).",
        story.omissions[0].text, story.claims[0].exact, "Not heard: the people in Oxley, investors.",
        "Names: Brackwater Ferries, Tilda Marsh.", "Keywords: strengths, night crossings", "The Cushion.",
        "job-loss softening.", "Business.", "weak evidence.", "Brackwater Ferries Blog, company blog.", "Perrin Holt.",
    )  # fmt: skip

    assert [one for one in said if one and one.rstrip(".").casefold() not in record.text.casefold()] == []
    assert record.title == story.original.title
    assert record.facets == ("cushion", "brackwater-ferries", "company_blog", "business", "weak")


def test_the_fields_of_a_report_do_not_run_into_one_another() -> None:
    story = make_story()
    term = story.loaded_terms[0].model_copy(update={"exact": "human dignity", "plainer": None})
    claim = story.claims[0].model_copy(update={"exact": "We cut waste.", "missing_evidence": ("By how much?", "Where")})
    text = segments.report(story.model_copy(update={"loaded_terms": (term,), "claims": (claim,)})).text

    assert " “human dignity”. " in text
    assert " “We cut waste”. Missing evidence: By how much? Missing evidence: Where. Not heard: " in text


def test_a_bare_report_is_told_by_what_is_known() -> None:
    bare = make_story(status="limited", topic=None, integrity={}, keywords=(), entities=(), missing_voices=())
    record = segments.report(bare.model_copy(update={"original": bare.original.model_copy(update={"title": "\u202e"})}))

    assert record.title == "Untitled"
    assert record.score is None
    assert record.facets == ("", "brackwater-ferries", "company_blog", "", "")
    assert "Keywords" not in record.text


def test_the_table_tells_every_record_in_columns() -> None:
    first = written(1, "2026-11-02", original=make_story().original.model_copy(update={"published": None}))
    limited = written(2, "2026-11-01", status="limited", topic=None)
    (segment,) = segments.divide([limited, first], [GUIDE])
    table = segment.table({first.path: "abc", limited.path: "def", "methodology/": "123"})

    assert first.date > limited.date
    assert table["names"] == "abc def 123"
    assert table["newest"] == str(first.date)
    assert sum(table["days"]) == first.date.toordinal() - 1
    assert sorted(table["score"]) == [-1, -1, first.verdict.score]
    assert table["values"]["type"] == ["", "cushion"]
    assert len({len(table[facet]) for facet in segments.FACETS}) == 1
    with pytest.raises(KeyError):
        segment.table({})


def test_the_language_of_an_index_names_its_segment() -> None:
    assert [segments.Segment(name, [GUIDE]).language for name in ("2026-11", "2025")] == ["en-202611", "en-2025"]


def test_facets_carry_their_counts_and_offer_only_what_leads_somewhere() -> None:
    stories = [numbered(1), numbered(2), numbered(3, status="limited", topic=None)]
    view = search.view(Catalog(stories, [make_brackwater()]))
    filters = {one.key: one for one in view["filters"]}

    assert view["total"] == 3
    assert [(one.value, one.n) for one in filters["type"].options if one.n] == [("cushion", 2)]
    assert len(filters["type"].options) == len(v.SpinType)
    assert [one.label for one in filters["score"].options] == [
        "0–24 plain or slight", "25–49 noticeable", "50–74 marked", "75–100 heavy", "No score",
    ]  # fmt: skip
    assert sum(one.n for one in filters["score"].options) == 3
    assert [tuple(one) for one in filters["topic"].options] == [("business", "Business", 2)]
    assert [tuple(one) for one in filters["publisher"].options] == [
        ("brackwater-ferries", "Brackwater Ferries Blog", 3)
    ]
    assert [tuple(one) for one in filters["month"].options] == [("2026-11", "November 2026", 3)]


def test_before_the_first_report_there_is_nothing_to_narrow() -> None:
    view = search.view(Catalog([]))

    assert (view["total"], view["filters"]) == (0, ())


def test_a_withdrawn_report_is_not_offered() -> None:
    gone = numbered(1, status="withdrawn", status_reason="Taken down.")

    assert search.view(Catalog([gone, numbered(2)]))["total"] == 1


def test_every_way_without_a_script_leads_to_pages_that_exist() -> None:
    catalog = Catalog([make_story()])
    folder = ROOT / "content" / "pages"
    known = {page.path for page in derived(catalog, Site("https://reports.example/"), Settings())}
    known |= {f"{file.relative_to(folder).with_suffix('')}/".replace("index/", "") for file in folder.rglob("*.md")}
    paths = {path for way in search.view(catalog)["ways"] for path, _ in way.links}

    assert {"spin-types/fog/", "topics/business/", "publishers/"} <= paths <= known
