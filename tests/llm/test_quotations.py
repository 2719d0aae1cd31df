"""A quotation is found where it stands, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyze.llm.quotations import Places

TEXT = (
    "A Title\n\nThe “new” tool\u00a0is state\u2011of\u2011the\u2011art\u2014they say.\n"
    "It’s 40 % faster; the toolkit costs €5. ﬁne Straße."
)


@pytest.mark.parametrize(
    ("quotation", "exact"),
    [
        ("The “new” tool", "The “new” tool"),
        ('the "new" tool is', "The “new” tool\u00a0is"),
        ("state-of-the-art", "state\u2011of\u2011the\u2011art"),
        ("state-of-the-art - they", None),
        ("It's 40 % faster", "It’s 40 % faster"),
        ('"It’s 40 % faster."', "It’s 40 % faster"),
        ("they say.\n\nIt's", "they say.\nIt’s"),
        ("tool", "tool"),
        ("toolk", None),
        ("ools", None),
        ("fine strasse", "ﬁne Straße"),
        ("costs €5...", "costs €5"),
        ("A title\nThe", "A Title\n\nThe"),
        ("slower", None),
        ("", None),
        (" .", None),
    ],
)
def test_a_quotation_is_found_as_models_copy_it(quotation: str, exact: str | None) -> None:
    place = Places(TEXT).find(quotation)
    assert (TEXT[place.start : place.end] if place else None) == exact


def test_letters_as_they_stand_go_before_others() -> None:
    place = Places("may we? May comes").find("May")
    assert place is not None
    assert place.start == 8


WORDS = st.lists(st.text("abXYZäßﬁ7", min_size=1, max_size=6), min_size=1, max_size=12)


@given(WORDS, st.sampled_from((" ", "\n", "\u00a0", " \n ")), st.data())
def test_every_stretch_of_whole_words_is_found_whatever_spaces_and_capitals_a_model_makes_of_it(
    words: list[str], space: str, data: st.DataObject
) -> None:
    text = space.join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    wanted = words[start : start + 3]
    for quotation in (" ".join(wanted), " ".join(wanted).upper()):
        place = Places(text).find(quotation)
        assert place is not None
        found = unicodedata.normalize("NFKC", " ".join(text[place.start : place.end].split())).casefold()
        assert found == unicodedata.normalize("NFKC", quotation).casefold()
