"""A quotation is found where it stands, and nowhere else."""

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


@given(st.text(max_size=80), st.data())
def test_every_stretch_of_whole_words_is_found(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    start = data.draw(st.integers(0, len(words) - 1))
    quotation = " ".join(words[start : start + 3])
    place = Places(text).find(quotation)
    # Marks at the edge may belong to the words beside them; then nothing is found rather than something else.
    if place is not None:
        assert 0 <= place.start < place.end <= len(text)
