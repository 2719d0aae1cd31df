"""The twins read back: the same facts as the record, in every form, and nothing of a stranger becomes markup."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from lxml import html

from generator import check, jsonld, schemas, story
from generator import vocabulary as v
from generator.cli import main
from generator.models import Story
from generator.origins import Engine
from generator.pages import twins
from tests import sites
from tests.mixed import make_mixed
from tests.stories import make_story, numbered

SITE = jsonld.Site("https://reports.example/project/")
HOSTILE = (
    "# One [two](javascript:alert(1)) ![three](//evil.example/x.png) <script>alert(1)</script> **four** _five_ `six` "
    "| seven | ~~eight~~ <https://evil.example/> &lt;b&gt; \\* {{ nine }} {% ten %} </report> <!-- eleven --> [x]: //y"
)
FENCES = ("```\n<b>", "~~~\n<b>", "    code", "- item", "1. item", "> quote", "---", "===", "+ plus", "<div>", ": term")


def hostile(words: str) -> Story:
    """Return the story with one text of a stranger in every place that takes one."""
    one = make_story(title=words, dispute={"date": "2026-11-20", "reply": words}, editor_note=words)
    told = {"framing": words, "summary": words, "tldr": (words,), "keywords": (words[:300],)}
    lists = {
        "claims": tuple(each.model_copy(update={"exact": words, "missing_evidence": (words,)}) for each in one.claims),
        "loaded_terms": tuple(each.model_copy(update={"exact": words}) for each in one.loaded_terms),
        "omissions": tuple(each.model_copy(update={"text": words, "why": words}) for each in one.omissions),
        "entities": tuple(each.model_copy(update={"name": words[:300]}) for each in one.entities),
        "publisher": one.publisher.model_copy(update={"name": words[:300]}),
    }
    return one.model_copy(update=told | lists)


def edited() -> Story:
    """Return the story after people have worked on it."""
    return make_story(
        corrections=[{"date": "2026-11-20", "before": "It said this.", "after": "It says that.", "reason": "A slip."}],
        dispute={"date": "2026-11-20", "reply": "We see it otherwise."},
        editor_note="The original was changed since.",
    )


def page(one: Story) -> html.HtmlElement:
    """Return the Markdown twin as a reader's program shows it."""
    text = twins.twins(one, SITE)[f"{one.path}index.md"]
    return html.fromstring(f"<div>{markdown.markdown(text, extensions=['tables', 'fenced_code', 'sane_lists'])}</div>")


def facts(one: Story) -> Iterator[str]:
    """Yield every fact of a record that a reader is told, as words."""
    verdict, original, integrity = one.verdict, one.original, one.integrity
    if verdict.primary is None or verdict.band is None:
        raise AssertionError("the story of this test has a verdict")
    yield from (original.title, original.url, original.author or "", original.author_organization or "")
    yield from (one.publisher.name, one.publisher.domain, v.label(one.publisher.role), original.category or "")
    yield from (v.label(one.kind or ""), v.label(one.topic or ""), v.label(one.status), *one.keywords)
    yield from (v.label(verdict.primary), v.label(verdict.secondary or ""), verdict.tactic or "")
    yield from (f"score {verdict.score} of 100", f"band {verdict.band.low} to {verdict.band.high}")
    yield from (
        verdict.explanation or "",
        *(f"{part.name}: {part.points:g} of {part.most:g}" for part in verdict.parts),
    )
    yield from (one.framing or "", one.summary or "", *one.tldr)
    yield from (f"{stat.value}: {stat.label}" for stat in one.key_stats)
    for term in one.loaded_terms:
        mark = ", found by a model alone" if term.found_by is Engine.LLM else ""
        yield f"“{term.exact}” ({v.label(term.type)}, {v.label(term.speaker)}{mark})"
        yield term.plainer or ""
    for omission in one.omissions:
        yield from (v.label(omission.kind).capitalize(), omission.text, omission.why)
    yield from (f"{each.name}: {each.gain}" for each in one.beneficiaries)
    mechanics = one.mechanics
    yield from (v.label(mechanics.goal or ""), mechanics.believe or "", mechanics.harder_to_question or "")
    yield from (mechanics.how or "", *mechanics.questions)
    yield from (words for pair in mechanics.spin_vs_substance for words in (pair.spin, pair.substance))
    yield from (f"Evidence strength: {integrity.evidence_strength}", f"Narrative risk: {integrity.narrative_risk}")
    yield f"AI repetition risk ({integrity.basis}): {integrity.repetition_risk}"
    yield f"Likely AI summary ({integrity.basis}): “{integrity.likely_ai_summary}”"
    yield from (v.label(integrity.verification or ""), *integrity.reasons.values())
    for claim in one.claims:
        yield claim.exact
        words = (claim.rank, claim.kind, claim.verification, claim.speaker)
        yield f"{', '.join(v.label(word) for word in words)}; risk {claim.risk}"
        yield from claim.missing_evidence
    yield from (v.label(one.intent.intent or ""), one.intent.reason or "", *(each.exact for each in one.intent.spans))
    yield from (
        f"{v.label(voice.stakeholder)}{(voice.name and f': {voice.name}') or ''}" for voice in one.missing_voices
    )
    yield from (f"{each.name} ({v.label(each.kind)}, {each.mentions})" for each in one.entities)
    yield from (f"{v.label(frame.teller)}: {frame.text}" for frame in one.counter_frames)
    yield from (words for each in one.corrections for words in (each.before, each.after, each.reason, str(each.date)))
    yield from (one.dispute.reply, str(one.dispute.date)) if one.dispute else ()
    made = one.provenance
    yield from (one.editor_note or "", made.analyzer, made.version, *made.models, *made.reasons.values())
    yield from (
        words for each in made.opinions for words in (each.reader, v.label(each.primary or ""), str(each.score))
    )


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "one",
    [
        edited(),
        hostile(HOSTILE),
        make_mixed(),
    ],
    ids=["plain", "hostile", "read by models"],
)
def test_the_readable_twin_tells_every_fact_of_the_record(one: Story) -> None:
    shown = folded(page(one).text_content())
    missing = [fact for fact in facts(one) if folded(fact) not in shown]
    assert missing == []


@pytest.mark.parametrize("words", [HOSTILE, *FENCES, *(f"{line}\n\n{line}" for line in FENCES)])
def test_no_text_of_a_stranger_becomes_markup(words: str) -> None:
    plain, attacked = page(edited()), page(hostile(words))
    kinds = {element.tag for element in plain.iter()}
    assert {element.tag for element in attacked.iter()} <= kinds
    assert attacked.xpath("//a/@href") == [make_story().original.url]
    # The backslash before "=" and ":" is CommonMark's; the parser of this test shows it.
    assert folded(words).replace("\\", "") == attacked.xpath("string(//h1)").replace("\\", "")
    assert [len(attacked.xpath(f"//{tag}")) for tag in ("h1", "h2", "hr")] == [1, len(plain.xpath("//h2")), 1]


@pytest.mark.parametrize("one", [make_story(), make_story(status="limited"), hostile(HOSTILE)])
def test_the_plain_record_gives_the_story_back(one: Story) -> None:
    record = json.loads(twins.twins(one, SITE)[f"{one.path}record.json"])
    assert Story.model_validate(record) == one
    assert list(schemas.faults(record, schemas.story_validator())) == []


@pytest.mark.parametrize("one", [make_story(), make_story(status="limited"), hostile(HOSTILE)])
def test_the_linked_twin_is_the_document_of_the_story(one: Story) -> None:
    document = json.loads(twins.twins(one, SITE)[f"{one.path}index.json"])
    jsonld.validate(document, one.path)
    assert document == jsonld.document(one, SITE)


# --- the twins of a built site -------------------------------------------------------------------------------------

STORIES = (numbered(1), numbered(2), numbered(3, status="withdrawn", status_reason="It was about another text."))
FILES = {path: text for one in STORIES for path, text in twins.twins(one, SITE).items()}
PATH = numbered(1).path


def built(**changes: str | None) -> list[str]:
    """Return the faults of a site in which some files of the first story have another text."""
    files: dict[str, str | None] = {**FILES}
    files |= {f"{PATH}{name.replace('_', '.')}": text for name, text in changes.items()}
    paths = [path for path, text in files.items() if text is not None]
    return list(check.twins(STORIES, SITE, check.Built(files.get, paths)))


def changed(name: str, **changes: object) -> str:
    """Return the text of a twin of the first story with some members changed."""
    data: dict[str, Any] = json.loads(twins.twins(numbered(1), SITE)[f"{PATH}{name}"])
    return json.dumps(data | changes)


def graph(**changes: object) -> str:
    """Return the linked twin of the first story with members of its report changed."""
    data = json.loads(twins.twins(numbered(1), SITE)[f"{PATH}index.json"])
    for node in data["@graph"]:
        if node.get("@type") == "AnalysisNewsArticle":
            node.update(changes)
    return json.dumps(data)


def test_the_twins_of_a_sound_site_have_no_fault() -> None:
    assert built() == []


def test_a_withdrawn_report_has_no_twin() -> None:
    left = f"{STORIES[2].path}record.json"
    found = list(check.twins(STORIES, SITE, check.Built(FILES.get, [*FILES, left])))
    assert found == [f"twin: {left}: file: no report in content/ has this twin: {BUILD}"]


BUILD = "build the site again: python -m generator build"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"index_md": None}, "index.md: file: missing"),
        ({"index_json": None}, "index.json: file: missing"),
        ({"record_json": None}, "record.json: file: missing"),
        ({"index_md": "# Another title\n"}, "index.md: line 1: '# Another title' instead of '# Story number 1'"),
        ({"index_md": ""}, "index.md: line 1: '' instead of '# Story number 1'"),
        ({"index_md": twins.twins(numbered(1), SITE)[f"{PATH}index.md"].rstrip("\n")}, ": 'the end' instead of ''"),
        (
            {
                "record_json": changed(
                    "record.json", verdict={**numbered(1).verdict.model_dump(mode="json"), "score": 60}
                )
            },
            "record.json: verdict.score: 60 instead of 59",
        ),
        ({"record_json": "{"}, "record.json: file: no JSON"),
        ({"record_json": changed("record.json", framing="Frames it otherwise.")}, "record.json: framing: 'Frames it"),
        ({"record_json": changed("record.json", topic="gossip")}, "record.json: topic: "),
        ({"record_json": changed("record.json", created="last Tuesday")}, "record.json: created: "),
        ({"record_json": changed("record.json") + "\n"}, "record.json: file: same facts, other bytes"),
        ({"index_json": "[1"}, "index.json: file: no JSON"),
        ({"index_json": changed("index.json", surprise=1)}, "index.json: JSON-LD document"),
        ({"index_json": graph(headline="Another")}, "#report: differs in headline"),
        ({"index_json": graph(dateModified="maybe")}, "index.json: JSON-LD @graph"),
    ],
)
def test_a_twin_that_is_gone_or_says_something_else_is_named(changes: dict[str, str | None], words: str) -> None:
    found = built(**changes)
    assert any(words in line for line in found), found
    assert all(line.startswith(f"twin: {PATH}") and line.endswith(BUILD) for line in found)


def test_a_node_that_is_gone_or_does_not_belong_is_named() -> None:
    data = json.loads(twins.twins(numbered(1), SITE)[f"{PATH}index.json"])
    claim = next(node for node in data["@graph"] if node["@id"].endswith("#claim-1"))
    others = [node for node in data["@graph"] if not node["@id"].endswith("#claim-1")]
    strange = claim | {"@id": claim["@id"].replace("claim-1", "claim-9")}
    found = built(index_json=json.dumps(data | {"@graph": [*others, strange]}))
    assert [line.partition("#")[2] for line in found] == [f"claim-1: missing: {BUILD}", f"claim-9: unknown: {BUILD}"]


def lay_out(folder: Path) -> tuple[Path, Path]:
    """Write content and what a build writes beside the pages; return both folders."""
    content, site = sites.lay_out(folder / "content", STORIES), folder / "site"
    named = {f"schemas/{name}": text for name, text in schemas.published(SITE.url, {}).items()}
    for path, text in {**named, **FILES}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return content, site


def test_the_command_holds_a_site_against_the_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, site = lay_out(tmp_path)
    words = ["check", "--content", str(content), "--site", str(site)]
    assert main(words) == 0
    assert capsys.readouterr().err == "twins of 3 stories, 0 faults\n"
    (site / PATH / "record.json").unlink()
    (site / STORIES[2].path).mkdir(parents=True)
    (site / STORIES[2].path / "index.md").write_text("# Left behind\n", encoding="utf-8")
    assert main(words) == 1
    told = capsys.readouterr()
    assert f"{PATH}record.json: file: missing" in told.out
    assert f"{STORIES[2].path}index.md: file: no report" in told.out
    assert told.err == "twins of 3 stories, 2 faults\n"


def test_a_folder_that_is_no_site_is_a_mistake_of_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = sites.lay_out(tmp_path / "content", STORIES)
    assert main(["check", "--content", str(content), "--site", str(tmp_path)]) == 2
    assert "no site of this version: build it first" in capsys.readouterr().err


def test_the_twin_of_a_story_is_the_readable_part_of_its_file() -> None:
    one = make_story()
    assert story.render(one).endswith(twins.twins(one, SITE)[f"{one.path}index.md"])
