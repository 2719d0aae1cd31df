"""The hand-written pages tell the truth: formula, constants, reasons and tests they name are those of the code."""

import importlib
import math
import random
import re
from itertools import accumulate
from pathlib import Path

import pytest

import generator
from generator import analyze, gate, quoting, score, story
from generator import vocabulary as v
from generator.analyze import repetition
from generator.analyze.llm import prompt
from generator.models import Hit, Omission, Signals
from generator.verify import findings

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "content" / "pages").rglob("*.md"))
NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}
SHARES = {1 / 2: "half", 2 / 3: "two thirds"}
MODELS = "Models beside the embedded analyzer"
TACTICS = sorted(v.TACTIC_TYPE)
# What the formulas on the page are made of, besides letters and numbers.
FUNCTIONS = {"exp": math.exp, "min": min, "max": max, "__builtins__": {}}


def page(name: str) -> str:
    return (ROOT / "content" / "pages" / f"{name}.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return what stands under a heading of the methodology, up to the next heading of any level."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", page("methodology"), re.MULTILINE | re.DOTALL)
    assert found is not None, f"no heading {title!r}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of every table of a text, without headings and code marks."""
    lines = text.splitlines()
    ruled = [following.startswith("| ---") for following in (*lines[1:], "")]
    kept = [line for line, heading in zip(lines, ruled, strict=True) if line.startswith("| ") and not heading]
    return [[cell.strip().strip("`") for cell in line.strip("| ").split(" | ")] for line in kept if "---" not in line]


PARTS, FORMULAS, LETTERS = (
    rows(table) for table in re.split(r"^As formulas:|^The letters:", section("Four parts"), flags=re.MULTILINE)
)


def value(formula: str, letters: dict[str, float]) -> float:
    code = formula.replace("×", "*").replace("−", "-").replace("^", "**")
    return float(eval(code, dict(FUNCTIONS), letters))  # noqa: S307 - a formula of our own page, without builtins


def printed_in(words: str) -> str:
    """Return the formula that a sentence or a cell of the page prints between code marks, the last one in it."""
    found: list[str] = re.findall(r"`([^`]+)`", words)
    assert found, words
    return found[-1]


def printed_points(letters: dict[str, float | None]) -> dict[str, float]:
    """Return the points the printed formulas give, by part; ``T`` may be None: nobody judged the tone."""
    meanings = {name: f"{meaning}`" if meaning.count("`") % 2 else meaning for name, meaning in LETTERS}
    known = {name: number for name, number in letters.items() if number is not None}
    for name in ("T", "s", "c"):
        if name not in known:
            known[name] = value(printed_in(meanings[name]), known)
    return {name: value(formula, known) for name, formula in FORMULAS}


def printed_plain(total: float) -> float:
    """Return what the page says becomes of a sum where the verdict is "no material spin"."""
    scaled = next(line for line in section("Four parts").splitlines() if "scaled down together" in line)
    return value(printed_in(scaled), {"x": total})


def omissions(count: int) -> tuple[Omission, ...]:
    return tuple(Omission(kind=kind, text="x") for kind in list(v.OmissionKind)[:count])


def drawn(seed: int) -> tuple[Signals, int]:
    """Return signals of an invented text in which one type is carried, and a number of omissions."""
    draw = random.Random(seed)  # noqa: S311 - cases, not secrets
    sentences = draw.randrange(4, 60)
    tactics = ["innovation framing", "innovation framing", *draw.choices(TACTICS, k=draw.randrange(12))]
    hits = [
        Hit(
            start=place * 10, end=place * 10 + 5, type=v.LoadedType(v.TACTIC_TYPE[tactic].value), tactic=tactic,
            weight=draw.randrange(1, 4), speaker=v.Speaker.AUTHOR, sentence=draw.randrange(sentences),
        )
        for place, tactic in enumerate(tactics)
    ]  # fmt: skip
    hits.append(hits[0].model_copy(update={"type": v.LoadedType.OTHER, "tactic": None}))
    signals = Signals(
        words=900, own_words=draw.randrange(40, 900), sentences=sentences, quoted_sentences=draw.randrange(sentences),
        lead_end=min(3, sentences - 1), voices=draw.randrange(6), hits=tuple(hits),
        tone=None if seed % 5 == 0 else draw.randrange(101),
    )  # fmt: skip
    return signals, draw.randrange(7)


def letters_of(signals: Signals, left_out: int) -> dict[str, float | None]:
    """Count the letters of the formula as the page tells it, apart from the code."""
    severities = {1: 0.6, 2: 1.5, 3: 3}
    placed = [2 if hit.sentence == 0 else 1.5 if hit.sentence <= 3 else 1 for hit in signals.hits]
    weights = [
        severities[hit.weight] * place * (0.5 if hit.type == "other" else 1)
        for hit, place in zip(signals.hits, placed, strict=True)
    ]
    return {
        "W": sum(weights),
        "n": max(400, signals.own_words),
        "h": len(signals.hits),
        "T": signals.tone,
        "v": signals.voices,
        "o": left_out,
    }


def test_the_drawn_parts_are_those_of_the_formula() -> None:
    drawn = re.findall(r'x="(\d+)%" y="22" width="(\d+)%"', section("Four parts"))
    starts = accumulate((int(part.most) for part in score.PARTS[:-1]), initial=0)

    assert [(int(at), int(width)) for at, width in drawn] == [
        (at, int(part.most)) for at, part in zip(starts, score.PARTS, strict=True)
    ]
    for part in score.PARTS:
        assert section("Four parts").count(f"{part.name} {part.most:g}") == 2, part.name


def test_the_printed_parts_are_those_of_the_formula() -> None:
    assert [(name, float(most)) for name, most, _ in PARTS] == [(part.name, part.most) for part in score.PARTS]


@pytest.mark.parametrize("seed", range(50))
def test_the_printed_formulas_give_what_the_code_gives(seed: int) -> None:
    signals, left_out = drawn(seed)

    verdict = score.verdict(signals, omissions(left_out), score.Proposal())

    wanted = {name: round(points, 1) for name, points in printed_points(letters_of(signals, left_out)).items()}
    whole = sum(wanted.values())
    if verdict.primary is v.SpinType.NONE and printed_plain(whole) < whole:
        factor = printed_plain(whole) / whole
        wanted = {name: math.floor(points * factor * 10) / 10 for name, points in wanted.items()}
    assert {part.name: part.points for part in verdict.parts} == wanted
    assert verdict.score == round(sum(wanted.values()))


def test_the_cases_stand_on_both_sides_of_the_line_and_with_and_without_a_tone() -> None:
    cases = [drawn(seed) for seed in range(50)]
    verdicts = [score.verdict(signals, omissions(left_out), score.Proposal()) for signals, left_out in cases]

    assert {verdict.primary is v.SpinType.NONE for verdict in verdicts} == {True, False}
    assert {signals.tone is None for signals, _ in cases} == {True, False}


@pytest.mark.parametrize("proposed", [None, *v.SpinType])
@pytest.mark.parametrize("seed", range(20))
def test_a_score_without_a_type_stays_below_twenty_five_and_one_with_a_type_starts_at_the_line(
    seed: int, proposed: v.SpinType | None
) -> None:
    signals, left_out = drawn(seed)
    few = signals.model_copy(update={"hits": signals.hits[: 1 + seed % 4]})

    for given in (signals, few):
        verdict = score.verdict(given, omissions(left_out), score.Proposal(primary=proposed))
        assert verdict.score is not None
        untyped = verdict.primary is v.SpinType.NONE
        assert verdict.score < v.NONE_BELOW if untyped else verdict.score >= score.TYPE_SUM


def test_the_two_sides_of_the_line_are_as_far_apart_as_the_page_says() -> None:
    line, below = score.TYPE_SUM, score.TYPE_SUM - 1
    words = f"add up to {below} shows {round(printed_plain(below))}, one with {line} shows {line}"

    assert words in section("Types and tactics")


def test_the_error_of_the_tone_follows_from_the_one_the_page_names() -> None:
    named = re.search(r"by about (\d+) points on average", section("The band"))
    assert named is not None
    # 1.25 mean absolute errors make one standard error, where errors spread normally.
    assert 1.25 * int(named[1]) == score.TONE_ERROR


def test_the_example_is_what_the_code_gives() -> None:
    tactics = ("breakthrough framing", "superlative praise", "innovation framing", "public good")
    hits = tuple(
        Hit(start=at * 50, end=at * 50 + 9, type=v.LoadedType(v.TACTIC_TYPE[tactic].value), tactic=tactic,
            weight=weight, speaker=v.Speaker.AUTHOR, sentence=at)
        for tactic, weight, at in zip(tactics, (2, 2, 1, 3), (0, 2, 7, 9), strict=True)
    )  # fmt: skip
    signals = Signals(
        words=500, own_words=400, sentences=20, quoted_sentences=4, lead_end=3, voices=1, hits=hits, tone=62
    )
    tables = rows(section("An example"))
    printed = {name: float(number) for name, number in tables}

    verdict = score.verdict(signals, omissions(2), score.Proposal())

    letters = letters_of(signals, 2)
    assert {name: printed[name] for name in letters} == pytest.approx(letters)
    assert {part.name: printed[part.name] for part in verdict.parts} == {
        part.name: part.points for part in verdict.parts
    }
    assert printed["score"] == verdict.score


def constants() -> dict[str, str]:
    return {name: printed for name, printed, _ in rows(section("All constants"))}


@pytest.mark.parametrize("name", sorted(constants()))
def test_every_printed_constant_is_that_of_the_code(name: str) -> None:
    module, _, attribute = name.partition(".")
    real = getattr(importlib.import_module(f"generator.{module}"), attribute)
    numbers = tuple(float(number) for number in re.split(r" to |, ", constants()[name]))
    several = tuple(real.values()) if isinstance(real, dict) else real

    assert numbers == tuple(map(float, several if isinstance(several, tuple) else (several,)))


def test_every_constant_of_the_formula_is_printed() -> None:
    figures = {
        f"score.{name}"
        for name, held in vars(score).items()
        if name.isupper() and (isinstance(held, int | float | str) or name in ("BAND_EDGES", "SEVERITY"))
    }

    assert figures - constants().keys() == set()


def test_the_anchors_are_those_of_the_vocabulary() -> None:
    printed = [(int(reach.partition("-")[0]), word) for reach, word, _ in rows(section("The score"))]

    assert printed == list(v.SCORE_BANDS)


def test_every_reason_of_the_gate_is_told_to_readers() -> None:
    assert [name for name, _ in rows(section("The gate"))] == [v.label(reason) for reason in v.Reason]


def test_speakers_and_states_of_claims_are_told_to_readers() -> None:
    assert [name for name, _ in rows(section("Spans and voices"))] == [v.label(one) for one in v.Speaker]
    assert [name for name, _ in rows(section("Claims, evidence and risk"))] == [v.label(one) for one in v.Verification]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The gate", f"fewer than {gate.LEAST_WORDS} words"),
        ("The gate", f"Texts of {gate.LEAST_WORDS} to {gate.LEAST_WORDS_SCORED - 1} words pass"),
        ("Types and tactics", f"add up to less than {score.TYPE_SUM}, or"),
        ("Types and tactics", f"ends below {v.NONE_BELOW}. A sum from {score.TYPE_SUM} on"),
        ("Types and tactics", f"no story scores from {v.NONE_BELOW} to {score.TYPE_SUM - 1}."),
        ("The score", f"{v.NONE_BELOW} to {score.TYPE_SUM - 1} stay empty"),
        ("Four parts", f"the first {findings.LEAD_SENTENCES} sentences after the title"),
        ("Four parts", "{} slight, {} clear, {:g} strong".format(*score.SEVERITY.values())),
        ("Four parts", f"in full from {NUMBER_WORDS[score.SPANS_FULL]} spans on"),
        ("The band", f"drawn anew, {score.RESAMPLES} times"),
        ("The band", f"with a standard error of {score.TONE_ERROR:g} points"),
        ("The band", f"the gap between {v.NONE_BELOW} and {score.TYPE_SUM - 1}"),
        ("Known failures", f"The line at {score.TYPE_SUM}."),
        ("The band", f"at least {score.BAND_FLOOR} points to either side"),
        ("How much is quoted", f"longer than {quoting.QUOTED_RUN} words in a row"),
        ("How much is quoted", f"larger of {quoting.COPIED_LEAST} words and {quoting.COPIED_SHARE:.0%} of the text"),
        ("How much is quoted", f"never pass {quoting.COPIED_MOST}"),
        ("How much is quoted", f"at most {quoting.PROSE_RUN} words in a row"),
        ("How much is quoted", f"At most {quoting.QUOTED_TERMS} loaded terms"),
        ("How much is quoted", f"its first {findings.SHORT_CLAIM_WORDS} words"),
        (MODELS, f"more than {story.making.SCORES_APART} points apart"),
        (MODELS, f"at least {SHARES[repetition.OFTEN_FROM]} of the lines"),
        (MODELS, f"at most {prompt.MOST_CHARACTERS:,} characters"),
        (MODELS, f"At most {NUMBER_WORDS[findings.ALONE_COUNTED]} such expressions count"),
        (MODELS, f"only beside {NUMBER_WORDS[findings.ALONE_BESIDE]} others"),
    ],
)  # fmt: skip
def test_figures_in_sentences_are_those_of_the_code(title: str, words: str) -> None:
    assert words in section(title)


def test_each_analyzer_has_the_anchor_that_reports_link_to() -> None:
    for name in analyze.ANALYZERS:
        assert f'id="{name}-{generator.__version__}"' in section("Analyzers")


def test_every_test_that_the_trust_page_names_is_there() -> None:
    named = re.findall(r"^- `(tests/[\w/]+\.py)`: (.+)$", page("trust"), re.MULTILINE)
    missing = [
        f"{file}: {sentence}"
        for file, sentence in named
        if f"def test_{sentence.replace(' ', '_')}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]

    assert len(named) > len(re.findall(r"^### ", page("trust"), re.MULTILINE)) > 0
    assert missing == []


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent.name == "pages"], ids=lambda path: path.name)
def test_a_page_has_one_title_a_description_and_no_active_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head = text.split("\n---\n")[0]

    assert text.count("\n# ") == 1
    assert re.search(r'^description: "[^"<>&]{50,200}"$', head, re.MULTILINE)
    assert not re.search(r"<script|<iframe|<img|\bstyle=|\bon\w+=|javascript:|\{\{|\{%", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_and_to_their_headings_lead_somewhere(path: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        file, _, heading = target.partition("#")
        if file.startswith("https://"):
            continue
        other = path.parent / (file or path.name)
        titles = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE) if other.is_file() else []
        slugs = {re.sub(r"[^\w]+", "-", re.sub(r"[^\w\s-]", "", title).lower()).strip("-") for title in titles}
        if not titles or (heading and heading not in slugs):
            broken.append(target)

    assert broken == []


def test_the_picture_of_the_way_can_be_read_without_being_seen() -> None:
    picture = re.search(r"<svg.*?</svg>", page("methodology"), re.DOTALL)
    assert picture is not None
    steps = re.findall(r">\d+\. (\w+)</text>", picture[0])

    assert 'role="img"' in picture[0]
    assert 'aria-labelledby="pipeline-title pipeline-text"' in picture[0]
    assert re.search(r'<title id="pipeline-title">.+</title>\n<desc id="pipeline-text">.+</desc>', picture[0])
    assert steps == re.findall(r"^\d+\. \*\*(\w+)\.\*\*", section("Step by step"), re.MULTILINE)
