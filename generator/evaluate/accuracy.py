"""Write what was measured as tables of the accuracy page. Pure but for renewing that page.

What goes in: an Evaluation. What comes out: Markdown between two marks of the page; the words around it are written by
hand.
"""

from pathlib import Path
from typing import Final

from generator.errors import ConfigError
from generator.evaluate import Evaluation, Measured
from generator.evaluate.figures import Figure

BEGIN: Final = "<!-- figures: begin; renewed by generator evaluate --update -->"
END: Final = "<!-- figures: end -->"
# What published work reports on data of the same name. Splits and labels differ; the page says how.
PUBLISHED: Final = {
    ("babe", "sentence macro F1"): "0.80 (Spinde et al. 2021, trained on these labels, other split)",
    ("persuasion23", "any technique F1"): "0.70 (a head trained on these labels, measured once, never shipped)",
    ("claimbuster", "claim average precision"): "0.87 (a head trained on these labels, measured once, never shipped)",
    ("environmental_claims", "claim F1"): "0.72 (a head trained on these labels, measured once, never shipped)",
}
TITLES: Final = {
    "spin_gold": "Real articles, labeled for all fields of a report",
    "typed_gold": "Invented articles, one clear type each",
    "babe": "News sentences: biased wording",
    "claimbuster": "Debate sentences: claims worth checking",
    "environmental_claims": "Corporate sentences: environmental claims",
    "persuasion23": "News paragraphs: persuasion techniques",
    "press_release_exaggeration": "Press releases against their studies",
    "wiki_npov": "Encyclopedia sentences: neutral point of view",
}


def tables(found: Evaluation) -> str:
    """Return the tables of all benches, and what was measured on which bytes."""
    parts = [_table(one) for one in found.measured if one.figures]
    return "\n\n".join([*parts, _digests(found)])


def renew(page: Path, found: Evaluation) -> None:
    """Put the tables between the marks of the page.

    Raises:
        ConfigError: the page is missing or has lost its marks.
    """
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    before, begun, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ConfigError(f"config: {page}: the marks around the figures are gone: take the page from version control")
    page.write_text(f"{before}{BEGIN}\n\n{tables(found)}\n\n{END}{after}", encoding="utf-8")


def _table(one: Measured) -> str:
    rows = [f"### {TITLES.get(one.bench.name, one.bench.name)} {'{'}#{one.bench.name.replace('_', '-')}{'}'}", ""]
    beside = bool(one.majority) or any((one.bench.name, name) in PUBLISHED for name in one.figures)
    head = "| what | figure | 95 % interval | cases |"
    rows += [head + (" beside it |" if beside else ""), "| --- | --- | --- | --- |" + (" --- |" if beside else "")]
    for name, figure in one.figures.items():
        cells = f"| {name} | {_number(figure.value, name)} | {_interval(figure, name)} | {figure.n} |"
        rows.append(cells + (f" {_beside(one, name)} |" if beside else ""))
    if one.confidence:
        rows += ["", "Share of right types by the confidence a report shows:", ""]
        rows += ["| confidence | right | 95 % interval | cases |", "| --- | --- | --- | --- |"]
        rows += [
            f"| {level} | {_number(figure.value)} | {_interval(figure)} | {figure.n} |"
            for level, figure in one.confidence.items()
        ]
    return "\n".join(rows)


def _beside(one: Measured, name: str) -> str:
    usual = one.majority.get(name)
    told = f"{_number(usual.value, name)} by always saying the most frequent" if usual else ""
    return PUBLISHED.get((one.bench.name, name), told)


def _number(value: float, name: str = "") -> str:
    return f"{value:.1f}" if name == "score mean absolute error" else f"{value:.2f}"


def _interval(figure: Figure, name: str = "") -> str:
    return f"{_number(figure.low, name)} to {_number(figure.high, name)}"


def _digests(found: Evaluation) -> str:
    rows = ["### Measured on { #measured-on }", "", "| data | rows | SHA-256 |", "| --- | --- | --- |"]
    rows += [
        f"| {one.bench.name} | {len(one.bench.rows)} | `{one.bench.digest.removeprefix('sha256:')[:16]}` |"
        for one in found.measured
        if one.figures
    ]
    return "\n".join(rows)
