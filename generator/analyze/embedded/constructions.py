"""Cue rules from how the six types work, as English builds them: no way out, relabeling, virtue, haste.

What goes in: the table ``lexicon/constructions.toml``, read once. What comes out: rules for ``cues.find``. Touches the
package's own data files, nothing else.
"""

import re
from functools import cache

from generator.analyze.embedded.cues import OUTSIDE, Rule
from generator.analyze.embedded.tables import table
from generator.vocabulary import LoadedType


@cache
def rules() -> tuple[Rule, ...]:
    """Return all constructions, those of the closed list's first type first."""
    rows = table("constructions")
    places = {"outside": OUTSIDE, **rows["places"]}
    return tuple(
        Rule(re.compile(_filled(pattern, places), re.IGNORECASE), spin_type, tactic, weight, plainer, needs)
        for spin_type in LoadedType
        for pattern, tactic, weight, plainer, needs in rows.get(spin_type.value, ())
    )


def _filled(pattern: str, places: dict[str, str]) -> str:
    """Put the words of the named places into a pattern; its other braces are the pattern's own."""
    for name, words in places.items():
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern
