"""The sample newsroom is complete, its texts are its own, and its server answers as the web does."""

import datetime as dt
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
import urllib3
from protego import Protego

from generator import vocabulary as v
from generator.config import Publishers, author_organization
from tests.newsroom import render, serve, sources

SOURCES = sources.read()
STORIES = [one for one in SOURCES if one.expected.outcome == "written"]
REFUSED = [one for one in SOURCES if one.expected.outcome != "written"]
PUBLISHERS = sources.publishers()
LOOKS = sources.looks()
PROCESSED_WORDS = range(180, 601)
LIMITED_WORDS = range(60, 150)


def words(source: sources.Source) -> list[str]:
    """Return the words of a page's body, markup left out."""
    text = re.sub(r"\]\(\S+?\)|[*_`#|>\[\]-]+", " ", source.body)
    return re.findall(r"\w+(?:['’]\w+)?", text.lower())


def by_publisher(slug: str) -> list[sources.Source]:
    return [one for one in STORIES if one.publisher == slug]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[tuple[serve.NewsroomServer, str]]:
    server, base_url = serve.start()
    yield server, base_url
    serve.stop(server)


def get(base_url: str, url: str, **headers: str) -> urllib3.BaseHTTPResponse:
    """Ask the newsroom for a real URL, without following redirects."""
    with urllib3.PoolManager() as pool:
        address = f"{base_url}/{url.replace('://', '/', 1)}"
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return pool.request("GET", address, headers=names, redirect=False, retries=False, decode_content=False)


def control(base_url: str, path: str) -> Any:  # noqa: ANN401
    with urllib3.PoolManager() as pool:
        return pool.request("GET", f"{base_url}/__replay/{path}").json()


# --- the set -------------------------------------------------------------------------------------------------------


def test_there_are_enough_stories_publishers_and_refused_items() -> None:
    assert len(STORIES) >= 34
    assert len(REFUSED) >= 12
    assert len([one for one in PUBLISHERS.values() if one.kind is None]) >= 12
    assert all(by_publisher(slug) for slug, one in PUBLISHERS.items() if one.kind is None)


def test_every_role_is_there_and_an_aggregator() -> None:
    assert {one.role for one in PUBLISHERS.values() if one.kind is None} == set(v.Role)
    assert [slug for slug, one in PUBLISHERS.items() if one.kind == "aggregator"] == ["morning-sieve"]


@pytest.mark.parametrize("spin_type", list(v.TYPES))
def test_each_type_leads_three_stories_by_different_tactics_at_different_publishers(spin_type: v.SpinType) -> None:
    mine = [one for one in STORIES if one.expected.primary == spin_type]
    assert len({one.expected.tactic for one in mine}) >= 3
    assert len({one.publisher for one in mine}) >= 3


def test_tactics_belong_to_their_type_and_plain_stories_have_none() -> None:
    for one in STORIES:
        want = one.expected
        if want.primary in {None, v.SpinType.NONE}:
            assert want.tactic is None, one.file
            assert want.secondary is None, one.file
        else:
            assert v.TACTIC_TYPE[str(want.tactic)] == want.primary, one.file
            assert want.secondary != want.primary, one.file


def test_every_tactic_has_a_story() -> None:
    assert {one.expected.tactic for one in STORIES} - {None} == set(v.TACTIC_TYPE)


def test_plain_mixed_and_limited_stories_are_there() -> None:
    assert sum(one.expected.primary == v.SpinType.NONE for one in STORIES) >= 9
    assert sum(one.expected.secondary is not None for one in STORIES) >= 5
    assert sum(one.expected.status == v.Status.LIMITED for one in STORIES) == 2


def test_every_kind_of_text_but_the_catch_all_is_there() -> None:
    assert {one.expected.kind for one in STORIES} == set(v.Kind) - {v.Kind.OTHER}


def test_every_reason_of_the_gate_has_an_item_and_one_page_is_gone() -> None:
    assert {one.expected.reason for one in REFUSED if one.expected.outcome == "rejected"} == set(v.Reason)
    assert [one.page for one in REFUSED if one.expected.outcome == "failed"] == ["missing"]


def test_stories_are_a_week_old_at_most_and_only_the_stale_item_is_older() -> None:
    week = [one for one in SOURCES if sources.NOW - dt.timedelta(days=7) <= one.published <= sources.NOW]
    assert [one.expected.reason for one in SOURCES if one not in week] == [v.Reason.STALE]


@pytest.mark.parametrize("source", STORIES, ids=lambda one: one.file)
def test_a_story_is_as_long_as_its_class_asks(source: sources.Source) -> None:
    limits = LIMITED_WORDS if source.expected.status == v.Status.LIMITED else PROCESSED_WORDS
    assert len(words(source)) in limits


def test_no_two_pages_share_eight_words_in_a_row() -> None:
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in SOURCES:
        text = words(one)
        for start in range(len(text) - 7):
            seen[tuple(text[start : start + 8])].add(one.file if one.same_body_as is None else one.same_body_as)
    assert [(" ".join(run), files) for run, files in seen.items() if len(files) > 1] == []


def test_every_story_belongs_to_the_publisher_it_is_filed_under() -> None:
    known = Publishers(PUBLISHERS.values())
    for one in STORIES:
        owner = known.owner(one.url)
        assert owner is not None
        assert one.file.split("/")[1] == one.publisher == owner.slug
    unknown = [one for one in REFUSED if known.owner(one.url) is None]
    assert {one.expected.reason for one in unknown} == {v.Reason.UNKNOWN_PUBLISHER, v.Reason.UNRESOLVED_AGGREGATOR}


def test_guests_are_named_by_the_publisher_file_as_by_the_page() -> None:
    guests = [one for one in STORIES if one.author_organization]
    assert len(guests) >= 2
    for one in guests:
        assert author_organization(PUBLISHERS[one.publisher], one.url) == one.author_organization


def test_everything_lives_under_example_and_away_from_other_corpora() -> None:
    addresses = " ".join([*render.site(), *(one.body for one in SOURCES)])
    hosts = {urlsplit(url).hostname or "" for url in re.findall(r"https?://[^\s)\"']+", addresses)}
    assert hosts
    assert [host for host in hosts if not host.endswith(".example") or host.endswith(".replay.example")] == []


def test_awkward_titles_and_planted_words_are_there() -> None:
    titles = [one.title for one in STORIES]
    assert any(all(mark in title for mark in ("<", "&", '"', "'", ": ", " #")) for title in titles)
    assert any(re.search(r"[\u0590-\u06ff]", title) for title in titles)
    assert max(map(len, titles)) > 250
    assert [one.publisher for one in STORIES if one.expected.planted_instruction] == ["pressmeadow"]
    assert [one.publisher for one in STORIES if one.hidden] == ["orbany"]


# --- the feeds -----------------------------------------------------------------------------------------------------


def test_all_four_feed_formats_are_there_and_match_the_publisher_files() -> None:
    feeds = [feed for look in LOOKS.values() for feed in look.feeds]
    assert set(Counter(feed.format for feed in feeds)) == {"rss", "atom", "rdf", "json"}
    for slug, publisher in PUBLISHERS.items():
        assert [feed.moved_from or feed.url for feed in LOOKS[slug].feeds] == [feed.url for feed in publisher.feeds]


def test_every_feed_parses_and_lists_each_page_once() -> None:
    site, listed = render.site(), Counter[str]()
    for feed in (feed for look in LOOKS.values() for feed in look.feeds):
        body = site[feed.url].body
        if feed.format == "json":
            data = json.loads(body)
            assert data["version"] == "https://jsonfeed.org/version/1.1"
            listed.update(item["url"] for item in data["items"])
            continue
        parsed = feedparser.parse(body)
        assert not parsed.bozo, (feed.url, parsed.get("bozo_exception"))
        assert parsed.version == {"rss": "rss20", "atom": "atom10", "rdf": "rss10"}[feed.format]
        listed.update(entry["link"] for entry in parsed.entries if "link" in entry)
    assert set(listed.values()) == {1}
    wanted = {one.feed_entry.link or one.redirected_from or one.url for one in SOURCES}
    assert set(listed) == wanted


def test_a_title_with_markup_characters_survives_its_feed() -> None:
    (source,) = by_publisher("benchtop")
    parsed = feedparser.parse(render.site()[LOOKS["benchtop"].feeds[0].url].body)
    raw = next(entry["title"] for entry in parsed.entries if entry["link"] == source.url)
    assert raw == source.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_feeds_are_newest_first() -> None:
    for feed in (LOOKS["carrow-ledger"].feeds[0], LOOKS["interlake"].feeds[0]):
        dates = [entry["published_parsed"] for entry in feedparser.parse(render.site()[feed.url].body).entries]
        assert len(dates) >= 3
        assert all(newer >= older for newer, older in pairwise(dates))


# --- the server ----------------------------------------------------------------------------------------------------


def test_a_page_is_served_with_validators_and_answers_304(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    source = by_publisher("fennel")[0]
    page = get(base_url, source.url)
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert source.title.encode() in page.data
    for header in ({"If_None_Match": page.headers["ETag"]}, {"If_Modified_Since": page.headers["Last-Modified"]}):
        again = get(base_url, source.url, **header)
        assert (again.status, again.data) == (304, b"")
    assert get(base_url, source.url, If_None_Match='"other"').status == 200
    assert get(base_url, source.url, If_Modified_Since="yesterday").status == 200


def test_a_page_can_be_packed_and_ignores_tracking_parameters(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    url = by_publisher("carrow-ledger")[0].url
    plain, packed = get(base_url, f"{url}?utm_source=feed"), get(base_url, url, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data


def test_every_feed_is_served_where_the_publisher_file_says(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    for feed in (feed for publisher in PUBLISHERS.values() for feed in publisher.feeds):
        answer = get(base_url, feed.url)
        if feed.url.startswith("https://www.gantryweekly.example/"):
            assert (answer.status, answer.headers["Location"]) == (301, "https://www.gantryweekly.example/rss.xml")
            answer = get(base_url, answer.headers["Location"])
        assert answer.status == 200
        assert re.match(r"application/(rss\+xml|atom\+xml|rdf\+xml|feed\+json)", answer.headers["Content-Type"])


def test_robots_txt_closes_the_refused_page_alone(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    closed = []
    for one in SOURCES:
        robots = get(base_url, f"https://{urlsplit(one.url).netloc}/robots.txt")
        assert robots.status == 200
        if not Protego.parse(robots.data.decode()).can_fetch(one.url, "SpinReports"):
            closed.append(one.expected.reason)
    assert closed == [v.Reason.ROBOTS_DENIED]


def test_an_aggregator_link_leads_to_the_real_address(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    resolved = [one for one in SOURCES if one.redirected_from]
    assert {one.expected.outcome for one in resolved} == {"written", "rejected"}
    for one in resolved:
        answer = get(base_url, str(one.redirected_from))
        assert (answer.status, answer.headers["Location"]) == (302, one.url)
        assert get(base_url, one.url).status == 200


def test_wishes_of_the_source_are_said_on_the_page_or_in_its_header(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    wishes = [one for one in SOURCES if one.expected.reason == v.Reason.NOINDEX]
    assert {one.noindex for one in wishes} == {"meta", "header"}
    for one in wishes:
        answer = get(base_url, one.url)
        assert ("X-Robots-Tag" in answer.headers) == (one.noindex == "header")
        assert (b'<meta name="robots" content="noindex' in answer.data) == (one.noindex == "meta")


def test_a_missing_page_an_unknown_host_and_a_wrong_address_answer_404(
    newsroom: tuple[serve.NewsroomServer, str],
) -> None:
    _, base_url = newsroom
    (gone,) = [one for one in SOURCES if one.page == "missing"]
    for url in (gone.url, "https://nobody.example/", "ftp://nobody.example/"):
        assert get(base_url, url).status == 404
    with urllib3.PoolManager() as pool:
        assert pool.request("GET", f"{base_url}/__replay/nothing").status == 404


def test_the_control_addresses_resolve_log_and_reset(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    server, base_url = newsroom
    host = "www.tessarow.example"
    assert control(base_url, f"resolve?host={host}") == {"host": host, "addresses": ["93.184.216.34"]}
    with urllib3.PoolManager() as pool:
        assert pool.request("POST", f"{base_url}/__replay/reset").json() == {"ok": True}
    url = f"https://{host}/robots.txt"
    assert get(base_url, url).status == 200
    assert control(base_url, "log") == {
        "requests": [{"method": "GET", "url": url, "status": 200}],
        "hits": {url: 1},
    }
    assert control(base_url, "health") == {"ok": True, "urls": len(server.answers)}


def test_a_head_request_gets_the_headers_alone(newsroom: tuple[serve.NewsroomServer, str]) -> None:
    _, base_url = newsroom
    with urllib3.PoolManager() as pool:
        answer = pool.request("HEAD", f"{base_url}/https/clearlabels.example/")
    assert (answer.status, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0
