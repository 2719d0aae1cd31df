"""The index from A to Z: merged, ordered, divided, and deaf to what feeds put into names."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pages
from generator import vocabulary as v
from generator.models import Entity, Story
from generator.pages import alphabet
from tests.stories import make_brackwater, make_story, numbered, place

PLACE = place("Brackwater Ferries")
PATH = re.compile(r"a-z/(titles/)?(([a-z][a-z0-9]{0,2}|0-9|other)(-[0-9]+)?/)?")


def named(number: int, *names: str, kind: v.EntityKind = v.EntityKind.PLACE, **changes: object) -> Story:
    entities = tuple(Entity(**PLACE, name=name, kind=kind, mentions=1) for name in names)
    return numbered(number, **({"entities": entities, "keywords": ()} | changes))


def entries(*stories: Story) -> dict[str, alphabet.Entry]:
    return {one.name: one for one in alphabet.names(pages.Catalog(stories)) if not one.publishers}


def test_a_name_stands_once_in_its_most_frequent_form() -> None:
    found = entries(named(1, "Oxley Pier"), named(2, "OXLEY PIER"), named(3, "Oxley Pier"))

    assert [(one.name, one.n, one.what) for one in found.values()] == [("Oxley Pier", 3, "place")]


def test_a_name_of_one_report_stands_only_when_someone_could_look_for_it() -> None:
    found = entries(
        named(1, "Merrow"),
        named(2, "Tilda Marsh", kind=v.EntityKind.PERSON),
        named(3, keywords=("timetable", "ferries")),
        named(4, keywords=("ferries",)),
    )

    assert sorted(found) == ["Tilda Marsh", "ferries"]
    assert found["ferries"].what == ""


def test_a_name_lists_its_newest_reports_and_counts_the_others() -> None:
    (one,) = entries(*(named(n, "Merrow") for n in range(8))).values()

    assert (len(one.stories), one.n) == (alphabet.LINKS_MOST, 8)


def test_a_name_in_entities_and_keywords_of_one_report_counts_once() -> None:
    assert entries(named(1, "Merrow", keywords=("merrow",))) == {}


def test_a_publisher_stands_with_its_page_and_what_is_said_of_it() -> None:
    catalog = pages.Catalog([named(1, "Brackwater Ferries Blog")], [make_brackwater()])
    (one,) = alphabet.names(catalog)

    assert (one.name, one.publishers, one.n, one.what) == (
        "Brackwater Ferries Blog",
        (("brackwater-ferries", 1),),
        1,
        "",
    )


def test_a_publisher_whose_name_has_no_letter_still_stands_there() -> None:
    catalog = pages.Catalog([], [make_brackwater(name="\u202e")])

    assert [(one.name, alphabet.shelf(one.key)) for one in alphabet.names(catalog)] == [("Unnamed", "other")]


def test_names_without_a_letter_are_left_out() -> None:
    assert entries(named(1, "—", "🙂"), named(2, "—", "🙂")) == {}


def test_headlines_stand_under_their_first_word_and_articles_do_not_count() -> None:
    stories = [numbered(n, title=title) for n, title in enumerate(("The Pier", "A pear", "An apple", "“Quay”", "🙂"))]
    found = alphabet.shelves(alphabet.headlines(pages.Catalog(stories)))

    assert [(one.word, [entry.name for entry in one.sheets[0].entries]) for one in found] == [
        ("a", ["An apple"]),
        ("p", ["A pear", "The Pier"]),
        ("q", ["“Quay”"]),
        ("other", ["🙂"]),
    ]


@pytest.mark.parametrize(
    ("text", "shelf"),
    [
        ("Éclair", "e"),
        ("\uff19 lives", "0-9"),
        ("\U0001d400lpha", "a"),
        ("سوق", "other"),
        ("42", "0-9"),
        ("", "other"),
        ("Øre", "other"),
    ],
)
def test_marks_and_wide_forms_do_not_change_the_letter(text: str, shelf: str) -> None:
    assert alphabet.shelf(alphabet.fold(text)) == shelf


def many(count: int, form: str) -> tuple[alphabet.Entry, ...]:
    """Return entries, about a thousand bytes each."""
    story = make_story(title="w " * 50)
    stories = (story,) * 3
    return tuple(
        alphabet.Entry(alphabet.fold(name), name, "", (), stories, 3)
        for n in range(count)
        for name in (form.format(n),)
    )


def test_a_letter_that_fits_is_one_page() -> None:
    (one,) = alphabet.shelves(many(200, "sable {}"))

    assert [sheet.path for sheet in one.sheets] == ["s"]


def test_a_letter_that_grows_too_large_is_divided_by_its_next_letters_and_keeps_its_page() -> None:
    (one,) = alphabet.shelves((*many(450, "sable {}"), *many(300, "soot {}"), *many(3, "s")))

    assert [(sheet.path, sheet.name, len(sheet.entries)) for sheet in one.sheets][:4] == [
        ("s", "S", 3),
        ("sa", "Sa", 0),
        ("sab", "Sab", len(one.sheets[2].entries)),
        ("sab-2", "Sab, page 2", len(one.sheets[3].entries)),
    ]
    assert one.n == 753


def test_what_cannot_be_divided_by_letters_goes_on_on_numbered_pages() -> None:
    (one,) = alphabet.shelves(many(800, "سوق {}"))

    assert [sheet.path for sheet in one.sheets] == ["other", "other-2", "other-3"]
    assert [sheet.name for sheet in one.sheets] == ["Other scripts", "Other scripts, page 2", "Other scripts, page 3"]


def test_a_name_that_leaves_the_alphabet_is_divided_by_what_stands_before() -> None:
    (one,) = alphabet.shelves((*many(400, "s سوق {}"), *many(5, "sa {}")))

    assert [sheet.path for sheet in one.sheets] == ["s", "s-2", "sa"]


def test_no_page_of_the_index_is_larger_than_planned() -> None:
    (one,) = alphabet.shelves((*many(900, "sable {}"), *many(300, "42 {}"))[:900])

    assert all(sum(map(alphabet.size, sheet.entries)) <= alphabet.PAGE_BYTES for sheet in one.sheets)


HOSTILE = st.text(max_size=300) | st.sampled_from(
    ['"><script>alert(1)</script>', "w" * 300, "../../../etc/passwd", "a/b/c", "\u202eabc", "🙂" * 100, "&" * 300]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(HOSTILE, max_size=6), st.lists(HOSTILE, max_size=3))
def test_no_name_from_a_feed_reaches_a_path(names: list[str], titles: list[str]) -> None:
    stories = [
        named(1, *names, kind=v.EntityKind.PERSON),
        *(numbered(10 + n, title=title) for n, title in enumerate(titles)),
    ]
    made = list(alphabet.pages(pages.Catalog(stories)))

    assert [page.path for page in made if not PATH.fullmatch(page.path)] == []
    assert len({page.path for page in made}) == len(made)


def test_the_index_exists_without_a_report() -> None:
    (page,) = alphabet.pages(pages.Catalog([]))

    assert (page.path, [n for _, _, _, n in page.view["indexes"]]) == ("a-z/", [0, 0])


def test_a_divided_letter_names_its_filled_pages_and_a_whole_one_names_none() -> None:
    base = make_story()
    stories = [
        base.model_copy(
            update={
                "id": f"{n:016x}",
                "slug": f"s-{n}",
                "original": base.original.model_copy(update={"title": f"{'Sab' if n % 2 else 'Soo'} {'w ' * 55}{n}"}),
            }
        )
        for n in range(900)
    ]
    made = {page.path: page.view for page in alphabet.pages(pages.Catalog(stories))}

    assert made["a-z/b/"]["sheets"] == ()
    assert [sheet.path for sheet in made["a-z/titles/s/"]["sheets"]] == ["sa", "so"]
    assert made["a-z/titles/s/"]["sheet"].entries == ()
