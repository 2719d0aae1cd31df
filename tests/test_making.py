"""What readers are told of how a report was made: nothing where the embedded analyzer worked alone."""

import pytest

from generator import story as story_file
from generator import vocabulary as v
from generator.analyze import base, merging
from generator.models import Analysis, Opinion, Story
from generator.origins import ADDRESSED, Basis, Engine
from generator.story import making
from tests.mixed import ALIKE, APART, LARGE, NOT_ASKED, SMALL, make_fallback, make_mixed, opinions
from tests.stories import make_story

HYPE, FOG, PLAIN = v.SpinType.HYPE, v.SpinType.FOG, v.SpinType.NONE


def section(story: Story, title: str) -> list[str]:
    """Return the lines under a heading of the readable report."""
    return story_file.report(story).partition(f"## {title}\n\n")[2].partition("\n\n")[0].splitlines()


def told(*readers: tuple[str, v.SpinType | None, int]) -> Story:
    return make_mixed(opinions(*readers))


def test_a_report_of_the_embedded_analyzer_alone_says_nothing_of_readers_and_models() -> None:
    alone = make_story()
    body = story_file.report(alone)

    assert (making.sources(alone), making.samples(alone)) == ((), None)
    assert (making.differing(alone), making.agreeing(alone)) == (None, None)
    assert "What made this report" not in body
    assert "model" not in body
    assert "Automated analysis by the embedded analyzer 0.1.0, 2026-11-20, not reviewed by a person." in body


@pytest.mark.parametrize(
    ("model", "engine", "words"),
    [
        ("a/x", Engine.MIXED, "embedded analyzer with a/x"),
        ("a/x, b/y", Engine.MIXED, "embedded analyzer with a/x and b/y"),
        ("a/x, b/y, c/z", Engine.MIXED, "embedded analyzer with a/x, b/y and c/z"),
        ("a/x", Engine.LLM, "a/x"),
        ("a/x", Engine.EMBEDDED, "embedded analyzer"),
        (None, Engine.MIXED, "embedded analyzer with a model"),
    ],
)
def test_what_made_a_report_is_said_in_words(model: str | None, engine: Engine, words: str) -> None:
    made = make_mixed(model=model, engine=engine).provenance

    assert made.maker == words
    assert made.alone is (model is None)


def test_the_name_of_the_run_stands_behind_what_made_the_report() -> None:
    assert make_mixed().provenance.credit == f"embedded analyzer with {SMALL} and {LARGE} (ensemble 0.1.0)"
    assert make_fallback().provenance.credit == "embedded analyzer (llm 0.1.0)"
    assert make_story().provenance.credit == "embedded analyzer 0.1.0"


@pytest.mark.parametrize(
    ("readers", "sentence"),
    [
        ((("embedded", HYPE, 40), (SMALL, HYPE, 65)), None),
        ((("embedded", HYPE, 40), (SMALL, None, 42)), None),
        ((), None),
        ((("embedded", HYPE, 40), (SMALL, FOG, 42)), "The readers of this text name different types."),
        ((("embedded", HYPE, 40), (SMALL, PLAIN, 42)), "The readers of this text name different types."),
        ((("embedded", HYPE, 40), (SMALL, HYPE, 66)), "The readers' scores lie 26 points apart."),
        (
            (("embedded", HYPE, 70), (SMALL, FOG, 10), (LARGE, HYPE, 40)),
            "The readers of this text name different types, and their scores lie 60 points apart.",
        ),
    ],
)
def test_readers_disagree_on_another_type_or_from_twenty_six_points_on(
    readers: tuple[tuple[str, v.SpinType | None, int], ...], sentence: str | None
) -> None:
    one = told(*readers)

    assert making.differing(one) == sentence
    assert (making.agreeing(one) is None) is (sentence is not None or not readers)


@pytest.mark.parametrize(
    ("readers", "sentence"),
    [
        ((("embedded", HYPE, 4), (SMALL, HYPE, 5)), f"Both readers say “The Hype”: embedded analyzer 4, {SMALL} 5."),
        (
            (("embedded", PLAIN, 8), (SMALL, PLAIN, 9), (LARGE, PLAIN, 3)),
            f"All 3 readers say “No material spin”: embedded analyzer 8, {SMALL} 9, {LARGE} 3.",
        ),
        (
            (("embedded", FOG, 8), (SMALL, None, 9), (LARGE, FOG, 3)),
            f"2 of 3 readers say “The Fog”: embedded analyzer 8, {SMALL} 9, {LARGE} 3.",
        ),
        ((("embedded", None, 8), (SMALL, None, 9)), f"No reader names a type: embedded analyzer 8, {SMALL} 9."),
    ],
)  # fmt: skip
def test_readers_that_agree_get_one_line(
    readers: tuple[tuple[str, v.SpinType | None, int], ...], sentence: str
) -> None:
    assert making.agreeing(told(*readers)) == sentence


def test_each_part_says_what_it_comes_from_and_why_not_from_a_model() -> None:
    found = {
        part.name: (source, part.readers, group.reason)
        for source, groups in making.sources(make_mixed())
        for group in groups
        for part in group.parts
    }

    assert len(found) == len(making.NAMES)
    assert found["Summary"] == (Engine.LLM, "", "")
    assert found["Primary type"] == (Engine.MIXED, "2 of 3 readers", "")
    assert found["Topic"] == (Engine.MIXED, "3 of 3 readers", "")
    assert found["Key figures"] == (Engine.EMBEDDED, "", NOT_ASKED)
    assert [source for source, _ in making.sources(make_mixed())] == [Engine.LLM, Engine.MIXED, Engine.EMBEDDED]


def test_every_part_that_a_merged_report_names_has_a_name_for_readers() -> None:
    heard = base.Heard(SMALL, (base.Reading(Analysis(), {}),), None, 0.0, f"sha256:{'0' * 64}")
    merged = merging.merge(Analysis(), [heard])

    assert merged.making.fields.keys() == making.NAMES.keys()


def test_a_part_without_a_name_keeps_its_own() -> None:
    ((_, (group,)),) = making.sources(make_mixed(fields={"new_field": Engine.LLM}, reasons={}))

    assert [part.name for part in group.parts] == ["new field"]


def test_where_the_formula_decides_no_reader_is_said_to_have_named_the_type() -> None:
    plain = told(("embedded", HYPE, 20), (SMALL, HYPE, 22)).model_copy(update={"verdict": make_story().verdict})
    one = plain.model_copy(
        update={"provenance": plain.provenance.model_copy(update={"agreement": {"primary": 2, "tactic": 2}})}
    )
    readers = {part.name: part.readers for _, groups in making.sources(one) for group in groups for part in group.parts}

    assert readers["Primary type"] == "0 of 2 readers; the formula decides"
    assert readers["Tactic"] == ""


def test_where_a_text_speaks_to_machines_no_votes_are_told() -> None:
    closed = ("kind", "topic", "primary", "tactic")
    one = make_mixed(
        agreement=dict.fromkeys(closed, 1),
        fields=dict.fromkeys(closed, Engine.EMBEDDED),
        reasons=dict.fromkeys(closed, ADDRESSED),
    )
    ((_, (group,)),) = making.sources(one)

    assert (len(group.parts), group.reason) == (4, ADDRESSED)
    assert {part.readers for part in group.parts} == {""}


def test_a_word_that_was_left_open_has_no_readers() -> None:
    one = make_mixed(agreement={"primary": 2, "secondary": 2})
    open_one = one.model_copy(update={"verdict": one.verdict.model_copy(update={"secondary": None})})
    readers = {
        part.name: part.readers for _, groups in making.sources(open_one) for group in groups for part in group.parts
    }

    assert readers["Second type"] == ""


def test_sentences_of_models_are_marked_where_they_stand() -> None:
    fields = {**dict.fromkeys(("tldr", "summary", "framing"), Engine.LLM), "mechanics": Engine.MIXED}
    story = make_mixed(fields=fields)

    assert section(story, "In short") == section(story, "Summary") == ["*Written by a model.*"]
    assert section(story, "How the framing works") == ["*In part written by a model.*"]
    assert section(story, "Who benefits")[0].startswith("- ")
    assert f"*{story.framing}* (written by a model)" in story_file.report(story)
    own, alone = section(story, "What got left out")
    assert own.endswith("Worded by a model.")
    assert alone.endswith("Found by a model alone, so it does not count in the score.")


@pytest.mark.parametrize("name", ["secondary", "tactic"])
def test_what_the_formula_took_no_model_is_said_to_have_given(name: str) -> None:
    one = make_mixed(fields={name: Engine.LLM, "topic": Engine.LLM}, reasons={})
    without = one.model_copy(update={"verdict": one.verdict.model_copy(update={name: None})})

    ((_, (group,)),) = making.sources(without)
    assert [part.name for part in group.parts] == ["Topic"]


def test_several_readings_say_what_each_alone_would_have_led_to() -> None:
    one = make_mixed()
    assert one.signals is not None
    assert one.verdict.band is not None

    assert making.samples(one) == (
        "3 by models; with each of them alone beside the embedded analyzer the score would be 50, 57, 72. The band "
        "holds all of these."
    )
    assert one.verdict.band.low <= min(one.signals.samples) <= max(one.signals.samples) <= one.verdict.band.high
    assert making.samples(make_story(status="limited")) is None


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0"), (0.0000004, "under 0.0001"), (0.00006, "0.0001"), (0.0123, "0.0123"), (12.5, "12.5000")],
)
def test_little_money_is_never_told_as_nothing(amount: float, words: str) -> None:
    assert making.money(amount) == words


def test_the_readable_report_tells_who_read_and_what_came_of_it() -> None:
    body, made = story_file.report(make_mixed()), section(make_mixed(), "What made this report")

    assert "name different types, and their scores lie 36 points apart. Each of these scores is of one" in body
    assert f"- embedded analyzer: The Cushion, 58 of 100\n- {SMALL}: The Fog, 22 of 100\n" in body
    assert "- “generous help” (The Fog, publisher, found by a model alone)" in body
    assert "Found by a model alone, so it does not count in the score." in body
    assert "- AI repetition risk (measured): moderate. One of two models" in body
    assert "- Likely AI summary (measured): “Brackwater gathers" in body
    assert f"- From the embedded analyzer: Key figures; Source and intent; Key entities. {NOT_ASKED}" in made
    assert "- Cost of model calls: 0.0123, in the operator's currency" in made
    assert f"by the embedded analyzer with {SMALL} and {LARGE} (ensemble 0.1.0), 2026-11-20" in body


def test_readers_that_agree_and_a_model_that_failed_are_told_at_the_end() -> None:
    alike, failed = section(make_mixed(ALIKE), "What made this report"), make_fallback()

    assert any(line.startswith("- Readers: All 3 readers say “The Cushion”") for line in alike)
    assert "name different types" not in story_file.report(make_mixed(ALIKE))
    assert section(failed, "What made this report") == [f"- No model had part in it: {SMALL}: no answer within 120 s"]
    assert "- AI repetition risk (predicted): high" in story_file.report(failed)


@pytest.mark.parametrize("harm", ["<script>x</script>", "[x](javascript:1)", "a | b\n# c", "{{ x }}"])
def test_the_name_of_a_model_and_the_reason_of_a_failure_are_text_and_nothing_else(harm: str) -> None:
    name = " ".join(harm.split())
    told_by = (*APART[:2], Opinion(reader=name, primary=v.SpinType.CUSHION, score=40))
    failed = make_fallback()
    failed = failed.model_copy(update={"provenance": failed.provenance.model_copy(update={"fallback": name})})

    for one in (make_mixed(told_by, model=f"{SMALL}, {name}", reasons={"summary": name}), failed):
        text = story_file.render(one)
        body = story_file.report(one)
        assert story_file.parse(text, "f.md") == one
        assert not any(raw in body for raw in ("<script", "](", "{{", "| b"))


def test_the_record_of_a_mixed_report_reads_back_and_keeps_its_basis() -> None:
    one = make_mixed()

    assert story_file.parse(story_file.render(one), "f.md") == one
    assert list(story_file.contradictions(one)) == []
    assert one.integrity.basis is Basis.MEASURED
