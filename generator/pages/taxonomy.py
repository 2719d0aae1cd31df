"""The closed words -> one document that defines them all. Pure.

Types and tactics are defined in ``vocabulary``; every other word on the glossary page, which people read too, so that
what it means is written once.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from generator import jsonld, schemas
from generator import vocabulary as v
from generator.models import SCHEMA_VERSION, ScoreWord, TacticWord, Taxonomy, TypeWord, Word, WordList
from generator.origins import Basis, Engine
from generator.pages import spin_types

FILE = "taxonomy.json"
# A word on the glossary page: **word**{: #id }, perhaps more words, a colon, its meaning to the end of the line.
_DEFINED = re.compile(r"^- \*\*[^*]+\*\*\{: #([a-z0-9-]+) \}[^:\n]*: (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class _List(NamedTuple):
    """A closed list: its name, what it is about, the fields that hold its words, what its ids begin with."""

    words: type[StrEnum]
    key: str
    about: str
    fields: tuple[str, ...]
    prefix: str | None = None


_LISTS = (
    _List(v.LoadedType, "loaded types", "What a loaded term serves.", ("loaded_terms[].type",)),
    _List(v.Speaker, "speakers", "Whose voice it is.", ("claims[].speaker", "loaded_terms[].speaker"), "speaker"),
    _List(v.Status, "states", "What state a report is in.", ("status",), "state"),
    _List(v.ReviewState, "review states", "Who has looked at a report.", ("review.state",)),
    _List(v.Role, "roles", "What kind of source a publisher is.", ("publisher.role",), "role"),
    _List(v.Topic, "topics", "What a story is about.", ("topic",)),
    _List(v.Kind, "kinds of text", "What kind of text the original is.", ("kind",), "kind"),
    _List(v.Goal, "goals", "What the framing works toward.", ("mechanics.goal",), "goal"),
    _List(v.IntentWord, "intents", "What the text was published for.", ("intent.intent",), "intent"),
    _List(
        v.Level, "levels", "How independent a speaker is, or how sure the analyzer.",
        ("publisher.independence", "intent.independence", "verdict.confidence", "original.extraction_confidence"),
    ),
    _List(v.Strength, "evidence", "What a text gives to check it by.", ("integrity.evidence_strength",), "evidence"),
    _List(
        v.Verification, "verification", "How far the text itself backs a claim.",
        ("integrity.verification", "claims[].verification"), "verification",
    ),
    _List(
        v.Risk, "risks", "How large a risk is.",
        ("integrity.narrative_risk", "integrity.repetition_risk", "claims[].risk"),
    ),
    _List(v.ClaimKind, "kinds of claim", "What a claim is about.", ("claims[].kind",), "claim"),
    _List(v.Rank, "ranks of claims", "How much of the text rests on a claim.", ("claims[].rank",)),
    _List(
        v.OmissionKind, "kinds of omission", "What a text leaves out although its own claims call for it.",
        ("omissions[].kind",), "left-out",
    ),
    _List(
        v.Stakeholder, "stakeholders", "Groups whose voice may be missing.", ("missing_voices[].stakeholder",), "voice"
    ),
    _List(v.EntityKind, "kinds of name", "What a name stands for.", ("entities[].kind",)),
    _List(
        Engine, "origins", "What a report, a field or a finding comes from.",
        ("provenance.engine", "provenance.fields{}", "loaded_terms[].found_by", "omissions[].found_by"), "origin",
    ),
    _List(Basis, "bases", "How it is known what machines make of a text.", ("integrity.basis",), "basis"),
    _List(v.Reason, "reasons of refusal", "Why an entry became no report.", ("run report: entries[].reason",)),
)  # fmt: skip


def document(site: jsonld.Site, glossary: str) -> Taxonomy:
    """Return every closed word with its label and what it means.

    Args:
        site: name and address.
        glossary: Markdown of the glossary page; where it defines no word, the label has to do.
    """
    meanings = {anchor: _LINK.sub(r"\1", text) for anchor, text in _DEFINED.findall(glossary)}
    ends = [*(low - 1 for low, _ in v.SCORE_BANDS[1:]), 100]
    return Taxonomy(
        schema_href=schemas.address("taxonomy", site.url),
        name=site.name,
        url=site.url,
        license=jsonld.LICENSE,
        schema_version=SCHEMA_VERSION,
        none_below=v.NONE_BELOW,
        type_from=v.TYPE_FROM,
        types=tuple(_types(site.url)),
        scores=tuple(
            ScoreWord(key=word, low=low, high=high, definition=meanings.get(f"score-{word}"))
            for (low, word), high in zip(v.SCORE_BANDS, ends, strict=True)
        ),
        lists=tuple(_list(one, site.url, meanings) for one in _LISTS),
    )


def _types(url: str) -> Iterator[TypeWord]:
    for key, info in (v.TYPES | {v.SpinType.NONE: spin_types.NONE_INFO}).items():
        page = f"{url}spin-types/{key}/"
        tactics = tuple(
            TacticWord(key=name, label=name, url=f"{page}#{v.anchor(name)}", extension=name in info.extensions)
            for name in (*info.tactics, *info.extensions)
        )
        yield TypeWord(key=key, label=info.label, definition=info.definition, url=page, gist=info.gist, tactics=tactics)


def _list(one: _List, url: str, meanings: Mapping[str, str]) -> WordList:
    return WordList(
        key=one.key,
        definition=one.about,
        fields=one.fields,
        words=tuple(_word(word, one.prefix, url, meanings) for word in one.words),
    )


def _word(word: StrEnum, prefix: str | None, url: str, meanings: Mapping[str, str]) -> Word:
    anchor = f"{prefix}-{v.anchor(word)}"
    meaning = meanings.get(anchor) if prefix else None
    return Word(key=word, label=v.label(word), definition=meaning, url=f"{url}glossary/#{anchor}" if meaning else None)
