"""Old addresses -> where their pages stand now. Pure.

What goes in: the rules of mkdocs.yml and the paths of all pages. What comes out: old path to new path, each old path
led to its last place at once. A rule names one page (``publishers/old/: publishers/new/``) or all pages below a
folder (``stories/old/*: stories/new/*``).
"""

from collections.abc import Collection, Iterator, Mapping

EVERY = "*"


def moved(rules: Mapping[str, str], pages: Collection[str]) -> dict[str, str]:
    """Return old path to new path for every page that a rule moves, sorted.

    Args:
        rules: old to new; paths below the site, with a trailing slash, or with ``/*`` for all pages below.
        pages: the paths of all pages.

    Raises:
        ValueError: rules lead in a circle or nowhere, or an old path is that of a page.
    """
    _even(rules)
    _no_circle(rules)
    places = {page: page for page in pages}
    ordered = sorted(rules.items(), key=_breadth)
    # Every pass lets a rule build on what the others found; without a circle, so many passes are enough.
    for _ in ordered:
        for old, new in ordered:
            for source, target in tuple(_applied(old, new, places)):
                if places.setdefault(source, target) == source:
                    raise ValueError(f"redirects: {old}: {source} is a page: remove the rule or the page")
    for old, new in rules.items():
        if not any(_within(new, path) for path in places):
            raise ValueError(f"redirects: {old}: {new} is no page: correct the new address")
    return {old: new for old, new in sorted(places.items()) if old != new}


def _breadth(rule: tuple[str, str]) -> tuple[bool, int]:
    """Put the narrower of two rules first: it wins."""
    return rule[0].endswith(EVERY), -len(rule[0])


def _even(rules: Mapping[str, str]) -> None:
    """Demand that both sides of a rule name a page, or both a folder.

    Raises:
        ValueError: one side ends with ``*`` and the other does not.
    """
    for old, new in rules.items():
        if old.endswith(EVERY) != new.endswith(EVERY):
            raise ValueError(f"redirects: {old}: {new}: end both sides with {EVERY}, or none")


def _applied(old: str, new: str, places: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what one rule moves, given what is known of each path."""
    if not old.endswith(EVERY):
        if new in places:
            yield old, places[new]
        return
    before, after = old.removesuffix(EVERY), new.removesuffix(EVERY)
    for path, place in places.items():
        if path.startswith(after):
            yield before + path.removeprefix(after), place


def _no_circle(rules: Mapping[str, str]) -> None:
    """Follow each rule to the rules its new address falls under.

    Raises:
        ValueError: a rule comes back to itself.
    """
    after = {old: {other for other in rules if _meet(new, other)} for old, new in rules.items()}
    for start in rules:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            for old in after[ahead.pop()] - seen:
                if old == start:
                    raise ValueError(f"redirects: {start}: leads in a circle: remove one of its rules")
                seen.add(old)
                ahead.append(old)


def _meet(one: str, other: str) -> bool:
    """Say whether some path falls under both."""
    return any(_within(a, b.removesuffix(EVERY)) for a, b in ((one, other), (other, one)))


def _within(rule: str, path: str) -> bool:
    """Say whether a path falls under one side of a rule."""
    return path.startswith(rule.removesuffix(EVERY)) if rule.endswith(EVERY) else path == rule


def relative(old: str, new: str) -> str:
    """Return the link from the page at an old path to the one at a new path, right below any host and folder."""
    here, there = old.split("/")[:-1], new.split("/")[:-1]
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return "../" * (len(here) - shared) + "".join(f"{part}/" for part in there[shared:]) or "./"
