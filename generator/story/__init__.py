"""Story <-> Markdown file: build, render, parse. Pure.

Front matter holds the whole record, every string quoted; the body is the readable report, rendered from the record
by one function (``report``). What goes in and out is text.
"""

from generator.story import making
from generator.story.build import Findings, Origin, build, file_name, slug, with_slug_suffix
from generator.story.contradictions import contradictions
from generator.story.file import front_matter, migrated, parse, read, render, renewed
from generator.story.report import escape, report
from generator.story.versions import VERSIONS, Versions, named

__all__ = [
    "VERSIONS",
    "Findings",
    "Origin",
    "Versions",
    "build",
    "contradictions",
    "escape",
    "file_name",
    "front_matter",
    "making",
    "migrated",
    "named",
    "parse",
    "read",
    "render",
    "renewed",
    "report",
    "slug",
    "with_slug_suffix",
]
