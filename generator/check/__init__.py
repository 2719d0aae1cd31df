"""The content check: every story against schema, formula and file; every twin of a built site against its story. Pure.

What goes in: texts that ``cli`` has read. What comes out: one line per fault, naming file, field and rule.
"""

from generator.check.records import stories
from generator.check.twins import Built, twins

__all__ = ["Built", "stories", "twins"]
