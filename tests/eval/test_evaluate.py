"""An evaluation of the embedded analyzer on a handful of invented rows, as a function and as a command."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from generator import evaluate
from generator.cli import main
from generator.errors import ConfigError
from generator.evaluate import accuracy
from tests.analyze import cases
from tests.analyze.writing import HYPE, PLAIN
from tests.conftest import ROOT
from tests.llm.scripted import server

LOUD = f"{HYPE}\n{cases.LAUNCH}"
QUIET = f"{PLAIN}\n{cases.WIRE}"
EITHER = {"kind": ["announcement", "announcement"], "topic": ["energy_and_climate", "energy_and_climate"]}
BENCHES: dict[str, list[dict[str, Any]]] = {
    "typed": [
        {
            "id": "loud",
            "title": "Lumen is here",
            "text": LOUD,
            "publisher_name": "Brackwater Systems",
            "publisher_role": "company_blog",
            "primary": ["hype", "hype"],
            "tactic": ["superlative praise", "superlative praise"],
            "score": [80, 88],
            "loaded": [{"quote": "groundbreaking", "by": ["A", "B"]}],
            "claims": {"A": [{"quote": "Tarn reduces sorting time by 40%"}]},
            "omissions": {"A": ["no_comparison"]},
            "missing_voices": {"A": ["independent_experts"]},
            "summary_sents": {"A": ["Tarn reduces sorting time by 40%"]},
            **EITHER,
        },
        {
            "id": "quiet",
            "title": None,
            "url": "data/of a disk/quiet.txt",
            "text": f"Tarnholm repairs its bridge\n{QUIET}",
            "publisher_role": "a role nobody has",
            "primary": ["none", "none"],
            "score": [3, 5],
            **EITHER,
        },
    ],
    "words": [
        {"text": "The groundbreaking engine is revolutionary.", "label": 1, "biased_words": ["revolutionary"]},
        {"text": "The council met on Tuesday.", "label": 0, "biased_words": []},
    ],
    "own_claims": [
        {"text": "Our engine cuts fuel use by 40 percent.", "label": 1},
        {"text": "Good evening to you all.", "label": 0},
    ],
    "own_npov": [
        {"text": "He is a shameless fraud who ruined the town.", "label": 1},
        {"text": "He was mayor from 1990 to 1994.", "label": 0},
    ],
    "paragraphs": [
        {"text": "The traitors will destroy everything we love!", "labels": ["Loaded_Language"]},
        {"text": "The vote was on Tuesday.", "labels": []},
    ],
    "releases": [
        {
            "press_release_conclusion": "Tea prevents gout.",
            "press_release_strength": 3,
            "abstract_conclusion": "Tea was associated with less gout.",
            "exaggeration_label": "exaggerates",
        },
        {
            "press_release_conclusion": "Tea is linked to gout.",
            "press_release_strength": 1,
            "abstract_conclusion": "Tea was associated with gout.",
            "exaggeration_label": "same",
        },
    ],
    "weather": [{"text": "Rain.", "spans": []}, {"text": "Sun.", "spans": []}],
}
FIGURES = {
    "typed": "primary accuracy",
    "words": "loaded word token F1",
    "own_claims": "claim average precision",
    "own_npov": "point of view F1",
    "paragraphs": "any technique F1",
    "releases": "causal strength macro F1",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two rows for every task."""
    folder = tmp_path_factory.mktemp("bench")
    for name, rows in BENCHES.items():
        (folder / name).mkdir()
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name / "dev.jsonl").write_text(text, encoding="utf-8")
    return folder


def silent(_bench: str, _done: int, _whole: int) -> None:
    """Take progress and say nothing."""


@pytest.fixture(scope="module")
def found(bench: Path) -> evaluate.Evaluation:
    return evaluate.run(evaluate.benches(bench), "embedded", ("en",), silent)


def measured(found: evaluate.Evaluation, name: str) -> evaluate.Measured:
    (one,) = (one for one in found.measured if one.bench.name == name)
    return one


# --- run -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_task_is_measured_on_both_of_its_rows(name: str, found: evaluate.Evaluation) -> None:
    one = measured(found, name)
    assert one.skipped is None
    assert one.figures[FIGURES[name]].n == 2
    assert all(0 <= figure.low <= figure.high for figure in one.figures.values() if figure.value >= 0)


def test_rows_about_something_else_are_skipped_with_a_reason(found: evaluate.Evaluation) -> None:
    one = measured(found, "weather")
    assert one.figures == {}
    assert one.skipped


def test_a_loud_text_is_scored_above_a_quiet_one(found: evaluate.Evaluation) -> None:
    figures = measured(found, "typed").figures
    assert figures["score Spearman"].value == pytest.approx(1.0)
    assert figures["none wrongly typed"].value == 0.0
    assert {"loaded spans overlap F1", "omissions micro F1", "claims overlap F1", "tactic accuracy"} <= set(figures)


def test_results_hold_the_benches_that_gave_figures(found: evaluate.Evaluation) -> None:
    assert set(found.results) == set(FIGURES)


def test_the_same_rows_give_the_same_evaluation(bench: Path, found: evaluate.Evaluation) -> None:
    again = evaluate.run(evaluate.benches(bench), "embedded", ("en",), silent)
    assert again == found
    assert json.dumps(evaluate.as_json(again)) == json.dumps(evaluate.as_json(found))


def test_an_evaluation_is_plain_json_without_a_sentence_of_the_texts(found: evaluate.Evaluation) -> None:
    told = evaluate.as_json(found)
    assert told["analyzer"] == "embedded"
    assert told["benches"]["typed"]["rows"] == 2
    assert told["benches"]["typed"]["digest"].startswith("sha256:")
    assert told["benches"]["weather"]["skipped"]
    text = json.dumps(told)
    assert not [
        part
        for rows in BENCHES.values()
        for row in rows
        for part in str(row.get("text", "")).split(". ")
        if part and part in text
    ]


def test_progress_ends_at_the_last_row_of_every_bench(bench: Path) -> None:
    steps: dict[str, tuple[int, int]] = {}

    def note(name: str, done: int, whole: int) -> None:
        steps[name] = (done, whole)

    evaluate.run(evaluate.benches(bench), "embedded", ("en",), note)
    assert steps == dict.fromkeys(FIGURES, (2, 2))


def test_articles_in_a_language_the_gate_refuses_have_no_figure(bench: Path) -> None:
    (typed,) = (one for one in evaluate.benches(bench) if one.name == "typed")
    one = evaluate.run([typed], "embedded", ("de",), silent).measured[0]
    assert (one.figures, one.majority, one.word_lists, one.confidence, one.answered) == ({},) * 5
    assert one.misses == ()


def test_rows_that_nothing_can_be_measured_on_are_no_success(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "own").mkdir()
    (home / "own" / "rows.jsonl").write_text('{"text": "One.", "primary": ["none"]}\n', encoding="utf-8")
    assert main(["evaluate", "--bench", str(home / "own")]) == 2
    printed = capsys.readouterr()
    assert "own: not all of its rows hold the fields of a task" in printed.out
    assert "nothing was measured" in printed.err


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_row_without_a_text_costs_the_others_nothing(text: str, bench: Path) -> None:
    (typed,) = (one for one in evaluate.benches(bench) if one.name == "typed")
    holed = typed._replace(rows=(*typed.rows, typed.rows[0] | {"id": "empty", "text": text}))
    one = evaluate.run([holed], "embedded", ("en",), silent).measured[0]
    assert one.figures["primary accuracy"].n == 2


def test_an_unknown_analyzer_is_named(bench: Path) -> None:
    with pytest.raises(ConfigError, match="oracle"):
        evaluate.run([one for one in evaluate.benches(bench) if one.name == "words"], "oracle", ("en",), silent)


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the site file of the repository, floors and an accuracy page."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "tests" / "eval").mkdir(parents=True)
    (tmp_path / "content" / "pages").mkdir(parents=True)
    marks = f"{accuracy.ANALYZERS_BEGIN}\n{accuracy.ANALYZERS_END}\n\n{accuracy.BEGIN}\n{accuracy.END}"
    page = f"# Accuracy\n\nBefore.\n\n{marks}\n\nAfter.\n"
    (tmp_path / "content" / "pages" / "accuracy.md").write_text(page, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hold(home: Path, value: float, bench: str = "own_claims", name: str = "claim F1") -> Path:
    path = home / "tests" / "eval" / "floors.json"
    path.write_text(json.dumps({bench: {name: {"value": value}}}), encoding="utf-8")
    return path


def floors(home: Path) -> dict[str, dict[str, dict[str, Any]]]:
    held: dict[str, dict[str, dict[str, Any]]] = json.loads(
        (home / "tests" / "eval" / "floors.json").read_text(encoding="utf-8")
    )
    return held


def test_the_command_prints_figures_and_writes_every_one_as_json(
    bench: Path, home: Path, capsys: pytest.CaptureFixture[str], found: evaluate.Evaluation
) -> None:
    assert main(["evaluate", "--bench", str(bench), "--json", "out.json"]) == 0
    out = capsys.readouterr().out
    for name in FIGURES.values():
        assert name in out
    assert "typed: 2 rows" in out
    told = json.loads((home / "out.json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(evaluate.as_json(found)))
    assert not (home / "tests" / "eval" / "floors.json").exists()


def test_a_figure_below_its_floor_costs_exit_code_one_and_is_named(
    bench: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(home, 1.01)
    assert main(["evaluate", "--bench", str(bench / "own_claims")]) == 1
    assert "own_claims: claim F1" in capsys.readouterr().err


def test_figures_at_their_floors_are_fine(bench: Path, home: Path) -> None:
    hold(home, 0.0)
    assert main(["evaluate", "--bench", str(bench / "own_claims")]) == 0


def test_floors_of_benches_that_were_not_run_are_let_be(bench: Path, home: Path) -> None:
    hold(home, 1.01, "elsewhere")
    assert main(["evaluate", "--bench", str(bench / "own_claims")]) == 0


def test_an_update_writes_floors_and_renews_the_page(bench: Path, home: Path) -> None:
    assert main(["evaluate", "--bench", str(bench), "--update"]) == 0
    assert set(floors(home)) == set(FIGURES)
    page = (home / "content" / "pages" / "accuracy.md").read_text(encoding="utf-8")
    assert page.startswith("# Accuracy\n\nBefore.\n")
    assert page.endswith("\n\nAfter.\n")
    assert "| claim F1 |" in page
    assert main(["evaluate", "--bench", str(bench)]) == 0


def test_an_update_lowers_a_floor_only_for_a_reason(bench: Path, home: Path) -> None:
    before = hold(home, 1.01).read_bytes()
    words = ["evaluate", "--bench", str(bench / "own_claims"), "--update"]
    assert main(words) == 2
    assert (home / "tests" / "eval" / "floors.json").read_bytes() == before
    assert main([*words, "--lower", "the floor was no figure"]) == 0
    (lowered,) = floors(home)["own_claims"]["claim F1"]["lowered"]
    assert (lowered["from"], lowered["reason"]) == (1.01, "the floor was no figure")


def test_an_update_that_finds_no_page_leaves_the_floors_alone(bench: Path, home: Path) -> None:
    before = hold(home, 0.0).read_bytes()
    (home / "content" / "pages" / "accuracy.md").unlink()
    assert main(["evaluate", "--bench", str(bench / "own_claims"), "--update"]) == 2
    assert (home / "tests" / "eval" / "floors.json").read_bytes() == before


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--lower", "a reason"], "--lower"),
        (["--bench", "nowhere"], "nowhere"),
        (["--bench", "tests"], "jsonl"),
        (["--analyzer", "oracle"], "oracle"),
    ],
)
def test_a_wrong_word_is_named_and_costs_exit_code_two(
    words: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert part in captured.err


def test_broken_floors_are_named_before_anything_is_measured(
    bench: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "tests" / "eval" / "floors.json").write_text("<<<<<<<", encoding="utf-8")
    assert main(["evaluate", "--bench", str(bench)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "floors.json" in captured.err


# --- an analyzer that asks a model ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it")
def test_a_model_is_measured_on_whole_articles_and_gets_its_row_and_no_floor(
    bench: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(home, 1.01)
    labeled = shutil.copytree(bench, home / "labeled")
    (labeled / "typed").rename(labeled / "typed_gold")
    before = (home / "tests" / "eval" / "floors.json").read_bytes()
    with server() as base:
        for name, value in {"MODEL": "openai/reader", "LLM_BASE": base, "MODEL_PRICE": "0"}.items():
            monkeypatch.setenv(f"SPIN_{name}", value)
        assert main(["evaluate", "--bench", str(labeled), "--analyzer", "llm", "--update"]) == 0
    printed = capsys.readouterr()
    assert "typed_gold: 2 rows" in printed.out
    assert "words: llm judges whole articles, no single sentences" in printed.out
    assert "models: openai/reader: 4 requests" in printed.err
    assert (home / "tests" / "eval" / "floors.json").read_bytes() == before
    page = (home / "content" / "pages" / "accuracy.md").read_text(encoding="utf-8")
    assert "| llm | openai/reader |" in page
    assert "| ensemble | not measured |" in page


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it")
@pytest.mark.parametrize(
    ("model", "more", "part"),
    [
        ("key", {}, "openai/key: key refused"),
        ("reader", {"SPIN_MODEL_PRICE": "0.25/2", "SPIN_MAX_COST": "0.0001"}, "openai/reader: cost cap"),
        ("reader,openai/key", {}, "not all models could be asked: openai/key: key refused"),
    ],
)
def test_figures_of_the_embedded_analyzer_never_pass_for_those_of_a_model_that_did_not_answer(  # noqa: PLR0913, PLR0917 - fixtures and a table
    model: str,
    more: dict[str, str],
    part: str,
    bench: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (home / "content" / "pages" / "accuracy.md").read_bytes()
    analyzer = "ensemble" if "," in model else "llm"
    with server() as base:
        named = {"SPIN_MODEL": f"openai/{model}", "SPIN_LLM_BASE": base, "SPIN_MODEL_PRICE": "0"}
        for name, value in (named | more).items():
            monkeypatch.setenv(name, value)
        words = ["evaluate", "--bench", str(bench / "typed"), "--analyzer", analyzer, "--update", "--json", "out.json"]
        assert main(words) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"error: evaluate: {part}" in printed.err
    assert "generator doctor" in printed.err
    assert (home / "content" / "pages" / "accuracy.md").read_bytes() == page
    assert not (home / "out.json").exists()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it")
@pytest.mark.parametrize("model", ["prose", "filtered"])
@pytest.mark.usefixtures("home")
def test_a_model_whose_answers_are_of_no_use_is_measured_as_readers_get_it(
    model: str, bench: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with server() as base:
        for name, value in {"MODEL": f"openai/{model}", "LLM_BASE": base, "MODEL_PRICE": "0"}.items():
            monkeypatch.setenv(f"SPIN_{name}", value)
        assert main(["evaluate", "--bench", str(bench / "typed"), "--analyzer", "llm"]) == 0
    assert "primary accuracy" in capsys.readouterr().out
