"""Tell one sentence of a text: in our words with its loaded wording in quotation marks, or quoted whole, or not at all.

What goes in: a Document, its loaded terms, a sentence. What comes out: a sentence of ours with its voice. Pure but for
the heads, which say how loaded a sentence sounds.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Self

from generator import quoting
from generator.analyze.embedded import anchors, compress, grammar, register, retell, tone, types, whole
from generator.analyze.embedded.compress import Cut
from generator.analyze.embedded.document import OWN_ROLES, Document, Sent
from generator.analyze.embedded.grading import LOADED_FROM
from generator.analyze.embedded.tables import words
from generator.config import bare_host
from generator.models import LoadedTerm
from generator.vocabulary import Kind, Role, Speaker, SpinType

THE_TEXT: Final = "The text"
# Most words of a loaded wording quoted inside a sentence of ours.
INSIDE_WORDS: Final = 6
# A sentence with more loaded wordings, or with more of its words in them, is quoted whole.
INSIDE_MOST: Final = 3
INSIDE_SHARE: Final = 0.5
_HOUSE: Final = re.compile(r"\s+(?:Blog|News(?:room)?|Engineering)$")
# Statements of doing stand by themselves; everything else an organization says of itself is told as said.
_DOING: Final = re.compile(
    r"^\S+(?: \S+){0,3} (?:says?|said|announces?|announced|reports?|reported|launche[sd]|released?|releases"
    r"|published|publishes"
    r"|introduced|introduces|plans|expects|closes|closed|cuts?|invites|asks|warns|warned)\b"
)
# Judging words that our own sentences never say without quotation marks, whether a list calls them loaded or not.
_JUDGING_TAGS: Final = ("ADJ", "VBN", "VBG", "NOUN")
# Who a writer is, which says nothing of the text.
_BYLINE: Final = re.compile(
    r"(?:[A-Z][\w’'-]+ ){2,3}is (?:an? |the |our |its )?(?:[\w&-]+ ){0,4}(?i:directors?|managers?|heads?|officers?|"
    r"founders?|co-founders?|editors?|writers?|reporters?|journalists?|professors?|engineers?|presidents?|authors?|"
    r"fellows?|consultants?|researchers?|correspondents?|columnists?)\b"
)
_DENIES: Final = re.compile(r"\b(?:not|never|no longer|no)\b|n['’]t\b", re.IGNORECASE)
_TAKES_UP: Final = re.compile(r"(?:it|they|he|she|we|this|that|instead|rather|but)\b", re.IGNORECASE)
_ARGUING: Final = frozenset((Kind.OPINION, Kind.REVIEW, Kind.INTERVIEW, Kind.FACT_CHECK))


class Told(NamedTuple):
    """One of our sentences, the article sentence it comes from, and who says it, where it says so."""

    text: str
    sentence: Sent
    voice: str | None = None


@lru_cache(maxsize=16)
def voice_name(doc: Document) -> str | None:
    """Return the name to tell "we" by; never the host's where another organization writes.

    It is a name the text itself uses, else the publisher's own.
    """
    if not doc.own_side:
        return None
    other = doc.article.author_organization
    names = [other] if other else [doc.publisher.name, *doc.speaker_names]
    host = bare_host(doc.article.url)
    names = [name for name in names if name.lower() not in (host, f"www.{host}")]
    forms = [_HOUSE.sub("", name) for name in names] + names
    for flags in (0, re.IGNORECASE):
        for form in forms:
            # The first word of a longer name ("Port" of a port authority) is no name by itself.
            alone = "" if form in names[:1] else r"(?-i:(?!\s+[A-Z]))"
            found = re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-]){alone}", doc.text, flags)
            if found and (found.group()[0].isupper() or not form[0].isupper()):
                return found.group()
    speaks = doc.publisher.role in OWN_ROLES - {Role.PRESS_RELEASE_SERVICE} and other is None
    own = _HOUSE.sub("", doc.publisher.name)
    return own if speaks and "." not in own else None


@dataclass(frozen=True, eq=False)
class Voice:
    """Whose text it is, and what in it is loaded."""

    doc: Document
    loaded: tuple[LoadedTerm, ...]
    source: str
    name: str | None

    @classmethod
    def of(cls, doc: Document, loaded: tuple[LoadedTerm, ...]) -> Self:
        """Read who speaks and what is loaded."""
        # Whose "we" an interview has changes from answer to answer.
        name = None if register.kind(doc) is Kind.INTERVIEW else voice_name(doc)
        return cls(doc, loaded, retell.foldable(doc.text), name)

    @cached_property
    def _terms(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        for one in self.loaded:
            found.setdefault(self.doc.sentence_at(one.start).index, []).append(one.exact)
        return {index: tuple(sorted(set(exact), key=len, reverse=True)) for index, exact in found.items()}

    @cached_property
    def _argues(self) -> bool:
        """Say whether the text as a whole steers or argues, so that nothing of it is told as ours."""
        spun = types.propose(self.doc, self.loaded).likely not in (None, SpinType.NONE)
        return spun or register.kind(self.doc) in _ARGUING

    def terms(self, sentence: Sent) -> tuple[str, ...]:
        """Return the loaded wordings of a sentence, and judging words no list calls loaded, longest first."""
        listed = self._terms.get(sentence.index, ())
        tokens = grammar.tag(sentence.text)
        judging = [
            token.text
            for place, token in enumerate(tokens)
            if token.lower in words("grammar", "evaluative")
            and token.tag in _JUDGING_TAGS
            and not any(token.text in one for one in listed)
            and not _part_of_name(tokens, place)
        ]
        return (*listed, *dict.fromkeys(judging))

    def colored(self, sentence: Sent) -> bool:
        """Say whether a sentence carries loaded wording, or sounds so."""
        return bool(self._terms.get(sentence.index)) or self._sounds(sentence)

    def _sounds(self, sentence: Sent) -> bool:
        judged = tone.judgements(self.doc)
        if sentence.index >= len(judged) or not tone.readable(self.doc):
            return False
        return judged[sentence.index].loaded >= LOADED_FROM

    def tell(self, sentence: Sent, limit: int) -> Told | None:
        """Return a sentence of the article told or quoted, with its full stop, or None."""
        attributed = compress.says(sentence.text)
        whose = sentence.speaker is not Speaker.QUOTED or attributed
        ended = sentence.text.rstrip().endswith((".", "!"))
        if not whose or not ended or sentence.endless or self._is_byline(sentence) or self._sets_up(sentence):
            return None
        return self._plain(sentence, limit) or self._quoted(sentence, min(limit, quoting.QUOTED_RUN))

    def _sets_up(self, sentence: Sent) -> bool:
        """Say whether a sentence denies only to let the next one outdo it: "They have not improved it. They ..."."""
        if not _DENIES.search(sentence.text) or sentence.index + 1 >= len(self.doc.sentences):
            return False
        following = self.doc.sentences[sentence.index + 1]
        return following.paragraph == sentence.paragraph and _TAKES_UP.match(following.text) is not None

    def _is_byline(self, sentence: Sent) -> bool:
        author = self.doc.article.author
        signed = author is not None and sentence.text.lower().startswith(f"{author.lower()} is ")
        return signed or _BYLINE.match(sentence.text) is not None

    def _plain(self, sentence: Sent, limit: int) -> Told | None:
        """Tell a sentence in our words, its loaded wording in quotation marks."""
        terms = self.terms(sentence)
        voice = self._credits(sentence, terms)
        cut = None if self._sounds(sentence) and not terms else self._cut(sentence, limit, voice)
        marked = _marked(cut.text, terms) if cut is not None else None
        if cut is None or marked is None:
            return None
        if cut.credit is not None:
            credited = self._credited(marked, cut.credit)
            return Told(f"{credited}.", sentence) if credited else None
        if voice is None or (not terms and voice == self.name and _DOING.match(marked) and marked.startswith(voice)):
            return Told(f"{marked}.", sentence)
        # A first word that may be a name or not has neither a small nor a capital letter for sure.
        sure = self._ordinary(marked.lstrip("“")) is not None
        return Told(f"{self._said(marked, voice)}.", sentence, voice) if sure else None

    def _cut(
        self, sentence: Sent, limit: int, voice: str | None = None, judging: frozenset[str] | None = None
    ) -> Cut | None:
        """Return a sentence compressed and loosened until no run of it is too long, or None."""
        own = self.doc.own_side and sentence.speaker is not Speaker.QUOTED
        name = self.name if own else None
        named = voice is not None and voice == name
        cut = compress.sentence(sentence.text, name, own=own, limit=limit, judging=judging, named=named)
        if cut is None or compress.is_near(cut.text) or re.search(r"\b(\w+) \1\b", cut.text, re.IGNORECASE):
            return None
        text = retell.loosened(retell.plainer(cut.text), self.source)
        return Cut(text, cut.credit) if retell.longest_run(text, self.source) <= quoting.PROSE_RUN else None

    def _credits(self, sentence: Sent, terms: tuple[str, ...]) -> str | None:
        """Return whom a sentence has to be credited to: the organization, the text, or nobody."""
        if sentence.speaker is Speaker.QUOTED:
            return None
        if self.doc.own_side:
            needed = self._argues or bool(terms) or _claims(sentence.text)
            return (self.name or THE_TEXT) if needed else None
        return THE_TEXT if self._argues or terms else None

    def _quoted(self, sentence: Sent, limit: int) -> Told | None:
        """Quote a sentence whole, with who says it."""
        text = compress.without_dateline(sentence.text)
        if not whole.quotable(text, limit) or len(retell.folded(text)) > quoting.QUOTED_RUN:
            return None
        own = self.doc.own_side and sentence.speaker is not Speaker.QUOTED and self.name is not None
        others = own and re.search(rf"\bwe\b.*\b{re.escape(self.name or '')}\b", text, re.IGNORECASE)
        voice = self.name if own and not others else THE_TEXT
        return Told(f"{voice} says: “{text}”", sentence, voice)

    def line(self, sentence: Sent, limit: int, judging: frozenset[str] | None = None) -> str | None:
        """Return a sentence told without credit, quotation marks or full stop, or None.

        Args:
            sentence: a sentence of the article.
            limit: most words of the line.
            judging: words to take out with all judging ones; None: all stay.
        """
        if sentence.endless or not sentence.text.rstrip().endswith(".") or self._sets_up(sentence):
            return None
        cut = self._cut(sentence, limit, judging=judging)
        return cut.text if cut is not None else None

    def soberly(self, sentence: Sent, limit: int, spin: str) -> str | None:
        """Return what a sentence states once its judging words are gone, with its full stop; None where one is left."""
        line = self.line(sentence, limit, frozenset(spin.lower().split()))
        if line is None or self.doc.speaker_at(sentence.start) is Speaker.QUOTED:
            return None
        parts = spin.lower().split()
        left = set(re.findall(r"[\w’'-]+", line.lower()))
        # The noun of a wording may stay, what colors it may not.
        spun = any(word in left for word in (parts[:-1] or parts))
        if spun or any(term.lower() in line.lower() for term in self._terms.get(sentence.index, ())):
            return None
        voice = (self.name or THE_TEXT) if self.doc.own_side else None
        return f"{self._said(line, voice)}." if voice and not _DOING.match(line) else f"{line}."

    def _credited(self, text: str, credit: str) -> str | None:
        if len(credit.split()) > 8 or re.match(r"(?:he|she|they|it|i|we|him|her|them)\b", credit, re.IGNORECASE):  # noqa: PLR2004
            return None
        return f"According to {self._lowered(credit)}, {self._lowered(text)}"

    def _said(self, text: str, voice: str) -> str:
        """Return a statement as said by its voice; the voice's own name at its start becomes "it"."""
        for ending, pronoun in (("'s ", "its "), ("’s ", "its "), ("' ", "its "), (" ", "it ")):
            form = f"{voice}{ending}"
            if text.lower().startswith(form.lower()):
                return f"{voice} says {pronoun}{text[len(form) :]}"
        opened = grammar.tag(text)[0].tag in ("PREP", "SUBORD", "ADV", "NUM") or "," in text
        return f"{voice} says {'that ' if opened else ''}{self._lowered(text)}"

    def _ordinary(self, text: str) -> bool | None:
        """Say whether the first word is an ordinary one (True), a name (False), or may be either (None)."""
        first = re.match(r"[\w’'-]+", text)
        if first is None or not first.group()[0].isupper() or any(map(str.isupper, first.group()[1:])):
            return False
        word = first.group().lower()
        closed = grammar.tag(word)[0].tag in ("DET", "PREP", "PRON", "SUBORD", "CONJ", "NUM", "ADV")
        if closed or word in grammar.common() or re.search(rf"\b{re.escape(word)}\b", self.doc.text):
            return True
        after = text[first.end() :].lstrip()[:1]
        if after.isupper() or re.search(rf"[a-z0-9,;] {re.escape(first.group())}\b", self.doc.text):
            return False
        return True if word.endswith("s") and grammar.forms(word[:-1]) else None

    def _lowered(self, text: str) -> str:
        """Return a sentence with a small first letter where its first word is an ordinary one."""
        return text[0].lower() + text[1:] if self._ordinary(text) else text


def _part_of_name(tokens: tuple[grammar.Token, ...], place: int) -> bool:
    """Say whether a word is written with a capital beside another such word."""
    beside = tokens[max(0, place - 1) : place] + tokens[place + 1 : place + 2]
    return tokens[place].text[:1].isupper() and any(one.tag == "NAME" for one in beside)


def _marked(text: str, terms: tuple[str, ...]) -> str | None:
    """Return a sentence with its loaded wordings in quotation marks, or None where they do not stand in it so."""
    if not terms:
        return text
    places: list[tuple[int, int]] = []
    for term in terms:
        found = re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", text) or re.search(
            rf"^{re.escape(term)}(?![\w-])", text, re.IGNORECASE
        )
        if found is None or len(term.split()) > INSIDE_WORDS:
            return None
        if not any(start <= found.start() and found.end() <= end for start, end in places):
            places.append((found.start(), found.end()))
    count = sum(len(text[start:end].split()) for start, end in places)
    if len(places) > INSIDE_MOST or count > INSIDE_SHARE * len(text.split()):
        return None
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}“{text[start:end]}”{text[end:]}"
    return text


def _claims(text: str) -> bool:
    """Say whether a sentence states something to be believed on the speaker's word."""
    cues = anchors.of(text)
    return any((cues.figure, cues.comparison, cues.superlative, cues.future, cues.cause))
