"""Find wording that steers: list entries and cues, each in its context.

What goes in: a Document. What comes out: loaded terms as exact spans with speaker, type, tactic, weight and plainer
wording, best first. Pure.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from generator.analyze import heads
from generator.analyze.embedded import constructions, cues, lexicon, sensed, tone
from generator.analyze.embedded.document import Document, Sent
from generator.models import LoadedTerm
from generator.vocabulary import LoadedType, Speaker

_NEGATION = re.compile(
    r"\b(?:not|no|never|without|hardly|neither|nor|cannot|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|don['’]t|doesn['’]t"
    r"|didn['’]t|won['’]t|can['’]t|less|far from|anything but)\W+(?:\w+\W+){0,2}$"
    r"|\b(?:no single|no one|none of the)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_PRAISING = frozenset({LoadedType.HYPE, LoadedType.HALO, LoadedType.STAMPEDE})
_HEADLINE_FACTOR = 4
_LEAD_FACTOR = 2
# A wording with the same next word this often is the name of a thing ("next-generation solver"), no judgement.
LABEL_REPEATS = 4
# A wording counts this often; then it only repeats itself.
MAX_REPEATS = 3


class _Draft(NamedTuple):
    start: int
    end: int
    words: int
    type: LoadedType
    tactic: str | None
    weight: int
    plainer: str | None


class _Scene:
    """What the context rules look at, worked out once per document."""

    def __init__(self, document: Document, drafts: list[_Draft]) -> None:
        self.document = document
        self.drafts = drafts

    @cached_property
    def bad(self) -> frozenset[int]:
        """Return the indices of sentences that tell of something bad, and of those beside them."""
        return bad_sentences(self.document)

    @cached_property
    def by_sentence(self) -> dict[int, list[_Draft]]:
        """Return the drafts of each sentence."""
        found: dict[int, list[_Draft]] = {}
        for one in self.drafts:
            found.setdefault(self.document.sentence_at(one.start).index, []).append(one)
        return found

    def company(self, draft: _Draft, reach: int) -> int:
        """Return how many other drafts of the same type stand within so many sentences."""
        index = self.document.sentence_at(draft.start).index
        near = (one for at in range(index - reach, index + reach + 1) for one in self.by_sentence.get(at, ()))
        return sum(one.type is draft.type for one in near) - 1


def bad_sentences(document: Document) -> frozenset[int]:
    """Return the indices of sentences that tell of something bad, and of their neighbors."""
    hits = [one.index for one in document.sentences if cues.BAD.search(one.text)]
    return frozenset(near for at in hits for near in (at - 1, at, at + 1))


def terms(document: Document) -> tuple[LoadedTerm, ...]:
    """Return all loaded terms, best first: those of the title, then what readers would most likely mark."""
    drafts = [_Draft(*one) for one in lexicon.unguarded(document.text)]
    drafts += _cued(document)
    scene = _Scene(document, drafts)
    kept: dict[_Draft, float] = {}
    for one in sorted(drafts, key=lambda one: (-one.weight, one.start - one.end, one.start)):
        if _free(kept, one) and _holds(scene, one):
            chance = sensed.listed(document, one.start, one.end)
            # What no head read is let through.
            if chance is None or chance >= sensed.CHANCE_FROM:
                kept[one] = chance or 0.0
    # What the heads sense beside the lists; it has no plainer wording at hand.
    for stretch in sensed.stretches(document):
        one = _Draft(*stretch[:-1], None)
        if _free(kept, one) and not _is_label(document, one):
            kept[one] = stretch.chance
    counted: Counter[str] = Counter()
    found: list[_Draft] = []
    for one in sorted(kept, key=lambda one: one.start):
        counted[document.text[one.start : one.end].lower()] += 1
        if counted[document.text[one.start : one.end].lower()] <= MAX_REPEATS:
            found.append(one)
    ordered = sorted(found, key=lambda one: (one.start >= document.body_start, -kept[one], *_order(document, one)))
    return tuple(_term(document, one) for one in ordered)


def _free(kept: Iterable[_Draft], draft: _Draft) -> bool:
    return not any(other.start < draft.end and draft.start < other.end for other in kept)


def _cued(document: Document) -> Iterator[_Draft]:
    bad = bad_sentences(document)
    rules = cues.RULES + constructions.rules()
    for sentence in document.sentences:
        own = document.own_side and sentence.speaker is not Speaker.QUOTED
        for cue in cues.find(sentence.text, rules, own=own, bad=sentence.index in bad):
            start, end = sentence.start + cue.start, sentence.start + cue.end
            words = len(sentence.text[cue.start : cue.end].split())
            yield _Draft(start, end, words, cue.type, cue.tactic, cue.weight, cue.plainer)


def _order(document: Document, draft: _Draft) -> tuple[float, int]:
    sentence = document.sentence_at(draft.start)
    placed = _HEADLINE_FACTOR if sentence.headline else _LEAD_FACTOR if sentence.lead else 1
    quoted = document.speaker_at(draft.start) is Speaker.QUOTED
    return (-draft.weight * placed + (100 if quoted else 0), draft.start)


def _term(document: Document, draft: _Draft) -> LoadedTerm:
    return LoadedTerm(
        exact=document.article.text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        speaker=document.speaker_at(draft.start),
        type=draft.type,
        tactic=draft.tactic or None,
        weight=draft.weight,
        plainer=draft.plainer,
    )


# --- does a hit hold in its context? -------------------------------------------------------------------------------


def _holds(scene: _Scene, draft: _Draft) -> bool:
    document = scene.document
    sentence = document.sentence_at(draft.start)
    if draft.end > sentence.end or "\n" in document.text[draft.start : draft.end]:
        return False
    before = document.text[max(sentence.start, draft.start - 80) : draft.start]
    if draft.type in _PRAISING and not draft.words > 4 and _NEGATION.search(before):  # noqa: PLR2004 - a phrase brings its own negation
        return False
    if _is_name(sentence, draft, document) or _is_label(document, draft):
        return False
    rule = _RULES.get(draft.type)
    return rule is None or rule(scene, draft, sentence)


def _is_name(sentence: Sent, draft: _Draft, document: Document) -> bool:
    """Say whether a capitalized hit sits inside a name, such as an award or a street."""
    words = document.text[draft.start : draft.end]
    at = draft.start - sentence.start
    if words[0].isupper() and any(
        match.start() <= at and at + len(words) <= match.end()
        for name in tone.names(document)
        for match in heads.known(name).finditer(sentence.text)
    ):
        return True
    if sentence.headline or not words[0].isupper() or not at:
        return False
    before = re.search(r"(\S+)\s+$", sentence.text[:at])
    after = re.match(r"\s+([A-Z]\w+)", sentence.text[draft.end - sentence.start :])
    return after is not None or (before is not None and before[1][0].isupper() and before[1][-1] not in ".:!?")


def _is_label(document: Document, draft: _Draft) -> bool:
    """Say whether wording and next word come together so often that they name something."""
    following = re.match(r" [a-z][\w-]+", document.text[draft.end : draft.end + 40])
    if following is None or draft.weight > 2:  # noqa: PLR2004 - the top weight is no name's
        return False
    return document.text.lower().count((document.text[draft.start : draft.end] + following[0]).lower()) >= LABEL_REPEATS


def _hype(scene: _Scene, draft: _Draft, _sentence: Sent) -> bool:
    """Faint praise counts beside other praise, or where an organization speaks."""
    return draft.weight > 1 or scene.document.own_side or scene.company(draft, 1) > 0


def _halo(scene: _Scene, draft: _Draft, _sentence: Sent) -> bool:
    """Virtue is borrowed by a side that speaks; reporting about virtue is no Halo."""
    return scene.document.own_side and (draft.weight > 1 or scene.company(draft, 2) > 0)


def _cushion(scene: _Scene, draft: _Draft, sentence: Sent) -> bool:
    """Bad news must be near, or there is nothing to soften."""
    if not scene.document.own_side:
        return draft.weight > 2 and sentence.headline  # noqa: PLR2004 - the top weight
    if draft.weight > 2 and draft.tactic != "harm minimizing":  # noqa: PLR2004 - the top weight
        return bool(scene.bad)
    return sentence.index in scene.bad and (draft.weight > 1 or scene.company(draft, 1) > 0)


def _shield(scene: _Scene, draft: _Draft, sentence: Sent) -> bool:
    """Blame deflects only from the side that speaks and near something bad; a plain excuse, anywhere in bad news."""
    anywhere = bool(scene.bad) and draft.weight > 2  # noqa: PLR2004 - the top weight
    if not scene.document.own_side or not (anywhere or sentence.index in scene.bad):
        return False
    return draft.weight > 2 or scene.company(draft, 1) > 0  # noqa: PLR2004 - the top weight


def _fog(scene: _Scene, draft: _Draft, sentence: Sent) -> bool:
    """Jargon counts in company, an unmeasured word only where no figure follows."""
    if not scene.document.own_side:
        return False
    if draft.tactic == "undefined metrics":
        following = scene.document.sentences[min(sentence.index + 1, len(scene.document.sentences) - 1)]
        return not cues.has_figure(sentence.text) and not cues.has_figure(following.text)
    if draft.tactic == "jargon saturation":
        return scene.company(draft, 0) > (0 if draft.weight > 2 else 1)  # noqa: PLR2004 - the top weight
    if draft.tactic in {"strategic ambiguity", "accountability blur"}:
        # "Certain features" hides nothing by itself: another veiled word, or something bad, must be near.
        return sentence.index in scene.bad or scene.company(draft, 1) > 0
    return draft.weight > 1 or scene.company(draft, 0) > 0


def _stampede(scene: _Scene, draft: _Draft, _sentence: Sent) -> bool:
    """A single light word of haste is no stampede."""
    return draft.weight > 2 or scene.company(draft, 1) > 0  # noqa: PLR2004 - the top weight


_RULES: dict[LoadedType, Callable[[_Scene, _Draft, Sent], bool]] = {
    LoadedType.HYPE: _hype,
    LoadedType.HALO: _halo,
    LoadedType.CUSHION: _cushion,
    LoadedType.SHIELD: _shield,
    LoadedType.FOG: _fog,
    LoadedType.STAMPEDE: _stampede,
}
