"""The bytes of a feed become clean text and certain dates."""

import datetime as dt
import json
from xml.sax.saxutils import escape

import pytest

from generator.feeds import text
from generator.models import FeedSource
from tests.feed_cases import URL, atom, dated, only, parse, rss, titled

# --- bytes to text ----------------------------------------------------------------------------------------------------

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
        (feed_in("cp1252", "hex"), "text/xml; charset=idna"),
        (feed_in("cp1252", "unicode_escape"), "text/xml; charset=utf-7"),
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


# --- text -------------------------------------------------------------------------------------------------------------


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


# --- dates ------------------------------------------------------------------------------------------------------------


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
