"""Names and numbers are hidden from the model, and every other word finds the way back to its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyze.heads import masking, names_in
from generator.analyze.heads.masking import NAME, NUMBER, Masked, mask, short_form

TEXTS = (
    "Quillon Systems of Ellerby sold 4,200 ledgers in 2026, said Mara Voss.",
    "The Harbor Office, run by Jonas Pell since 1998, costs $3.5m a year.",
    "In May we cut 12.5% of costs; nobody at Tarn Ltd. was asked.",
    "“We shipped v2.10 to 30 sites,” Voss told the Ellerby Gazette on 3 May.",
    "plain words without any name or number at all",
    "GPT-4o beat X12 by 7:3, and R2-D2 came third.",
    "Ünïcode at Café Löwe costs 9 € — twice what Åsa paid.",
    "🚀 Rockets by Quillon 🚀 cost 10 million.",
)


def hidden(text: str, *names: str) -> str:
    return mask(text, names).text


def back(text: str, masked: Masked) -> list[tuple[str, str]]:
    """Return each word of a mask that is no stand-in, beside what stands at its place in the original."""
    found = []
    for match in re.finditer(r"\w+", masked.text):
        place = masked.place(*match.span())
        if place is not None:
            found.append((match[0], text[place[0] : place[1]]))
    return found


# --- what is hidden ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We often met Mara Voss near the gate in Ellerby.", "We often met Acme near the gate in Acme."),
        ("The bank of Quillon and Tarn closed.", "The bank of Acme closed."),
        ("The Corvane Group grew.", "The Acme grew."),
        ("When Corvane grew, we left.", "When Acme grew, we left."),
        ("We like Quillon's ledger and Voss’ shop.", "We like Acme's ledger and Acme’ shop."),
        ("I think I'm fine, OK?", "I think I'm fine, OK?"),
        ("it runs on GPT-4o and x86.", "it runs on Acme and Acme."),
    ],
)
def test_what_capitals_name_is_told_as_one_name(text: str, told: str) -> None:
    assert hidden(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("it fell by 12.5% in 30 days.", "it fell by 10% in 10 days."),
        ("it costs $4,200.", "it costs $10."),
        ("at 18:00 on 3/4/2026, twice.", "at 10 on 10, twice."),
        ("no number", "no number"),
    ],
)
def test_every_number_is_told_as_one_number(text: str, told: str) -> None:
    assert hidden(text) == told


def test_a_capitalized_word_that_opens_a_sentence_is_no_name() -> None:
    assert hidden("Prices fell. Shops closed.") == "Prices fell. Shops closed."
    assert hidden("He said: “Prices fell.”") == "He said: “Prices fell.”"


def test_a_known_name_is_hidden_even_where_it_opens_the_sentence() -> None:
    assert hidden("Quillon fell.") == "Quillon fell."
    assert hidden("Quillon fell.", "Quillon") == "Acme fell."


def test_a_known_name_in_small_letters_is_hidden_as_a_whole_word_only() -> None:
    assert hidden("we run tarn, and tarnish is bad.", "tarn") == "we run Acme, and tarnish is bad."


@pytest.mark.parametrize("name", ["C++", "Yahoo!", "a.b(c", "[x]", "\\d+", "", " "])
def test_a_name_of_odd_marks_breaks_nothing(name: str) -> None:
    masked = mask(f"we like {name} a lot", [name])
    assert "we like" in masked.text
    assert all(one == other for one, other in back(f"we like {name} a lot", masked))


def test_a_line_in_title_case_hides_only_known_names_and_numbers() -> None:
    title = "Quillon Unveils Revolutionary Ledger With 40 Features"
    assert hidden(title) == "Quillon Unveils Revolutionary Ledger With 10 Features"
    assert hidden(title, "Quillon") == "Acme Unveils Revolutionary Ledger With 10 Features"


def test_a_number_inside_a_name_belongs_to_the_name() -> None:
    masked = mask("they bought Tarn 4000 yesterday")
    assert masked.text == "they bought Acme yesterday"
    assert len(masked.cuts) == 1


def test_the_order_in_which_names_are_given_changes_nothing_but_length_does() -> None:
    text = "tarn systems and tarn are two names"
    assert hidden(text, "tarn", "tarn systems") == hidden(text, "tarn systems", "tarn") == "Acme and Acme are two names"


def test_two_names_are_told_alike() -> None:
    first, second = "Quillon sold 40 ledgers to Ellerby.", "Brackwater sold 9,000 ledgers to Norwell."
    assert hidden(first, "Quillon", "Ellerby") == hidden(second, "Brackwater", "Norwell")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We love macOS here.", "We love tarnOS here."),
        ("We sell iPhone covers.", "We sell eBay covers."),
    ],
)
def test_a_name_with_a_capital_inside_is_hidden_whole(first: str, second: str) -> None:
    assert hidden(first) == hidden(second) == re.sub(r"\w*[a-z][A-Z]\w*", NAME, first)


def test_a_short_sentence_full_of_names_is_not_taken_for_a_title() -> None:
    assert hidden("We met Mara Voss in Ellerby.") == "We met Acme in Acme."


def test_a_mask_knows_which_stretches_lie_in_a_name() -> None:
    text = "At Pioneer Foods, 40 of us pioneer."
    masked = mask(text, ["Pioneer Foods"])
    assert masked.touches_name(3, 10)
    assert masked.touches_name(11, 16)
    assert not masked.touches_name(18, 20)
    assert not masked.touches_name(text.rindex("pioneer"), len(text) - 1)


@pytest.mark.parametrize(
    ("name", "short"),
    [("Moneta Nord", "Moneta"), ("Moneta", None), ("The Bank", None), ("Dr Voss", None), ("", None)],
)
def test_the_first_word_of_a_longer_name_is_its_short_form(name: str, short: str | None) -> None:
    assert short_form(name, ()) == short


def test_a_word_the_text_uses_in_small_letters_is_no_short_form() -> None:
    assert short_form("Global Finance", {"global"}) is None


def test_short_forms_of_names_are_gathered_unless_the_text_uses_the_word_itself() -> None:
    found = names_in(
        ["In May the board of Moneta Nord met.", "Later that day Harbor Office closed; the harbor stayed."]
    )
    assert {"Moneta Nord", "Moneta", "Harbor Office"} <= found
    assert "Harbor" not in found


# --- names of a text -----------------------------------------------------------------------------------------------


def test_names_are_gathered_where_a_capital_names_something() -> None:
    found = names_in(
        ["Everybody there once met Mara Voss outside her Harbor Office.", "Prices fell.", "Then Tarn closed."]
    )
    assert {"Mara Voss", "Harbor Office", "Tarn"} <= found
    assert "Prices" not in found


def test_a_line_in_title_case_names_nothing() -> None:
    assert names_in(["Ledger Prices Fall Across Every Market"]) == frozenset()


def test_no_sentence_has_no_names() -> None:
    assert names_in([]) == names_in([""]) == frozenset()


# --- the way back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("names", [(), ("Voss", "Quillon", "Tarn")])
def test_every_word_that_is_left_stands_at_its_place_in_the_original(text: str, names: tuple[str, ...]) -> None:
    masked = mask(text, names)
    pairs = back(text, masked)
    assert pairs
    assert [one for one, _ in pairs] == [other for _, other in pairs]


@pytest.mark.parametrize("text", TEXTS)
def test_a_stand_in_has_no_place(text: str) -> None:
    masked = mask(text)
    for start, end, _before, _after in masked.cuts:
        assert masked.text[start:end] in {NAME, NUMBER}
        assert masked.place(start, end) is None
        assert masked.place(start, start + 1) is None
        assert masked.place(max(0, start - 1), end) is None


@pytest.mark.parametrize("text", TEXTS)
def test_the_original_can_be_put_together_again(text: str) -> None:
    masked, told, at = mask(text), "", 0
    for start, end, before, after in masked.cuts:
        told += masked.text[at:start] + text[before:after]
        at = end
    assert told + masked.text[at:] == text


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=120), st.lists(st.text(max_size=8), max_size=3))
@settings(max_examples=150, deadline=None)
def test_whatever_the_text_places_are_in_order_and_exact(text: str, names: list[str]) -> None:
    masked = mask(text, names)
    last = 0
    for start, end, before, after in masked.cuts:
        assert last <= before < after <= len(text)
        assert 0 <= start < end <= len(masked.text)
        last = after
    for at, letter in enumerate(masked.text):
        place = masked.place(at, at + 1)
        assert place is None or text[place[0] : place[1]] == letter


def test_the_same_sentence_is_masked_the_same_way_whatever_order_names_come_in() -> None:
    text = TEXTS[0]
    names = ("Quillon", "Voss", "Mara Voss", "Ellerby")
    assert mask(text, names) == mask(text, reversed(names)) == mask(text, frozenset(names))


def test_openers_and_stand_ins_are_plain_words() -> None:
    assert masking.NAME.isalpha()
    assert masking.NUMBER.isdigit()
