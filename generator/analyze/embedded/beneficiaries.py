"""Name who gains by the framing, only where the text itself gives the gain.

What goes in: a Document, its loaded terms and entities. What comes out: names with the gain in the text's words. Pure.
Organizations that speak for themselves gain the praise they print; everybody else needs a sentence that says they gain.
"""

import re
from typing import Final

from generator.analyze.embedded import anchors, entities, telling, wording
from generator.analyze.embedded.document import Document
from generator.models import Beneficiary, Entity, LoadedTerm
from generator.vocabulary import EntityKind, LoadedType, Speaker

LIMIT: Final = 3
# Fewer praising terms than this are no gain worth naming.
LEAST: Final = 4
_GAIN: Final = re.compile(
    r"\b(?P<verb>benefits?|benefited|gains?|gained|profits? from|wins?|won|saves?|saved"
    r"|earns?|earned|raises?|raised)\b"
)
_PRAISE: Final = frozenset((LoadedType.HYPE, LoadedType.HALO, LoadedType.STAMPEDE))


def find(
    doc: Document, loaded: tuple[LoadedTerm, ...], named: tuple[Entity, ...] | None = None
) -> tuple[Beneficiary, ...]:
    """Return at most three beneficiaries; persons only where a sentence gives them the gain."""
    known = entities.find(doc) if named is None else named
    found: list[Beneficiary] = []
    own = _own(doc, loaded)
    if own is not None:
        found.append(own)
    for sentence in doc.body:
        match = _GAIN.search(sentence.text)
        if match is None or len(found) == LIMIT:
            continue
        for one in known:
            at = sentence.text.find(one.name)
            gain = next(iter(anchors.phrases(sentence.text[match.end() : match.end() + 80])), None)
            subject = 0 <= at < match.start() and match.start() - at - len(one.name) <= 12  # noqa: PLR2004 - the verb's own subject
            fits = one.kind in (EntityKind.ORGANIZATION, EntityKind.PERSON)
            if subject and fits and gain and all(one.name != other.name for other in found):
                start = sentence.start + at
                found.append(
                    Beneficiary(
                        start=start, end=sentence.start + match.end(), name=one.name, gain=f"{match['verb']} {gain}"
                    )
                )
                break
    return tuple(found)


def _own(doc: Document, loaded: tuple[LoadedTerm, ...]) -> Beneficiary | None:
    """Return the organization that speaks, where the text praises what is its own."""
    name = telling.voice_name(doc)
    praise = [
        one
        for one in loaded
        if one.speaker in (Speaker.PUBLISHER, Speaker.HEADLINE, Speaker.AUTHOR) and one.type in _PRAISE
    ]
    if name is None or len(praise) < LEAST:
        return None
    place = doc.text.find(name)
    shown = wording.best(doc, praise, 2)
    if place < 0 or not shown:
        return None
    gain = " and ".join(f"“{one}”" for one in shown)
    return Beneficiary(start=place, end=place + len(name), name=name, gain=f"a good name, by words such as {gain}")
