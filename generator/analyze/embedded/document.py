# ruff: noqa: SIM905, E501, RUF001 - word lists read better as words; full-width marks are what is read here
"""Read one article into sentences with speakers, built once and shared by every finding.

What goes in: an article and its publisher. What comes out: a frozen Document. Pure.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from generator.analyze import heads
from generator.analyze.embedded import planted, speakers
from generator.analyze.embedded.speakers import Quotation
from generator.config import bare_host
from generator.models import Article, Publisher, Sentence
from generator.vocabulary import Role, Speaker

CROSSHEAD_WORDS = 12
LEAD_SENTENCES = 3
LEAD_LEAST_WORDS = 8
LONGEST_WORD = 100
# An unknown source speaks as an organization when this share of its own sentences says "we".
WE_SHARE = 0.2
# A text that reports nobody's words and says "you" in this share of its words talks to customers.
YOU_SHARE = 0.02

OWN_ROLES = frozenset(
    {
        Role.COMPANY_BLOG,
        Role.PROJECT_BLOG,
        Role.PRESS_RELEASE_SERVICE,
        Role.GOVERNMENT,
        Role.RESEARCH,
        Role.NONPROFIT,
    }
)

_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof sr jr st gen col lt sgt capt rep sen gov hon rev inc ltd corp co llc plc bros dept univ est no "
        "nos vs etc eg ie cf al fig figs eq sec ch vol pp p ed eds approx ca jan feb mar apr jun jul aug sep sept oct nov "
        "dec mon tue wed thu fri sat sun a.m p.m e.g i.e u.s u.k u.n d.c ph.d m.d b.a m.a u.s.a e.u"
    ).split()
)
_MAY_END = frozenset("inc ltd corp co llc plc bros etc jr sr a.m p.m u.s u.k u.n d.c ph.d m.d u.s.a e.u al".split())
_STARTERS = frozenset(
    "the a an this that these those it its he she they we our i you in on at for from with but and as by when while "
    "if after before since there what however although according one all some most many to no not his her their".split()
)
_BOUNDARY = re.compile(
    r"(?P<stop>[.!?…]+|[。！？]+)(?P<close>[\"'”’»)\]」』]*)(?P<space>\s+|(?<=[。！？])|(?<=[。！？][」』”]))"
)
_LEGAL = re.compile(r",?\s+(?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|GmbH|AG|SA|Co|Company)\.?$")
_HOUSE = re.compile(r"\s+(?:Blog|News(?:room)?|Engineering|Press|Team|Project|Foundation|Official)$", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+(?!js$|ai$|io$|net$)[a-z]{2,}|www\..*", re.IGNORECASE)
_PLAIN_BRANDS = frozenset("blog news about press medium github www the".split())


_BLOG = re.compile(r"//blog\.|[./]blogs?/|blog\.\w+/", re.IGNORECASE)
_WE_ANNOUNCE = re.compile(
    r"\b[Ww]e(?:['’]re| are)?(?: \w+){0,2} (?:announc\w+|introduc\w+|launch\w+|releas\w+|sharing|proud|excited|pleased)\b"
)
_I = re.compile(r"\b(?:I|[Mm]y|[Mm]yself)\b(?![.:])")
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|according to|reported|announced)\b", re.IGNORECASE)


class Sent(NamedTuple):
    """One sentence; the title is sentence 0 of paragraph 0."""

    index: int  # type: ignore[assignment]  # the word fits better than the tuple's own method
    start: int
    end: int
    text: str
    paragraph: int
    speaker: Speaker
    headline: bool
    lead: bool

    @property
    def endless(self) -> bool:
        """Say whether a string without a break stands in it: that is no word, and no page could hold it."""
        return max(map(len, self.text.split()), default=0) > LONGEST_WORD


@dataclass(frozen=True, eq=False)
class Document:
    """One article, read once. ``text`` has the article's offsets; planted passages are blanked out in it."""

    article: Article
    publisher: Publisher
    text: str
    title: str
    body_start: int
    sentences: tuple[Sent, ...]
    words: int
    speaker_names: tuple[str, ...]
    own_side: bool
    quotations: tuple[Quotation, ...]
    planted: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, article: Article, publisher: Publisher) -> Self:
        """Read an article."""
        found = planted.passages(article.text)
        text = planted.masked(article.text, found).rstrip()
        title = article.title if text.startswith(article.title) else ""
        body_start = len(title) + (len(text[len(title) :]) - len(text[len(title) :].lstrip()))
        names = speaker_names(article, publisher)
        lines = tuple(_lines(text, body_start))
        own_side = _own_side(article, publisher, text[body_start:])
        quoted = speakers.quotations(lines, names, own_side=own_side)
        drafts = _drafts(title, lines)
        starts = [one.start for one in quoted]
        personal = _personal(text[body_start:])
        sentences = tuple(
            draft._replace(
                index=index, speaker=_speaker(draft, quoted, starts, names, own_side=own_side, personal=personal)
            )
            for index, draft in enumerate(drafts)
        )
        return cls(
            article=article,
            publisher=publisher,
            text=text,
            title=title,
            body_start=body_start,
            sentences=sentences,
            words=len(text[body_start:].split()),
            speaker_names=names,
            own_side=own_side,
            quotations=quoted,
            planted=found,
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [one.start for one in self.quotations]

    @cached_property
    def body(self) -> tuple[Sent, ...]:
        """Return the sentences of the body, crossheads left out."""
        return tuple(one for one in self.sentences if not one.headline)

    @cached_property
    def own_body(self) -> tuple[Sent, ...]:
        """Return the sentences of the body in the text's own voice; all of them where everything is quoted."""
        return tuple(one for one in self.body if one.speaker is not Speaker.QUOTED) or self.body

    @cached_property
    def records(self) -> tuple[Sentence, ...]:
        """Return all sentences as the nouns an Analysis carries."""
        return tuple(Sentence(start=one.start, end=one.end, speaker=one.speaker) for one in self.sentences)

    def passages(self, most: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the numbers of the first sentences: those without marked words of others, and those with.

        Each is read in the company of its like, so that what others say does not color the text's own voice.
        """
        told = [
            any(not q.own and q.start < one.end and one.start < q.end for q in self.quotations)
            for one in self.sentences[:most]
        ]
        own, quoted = (tuple(number for number, marked in enumerate(told) if marked is side) for side in (False, True))
        return own, quoted

    def sentence_at(self, offset: int) -> Sent:
        """Return the sentence an offset falls into; between two sentences, the one before."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the quotation an offset falls into, or None."""
        at = bisect_right(self._quote_starts, offset) - 1
        return self.quotations[at] if at >= 0 and offset < self.quotations[at].end else None

    def speaker_at(self, offset: int) -> Speaker:
        """Return whose voice an offset is in: the quotation's if it lies in one, else its sentence's."""
        sentence = self.sentence_at(offset)
        quotation = None if sentence.headline else self.quotation_at(offset)
        if quotation is not None:
            return Speaker.PUBLISHER if quotation.own else Speaker.QUOTED
        if sentence.headline:
            return Speaker.HEADLINE
        if sentence.speaker is Speaker.QUOTED and self._mostly_marked(sentence):
            return Speaker.AUTHOR
        return sentence.speaker

    def _mostly_marked(self, sentence: Sent) -> bool:
        return any(one.start < sentence.end and sentence.start < one.end for one in self.quotations)


def speaker_names(article: Article, publisher: Publisher) -> tuple[str, ...]:
    """Return the names a text speaks for: author organization, publisher, short forms, host brand."""
    raw = [article.author_organization or "", publisher.name if publisher.role in OWN_ROLES else ""]
    names: list[str] = []
    for name in raw:
        short = _HOUSE.sub("", _LEGAL.sub("", name.strip()))
        # A name with a point inside is a host, unless a product or project is written so.
        names += [one for one in (name.strip(), short) if len(one) > 1 and not _HOST.fullmatch(one)]
        names += _first_word(short, article.text)
    spelled = {re.sub(r"\W", "", one).lower() for one in names if " " not in one}
    brand = _brand(article.url) if publisher.role in OWN_ROLES - {Role.PRESS_RELEASE_SERVICE} else ""
    if brand and brand.lower() not in spelled:
        names.append(brand)
    return tuple(dict.fromkeys(names))


def _first_word(name: str, text: str) -> list[str]:
    """Return the first word of a name where the text goes on calling it so, and means nothing else by the word."""
    first = heads.short_form(name, frozenset(text.split()))
    alone = first and re.search(rf"{heads.known(first).pattern}(?!{re.escape(name.removeprefix(first))})", text)
    return [first] if first and alone else []


def _brand(url: str) -> str:
    labels = bare_host(url).split(".")
    label = next((one for one in reversed(labels[:-1]) if len(one) > 3 and one not in _PLAIN_BRANDS), "")  # noqa: PLR2004
    return label[:1].upper() + label[1:]


def _own_side(article: Article, publisher: Publisher, body: str) -> bool:
    if publisher.role in OWN_ROLES or article.author_organization:
        return True
    if publisher.role in {Role.WIRE, Role.FORUM}:
        return False
    outside = re.sub(r"[“\"][^”\"\n]*[”\"]", "", body)
    if len(_YOU.findall(outside)) >= YOU_SHARE * max(1, len(outside.split())) and not _SAID.search(outside):
        return True
    stops = max(1, len(re.findall(r"[.!?](?:\s|$)", outside)))
    share = len(speakers.WE.findall(outside)) / stops
    if share >= 2 * WE_SHARE:
        return True
    # What announces in the first person, or stands on a blog and says "we", reports on nobody.
    blog = publisher.role is Role.NEWS_MEDIA and _BLOG.search(article.url) is not None
    told = len(_SAID.findall(outside))
    return told <= stops * WE_SHARE / 4 and ((blog and share > 0) or _WE_ANNOUNCE.search(outside[:600]) is not None)


def _personal(body: str) -> bool:
    """Say whether a person tells the text: "I" more often than "we"."""
    outside = re.sub(r"[“\"][^”\"\n]*[”\"]", "", body)
    return len(_I.findall(outside)) > len(speakers.WE.findall(outside))


def _lines(text: str, body_start: int) -> Iterator[tuple[int, str]]:
    at = body_start
    for line in text[body_start:].split("\n"):
        stripped = line.strip()
        if stripped:
            yield at + line.index(stripped[0]), stripped
        at += len(line) + 1


def _drafts(title: str, lines: tuple[tuple[int, str], ...]) -> Iterator[Sent]:
    lead_end = title_end = len(title.rstrip())
    yield Sent(0, 0, title_end, title.rstrip(), 0, Speaker.HEADLINE, headline=True, lead=False)
    lead_left = LEAD_SENTENCES
    lead_paragraph = 0
    for paragraph, (offset, line) in enumerate(lines, 1):
        if _is_crosshead(lines, paragraph - 1):
            yield Sent(0, offset, offset + len(line), line, paragraph, Speaker.HEADLINE, headline=True, lead=False)
            continue
        if not lead_paragraph and len(line.split()) >= LEAD_LEAST_WORDS:
            lead_paragraph = paragraph
        for start, end in split(line):
            lead = lead_paragraph > 0 and lead_left > 0
            # The lead is the first paragraph of running text, and goes on while that has a single sentence only.
            if lead and paragraph != lead_paragraph and lead_left < LEAD_SENTENCES - 1:
                lead, lead_left = False, 0
            lead_left -= lead
            lead_end = offset + end if lead else lead_end
            yield Sent(
                0, offset + start, offset + end, line[start:end], paragraph, Speaker.AUTHOR, headline=False, lead=lead
            )


def _is_crosshead(lines: tuple[tuple[int, str], ...], at: int) -> bool:
    line = lines[at][1]
    if not line or len(line.split()) > CROSSHEAD_WORDS or line[-1] in '.!;:,…"”»)' or line[0] in "-*•>–—·|":
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] == "#") or at + 1 >= len(lines):
        return False
    following = lines[at + 1][1]
    before = lines[at - 1][1] if at else ""
    alone = len(before.split()) > CROSSHEAD_WORDS or not before or before[-1] in '.!?”"'
    return alone and len(following.split()) > max(CROSSHEAD_WORDS, len(line.split()))


def split(line: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every sentence of one paragraph, surrounding space left out."""
    start = 0
    for match in _BOUNDARY.finditer(line):
        if match.end() < len(line) and _ends_sentence(line, start, match):
            yield start, match.start("space")
            start = match.end()
    if line[start:].strip():
        yield start, len(line.rstrip())


def _ends_sentence(line: str, start: int, match: re.Match[str]) -> bool:
    following = line[match.end() :].lstrip("\"'“‘«([„")
    if match["stop"][0] in "。！？":
        return True
    first = following[:1]
    if not (first.isupper() or first.isdigit() or not (first.isalpha() or first.isspace())):
        return False
    if match["stop"] != "." or match["close"]:
        return match["stop"] not in {"...", "…"} or first.isupper()
    before = line[start : match.start()].split()
    word = before[-1].strip("(\"'“‘[").lower() if before else ""
    next_word = re.split(r"\W", following, maxsplit=1)[0].lower()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and next_word in _STARTERS
    if len(before) == 1 and re.fullmatch(r"\d{1,3}|[A-Za-z]", word):
        return False
    return not (len(word) == 1 and word.isalpha() and word != "i") and not (
        re.fullmatch(r"(?:[a-z]\.)+[a-z]", word) and next_word not in _STARTERS
    )


def _speaker(  # noqa: PLR0913 - one sentence beside all that its text shows of voices
    draft: Sent,
    quoted: tuple[Quotation, ...],
    starts: list[int],
    names: tuple[str, ...],
    *,
    own_side: bool,
    personal: bool,
) -> Speaker:
    """Return whose voice a sentence is in.

    What an organization prints under its own name is its own voice, with or without "we"; a person who says "I" in it
    speaks as the author.
    """
    if draft.headline:
        return Speaker.HEADLINE
    covered = own_covered = 0
    at = max(0, bisect_right(starts, draft.start) - 1)
    for one in quoted[at:]:
        if one.start >= draft.end:
            break
        shared = max(0, min(one.end, draft.end) - max(one.start, draft.start))
        covered += shared
        own_covered += shared if one.own else 0
    if covered * 2 > draft.end - draft.start:
        return Speaker.PUBLISHER if own_covered * 2 > covered else Speaker.QUOTED
    attributed = speakers.attributed(draft.text, names, own_side=own_side)
    if attributed is not None:
        return Speaker.PUBLISHER if attributed else Speaker.QUOTED
    if not own_side or _I.search(draft.text):
        return Speaker.AUTHOR
    institutional = speakers.WE.search(draft.text) or any(name in draft.text for name in names)
    return Speaker.PUBLISHER if institutional or not personal else Speaker.AUTHOR
