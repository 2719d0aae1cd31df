"""The heads: states only a passage changes, answers that are shares, and words that stand where they are said to."""

import ctypes
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.analyze import heads
from generator.analyze.embedded import attribution, tone
from generator.analyze.heads import Entry, Head, Link, Standard, features, linear
from generator.analyze.heads.encoder import MOST_PIECES, TOGETHER, WIDTH, Encoder, States, encoder, joined
from generator.vocabulary import TACTIC_TYPE, ClaimKind, IntentWord, Kind, LoadedType, OmissionKind, SpinType, Topic
from tests.analyze import cases
from tests.analyze.test_contract import ODD

SENTENCES = (
    "We are thrilled to unveil a groundbreaking engine.",
    "The council voted 7 to 4 on Tuesday.",
    "No.",
    "",
    "“Nobody asked us,” said Mara Voss, who has run a shop in Ellerby for thirty years and means to go on with it.",
    "Ünïcode words — with “marks” and 🎉 emoji — cost 9 €.",
    "A very long line that goes on and on " + "and never comes to any end at all " * 30 + "until it does.",
    "40 %",
    "word",
)
SENTENCE_HEADS = ("loaded", "type", "tactic", "style", "claim", "claim_kind", "evidence_cue")
ARTICLE_FIELDS = ("type", "kind", "topic", "intent", "evidence")


def same(one: States, other: States) -> bool:
    return (
        one.mean.tobytes() == other.mean.tobytes()
        and one.pieces.tobytes() == other.pieces.tobytes()
        and one.offsets == other.offsets
    )


def judge(text: str, *names: str) -> heads.Judgement:
    (judged,) = heads.judge([(text, tone.entries(text))], names)
    return judged


def words(text: str, *names: str) -> list[str]:
    return [text[one.start : one.end] for one in judge(text, *names).words]


def cut(text: str, *names: str) -> list[str]:
    """Return the words whose places cut a word of the text in two."""
    return [
        text[one.start : one.end]
        for one in judge(text, *names).words
        if (one.start and text[one.start - 1].isalnum()) or text[one.end : one.end + 1].isalnum()
    ]


# --- the encoder ---------------------------------------------------------------------------------------------------


def states(*passages: tuple[str, ...]) -> tuple[States, ...]:
    return encoder().states(passages)


@pytest.mark.parametrize("at", range(len(SENTENCES)))
def test_passages_do_not_change_each_others_states(at: int) -> None:
    (alone,) = states((SENTENCES[at],))
    for others in (SENTENCES, SENTENCES[::-1], (SENTENCES[at],) * 5, (*SENTENCES, *SENTENCES)):
        found = states(*((one,) for one in others))
        assert len(found) == len(others)
        assert all(same(alone, found[place]) for place, text in enumerate(others) if text == SENTENCES[at])


def test_a_sentence_is_heard_in_the_company_of_its_passage() -> None:
    praise, vote = SENTENCES[:2]
    alone, beside = states((vote,))[0], states((praise, vote))[1]
    assert not same(alone, beside)
    # It stays the sentence it is.
    assert alone.offsets == beside.offsets
    assert float(alone.mean @ beside.mean) > float(alone.mean @ states((praise,))[0].mean)


def test_sentences_further_on_in_a_passage_change_nothing() -> None:
    first = states(SENTENCES[:TOGETHER])
    longer = states((*SENTENCES[:TOGETHER], "More.", "And more."))
    assert all(same(one, other) for one, other in zip(first, longer, strict=False))
    assert len(longer) == TOGETHER + 2


def test_joined_sentences_keep_their_pieces_and_fit_the_model() -> None:
    found = joined(SENTENCES)
    for text, (start, end), offsets in zip(SENTENCES, found.places, found.offsets, strict=True):
        (alone,) = joined((text,)).places
        assert found.ids[start : end + 1] == joined((text,)).ids[alone[0] : alone[1] + 1]
        assert len(offsets) == end - start
    endless = "word " * 500
    assert len(joined((endless,) * TOGETHER).ids) <= 512


def test_states_have_the_promised_shapes_and_a_mean_of_length_one() -> None:
    for text, found in zip(SENTENCES, states(SENTENCES), strict=True):
        assert found.mean.shape == (WIDTH,)
        assert found.pieces.shape == (len(found.offsets), WIDTH)
        assert len(found.offsets) <= MOST_PIECES - 2
        assert np.linalg.norm(found.mean) == pytest.approx(1, abs=1e-5)
        assert all(0 <= start <= end <= len(text) for start, end in found.offsets)


def test_no_sentence_has_no_states() -> None:
    assert states() == states(()) == ()


def test_a_system_without_a_way_to_give_memory_back_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert len(Encoder().states([["A line."]])) == 1


def test_case_and_accents_are_the_same_to_the_model() -> None:
    one, other = states(("CAFÉ owners sue",), ("cafe owners sue",))
    assert one.mean.tobytes() == other.mean.tobytes()


# --- linear heads --------------------------------------------------------------------------------------------------


def test_shares_add_up_to_one_for_any_sums() -> None:
    draw = np.random.default_rng(1)
    head = Head(
        draw.normal(0, 30, (5, 7)).astype(np.float32),
        draw.normal(0, 30, 5).astype(np.float32),
        tuple("abcde"),
        Link.SHARES,
    )
    found = head(draw.normal(0, 5, (40, 7)).astype(np.float32))
    assert found.shape == (40, 5)
    assert found.sum(axis=1) == pytest.approx(np.ones(40), abs=1e-5)
    assert (found >= 0).all()


def test_probabilities_stand_each_for_itself_and_plain_sums_are_left_as_they_are() -> None:
    matrix, bias = np.array([[1.0, 0.0], [0.0, 2.0]], dtype=np.float32), np.array([0.0, -1.0], dtype=np.float32)
    each = Head(matrix, bias, ("a", "b"), Link.EACH).named(np.array([0.0, 1.0], dtype=np.float32))
    assert each == {"a": pytest.approx(0.5), "b": pytest.approx(1 / (1 + np.exp(-1)))}
    plain = Head(matrix, bias, ("a", "b"), Link.PLAIN).named(np.array([3.0, 1.0], dtype=np.float32))
    assert plain == {"a": 3.0, "b": 1.0}


def test_standard_vectors_have_one_length_and_keep_their_direction() -> None:
    draw = np.random.default_rng(2)
    standard = Standard(draw.normal(0, 3, 9).astype(np.float32), np.full(9, 0.5, dtype=np.float32))
    near = draw.normal(0, 3, (20, 9)).astype(np.float32)
    far = standard.center + 50 * (near - standard.center)
    assert np.allclose(np.linalg.norm(standard(near), axis=1), 3, atol=1e-4)
    assert np.allclose(standard(near), standard(far), atol=1e-4)


def test_a_row_in_the_very_middle_stays_there() -> None:
    standard = Standard(np.ones(4, dtype=np.float32), np.ones(4, dtype=np.float32))
    assert (standard(np.ones((1, 4), dtype=np.float32)) == 0).all()


def test_an_unknown_head_is_named() -> None:
    with pytest.raises(KeyError, match="oracle"):
        heads.head("oracle")


def test_a_head_is_read_once() -> None:
    assert heads.head("loaded") is heads.head("loaded")


def test_the_classes_of_every_head_are_closed_words() -> None:
    known = {
        "type": set(LoadedType),
        "tactic": set(TACTIC_TYPE),
        "claim_kind": set(ClaimKind),
        "article_type": set(SpinType) - {SpinType.NONE},
        "article_kind": set(Kind),
        "article_topic": set(Topic),
        "article_intent": set(IntentWord),
        "article_omission": set(OmissionKind),
    }
    for name, words_of in known.items():
        assert set(heads.head(name).classes) <= words_of
    assert set(heads.head("type").classes) == set(heads.TYPES)
    assert set(heads.head("tactic").classes) == set(TACTIC_TYPE)


def test_stored_weights_are_finite_numbers() -> None:
    for name, array in linear.stored().items():
        if array.dtype.kind == "f":
            assert np.isfinite(array).all(), name


# --- sentences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SENTENCE_HEADS)
def test_a_sentence_vector_has_the_length_its_heads_expect(name: str) -> None:
    vector = judge(SENTENCES[0]).vector
    assert vector.shape == (WIDTH + len(features.NAMES),) == (heads.head(name).matrix.shape[1],)


def test_pieces_have_the_length_the_word_head_expects() -> None:
    reading = judge(SENTENCES[0]).reading
    assert reading.pieces.shape == (len(reading.places), heads.head("word").matrix.shape[1])


def test_the_speaker_head_reads_a_sentence_and_whose_text_it_is() -> None:
    document = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    vector = attribution.vector(document, tone.judgements(document)[1])
    assert vector.shape == (heads.head("speaker").matrix.shape[1],)


@pytest.mark.parametrize("text", SENTENCES)
def test_every_answer_about_a_sentence_is_a_probability(text: str) -> None:
    judged = judge(text)
    for shares in (judged.types, judged.tactics, judged.claim_kinds, judged.evidence):
        assert sum(shares.values()) == pytest.approx(1, abs=1e-4)
        assert min(shares.values()) >= 0
    assert float(judged.style.sum()) == pytest.approx(1, abs=1e-4)
    for share in (judged.loaded, judged.claim, *(one.probability for one in judged.words)):
        assert 0 <= share <= 1


def test_without_passages_a_judgement_does_not_depend_on_neighbors() -> None:
    together = heads.judge([(text, tone.entries(text)) for text in SENTENCES])
    for text, judged in zip(SENTENCES, together, strict=True):
        alone = judge(text)
        assert (judged.loaded, judged.types, judged.words) == (alone.loaded, alone.types, alone.words)


def test_readings_keep_the_order_of_the_sentences_whatever_the_passages() -> None:
    given = [(text, tone.entries(text)) for text in SENTENCES]
    found = heads.read(given, passages=((3, 2, 8), (0, 1, 4, 5, 6, 7)))
    assert [one.text for one in found] == list(SENTENCES)
    assert same(found[8].states, states((SENTENCES[3], SENTENCES[2], SENTENCES[8]))[2])


def test_names_and_numbers_change_no_judgement() -> None:
    one = judge("Quillon sold 40 stunning ledgers to Ellerby.", "Quillon", "Ellerby")
    other = judge("Tarnholm sold 95 stunning ledgers to Norwell.", "Tarnholm", "Norwell")
    assert one.reading.states.mean.tobytes() == other.reading.states.mean.tobytes()
    assert one.loaded == pytest.approx(other.loaded, abs=0.02)


def test_an_entry_marks_its_pieces_and_no_other() -> None:
    text = "A groundbreaking plan."
    (reading,) = heads.read([(text, [Entry(2, 16, LoadedType.HYPE, 3)])])
    marked = reading.pieces[:, -1]
    for place, weight in zip(reading.places, marked, strict=True):
        assert place is not None
        assert weight == (3 if place[0] < 16 and place[1] > 2 else 0)


def test_praise_sounds_more_loaded_than_a_vote() -> None:
    assert judge(SENTENCES[0]).loaded > judge(SENTENCES[1]).loaded + 0.3


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "Quillon’s revolutionary ledger isn’t cheap, but Mara Voss’ shop in Ellerby bought 40 of them for $4,200.",
        "State-of-the-art naïveté at the Café Löwe: “counterrevolutionaries” outmaneuvered!",
        "The U.S. agency (est. 1998) said unparalleled overenthusiasm was unconstitutional.",
        cases.LAUNCH.replace("\n", " "),
        cases.WIRE.replace("\n", " "),
    ],
)
@pytest.mark.parametrize("names", [(), ("Quillon", "Voss", "Tarn", "Ellerby")])
def test_every_word_is_a_whole_word_of_the_original(text: str, names: tuple[str, ...]) -> None:
    assert cut(text, *names) == []
    found = words(text, *names)
    assert all(one and not one.isspace() for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "The engine is 10x faster than before.",
        "In the 1990s nobody asked.",
        "They spent $4bn on it.",
        "The 1st of two 3D maps is here.",
        "Their macOS build sells well.",
        "They sold iPhone covers and eBay vouchers.",
        "We run 20mph buses at 5pm.",
    ],
)
def test_a_word_with_a_number_or_a_capital_inside_is_not_cut(text: str) -> None:
    assert cut(text) == []


def test_the_last_word_of_a_line_too_long_for_the_model_is_not_cut() -> None:
    for filling in range(MOST_PIECES - 8, MOST_PIECES):
        assert cut("the " * filling + "counterrevolutionaries overenthusiastically outmaneuvered them") == []


def test_words_come_in_order_once_and_leave_out_names_and_numbers() -> None:
    text = "Quillon sold 40 stunning ledgers to people in Ellerby by the thousand."
    found = judge(text, "Quillon").words
    assert " ".join(text[one.start : one.end] for one in found) == "sold stunning ledgers to people in by the thousand"
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_loaded_word_stands_out_of_its_sentence() -> None:
    text = "The council adopted a groundbreaking plan on Tuesday."
    ranked = sorted(judge(text).words, key=lambda one: -one.probability)
    assert text[ranked[0].start : ranked[0].end] == "groundbreaking"


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=80))
@example("\ud140")  # one letter, which the model reads in three pieces
@settings(max_examples=60, deadline=None)
def test_any_text_has_words_inside_it_and_probabilities(text: str) -> None:
    judged = judge(text)
    last = 0
    for one in judged.words:
        assert last <= one.start < one.end <= len(text)
        assert 0 <= one.probability <= 1
        last = one.end


# --- articles ------------------------------------------------------------------------------------------------------

ARTICLES = {
    "launch": (cases.LAUNCH_TITLE, cases.LAUNCH),
    "cuts": (cases.CUTS_TITLE, cases.CUTS),
    "wire": (cases.WIRE_TITLE, cases.WIRE),
    **{name: ODD[name] for name in ("title alone", "marks", "emoji", "cjk", "right to left", "only headings")},
}


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_an_article_vector_has_the_length_its_heads_expect_whatever_the_text(name: str) -> None:
    document = cases.company(*ARTICLES[name], "Tarn")
    vector = tone.vector(document, tone.judgements(document))
    for field in (*ARTICLE_FIELDS, "tone", "omission", "missing"):
        assert vector.shape == (heads.head(f"article_{field}").matrix.shape[1],)
    assert np.isfinite(vector).all()


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_the_whole_is_told_in_shares_and_a_tone_of_nothing_to_a_hundred(name: str) -> None:
    whole = tone.whole(cases.company(*ARTICLES[name], "Tarn"))
    assert 0 <= whole.tone <= 100
    for field in ARTICLE_FIELDS:
        assert sum(whole.shares(field).values()) == pytest.approx(1, abs=1e-4)
    for field in ("omission", "missing"):
        assert all(0 <= one <= 1 for one in whole.shares(field).values())


def test_an_unknown_field_of_an_article_is_named() -> None:
    with pytest.raises(KeyError, match="article_oracle"):
        tone.whole(cases.company(*ARTICLES["launch"], "Tarn")).shares("oracle")


def test_a_launch_sounds_louder_than_a_report() -> None:
    launch = tone.whole(cases.company(*ARTICLES["launch"], "Tarn")).tone
    report = tone.whole(cases.newspaper(*ARTICLES["wire"])).tone
    assert launch > report + 20


def test_an_article_in_one_sentence_without_a_title_is_still_told() -> None:
    vector = heads.article_vector(heads.OwnVoice([judge("Nothing else comes close.")], titled=False, words=4, facts=()))
    assert np.isfinite(vector).all()
