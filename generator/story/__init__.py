"""Story <-> Markdown file: build, render, parse. Pure.

Front matter holds the whole record, every string quoted; the body is the readable report, rendered from the record
by one function (``report``). What goes in and out is text.
"""

from generator.story.build import Findings, Origin, build, file_name, slug, with_slug_suffix
from generator.story.file import parse, render
from generator.story.report import escape, report

__all__ = [
    "Findings",
    "Origin",
    "build",
    "escape",
    "file_name",
    "parse",
    "render",
    "report",
    "slug",
    "with_slug_suffix",
]
