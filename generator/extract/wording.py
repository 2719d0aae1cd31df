"""Text as a reader sees it: characters, words, language, digest. Pure.

What goes in: text from a page or a feed. What comes out: the normalized text every offset of a report counts in.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

# Longer bodies are cut at a paragraph; four times the longest article of the development corpus.
MAX_BODY_CHARACTERS = 60_000
MAX_TITLE_CHARACTERS = 300
# Vietnamese and Arabic need up to two marks on a letter; stacks above three are decoration (design: at most three).
MAX_COMBINING_MARKS = 3
# A text whose letters are split by invisible characters was written for machines: real words hold a joiner at most.
SHREDDED_SHARE = 0.2
SHREDDED_LEAST = 8

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_EMOJI_STYLE, _TEXT_STYLE = "\ufe0f", "\ufe0e"
# Default-ignorable characters outside category Cf that show nothing (Unicode DerivedCoreProperties).
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\u2800")
# Scripts whose spelling needs the joiners: Arabic, Syriac, Thaana, N'Ko, Indic scripts, Sinhala, Tibetan, Burmese,
# Khmer, Mongolian.
_JOINING = re.compile(r"[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1cd0-\u1cff\ua8e0-\ua8ff]")
_PLAIN = re.compile(
    r"[\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
_SPACES = re.compile(r"[^\S\n]+")
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
# Characters to a word in scripts written without spaces: about 2 for Chinese and Japanese, 4 to 5 for Thai, Lao,
# Burmese and Khmer (rule of thumb of translators' word counts).
_HAN_PER_WORD = 2
_UNSPACED_PER_WORD = 4
# Below this, detection guesses: measured on the development corpus.
_LANGUAGE_LEAST_WORDS = 12
_LANGUAGE_LEAST_CERTAINTY = 0.8
_LANGUAGE_CHARACTERS = 4000
_NO_LANGUAGE = re.compile(r"[\d_/@\\=<>{}\[\]|]|.\.\w|[a-z][A-Z]|^\W+$|^\w{26,}$")
_NO_LANGUAGE_CODE = "zxx"


def clean(text: str) -> str:
    """Return NFC text without controls, invisible and bidi-control characters; line ends become newlines.

    Emoji keep their joiners, Arabic and Indic letters keep theirs; a letter carries at most three combining marks.
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    plain = plain.replace("\u2029", "\n")
    if not _PLAIN.fullmatch(plain):
        plain = _only_visible(plain)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in plain.split("\n"))


def line(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(clean(text).split())


def title_line(text: str) -> str:
    """Return a title on one line, at most 300 characters, cut at a word."""
    title = line(text)
    if len(title) <= MAX_TITLE_CHARACTERS:
        return title
    return title[: MAX_TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def shredded(text: str) -> bool:
    """Say whether invisible characters split the text's letters, so that only a machine would join them."""
    invisible = sum(not _shows(letter) for letter in text)
    return invisible >= SHREDDED_LEAST and invisible > SHREDDED_SHARE * len(text)


def fold(text: str) -> str:
    """Return letters and digits alone, in lower case: two spellings of one line compare equal."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def count_words(text: str) -> int:
    """Return how many words a reader counts; scripts without spaces are counted by their characters."""
    han, unspaced = len(_HAN_OR_KANA.findall(text)), len(_UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", _HAN_OR_KANA.sub(" ", text)) if han or unspaced else text
    spaced = sum(any(letter.isalnum() for letter in word) for word in rest.split())
    return spaced + han // _HAN_PER_WORD + unspaced // _UNSPACED_PER_WORD


def cut(paragraphs: list[str]) -> tuple[list[str], bool]:
    """Return the paragraphs that fit into 60,000 characters, and whether any was cut away."""
    length = 0
    for index, paragraph in enumerate(paragraphs):
        length += len(paragraph) + 1
        if length > MAX_BODY_CHARACTERS:
            return (paragraphs[:index] or [paragraph[:MAX_BODY_CHARACTERS].rsplit(" ", 1)[0]]), True
    return paragraphs, False


def digest(text: str) -> str:
    """Return 'sha256:' and the hexadecimal digest of the text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language; None for short or undecided texts."""
    # Hashes, versions, paths and addresses belong to no language; release notes are full of them.
    words = (word for word in text[: 4 * _LANGUAGE_CHARACTERS].split() if not _NO_LANGUAGE.search(word))
    sample = " ".join(words)[:_LANGUAGE_CHARACTERS]
    if count_words(sample) < _LANGUAGE_LEAST_WORDS:
        return None
    code, certainty = _identifier().classify(sample)
    return str(code) if certainty >= _LANGUAGE_LEAST_CERTAINTY and code != _NO_LANGUAGE_CODE else None


@lru_cache(maxsize=1)
def _identifier():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library carries no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads numpy and a model of 5 MB

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _shows(letter: str) -> bool:
    if letter in "\n\t ":
        return True
    if letter in _BLANK_LETTERS or "\ufe00" <= letter <= "\ufe0d" or "\U000e0000" <= letter <= "\U000e0fff":
        return False
    return unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs"} and (ord(letter) & 0xFFFE) != 0xFFFE  # noqa: PLR2004


def _only_visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for index, letter in enumerate(text):
        if not _shows(letter):
            if letter in {"\t", "\x0b", "\x0c", "\x85"}:
                kept.append(" ")
            elif _needed_joiner(letter, kept[-1] if kept else "", text[index + 1 : index + 2]):
                kept.append(letter)
            continue
        if letter in {_EMOJI_STYLE, _TEXT_STYLE}:
            if kept and not unicodedata.category(kept[-1]).startswith(("L", "Z", "M")):
                kept.append(letter)
            continue
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if marks <= MAX_COMBINING_MARKS:
            kept.append(letter)
    return "".join(kept)


def _needed_joiner(letter: str, before: str, after: str) -> bool:
    if letter not in {_ZWJ, _ZWNJ} or not before or not after:
        return False
    if _JOINING.match(before) and (letter == _ZWJ or _JOINING.match(after)):
        return True
    emoji_before = before == _EMOJI_STYLE or unicodedata.category(before) in {"So", "Sk"}
    return letter == _ZWJ and emoji_before and unicodedata.category(after) == "So"
