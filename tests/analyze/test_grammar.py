import pytest

from generator.analyze.embedded import anchors, grammar


def tags(text: str) -> list[str]:
    return [token.tag for token in grammar.tag(text)]


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("We plan to ship the parcels.", "ship", "VERB"),
        ("The plan was late.", "plan", "NOUN"),
        ("The new rules help depots.", "new", "ADJ"),
        ("Parcels that were lost came back.", "that", "REL"),
        ("She said that it rained.", "that", "SUBORD"),
        ("Sales grew by 40% in May.", "40", "NUM"),
        ("Let us ship it.", "ship", "VERB"),
        ("The depot was quietly closed.", "quietly", "ADV"),
    ],
)
def test_words_are_told_by_their_neighbors(text: str, word: str, tag: str) -> None:
    (token,) = [token for token in grammar.tag(text) if token.lower.startswith(word)]
    assert token.tag == tag


def test_offsets_point_into_the_sentence() -> None:
    text = "Tarn’s depots don’t sort $4.2 million parcels."
    assert all(text[token.start : token.end] == token.text for token in grammar.tag(text))


@pytest.mark.parametrize(
    ("base", "third", "gerund"),
    [
        ("carry", "carries", "carrying"),
        ("stop", "stops", "stopping"),
        ("make", "makes", "making"),
        ("lie", "lies", "lying"),
    ],
)
def test_verbs_inflect(base: str, third: str, gerund: str) -> None:
    assert (grammar.third_person(base), grammar.ing(base)) == (third, gerund)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The bridge that was hit by a barge remains closed", "remains"),
        ("Dunes made up of frozen gas dominate the moon", "dominate"),
        ("The council voted to repair it", "voted"),
        ("A bridge to the harbor", None),
    ],
)
def test_the_finite_verb_is_the_main_one(text: str, verb: str | None) -> None:
    tokens = grammar.tag(text)
    found = grammar.finite_verb(tokens)
    assert (tokens[found].text if found is not None else None) == verb


def test_anchors_name_figure_comparison_and_superlative() -> None:
    assert anchors.of("Depots sort 40% more parcels").comparison == "40% more parcels"
    assert anchors.of("Plants ship twice as fast").comparison == "twice as fast"
    assert anchors.of("It is the fastest parcel sorter").superlative == "fastest parcel sorter"
    assert anchors.of("The engine reads 900 labels").counted == "labels"
    assert anchors.of("Tarn was founded in 2019 on May 4").figure is None
    assert anchors.of("The larger models failed").comparison is None
