"""Write the summary, the bullets, the framing and the key figures from a text's own sentences, compressed.

What goes in: a Document, its claims, entities and loaded terms. What comes out: our sentences with the offsets that
support them, or None where no sentence could be compressed safely. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from generator.analyze.embedded import anchors, compress, framing, grammar, retell, salience
from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.tables import words
from generator.config import bare_host
from generator.models import Claim, Entity, KeyStat, LoadedTerm, Offsets
from generator.vocabulary import Role, Speaker

BULLETS: Final = 3
BULLET_WORDS: Final = 20
SENTENCE_WORDS: Final = 28
LONGEST_SENTENCE: Final = 200
LONGEST_FIGURE: Final = 40
STATS: Final = 6
# A shorter sentence may make a bullet, not the summary of a text.
SUMMARY_LEAST: Final = 8
# A sentence that lost more than this to the cuts says something else than its source.
KEPT_SHARE: Final = 0.5
# Statements of doing stand by themselves; everything else an organization says of itself is told as said.
_DOING: Final = re.compile(
    r"^\S+(?: \S+){0,3} (?:says?|said|announces?|announced|reports?|reported|launche[sd]|released?|releases"
    r"|published|publishes"
    r"|introduced|introduces|plans|expects|closes|closed|cuts?|invites|asks|warns|warned)\b"
)


class Told(NamedTuple):
    """One of our sentences and the article sentence it comes from."""

    text: str
    sentence: Sent


class Summary(NamedTuple):
    """Everything this room writes about a text as a whole."""

    summary: str | None
    support: tuple[Offsets, ...]
    tldr: tuple[str, ...]
    tldr_support: tuple[Offsets, ...]
    framing: str | None


def write(
    doc: Document, claims: tuple[Claim, ...], entities: tuple[Entity, ...], loaded: tuple[LoadedTerm, ...] = ()
) -> Summary:
    """Write summary, bullets and framing; what cannot be written safely is left out."""
    ranked = _ranked(doc, claims)
    judging = _judging(loaded)
    chosen = list(_chosen(doc, ranked, judging))
    main, rest = chosen[:2], chosen[2 : 2 + BULLETS]
    if len(chosen) <= 3:  # noqa: PLR2004 - too few for two lists: the bullets carry what the summary does not
        main, rest = chosen[:1], chosen[1:]
    main.sort(key=lambda one: one.sentence.index)
    rest.sort(key=lambda one: one.sentence.index)
    return Summary(
        summary=_joined(main) or None,
        support=tuple(Offsets(start=one.sentence.start, end=one.sentence.end) for one in main),
        tldr=tuple(f"{one.text}." for one in rest),
        tldr_support=tuple(Offsets(start=one.sentence.start, end=one.sentence.end) for one in rest),
        framing=framing.sentence(doc, claims, entities, loaded),
    )


def _joined(main: Sequence[Told]) -> str:
    """Join the summary's sentences; a second "X says" becomes "It adds that"."""
    texts = [one.text for one in main]
    for place in range(1, len(texts)):
        said = re.match(r"(.{2,40}? says )", texts[place])
        if said and texts[place - 1].startswith(said.group(1)):
            texts[place] = f"It adds that {texts[place][said.end() :]}"
    return " ".join(f"{text}." for text in texts)


def _judging(loaded: Sequence[LoadedTerm]) -> frozenset[str]:
    return frozenset(word.lower() for term in loaded for word in term.exact.split() if len(term.exact.split()) <= 2)  # noqa: PLR2004


@lru_cache(maxsize=16)
def voice_name(doc: Document) -> str | None:
    """Return the name to tell "we" by: one the text itself uses; never the host's where another organization writes."""
    if not doc.own_side:
        return None
    other = doc.article.author_organization
    names = [other] if other else [doc.publisher.name, *doc.speaker_names]
    host = bare_host(doc.article.url)
    names = [name for name in names if name.lower() != host]
    forms = [re.sub(r"\s+(?:Blog|News(?:room)?|Engineering)$", "", name) for name in names] + names
    for flags in (0, re.IGNORECASE):
        for form in forms:
            found = re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", doc.text, flags)
            if found:
                return found.group()
    return None if doc.publisher.role is Role.NEWS_MEDIA and other is None else "the team"


def _ranked(doc: Document, claims: tuple[Claim, ...]) -> list[Sent]:
    """Return body sentences, the most telling first."""
    weights = salience.weights(doc)
    marked = {doc.sentence_at(one.start).index: 0.5 if one.rank == "primary" else 0.25 for one in claims}

    def worth(sentence: Sent) -> float:
        early = max(0.0, 1 - 2 * (sentence.index - 1) / max(1, len(doc.sentences) - 1))
        quoted = 0.4 * (sentence.speaker is Speaker.QUOTED)
        return 0.7 * weights[sentence.index] + 1.0 * early + marked.get(sentence.index, 0.0) - quoted

    usable = [one for one in doc.body if weights[one.index] > 0]
    return sorted(usable, key=lambda one: (-worth(one), one.index))


def _chosen(doc: Document, ranked: list[Sent], judging: frozenset[str]) -> Iterator[Told]:
    """Yield sentences told in our words, none like another, at most as many as the report has room for."""
    source = retell.foldable(doc.text)
    seen: list[set[str]] = []
    count = 0
    for sentence in ranked[:24]:
        if count == 2 + BULLETS:
            return
        told = tell(doc, sentence, source, BULLET_WORDS if count >= 2 else SENTENCE_WORDS, judging)  # noqa: PLR2004
        if told is None or (count < 2 and len(told.split()) < SUMMARY_LEAST):  # noqa: PLR2004 - the summary's two
            continue
        bag = set(salience.content(told))
        if any(len(bag & other) > 0.5 * min(len(bag), len(other)) for other in seen):
            continue
        seen.append(bag)
        count += 1
        yield Told(told, sentence)


def tell(doc: Document, sentence: Sent, source: str, limit: int, judging: frozenset[str] = frozenset()) -> str | None:
    """Return one sentence of the article in our words, without its full stop, or None."""
    name = voice_name(doc)
    own = doc.own_side and sentence.speaker is not Speaker.QUOTED
    cut = compress.sentence(sentence.text, name if own else None, own=own, limit=limit - 2, judging=judging)
    if cut is None or sentence.endless or _lossy(cut.text, sentence.text):
        return None
    text = retell.plainer(cut.text)
    claimed = name is not None and own and _claims(sentence.text)
    for _ in range(6):
        text = retell.loosened(text, source)
        if retell.longest_run(text, source) <= retell.MAX_RUN:
            break
        shorter = compress.sentence(f"{text}.", None, own=False, limit=len(text.split()) - 1)
        if shorter is None or len(shorter.text) >= len(text):
            return None
        text = shorter.text
    else:
        return None
    if cut.credit is not None:
        return _credited(doc, text, cut.credit)
    if claimed and name is not None and not _DOING.match(text):
        return _said(doc, text, name)
    return text


def _lossy(text: str, source: str) -> bool:
    """Say whether the cuts took too much, or a table row was read as a sentence (a word twice in a row)."""
    stuttered = re.search(r"\b(\w+) \1\b", text, re.IGNORECASE)
    return len(text.split()) < KEPT_SHARE * len(source.split()) or stuttered is not None


def _claims(text: str) -> bool:
    """Say whether a sentence states something to be believed on the speaker's word."""
    cues = anchors.of(text)
    judged = words("grammar", "evaluative") & {word.strip(".,").lower() for word in text.split()}
    return bool(judged) or any((cues.figure, cues.comparison, cues.superlative, cues.future, cues.cause))


def _lowered(doc: Document, text: str) -> str:
    """Return a sentence with a small first letter, unless the text writes that word with a capital inside sentences."""
    first = re.match(r"[\w’'-]+", text)
    if first is None or any(map(str.isupper, first.group()[1:])) or first.group() == "I":
        return text
    plain = re.search(rf"\b{re.escape(first.group().lower())}\b", doc.text) or first.group().lower() in grammar.common()
    if not plain and re.search(rf"[a-z0-9,] {re.escape(first.group())}\b", doc.text):
        return text
    return text[0].lower() + text[1:]


def _credited(doc: Document, text: str, credit: str) -> str | None:
    if len(credit.split()) > 6 or re.match(r"(?:he|she|they|it|i|we|him|her|them)\b", credit, re.IGNORECASE):  # noqa: PLR2004
        return None
    return f"According to {_lowered(doc, credit)}, {_lowered(doc, text)}"


def _said(doc: Document, text: str, name: str) -> str:
    """Return a statement of the text's own side as said by it; its name inside becomes "it"."""
    speaker = name[0].upper() + name[1:] if name == "the team" else name
    for form, pronoun in ((f"{name}'s ", "its "), (f"{name}' ", "its "), (f"{name} ", "it ")):
        if text.lower().startswith(form.lower()):
            return f"{speaker} says {pronoun}{text[len(form) :]}"
    return f"{speaker} says {_lowered(doc, text)}"


def key_stats(doc: Document) -> tuple[KeyStat, ...]:
    """Return at most six figures with what they count: no years, dates, versions or labels."""
    weights = salience.weights(doc)
    found: list[tuple[float, KeyStat]] = []
    seen: set[str] = set()
    for sentence in doc.body:
        tokens = grammar.tag(sentence.text)
        # A table that was set as one line tells no figure apart.
        for index in range(len(tokens)) if len(tokens) <= LONGEST_SENTENCE else ():
            if not anchors.is_figure(tokens, index) or len(tokens[index].text) > LONGEST_FIGURE:
                continue
            stat = _stat(sentence, tokens, index)
            if stat is not None and stat.value.lower() not in seen:
                seen.add(stat.value.lower())
                large = any(mark in stat.value for mark in "%$€£") or any(
                    unit in stat.value for unit in ("million", "billion", "percent")
                )
                found.append((weights[sentence.index] + 0.5 * large, stat))
    found.sort(key=lambda pair: (-pair[0], pair[1].start))
    return tuple(sorted((stat for _, stat in found[:STATS]), key=lambda one: one.start))


def _stat(sentence: Sent, tokens: tuple[grammar.Token, ...], index: int) -> KeyStat | None:
    """Return the figure at a token with the short noun phrase behind it, or None where it has none."""
    end = index + 1
    while end < len(tokens) and (
        tokens[end].text == "%"
        or tokens[end].lower in ("percent", "million", "billion", "trillion", "thousand", "hundred", "times")
    ):
        end += 1
    value = sentence.text[tokens[index].start : tokens[end - 1].end]
    rest = tokens[end:]
    if rest and rest[0].text in "-–/:" and rest[0].start == tokens[end - 1].end:
        return None
    if [one.lower for one in rest[:2]] == ["worth", "of"]:
        rest = rest[2:]
    if rest and rest[0].lower in ("of", "in") and len(rest) > 1:
        rest = rest[1:]
    elif rest and rest[0].lower == "a" and len(rest) > 1 and rest[1].lower in ("year", "month", "day", "share"):
        return _made(sentence, tokens[index].start, tokens[end - 1].end, value, f"a {rest[1].text}")
    ranges = grammar.noun_phrases(rest[:7])
    if ranges and ranges[0][0] <= 1:
        piece = rest[ranges[0][0] : ranges[0][1]]
        name = anchors.short(piece)
        fitting = name is not None and piece[-1].tag != "VBG" and not name.isupper()
        return _made(sentence, tokens[index].start, tokens[end - 1].end, value, name) if name and fitting else None
    alone = sum(anchors.is_figure(tokens, place) for place in range(len(tokens))) == 1
    stated = index > 0 and (
        tokens[index - 1].tag in ("AUX", "VERB", "VBN") or tokens[index - 1].lower in ("to", "of", "by", "at")
    )
    before = anchors.of(sentence.text[: tokens[index].start]).subject if alone and stated else None
    return _made(sentence, tokens[index].start, tokens[end - 1].end, value, before) if before else None


def _made(sentence: Sent, start: int, end: int, value: str, label: str) -> KeyStat:
    return KeyStat(start=sentence.start + start, end=sentence.start + end, value=value, label=label)
