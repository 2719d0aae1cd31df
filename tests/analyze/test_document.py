# ruff: noqa: E501 - one line a case
"""Sentences, headlines, lead, quotations and speakers."""

import pytest

from generator.analyze.embedded.document import Document, speaker_names, split
from generator.vocabulary import Role, Speaker
from tests.analyze.writing import NEWS, OWN, article, publisher


def sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in split(line)]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Dr. Ada Fenn met Mr. Orr at 5 p.m. on Monday. They left.", 2),
        ("It costs $3.50 per unit. That is 1.5 times more.", 2),
        ("J. R. Hale signed it. So did K. Moss.", 2),
        ("See https://tarn.example/a.b?c=d. Then go on.", 2),
        ("Version 2.4.1 is out. It fixes three faults.", 2),
        ("She asked: “Why now?” Nobody answered.", 2),
        ("He paused... and went on. Then he left.", 2),
        ("Wait… Then it rang.", 2),
        ("Fenn Inc. sold it. Fenn Ltd. The buyer paid.", 3),
        ("The U.S. The law says so.", 2),
        ("The U.S. Senate voted.", 1),
        ("今天发布。明天出售。", 2),
        ("No stop at all", 1),
        ("(See below.) It works.", 2),
    ],
)
def test_sentences_end_where_a_reader_would_say_so(line: str, count: int) -> None:
    assert len(sentences(line)) == count


def test_offsets_count_code_points_of_the_article_text() -> None:
    document = Document.of(article("🚀 A title", "One 🚀 sentence here. Another one follows it."), OWN)
    assert all(document.article.text[one.start : one.end] == one.text for one in document.sentences)
    assert [one.index for one in document.sentences] == [0, 1, 2]
    assert document.sentence_at(document.text.index("Another")).index == 2
    assert document.sentence_at(len(document.title) + 1).index == 0


def test_the_title_and_crossheads_are_headlines_and_list_items_are_not() -> None:
    body = (
        "The council met on Tuesday and voted on the bridge after a long debate in the hall.\n"
        "What happens next\n"
        "The work begins in May and takes eleven weeks, the roads office of the town said on Friday.\n"
        "- One item\n- Another item"
    )
    document = Document.of(article("A bridge", body), NEWS)
    assert [one.text for one in document.sentences if one.headline] == ["A bridge", "What happens next"]
    assert [one.speaker for one in document.sentences if one.headline] == [Speaker.HEADLINE] * 2


def test_the_lead_is_the_first_running_paragraph() -> None:
    body = "By Ines Fairlock\nThe first sentence is about the bridge in town. The second adds a date.\nThe rest is far away now."
    document = Document.of(article("A bridge", body), NEWS)
    assert [one.text for one in document.sentences if one.lead] == [
        "The first sentence is about the bridge in town.",
        "The second adds a date.",
    ]


def test_an_article_without_title_keeps_an_empty_sentence_zero() -> None:
    document = Document.of(article("", "Only a body is here."), NEWS)
    assert (document.sentences[0].start, document.sentences[0].end) == (0, 0)
    assert document.sentences[1].text == "Only a body is here."


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("“This is a disgrace,” said Mara Venn, who lives nearby.", Speaker.QUOTED),
        ('"This is a disgrace," Venn said on Monday.', Speaker.QUOTED),
        ("«This is a disgrace», said Venn.", Speaker.QUOTED),
        ("Mara Venn said that the bridge is a disgrace.", Speaker.QUOTED),
        ("According to Mara Venn, the bridge is a disgrace.", Speaker.QUOTED),
        ("The bridge is a disgrace, police said.", Speaker.QUOTED),
        ("The bridge was closed on Monday.", Speaker.AUTHOR),
        ("> The bridge is a disgrace and everyone knows it.", Speaker.QUOTED),
    ],
)
def test_a_newspaper_gives_each_voice_its_own(body: str, speaker: Speaker) -> None:
    assert Document.of(article("A bridge", body), NEWS).sentences[1].speaker is speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("We built Lumen for our customers.", Speaker.PUBLISHER),
        ("“Lumen changes everything,” said Mara Venn, chief executive of Brackwater.", Speaker.PUBLISHER),
        ("“Lumen changes everything,” said Mara Venn, CEO.", Speaker.PUBLISHER),
        ("“Lumen saved us a week,” said Tom Reed, director at Oldmill Foods.", Speaker.QUOTED),
        ("“Lumen is too dear,” said Ann Orr, an analyst at Northbank.", Speaker.QUOTED),
        ("Brackwater said that sales doubled.", Speaker.PUBLISHER),
        ("The tank holds nine liters.", Speaker.PUBLISHER),
        ("I filled the tank with nine liters.", Speaker.AUTHOR),
    ],
)
def test_a_release_speaks_through_its_own_executives(body: str, speaker: Speaker) -> None:
    assert Document.of(article("Lumen", body), OWN).sentences[1].speaker is speaker


def test_a_span_inside_quotation_marks_has_the_quotation_s_voice() -> None:
    text = article(
        "A bridge",
        "The old bridge, which Mara Venn called “a national disgrace of ours”, was closed in spring after long talks.",
    )
    document = Document.of(text, NEWS)
    assert document.speaker_at(text.text.index("national")) is Speaker.QUOTED
    assert document.speaker_at(text.text.index("closed")) is not Speaker.HEADLINE


def test_a_quotation_may_run_over_paragraphs() -> None:
    body = "“The first part is here,” said Mara Venn. “It goes on.\n“The second part ends it.”\nThe council left."
    document = Document.of(article("A bridge", body), NEWS)
    assert document.sentence_at(document.text.index("second")).speaker is Speaker.QUOTED
    assert document.sentence_at(document.text.index("The council")).speaker is Speaker.AUTHOR
    assert {one.speaker_name for one in document.quotations} == {"Mara Venn"}


def test_what_others_say_is_a_passage_of_its_own() -> None:
    body = (
        "Brackwater opens a bridge.\nThe council paid for it. “It is a disaster,” said Mara Venn. Work began in May.\n"
        "“We kept our word,” said Brackwater."
    )
    document = Document.of(article("A bridge", body), NEWS)
    own, quoted = document.passages(len(document.sentences))
    assert [document.sentences[number].text for number in quoted] == [
        "“It is a disaster,” said Mara Venn.",
        "“We kept our word,” said Brackwater.",
    ]
    assert sorted(own + quoted) == list(range(len(document.sentences)))
    assert document.passages(2) == ((0, 1), ())


def test_apostrophes_open_no_quotation() -> None:
    document = Document.of(article("A bridge", "The drivers' union and the riders' club met. It's 'fine' now."), NEWS)
    assert document.quotations == ()


def test_speaker_names_hold_short_forms_and_the_author_organization() -> None:
    text = article("Lumen", "A body.", author_organization="Ostrava Labs Inc.")
    assert "Ostrava Labs" in Document.of(text, NEWS).speaker_names
    names = Document.of(article("Lumen", "A body."), publisher(name="Brackwater Systems, Inc.")).speaker_names
    assert {"Brackwater Systems", "Brackwater"} <= set(names)


def test_a_wire_never_speaks_for_itself_and_an_unknown_host_may() -> None:
    body = "We built this tool. We sell it. Our team is small. We hope you like it."
    assert not Document.of(article("Tool", body), publisher(Role.WIRE)).own_side
    assert Document.of(article("Tool", body), NEWS).own_side
    assert Document.of(article("Tool", "Your kitchen needs you. You cook, and your pan does the rest."), NEWS).own_side


def test_a_project_s_name_keeps_its_point() -> None:
    blog = OWN.model_copy(update={"name": "Tarn.js Blog"})
    text = article("Tarn 4", "Tarn.js 4 is out.").model_copy(update={"url": "https://tarnjs.example/blog/4"})
    assert speaker_names(text, blog)[:2] == ("Tarn.js Blog", "Tarn.js")
    assert "Tarnjs" not in speaker_names(text, blog)


@pytest.mark.parametrize(
    ("body", "short"),
    [
        ("Moneta opened a plant. In May Moneta said so again.", True),
        ("Moneta Nord opened a plant. In May Moneta Nord said so again.", False),
        ("Moneta opened a plant, and moneta is also a coin.", False),
    ],
)
def test_the_first_word_of_a_name_speaks_too_where_the_text_calls_it_so(body: str, *, short: bool) -> None:
    named = OWN.model_copy(update={"name": "Moneta Nord", "hosts": ("house.example",)})
    assert ("Moneta" in speaker_names(article("A title", body), named)) == short
