"""Faults planted in a sound story file, and what the content check must say about each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

Change = Callable[[str], str | bytes]


class Fault(NamedTuple):
    """A fault: its name, how a sound file gets it, and words of the complaint (a regular expression)."""

    name: str
    plant: Change
    words: str


def swapped(old: str, new: str) -> Change:
    """Replace the first occurrence; a fault that is not planted is a mistake of the table."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def without(pattern: str) -> Change:
    """Take out what the pattern finds first."""

    def change(text: str) -> str:
        after = re.sub(pattern, "", text, count=1, flags=re.MULTILINE)
        assert after != text, pattern
        return after

    return change


URL = 'url: "https://www.brackwater.example/news/gathering-our-strengths"'
TITLE = 'title: "Gathering our strengths for a new season"'

FAULTS = (
    # the file
    Fault("TAB in the YAML", swapped("  state: ", "\tstate: "), "front matter: no YAML"),
    Fault("byte order mark before the front matter", lambda text: "\ufeff" + text, "front matter: not found"),
    Fault("file in UTF-16", lambda text: text.encode("utf-16"), "no UTF-8"),
    Fault(
        "file in Windows-1252", lambda text: text.replace("Perrin", "Pérrin").encode("cp1252", "replace"), "no UTF-8"
    ),
    Fault("no front matter", swapped("---\n", ""), "front matter: not found"),
    Fault(
        "YAML that is a list",
        lambda text: "---\n- one\n---\n" + text.partition("---\n\n")[2],
        "list instead of a mapping",
    ),
    Fault(
        "YAML tag that asks for a Python object",
        swapped("year: 2026", "year: !!python/object/apply:os.getcwd []"),
        "no YAML",
    ),
    Fault("control character in the YAML", swapped("Perrin Holt", "Perrin\x00Holt"), "no YAML|control"),
    Fault("key twice", swapped("year: 2026\n", "year: 2025\nyear: 2026\n"), "year|body"),
    Fault("body changed by hand", swapped("\n# Gathering", "\n# Scattering"), "body: differs"),
    # the shape
    Fault("misspelt key", swapped("slug: ", "slugg: "), "slug"),
    Fault("unknown key", swapped("kind: ", "mood: null\nkind: "), "mood"),
    Fault("missing key", without(r"^provenance:\n(  .*\n)+"), "provenance"),
    Fault("unknown schema version", swapped('schema_version: "1"', 'schema_version: "9"'), "schema_version"),
    Fault("wrong word of a closed list", swapped('status: "processed"', 'status: "done"'), "status"),
    Fault("unknown spin type", swapped('primary: "cushion"', 'primary: "pillow"'), r"verdict\.primary"),
    Fault("text where a number is due", swapped("year: 2026", 'year: "MMXXVI"'), "year"),
    Fault("not a number", swapped("points: 43.4", "points: .nan"), "points"),
    Fault("text of 70 KB", swapped("Perrin Holt", "x" * 70_000), r"original\.author"),
    Fault("title of 70 KB", swapped(TITLE, f'title: "{"x" * 70_000}"'), r"original\.title"),
    Fault("bad date", swapped('published: "2026-11-17T09:30:00Z"', 'published: "last Tuesday"'), "published"),
    Fault(
        "day that does not exist",
        swapped('published: "2026-11-17T09:30:00Z"', 'published: "2026-02-30T09:30:00Z"'),
        "published",
    ),
    Fault("javascript: address", swapped(URL, 'url: "javascript:alert(1)"'), r"original\.url"),
    Fault("relative address", swapped(URL, 'url: "/news/gathering-our-strengths"'), r"original\.url"),
    Fault("address with a space", swapped(URL, 'url: "https://www.brackwater.example/a b"'), r"original\.url"),
    Fault("path in a slug", swapped('slug: "gathering', 'slug: "../gathering'), "slug"),
    Fault("digest that is none", swapped('input_digest: "sha256:9', 'input_digest: "sha256:z'), "input_digest"),
    Fault(
        "correction without a reason",
        swapped("corrections: []", 'corrections:\n- {date: "2026-11-21", before: "a", after: "b"}'),
        r"corrections\.0\.reason",
    ),
    # one field against another
    Fault(
        "tactic outside its type",
        swapped('tactic: "job-loss softening"', 'tactic: "breakthrough framing"'),
        r"verdict\.tactic",
    ),
    Fault(
        "tactic of a term outside its type",
        swapped('tactic: "strategic reset"', 'tactic: "breakthrough framing"'),
        "loaded_terms",
    ),
    Fault(
        "secondary type equal to the primary",
        swapped('secondary: "fog"', 'secondary: "cushion"'),
        r"verdict\.secondary",
    ),
    Fault("score out of range", swapped("score: 59", "score: 159"), r"verdict\.score"),
    Fault("score that the formula does not give", swapped("score: 59", "score: 61"), r"verdict\.score"),
    Fault("score without a band", without(r"^  band:\n    low: 42\n    high: 72\n"), r"verdict\.band"),
    Fault("band that does not hold the score", swapped("low: 42", "low: 66"), r"verdict\.band"),
    Fault("parts that do not add up", swapped("points: 9.5", "points: 2.5"), r"verdict\.parts"),
    Fault(
        "none with a high score",
        swapped(
            'primary: "cushion"\n  secondary: "fog"\n  tactic: "job-loss softening"',
            'primary: "none"\n  secondary: null\n  tactic: null',
        ),
        r"verdict\.primary",
    ),
    Fault("two primary claims", swapped('rank: "supporting"', 'rank: "primary"'), "claims: more than one is primary"),
    Fault(
        "primary claim behind the others",
        lambda text: (
            text.replace('rank: "primary"', 'rank: "-"')
            .replace('rank: "supporting"', 'rank: "primary"')
            .replace('rank: "-"', 'rank: "supporting"')
        ),
        "claims: the primary claim comes first",
    ),
    Fault("claim shifted by one at its end", swapped("end: 441", "end: 442"), "claims.0: its place"),
    Fault(
        "term shifted by one",
        swapped("- start: 119\n  end: 145\n  exact", "- start: 120\n  end: 146\n  exact"),
        "loaded_terms.1: is none",
    ),
    Fault("more words copied than allowed", swapped("copied_words: 61", "copied_words: 610"), "copied_words"),
    Fault(
        "report changed before it was made",
        swapped('updated: "2026-11-20T06:00:00Z"', 'updated: "2025-11-20T06:00:00Z"'),
        "updated: .* before it was made",
    ),
    # the place
    Fault("publisher that nobody knows", swapped('slug: "brackwater-ferries"', 'slug: "nobody"'), r"publisher\.slug"),
    Fault("file at another place than its record says", swapped("year: 2026", "year: 2025"), "belongs to"),
)

# Two files at once: name, what differs in the second story, words of the complaint.
TWICE = {
    "two stories at one address": ({"url": "https://www.brackwater.example/other"}, "address"),
    "two reports on one original": ({"slug": "other"}, "id "),
}
