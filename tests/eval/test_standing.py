"""What was measured of each analyzer stands side by side; what never was says so."""

from pathlib import Path

import pytest

from generator.analyze import ANALYZERS
from generator.errors import ConfigError
from generator.evaluate import Evaluation, accuracy, standing
from tests.eval.test_accuracy import figure, measured

FOUND = Evaluation("llm", (measured("spin_gold", {"score Spearman": figure(0.7)}, task="reports"),), "openai/x")


def test_every_analyzer_has_a_row_and_what_was_not_measured_says_so() -> None:
    rows = standing.rows(standing.renewed({}, FOUND))
    assert [row[0] for row in rows] == list(ANALYZERS)
    embedded, llm, ensemble = rows
    assert embedded[1:] == ["none", *["not measured"] * 5]
    assert llm[1:4] == ["openai/x", "not measured", "0.70 (0.65 to 0.75), n = 40"]
    assert ensemble[1:] == ["not measured"] * 6


def test_figures_of_one_analyzer_leave_those_of_others_alone(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    standing.write(path, standing.renewed({}, FOUND))
    other = FOUND._replace(analyzer="embedded", model=None)
    assert set(standing.renewed(standing.read(path), other)) == {"llm", "embedded"}
    assert standing.read(tmp_path / "none.json") == {}


def test_figures_of_other_benches_take_no_row_away_and_give_none() -> None:
    known = standing.renewed({}, FOUND)
    others = FOUND._replace(measured=(measured("own", {"score Spearman": figure(0.7)}, task="reports"),))
    assert standing.renewed(known, others._replace(analyzer="embedded", model=None)) == known
    with pytest.raises(ConfigError, match="neither spin_gold nor typed_gold was measured"):
        standing.renewed(known, others)


@pytest.mark.parametrize("text", ["[]", "{"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "measured.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="take it from version control"):
        standing.read(tmp_path / "measured.json")


def test_the_table_stands_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text(
        f"Above.\n\n{accuracy.ANALYZERS_BEGIN}\nold\n{accuracy.ANALYZERS_END}\n\nBelow.\n", encoding="utf-8"
    )
    accuracy.analyzers(page, {})
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Above."
    assert lines[-1] == "Below."
    assert sum(line.startswith("| ") for line in lines) == 2 + len(ANALYZERS)
