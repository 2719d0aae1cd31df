# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Find the names a text stands on: organizations, persons, products, places, laws, works.

What goes in: a Document. What comes out: entities as they stand in the text, most mentioned first. Pure.
Names are runs of capitalised words; what one is follows from its own words and from the words beside it. A name whose
kind cannot be told, and that is mentioned once, is left out.
"""

import re
from collections import Counter, defaultdict
from functools import cache
from typing import Final, NamedTuple

from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import phrases, words
from generator.models import Entity
from generator.vocabulary import EntityKind

LIMIT: Final = 12
# In characters. What is longer is no name, and a record holds no longer one.
LONGEST: Final = 120
# Names of longer texts are looked for up to here; the work grows with the square of the names.
MOST_SENTENCES: Final = 800
_WORD: Final = (
    r"(?:[A-Z]&[A-Z]\w*|[A-ZÀ-Þ][\w’'\-]*[\w+]|[A-Z]\.(?:[A-Z]\.)+|[A-Z]|[a-z]{1,2}[A-Z]\w+)"
    r"(?:\.(?:js|io|ai|com|org|gov))?"
)
_RUN: Final = re.compile(
    rf"\b{_WORD}(?:(?:[ \N{{NO-BREAK SPACE}}](?:of the|of|for|and the|de|van|von|der|bin|al|&)[ ](?={_WORD})"
    rf"|[ \N{{NO-BREAK SPACE}}]|\. (?<=\b[A-Z]\. )|(?<=\b(?:Mr|Ms|Dr|Jr|St))\. |(?<=\bMrs)\. )(?:{_WORD}|\d[\w.]*))*\.?"
)
_HOLDS_OF: Final = frozenset(
    "University Ministry Department Bank House Center Centre Institute School College Court Board Bureau Office "
    "Council "
    "Chamber League Museum Academy Church City State States Society Association Federation Agency Authority Union "
    "Parliament".split()
)
_POSSESSIVE: Final = re.compile(r"[’']s?$")
_PERSON_VERB: Final = re.compile(
    r"^,?\s+(?:said|says|told|added|wrote|writes|argued|explained|tweeted|testified|joked|recalled|who\s"
    r"|whose\s|, \d\d,)"
)
_ORG_VERB: Final = re.compile(
    r"^\s+(?:announced|launched|acquired|unveiled|released|hired|reported|plans|employs|makes|sells)\b"
)
_ORG_BEFORE: Final = re.compile(
    r"\b(?:company|firm|startup|giant|maker|agency|retailer|nonprofit|vendor|provider|at|joined|founded|acquired)\s+$"
)
_ROLE_BEFORE: Final = re.compile(
    r"\b(?:CEO|CTO|CFO|founder|co-founder|director|president|minister|secretary|spokes(?:man|woman|person)"
    r"|senator|professor|analyst|coach|actor|"
    r"actress|author|researcher|scientist|engineer|lawyer|attorney|leader|lawmaker|activist|journalist|singer"
    r"|chief|editor|officer|manager|head)\s+$",
    re.IGNORECASE,
)
_ROLE_AFTER: Final = re.compile(
    r"^,\s+(?:(?:the|a|an|our|its|his|her|who|[\w’'.&-]+(?:['’]s)?)\s+){0,4}(?:CEO|CTO|CFO|COO|founder"
    r"|co-founder|director|president|vice president|minister|"
    r"secretary|spokes\w+|senator|professor|analyst|researcher|scientist|engineer|lawyer|attorney|leader|editor"
    r"|officer|manager|head|chief|designer|chair|councilor|councillor|mayor|teacher|farmer|resident|tenant|owner|driver|nurse|doctor|student|activist|lawmaker|coach|player|actor|author)\b",
    re.IGNORECASE,
)
# Surnames that look like product names in camel case.
_SURNAME: Final = re.compile(r"(?:Mc|Mac|Le|La|De|Di|Du|Van|Fitz|O['’])[A-Z][a-z]+")
_PLACE_BEFORE: Final = re.compile(r"\b(?:in|near|from|across|outside|around|throughout)\s+$")
_PRODUCT_BEFORE: Final = re.compile(
    r"\b(?:using|install|upgrade to|run|running|release of|launch of|launched|introducing|announcing|via|called"
    r"|version of)\s+$",
    re.IGNORECASE,
)
_PRODUCT_AFTER: Final = re.compile(
    r"^(?:\s+v?\d+\.\d|\s+(?:app|software|platform|library|framework|tool|plugin|chip|phone|compiler|language"
    r"|API|SDK|model|models)\b)"
)


class _Mention(NamedTuple):
    name: str
    start: int
    end: int
    opens: bool


def find(doc: Document) -> tuple[Entity, ...]:
    """Return at most twelve entities, most mentioned first, each with the span of its first mention."""
    mentions = tuple(_mentions(doc))
    groups = _merged(doc, mentions)
    found: list[tuple[float, Entity]] = []
    for name, places in groups.items():
        kind = _kind(doc, name, places)
        if kind is None or len(name) > LONGEST:
            continue
        count = len(places)
        first = places[0]
        in_title = first.start < doc.body_start
        if count < 2 and not in_title and not _telling(name, kind):  # noqa: PLR2004 - once is too little to be sure
            continue
        if kind is EntityKind.PRODUCT and " " not in name and any(other.startswith(name + " ") for other in groups):
            kind = EntityKind.ORGANIZATION
        entity = Entity(start=first.start, end=first.start + len(name), name=name, kind=kind, mentions=count)
        found.append((count + 2 * in_title + (first.start < doc.body_start + 600), entity))
    found.sort(key=lambda pair: (-pair[0], pair[1].start))
    return tuple(entity for _, entity in found[:LIMIT] if doc.text[entity.start : entity.end] == entity.name)


@cache
def _list(key: str) -> frozenset[str]:
    return words("entities", key)


def _telling(name: str, kind: EntityKind) -> bool:
    """Say whether one mention is enough: a name of several words whose kind its own words give."""
    if kind in (EntityKind.PLACE, EntityKind.LAW):
        return True
    return " " in name or name in _list("organizations")


def _mentions(doc: Document) -> list[_Mention]:
    found: list[_Mention] = []
    for sentence in doc.sentences[:MOST_SENTENCES]:
        if _shouted(sentence.text, headline=sentence.headline):
            continue
        for match in _RUN.finditer(sentence.text):
            opens = not re.search(r"[\w,;]", sentence.text[max(0, match.start() - 2) : match.start()])
            at = sentence.start + match.start()
            for place, (start, piece) in enumerate(_split(match.group())):
                found += _pieces(doc, piece, at + start, opens=opens and place == 0)
    found += [
        _Mention(name, match.start(), match.end(), opens=False)
        for name in doc.speaker_names
        if not any(one.name == name for one in found)
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", doc.text)
    ]
    return found


def _split(run: str) -> list[tuple[int, str]]:
    """Cut a run where two names meet: at "of" and "for" after anything but an institution, and at a job title."""
    parts: list[tuple[int, str]] = []
    start = 0
    for match in re.finditer(
        r"\s(?:(?:of the|of|for|and the)\s|"
        r"(?=(?:CEO|CTO|CFO|COO|President|Minister|Secretary|Administrator|Director)\s))",
        run,
    ):
        if match.start() < start or (run[start : match.start()].split() or [""])[-1] in _HOLDS_OF:
            continue
        parts.append((start, run[start : match.start()]))
        start = match.end()
    return [*parts, (start, run[start:])]


def _shouted(text: str, *, headline: bool) -> bool:
    """Say whether capitals tell nothing here: a headline in title case, or a line in capitals."""
    parts = [word for word in text.split() if word[:1].isalpha()]
    capital = sum(word[0].isupper() for word in parts)
    limit = 0.55 if headline else 0.75
    return len(parts) >= 4 and capital > limit * len(parts)  # noqa: PLR2004 - short lines are names as often as not


def _pieces(doc: Document, run: str, start: int, *, opens: bool) -> list[_Mention]:
    """Cut a capitalised run down to the name in it: no opening function words, no titles, no genitive."""
    while run:
        first, _, rest = run.partition(" ")
        bare = _POSSESSIVE.sub("", first.rstrip("."))
        skip = bare in _list("never") or bare in _list("honorifics") or bare.islower() or not bare[:1].isalpha()
        known = bare.lower() in words("grammar", "openers") or bare.lower() in words("grammar", "plain_nouns")
        if opens and not skip:
            skip = known or (_ordinary(doc, bare) and not (rest and bare in _list("given")))
        genitive = bool(_POSSESSIVE.search(first)) and bool(rest)
        skip = skip or (bare in ("State", "Press") and rest.split(" ")[0] in _list("given"))
        if not skip and not genitive:
            break
        if genitive and not skip:
            tail = _pieces(doc, rest, start + len(first) + 1, opens=False)
            return [_Mention(bare, start, start + len(bare), opens), *tail]
        run, start, opens = rest, start + len(first) + 1, False
    run = run.rstrip()
    if not re.search(r"\b(?:Inc|Corp|Ltd|Co|U\.S|U\.K|Jr|[A-Z]\.[A-Z])\.$", run):
        run = run.rstrip(".")
    run = _POSSESSIVE.sub("", run)
    parts = run.split()
    while parts and (parts[-1] in _list("never") or parts[-1].islower()) and len(parts) > 1:
        parts.pop()
    name = " ".join(parts)
    if (
        len(name) <= 1
        or name in _list("never")
        or re.search(r"\bQ[1-4]\b|\b(?:19|20)\d\d$", name)
        or not doc.text.startswith(name, start)
    ):
        return []
    return [_Mention(name, start, start + len(name), opens)]


def _ordinary(doc: Document, word: str) -> bool:
    """Say whether a sentence-initial word also stands in lower case in the text, or is a common word."""
    from_grammar = ("adjectives", "adverbs", "verbs", "nouns_first", "evaluative")
    lower = word.lower()
    if any(lower in words("grammar", name) for name in from_grammar) or lower.endswith(("ly", "ing", "ed")):
        return True
    return re.search(rf"\b{re.escape(lower)}s?\b", doc.text) is not None


def _merged(doc: Document, mentions: tuple[_Mention, ...]) -> dict[str, list[_Mention]]:
    """Group mentions under the fullest form: surname under full name, short under long organization name."""
    by_name: dict[str, list[_Mention]] = defaultdict(list)
    for one in mentions:
        by_name[one.name].append(one)
    # A single word at the start of a sentence, never seen inside one, is no evidence of a name.
    for name in [name for name, places in by_name.items() if all(one.opens for one in places) and " " not in name]:
        if name not in _list("places") | _list("organizations") and not name.isupper() and len(by_name[name]) < 2:  # noqa: PLR2004
            del by_name[name]
    long_forms = sorted((name for name in by_name if " " in name), key=lambda name: by_name[name][0].start)
    for short in [name for name in by_name if " " not in name]:
        owner = next((name for name in long_forms if _short_for(short, name)), None)
        if owner is not None and short not in _list("places"):
            by_name[owner] = sorted(by_name[owner] + by_name.pop(short), key=lambda one: one.start)
    groups: dict[str, list[_Mention]] = {}
    for name, places in by_name.items():
        exact = [one for one in places if doc.text.startswith(name, one.start)]
        groups[name] = exact[:1] + [one for one in places if one not in exact[:1]]
    return groups


def _short_for(short: str, name: str) -> bool:
    parts = name.split()
    if short == parts[-1] and len(parts) <= 3 and short not in _list("organization_heads"):  # noqa: PLR2004
        return _person_form(name)
    rest = [
        part
        for part in parts[1:]
        if part.rstrip(".") not in {word.rstrip(".") for word in words("entities", "corporate")}
    ]
    if short == parts[0] and not rest:
        return True
    initials = "".join(part[0] for part in parts if part[0].isupper())
    return len(short) > 2 and short == initials  # noqa: PLR2004 - two letters are any two letters


def _person_form(name: str) -> bool:
    parts = name.split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() and not part.isupper() for part in parts if len(part) > 2)  # noqa: PLR2004


def _kind(doc: Document, name: str, places: list[_Mention]) -> EntityKind | None:
    """Return what a name is, by its own words first, then by the company it keeps."""
    own = _kind_by_form(doc, name)
    if own is not None:
        return own
    votes: Counter[EntityKind] = Counter()
    for one in places[:8]:
        before, after = doc.text[max(0, one.start - 40) : one.start], doc.text[one.end : one.end + 60]
        person_form = (
            _person_form(name) and name.rsplit(maxsplit=1)[-1] not in _list("organization_heads")
        ) or _title_before(before)
        votes[EntityKind.PERSON] += 2 * bool(person_form and (_PERSON_VERB.search(after) or _ROLE_AFTER.search(after)))
        votes[EntityKind.PERSON] += 3 * bool(_title_before(before) or (person_form and _ROLE_BEFORE.search(before)))
        votes[EntityKind.ORGANIZATION] += 2 * bool(_ORG_VERB.search(after) or _ORG_BEFORE.search(before))
        votes[EntityKind.PRODUCT] += 2 * bool(_PRODUCT_AFTER.search(after)) + bool(_PRODUCT_BEFORE.search(before))
        votes[EntityKind.PLACE] += bool(_PLACE_BEFORE.search(before)) and name.istitle()
    if name.isupper() and re.search(rf"[A-Z][\w&]+ (?:[\w&]+ ){{1,6}}\({re.escape(name)}\)", doc.text):
        return EntityKind.ORGANIZATION
    kind, weight = max(votes.items(), key=lambda pair: (pair[1], pair[0].value))
    if weight >= 2 or (weight == 1 and kind is EntityKind.PRODUCT and len(places) > 1):  # noqa: PLR2004
        return kind
    return _by_shape(doc, name, places)


def _by_shape(doc: Document, name: str, places: list[_Mention]) -> EntityKind | None:
    """Return the likeliest kind by the look of a name alone, or None."""
    if _SURNAME.fullmatch(name):
        return EntityKind.PERSON if re.match(r"Mc|O['’]", name) or _among_authors(doc, places[0]) else None
    if any(letter.isdigit() for letter in name) or re.search(r"[a-z][A-Z]|\+\+|\.js$", name):
        return EntityKind.PRODUCT if len(places) > 1 or " " in name else None
    return None


def _among_authors(doc: Document, place: _Mention) -> bool:
    """Say whether a name stands in a list of single names, as the authors of a paper do."""
    before, after = doc.text[max(0, place.start - 24) : place.start], doc.text[place.end : place.end + 24]
    return bool(
        re.search(r"[A-Z][\w-]+(?:,|,? and|,? &) $", before) or re.match(r"(?:,|,? and|,? &) [A-Z]|,? et al", after)
    )


def _title_before(before: str) -> bool:
    match = re.search(r"\b([A-Z]\w+)\.?\s+$", before)
    return match is not None and match.group(1) in _list("honorifics")


def _kind_by_form(doc: Document, name: str) -> EntityKind | None:  # noqa: PLR0911 - one branch per kind
    """Return what the words of the name themselves say it is."""
    parts = name.replace(",", "").split()
    last = parts[-1]
    if name in _list("laws") or (last in _list("law_heads") and len(parts) > 1 and parts[0] not in _list("given")):
        return EntityKind.LAW
    if name in _list("places") or name in phrases("entities", "places_long"):
        return EntityKind.PLACE
    if name in doc.speaker_names or name in _list("organizations") or last in words("entities", "corporate"):
        return EntityKind.ORGANIZATION
    heads = _list("organization_heads")
    if len(parts) > 1 and (
        last in heads
        or parts[0] in ("University", "Ministry", "Department", "Bank", "Institute", "Office", "House")
        or any(part in heads for part in parts[:-1] if "of" in parts or "for" in parts)
    ):
        return EntityKind.ORGANIZATION
    if parts[0] in _list("given") and 2 <= len(parts) <= 4 and _person_form(name):  # noqa: PLR2004
        return EntityKind.PERSON
    if len(parts) > 1 and last in _list("place_heads"):
        return EntityKind.PLACE
    if len(parts) > 1 and (last in _list("product_heads") or re.search(r" v?\d[\d.]*$", name)):
        return EntityKind.PRODUCT
    if last == "Survey" and parts[0] in {"U.S.", "British", "National", "Federal"}:
        return EntityKind.ORGANIZATION
    if len(parts) > 1 and last in _list("work_heads"):
        return EntityKind.WORK
    return None
