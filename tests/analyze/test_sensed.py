"""Wording that sounds loaded although no list has it, and how sure one can be of any."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyze import heads
from generator.analyze.embedded import lexicon, loaded, sensed, tone
from generator.analyze.embedded.document import Document, Sent
from generator.vocabulary import TACTIC_TYPE, LoadedType, Speaker
from tests.analyze import cases
from tests.analyze.test_contract import ODD
from tests.analyze.writing import HYPE, PLAIN
from tests.newsroom import sources

SHARES = st.floats(0, 1)
POINTS = st.floats(0, 100)
TEXTS = {
    "hype": ("Lumen is here", HYPE),
    "plain": ("Tarnholm repairs its bridge", PLAIN),
    "launch": (cases.LAUNCH_TITLE, cases.LAUNCH),
    "cuts": (cases.CUTS_TITLE, cases.CUTS),
    **{name: ODD[name] for name in ("title alone", "marks", "emoji", "no stops", "cjk", "only headings")},
}
STORIES = {one.file: one for one in sources.read() if one.expected.status == "processed"}
SAMPLE = sorted(STORIES)[::4]


def document(name: str) -> Document:
    if name in TEXTS:
        return cases.company(*TEXTS[name], "Brackwater")
    source = STORIES[name]
    publisher = sources.publishers()[source.publisher]
    return cases.document(
        source.title, source.body, name=publisher.name, role=publisher.role, independence=publisher.independence
    )


@pytest.fixture(params=[*sorted(TEXTS), *SAMPLE])
def read(request: pytest.FixtureRequest) -> Document:
    return document(request.param)


# --- stretches -----------------------------------------------------------------------------------------------------


def test_a_stretch_is_whole_words_of_one_sentence(read: Document) -> None:
    for one in sensed.stretches(read):
        sentence = read.sentence_at(one.start)
        assert sentence.start <= one.start < one.end <= sentence.end
        assert not read.text[one.start - 1 : one.start].isalnum() or one.start == 0
        assert not read.text[one.end : one.end + 1].isalnum()
        assert "\n" not in read.text[one.start : one.end]


def test_what_others_say_is_sensed_too_and_stays_theirs() -> None:
    body = f"{PLAIN}\n“This is a shameless, reckless and utterly absurd scheme,” said Jonas Pell of Harrow."
    read = cases.newspaper("Tarnholm repairs its bridge", body)
    found = [one for one in loaded.terms(read) if "reckless" in one.exact]
    assert [one.speaker for one in found] == [Speaker.QUOTED]


def heard(text: str, **likely: float) -> list[str]:
    """Return the stretches of a sentence whose words have these probabilities; others have none."""
    words = [
        heads.Word(match.start(), match.end(), likely.get(match[0].lower(), 0.0))
        for match in re.finditer(r"[a-z]+", text, re.IGNORECASE)
    ]
    sentence = Sent(0, 0, len(text), text, 0, Speaker.AUTHOR, headline=False, lead=False)
    judged = heads.Judgement.__new__(heads.Judgement)
    judged.__dict__["words"] = tuple(words)
    return [text[run[0].start : run[-1].end] for run in sensed.phrases(sentence, judged)]


def test_runs_that_few_words_part_are_one_phrase() -> None:
    loud = dict.fromkeys(("bold", "new", "daring"), 0.9)
    assert heard("A bold new plan for our daring town.", **loud) == ["bold new plan for our daring"]
    assert heard("A bold plan to pave one more road near a daring town.", **loud) == ["bold", "daring"]
    assert heard("The bold. A daring plan.", **loud) == ["bold", "daring"]


def test_no_phrase_reaches_over_a_number_or_grows_beyond_its_most_words() -> None:
    loud = dict.fromkeys(("bold", "daring"), 0.9)
    assert heard("A bold 40 daring plans.", **loud) == ["bold", "daring"]
    found = heard(" ".join(["bold one two three"] * 9), **loud)
    assert max(len(one.split()) for one in found) <= sensed.MOST_WORDS
    assert len(found) > 1


def test_small_words_need_half_and_end_no_stretch() -> None:
    assert heard("We are the best of the best.", the=0.2, best=0.9, of=0.2) == ["best of the best"]


def test_a_stretch_has_few_words_and_no_small_one_at_its_ends(read: Document) -> None:
    small = {"a", "the", "of", "and", "our", "is", "with"}
    for one in sensed.stretches(read):
        found = re.findall(r"\w+", read.text[one.start : one.end])
        assert 1 <= one.words <= sensed.MOST_WORDS
        assert not {found[0].lower(), found[-1].lower()} & small


def test_a_stretch_is_slight_and_its_tactic_belongs_to_its_type(read: Document) -> None:
    for one in sensed.stretches(read):
        assert one.weight == 1
        if one.type is LoadedType.OTHER:
            assert one.tactic is None
        else:
            assert one.tactic is not None
            assert TACTIC_TYPE[one.tactic].value == one.type.value


def test_stretches_come_in_order_and_do_not_overlap(read: Document) -> None:
    assert all(one.end <= other.start for one, other in pairwise(sensed.stretches(read)))


def test_the_same_document_gives_the_same_stretches(read: Document) -> None:
    assert list(sensed.stretches(read)) == list(sensed.stretches(read))


def test_a_launch_gives_more_stretches_than_a_notice() -> None:
    assert len(list(sensed.stretches(document("hype")))) >= 5
    assert len(list(sensed.stretches(document("plain")))) <= 1


LAMP = (
    "Today we bring you a lamp that will leave you speechless. It bathes your evenings in a glow nobody thought "
    "could come out of a wall socket. You have waited your whole life for this lamp, and it was worth the wait. "
    "Guests gasp, children dance, and even the cat sits in awe of its honeyed light."
)
MORE = "\nBuy it this week, plug it in, and see for yourself what you have been missing for all these years."


def test_praise_that_no_list_has_is_sensed() -> None:
    read = cases.company("The lamp your living room dreamed of", LAMP + MORE, "Quillon")
    listed = [(one.start, one.end) for one in lexicon.unguarded(read.text)]
    assert [
        one for one in sensed.stretches(read) if not any(start < one.end and one.start < end for start, end in listed)
    ]


def test_a_few_lines_are_too_little_to_hear_anything_in() -> None:
    read = cases.company("The lamp your living room dreamed of", LAMP, "Quillon")
    assert read.words < tone.LEAST_ARTICLE
    assert list(sensed.stretches(read)) == []


# --- chances -------------------------------------------------------------------------------------------------------


@given(SHARES, POINTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_chance_is_a_probability(probability: float, points: float, listed: bool) -> None:  # noqa: FBT001
    for words, place in ((1, 0.0), (14, 1.0)):
        assert 0 < sensed.chance(probability, points, listed=listed, words=words, place=place) < 1


@given(SHARES, SHARES, POINTS, POINTS)
@settings(max_examples=200, deadline=None)
def test_a_likelier_word_a_louder_text_a_list_a_longer_phrase_and_an_early_place_never_make_it_less_likely(
    one: float, other: float, quiet: float, loud: float
) -> None:
    low, high = sorted((one, other))
    quiet, loud = sorted((quiet, loud))

    def chance(probability: float, points: float, *, listed: bool = False, words: int = 2, place: float = 0.5) -> float:
        return sensed.chance(probability, points, listed=listed, words=words, place=place)

    assert chance(low, quiet) <= chance(high, quiet)
    assert chance(low, quiet) <= chance(low, loud)
    assert chance(low, quiet) < chance(low, quiet, listed=True)
    assert chance(low, quiet) < chance(low, quiet, words=3)
    assert chance(low, quiet) < chance(low, quiet, place=0.1)


# --- entries where they stand --------------------------------------------------------------------------------------


def place(read: Document, words: str) -> tuple[int, int]:
    start = read.text.index(words)
    return start, start + len(words)


def test_an_entry_that_sounds_loaded_where_it_stands_holds() -> None:
    read = document("hype")
    for words in ("groundbreaking", "game-changing", "unparalleled performance"):
        assert (sensed.listed(read, *place(read, words)) or 0) >= sensed.CHANCE_FROM


def test_plain_words_of_a_plain_text_do_not_hold() -> None:
    read = document("plain")
    assert (sensed.listed(read, *place(read, "eleven weeks")) or 1) < sensed.CHANCE_FROM


def test_what_no_head_read_is_let_through() -> None:
    read = cases.company("A long note", "The council met on Monday. " * (tone.MOST_SENTENCES + 5), "Quillon")
    last = read.sentences[-1]
    assert sensed.listed(read, last.start, last.start + 3) is None


def test_a_name_or_a_number_is_let_through_for_there_is_no_word_to_hear() -> None:
    read = document("plain")
    assert sensed.listed(read, *place(read, "1988")) is None
    assert sensed.listed(read, *place(read, "Ines Fairlock")) is None
