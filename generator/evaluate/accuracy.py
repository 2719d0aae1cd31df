"""Write what was measured as tables of the accuracy page. Pure but for renewing that page.

What goes in: an Evaluation. What comes out: Markdown between two marks of the page; the words around it are written by
hand.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from generator.errors import ConfigError
from generator.evaluate import Evaluation, Measured
from generator.evaluate.figures import Figure
from generator.evaluate.standing import COMPARED, Standing, rows

BEGIN: Final = "<!-- figures: begin; renewed by generator evaluate --update -->"
END: Final = "<!-- figures: end -->"
ANALYZERS_BEGIN: Final = "<!-- analyzers: begin; renewed by generator evaluate --update -->"
ANALYZERS_END: Final = "<!-- analyzers: end -->"
# What published work reports on data of the same name. Splits and labels differ; the page says how.
PUBLISHED: Final = {
    ("babe", "sentence macro F1"): "0.80 (Spinde et al. 2021, trained on these labels, other split)",
    ("persuasion23", "any technique F1"): "0.70 (a head trained on these labels, measured once, never shipped)",
    ("claimbuster", "claim average precision"): "0.87 (a head trained on these labels, measured once, never shipped)",
    ("environmental_claims", "claim F1"): "0.72 (a head trained on these labels, measured once, never shipped)",
}
# What texts are like whose labeled type (first) is told as another (second). The examples are invented.
EXAMPLES: Final = {
    ("none", "hype"): "A release note whose measured “twice as fast on our test set” is taken for praise.",
    ("none", "halo"): "A foundation's report on grants, plain but full of “community” and “access”.",
    ("none", "cushion"): "A closure told with date, number and reason, in the mild words of all such notices.",
    ("none", "shield"): "An incident report that names the supplier's fault because it was the cause.",
    ("none", "stampede"): "A warning with a real deadline: “Update before 1 March or the service stops.”",
    ("none", "fog"): "A technical post whose jargon is exact: every word of it names a part.",
    ("hype", "none"): "A technical post that lets “and reading its errors is a joy” slip in between two tables.",
    (
        "hype",
        "halo",
    ): "A launch that praises itself through those it helps: “every nurse has an expert beside her.”",
    ("hype", "cushion"): "A weak quarter told through its one record.",
    ("hype", "stampede"): "A launch that praises itself as the start of an age.",
    ("halo", "none"): "A gift told without a word of virtue: “every school had a line before we sold one.”",
    ("halo", "hype"): "A mission told as an achievement: “the largest reading program the region has seen.”",
    ("cushion", "none"): "“We have aligned our teams with our priorities”: one clause in a plain letter.",
    ("cushion", "hype"): "A fall in sales between two paragraphs on the new line.",
    ("cushion", "shield"): "A loss called passing and, in the same breath, the market's.",
    ("shield", "none"): "“A provider of ours experienced an event”: each word plain, the blame elsewhere.",
    ("shield", "cushion"): "A breach notice that blames an intruder and says how little was seen.",
    ("shield", "halo"): "“To keep everyone safe we do not publish the method.”",
    ("fog", "none"): "“Certain adjustments may be made in due course where appropriate.”",
    ("fog", "hype"): "A platform post of abstractions that all sound like progress.",
    ("hype", "fog"): "A product page whose praise is made of abstractions: “unlocking value across the stack.”",
    ("fog", "shield"): "A statement in which “circumstances” did it, and no circumstance has a name.",
    ("halo", "cushion"): "A closure told as a step the whole community will gain by.",
    ("halo", "shield"): "A refusal told as care: “we owe it to our users not to say more.”",
    ("stampede", "shield"): "A cut explained by a race that leaves nobody a choice.",
    ("stampede", "fog"): "A strategy paper that is urgent in every line and says nothing that could be done.",
    ("stampede", "none"): "An analyst's sober sentences whose sum is that nobody can stay out.",
    ("stampede", "hype"): "“The age of the thinking factory has begun”: urgent and glowing at once.",
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
SHORT: Final = {"spin_gold": "real articles", "typed_gold": "invented articles"}


def analyzers(page: Path, standing: Standing) -> None:
    """Put the table that compares analyzers between its marks of the page.

    Raises:
        ConfigError: the page is missing or has lost its marks.
    """
    headings = ("analyzer", "model", *(f"{SHORT[bench]}: {name}" for bench, name in COMPARED))
    _put(page, ANALYZERS_BEGIN, ANALYZERS_END, "\n".join(_table("", headings, rows(standing))).strip())


def tables(found: Evaluation) -> str:
    """Return the tables of all benches, and what was measured on which bytes."""
    parts = [_section(one) for one in found.measured if one.figures]
    return "\n\n".join([*parts, _digests(found)])


def renew(page: Path, found: Evaluation) -> None:
    """Put the tables between the marks of the page.

    Raises:
        ConfigError: the page is missing or has lost its marks.
    """
    _put(page, BEGIN, END, tables(found))


def _put(page: Path, begin: str, end: str, words: str) -> None:
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise ConfigError(f"config: {page}: the marks around the figures are gone: take the page from version control")
    page.write_text(f"{before}{begin}\n\n{words}\n\n{end}{after}", encoding="utf-8")


def _section(one: Measured) -> str:
    title = TITLES.get(one.bench.name, one.bench.name)
    columns = _columns(one)
    cells = (
        [name, _number(figure.value, name), _interval(figure, name), str(figure.n)]
        + [column.get(name, "") for column in columns.values()]
        for name, figure in one.figures.items()
    )
    headings = ("what", "figure", "95% interval", "cases", *columns)
    rows = [f"### {title} {{#{one.bench.name.replace('_', '-')}}}", *_table("", headings, cells)]
    return "\n".join(rows + _confidence(one) + _answered(one) + _confused(one))


def _columns(one: Measured) -> dict[str, dict[str, str]]:
    """Return what stands beside the figures: heading and cells by figure; a column without cells is left out."""
    published = {name: told for (bench, name), told in PUBLISHED.items() if bench == one.bench.name}
    always = "always the most frequent" if one.bench.task == "reports" else "always yes"
    found = {
        always: {name: _number(figure.value, name) for name, figure in one.majority.items()},
        "word lists alone": {name: _number(figure.value, name) for name, figure in one.word_lists.items()},
        "others": published,
    }
    return {heading: cells for heading, cells in found.items() if cells}


def _confidence(one: Measured) -> list[str]:
    return _table(
        "Share of right types by the confidence a report shows:",
        ("confidence", "right", "95% interval", "cases"),
        ([level, _number(right.value), _interval(right), str(right.n)] for level, right in one.confidence.items()),
    )


def _answered(one: Measured) -> list[str]:
    return _table(
        "How often a report answers a field at all, and how often that answer is right:",
        ("field", "answered", "right where answered", "95% interval", "cases"),
        (
            [name, _number(given.value), _number(right.value), _interval(right), str(right.n)]
            for name, (given, right) in one.answered.items()
        ),
    )


def _confused(one: Measured) -> list[str]:
    """Return which types are taken for which, most frequent first, with invented examples of the kind."""
    counted = Counter((labeled, ours) for _, ours, labeled in one.misses)
    return _table(
        "Types that were missed:",
        ("labeled", "told as", "texts", "an invented example of such a miss"),
        (
            [labeled, ours, str(count), EXAMPLES.get((labeled, ours), "")]
            for (labeled, ours), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _table(told: str, headings: tuple[str, ...], cells: Iterable[list[str]]) -> list[str]:
    """Return the lines of a table under a sentence that says what it holds, if there is one; none without rows."""
    rows = ["| " + " | ".join(row) + " |" for row in cells]
    if not rows:
        return []
    head = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    return [*(["", told] if told else []), "", *head, *rows]


def _number(value: float, name: str = "") -> str:
    return f"{value:.1f}" if name == "score mean absolute error" else f"{value:.2f}"


def _interval(figure: Figure, name: str = "") -> str:
    return f"{_number(figure.low, name)} to {_number(figure.high, name)}"


def _digests(found: Evaluation) -> str:
    cells = (
        [one.bench.name, str(len(one.bench.rows)), f"`{one.bench.digest.removeprefix('sha256:')[:16]}`"]
        for one in found.measured
        if one.figures
    )
    return "\n".join(["### Measured on { #measured-on }", *_table("", ("data", "rows", "SHA-256"), cells)])
