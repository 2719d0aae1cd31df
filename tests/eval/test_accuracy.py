"""Tables of the accuracy page: written between two marks, with words by hand around them."""

from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.evaluate import Bench, Evaluation, Figure, Measured, accuracy

DIGEST = "sha256:" + "0123456789abcdef" * 4
ABOVE = "# Accuracy\n\nWords by hand, with a — dash.\n\n"
BELOW = "\n\n## What the figures do not say\n\nMore words.\n"


def figure(value: float, count: int = 40) -> Figure:
    return Figure(value, value - 0.05, value + 0.05, count)


def measured(  # noqa: PLR0913 - one argument for each part a test may look at
    name: str,
    figures: dict[str, Figure],
    majority: dict[str, Figure] | None = None,
    confidence: dict[str, Figure] | None = None,
    *,
    skipped: str | None = None,
    task: str = "claims",
    misses: tuple[tuple[str, str, str], ...] = (),
) -> Measured:
    bench = Bench(name, None if skipped else task, ({"text": "x"},) * 3, DIGEST)
    return Measured(bench, figures, majority or {}, {}, confidence or {}, {}, misses, skipped)


def evaluation(*found: Measured) -> Evaluation:
    return Evaluation("embedded", found)


def lines(*found: Measured) -> list[str]:
    return accuracy.tables(evaluation(*found)).splitlines()


def page(folder: Path, middle: str) -> Path:
    path = folder / "accuracy.md"
    path.write_text(f"{ABOVE}{middle}{BELOW}", encoding="utf-8")
    return path


CLAIMS = measured("claimbuster", {"claim F1": figure(0.7)})


# --- tables --------------------------------------------------------------------------------------------------------


def test_a_figure_is_a_row_with_interval_and_cases() -> None:
    assert "| claim F1 | 0.70 | 0.65 to 0.75 | 40 |  |" in lines(CLAIMS)


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    found = lines(
        CLAIMS,
        measured("babe", {"sentence macro F1": figure(0.6), "loaded word token F1": figure(0.4)}),
        measured("own", {"primary accuracy": figure(0.7)}, {"primary accuracy": figure(0.3)}, {"low": figure(0.5)}),
    )
    width = 0
    for line in found:
        if line.startswith("|"):
            cells = line.count("|")
            assert width in (0, cells), line
            width = cells
        else:
            width = 0


def test_points_of_the_score_have_one_digit() -> None:
    found = measured("spin_gold", {"score mean absolute error": Figure(9.34, 8.06, 10.95, 138)})
    assert "| score mean absolute error | 9.3 | 8.1 to 10.9 | 138 |" in lines(found)


def test_a_bench_has_a_title_in_words_and_an_anchor_by_its_name() -> None:
    found = measured("environmental_claims", {"claim F1": figure(0.5)})
    assert "### Corporate sentences: environmental claims {#environmental-claims}" in lines(found)
    assert "### nobody_knows {#nobody-knows}" in lines(measured("nobody_knows", {"claim F1": figure(0.5)}))


def test_published_figures_stand_only_beside_the_figure_they_were_published_for() -> None:
    found = lines(
        measured("babe", {"sentence macro F1": figure(0.6), "loaded word token F1": figure(0.4)}),
        measured("wiki_npov", {"sentence macro F1": figure(0.6)}),
    )
    table, other = found[: found.index("### Encyclopedia sentences: neutral point of view {#wiki-npov}")], found
    assert [line for line in table if "Spinde et al. 2021" in line] == [
        line for line in table if line.startswith("| sentence macro F1 |")
    ]
    assert "| loaded word token F1 | 0.40 | 0.35 to 0.45 | 40 |  |" in table
    assert "| sentence macro F1 | 0.60 | 0.55 to 0.65 | 40 |" in other


@pytest.mark.parametrize(("bench", "name"), sorted(accuracy.PUBLISHED))
def test_every_published_figure_reaches_the_page(bench: str, name: str) -> None:
    (row,) = (line for line in lines(measured(bench, {name: figure(0.5)})) if line.startswith(f"| {name} |"))
    assert row.endswith(f"| {accuracy.PUBLISHED[bench, name]} |")


def test_the_majority_stands_beside_its_figure_and_nothing_beside_the_others() -> None:
    found = lines(
        measured(
            "spin_gold",
            {"primary accuracy": figure(0.7), "score Spearman": figure(0.6)},
            {"primary accuracy": figure(0.4)},
            task="reports",
        )
    )
    assert "| what | figure | 95% interval | cases | always the most frequent |" in found
    assert "| primary accuracy | 0.70 | 0.65 to 0.75 | 40 | 0.40 |" in found
    assert "| score Spearman | 0.60 | 0.55 to 0.65 | 40 |  |" in found


def test_each_baseline_has_a_column_of_its_own() -> None:
    one = measured("babe", {"sentence macro F1": figure(0.6)}, {"sentence macro F1": figure(0.3)})
    found = lines(one._replace(word_lists={"sentence macro F1": figure(0.5)}))
    assert "| what | figure | 95% interval | cases | always yes | word lists alone | others |" in found
    (row,) = (line for line in found if line.startswith("| sentence macro F1 |"))
    assert row.split(" | ")[4:6] == ["0.30", "0.50"]


def test_missed_types_are_counted_most_frequent_first_with_an_invented_example() -> None:
    misses = (("a", "none", "hype"), ("b", "hype", "none"), ("c", "none", "hype"), ("d", "halo", "fog"))
    found = lines(measured("spin_gold", {"spin F1": figure(0.7)}, misses=misses))
    rows = [line for line in found if line.startswith(("| hype |", "| none |", "| fog |"))]
    assert rows[0] == f"| hype | none | 2 | {accuracy.EXAMPLES['hype', 'none']} |"
    assert rows[1:] == ["| fog | halo | 1 |  |", f"| none | hype | 1 | {accuracy.EXAMPLES['none', 'hype']} |"]


def test_every_field_is_told_with_how_often_it_is_answered_and_right() -> None:
    one = measured("spin_gold", {"spin F1": figure(0.7)})._replace(answered={"topic": (figure(0.9), figure(0.8, 36))})
    assert "| topic | 0.90 | 0.80 | 0.75 to 0.85 | 36 |" in lines(one)


def test_confidence_has_a_table_of_its_own() -> None:
    found = lines(measured("spin_gold", {"primary accuracy": figure(0.7)}, {}, {"high": figure(0.9, 12)}))
    assert "| high | 0.90 | 0.85 to 0.95 | 12 |" in found


def test_what_was_skipped_is_in_no_table() -> None:
    found = lines(CLAIMS, measured("persuasion21", {}, skipped="its rows hold nothing that a report says"))
    assert not [line for line in found if "persuasion21" in line]
    assert "| claimbuster | 3 | `0123456789abcdef` |" in found


# --- renewing the page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", ["", "\n", "\n\n### Old table\n\n| a |\n\n"])
def test_the_tables_are_put_between_the_marks_and_the_words_around_stay(old: str, tmp_path: Path) -> None:
    path = page(tmp_path, f"{accuracy.BEGIN}{old}{accuracy.END}")
    accuracy.renew(path, evaluation(CLAIMS))
    tables = accuracy.tables(evaluation(CLAIMS))
    assert path.read_text(encoding="utf-8") == f"{ABOVE}{accuracy.BEGIN}\n\n{tables}\n\n{accuracy.END}{BELOW}"


def test_renewing_twice_changes_nothing_more(tmp_path: Path) -> None:
    path = page(tmp_path, f"{accuracy.BEGIN}{accuracy.END}")
    accuracy.renew(path, evaluation(CLAIMS))
    once = path.read_bytes()
    accuracy.renew(path, evaluation(CLAIMS))
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    "middle", ["", accuracy.BEGIN, accuracy.END, f"{accuracy.END}\n{accuracy.BEGIN}", "<!-- figures: begin -->"]
)
def test_a_page_that_lost_its_marks_is_named_and_left_alone(middle: str, tmp_path: Path) -> None:
    path = page(tmp_path, middle)
    before = path.read_bytes()
    with pytest.raises(ConfigError, match=r"accuracy\.md: the marks"):
        accuracy.renew(path, evaluation(CLAIMS))
    assert path.read_bytes() == before


def test_a_missing_page_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"accuracy\.md"):
        accuracy.renew(tmp_path / "accuracy.md", evaluation(CLAIMS))
    assert list(tmp_path.iterdir()) == []
