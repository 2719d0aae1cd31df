"""The order of the stages, and the only place that knows it.

    publishers -> fetch -> feeds -> fetch -> extract -> gate -> analyze -> verify -> score -> story file

Touches network and disk through ``fetch`` and ``store`` alone. What goes in: publishers, content, cache, clock.
What comes out: story files, and a RunReport with one line per feed and per entry.
"""

from generator.pipeline.consulting import Consulting, settled_heap
from generator.pipeline.examine import Desk, Examined, settled
from generator.pipeline.examine import text as examine_text
from generator.pipeline.job import Job
from generator.pipeline.markdown import run_report_markdown
from generator.pipeline.run import run
from generator.pipeline.single import analyze_page, analyze_text, publisher_for, record

__all__ = [
    "Consulting",
    "Desk",
    "Examined",
    "Job",
    "analyze_page",
    "analyze_text",
    "examine_text",
    "publisher_for",
    "record",
    "run",
    "run_report_markdown",
    "settled",
    "settled_heap",
]
