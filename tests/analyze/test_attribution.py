"""Whose voice a sentence is in, where neither marks nor a verb of saying tell it."""

import pytest

from generator.analyze.embedded import attribution, tone
from generator.analyze.embedded.document import Document
from generator.vocabulary import Speaker
from tests.analyze import cases
from tests.analyze.test_contract import ODD
from tests.analyze.writing import NEWS, article
from tests.newsroom import sources

DIVIDED = (
    "The county gave the site to a maker of tiles last spring. Opponents of the plan worry about noise. "
    "Residents feel they were never heard. The union believes that accidents will follow.\n"
    "“Nobody feels heard and critics fear for the river,” said Mara Voss. "
    "Her neighbors call the plan “a gift to people who fear no one” and want it gone.\n"
    "Critics fear for the river\n"
    "The next meeting of the county about the site is on Tuesday evening at the school in Ellerby, and all may come."
)
TEXTS = {
    "divided": (cases.newspaper, "Residents believe they were never heard", DIVIDED),
    "wire": (cases.newspaper, cases.WIRE_TITLE, cases.WIRE),
    "how to": (cases.newspaper, cases.HOW_TO_TITLE, cases.HOW_TO),
    **{name: (cases.newspaper, *ODD[name]) for name in ("title alone", "open quote", "emoji", "cjk", "only headings")},
}
STORIES = {one.file: one for one in sources.read() if one.expected.status == "processed"}
SAMPLE = sorted(STORIES)[::4]


def document(name: str) -> Document:
    if name in TEXTS:
        read, title, body = TEXTS[name]
        return read(title, body)
    source = STORIES[name]
    publisher = sources.publishers()[source.publisher]
    return cases.document(
        source.title, source.body, name=publisher.name, role=publisher.role, independence=publisher.independence
    )


@pytest.fixture(params=[*sorted(TEXTS), *SAMPLE])
def read(request: pytest.FixtureRequest) -> Document:
    return document(request.param)


def test_a_marked_quotation_or_a_headline_is_never_changed(read: Document) -> None:
    settled = attribution.settle(read)
    for before, after in zip(read.sentences, settled.sentences, strict=True):
        if before.headline or before.speaker is Speaker.QUOTED or set('“”"„«»') & set(before.text):
            assert after == before


def test_a_sentence_becomes_quoted_or_stays_as_it_is(read: Document) -> None:
    for before, after in zip(read.sentences, attribution.settle(read).sentences, strict=True):
        assert after in (before, before._replace(speaker=Speaker.QUOTED))


def test_nothing_but_speakers_is_settled(read: Document) -> None:
    settled = attribution.settle(read)
    assert (settled.text, settled.title, settled.quotations) == (read.text, read.title, read.quotations)
    assert (settled.words, settled.own_side, settled.speaker_names) == (read.words, read.own_side, read.speaker_names)
    assert settled.article is read.article


def test_what_is_settled_once_is_settled(read: Document) -> None:
    settled = attribution.settle(read)
    assert attribution.settle(settled) is settled


def test_where_nothing_changes_the_same_document_comes_back(read: Document) -> None:
    settled = attribution.settle(read)
    assert (settled is read) == (settled.sentences == read.sentences)


def test_plain_reporting_and_a_launch_are_left_alone() -> None:
    for read in (document("wire"), document("how to"), cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")):
        assert attribution.settle(read) is read


def test_what_others_feel_and_fear_is_their_voice() -> None:
    read = document("divided")
    changed = {
        before.text
        for before, after in zip(read.sentences, attribution.settle(read).sentences, strict=True)
        if before != after
    }
    assert "Residents feel they were never heard." in changed
    assert "The county gave the site to a maker of tiles last spring." not in changed


def test_records_and_speakers_of_places_follow_the_settled_sentences() -> None:
    read = document("divided")
    settled = attribution.settle(read)
    at = read.text.index("Residents feel")
    assert read.speaker_at(at) is Speaker.AUTHOR
    assert settled.speaker_at(at) is Speaker.QUOTED
    assert [one.speaker for one in settled.records] == [one.speaker for one in settled.sentences]


def test_the_settled_document_is_judged_by_what_is_left_of_its_own_voice() -> None:
    read = document("divided")
    settled = attribution.settle(read)
    assert tone.judgements(settled) is tone.judgements(read)
    assert tone.whole(settled).vector.tobytes() != tone.whole(read).vector.tobytes()


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Residents feel they were never heard.", True),
        ("They call it “a gift” to nobody.", False),
        ("Too short.", False),
        ('They say "no" to it all.', False),
        ("«Nobody asked us at all.»", False),
    ],
)
def test_only_whole_sentences_without_marks_are_open_questions(text: str, is_open: bool) -> None:  # noqa: FBT001
    read = cases.newspaper("A note", f"The county met on Monday. {text} The next meeting is on Tuesday.")
    sentence = read.sentence_at(read.text.index(text))
    assert sentence.text == text
    assert attribution.open_question(sentence) == is_open
    assert not attribution.open_question(read.sentences[0])


def test_sentences_beyond_those_that_are_read_stay_as_they_are() -> None:
    line = "Residents feel they were never heard. "
    read = cases.newspaper("A long note", line * (tone.MOST_SENTENCES + 20))
    settled = attribution.settle(read)
    assert len(settled.sentences) == len(read.sentences) > tone.MOST_SENTENCES
    assert settled.sentences[tone.MOST_SENTENCES :] == read.sentences[tone.MOST_SENTENCES :]


def test_where_nobody_else_speaks_nobody_is_paraphrased() -> None:
    body = "The engine is the most powerful ever built. Every team can now reach its full potential. It is on sale."
    document = Document.of(article("An engine", body), NEWS)
    assert attribution.settle(document) is document
