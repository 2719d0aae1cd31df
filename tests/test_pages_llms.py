"""llms.txt: what it names, how small it stays, and that no title of a feed can pass for words of ours."""

import re

import pytest
from llms_txt_audit import AuditOptions, audit_text
from lxml import html
from markdown import markdown

from generator import jsonld, story
from generator.models import Story
from generator.pages import Catalog, llms
from tests.stories import make_brackwater, make_story, numbered
from tests.test_site import HOSTILE

URL = "https://reports.example/base/"
SITE = jsonld.Site(URL)
KNOWN = ("methodology/", "glossary/", "archive/", "publishers/brackwater-ferries/")
STRICT = AuditOptions(strict=True, require_optional=True, allow_relative_links=False)
WITHDRAWN = numbered(5000, status="withdrawn", status_reason="asked for")


def made(*stories: Story, known: tuple[str, ...] = KNOWN) -> dict[str, str]:
    return dict(llms.files(Catalog(stories, [make_brackwater()]), SITE, known))


def links(text: str) -> list[str]:
    found: list[str] = html.fromstring(markdown(text)).xpath("//a/@href")
    return found


def of(publisher_slug: str, number: int, **changes: object) -> Story:
    known = {"slug": publisher_slug, "name": f"The {publisher_slug} papers"}
    publisher = make_story().publisher.model_copy(update=known)
    return numbered(number, publisher=publisher, **changes)


def test_the_file_of_the_site_names_reports_by_their_markdown_and_publishers_by_their_own_file() -> None:
    text = made(make_story(), numbered(1, status="limited"), of("orlund", 2), WITHDRAWN)["llms.txt"]
    found = links(text)

    assert text.startswith("# Spin Reports\n\n> One report per story")
    assert {f"{URL}{one.path}index.md" for one in (make_story(), of("orlund", 2))} <= set(found)
    assert "The Cushion, job-loss softening, score" in text
    assert "Brackwater Ferries Blog, 2026-11-17; no score" in text
    assert [one for one in found if one.endswith("llms.txt")] == [
        f"{URL}publishers/brackwater-ferries/llms.txt",
        f"{URL}publishers/orlund/llms.txt",
    ]
    assert "story-5000" not in text


@pytest.mark.parametrize("path", ["llms.txt", "publishers/brackwater-ferries/llms.txt"])
def test_an_outside_reader_finds_nothing_to_complain_of(path: str) -> None:
    result = audit_text(made(make_story(), numbered(1))[path], options=STRICT)

    assert (result.score, result.optional_section) == (100, True)
    assert [one for one in result.findings if one.severity != "pass"] == []


def test_a_publisher_has_a_file_once_it_has_a_report() -> None:
    catalog = Catalog([WITHDRAWN], [make_brackwater()])

    assert set(made(WITHDRAWN)) == {"llms.txt", "llms-full.txt"}
    assert llms.covering("brackwater-ferries", catalog) == "llms.txt"
    assert set(made(make_story())) == {"llms.txt", "llms-full.txt", "publishers/brackwater-ferries/llms.txt"}
    assert llms.covering("orlund", Catalog([of("orlund", 1)])) == "publishers/orlund/llms.txt"


def test_nothing_is_linked_to_that_the_site_does_not_have() -> None:
    bare, full = made(known=())["llms.txt"], made(known=(*KNOWN, "api/v1/index.json", "feeds/"))["llms.txt"]

    assert links(bare) == [f"{URL}schemas/story.schema.json", f"{URL}llms-full.txt"]
    assert "## Newest reports" not in bare
    assert {f"{URL}methodology/", f"{URL}archive/", f"{URL}api/v1/index.json", f"{URL}feeds/"} <= set(links(full))


@pytest.mark.parametrize(
    "text", [*HOSTILE, "](https://evil.example) [Official", "a\n## Ours\n- [x](https://evil.example)"]
)
def test_no_title_or_name_of_a_feed_can_make_a_link_a_heading_or_a_line(text: str) -> None:
    calm, one = make_story(), make_story(title=text[:300])
    hostile = one.model_copy(update={"publisher": one.publisher.model_copy(update={"name": text[:300]})})
    publisher = make_brackwater(name=text[:300])
    before = dict(llms.files(Catalog([calm], [make_brackwater()]), SITE, KNOWN))
    after = dict(llms.files(Catalog([hostile], [publisher]), SITE, KNOWN))

    for path in ("llms.txt", "publishers/brackwater-ferries/llms.txt"):
        page = html.fromstring(markdown(after[path]))
        assert links(after[path]) == links(before[path])
        assert after[path].count("\n") == before[path].count("\n")
        assert {e.tag for e in page.iter()} == {e.tag for e in html.fromstring(markdown(before[path])).iter()}
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", after[path])


def test_the_file_stays_small_however_much_there_is() -> None:
    long = "渡輪 & <輪> " * 30
    many = [of(f"{n:03}-{'press-' * 12}"[:80], n, title=long, slug=f"{n:03}-{'s' * 70}") for n in range(400)]
    named = [one.model_copy(update={"publisher": one.publisher.model_copy(update={"name": long[:90]})}) for one in many]
    ours = tuple(link.path for group in (llms._GUIDE, llms._DATA, llms._OPTIONAL) for link in group)  # noqa: SLF001
    files = made(*named, *(numbered(n, title=long, slug=f"{n:03}-{'s' * 70}") for n in range(500, 900)), known=ours)

    assert 40_000 < len(files["llms.txt"].encode()) < 50_000
    assert 30_000 < len(files["publishers/brackwater-ferries/llms.txt"].encode()) < 50_000
    assert 15 < files["llms.txt"].count("/index.md)") <= llms.NEWEST_MOST
    # Who has most reports is named first.
    assert "## Publishers\n\n- [Brackwater Ferries Blog]" in files["llms.txt"]
    assert all(
        line.endswith(("of 100", "report", "reports")) for line in files["llms.txt"].splitlines() if "press-" in line
    )


def test_the_full_file_holds_the_newest_reports_word_for_word() -> None:
    stories = [make_story(), *(numbered(n) for n in range(120)), WITHDRAWN]
    text = made(*stories)["llms-full.txt"]
    newest = Catalog(stories).shown

    assert "The newest 100 of 121 spin reports" in text
    assert all(f"\nReport: {URL}{one.path}\n\n{story.report(one)}" in text for one in newest[:100])
    assert newest[100].path not in text
    assert WITHDRAWN.path not in text


def test_the_full_file_leaves_a_report_out_rather_than_cutting_it() -> None:
    # Longer than any record may be: reports of today never come near the limit.
    stories = [numbered(n).model_copy(update={"summary": f"{n} {'word ' * 2200}"}) for n in range(90)]
    text = made(*stories)["llms-full.txt"]
    told = [one for one in Catalog(stories).shown if f"{URL}{one.path}\n" in text]

    assert 800_000 < len(text.encode()) <= llms.FULL_BYTES
    assert f"The newest {len(told)} of 90 spin reports" in text
    assert text.endswith(story.report(told[-1]))
    assert all(story.report(one) in text for one in told)
