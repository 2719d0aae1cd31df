"""The built page of a report that models had part in, beside one of the embedded analyzer alone."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import html

from generator.models import Story
from generator.origins import Basis
from tests import sites
from tests.mixed import ALIKE, LARGE, SMALL, make_fallback, make_mixed, opinions
from tests.stories import make_story, numbered

HARM = "<img src=x onerror=alert(1)>/y"


def at(number: int, story: Story) -> Story:
    """Return a story under an address of its own."""
    other = numbered(number)
    return story.model_copy(update={"id": other.id, "slug": other.slug, "original": other.original})


ALONE, APART, AGREED = make_story(), at(1, make_mixed()), at(2, make_mixed(ALIKE))
FAILED = at(3, make_fallback())
ANEW = at(5, make_mixed(analyzed=make_story().created + dt.timedelta(days=2)))
HOSTILE = at(
    4,
    make_mixed(
        opinions(("embedded", None, 10), (HARM, None, 60)),
        model=HARM,
        fallback=HARM,
        reasons={"summary": HARM},
    ),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with all of them."""
    folder = tmp_path_factory.mktemp("making")
    content = sites.lay_out(folder / "content", (ALONE, APART, AGREED, FAILED, HOSTILE, ANEW))
    done = sites.generator_build(content, folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def run(page: html.HtmlElement) -> dict[str, str]:
    """Return what the page says of the run, by its names."""
    rows = page.xpath("//dl[@id='run']/div")
    return {sites.words(row.find("dt")): sites.words(row.find("dd")) for row in rows}


def shown(page: html.HtmlElement, identifier: str) -> str:
    """Return the words of one place of the page, or nothing."""
    return " ".join(sites.words(one) for one in page.xpath(f"//*[@id='{identifier}']"))


def test_a_report_of_the_embedded_analyzer_alone_speaks_of_no_model(built: Path) -> None:
    page = sites.page(built, ALONE.path)

    assert page.xpath("//*[@id='readers' or @id='origins']") == []
    assert run(page)["Analyzer"] == "embedded 0.1.0"
    assert run(page)["Analyzed"].endswith("UTC, 1 run")
    assert {"Readings", "Readers", "Cost of model calls", "No model had part in it"} & run(page).keys() == set()
    (report,) = page.xpath("//*[@id='report']")
    assert "model" not in sites.words(report)
    assert [sites.words(tag) for tag in page.xpath("//*[@id='integrity']//*[@class='tag']")] == ["predicted"] * 2


def test_sentences_of_models_are_marked_where_they_stand(built: Path) -> None:
    page = sites.page(built, APART.path)
    marked = {sites.words(one.getparent().getparent()) for one in page.xpath("//a[@href='#origins']")}

    assert len(page.xpath("//a[@href='#origins']")) == len(marked) == 4
    assert any("In short" in one and "Written by a model" in one for one in marked), marked
    assert "Worded by a model." in shown(page, "left-out")


def test_readers_that_disagree_stand_in_a_table_by_the_verdict(built: Path) -> None:
    page = sites.page(built, APART.path)
    rows = [[sites.words(cell) for cell in row] for row in page.xpath("//section[@id='verdict']//table/tbody/tr")]

    assert rows == [
        ["embedded analyzer", "The Cushion", "58"], [SMALL, "The Fog", "22"], [LARGE, "The Cushion", "49"],
    ]  # fmt: skip
    assert "different types, and their scores lie 36 points apart" in shown(page, "readers")
    assert "leaves out the tone of the whole" in shown(page, "readers")
    assert page.xpath("//nav//a[@href='#readers']")
    assert "Readers" not in run(page)


def test_readers_that_agree_get_one_quiet_line(built: Path) -> None:
    page = sites.page(built, AGREED.path)

    assert page.xpath("//*[@id='readers']") == []
    assert run(page)["Readers"].startswith(f"All 3 readers say “The Cushion”: embedded analyzer 58, {SMALL} 44,")


def test_the_page_tells_what_each_part_comes_from(built: Path) -> None:
    page = sites.page(built, APART.path)
    rows = page.xpath("//*[@id='origins']/following-sibling::dl[1]/div")
    parts = {sites.words(row.find("dt")): [sites.words(one) for one in row.iter("li")] for row in rows}

    assert list(parts) == ["A model", "Both", "Embedded analyzer"]
    assert "Primary type (2 of 3 readers)" in parts["Both"][0]
    assert "Key figures; Source and intent; Key entities. No model is asked for it." in parts["Embedded analyzer"]
    assert run(page)["Analyzer"] == f"ensemble 0.1.0: embedded analyzer with {SMALL} and {LARGE}"
    assert run(page)["Readings"].startswith("3 by models; with each of them alone beside the embedded analyzer")
    assert run(page)["Cost of model calls"] == "0.0123, in the operator’s currency"


def test_what_a_model_alone_found_is_marked_and_the_mark_is_explained(built: Path) -> None:
    page = sites.page(built, APART.path)
    marked = page.xpath("//*[contains(@href, 'glossary/#origin-llm')]/ancestor::*[@id][1]/@id")

    assert marked == ["term-4", "left-out-2", "provenance"]
    assert "Found by a model alone, so it does not count in the score." in shown(page, "left-out-2")
    assert "found by a model alone" in shown(page, "term-4")
    glossary = sites.page(built, "glossary/")
    assert glossary.xpath("//*[@id='origin-llm' or @id='origin-mixed' or @id='origin-embedded']")


def test_measured_summaries_say_so_and_explain_it(built: Path) -> None:
    tags = sites.page(built, APART.path).xpath("//*[@id='integrity']//*[@class='tag']")

    assert [(sites.words(tag), tag.get("title")) for tag in tags] == [
        (Basis.MEASURED, "Models were asked for one line on this text.")
    ] * 2
    assert "What a model said when asked for one line" in shown(sites.page(built, APART.path), "integrity")


def test_a_model_that_gave_nothing_is_named_with_the_reason(built: Path) -> None:
    page = sites.page(built, FAILED.path)

    assert run(page)["Analyzer"] == "llm 0.1.0: embedded analyzer"
    assert run(page)["No model had part in it"] == f"{SMALL}: no answer within 120 s"
    assert page.xpath("//*[@id='origins']") == []
    assert "by the embedded analyzer (llm 0.1.0), not reviewed" in sites.words(page)


def test_a_report_made_anew_says_so_in_its_history(built: Path) -> None:
    assert "made anew, since no model had read the text before." in shown(sites.page(built, ANEW.path), "history")
    assert "made anew" not in shown(sites.page(built, APART.path), "history")


def test_what_services_say_is_shown_and_never_active(built: Path) -> None:
    page = sites.page(built, HOSTILE.path)

    assert page.xpath("//*[@onerror]") == []
    assert HARM in shown(page, "readers")
    assert "no type named" in shown(page, "readers")
    assert HARM in shown(page, "provenance")
