"""The built site: complete, escaped, linked, the same bytes from every command, and right on the first night."""

import gzip
import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from generator import jsonld, pages, schemas
from generator import story as story_file
from generator import vocabulary as v
from generator.models import Correction, Dispute, Span, Story
from generator.pages import words
from tests import sites
from tests.conftest import ROOT
from tests.stories import ANALYZED, make_story, numbered

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "<img src=x onerror=alert(1)>",
    "{{ config }} {% include 'main.html' %}",
    '--8<-- "mkdocs.yml"',
    "<![>",
    "[x](javascript:alert(1)) ![y](https://evil.example/p.png){onclick=alert(1)}",
    "\u202etxet lrtb \u2066",
    "عنوان طويل عن السوق والناس",
    "&lt;b&gt; &amp; ]]> --> </script><!--",
    "wide " * 60,
)


def hostile(number: int, text: str) -> Story:
    """Return a story that says the hostile text in every field that can hold it."""
    one = make_story()
    line = text[:290]
    quoted = Span(exact=line, start=0, end=len(line))
    return numbered(
        100 + number,
        title=text[:300],
        original=one.original.model_copy(
            update={"title": text[:300], "author": line, "author_organization": line, "category": line}
        ),
        publisher=one.publisher.model_copy(update={"slug": "hostile", "name": line, "domain": "evil.example"}),
        status_reason=line,
        editor_note=line,
        framing=line,
        summary=line,
        tldr=(line,),
        keywords=(line,),
        key_stats=tuple(stat.model_copy(update={"value": line, "label": line}) for stat in one.key_stats),
        beneficiaries=tuple(who.model_copy(update={"name": line, "gain": line}) for who in one.beneficiaries),
        loaded_terms=tuple(term.model_copy(update={"exact": line, "plainer": line}) for term in one.loaded_terms),
        omissions=tuple(gap.model_copy(update={"text": line, "why": line}) for gap in one.omissions),
        claims=tuple(claim.model_copy(update={"exact": line, "missing_evidence": (line,)}) for claim in one.claims),
        entities=tuple(entity.model_copy(update={"name": line}) for entity in one.entities),
        missing_voices=tuple(voice.model_copy(update={"name": line}) for voice in one.missing_voices),
        counter_frames=tuple(frame.model_copy(update={"text": line}) for frame in one.counter_frames),
        planted_instructions=(quoted,),
        corrections=(Correction(date=ANALYZED.date(), before=line, after=line, reason=line),),
        dispute=Dispute(date=ANALYZED.date(), reply=line, url="https://evil.example/%22%3E"),
        integrity=one.integrity.model_copy(
            update={"likely_ai_summary": line, "reasons": dict.fromkeys(one.integrity.reasons, line)}
        ),
        intent=one.intent.model_copy(update={"reason": line, "spans": (quoted,)}),
        mechanics=one.mechanics.model_copy(update={"believe": line, "how": line, "questions": (line,)}),
        verdict=one.verdict.model_copy(update={"explanation": line}),
    )


WITHDRAWN = numbered(50, status="withdrawn", status_reason="The publisher showed that it was a test page.")
LIMITED = numbered(51, status="limited")
GOOD = (make_story(), *(numbered(n) for n in range(6)), WITHDRAWN, LIMITED)
ATTACKS = tuple(hostile(number, text) for number, text in enumerate(HOSTILE))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with every kind of story, below a path of its host."""
    folder = tmp_path_factory.mktemp("site")
    content = sites.lay_out(folder / "content", (*GOOD, *ATTACKS))
    (content / "last-run.json").write_text(
        '{"failed": 1, "finished": "2026-11-20T06:12:00Z", "rejected": 14, "updated": 2, "written": 53}\n',
        encoding="utf-8",
    )
    done = sites.mkdocs(content, folder / "site", SITE_URL="https://reports.example/base/")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def report(built: Path) -> html.HtmlElement:
    """Return the page of the full story."""
    return sites.page(built, make_story().path)


def all_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def scripts(document: html.HtmlElement) -> list[str]:
    return [one.text or "" for one in document.iter("script") if one.get("type") in (None, "text/javascript")]


def test_every_section_of_a_report_is_there_in_reading_order(report: html.HtmlElement) -> None:
    wanted = (
        "verdict", "in-short", "summary", "figures", "loaded-terms", "left-out", "who-benefits", "mechanics",
        "integrity", "claims", "intent", "missing-voices", "entities", "counter-frames", "ask", "score", "legend",
        "provenance", "history", "more",
    )  # fmt: skip
    ids = [element.get("id") for element in report.iter() if element.get("id") in wanted]

    assert ids == list(wanted)


def test_a_report_says_all_that_its_record_holds(report: html.HtmlElement) -> None:
    story, text = make_story(), sites.words(report)
    said = [
        story.original.title, story.publisher.name, story.original.author, story.original.author_organization,
        story.original.category, story.framing, story.summary, *story.tldr, *story.keywords,
        story.verdict.explanation, story.integrity.likely_ai_summary, story.intent.reason, story.mechanics.believe,
        story.mechanics.harder_to_question, story.mechanics.how, *story.mechanics.questions,
        *(term.exact for term in story.loaded_terms), *(term.plainer for term in story.loaded_terms),
        *(gap.text for gap in story.omissions), *(claim.exact for claim in story.claims),
        *(line for claim in story.claims for line in claim.missing_evidence),
        *(who.gain for who in story.beneficiaries), *(entity.name for entity in story.entities),
        *(frame.text for frame in story.counter_frames), *(part.reason for part in story.verdict.parts),
        *(stat.label for stat in story.key_stats), *story.integrity.reasons.values(), story.id,
        "predicted", "not reviewed by a person", "November 17, 2026", "Filed by the source under",
    ]  # fmt: skip

    assert [one for one in said if one and " ".join(one.split()) not in text] == []


def test_links_into_the_original_open_the_quotation(report: html.HtmlElement) -> None:
    hrefs = [a.get("href") for a in report.iter("a") if ":~:text=" in (a.get("href") or "")]
    story = make_story()

    assert f"{story.original.url}#:~:text=streamlining%20two%20terminals" in hrefs
    assert f"{story.original.url}#:~:text={story.claims[1].fragment}" in hrefs
    quoted = {unquote(href.partition(":~:text=")[2]) for href in hrefs}
    assert {term.exact for term in story.loaded_terms} <= quoted


def test_the_whole_prompt_stands_on_the_page_beside_links_that_hold_it(report: html.HtmlElement) -> None:
    (shown,) = report.xpath("//*[@id='ask-prompt']")
    hrefs = report.xpath("//ul[@class='engines']//a/@href")

    assert len(hrefs) >= 3
    assert all(unquote(href).endswith(sites.words(shown)) for href in hrefs)


def test_the_embedded_graph_is_valid_and_says_nothing_the_page_does_not_show(report: html.HtmlElement) -> None:
    (block,) = report.xpath("//script[@type='application/ld+json']/text()")
    graph = json.loads(block)
    jsonld.validate(graph, "page")
    shown = sites.words(report)
    told = ("headline", "alternativeHeadline", "abstract", "reviewBody")
    literals = [node[key] for node in graph["@graph"] for key in told if key in node]
    literals += [node["text"] for node in graph["@graph"] if node.get("@type") in ("Claim", "Quotation")]

    assert len(literals) > 10
    assert [one for one in literals if " ".join(one.split()) not in shown] == []


def test_anchors_of_the_graph_exist_on_the_page(report: html.HtmlElement) -> None:
    (block,) = report.xpath("//script[@type='application/ld+json']/text()")
    address = f"https://reports.example/base/{make_story().path}#"
    wanted = set(re.findall(re.escape(address) + r"([\w-]+)", block))

    assert wanted <= set(report.xpath("//@id"))


def test_twins_stand_beside_the_page_and_the_head_names_them(built: Path, report: html.HtmlElement) -> None:
    story = make_story()
    folder = built / story.path
    named = report.xpath("//link[contains(@rel, 'alternate')][not(@title)]/@href")

    assert named == ["index.md", "index.json", "record.json"]
    assert (folder / "index.md").read_text(encoding="utf-8") == story_file.report(story)
    assert Story.model_validate_json((folder / "record.json").read_text(encoding="utf-8")) == story
    jsonld.validate(json.loads((folder / "index.json").read_text(encoding="utf-8")), "index.json")


def test_the_schemas_are_published_and_the_record_names_its_own(built: Path, report: html.HtmlElement) -> None:
    published = {file.name: file.read_text(encoding="utf-8") for file in (built / "schemas").glob("*.schema.json")}
    (named,) = report.xpath("//footer[@class='machine']//a[text()='Schema']/@href")
    record = json.loads((built / make_story().path / "record.json").read_text(encoding="utf-8"))

    assert published.keys() == schemas.generate().keys()
    assert all(json.loads(text)["$id"].endswith(f"/schemas/{name}") for name, text in published.items())
    assert named.endswith("schemas/story.schema.json")
    taxonomy = json.loads((built / pages.taxonomy.FILE).read_text(encoding="utf-8"))
    assert list(schemas.faults(taxonomy, schemas.validator(json.loads(published["taxonomy.schema.json"])))) == []
    assert list(Draft202012Validator(json.loads(published["story.schema.json"])).iter_errors(record)) == []


def test_no_text_of_a_publisher_file_is_active_or_stops_the_build(tmp_path: Path) -> None:
    content = sites.lay_out(tmp_path / "content")
    for number, text in enumerate(
        ("a <![> b", "<script>alert(1)</script>", "title: x\nbody: home.html", "---\n[\n---")
    ):
        file = sites.ABOUT.replace("brackwater.example", f"brackwater-{number}.example")
        (content / "publishers" / f"proposed-{number}.md").write_text(f"{file}\n{text}\n", encoding="utf-8")

    done = sites.mkdocs(content, tmp_path / "site")

    assert done.returncode == 0, done.stderr
    calm = sites.page(tmp_path / "site", "publishers/brackwater-ferries")
    proposed = [sites.page(tmp_path / "site", f"publishers/proposed-{number}") for number in range(4)]
    assert [scripts(page) for page in proposed] == [scripts(calm)] * 4
    assert [sites.words(page.xpath("//h1")[0]) for page in proposed] == ["Brackwater Ferries Blog"] * 4


def test_a_limited_report_shows_no_score_and_says_why(built: Path) -> None:
    text = sites.words(sites.page(built, LIMITED.path))

    assert "No verdict, no score" in text
    assert "The body has 101 words" in text
    assert "of 100" not in text.partition("Ask an AI")[0]


def test_a_withdrawn_report_keeps_its_page_without_findings(built: Path) -> None:
    page = sites.page(built, WITHDRAWN.path)
    text = sites.words(page)

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "The publisher showed that it was a test page." in text
    assert "streamlining" not in text
    assert sorted(path.name for path in (built / WITHDRAWN.path).iterdir()) == ["badge.svg", "index.html"]
    assert WITHDRAWN.path not in (built / "sitemaps" / "2026-11.xml").read_text(encoding="utf-8")
    assert WITHDRAWN.path not in (built / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda story: ascii(story.original.title[:30]))
def test_hostile_text_is_shown_and_never_active(built: Path, attack: Story) -> None:
    page = sites.page(built, attack.path)
    calm = sites.page(built, numbered(3).path)

    assert scripts(page) == scripts(calm)
    assert {one.tag for one in page.iter() if isinstance(one.tag, str)} <= {
        one.tag for one in calm.iter() if isinstance(one.tag, str)
    } | {"figure", "blockquote", "bdi", "q"}
    assert str(words.shown(" ".join(attack.original.title.split()))).strip() in sites.words(page.xpath("//h1")[0])
    assert "site_name:" not in sites.words(page)


def test_no_page_has_handlers_inline_styles_script_links_or_third_parties(built: Path) -> None:
    found = []
    for file in all_pages(built):
        for element in html.fromstring(file.read_text(encoding="utf-8")).iter():
            for name, value in element.attrib.items():
                active = name.startswith("on") or name == "style" or value.strip().lower().startswith("javascript:")
                loaded = name in ("src", "srcset", "data") or (
                    name == "href" and element.tag == "link" and element.get("rel") != "canonical"
                )
                if active or (loaded and urlsplit(value).netloc):
                    found.append(f"{file.relative_to(built)}: <{element.tag} {name}={value[:60]}>")

    assert found == []


def test_every_link_inside_the_site_leads_somewhere(built: Path) -> None:
    base = "https://reports.example/base/"
    documents = {file: html.fromstring(file.read_text(encoding="utf-8")) for file in all_pages(built)}
    ids = {file: set(document.xpath("//@id")) for file, document in documents.items()}
    broken, checked = [], 0
    for file, document in documents.items():
        here = base + file.relative_to(built).as_posix().removesuffix("index.html")
        for href in document.xpath("//a/@href | //link/@href | //script/@src"):
            target = urlsplit(urljoin(here, href))
            if f"{target.scheme}://{target.netloc}{target.path}".startswith(base):
                checked += 1
                path = built / unquote(target.path).removeprefix("/base/")
                path = path / "index.html" if target.path.endswith("/") else path
                if not path.is_file() or (target.fragment and path in ids and target.fragment not in ids[path]):
                    broken.append(f"{file.relative_to(built)}: {href}")

    assert checked > 1000
    assert sorted(set(broken)) == []


def test_pages_below_a_path_use_no_address_of_the_root(built: Path) -> None:
    hrefs = [
        (file.name, href)
        for file in all_pages(built)
        if file.name != "404.html"
        for href in html.fromstring(file.read_text(encoding="utf-8")).xpath("//a/@href | //link/@href | //script/@src")
    ]

    assert [href for _, href in hrefs if href.startswith("/")] == []


def test_both_commands_give_the_same_bytes(tmp_path: Path) -> None:
    content = sites.lay_out(tmp_path / "content", (*GOOD, *ATTACKS[:2]))
    by_mkdocs = sites.mkdocs(content, tmp_path / "one", SITE_URL="https://reports.example/")
    by_generator = sites.generator_build(content, tmp_path / "two", SITE_URL="https://reports.example/")
    one, two = sites.tree(tmp_path / "one"), sites.tree(tmp_path / "two")

    assert (by_mkdocs.returncode, by_generator.returncode) == (0, 0), by_mkdocs.stderr + by_generator.stderr
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_search_holds_shown_stories_and_the_guide_and_the_navigation_no_stories(
    built: Path, report: html.HtmlElement
) -> None:
    records = [gzip.decompress(file.read_bytes()) for file in (built / "search").rglob("*.pf_fragment")]
    found = {json.loads(one.removeprefix(b"pagefind_dcd"))["url"] for one in records}
    nav = report.xpath("//nav[@aria-label='Main']//a/@href")

    assert make_story().path in found
    assert WITHDRAWN.path not in found
    assert {"methodology/", "spin-types/fog/"} <= found
    assert not {"", "./", "search/"} & found
    assert 3 <= len(nav) <= 7


def test_the_first_night_builds_and_says_so(tmp_path: Path) -> None:
    content = sites.lay_out(tmp_path / "content", publisher=False)
    done = sites.generator_build(content, tmp_path / "site")

    assert done.returncode == 0, done.stderr
    assert "The first night is still to come" in sites.words(sites.page(tmp_path / "site", "."))
    assert "No publisher is set up yet" in sites.words(sites.page(tmp_path / "site", "publishers"))
    assert "No nightly run has been recorded yet" in sites.words(sites.page(tmp_path / "site", "about"))


def test_the_last_run_stands_where_no_night_changes_all_pages(built: Path) -> None:
    run = "Last run November 20, 2026, 06:12 UTC: 53 written, 2 made anew, 14 not analyzed, 1 failed."
    found = {
        file.relative_to(built).as_posix()
        for file in all_pages(built)
        if run in sites.words(html.fromstring(file.read_text(encoding="utf-8")))
    }

    assert found == {"index.html", "about/index.html"}


@pytest.mark.parametrize("one", list(v.TYPES))
def test_every_tactic_has_its_place_on_the_page_of_its_type(built: Path, one: v.SpinType) -> None:
    info = v.TYPES[one]
    ids = sites.page(built, f"spin-types/{one}").xpath("//@id")

    assert [v.anchor(name) for name in (*info.tactics, *info.extensions) if v.anchor(name) not in ids] == []
    assert "term" in ids


def test_a_broken_story_file_stops_the_build_by_name(tmp_path: Path) -> None:
    content = sites.lay_out(tmp_path / "content", [make_story()])
    (file,) = content.rglob("gathering*.md")
    file.write_text(file.read_text(encoding="utf-8").replace("job-loss softening", "a new tactic", 1), encoding="utf-8")

    done = sites.mkdocs(content, tmp_path / "site")

    assert done.returncode != 0
    assert "brackwater-ferries/2026/gathering-our-strengths-for-a-new-season.md: verdict.tactic" in done.stderr


@pytest.mark.parametrize("text", ["{", '{"finished": "last Tuesday", "written": 1, "rejected": 0, "failed": 0}', "[]"])
def test_figures_of_a_night_that_cannot_be_read_stop_the_build(tmp_path: Path, text: str) -> None:
    content = sites.lay_out(tmp_path / "content")
    (content / "last-run.json").write_text(text, encoding="utf-8")

    done: subprocess.CompletedProcess[str] = sites.mkdocs(content, tmp_path / "site")

    assert done.returncode != 0
    assert "config: last-run.json:" in done.stderr


def test_no_template_prints_a_value_past_the_filter() -> None:
    theme = ROOT / "theme"
    bodies = sorted(path for path in theme.rglob("*.html") if path.parent.name != "partials")
    shells = [*(theme / name for name in ("base.html", "main.html", "404.html")), *(theme / "partials").glob("*.html")]
    around = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    printed = re.compile(r"\{\{-?\s*(.+?)\s*-?\}\}", re.DOTALL)
    # The shell is rendered without autoescape: it may print addresses, values of mkdocs.yml, and what comes ready.
    ready = re.compile(
        r"\| (?:e|url)$|^super\(\)$|^page\.content$|^parts\[0\]$|^\"<h2\" ~ parts\[1\]$|^meta\.graph\(\)$"
        r"|^name$|^\(page\.meta\.description if page\) or config\.site_description$|\| script_tag$"
        r"|^item\.(?:url|title)$|^day\(|^last_run\.(?:written|updated|rejected|failed)$|^last_run\.finished\.strftime"
        r"|^' prose--toc' if listed$"
    )

    assert [path.name for path in (*bodies, *shells) if around.search(path.read_text(encoding="utf-8"))] == []
    assert [
        f"{path.name}: {one}"
        for path in shells
        for one in printed.findall(path.read_text(encoding="utf-8"))
        if not ready.search(one)
    ] == []
