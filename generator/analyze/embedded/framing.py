"""Say in one sentence how a text frames its subject: "Frames X as Y rather than Z".

What goes in: a Document, its entities and loaded terms. What comes out: the sentence, or None where the
text's own wording does not carry one. Pure. X is what the sentence says the wording of; Y the loaded wording; Z the
plainer one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from generator.analyze.embedded import anchors, grammar, salience, types, wording
from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import words
from generator.models import Claim, Entity, LoadedTerm
from generator.vocabulary import LoadedType, Speaker, SpinType

# Fewer loaded terms of one type in the text's own voice carry no framing.
LEAST: Final = 3


def sentence(doc: Document, entities: tuple[Entity, ...], loaded: tuple[LoadedTerm, ...]) -> str | None:
    """Return the framing sentence, or None."""
    if types.propose(doc, loaded).likely is SpinType.NONE:
        return None
    own = [one for one in loaded if one.speaker is not Speaker.QUOTED and one.type is not LoadedType.OTHER]
    counts = Counter(one.type for one in own)
    if not counts or max(counts.values()) < LEAST:
        return None
    leading = max(counts.items(), key=lambda pair: (pair[1], pair[0].value))[0]
    terms = [one for one in own if one.type is leading and quotable(one)]
    for term in sorted(terms, key=lambda one: (-_front(doc, one), one.start)):
        subject = _said_of(doc, term)
        text = _written(doc, term, subject) if subject and subject.lower() not in term.exact.lower() else None
        if text is not None:
            return text
    return _in_words(terms, _named(doc, entities))


def _in_words(terms: Sequence[LoadedTerm], titled: str | None) -> str | None:
    """Return the framing of what the title names by two wordings that have a plainer one, or None."""
    pairs = {one.exact.lower(): one for one in sorted(terms, key=lambda one: -one.weight) if tells(one.plainer)}
    if len(pairs) < 2:  # noqa: PLR2004 - one word frames no whole
        return None
    first, second = list(pairs.values())[:2]
    told = f"Frames {titled or 'its subject'} in words such as “{first.exact}” and “{second.exact}”"
    if first.plainer == second.plainer:
        return f"{told} rather than plainer ones such as “{first.plainer}”."
    return f"{told} rather than plainer ones such as “{first.plainer}” and “{second.plainer}”."


def tells(plainer: str | None, exact: str = "") -> bool:
    """Say whether a plainer wording differs and can be read by itself: no first person, nothing open at its end."""
    tokens = grammar.tag(plainer or "")
    first = any(token.lower in ("we", "us", "our", "ours") for token in tokens)
    differs = (plainer or "").lower() != exact.lower()
    return (
        differs and bool(tokens) and not first and tokens[-1].tag not in ("PREP", "DET", "CONJ", "TO", "AUX", "MODAL")
    )


def _named(doc: Document, entities: tuple[Entity, ...]) -> str | None:
    """Return the first name of the title that the body goes on using; never a person's."""
    known = [one.name for one in entities if one.mentions > 1 and one.kind != "person" and one.name in doc.title]
    return min(known, key=lambda name: (doc.title.index(name), -len(name)), default=None)


def _front(doc: Document, term: LoadedTerm) -> int:
    """Return how much a term stands for the whole: in front, heavy, with a plainer wording."""
    at = doc.sentence_at(term.start)
    return 2 * (at.headline or at.lead) + term.weight + (term.plainer is not None)


def _said_of(doc: Document, term: LoadedTerm) -> str | None:
    """Return what the sentence itself says the term of, with its article; None where that is vague."""
    subject = wording.said_of(doc, term)
    title = {salience.stem(word) for word in doc.title.lower().split()}
    if subject is None or not (" " in subject or subject in doc.title or salience.stem(subject.lower()) in title):
        return None
    parts = subject.split()
    # "Colleagues overnight": behind a plural no noun goes on.
    if any(part.endswith("s") and not part.endswith("ss") for part in parts[:-1]) and not parts[-1].endswith("s"):
        return None
    single = subject[0].islower() and not subject.endswith("s") and wording.is_determined(doc, term)
    return f"the {subject}" if single else subject


def _written(doc: Document, term: LoadedTerm, subject: str) -> str | None:
    """Return "Frames X as Y rather than as Z" where Y and Z are of one kind, two nouns or two adjectives, or None."""
    plainer = term.plainer
    if not plainer or plainer.lower() in term.exact.lower() or len(plainer.split()) > 6:  # noqa: PLR2004
        return None
    kind, other = _kind(term.exact), _kind(plainer)
    if kind is None or kind != other:
        return None
    article = wording.article(doc, term) if kind == "noun" else ""
    # Without an article only a plural reads well: "as “game changers”", never "as “genius”".
    plural = term.exact.lower().endswith("s") and not term.exact.lower().endswith(("ss", "us", "is"))
    if kind == "noun" and not article and not plural:
        return None
    opening = f"{article}n " if article and term.exact[0].lower() in "aeiou" else f"{article} " if article else ""
    given = plainer.startswith(("a ", "an ", "the ")) or not article
    return f"Frames {subject} as {opening}“{term.exact}” rather than as {plainer if given else _with_article(plainer)}."


def _kind(phrase: str) -> str | None:
    """Return "noun" or "adjective" by the last word of a phrase that has no verb in it; None for any other."""
    tokens = grammar.tag(phrase)
    if any(token.tag in ("VERB", "MODAL", "AUX", "PREP", "TO", "PRON", "SUBORD", "CONJ", "NEG") for token in tokens):
        return None
    last = tokens[-1].lower
    judged = last in words("grammar", "evaluative") | words("grammar", "adjectives")
    return "adjective" if tokens[-1].tag in ("ADJ", "VBN") or judged else "noun" if tokens[-1].tag == "NOUN" else None


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0].lower() in "aeiou" else f"a {noun}"


def subject_of(doc: Document, claims: tuple[Claim, ...], entities: tuple[Entity, ...] = ()) -> str | None:
    """Return what the title is about, else what the primary claim is about."""
    known = salience.known(doc)
    for text in (_case(doc.title, doc), *(one.exact for one in claims[:1])):
        name = anchors.topic(text, known) if text else None
        if name and _used(doc, name):
            return name
    return next((one.name for one in entities if one.kind == "product"), None)


def _used(doc: Document, name: str) -> bool:
    """Say whether the body itself speaks of a phrase: whole, or by its last word, twice."""
    body = doc.text[doc.body_start :].lower()
    head = name.lower().rsplit(maxsplit=1)[-1]
    return name.lower() in body or len(re.findall(rf"\b{re.escape(head)}", body)) > 1


def _case(title: str, doc: Document) -> str:
    """Return a title with the capitals of title case taken off words that stand in lower case in the body."""
    body = doc.text[doc.body_start :]

    def lower(match: re.Match[str]) -> str:
        word = match.group()
        return word.lower() if re.search(rf"\b{re.escape(word.lower())}\b", body) else word

    return re.sub(r"\b[A-Z][a-z]+\b", lower, title)


def quotable(term: LoadedTerm) -> bool:
    """Say whether a loaded wording reads well in quotation marks inside our sentences: at most five words."""
    tokens = grammar.tag(term.exact)
    if not re.fullmatch(r"[\w’'\-]+(?: [\w’'\-]+){0,4}", term.exact) or not tokens:
        return False
    last, first = tokens[-1], tokens[0]
    return last.tag in ("NOUN", "ADJ", "NAME", "VBN") and first.tag in (
        "NOUN",
        "ADJ",
        "NAME",
        "DET",
        "VBG",
        "NUM",
        "VBN",
        "POSS",
    )
