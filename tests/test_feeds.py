"""Feeds of every kind become clean, identified entries, and what is no feed is refused by name."""

import datetime as dt
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import feeds
from generator.errors import FeedError
from generator.feeds import identity, sniff, text
from generator.models import FeedSource
from generator.worker import Workers
from tests.conftest import NOW

URL = "https://press.example/blog/feed.xml"
SOURCE = FeedSource(url=URL)


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Press</title><link>https://press.example/</link>{head}{inner}</channel></rss>"
    ).encode()


def atom(*entries: str, attributes: str = "", head: str = "") -> bytes:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Press</title>{head}{inner}</feed>'.encode()


def parse(body: bytes, content_type: str = "", source: FeedSource = SOURCE, url: str = URL) -> feeds.Feed:
    return feeds.parse(body, url=url, content_type=content_type, source=source, now=NOW)


def only(body: bytes, content_type: str = "") -> Any:  # noqa: ANN401 - a test's handle
    (entry,) = parse(body, content_type).entries
    return entry


def titled(title: str) -> str:
    return str(only(rss(f"<title>{title}</title><link>https://press.example/1</link>")).title)


def dated(date: str) -> str | None:
    found = only(rss(f"<title>t</title><link>https://press.example/1</link><pubDate>{date}</pubDate>")).published
    return found.isoformat() if found else None


# --- formats -------------------------------------------------------------------------------------------------------


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


# --- what is no feed -----------------------------------------------------------------------------------------------


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


# --- bytes to text -------------------------------------------------------------------------------------------------

GERMAN = "Größe „wächst“ – weiter"


def feed_in(charset: str, declared: str | None = None, title: str = GERMAN) -> bytes:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    item = f"<item><title>{title}</title><link>https://press.example/1</link></item>"
    return f'{declaration}<rss version="2.0"><channel>{item}</channel></rss>'.encode(charset)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (feed_in("utf-8", "utf-8"), ""),
        (feed_in("utf-8"), "text/xml"),
        (feed_in("utf-8-sig", "utf-8"), "text/xml; charset=iso-8859-1"),
        (feed_in("utf-8", "iso-8859-1"), ""),
        (feed_in("utf-8"), "text/xml; charset=utf-16"),
        (feed_in("utf-8"), "text/xml; charset=hex"),
        (feed_in("cp1252", "utf-8"), "text/xml; charset=utf-8"),
        (feed_in("cp1252"), ""),
        (feed_in("cp1252", "iso-8859-1"), ""),
        (feed_in("cp1252"), 'application/rss+xml; charset="windows-1252"'),
        (feed_in("cp1252", "no-such-charset"), ""),
        (feed_in("utf-16", "utf-16"), "text/xml; charset=utf-8"),
        (feed_in("utf-16-le", "utf-16"), ""),
        (feed_in("utf-16-be"), ""),
        (feed_in("utf-32"), ""),
        (b"\n\n \xef\xbb\xbf" + feed_in("utf-8", "utf-8"), ""),
        (b"\xef\xbb\xbf\r\n\r\n" + feed_in("utf-8", "utf-8"), "text/xml"),
    ],
)
def test_the_bytes_are_read_rightly_whatever_their_labels_say(body: bytes, content_type: str) -> None:
    assert only(body, content_type).title == GERMAN


def test_other_scripts_are_read_by_their_label_or_by_detection() -> None:
    cyrillic = "Компания сообщила о росте выручки за прошлый год и планах на следующий"  # noqa: RUF001
    assert only(b" \n" + feed_in("cp1251", "windows-1251", cyrillic)).title == cyrillic
    assert only(feed_in("cp1251", "utf-8", cyrillic)).title == cyrillic
    assert only(feed_in("iso2022_jp", "iso-2022-jp", "日本語の見出し")).title == "日本語の見出し"


def test_a_broken_byte_costs_one_character_not_the_whole_feed() -> None:
    body = feed_in("utf-8", "utf-8").replace("ß".encode(), b"\xc3")
    assert only(body).title == GERMAN.replace("ß", "\N{REPLACEMENT CHARACTER}")
    wide = feed_in("utf-16-le", "utf-16")
    assert only(b"\xff\xfe" + wide + b"\x00").title == GERMAN


def test_nul_controls_and_impossible_character_numbers_leave_the_text() -> None:
    assert titled("a\0b\x1b&#8;&#0;&#xD800;c&#xFFFFFFFF;&#65;") == "ab\ufffdc\ufffdA"


def test_html_entities_that_xml_does_not_know_are_read() -> None:
    assert titled("Fish &amp; chips&nbsp;&rsquo;s &eacute; &bogus;") == "Fish & chips ’s é &bogus;"


# --- text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("AT&amp;T &lt;b&gt;x&lt;/b&gt;", "AT&T x"),
        ("if a &lt; b", "if a < b"),
        ("a &lt; b and c &gt; d", "a < b and c > d"),
        ("<![CDATA[<i>Quiet</i> &amp; loud]]>", "Quiet & loud"),
        ("Quiet &amp;amp; loud &amp;lt;i&amp;gt;again&amp;lt;/i&amp;gt;", "Quiet & loud again"),
        ("Q&amp;amp;A: R&amp;amp;D &amp;#8217;26", "Q&A: R&D ’26"),
        ("The &lt;area&gt; element", "The <area> element"),
        ("List&lt;String&gt; at last", "List<String> at last"),
        ("one&lt;br&gt;two&lt;br/&gt;three", "one two three"),
        ("x&lt;script&gt;alert(1)&lt;/script&gt;y&lt;style&gt;p{}&lt;/style&gt;", "x y"),
        ("&lt;img src=x onerror=alert(1)&gt;Pump", "Pump"),
        ("Pump &lt;!-- draft --&gt; &lt;!-- open", "Pump open"),
        ("A --&gt; B", "A --> B"),
        ("watch?a=1&amp;section=2&amp;copy=3", "watch?a=1&section=2&copy=3"),
        ("two\n\t lines\u2028\u2003here", "two lines here"),
        ("cafe\u0301", "café"),
        ("No\u200brth\u2060wi\ufeffnd\u00ad so\u200cft", "Northwind soft"),
        ("Profit \u202egnisir\u202c \u2066today\u2069\u200e", "Profit gnisir today"),
        ("Hi\U000e0041\U000e0042\u3164\u2800 there\ue000\ufdd0", "Hi there"),
        ("Z" + "\u0335" * 40 + "algo", "Z" + "\u0335" * 3 + "algo"),
        (
            "Family 👨\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3",
            "Family 👨\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3",
        ),
        ("👩🏽\u200d💻 at work", "👩🏽\u200d💻 at work"),
        ("می\u200cخواهم שלום مرحبا क्\u200dष", "می\u200cخواهم שלום مرحبا क्\u200dष"),  # noqa: RUF001
        ("x\ufe0f\ufe01\U000e0100y", "xy"),
        ("", ""),
    ],
)
def test_titles_become_plain_text(given: str, expected: str) -> None:
    assert titled(given) == expected


def test_an_atom_title_of_xhtml_becomes_plain_text() -> None:
    title = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>x</b> &lt; &amp; y</div></title>'
    assert only(atom(title + '<link href="/1"/>')).title == "a x < & y"


def test_long_titles_and_summaries_are_cut_at_a_word_with_an_ellipsis() -> None:
    title = titled("word " * 100)
    assert title.endswith("word…")
    assert 290 < len(title) <= 300
    assert titled("x" * 5000) == "x" * 299 + "…"
    entry = only(rss(f"<title>t</title><link>/1</link><description>{'lorem ipsum ' * 9000}</description>"))
    assert 19_900 < len(entry.summary) <= 20_000


def test_summaries_keep_their_blocks_as_lines_and_lose_what_no_reader_sees() -> None:
    markup = (
        "<h2>Head</h2><p>One <b>bold</b> &amp; plain<br>next</p><script>x()</script><style>p{}</style>"
        "<ul><li>a</li><li>b</li></ul><!-- no --><svg><text>no</text></svg>tail<img src=x>"
    )
    entry = only(rss(f"<title>t</title><link>/1</link><description>{escape(markup)}</description>"))
    assert entry.summary == "Head\nOne bold & plain\nnext\na\nb\ntail"


def test_a_summary_escaped_twice_and_one_without_markup_come_out_as_text() -> None:
    twice = escape(escape("<p>a <i>b</i></p>"))
    assert only(rss(f"<link>/1</link><description>{twice}</description>")).summary == "a b"
    assert only(rss("<link>/1</link><description>if a &lt; b &amp;amp; c</description>")).summary == "if a < b & c"


def test_nested_ten_thousand_deep_a_summary_does_no_harm() -> None:
    deep = escape("<div>" * 10_000 + "core" + "</div>" * 10_000)
    assert len(parse(rss(f"<link>/1</link><description>{deep}</description>")).entries) == 1


def test_odd_summaries_are_read_without_complaint() -> None:
    assert text.summary("<?x?><!-- only --><p>") == ""
    assert text.summary("<\x00b>x</b>") == "x"
    assert text.summary("<p>press &lt;b&gt; or a&lt;b</p>") == "press <b> or a<b"


def test_an_author_who_is_only_a_mail_address_is_nobody() -> None:
    assert only(rss("<link>/1</link><author>press@press.example</author>")).author is None
    assert only(rss("<link>/1</link><author>press@press.example (Ada Field)</author>")).author == "Ada Field"
    assert (
        only(rss("<link>/1</link><dc:creator>Ada Field &lt;ada@press.example&gt;</dc:creator>")).author == "Ada Field"
    )
    assert only(rss("<link>/1</link><dc:creator>Field (Desk)</dc:creator>")).author == "Field (Desk)"


def test_the_category_comes_from_the_entry_then_the_source_then_the_feed() -> None:
    plain, own = (
        rss("<link>/1</link>", head="<category>News</category>"),
        rss("<link>/1</link><category>Own</category>"),
    )
    source = FeedSource(url=URL, category="Blog")
    assert only(plain).category == "News"
    assert parse(plain, source=source).entries[0].category == "Blog"
    assert parse(own, source=source).entries[0].category == "Own"


@pytest.mark.parametrize(
    ("declared", "expected"), [("en-US", "en-us"), ("pt_BR", "pt-br"), ("english!", None), ("", None)]
)
def test_the_language_is_a_tag_or_nothing(declared: str, expected: str | None) -> None:
    assert parse(rss(head=f"<language>{declared}</language>")).language == expected


# --- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thu, 19 Nov 2026 10:00:00 GMT", "2026-11-19T10:00:00+00:00"),
        ("Sun, 23 Jan 22 00:00 PST", "2022-01-23T08:00:00+00:00"),
        ("Thu, 19 Nov 2026 10:00:00 CET", "2026-11-19T09:00:00+00:00"),
        ("2019-11-20T01:07:00.123456789Z", "2019-11-20T01:07:00+00:00"),
        ("2023-06-07 20:54:26", "2023-06-07T20:54:26+00:00"),
        ("January 30, 2017", "2017-01-30T00:00:00+00:00"),
        ("1574218786", "2019-11-20T02:59:46+00:00"),
        ("1574218786000", "2019-11-20T02:59:46+00:00"),
        ("20/11/2019", "2019-11-20T00:00:00+00:00"),
        ("05/06/2019", None),
        ("2019", None),
        ("January 2017", None),
        ("10:30", None),
        ("Monday", None),
        ("yesterday", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 31 Feb 2020 10:00 GMT", None),
        ("Fri, 31 Dec 2099 23:59:59 GMT", "2026-11-20T06:00:00+00:00"),
        ("99999999999999", None),
        ("9" * 400, None),
        ("", None),
    ],
)
def test_dates_are_read_where_the_day_is_certain(written: str, expected: str | None) -> None:
    assert dated(written) == expected


def test_dates_of_json_feeds_are_read_year_first() -> None:
    item = {"id": "1", "url": "/1", "date_published": "2026-05-06T07:08:09Z"}
    body = {"version": "https://jsonfeed.org/version/1", "items": [item]}
    assert only(json.dumps(body).encode()).published == dt.datetime(2026, 5, 6, 7, 8, 9, tzinfo=dt.UTC)


def test_a_date_that_cannot_be_read_gives_way_to_the_date_of_the_last_change() -> None:
    entry = only(atom('<link href="/1"/><published>soon</published><updated>2026-11-18T08:00:00Z</updated>'))
    assert entry.published == dt.datetime(2026, 11, 18, 8, tzinfo=dt.UTC)


# --- links and identity --------------------------------------------------------------------------------------------


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


# --- properties ----------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_visible_text_is_stable_encodable_and_free_of_controls(raw: str) -> None:
    shown = text.visible(raw)
    shown.encode()
    assert text.visible(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)
    assert invisible(shown) == []


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 60))
@settings(max_examples=120, deadline=None)
def test_a_damaged_feed_gives_a_feed_or_a_feed_error_and_nothing_else(noise: bytes, place: int, gone: int) -> None:
    whole = rss("<title>a &amp; b</title><link>/1</link><guid>g</guid><pubDate>1 Nov 2026</pubDate>")
    try:
        feed = parse(whole[:place] + noise + whole[place + gone :])
    except FeedError as error:
        assert str(error).startswith(f"feeds: {URL}: ")  # noqa: PT017 - either outcome is right
        return
    assert all(urlsplit(entry.url).scheme in ("http", "https") for entry in feed.entries)


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_a_canonical_address_is_canonical_already(tail: str) -> None:
    try:
        once = identity.canonical_url(f"https://press.example/{tail}")
    except ValueError:
        return
    assert identity.canonical_url(once) == once


# --- the outside corpora -------------------------------------------------------------------------------------------


def invisible(shown: str) -> list[str]:
    """Return what must not be in clean text: controls, surrogates, bidirectional controls, fillers, tags."""
    ranges = ((0x202A, 0x202E), (0x2066, 0x2069), (0x200E, 0x200F), (0xE0000, 0xE007F))
    single = (0x00AD, 0x061C, 0x115F, 0x1160, 0x200B, 0x2060, 0x3164, 0xFEFF, 0xFFA0)
    return [
        letter
        for letter in shown
        if (unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n")
        or ord(letter) in single
        or any(first <= ord(letter) <= last for first, last in ranges)
    ]


def run_parse(body: bytes, url: str, content_type: str) -> feeds.Feed:
    return feeds.parse(body, url=url, content_type=content_type, source=FeedSource(url=url), now=NOW)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, memory_megabytes=400, preload=("generator.feeds",)) as pool:
        yield pool


def submit(workers: Workers, body: bytes, url: str, content_type: str = "") -> "Future[tuple[feeds.Feed, float]]":
    return workers.submit(run_parse, body, url, content_type, url=url, cpu_seconds=10, wall_seconds=20)


def check_clean(feed: feeds.Feed, case: str) -> None:
    for entry in feed.entries:
        assert len(entry.title) <= 300, case
        assert urlsplit(entry.url).scheme in ("http", "https"), case
        for shown in (entry.title, entry.summary, entry.author or "", entry.category or "", entry.url, *entry.aliases):
            shown.encode()
            assert invisible(shown) == [], (case, shown)


@pytest.mark.corpus
def test_every_feed_of_the_replay_corpus_is_read_or_refused_by_name(corpora: Path, workers: Workers) -> None:
    replay = corpora / "replay"
    index = json.loads((replay / "index.json").read_text())
    cases = [case for case in json.loads((replay / "feeds.json").read_text()) if case["file"]]
    runs = []
    for case in cases:
        kind = index[case["url"]]["headers"].get("Content-Type", "")
        runs.append((case, submit(workers, (replay / case["file"]).read_bytes(), case["url"], kind)))
    refused, entries = [], 0
    for case, run in runs:
        try:
            feed, _ = run.result()
        except FeedError:
            refused.append(Path(case["file"]).stem)
            continue
        check_clean(feed, case["file"])
        seen = (case.get("feedparser") or {}).get("entries", case.get("items"))
        if seen is not None:
            assert len(feed.entries) + sum(feed.dropped.values()) == seen, case["file"]
        entries += len(feed.entries)
    assert sorted(refused) == [
        "billion-laughs", "empty", "not-a-feed", "quadratic-blowup", "xxe-file", "xxe-http",
    ]  # fmt: skip
    assert entries >= 850


@pytest.mark.corpus
def test_every_address_of_the_replay_corpus_is_still_served_in_its_canonical_form(corpora: Path) -> None:
    index = json.loads((corpora / "replay" / "index.json").read_text())
    lost = []
    for url in index:
        parts = urlsplit(feeds.canonical_url(url))
        base = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
        if not {base, base.rstrip("/"), base + "/"} & set(index):
            lost.append(url)
    assert lost == []


def hostile_cases(corpora: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each case that concerns feeds, with the bytes of its feed."""
    root = corpora / "hostile"
    for row in (root / "cases.jsonl").read_text().splitlines():
        case = json.loads(row)
        if case["kind"] in ("feed", "feed_pair"):
            yield case, (root / case.get("second", case["file"])).read_bytes()
        elif case["kind"] == "feed_gen":
            recipe = json.loads((root / case["file"]).read_text())
            units = "".join(recipe["unit"].replace("@N@", str(number)) for number in range(recipe["n"]))
            yield case, (recipe["prefix"] + units + recipe["suffix"]).encode()
        elif case["kind"] == "field_text":
            lines = (json.loads(line) for line in (root / case["file"]).read_text().splitlines())
            words = escape(next(line["text"] for line in lines if line["item"] == case["item"]))
            item = f"<title>{words}</title><link>https://press.example/1</link><description>{words}</description>"
            yield case, f'<rss version="2.0"><channel><item>{item}</item></channel></rss>'.encode("utf-8", "replace")


# fmt: off
REJECTED_HERE = frozenset((
    "entity-bomb", "quadratic-entity", "xxe-file", "xxe-http", "param-entity", "bytes-empty", "bytes-bom-only",
    "bytes-html-challenge", "bytes-json-error", "bytes-binary-noise", "description-20mb",
))
# fmt: on


@pytest.mark.corpus
def test_no_hostile_feed_gets_through_a_worker_unclean_or_stops_it(corpora: Path, workers: Workers) -> None:
    url = "https://blog.northwind.example/feed.xml"
    runs = [(case, submit(workers, body, url)) for case, body in hostile_cases(corpora)]
    kinds: Counter[str] = Counter()
    for case, run in runs:
        kinds[case["kind"]] += 1
        name = case["id"].split("-", 3)[3]
        error = run.exception()
        if name in REJECTED_HERE:
            assert isinstance(error, FeedError), case["id"]
            continue
        assert error is None, (case["id"], str(error))
        feed, _ = run.result()
        check_clean(feed, case["id"])
        check_demands(case, feed)
    assert kinds == {"feed": 172, "feed_pair": 3, "feed_gen": 5, "field_text": 373}


def check_demands(case: dict[str, Any], feed: feeds.Feed) -> None:
    """Check what a case demands of this stage."""
    for must in case["must"]:
        if must["check"] == "stories":
            assert must.get("min", 0) <= len(feed.entries) <= must.get("max", 50), case["id"]
            assert len(feed.entries) == must.get("eq", len(feed.entries)), case["id"]
        elif must["check"] == "field" and must["name"] in ("title", "url") and "eq" in must:
            assert getattr(feed.entries[0], must["name"]) == must["eq"], case["id"]
        elif must["check"] == "html_text":
            assert must["contains"] in feed.entries[0].title, case["id"]
