"""The run report as Markdown: every entry has its line, and a title cannot leave its cell."""

import pytest

from generator.models import FeedOutcome, Outcome, Result, RunReport
from generator.pipeline import run_report_markdown
from tests.conftest import NOW

FEED = "https://quillon.example/feed"


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
    for harm in ("@maintainer", "](", "<img", "https://evil"):
        assert harm not in row


def test_a_long_report_says_how_much_it_leaves_out() -> None:
    text = run_report_markdown(report(*(f"Title number {n} " * 5 for n in range(2000))))
    assert len(text) < 65_536
    assert "more lines are in the JSON report" in text
