"""The rules that feeds are held against find planted faults, each by the name that checkers give it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests import feed_rules
from tests.feed_reading import RULES, SITE, built
from tests.stories import make_story, numbered

GOOD = built(make_story(), numbered(1))
ID = numbered(1).id
SECOND = json.loads(GOOD["feed.json"])["items"][1]["id"]
IMAGE = (
    "<image><url>https://example.org/a.png</url><title>Spin Reports</title>"
    f"<link>{SITE.url}</link><width>144</width></image>"
)


def named(name: str, data: str | bytes) -> set[str]:
    """Return the names of the faults of a feed."""
    raw = data if isinstance(data, bytes) else data.encode()
    lines = feed_rules.opml(raw) if name == "feeds.opml" else RULES[name](raw, f"{SITE.url}{name}")
    return {line.partition(":")[0] for line in lines}


def swap(name: str, old: str, new: str) -> set[str]:
    """Return the names of the faults after the first ``old`` became ``new``."""
    assert old in GOOD[name]
    return named(name, GOOD[name].replace(old, new, 1))


def test_feeds_of_good_records_have_no_fault() -> None:
    assert [named(name, GOOD[name]) for name in (*RULES, "feeds.opml")] == [set()] * 4
    assert swap("feed.xml", "<docs>", f"{IMAGE}<docs>") == set()


@pytest.mark.parametrize(
    ("fault", "old", "new"),
    [
        ("MissingEncoding", '<?xml version="1.0" encoding="utf-8"?>', '<?xml version="1.0"?>'),
        ("ContainsSystemEntity", "<rss", "<!DOCTYPE rss><rss"),
        ("SAXError", "</item>", ""),
        ("SAXError", "<title>", "<title>\x01"),
        ("BadCharacters", "<title>", "<title>\x85"),
        ("BadCharacters", "<title>", "<title>\ufffd"),
        ("TurningCharacter", "<title>", "<title>\u202e"),
        ("InvalidRSSVersion", 'version="2.0"', 'version="2.1"'),
        ("UnknownNamespace", "purl.org/dc/elements/1.1/", "purl.org/dc/elements/1.2/"),
        ("UndefinedElement", "<docs>", "<doc/><docs>"),
        ("DuplicateElement", "<ttl>", "<ttl>5</ttl><ttl>"),
        ("MissingTitle", "<channel><title>Spin Reports</title>", "<channel>"),
        ("MissingDCLanguage", "<language>en</language>", ""),
        ("InvalidLanguage", "<language>en", "<language>english"),
        ("InvalidPositiveInteger", "<ttl>360", "<ttl>0"),
        ("MissingAtomSelfLink", 'rel="self"', 'rel="via"'),
        ("SelfDoesntMatchLocation", f"{SITE.url}feed.xml", f"{SITE.url}other.xml"),
        ("UnregisteredAtomLinkRel", 'rel="license"', 'rel="licence"'),
        ("AtomLinkNotEmpty", 'rel="license"/>', 'rel="license">x</atom:link>'),
        ("MissingHref", f'href="{SITE.url}feed.xml" ', ""),
        ("SelfNotAtom", 'rel="self"', 'rel="self" type="text/html"'),
        ("DuplicateAtomLink", "<docs>", '<atom:link href="https://a.b/"/><atom:link href="https://a.c/"/><docs>'),
        ("InvalidFullLink", f"<link>{SITE.url}", "<link>/project/"),
        ("InvalidFullLink", f"<link>{SITE.url}", f"<link>{SITE.url}ä|"),
        ("ContainsHTML", "<description>One", "<description>&lt;b&gt;One"),
        ("ContainsHTML", "<title>Spin Reports", "<title>Spin &amp;amp; Reports"),
        ("NotBlank", "<copyright>CC BY 4.0; quoted words belong to their authors.", "<copyright>"),
        ("InvalidRFC2822Date", "<lastBuildDate>Fri, 20 Nov 2026", "<lastBuildDate>Fri, 20 Nov 26"),
        ("InvalidRFC2822Date", "<pubDate>Fri, 20 Nov 2026 06", "<pubDate>Fri, 31 Nov 2026 06"),
        ("InvalidRFC2822Date", "<pubDate>Fri, 20 Nov 2026 06:00:00 +0000", "<pubDate>2026-11-20"),
        ("IncorrectDOW", "<pubDate>Fri,", "<pubDate>Thu,"),
        ("ImplausibleDate", "<pubDate>Fri, 20 Nov 2026", "<pubDate>Fri, 20 Nov 1970"),
        ("InvalidRFC3339Date", "<atom:updated>2026-11-20T", "<atom:updated>2026-11-20 "),
        ("InvalidRFC3339Date", "<atom:updated>2026-11-20T", "<atom:updated>2026-13-20T"),
        ("ImplausibleDate", "<atom:updated>2026-11-20T", "<atom:updated>1926-11-20T"),
        ("MisplacedItem", "</channel>", "<docs>https://a.example/</docs></channel>"),
        ("MissingGuid", f'<guid isPermaLink="false">tag:example.org,2026:/project/{ID}</guid>', ""),
        ("InvalidPermalink", 'isPermaLink="false"', 'isPermaLink="true"'),
        ("InvalidPermalink", ' isPermaLink="false"', ""),
        ("InvalidBooleanAttribute", 'isPermaLink="false"', 'isPermaLink="no"'),
        ("InvalidHttpGUID", '"false">tag:example.org,2026:/', '"true">/'),
        ("NotSufficientlyUnique", f">tag:example.org,2026:/project/{ID}<", ">17<"),
        ("InvalidTAG", ">tag:example.org,2026:", ">tag:Example.org:"),
        ("DuplicateValue", f"project/{ID}</guid>", f"project/{make_story().id}</guid>"),
        ("InvalidContact", "<dc:creator>Spin Reports</dc:creator>", "<author>Spin Reports</author>"),
        ("DuplicateItemSemantics", "<dc:creator>", "<author>a@b.example (A B)</author><dc:creator>"),
        ("NeedDescriptionBeforeContent", "<item>", "<item><content:encoded/>"),
        ("UnexpectedAttribute", "<category domain=", '<category term="x" domain='),
        ("InvalidFullLink", 'domain="https:', 'domain="'),
        ("MissingAttribute", "<dc:creator>", '<enclosure url="https://a.example/" type="image/png"/><dc:creator>'),
        ("NotHtml", "&lt;h2&gt;", "&lt;/em&gt;&lt;h2&gt;"),
        ("NotHtml", "&lt;h2&gt;", "AT&amp;T&lt;h2&gt;"),
        ("NotHtml", "&lt;h2&gt;", "&lt;b&gt;&lt;h2&gt;"),
        ("SecurityRisk", "&lt;h2&gt;", "&lt;script&gt;&lt;/script&gt;&lt;h2&gt;"),
        ("SecurityRiskAttr", "&lt;h2&gt;", "&lt;h2 onclick=x&gt;"),
        ("SecurityRiskAttr", "&lt;h2&gt;", "&lt;h2 style=color:red&gt;"),
        ("ContainsRelRef", "&lt;h2&gt;", "&lt;a href='/x'&gt;y&lt;/a&gt;&lt;h2&gt;"),
        ("ContainsRelRef", "&lt;h2&gt;", "&lt;a href='javascript:x'&gt;y&lt;/a&gt;&lt;h2&gt;"),
        ("ImageTitleDoesntMatch", "<docs>", IMAGE.replace("Spin", "Our") + "<docs>"),
        ("ImageLinkDoesntMatch", "<docs>", IMAGE.replace(SITE.url, "https://example.org/x/") + "<docs>"),
        ("InvalidWidth", "<docs>", IMAGE.replace("144", "145") + "<docs>"),
        ("ImageUrlFormat", "<docs>", IMAGE.replace(".png", ".svg") + "<docs>"),
    ],
)
def test_a_fault_in_rss_is_found(fault: str, old: str, new: str) -> None:
    assert fault in swap("feed.xml", old, new)


@pytest.mark.parametrize(
    ("fault", "old", "new"),
    [
        ("MissingSelf", 'rel="self"', 'rel="via"'),
        ("SelfDoesntMatchLocation", f"{SITE.url}atom.xml", f"{SITE.url}feed.xml"),
        ("MissingDCLanguage", ' xml:lang="en"', ""),
        ("MissingElement id", f"<id>{SITE.url}</id>", ""),
        ("MissingElement author", f"<author><name>Spin Reports</name><uri>{SITE.url}</uri></author>", ""),
        ("MissingElement name", "<name>Spin Reports</name>", ""),
        ("MissingElement updated", "<updated>2026-11-20T06:00:00+00:00</updated>", ""),
        ("MissingTextualContent", "content", "note"),
        ("DuplicateEntries", f"/project/{ID}<", f"/project/{make_story().id}<"),
        ("NonCanonicalURI", f"<id>{SITE.url}", "<id>https://Example.org/project/"),
        ("InvalidFullLink", f"<id>{SITE.url}", "<id>/project/"),
        ("InvalidRFC3339Date", "<published>2026-11-20T06:00:00", "<published>2026-11-20T06:00"),
        ("DuplicateAtomLink", 'rel="via"', 'rel="alternate" type="text/html"'),
        (
            "DuplicateAtomLink",
            "<rights>",
            '<link href="https://a.b/" rel="hub"/><link href="https://a.c/" rel="hub"/><rights>',
        ),
        ("MissingAttribute", "<rights>", '<category label="x"/><rights>'),
        ("UnexpectedText", "<rights>", '<category term="x">y</category><rights>'),
        ("UnexpectedAttribute", "<rights>", '<generator url="https://a.b/">x</generator><rights>'),
        ("MisplacedMetadata", "</feed>", "<subtitle>x</subtitle></feed>"),
        ("ContainsUndeclaredHTML", "<entry><title>", "<entry><title>&lt;b&gt;x&lt;/b&gt;"),
        ("ContainsUndeclaredHTML", "<entry><title>", "<entry><title>&amp;nbsp;"),
        ("InvalidTextType", 'content type="html"', 'content type="markdown"'),
        ("NotBlank", "<subtitle>One", "<subtitle></subtitle><subtitle>One"),
        ("MissingAttribute", ' term="cushion"', ""),
        ("UnexpectedAttribute", ' term="cushion"', ' term="cushion" name="x"'),
        ("InvalidFullLink", 'scheme="https:', 'scheme="'),
        ("UndefinedElement", "http://www.w3.org/2005/Atom", "http://www.w3.org/2005/atom"),
        ("UndefinedElement", "<rights>", "<copyright>x</copyright><rights>"),
    ],
)
def test_a_fault_in_atom_is_found(fault: str, old: str, new: str) -> None:
    if old == "content":
        found = named("atom.xml", GOOD["atom.xml"].replace("<content", "<rights").replace("</content", "</rights")
                      .replace("<summary", "<note").replace("</summary", "</note"))  # fmt: skip
    else:
        found = swap("atom.xml", old, new)
    assert fault in found


def test_a_feed_without_entries_needs_its_own_author() -> None:
    empty = re.sub("<entry>.*</entry>", "", GOOD["atom.xml"], flags=re.DOTALL)
    author = f"<author><name>Spin Reports</name><uri>{SITE.url}</uri></author>"

    assert named("atom.xml", empty) == set()
    assert named("atom.xml", empty.replace(author, "")) == {"MissingElement author"}


def test_two_entries_of_one_instant_are_found() -> None:
    first, second = (f"<updated>{part[:27]}" for part in GOOD["atom.xml"].split("<updated>")[2:4])

    assert "DuplicateUpdated" in swap("atom.xml", first, second)


def test_a_feed_too_large_for_checkers_is_found() -> None:
    assert "ValidatorLimit" in swap("feed.xml", "</rss>", "</rss>" + " " * 2_000_000)


def test_bytes_that_are_no_utf_8_are_found() -> None:
    assert named("feed.xml", GOOD["feed.xml"].encode().replace(b"Spin", b"Sp\xefn", 1)) == {"SAXError"}


def item(change: Callable[[dict[str, Any]], object]) -> str:
    feed = json.loads(GOOD["feed.json"])
    change(feed["items"][0])
    return json.dumps(feed)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("NotJSON", GOOD["feed.json"][:-9]),
        ("NotJSON", GOOD["feed.json"].replace('"title"', '"version"', 1)),
        ("InvalidVersion", GOOD["feed.json"].replace("version/1.1", "version/1")),
        ("MissingTitle", GOOD["feed.json"].replace('"Spin Reports"', '""', 1)),
        ("SelfDoesntMatchLocation", GOOD["feed.json"].replace('feed.json"', 'news.json"', 1)),
        ("UnknownKey", GOOD["feed.json"].replace('"authors"', '"author"', 1)),
        ("InvalidAuthor", GOOD["feed.json"].replace('"name": "Spin Reports"', '"email": "x"', 1)),
        ("InvalidLanguage", GOOD["feed.json"].replace('"language": "en"', '"language": "English"', 1)),
        ("InvalidHub", GOOD["feed.json"].replace('"authors"', '"hubs": [{"url": "https://a.example"}], "authors"', 1)),
        ("InvalidExtension", GOOD["feed.json"].replace('"authors"', '"_x": "y", "authors"', 1)),
        (
            "InvalidLink",
            GOOD["feed.json"].replace(f'"home_page_url": "{SITE.url}', '"home_page_url": "ftp://x.example/'),
        ),
        ("MissingElement", GOOD["feed.json"].replace('"items"', '"_items"')),
        ("MissingElement", item(lambda one: one.pop("id"))),
        ("MissingElement", item(lambda one: one.update(id=17))),
        ("DuplicateEntries", item(lambda one: one.update(id=SECOND))),
        ("MissingTextualContent", item(lambda one: one.pop("content_html"))),
        ("SecurityRisk", item(lambda one: one.update(content_html="<iframe></iframe>"))),
        ("BadCharacters", item(lambda one: one.update(summary="\x80"))),
        ("InvalidRFC3339Date", item(lambda one: one.update(date_published="2026-11-20"))),
        ("InvalidFullLink", item(lambda one: one.update(external_url="/x"))),
        ("InvalidTag", item(lambda one: one.update(tags=["", 3]))),
        ("UnknownKey", item(lambda one: one.update(author={"name": "x"}))),
        ("InvalidAuthor", item(lambda one: one.update(authors=[{}]))),
    ],
)
def test_a_fault_in_a_json_feed_is_found(fault: str, text: str) -> None:
    assert fault in named("feed.json", text)


@pytest.mark.parametrize(
    ("fault", "old", "new"),
    [
        ("InvalidOPMLVersion", 'version="2.0"', 'version="3.0"'),
        ("MissingElement", "<head>", "<head/><head>"),
        ("MissingAttribute", 'text="Topics"', ""),
        ("MissingAttribute", 'title="Spin Reports" ', ""),
        ("MissingOutlineType", 'type="rss" ', ""),
        ("InvalidFullLink", f'xmlUrl="{SITE.url}', 'xmlUrl="/'),
        ("InvalidOutlineVersion", 'version="RSS"', 'version="2.0"'),
        ("DuplicateValue", f"{SITE.url}spin-types/fog/feed.xml", f"{SITE.url}feed.xml"),
        ("ContainsHTML", 'text="Topics"', 'text="&lt;b&gt;Topics&lt;/b&gt;"'),
        ("InvalidLanguage", 'language="en"', 'language="english!"'),
    ],
)
def test_a_fault_in_a_list_of_feeds_is_found(fault: str, old: str, new: str) -> None:
    assert fault in swap("feeds.opml", old, new)
