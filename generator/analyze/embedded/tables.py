"""Word tables of the embedded analyzer's content rooms.

What goes in: the name of a TOML file under generator/analyze/lexicon. What comes out: its values, read once.
Touches the package's own data files, nothing else.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the whole table ``lexicon/<name>.toml``; it is read once a process."""
    file = resources.files("generator.analyze") / "lexicon" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the whitespace-separated words under a key of a table."""
    return frozenset(str(table(name)[key]).split())


@cache
def phrases(name: str, key: str) -> tuple[str, ...]:
    """Return the lines of a list or of a multi-line string under a key of a table, in their order."""
    value = table(name)[key]
    lines = value.splitlines() if isinstance(value, str) else value
    return tuple(line.strip() for line in lines if line.strip())
