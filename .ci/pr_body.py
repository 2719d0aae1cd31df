"""Make the text of the content pull request: ``pr_body.py RUN-REPORT.md BODY.md [--preview URL]``.

What goes in: the run report as Markdown, which holds titles written by strangers. What comes out: the same report,
cut to what GitHub accepts, in which no title can call a person, link an issue or close one.
Standard library only: it runs in the one job that may write.
"""  # noqa: INP001  # a folder of scripts, not a package

import argparse
import re
import sys
from pathlib import Path

# GitHub refuses a body of more than 65,536 characters; the rest is room for the head and the note.
LIMIT = 64_000

HEAD = """Stories of one night, written by `generator run`. The rules of review are in CONTRIBUTING.md.

"""
CUT = "\n\nThe report goes on; the whole of it is in the artifact `night` of the run.\n"

# An empty comment is invisible in rendered Markdown and stops GitHub from reading a mention or a reference.
_BREAK = "<!-- -->"
# Titles arrive with a backslash before punctuation, which rendering takes away again.
_CALLS = re.compile(
    r"@(?=\w)|(?<!&)#(?=\d)|\bGH\\?-(?=\d)|github\\?\.com(?=/[\w.\\-]+/[\w.\\-]+/(?:issues|pull|discussions)/)",
    re.IGNORECASE,
)


def body(report: str, preview: str = "", limit: int = LIMIT) -> str:
    """Return the text of the pull request, at most about ``limit`` characters long."""
    text = _CALLS.sub(lambda match: match.group() + _BREAK, report)
    head = HEAD + (f"Rendered preview (download, unpack, open): {preview}\n\n" if preview else "")
    if len(head) + len(text) <= limit:
        return head + text
    room = limit - len(head) - len(CUT)
    return head + text[:room].rpartition("\n")[0] + CUT


def main() -> int:
    """Read the report, write the body."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("report", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--preview", default="")
    given = parser.parse_args()
    given.target.write_text(body(given.report.read_text(encoding="utf-8"), given.preview), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
