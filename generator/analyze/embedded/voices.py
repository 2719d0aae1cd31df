# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""Who else is heard in a text, and who is not although the story concerns them.

What goes in: a Document, its entities and claims. What comes out: names as they stand in the text; closed stakeholder
groups with a name where the text has one. Pure.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from generator.analyze.embedded import anchors, entities, occasions, tone
from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.tables import table
from generator.models import Claim, Entity, LoadedTerm, MissingVoice
from generator.vocabulary import EntityKind, Role, Speaker, Stakeholder

LIMIT: Final = 4
# How strongly the own voice judges (occasions.heat). Fitted on development texts.
WARM: Final = 1.3
HOT: Final = 2.0
# Chance, by the heads taught on articles of our own, from which a group is named, and from which a rule is believed.
CHANCE_FROM: Final = 0.4
RULED_FROM: Final = 0.15
# Two voices are two sides more often than not; below this share of quoted sentences others hardly speak.
SIDES: Final = 2
FEW_QUOTED: Final = 0.2
HEARD_LIMIT: Final = 12
_SAY: Final = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|argued|argues|explained|explains|noted|notes|warned|warns"
    r"|insisted"
    r"|claimed|claims|acknowledged|testified|tweeted|announced|stated|commented|recalled|predicted|predicts|believes)"
)
_LABOR: Final = re.compile(
    r"\b(?:cost (?:reduction|saving|cutting|optimi[sz]ation)|headcount|workforce|labor costs|restructur)", re.IGNORECASE
)
_PRONOUNS: Final = frozenset("He She They It I We You The This That He’s She’s".split())


@cache
def _words_of(group: Stakeholder) -> str | None:
    """Return the pattern of words that name a group, or None."""
    known = table("voices").get(group.value)
    return f"(?:{'|'.join(known)})" if known else None


def heard(doc: Document, named: tuple[Entity, ...]) -> tuple[str, ...]:
    """Return other voices heard, in order of first appearance, under the fullest name the text has for each."""
    full = {one.name.split()[-1]: one.name for one in named if one.kind is EntityKind.PERSON}
    found: list[str] = []
    found += [_bare(one.speaker_name) for one in doc.quotations if one.speaker_name and not one.own]
    for sentence in doc.body:
        if sentence.speaker is Speaker.QUOTED:
            found += [
                one.name
                for one in named
                if one.kind in (EntityKind.PERSON, EntityKind.ORGANIZATION)
                and re.search(
                    rf"\b(?:{re.escape(one.name)}|{re.escape(one.name.split()[-1])})\b[^.“”\"]{{0,60}}?\b{_SAY}\b",
                    sentence.text,
                )
            ]
    persons = {one.name for one in named if one.kind is EntityKind.PERSON}
    found = [next((person for person in persons if name.endswith(person)), name) for name in found]
    names = [full.get(name.split()[-1], name) for name in found if name and name.split()[0] not in _PRONOUNS]
    unique = [
        name
        for name in dict.fromkeys(names)
        if name in doc.text and name not in doc.speaker_names and name[0].isupper()
    ]
    return tuple(unique[:HEARD_LIMIT])


@lru_cache(maxsize=4)
def count(doc: Document) -> int:
    """Return how many other voices are heard, whatever their names are made of."""
    return len(heard(doc, entities.find(doc)))


def _bare(name: str) -> str:
    return re.sub(r"^(?:The|the|a|an|As|But|And|State)\s+", "", re.sub(r"['’]s?$", "", name.strip()))


def _speaks(doc: Document, group: Stakeholder) -> bool:
    """Say whether a group has a voice: a quoted or attributed sentence names it as the one who speaks."""
    pattern = _words_of(group)
    if pattern is None:
        return False
    speaking = re.compile(
        rf"\b{pattern}\b[^.“”\"]{{0,50}}?\b{_SAY}\b|\b{_SAY}\b[^.“”\"]{{0,40}}?\b{pattern}\b"
        rf"|[Aa]ccording to [^.]{{0,40}}\b{pattern}\b|”[^.]{{0,80}}\b{pattern}\b",
        re.IGNORECASE,
    )
    return any(speaking.search(one.text) and _others(doc, one) for one in doc.body)


def _others(doc: Document, sentence: Sent) -> bool:
    """Say whether a sentence is, or holds, words of others."""
    inside = any(one.start >= sentence.start and one.end <= sentence.end and not one.own for one in doc.quotations)
    return sentence.speaker is Speaker.QUOTED or inside


def missing(
    doc: Document, claims: tuple[Claim, ...], heard_names: tuple[str, ...] = (), loaded: tuple[LoadedTerm, ...] = ()
) -> tuple[MissingVoice, ...]:
    """Return at most four groups that the story concerns and that have no voice in it."""
    heat = occasions.heat(doc, loaded)
    if (occasions.technical_notes(doc) or occasions.instructing(doc)) and heat < HOT:
        return ()
    chances = tone.chances(doc, "missing")
    ruled = _of_own(doc, claims, heard_names, heat) if doc.own_side else _of_report(doc, heard_names, heat)
    concerned = {one for one in ruled if chances.get(one.value, 1.0) >= RULED_FROM}
    concerned |= {one for one in Stakeholder if chances.get(one.value, 0.0) >= CHANCE_FROM}
    ranked = sorted(concerned, key=lambda one: (-chances.get(one.value, 0.0), one.value))
    groups = [one for one in ranked if not _speaks(doc, one)]
    return tuple(MissingVoice(stakeholder=one, name=_name(doc, one)) for one in groups[:LIMIT])


def _of_own(
    doc: Document, claims: tuple[Claim, ...], heard_names: tuple[str, ...], heat: float
) -> Iterator[Stakeholder]:
    """Yield the groups an organization's own text concerns, nearest first."""
    shown = occasions.shown(doc)
    if "cuts" in shown or ("earnings" in shown and heat >= HOT and _LABOR.search(doc.text)):
        yield Stakeholder.WORKERS
    if "incident" in shown or (heat >= WARM and not heard_names):
        yield Stakeholder.USERS_OR_CUSTOMERS
    if "incident" in shown or (heat >= WARM and not occasions.near(doc, "independent")):
        yield Stakeholder.INDEPENDENT_EXPERTS
    if "earnings" in shown and heat >= HOT:
        yield Stakeholder.INVESTORS
    if "dispute" in shown and not heard_names:
        yield Stakeholder.OPPOSING_PARTY
    if heat >= HOT and ("dispute" in shown or occasions.arguing(doc)):
        yield Stakeholder.CRITICS
    cues = [anchors.of(one.exact) for one in claims]
    ranked = any(one.superlative or (one.comparison and not one.against) for one in cues)
    if ranked and heat >= WARM and doc.publisher.role is Role.COMPANY_BLOG:
        yield Stakeholder.COMPETITORS


def _of_report(doc: Document, heard_names: tuple[str, ...], heat: float) -> Iterator[Stakeholder]:
    """Yield the groups a report or opinion about others concerns."""
    shown = occasions.shown(doc)
    arguing = occasions.arguing(doc)
    if "dispute" in shown and (len(heard_names) < SIDES or arguing):
        yield Stakeholder.OPPOSING_PARTY
    if ("finding" in shown or "launch" in shown or heat >= WARM) and not occasions.near(doc, "independent"):
        yield Stakeholder.INDEPENDENT_EXPERTS
    if arguing and occasions.quoted_share(doc) < FEW_QUOTED:
        yield Stakeholder.OPPOSING_PARTY
        yield Stakeholder.CRITICS
    if "policy" in shown and not heard_names:
        yield Stakeholder.AFFECTED_COMMUNITY


def _name(doc: Document, group: Stakeholder) -> str | None:
    """Return the group's own name in the text: a noun phrase that ends with one of its words."""
    pattern = _words_of(group)
    if pattern is None:
        return None
    for sentence in doc.body:
        for phrase in anchors.phrases(sentence.text):
            if " " in phrase and re.search(rf"\b{pattern}$", phrase) and phrase in sentence.text and phrase.islower():
                return phrase
    return None
