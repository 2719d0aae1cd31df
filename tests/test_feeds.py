"""Feeds of every kind become entries, and what is no feed is refused by name."""

import datetime as dt
import json

import pytest

from generator import feeds
from generator.errors import FeedError
from generator.feeds import sniff
from tests.feed_cases import URL, atom, only, parse, rss

# --- formats ----------------------------------------------------------------------------------------------------------


def test_an_rss_item_becomes_an_entry_with_all_its_fields() -> None:
    entry = only(
        rss(
            "<title>Pumps run cooler</title><link>https://press.example/pumps?utm_source=rss</link>"
            '<guid isPermaLink="false">p-1</guid><pubDate>Thu, 19 Nov 2026 10:00:00 +0100</pubDate>'
            "<dc:creator>Ada Field</dc:creator><category>Hardware</category>"
            "<description>Short.</description><content:encoded><![CDATA[<p>Longer, with <b>more</b>.</p>]]>"
            "</content:encoded>"
        )
    )
    assert entry.feed_url == URL
    assert entry.url == "https://press.example/pumps"
    assert entry.title == "Pumps run cooler"
    assert entry.author == "Ada Field"
    assert entry.category == "Hardware"
    assert entry.published == dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
    assert entry.summary == "Longer, with more."
    assert entry.aliases == (
        "http://press.example/pumps",
        "https://press.example/pumps?utm_source=rss",
        "guid:press.example:p-1",
    )
    assert not entry.aggregator


def test_an_atom_entry_prefers_its_alternate_link_and_takes_the_feeds_author() -> None:
    feed = parse(
        atom(
            '<title type="html">A &lt;em&gt;B&lt;/em&gt;</title><id>tag:press.example,2026:1</id>'
            '<link rel="enclosure" href="https://press.example/1.mp3"/><link rel="edit" href="https://press.example/e"/>'
            '<link rel="alternate" href="https://press.example/1"/><updated>2026-11-18T08:00:00Z</updated>',
            head="<author><name>Ada Field</name></author>",
        )
    )
    (entry,) = feed.entries
    assert (feed.format, feed.title) == ("atom10", "Press")
    assert (entry.title, entry.url, entry.author) == ("A B", "https://press.example/1", "Ada Field")
    assert entry.published == dt.datetime(2026, 11, 18, 8, tzinfo=dt.UTC)


def test_rdf_is_read_with_its_items_outside_the_channel() -> None:
    feed = parse(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<channel rdf:about="x"><title>Press</title></channel>'
        b'<item rdf:about="x"><title>One</title><link>https://press.example/1</link></item></rdf:RDF>'
    )
    assert feed.format == "rss10"
    assert [entry.title for entry in feed.entries] == ["One"]


def test_json_feed_is_read_with_authors_tags_and_external_links() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Press",
        "language": "en_US",
        "authors": [{"name": "Desk"}],
        "items": [
            {
                "id": 7,
                "url": "/1",
                "title": "One &amp; <b>only</b>",
                "content_html": "<p>x</p>",
                "date_published": "2026-11-05T10:00:00-05:00",
                "tags": ["Energy"],
            },
            {"id": "https://press.example/2", "content_text": "Two", "author": {"name": "Ada"}, "tags": "no list"},
            {"id": "3", "url": "https://t.co/x", "external_url": "https://press.example/3", "authors": "Ada"},
            {"id": "4"},
            {"id": "5", "url": 5, "title": "no address"},
            "no item",
        ],
    }
    feed = parse(json.dumps(body).encode(), "application/feed+json")
    assert (feed.format, feed.language) == ("json11", "en-us")
    assert feed.dropped == {"empty": 1, "no_link": 1}
    first, second, third = feed.entries
    assert first.url == "https://press.example/1"
    assert (first.title, first.author, first.category) == ("One & only", "Desk", "Energy")
    assert first.published == dt.datetime(2026, 11, 5, 15, tzinfo=dt.UTC)
    assert "guid:press.example:7" in first.aliases
    assert (second.url, second.summary, second.author) == ("https://press.example/2", "Two", "Ada")
    assert (third.url, third.aggregator, third.author) == ("https://press.example/3", False, "Desk")


# --- what is no feed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "an empty answer"),
        (b"\xef\xbb\xbf \r\n\0", "an empty answer"),
        (b"%PDF-1.7 ...", "a PDF document, not a feed"),
        (bytes(range(256)) * 8, "neither XML nor JSON"),
        (b"Service unavailable", "neither XML nor JSON"),
        (b"<!doctype html><title>Sign in</title>", "a web page, not a feed"),
        (b"<?xml version='1.0'?>\n<!-- x --><html xmlns='http://www.w3.org/1999/xhtml'></html>", "a web page"),
        (b"<opml version='2.0'><body/></opml>", "no RSS, RDF or Atom in it"),
        (b'{"error": "quota"}', r"JSON, but no JSON Feed \(it holds error\)"),
        (b"{}", r"JSON, but no JSON Feed \(it holds nothing\)"),
        (b"[1, 2]", r"JSON, but no JSON Feed \(it holds list\)"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "no JSON Feed"),
        (b'{"version": ', "no JSON: Expecting value"),
        (b"[" * 100_000, "no JSON: maximum recursion"),
        (b" " * (sniff.MOST_BYTES + 1), "at most 10485760 are read"),
    ],
)
def test_what_is_no_feed_is_refused_with_what_it_is(body: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=rf"^feeds: https://press\.example/blog/feed\.xml: .*{words}"):
        parse(body)


@pytest.mark.parametrize(
    ("link", "named"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/news.rss?a=1&amp;b=2">',
            "press.example/news.rss?a=1&b",
        ),
        ("<link href=atom.xml type='application/atom+xml' rel=alternate>", "https://press.example/blog/atom.xml"),
    ],
)
def test_a_web_page_that_names_its_feed_says_so_in_the_advice(link: str, named: str) -> None:
    page = f'<html><head><link rel="alternate" hreflang="de" href="/de">{link}</head></html>'
    with pytest.raises(FeedError) as told:
        parse(page.encode())
    assert "the page names a feed: try" in told.value.advice
    assert named in told.value.advice


def test_a_web_page_whose_feed_link_is_broken_gets_the_usual_advice() -> None:
    with pytest.raises(FeedError, match="correct the address"):
        parse(
            b'<html><link rel="alternate" type="application/rss+xml" href="http://[x"><link rel=alternate rss></html>'
        )


ITEM = "<item><title>t</title><link>https://press.example/1</link></item>"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///nowhere">]>',
        '<!-- <rss> --><!DOCTYPE rss [<!entity a "x">]>',
        '<!DOCTYPE rss SYSTEM "<rss>" [<!ENTITY % p SYSTEM "http://127.0.0.1/x">]>',
        '<?x <rss> ?><!DOCTYPE rss SYSTEM "<![CDATA[" [<!ENTITY a "]]>">]>',
        'junk <!DOCTYPE rss [<!ENTITY a "x">]>',
    ],
)
def test_a_document_type_that_defines_entities_is_refused_however_it_is_hidden(prolog: str) -> None:
    with pytest.raises(FeedError, match=r"defines entities.*without <!ENTITY"):
        parse(f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel>{ITEM}</channel></rss>'.encode())


def test_a_document_type_without_entities_and_an_article_about_entities_are_read() -> None:
    outside = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//x" "http://127.0.0.1:1/rss.dtd"><?xml-stylesheet href="x"?>'
    )
    inside = "<!DOCTYPE rss [<!ELEMENT rss ANY>]>"
    for prolog in (outside, inside):
        assert only(f'{prolog}<rss version="2.0"><channel>{ITEM}</channel></rss>'.encode()).title == "t"
    entry = only(
        rss("<title>How XML bombs work</title><link>/1</link><description><![CDATA[<!ENTITY x>]]></description>")
    )
    assert entry.title == "How XML bombs work"


def test_an_exception_of_the_parser_becomes_a_feed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

    monkeypatch.setattr(feeds.readers.feedparser, "parse", broken)
    with pytest.raises(FeedError, match=r"the parser failed: UnicodeEncodeError: .* validator"):
        parse(rss())


def test_running_out_of_memory_is_not_taken_for_a_bad_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(feeds.readers.feedparser, "parse", full)
    with pytest.raises(MemoryError):
        parse(rss())


def test_a_feed_without_entries_and_a_feed_that_is_cut_off_are_feeds() -> None:
    assert parse(rss()).entries == ()
    whole = rss(*(f"<title>t{n}</title><link>/{n}</link>" for n in range(9)))
    assert 5 <= len(parse(whole[: len(whole) * 3 // 4]).entries) <= 9
