"""The text of a publisher file on its page: Markdown is read, markup and odd links are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator import pages


def test_paragraphs_lists_and_links_to_the_web_are_read() -> None:
    text = (
        "The *blog* of [Brackwater](https://brackwater.example/).\n\n- ferries\n- [mail](mailto:a@brackwater.example)"
    )

    assert pages.about.html(text) == (
        '<p>The <em>blog</em> of <a href="https://brackwater.example/">Brackwater</a>.</p>\n'
        '<ul>\n<li>ferries</li>\n<li><a href="mailto:a@brackwater.example">mail</a></li>\n</ul>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "A line.\n\n<div onclick=alert(1)>\nB\n</div>",
        "<img src=x onerror=alert(1)>",
        "![x](https://elsewhere.example/p.png)",
        "[x](javascript:alert(1))",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "[x](<java\tscript:alert(1)>)",
        "[x](\x01javascript:alert(1))",
        "[x](data:text/html,hello)",
        "<javascript:alert(1)>",
        "[x](https://[half)",
        "a <![> b",
        "<![CDATA[x]]>",
        "<!-- > --> <style>*{}</style>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_markup_is_shown_and_odd_links_lead_nowhere(text: str) -> None:
    found = html.fromstring(f"<div>{pages.about.html(text)}</div>")

    assert {element.tag for element in found.iter()} <= {"div", "p", "a", "em"}
    assert found.xpath("//@href") == []
    assert found.xpath("//@*") == []


@given(st.lists(st.sampled_from([*"<>![]()-*_&#:\"' \n\tab/", "javascript:"]), max_size=60).map("".join))
def test_no_text_stops_a_build_or_brings_its_own_attributes(text: str) -> None:
    made = pages.about.html(text)
    found = html.fromstring(f"<div>{made}</div>")

    assert {name for element in found.iter() for name in element.attrib} <= {"href", "title"}
    assert not any(address.strip().lower().startswith("javascript") for address in found.xpath("//@href"))
