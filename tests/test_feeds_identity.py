"""Every entry has one address, whatever its feed calls it, and a feed has an end."""

import json

import pytest

from generator import feeds
from generator.models import FeedSource
from tests.feed_cases import URL, atom, only, parse, rss


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>post/1</link>", "https://press.example/blog/post/1"),
        ("<link>/post/1</link>", "https://press.example/post/1"),
        ("<link>//other.example/1</link>", "https://other.example/1"),
        ("<link>https://press.example/a\n b</link>", "https://press.example/a%20b"),
        ("<guid>https://press.example/1</guid>", "https://press.example/1"),
        (
            '<link>mailto:x@y.example</link><guid isPermaLink="true">https://press.example/1</guid>',
            "https://press.example/1",
        ),
        (
            "<link>http://t.co/x</link><guid isPermaLink='false'>https://press.example/?p=1</guid>",
            "https://press.example/?p=1",
        ),
        (
            "<link>http://t.co/1</link><feedburner:origLink>https://press.example/1?utm_id=2</feedburner:origLink>",
            "https://press.example/1",
        ),
        (
            "<link>https://www.google.com/url?rct=j&amp;url=https://press.example/1%3Fa%3D2&amp;ct=ga</link>",
            "https://press.example/1?a=2",
        ),
        ("<link>https://www.google.co.uk/url?q=https://press.example/1</link>", "https://press.example/1"),
    ],
)
def test_the_link_of_an_entry_is_the_articles_own_address(item: str, expected: str) -> None:
    entry = only(rss(f"<title>t</title>{item}"))
    assert entry.url == expected
    assert not entry.aggregator


def test_relative_links_follow_xml_base() -> None:
    entry = only(atom('<title>t</title><link href="1"/>', attributes='xml:base="https://base.example/x/"'))
    assert entry.url == "https://base.example/x/1"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("<description>only words</description>", "empty"),
        ("", "empty"),
        ("<title>t</title>", "no_link"),
        ("<title>t</title><guid>abc-123</guid>", "no_link"),
        ('<title>t</title><guid isPermaLink="false">https://press.example/1</guid>', "no_link"),
        ("<title>t</title><link>javascript:alert(1)</link>", "not_http"),
        ("<title>t</title><link>ftp://press.example/1</link>", "not_http"),
        ("<title>t</title><link>https://[bad/1</link>", "not_http"),
        ("<title>t</title><link>https://press.example:port/</link>", "bad_link"),
        (f"<title>t</title><link>https://press.example/{'x' * 3000}</link>", "bad_link"),
    ],
)
def test_an_item_without_a_web_address_is_counted_not_kept(item: str, reason: str) -> None:
    feed = parse(rss(item))
    assert feed.entries == ()
    assert feed.dropped == {reason: 1}


def test_an_aggregators_link_that_names_no_article_is_marked() -> None:
    entry = only(rss("<title>t - Press</title><link>https://news.google.com/rss/articles/CBMi?oc=5</link>"))
    assert entry.aggregator
    assert entry.url == "https://news.google.com/rss/articles/CBMi?oc=5"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.google.com/rss/articles/x", True),
        ("http://feeds.feedburner.com/~r/x/1", True),
        ("https://t.co/x", True),
        ("https://www.bing.com/news/apiclick.aspx?url=x", True),
        ("https://r.search.yahoo.com/x", True),
        ("https://www.google.de/url?q=x", True),
        ("https://www.google.com/about", False),
        ("https://blog.google/x", False),
        ("https://not.co/x", False),
        ("https://www.msn.com/en-us/news/1", False),
        ("https://press.example/", False),
        ("nonsense", False),
        ("http://[x", False),
    ],
)
def test_aggregators_are_told_from_publishers(url: str, expected: bool) -> None:  # noqa: FBT001
    assert feeds.is_aggregator(url) is expected


def test_duplicates_keep_the_newest_which_takes_over_the_others_names() -> None:
    feed = parse(
        rss(
            "<title>old</title><link>http://press.example/1</link><guid>a</guid><pubDate>1 Nov 2026</pubDate>",
            "<title>new</title><link>https://press.example/1?utm_source=x</link><guid>b</guid>"
            "<pubDate>2 Nov 2026</pubDate>",
        )
    )
    (entry,) = feed.entries
    assert feed.dropped == {"duplicate": 1}
    assert entry.title == "new"
    assert set(entry.aliases) == {
        "http://press.example/1",
        "https://press.example/1?utm_source=x",
        "guid:press.example:a",
        "guid:press.example:b",
    }


def test_a_guid_that_two_addresses_share_names_neither() -> None:
    feed = parse(
        rss("<title>1</title><link>/1</link><guid>same</guid>", "<title>2</title><link>/2</link><guid>same</guid>")
    )
    assert len(feed.entries) == 2
    assert not any(alias.startswith("guid:") for entry in feed.entries for alias in entry.aliases)


def test_an_endless_guid_is_kept_by_its_digest() -> None:
    (alias,) = (a for a in only(rss(f"<link>/1</link><guid>{'g' * 3000}</guid>")).aliases if a.startswith("guid:"))
    assert alias.startswith("guid:press.example:sha256-")
    assert len(alias) < 120


def test_the_newest_come_first_the_undated_last_and_both_keep_the_feeds_order() -> None:
    dates = ["", "3 Nov 2026", "", "5 Nov 2026", "3 Nov 2026"]
    feed = parse(rss(*(f"<title>{n}</title><link>/{n}</link><pubDate>{d}</pubDate>" for n, d in enumerate(dates))))
    assert [entry.title for entry in feed.entries] == ["3", "1", "4", "0", "2"]


@pytest.mark.parametrize(("most", "kept"), [(3, 3), (50, 10), (0, 10)])
def test_at_most_the_sources_number_of_entries_is_kept_and_the_rest_counted(most: int, kept: int) -> None:
    body = rss(*(f"<title>{n}</title><link>/{n}</link>" for n in range(10)))
    feed = parse(body, source=FeedSource(url=URL, max_items=most))
    assert len(feed.entries) == kept
    assert feed.dropped.get("over_limit", 0) == 10 - kept


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_an_endless_feed_is_cut_at_two_thousand_entries_and_closed_again(kind: str) -> None:
    number = feeds.MOST_ITEMS + 300
    if kind == "rss":
        body = rss(*(f"<title>{n}</title><link>/{n}</link>" for n in range(number)))
    elif kind == "json":
        items = [{"id": n, "url": f"/{n}"} for n in range(number)]
        body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    else:
        body = atom(*(f'<title>{n}</title><link href="/{n}"/>' for n in range(number)))
    feed = parse(body, source=FeedSource(url=URL, max_items=0))
    assert len(feed.entries) == feeds.HARD_LIMIT
    assert feed.dropped == {"over_limit": number - feeds.HARD_LIMIT}
    assert feed.format == {"rss": "rss20", "atom": "atom10", "json": "json1"}[kind]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://Press.EXAMPLE:443", "https://press.example/"),
        ("http://press.example.:80/A/?b=2&a=1#top", "http://press.example/A/?b=2&a=1"),
        ("http://press.example:8080/x", "http://press.example:8080/x"),
        ("https://bücher.example/ü?q=ö", "https://xn--bcher-kva.example/%C3%BC?q=%C3%B6"),
        (
            "https://press.example/x?utm_source=a&id=7&UTM_Medium=b&fbclid=c&mc_cid=d&_hsenc=e",
            "https://press.example/x?id=7",
        ),
        ("https://press.example/x?gclid=a", "https://press.example/x"),
        (
            "https://press.example/x?partner=rss&emc=rss&partner=acme&cid=5",
            "https://press.example/x?partner=acme&cid=5",
        ),
        ("https://press.example/x/", "https://press.example/x/"),
        ("https://press.example/%7Ea/%e4?q=%2f&blank=&&flag", "https://press.example/%7Ea/%e4?q=%2f&blank=&flag"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ],
)
def test_the_canonical_address_drops_what_means_nothing_and_keeps_the_rest(given: str, expected: str) -> None:
    assert feeds.canonical_url(given) == expected
    assert feeds.canonical_url(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "press.example/x",
        "javascript:alert(1)",
        "https://",
        "http://a b/",
        "http://[::1",
        "https://a.example:99999/",
    ],
)
def test_what_is_no_web_address_has_no_canonical_form(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        feeds.canonical_url(url)


def test_the_story_id_is_the_digest_of_the_canonical_address() -> None:
    assert feeds.story_id("https://Press.example/x?utm_source=a#b") == feeds.story_id("https://press.example/x")
    # printf https://press.example/x | sha256sum
    assert feeds.story_id("https://press.example/x") == "a4cb293fd6f612b5"


def test_an_item_has_no_more_names_than_a_record_holds() -> None:
    links = "".join(f"<link>/story-{number}</link><guid>g{number}</guid>" for number in range(200))
    names = only(rss(links)).aliases
    assert 40 <= len(names) < 50
    assert names[-1].startswith("guid:")
