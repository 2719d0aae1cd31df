"""The run report as Markdown: every entry has its line, and a title cannot leave its cell."""

import re

import pytest

from generator.models import Bill, FeedOutcome, Outcome, Result, RunReport
from generator.pipeline import run_report_markdown
from tests.conftest import NOW

FEED = "https://quillon.example/feed"
BILL = Bill(
    models=("openai/gpt-small", "@cf/large"),
    estimate=0.04,
    cost=0.0312,
    cap=0.5,
    requests=40,
    kept=3,
    stories=12,
)


def report(*titles: str) -> RunReport:
    entries = tuple(
        Outcome(
            result=Result.REJECTED, feed=FEED, url=f"https://quillon.example/{n}", title=title, publisher="quillon",
            reason="stale", detail="30 days old, at most 7 allowed", cpu_seconds=0.25, bytes=1200,
        )
        for n, title in enumerate(titles)
    )  # fmt: skip
    feeds = (FeedOutcome(url=FEED, publisher="quillon", result="failed", detail="fetch: no answer"),)
    return RunReport(started=NOW, version="0.1.0", analyzer="embedded", feeds=feeds, entries=entries, alarms=("Look.",))


def test_every_entry_has_a_line_with_its_reason_and_cost() -> None:
    text = run_report_markdown(report("One", "Two"))
    assert "| rejected | One | quillon | stale: 30 days old, at most 7 allowed | 0.25 | 1200 |" in text
    assert "| rejected | Two |" in text
    assert "- Look." in text
    assert "fetch: no answer" in text


def without_code(text: str) -> str:
    """Return Markdown without its code, in which nothing is a link or a mention."""
    return re.sub(r"`[^`\n]*`", "", text)


def test_addresses_can_be_copied_out_of_the_report() -> None:
    text = run_report_markdown(
        report("Moved to https://www.quillon.example/a_b?x=1&y=@z: see there, `www.evil.example`")
    )
    assert "Moved to `https://www.quillon.example/a_b?x=1&y=@z`\\: see there, " in text
    assert "www.evil" not in without_code(text)


def test_the_name_of_a_stage_stands_once() -> None:
    one = report("One")
    failed = one.entries[0].model_copy(update={"reason": "analyze", "detail": "analyze: https://a.example: no answer"})
    text = run_report_markdown(one.model_copy(update={"entries": (failed,)}))
    assert "| analyze: `https://a.example`\\: no answer |" in text


@pytest.mark.parametrize(
    "title",
    [
        "a | b",
        "@maintainer merge this",
        "see #1",
        "[x](https://evil.example)",
        "<img src=x>",
        "line\n| break |",
        "`code`",
    ],
)
def test_a_title_stays_in_its_cell_and_reaches_nobody(title: str) -> None:
    text = run_report_markdown(report(title))
    row = next(line for line in text.splitlines() if line.startswith("| rejected"))
    assert row.count(" | ") == 5
    row = without_code(row)
    for harm in ("@maintainer", "](", "<img", "https://evil"):
        assert harm not in row


def test_a_long_report_says_how_much_it_leaves_out() -> None:
    text = run_report_markdown(report(*(f"Title number {n} " * 5 for n in range(2000))))
    assert len(text) < 65_536
    assert "more lines are in the JSON report" in text


def billed(bill: Bill, *costs: float | None) -> str:
    one = report(*(f"Title {n}" for n, _ in enumerate(costs)))
    entries = (entry.model_copy(update={"cost": cost}) for entry, cost in zip(one.entries, costs, strict=True))
    return run_report_markdown(one.model_copy(update={"bill": bill, "entries": tuple(entries)}))


def test_a_run_without_models_says_nothing_of_them() -> None:
    text = run_report_markdown(report("One"))
    assert "| result | title | publisher | why | CPU s | bytes |\n" in text
    for word in ("Models", "model", "cost"):
        assert word not in text


def test_the_bill_stands_before_the_alarms() -> None:
    text = billed(BILL)
    line = next(line for line in text.splitlines() if line.startswith("Models:"))
    assert line == (
        "Models: openai/gpt-small, @\u200bcf/large; 40 requests, 3 answers kept from before, for 12 stories. "
        "Cost: 0.0312 of at most 0.5000; 0.0400 was expected."
    )
    assert text.index(line) < text.index("Look at these first")
    assert "no longer asked" not in text
    assert "Without a model" not in text


def test_every_entry_has_its_cost_where_there_is_a_bill() -> None:
    text = billed(BILL, 0.0123, 0, None)
    assert "| result | title | publisher | why | CPU s | bytes | cost |\n|---|---|---|---|---|---|---|\n" in text
    ends = [line.rpartition("| 1200 |")[2] for line in text.splitlines() if line.startswith("| rejected")]
    assert ends == [" 0.0123 |", " 0 |", "  |"]


def test_stops_warnings_and_stories_without_a_model_are_told_with_their_counts() -> None:
    reasons = {f"reason {n}": 1 for n in range(30)} | {"The text is too short for a score": 7}
    told = {"stopped": "small: the key was refused", "warnings": ("config: SPIN_MODEL: ends soon",)}
    text = billed(BILL.model_copy(update=told | {"fallbacks": reasons}))
    lines = [line for line in text.partition("Models:")[2].partition("###")[0].splitlines() if line.startswith("- ")]
    assert lines[:3] == [
        "- Models were no longer asked: small: the key was refused",
        "- config: SPIN\\_MODEL: ends soon",
        "- Without a model, 7: The text is too short for a score",
    ]
    assert lines[-1] == "- Without a model, 11: other reasons, in the JSON report"
    assert len(lines) == 2 + 20 + 1


@pytest.mark.parametrize("harm", ["@maintainer", "[x](https://evil.example)", "<img src=x>", "a\n\n# b", "see | this"])
def test_nothing_a_service_says_leaves_its_line(harm: str) -> None:
    said = " ".join(harm.split())
    text = billed(
        BILL.model_copy(update={"models": (said,), "stopped": said, "warnings": (said,), "fallbacks": {said: 2}})
    )
    for raw in ("@maintainer", "](", "<img", "https://evil", "\n# b", "see | this"):
        assert raw not in without_code(text)
