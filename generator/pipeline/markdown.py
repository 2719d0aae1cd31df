"""RunReport -> Markdown, for the body of a content pull request. Pure.

Titles come from feeds: they are cut, escaped, and cannot mention a person or link an issue.
"""

import re
from collections import Counter
from collections.abc import Iterator

from generator.models import Bill, Outcome, Result, RunReport
from generator.story import escape, making

# GitHub refuses bodies above 65,536 characters.
MOST_CHARACTERS = 60_000
TITLE_LENGTH = 90
DETAIL_LENGTH = 200
REASON_LENGTH = 300
# Reasons for stories without a model, the most frequent first; what is beyond is counted.
MOST_REASONS = 20
_ADDRESS = re.compile(r"(https?://[^\s<>`|\\]*[^\s<>`|\\.,:;!?)\]}'\"…])", re.IGNORECASE)


def run_report_markdown(report: RunReport) -> str:
    """Return a summary, the alarms, a line per feed that needs a look and a line per entry."""
    counts = ", ".join(f"{report.count(result)} {result}" for result in Result)
    lines = [
        f"## Run of {report.started.date().isoformat()}",
        "",
        f"{len(report.feeds)} feeds, {len(report.entries)} entries: {counts}.",
        f"Analyzer: {report.analyzer} {report.version}.",
        "",
        *(_models(report.bill) if report.bill else ()),
        *_alarms(report),
        *_feeds(report),
        *_entries(report),
    ]
    kept, size = [], 0
    for place, line in enumerate(lines):
        size += len(line) + 1
        if size > MOST_CHARACTERS:
            kept.append(f"\n{len(lines) - place} more lines are in the JSON report.")
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


def _cell(text: str, most: int) -> str:
    """Return text for a table cell: one line, cut, escaped; addresses as code, which is no link and can be copied."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    return "".join(f"`{part}`" if at % 2 else _plain(part) for at, part in enumerate(_ADDRESS.split(line)))


def _plain(text: str) -> str:
    """Return text in which neither a mention of a person nor a host becomes a link."""
    told = re.sub(r"@(?=\w)|(?i:www|https?)(?=[.:])", "\\g<0>\u200b", escape(text))
    # Escaping takes the spaces away that part it from an address.
    before, after = ("" if text[:1].strip() else text[:1]), ("" if text[-1:].strip() else text[-1:])
    return f"{before}{told}{after}" if told else before


def _models(bill: Bill) -> Iterator[str]:
    """Yield what models were asked and what it cost; then why they were not asked, stopped, or will end."""
    models = ", ".join(_cell(one, TITLE_LENGTH) for one in bill.models)
    answers = f"{bill.requests} requests, {bill.kept} answers kept from before, for {bill.stories} stories"
    cost, cap, estimate = (making.money(one) for one in (bill.cost, bill.cap, bill.estimate))
    yield f"Models: {models}; {answers}. Cost: {cost} of at most {cap}; {estimate} was expected."
    yield ""
    told = [f"Worst case of requests that no service counted: {making.money(bill.assumed)} of the cost"] * bool(
        bill.assumed
    )
    told += [f"Models were no longer asked: {_cell(bill.stopped, REASON_LENGTH)}"] if bill.stopped else []
    told += [_cell(one, REASON_LENGTH) for one in bill.failures]
    told += [_cell(one, REASON_LENGTH) for one in bill.warnings]
    told += _fallbacks(bill)
    yield from (f"- {line}" for line in told)
    if told:
        yield ""


def _fallbacks(bill: Bill) -> Iterator[str]:
    """Yield why stories were made by the embedded analyzer alone, and how many."""
    reasons = sorted(bill.fallbacks.items(), key=lambda one: (-one[1], one[0]))
    for reason, count in reasons[:MOST_REASONS]:
        yield f"Without a model, {count}: {_cell(reason, REASON_LENGTH)}"
    if rest := sum(count for _, count in reasons[MOST_REASONS:]):
        yield f"Without a model, {rest}: other reasons, in the JSON report"


def _alarms(report: RunReport) -> Iterator[str]:
    if report.alarms:
        yield "### Look at these first"
        yield ""
        yield from (f"- {_cell(alarm, 300)}" for alarm in report.alarms)
        yield ""


def _feeds(report: RunReport) -> Iterator[str]:
    counts = Counter(feed.result for feed in report.feeds)
    yield "### Feeds: " + (", ".join(f"{count} {result}" for result, count in sorted(counts.items())) or "none")
    yield ""
    rows = [feed for feed in report.feeds if feed.result in ("failed", "gone", "deferred") or feed.moved_to]
    if rows:
        yield "| feed | result | why |"
        yield "|---|---|---|"
        yield from (f"| {_cell(f.url, TITLE_LENGTH)} | {f.result} | {_cell(f.detail, DETAIL_LENGTH)} |" for f in rows)
        yield ""


def _entries(report: RunReport) -> Iterator[str]:
    order = (Result.WRITTEN, Result.UPDATED, Result.FAILED, Result.REJECTED, Result.UNCHANGED)
    yield "### Entries"
    yield ""
    costs = report.bill is not None
    yield "| result | title | publisher | why | CPU s | bytes |" + (" cost |" if costs else "")
    yield "|---|---|---|---|---|---|" + ("---|" if costs else "")
    for result in order:
        yield from (_row(entry, costs=costs) for entry in report.entries if entry.result is result)


def _row(entry: Outcome, *, costs: bool) -> str:
    cost = "" if entry.cost is None else making.money(entry.cost)
    # The message of a stage begins with its name, which is the reason as well.
    known = entry.reason is None or entry.detail.startswith(f"{entry.reason}: ")
    why = entry.detail or entry.story or "" if known else f"{entry.reason}: {entry.detail}"
    return (
        f"| {entry.result} | {_cell(entry.title or entry.url, TITLE_LENGTH)} | {_cell(entry.publisher or '', 40)} "
        f"| {_cell(why, DETAIL_LENGTH)} | {entry.cpu_seconds:.2f} | {entry.bytes} |" + (f" {cost} |" if costs else "")
    )
