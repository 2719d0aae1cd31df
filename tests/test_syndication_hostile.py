"""Hostile records: every feed stays valid, and what can be told apart reads back as it was."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.syndication import characters
from tests.feed_reading import atom_titles, built, content, faults, parsed, said
from tests.stories import make_story
from tests.test_site import hostile
from tests.test_site_corpora import planted, texts

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><item>]]></description>]]&gt;",
    "a & b &amp; c &lt;b&gt; &#60; &nbsp &copying R&D2 AT&T Q&A",
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x80\x85\x9f",
    "\ufffe\uffff\ufffd\ufdd0\U0001fffe",
    "\u202egnp.exe\u202c \u2066turned\u2069",
    "one\ntwo\r\n\tthree\u2028four",
    "<!-- --> <![CDATA[ <?php ?> <!DOCTYPE x [<!ENTITY y 'z'>]>",
    "{{ 7 * 7 }} ${x} %s %(y)s {0} {}",
    "中文 العربية 👩‍👩‍👧 ﷽",
    "   ",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_record_leaves_every_feed_valid_and_reads_back_as_it_was(text: str) -> None:
    story = hostile(1, text)
    story = story.model_copy(
        update={"original": story.original.model_copy(update={"url": f"https://evil.example/{text.strip()}"})}
    )
    clean = characters.line(text) or "Untitled"
    files = built(make_story(), story)

    assert faults(files) == {}
    feed = json.loads(files["publishers/hostile/feed.json"])
    assert feed["items"][0]["title"] == clean
    assert atom_titles(files["publishers/hostile/atom.xml"]) == [clean]
    rss = ET.fromstring(files["publishers/hostile/feed.xml"])  # noqa: S314 - written a line before
    assert rss.findtext(".//item/title") == (characters.plain(text) or "Untitled")
    quoted = {said(one) for one in content(files["publishers/hostile/feed.json"]).iter("q")}
    assert not clean.strip() or characters.line(text) in {" ".join(one.split()) for one in quoted}
    for name in ("feed.xml", "atom.xml"):
        parsed(files[f"publishers/hostile/{name}"])


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_no_text_at_all_makes_a_feed_invalid(text: str) -> None:
    files = built(hostile(1, text))

    assert faults({path: files[path] for path in files if path.startswith(("publishers/hostile/", "feeds"))}) == {}


def test_texts_of_70_kilobytes_stay_whole_and_valid() -> None:
    text = "<b>&amp;" * 8750
    story = make_story(framing=None).model_copy(update={"framing": text})
    files = built(story)

    assert faults(files) == {}
    assert text in content(files["feed.json"]).text_content()


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/x?y=z#f", "https://a.example/x?y=z#f"),
        ("https://exämple.org/ä b|[1]", "https://xn--exmple-cua.org/%C3%A4%20b%7C%5B1%5D"),
        ("https://a.example/%zz%41", "https://a.example/%25zz%41"),
        ("https://a.example/\u202e\x00\ud800x", "https://a.example/x"),
        ("https://a.example:99999/", None),
        ("https://[bad/", None),
        ("https:///path", None),
        ("https://" + "ä" * 80 + ".org/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_an_address_is_written_in_the_letters_of_its_standard_or_not_at_all(url: str, written: str | None) -> None:
    assert characters.address(url) == written


def test_an_original_without_a_writable_address_is_named_without_a_link() -> None:
    original = make_story().original.model_copy(update={"url": "https://[bad/"})
    files = built(make_story(original=original))

    assert faults(files) == {}
    assert "external_url" not in json.loads(files["feed.json"])["items"][0]
    assert "https://[bad/" not in "".join(files.values())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("AT&T, Q&A and 3 < 4 & 5 > 2 <3", "AT&T, Q&A and 3 < 4 & 5 > 2 <3"),
        ("Why <dialog> wins", "Why \u2039dialog> wins"),
        ("</title> <!-- <?x", "\u2039/title> \u2039!-- \u2039?x"),
        (
            "&nbsp; &copy 2026 &#60; &#x3c; R&D2 &apos;",
            "\uff06nbsp; \uff06copy 2026 \uff06#60; \uff06#x3c; R\uff06D2 \uff06apos;",
        ),
    ],
)
def test_plain_text_changes_only_where_a_reader_would_take_it_for_markup(text: str, plain: str) -> None:
    assert characters.plain(text) == plain
    assert characters.looks_marked_up(text) is (text != plain)


def test_halves_of_surrogate_pairs_which_no_file_can_hold_are_left_out() -> None:
    story = make_story().model_copy(update={"framing": "\ud800Half\udfff"})
    files = built(story)

    assert faults(files) == {}
    assert "Half" in content(files["feed.json"]).text_content()


@pytest.mark.corpus
@pytest.mark.slow
def test_every_hostile_text_of_the_corpus_leaves_every_feed_valid(corpora: Path) -> None:
    cases = [text for _, text in texts(corpora)]

    assert len(cases) >= 300
    assert faults(built(*(planted(number, text) for number, text in enumerate(cases)))) == {}
