"""Quotation marks and attribution, piece by piece."""

import pytest

from generator.analyze.embedded import speakers


@pytest.mark.parametrize(
    ("paragraph", "inside"),
    [
        ("He said “one” and “two”.", ["one", "two"]),
        ('He said "one" and "two".', ["one", "two"]),
        ("Er sagte „eins“ und ging.", ["eins"]),
        ("Il dit «un» et part.", ["un"]),
        ('A 6" pipe and a 4" pipe.', []),
        ("She said ‘this is a longer thing’ at noon.", ["this is a longer thing"]),
        ("The users' data and the clients' data.", []),
        ("“Outer ‘inner words are here’ outer”.", ["Outer ‘inner words are here’ outer"]),
    ],
)
def test_marks_are_paired_as_a_reader_pairs_them(paragraph: str, inside: list[str]) -> None:
    assert [paragraph[one.start : one.end] for one in speakers.marked(paragraph)] == inside


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("Mara Venn told reporters the plan had failed.", False),
        ("The ministry said the plan had failed.", False),
        ("Brackwater said the plan had worked.", True),
        ("The plan had failed, Venn added.", False),
        ("We said the plan had failed.", None),
        ("It says so on the box.", None),
        ("The plan had failed.", None),
    ],
)
def test_paraphrase_is_told_from_the_own_voice(sentence: str, own: bool | None) -> None:  # noqa: FBT001
    assert speakers.attributed(sentence, ("Brackwater",), own_side=True) is own


def test_a_pronoun_speaks_for_whoever_spoke_last() -> None:
    lines = [(0, "“One,” said Mara Venn."), (30, "“Two,” she added.")]
    found = speakers.quotations(lines, (), own_side=False)
    assert [one.speaker_name for one in found] == ["Mara Venn", "Mara Venn"]


def test_nobody_is_an_own_voice_in_a_text_that_speaks_for_nobody() -> None:
    found = speakers.quotations(
        [(0, "“One,” said Mara Venn, chief executive of Brackwater.")], ("Brackwater",), own_side=False
    )
    assert [one.own for one in found] == [False]
