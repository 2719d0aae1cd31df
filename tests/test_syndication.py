"""Feeds: what stands in them, read back as readers do; what never changes; what hostile records cannot break."""

import datetime as dt
import gzip
import itertools
import json
from typing import Any
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator
from lxml import html

from generator import jsonld, schemas
from generator import vocabulary as v
from generator.models import Correction, Dispute, Integrity, Review, Story
from generator.pages import Catalog, syndication
from tests import feed_rules
from tests.feed_reading import RULES, SITE, built, content, faults, parsed, said
from tests.mixed import SMALL, make_mixed
from tests.stories import ANALYZED, make_brackwater, make_story, numbered

WITHDRAWN = numbered(50, status="withdrawn", status_reason="The publisher showed that it was a test page.")


# --- what stands where -----------------------------------------------------------------------------------------------


def test_the_site_each_publisher_type_and_topic_have_a_feed_in_three_formats() -> None:
    files = built(make_story())

    folders = {path.rpartition("/")[0] for path in files}
    assert folders == {
        "",
        "publishers/brackwater-ferries",
        "topics/business",
        *(f"spin-types/{one}" for one in ("cushion", "shield", "hype", "halo", "fog", "stampede", "none")),
    }
    assert len(files) == 3 * len(folders) + 1
    assert faults(files) == {}


def test_a_report_stands_in_the_feeds_it_belongs_to_and_in_no_other() -> None:
    files = built(make_story())

    held = {path for path, text in files.items() if make_story().path in text}
    folders = ("", "publishers/brackwater-ferries/", "topics/business/", "spin-types/cushion/")
    assert held == {f"{folder}{name}" for folder in folders for name in RULES}


def test_a_report_that_models_read_along_says_in_feeds_what_it_says_on_its_page() -> None:
    alone, mixed = (said(content(built(one)["feed.json"])) for one in (make_story(), make_mixed()))

    for words in (
        "name different types, and their scores lie 36 points apart. Each of these scores is of one reader's findings",
        f"embedded analyzer: The Cushion, 58 of 100 {SMALL}: The Fog, 22 of 100",
        "(The Fog, publisher’s own voice, found by a model alone)",
        "Found by a model alone, so it does not count in the score.",
        "Worded by a model.",
        "In short Written by a model.",
        "AI repetition risk (measured): moderate",
        "Likely AI summary (measured): ",
    ):
        assert words in mixed
        assert words not in alone
    assert "Likely AI summary (predicted): " in alone


def test_a_withdrawn_report_is_in_no_feed() -> None:
    assert [path for path, text in built(make_story(), WITHDRAWN).items() if "story-50" in text] == []


def test_a_site_without_reports_has_valid_feeds_with_a_date_that_stays() -> None:
    files = built()

    assert faults(files) == {}
    assert parsed(files["atom.xml"]).feed.updated == "2026-01-01T00:00:00+00:00"
    assert json.loads(files["feed.json"])["_spin"]["updated"] is None


def test_the_whole_site_has_the_newest_50_and_every_other_feed_the_newest_30() -> None:
    files = built(*(numbered(n, updated=ANALYZED + dt.timedelta(hours=n)) for n in range(60)))

    for name in ("feed.xml", "atom.xml"):
        assert [one.title for one in parsed(files[name]).entries] == [f"Story number {n}" for n in range(59, 9, -1)]
    ours = json.loads(files["publishers/brackwater-ferries/feed.json"])["items"]
    assert [one["title"] for one in ours] == [f"Story number {n}" for n in range(59, 29, -1)]


def test_a_correction_brings_a_report_to_the_top_again_under_the_same_name() -> None:
    before = built(*(numbered(n) for n in range(3)))
    later = ANALYZED + dt.timedelta(days=3)
    corrected = numbered(0, updated=later, framing="Told anew.")
    after = built(corrected, numbered(1), numbered(2))

    first, was = parsed(after["feed.xml"]).entries[0], parsed(before["feed.xml"]).entries
    assert first.title == "Story number 0"
    assert first.id in {one.id for one in was}
    assert parsed(after["atom.xml"]).feed.updated == later.isoformat()


def test_a_feed_is_cut_before_it_grows_too_large_for_readers_and_keeps_its_newest_report() -> None:
    long = tuple(make_story().omissions[0].model_copy(update={"text": "<>&\"' " * 12_000}) for _ in range(3))
    files = built(*(numbered(n, omissions=long) for n in range(8)))

    assert 1 <= len(parsed(files["feed.xml"]).entries) < 8
    assert faults(built(numbered(0, omissions=long[:1]))) == {}
    assert len(parsed(built(numbered(0, omissions=long * 4))["feed.xml"]).entries) == 1


# --- what an entry says ----------------------------------------------------------------------------------------------


def test_every_format_gives_back_title_addresses_dates_and_categories_of_the_record() -> None:
    story = make_story(updated=ANALYZED + dt.timedelta(hours=5))
    files = built(story)
    address = f"{SITE.url}{story.path}"

    for name in ("feed.xml", "atom.xml"):
        feed = parsed(files[name])
        (entry,) = feed.entries
        assert (feed.feed.title, feed.feed.language, feed.feed.link) == ("Spin Reports", "en", SITE.url)
        assert (entry.title, entry.link) == (story.original.title, address)
        assert entry.published_parsed[:6] == story.created.timetuple()[:6]
        assert entry.updated_parsed[:6] == story.updated.timetuple()[:6]
        assert {link.href for link in entry.links if link.rel == "via"} == {story.original.url}
        assert {(tag.term, tag.scheme) for tag in entry.tags} == {
            ("cushion", f"{SITE.url}spin-types/"),
            ("business", f"{SITE.url}topics/"),
        }
    (item,) = json.loads(files["feed.json"])["items"]
    assert (item["title"], item["url"], item["external_url"]) == (story.original.title, address, story.original.url)
    assert (item["date_published"], item["date_modified"]) == ("2026-11-20T06:00:00Z", "2026-11-20T11:00:00Z")
    assert item["tags"] == ["The Cushion", "business"]


def test_the_three_formats_hold_the_same_html_and_the_same_summary() -> None:
    files = built(make_story())
    (item,) = json.loads(files["feed.json"])["items"]
    rss, atom = (ET.fromstring(files[name]) for name in ("feed.xml", "atom.xml"))  # noqa: S314 - written a line before

    assert rss.findtext(".//{*}encoded") == atom.findtext(".//{*}entry/{*}content") == item["content_html"]
    assert said(html.fromstring(rss.findtext(".//item/description") or "")) == item["summary"]
    assert item["summary"].startswith("Job-loss softening (The Cushion), also The Fog, spin score ")


def test_the_whole_report_stands_in_the_entry() -> None:
    story = make_story(
        editor_note="Checked by hand.",
        corrections=(Correction(date=ANALYZED.date(), before="two", after="three", reason="A pier was missed."),),
        dispute=Dispute(date=ANALYZED.date(), reply="We see it otherwise.", url="https://www.brackwater.example/reply"),
        planted_instructions=(make_story().intent.spans[0],),
    )
    tree = content(built(story)["feed.json"])
    text = said(tree)
    verdict = story.verdict

    assert verdict.band
    for words in (
        f"Spin score {verdict.score} of 100",
        f"band {verdict.band.low} to {verdict.band.high}",
        "Job-loss softening (The Cushion); also The Fog",
        "not reviewed by a person",
        "never about truth or motives",
        "Quoted words belong to their authors.",
        "Unverified in source; primary, business, publisher’s own voice; risk moderate.",
        "Workers: the people in Oxley",
        "Evidence strength: weak. No figure is given but the number of positions.",
        *(one.text for one in (*story.omissions, *story.counter_frames)),
        *(one.plainer for one in story.loaded_terms if one.plainer),
        *(line for one in story.claims for line in one.missing_evidence),
        *(f"{one.name}: {one.gain}" for one in story.beneficiaries),
        *story.tldr,
        *filter(None, (story.framing, story.summary, story.editor_note, verdict.explanation, story.intent.reason)),
        *filter(None, (story.mechanics.how, story.mechanics.believe, *story.mechanics.questions)),
        *("A pier was missed.", "“two” became “three”", "We see it otherwise."),
    ):
        assert " ".join(words.split()) in text
    quoted = [one.text_content() for one in tree.iter("q")]
    assert [one.exact for one in story.loaded_terms] == quoted[: len(story.loaded_terms)]
    assert {one.get("lang") for one in tree.iter("q")} == {"en", None}
    assert {link.get("href") for link in tree.iter("a")} >= {
        f"{SITE.url}{story.path}",
        story.original.url,
        "https://creativecommons.org/licenses/by/4.0/",
        "https://www.brackwater.example/reply",
    }


def test_a_report_without_a_score_says_so_and_claims_no_verdict() -> None:
    files = built(make_story(status="limited", topic=None, kind=None))
    (item,) = json.loads(files["feed.json"])["items"]

    assert item["summary"].startswith("No score: the body has 101 words.")
    assert "Verdict No score: the body has 101 words." in said(content(files["feed.json"]))
    assert (item["tags"], item["_spin"]["score"], item["_spin"]["status"]) == ([], None, "limited")
    assert faults(files) == {}


def test_a_plain_text_has_the_verdict_that_it_is_plain() -> None:
    verdict = make_story().verdict.model_copy(
        update={"primary": v.SpinType.NONE, "secondary": None, "tactic": None, "score": 12, "quoted_score": 40}
    )
    files = built(make_story(verdict=verdict))
    (item,) = json.loads(files["spin-types/none/feed.json"])["items"]

    assert item["summary"].startswith("No material spin, spin score 12 of 100 (slight), band ")
    assert "Words of others, scored apart: 40 of 100." in said(content(files["feed.json"]))
    assert item["tags"] == ["No material spin", "business"]
    assert faults(files) == {}


def test_an_empty_report_says_that_nothing_was_found() -> None:
    bare = make_story(
        loaded_terms=(), omissions=(), claims=(), missing_voices=(), framing=None, summary=None, tldr=(), title="",
        integrity=Integrity(), topic=None,
        original=make_story().original.model_copy(update={"title": "", "published": None, "language": None}),
    )  # fmt: skip
    files = built(bare)

    assert said(content(files["feed.json"])).count("None found.") == 4
    assert parsed(files["feed.xml"]).entries[0].title == "Untitled"
    assert faults(files) == {}


def test_a_person_who_reviewed_the_report_is_named() -> None:
    review = Review(state=v.ReviewState.HUMAN_REVIEWED, reviewer="Ada Quill")

    assert "reviewed by Ada Quill" in said(content(built(make_story(review=review))["feed.json"]))


def test_programs_read_verdict_and_record_from_an_object_of_ours_that_its_schema_knows() -> None:
    story = make_story()
    feed = json.loads(built(story)["feed.json"])
    validator = Draft202012Validator(json.loads(schemas.generate()["feed-extension.schema.json"]))

    (item,) = feed["items"]
    assert item["_spin"] == {
        "id": story.id,
        "publisher": "brackwater-ferries",
        "status": "processed",
        "primary": "cushion",
        "secondary": "fog",
        "tactic": "job-loss softening",
        "score": story.verdict.score,
        "band": story.verdict.band.model_dump() if story.verdict.band else None,
        "evidence_strength": "weak",
        "record_url": f"{SITE.url}{story.path}record.json",
    }
    assert [*validator.iter_errors(item["_spin"]), *validator.iter_errors(feed["_spin"])] == []


def test_a_hub_stands_in_every_feed_where_one_is_set_and_in_none_otherwise() -> None:
    hub = "https://hub.example/push"
    told = built(make_story(), hub=hub)

    assert [path for path in told if path != "feeds.opml" and hub not in told[path]] == []
    assert parsed(told["atom.xml"]).feed.links[-1] == {"rel": "hub", "href": hub, "type": "text/html"}
    assert json.loads(told["feed.json"])["hubs"] == [{"type": "WebSub", "url": hub}]
    assert "hub" not in "".join(path for path, text in built(make_story()).items() if '"hub"' in text or "hubs" in text)
    assert faults(told) == {}


# --- what stays ------------------------------------------------------------------------------------------------------


def test_the_name_of_a_report_outlives_its_slug_its_publisher_and_its_corrections() -> None:
    story = make_story()
    moved = story.model_copy(
        update={
            "slug": "another",
            "publisher": story.publisher.model_copy(update={"slug": "renamed"}),
            "updated": ANALYZED + dt.timedelta(days=400),
        }
    )

    assert syndication.tag(moved, SITE) == syndication.tag(story, SITE)
    assert syndication.tag(story, SITE) == f"tag:example.org,2026:/project/{story.id}"
    for address in ("http://127.0.0.1:8000/", "http://localhost/a/b/", "https://example.org/~x/"):
        assert faults(built(story, site=jsonld.Site(address)), jsonld.Site(address)) == {}
    assert syndication.tag(story, jsonld.Site("http://[::1]/")) == f"tag:--1,2026:/{story.id}"


def test_two_sites_on_one_host_name_a_report_differently() -> None:
    assert syndication.tag(make_story(), SITE) != syndication.tag(
        make_story(), jsonld.Site("https://example.org/other/")
    )


def test_the_order_in_which_stories_are_read_changes_no_byte() -> None:
    stories = [numbered(n) for n in range(4)]
    first, *others = (built(*order) for order in itertools.permutations(stories))

    assert all(one == first for one in others)


def test_reports_of_one_run_differ_in_atom_by_parts_of_a_second_that_stay_theirs() -> None:
    stories = [numbered(n) for n in range(40)]
    twin = stories[0].model_copy(update={"id": f"{int(stories[0].id, 16) - 1_000_000:016x}", "slug": "twin"})

    def updated(*some: Story) -> dict[str, str]:
        return {one.link: one.updated for one in parsed(built(*some)["atom.xml"]).entries}

    everyone, few = updated(*stories), updated(*stories[:7])
    assert len(set(everyone.values())) == 40
    assert few.items() <= everyone.items()
    assert {one[:19] for one in everyone.values()} == {"2026-11-20T06:00:00"}
    assert len(set(updated(stories[0], twin).values())) == 2


# --- lists of feeds --------------------------------------------------------------------------------------------------


def test_the_list_of_feeds_names_each_channel_once() -> None:
    files = built(make_story())
    outlines: list[Any] = ET.fromstring(files["feeds.opml"]).findall(".//outline[@xmlUrl]")  # noqa: S314 - written above

    assert {one.get("xmlUrl") for one in outlines} == {
        f"{SITE.url}{path}" for path in files if path.endswith("feed.xml")
    }
    assert feed_rules.opml(files["feeds.opml"].encode()) == []
    assert built()["feeds.opml"] != files["feeds.opml"]
    assert built(make_story(), numbered(1))["feeds.opml"] == files["feeds.opml"]


def test_the_page_of_feeds_lists_every_channel() -> None:
    shown = syndication.view(Catalog([make_story()], [make_brackwater()]))

    listed = {shown["site"].folder, *(one.folder for _, channels in shown["groups"] for one in channels)}
    assert listed == {path.rpartition("feed.xml")[0] for path in built(make_story()) if path.endswith("feed.xml")}


def test_a_page_points_at_the_feeds_of_the_site_and_at_those_of_what_it_is_about() -> None:
    discovery = syndication.Discovery(Catalog([make_story()], [make_brackwater()]), SITE)

    def paths(page: str) -> list[str]:
        return [one.path for one in discovery.alternates(page)]

    assert paths("") == paths("about/") == paths("publishers/") == ["feed.xml", "atom.xml", "feed.json"]
    own = [f"publishers/brackwater-ferries/{name}" for name in RULES]
    assert paths("publishers/brackwater-ferries/") == paths("publishers/brackwater-ferries/2026/") == [*RULES, *own]
    assert paths("topics/business/weak/")[3:] == [f"topics/business/{name}" for name in RULES]
    assert discovery.alternates("spin-types/fog/")[4] == syndication.Alternate(
        "application/atom+xml", "Spin Reports: The Fog (Atom)", "spin-types/fog/atom.xml"
    )
    assert discovery.of("topics/") is None


def test_a_feed_of_fifty_reports_stays_small() -> None:
    files = built(*(numbered(n) for n in range(60)))

    assert max(len(files[name].encode()) for name in RULES) < 500_000
    assert max(len(gzip.compress(files[name].encode())) for name in RULES) < 60_000
