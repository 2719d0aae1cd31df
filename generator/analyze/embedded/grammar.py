# ruff: noqa: SIM905 - typographic marks are what is read here; word lists read better as words
"""A small part-of-speech tagger and phrase finder for English, by word lists and context rules.

What goes in: one sentence. What comes out: tagged tokens with offsets, noun phrases, the main clause. Pure.
It is built for precision in telling apart what can be cut from a sentence and what cannot, not for full parsing.
"""

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from generator.analyze.embedded.tables import table, words

_TOKEN: Final = re.compile(
    r"[$€£¥]?\d[\d.,]*\d(?:[-–]?[A-Za-z%][\w%-]*)?|[$€£¥]?\d[\w%]*(?:[-–][\w%]+)*"
    r"|(?:[A-Z]\.){2,}|[^\W\d_][\w]*(?:[-–&+./][\w]+)*(?=n['’]t\b)|n['’]t\b"
    r"|[^\W\d_][\w]*(?:[-–&+./@][\w]+)*\+{0,2}|['’](?:s|re|ve|ll|d|m)\b|\.\.\.|[^\w\s]",
)

DET: Final = frozenset(
    "the a an this that these those its our their his her my your each every some any no all both either neither "
    "another such what whatever which".split()
)
PREP: Final = frozenset(
    "of in on at by for with from into onto over under about against between among through during before after "
    "across within without toward towards upon via per until since throughout around behind beyond despite except "
    "inside outside near off along amid like unlike as than besides beneath below above including regarding "
    "concerning following".split()
)
PRON: Final = frozenset(
    "i you he she it we they me him us them who whom someone anyone everyone nobody somebody anybody everybody there "
    "itself themselves ourselves myself himself herself yourself mine ours theirs one".split()
)
SUBJECT_PRON: Final = frozenset("i you he she it we they there who which that".split())
CONJ: Final = frozenset("and or but nor yet plus".split())
SUBORD: Final = frozenset(
    "because although though while whereas if unless when whenever where wherever once so until since after before "
    "as whether why how lest".split()
)
MODAL: Final = frozenset("will would can could may might must shall should cannot ca wo".split())
AUX: Final = frozenset(
    "be is are was were been being am have has had having do does did done 're 've 'm ’re ’ve ’m 'll ’ll 'd ’d".split()
)
_RELATIVE: Final = frozenset("which who whom whose that".split())
_BARE_INFINITIVE: Final = frozenset("let lets help helps helped make makes made".split())
_UNITS: Final = frozenset("percent million billion trillion thousand hundred dozen".split())
_NUMBER_WORDS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred "
    "thousand million billion dozen dozens hundreds thousands millions billions".split()
)


class Token(NamedTuple):
    """One word or mark: text, lower case, tag, offsets in the sentence."""

    text: str
    lower: str
    tag: str
    start: int
    end: int


class Forms(NamedTuple):
    """What a verb form can be: base forms it comes from, by form name."""

    base: str
    form: str


@cache
def common() -> frozenset[str]:
    """Return the ordinary words that open sentences in lower case when they stand inside one."""
    lists = ("openers", "plain_nouns", "nouns_first", "adjectives", "adverbs")
    return frozenset().union(*(words("grammar", name) for name in lists))


@cache
def _forms() -> dict[str, tuple[Forms, ...]]:
    """Return every inflected form to its readings (base, s, past, participle, ing)."""
    irregular: dict[str, tuple[str, str]] = {}
    for entry in re.split(r"[|\n]", table("grammar")["irregular"]):
        parts = entry.split()
        if parts:
            irregular[parts[0]] = (parts[1], parts[-1])
    found: dict[str, list[Forms]] = {}
    for base in sorted(words("grammar", "verbs") | irregular.keys()):
        past, participle = irregular.get(base, (_ed(base), _ed(base)))
        for word, form in (
            (base, "base"),
            (third_person(base), "s"),
            (past, "past"),
            (participle, "participle"),
            (ing(base), "ing"),
        ):
            found.setdefault(word, []).append(Forms(base, form))
    found["were"] = [Forms("be", "past")]
    found["are"] = [Forms("be", "base")]
    return {word: tuple(forms) for word, forms in found.items()}


_VOWELS: Final = "aeiou"
_DOUBLING: Final = frozenset(
    "admit ban beg begin commit compel control cut drag drop equip fit forbid forget get hit incur log map occur omit "
    "permit plan prefer put quit refer regret rebut rub run set ship shut sit skip slip split spur stem step stop "
    "strip submit swim tap top transfer transmit trim win wrap grab grip let spot acquit bid defer infer outrun scan "
    "upset reset rot bet pop program".split()
)


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


def ing(base: str) -> str:
    """Return the -ing form of a base verb."""
    if base in ("lie", "die", "tie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if base in _DOUBLING else "") + "ing"


def third_person(base: str) -> str:
    """Return the third person singular of a base verb."""
    special = {"be": "is", "have": "has", "do": "does", "go": "goes", "undergo": "undergoes", "forgo": "forgoes"}
    if base in special:
        return special[base]
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def forms(word: str) -> tuple[Forms, ...]:
    """Return the verb readings of a lower-case word; () where it is none of the known verbs."""
    return _forms().get(word, ())


def _is(word: str, *names: str) -> bool:
    return any(one.form in names for one in forms(word))


@lru_cache(maxsize=8192)
def tag(sentence: str) -> tuple[Token, ...]:
    """Tag one sentence.

    Tags: DET PREP PRON CONJ SUBORD MODAL AUX TO NEG NUM NAME NOUN ADJ ADV VERB (finite or base) VBN (participle or
    past) VBG POSS REL PUNCT.
    """
    raw = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(sentence)]
    tokens: list[Token] = []
    for position, (text, start, end) in enumerate(raw):
        lower = text.lower()
        following = raw[position + 1][0].lower() if position + 1 < len(raw) else ""
        word_class = _closed(text, lower, tokens, following) or _open(text, lower, tokens, following)
        tokens.append(Token(text, lower, word_class, start, end))
    return _repaired(tuple(tokens))


def _repaired(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make the first noun that can be a verb one, where a statement would otherwise have no verb."""
    if len(tokens) < 4 or any(is_finite(tokens, index) for index in range(len(tokens))):  # noqa: PLR2004
        return tokens
    for index in range(1, len(tokens) - 1):
        here, last, following = tokens[index], tokens[index - 1], tokens[index + 1]
        form = "base" if last.lower.endswith("s") else "s"
        behind = following.tag in ("DET", "NUM", "ADJ", "ADV", "PREP", "NAME") or (
            form == "s" and following.tag == "NOUN"
        )
        if here.tag == "NOUN" and last.tag in ("NOUN", "NAME") and _is(here.lower, form) and behind:
            return (*tokens[:index], here._replace(tag="VERB"), *tokens[index + 1 :])
    return tokens


def _closed(text: str, lower: str, before: list[Token], following: str) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one branch per word class
    """Return the tag of a word of the closed classes, or None."""
    last = before[-1] if before else None
    if not any(letter.isalnum() for letter in text):
        return "PUNCT"
    if lower in ("'s", "’s"):
        return "AUX" if last and last.lower in {"it", "that", "there", "he", "she", "what", "who", "here"} else "POSS"
    simple = {"to": "TO", "not": "NEG", "n't": "NEG", "n’t": "NEG", "never": "ADV"}
    if lower in simple:
        return simple[lower]
    if lower in MODAL and text != "May":
        return "MODAL"
    if lower in AUX:
        return "AUX"
    if lower == "that" and last and last.tag in ("NOUN", "NAME") and following not in {"of", "is", ","}:
        return "REL"
    if lower in ("which", "who", "whose", "whom") and last is not None:
        return "REL"
    if lower == "that" and last and last.tag in ("VERB", "VBN", "VBG", "ADJ", "AUX"):
        return "SUBORD"
    for members, name in ((DET, "DET"), (CONJ, "CONJ")):
        if lower in members and not (text.isupper() and len(text) > 1):
            return name
    if lower in PREP and not (lower in SUBORD and following in SUBJECT_PRON):
        return "PREP"
    if lower in SUBORD:
        return "SUBORD"
    if re.fullmatch(r"\d+[A-Z][A-Za-z]*", text):
        return "NAME"
    if lower in _NUMBER_WORDS or text[0].isdigit() or text[0] in "$€£¥":
        return "NUM"
    return "PRON" if lower in PRON and text != "US" else None


def _open(text: str, lower: str, before: list[Token], following: str) -> str:  # noqa: C901, PLR0911 - one branch per word class
    """Return the tag of a word of the open classes."""
    last = before[-1] if before else None
    opens = last is None or (last.tag == "PUNCT" and last.text in '.:!?“"•—')
    if text[0].isupper() and (not opens or not _known(lower)):
        return "NAME"
    if any(letter.isupper() for letter in text[1:]) or any(letter.isdigit() for letter in text):
        return "NAME"
    made = last is not None and last.tag == "PRON" and len(before) > 1 and before[-2].lower in _BARE_INFINITIVE
    recent = any(one.lower in _BARE_INFINITIVE for one in before[-4:-1])
    made = made or (recent and last is not None and last.tag == "NOUN" and _is(lower, "base"))
    if made or _verbal_place(last):
        if _is(lower, "base", "past", "s"):
            return "VERB"
        if lower in words("grammar", "adverbs"):
            return "ADV"
    finite_before = any(one.tag in ("AUX", "MODAL", "VERB") for one in before)
    verb = _verb_tag(lower, last, following, finite_before=finite_before)
    if verb is not None:
        return verb
    if lower in words("grammar", "adjectives") or lower in words("grammar", "evaluative"):
        return "ADJ"
    if lower in words("grammar", "adverbs") or (lower.endswith("ly") and lower not in words("grammar", "plain_nouns")):
        return "ADV"
    if re.search(r"(?:ive|ous|ful|less|able|ible|ic|al|ary|ish|ant|ent)$", lower) and following.isalpha():
        if following in PREP or following in AUX or following in CONJ or following in MODAL:
            return "NOUN"
        return "ADJ" if len(lower) > 4 else "NOUN"  # noqa: PLR2004 - 'oil', 'deal' are no adjectives
    return "NOUN"


def _known(lower: str) -> bool:
    """Say whether a sentence-initial capitalised word is an ordinary word."""
    lists = ("adjectives", "adverbs", "plain_nouns", "evaluative", "evaluative_adverbs", "nouns_first", "openers")
    return bool(forms(lower)) or any(lower in words("grammar", name) for name in lists) or lower.endswith("ly")


def _verbal_place(last: Token | None) -> bool:
    """Say whether only a verb (or an adverb before it) can stand after the last token."""
    return last is not None and (
        last.tag in ("MODAL", "TO", "NEG")
        or (last.tag == "PRON" and last.lower in SUBJECT_PRON)
        or last.lower in ("do", "does", "did")
    )


def _verb_tag(lower: str, last: Token | None, following: str, *, finite_before: bool) -> str | None:  # noqa: C901, PLR0911 - one branch per verb form
    """Return VERB, VBN or VBG where a form of a known verb (or an unknown -ed form) stands as one."""
    if lower in words("grammar", "plain_nouns"):
        return None
    before = last.tag if last else ""
    if lower.endswith("ing") and len(lower) > 5:  # noqa: PLR2004 - 'king', 'ring'
        return "VBG" if before != "DET" or following in DET else "NOUN"
    if before in ("DET", "POSS", "NUM") and not _is(lower, "participle", "past"):
        return None
    if _is(lower, "participle", "past") or (lower.endswith("ed") and len(lower) > 4):  # noqa: PLR2004 - 'need'
        if _is(lower, "base") and before not in ("NOUN", "NAME", "PRON", "AUX"):
            return None
        if before in ("DET", "POSS", "ADJ"):
            return "ADJ"
        return "VBN"
    if lower.endswith("s") and _is(lower, "s") and before in ("NOUN", "NAME") and not finite_before:
        open_after = following.isalpha() and following not in PREP | AUX | MODAL | CONJ | {"to", "that"}
        if open_after and not _is(following, "s", "past") and last is not None and not last.lower.endswith("s"):
            return "VERB"
    if lower in words("grammar", "nouns_first") or lower.rstrip("s") in words("grammar", "nouns_first"):
        after = following in DET or following in {"it", "them", "us", "to", "that", "on", "for"}
        plain = _is(lower, "s") and before in ("NAME", "NOUN") and (following in DET or following in {"it", "that"})
        return "VERB" if plain or (before in ("NAME", "REL") and after) else None
    if _is(lower, "s") and before in ("NOUN", "NAME", "REL", "ADV", "PRON", "PUNCT", "CONJ", "NUM", "VBG"):
        return "VERB"
    if _is(lower, "base") and before in ("NOUN", "NAME", "REL", "ADV", "CONJ", "PUNCT", ""):
        return "VERB"
    return None


_NP_INSIDE: Final = frozenset(("DET", "ADJ", "NOUN", "NAME", "NUM", "POSS", "VBN"))


def noun_phrases(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Return the noun phrases as token ranges, left to right: determiner, modifiers, head noun or name."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(tokens):
        if tokens[start].tag not in ("DET", "ADJ", "NOUN", "NAME", "NUM"):
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and _continues(tokens, end):
            end += 1
        while end > start and tokens[end - 1].tag not in ("NOUN", "NAME", "NUM"):
            end -= 1
        if end > start and any(token.tag in ("NOUN", "NAME") for token in tokens[start:end]):
            found.append((start, end))
        start = max(end, start + 1)
    return tuple(found)


def _continues(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether the token belongs to the noun phrase that runs up to it."""
    here, last = tokens[index], tokens[index - 1]
    if here.tag == "VBN":
        fits = last.tag in ("DET", "ADJ") or (last.tag == "NAME" and here.lower.endswith("ed"))
        return fits and index + 1 < len(tokens) and tokens[index + 1].tag in ("NOUN", "ADJ")
    if here.tag == "DET":
        return last.tag == "DET"
    if here.text in ("%", "&"):
        return True
    if here.tag == "ADJ" and last.tag in ("NOUN", "NAME") and last.lower not in _UNITS:
        return False
    return here.tag in _NP_INSIDE or (here.text == "-" and here.start == last.end)


def finite_verb(tokens: tuple[Token, ...], start: int = 0, end: int | None = None) -> int | None:
    """Return the index of the first finite verb (main or auxiliary) in a token range, outside relative clauses."""
    stop = len(tokens) if end is None else end
    in_relative = False
    for index in range(start, stop):
        here = tokens[index]
        if here.tag == "REL":
            in_relative = True
        elif here.tag == "PUNCT" and here.text in ",—;":
            in_relative = False
        elif is_finite(tokens, index):
            if in_relative:
                in_relative = False
                continue
            if here.tag == "VBN" and _reduced(tokens, index, stop):
                continue
            return index
    return None


def _reduced(tokens: tuple[Token, ...], index: int, stop: int) -> bool:
    """Say whether a participle after a noun is a reduced relative: a clearer finite verb follows in its clause."""
    for later in range(index + 1, stop):
        here = tokens[later]
        if here.tag in ("CONJ", "SUBORD", "REL") or here.text in ";:—" or here.lower in SUBJECT_PRON:
            return False
        if here.tag in ("MODAL", "VERB", "AUX") and is_finite(tokens, later):
            return True
        if here.tag == "VBN" and tokens[later - 1].text == ",":
            return True
    return False


def is_finite(tokens: tuple[Token, ...], index: int) -> bool:  # noqa: PLR0911 - one branch per tag
    """Say whether the token can be a finite verb: tensed auxiliary, modal, verb after a subject, simple past."""
    here = tokens[index]
    last = tokens[index - 1] if index else None
    if here.tag == "MODAL":
        return True
    if here.tag == "AUX":
        return here.lower not in ("be", "been", "being", "having", "done") and not (
            last and last.tag in ("TO", "MODAL")
        )
    if here.tag == "VERB":
        return last is not None and last.tag not in ("TO", "MODAL")
    if here.tag == "VBN" and last is not None:
        if not (_is(here.lower, "past") or here.lower.endswith("ed")):
            return False
        after = tokens[index + 1].tag if index + 1 < len(tokens) else ""
        if last.text == "," and index > 3 and _is(here.lower, "past"):  # noqa: PLR2004 - an aside stood before it
            return after in ("DET", "NUM", "NAME", "ADJ", "PRON")
        subject = last.tag in ("NOUN", "NAME", "PRON", "NUM", "REL") or (last.tag == "ADV" and index > 1)
        following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        return subject and following != "by"
    return False
