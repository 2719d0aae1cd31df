import pytest

from generator import quoting
from generator.analyze.embedded import compress, retell


def cut(text: str, name: str | None = None, limit: int = 24) -> str | None:
    found = compress.sentence(text, name, own=name is not None, limit=limit)
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "The bridge, which a barge hit in March, remains closed to trucks.",
            "The bridge remains closed to trucks",
        ),
        ("Tarn, a maker of sorters, closed two depots in Ellerby.", "Tarn closed two depots in Ellerby"),
        ("However, the council (which met late) voted for the repair on Tuesday.", "The council voted for the repair"),
        ("ELLERBY (GP) — The council voted for the bridge.", "The council voted for the bridge"),
        ("The engine sorts parcels in the dark, helping depots save power.", "The engine sorts parcels in the dark"),
        ("In addition, the ferry has carried trucks to the market.", "The ferry has carried trucks to the market"),
    ],
)
def test_what_is_not_the_statement_goes(text: str, short: str) -> None:
    assert cut(text) == short


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We are closing two depots in Ellerby.", "Tarn is closing two depots in Ellerby"),
        ("We build sorters for small depots.", "Tarn builds sorters for small depots"),
        ("Our engineers have rebuilt the sorter.", "Tarn's engineers have rebuilt the sorter"),
        ("We’ve moved our depot to Ellerby.", "Tarn has moved its depot to Ellerby"),
        ("We are excited to announce a sorter for small depots.", "Tarn announces a sorter for small depots"),
        ("We build and sell sorters for depots.", "Tarn builds and sells sorters for depots"),
    ],
)
def test_the_first_person_is_told_by_name(text: str, told: str) -> None:
    assert cut(text, "Tarn") == told


@pytest.mark.parametrize(
    "text",
    [
        "This changes everything for depots.",
        "Will depots ever be the same?",
        "I think the depots are fine today.",
        "Click here to read more about our depots.",
        "A bridge to the harbor of Ellerby.",
        "“It is a toy,” she said of the sorter.",
    ],
)
def test_what_cannot_stand_alone_is_given_up(text: str) -> None:
    assert cut(text, "Tarn") is None


def test_a_credit_at_the_end_is_kept_apart() -> None:
    found = compress.sentence("The repair costs four million, council officials said.", None, own=False)
    assert found is not None
    assert (found.text, found.credit) == ("The repair costs four million", "Council officials")


@pytest.mark.parametrize(
    "whole",
    [
        "In a lab test, the pump held 40 liters for an hour",
        "On two of the routes, the ferry was late twice",
        "If the harbor is closed, the ferry will stay in Ellerby",
        "Unless the council objects, the bridge closes in June",
        "As long as rain falls, the mill will need its second wheel",
        "Until the pump is certified, the clinic may not use it",
        "For some customers, the app showed two bills",
        "Historically, the mill has paid its workers by the sack",
        "The council did not close the bridge because of the barge",
        "The counter will be closed on Friday",
        "The engine starts when the battery is full",
        "The clinic, which has not been certified, receives patients",
        "The pump runs for ten hours, depending on the load",
        "The sorter is faster than the old one, but only in dry depots",
    ],
)
def test_what_limits_denies_or_conditions_stays(whole: str) -> None:
    assert cut(f"{whole}.") == whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The pump lasts ten years (in a simulated harbor).", "(in a simulated harbor)"),
        ("The bridge will close in June (unless the council says no).", "(unless the council says no)"),
    ],
)
def test_brackets_that_limit_stay(text: str, kept: str) -> None:
    assert kept in (cut(text) or "")


@pytest.mark.parametrize("word", ["CVE-2031-7", "USB-C", "RFC-9"])
def test_a_hyphen_inside_a_word_closes_no_dateline(word: str) -> None:
    assert compress.without_dateline(f"{word} is known to the mill.") == f"{word} is known to the mill."


def test_brackets_that_limit_nothing_go() -> None:
    assert (
        cut("The Harbor Trade Council (HTC) voted for the bridge.") == "The Harbor Trade Council voted for the bridge"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The council voted to repair the harbor bridge because the market cannot be reached by any other road.",
        "The makers of the wagon have not improved the wheel: they have ended the need for one.",
        "The pump passed the trial — in a tank of clean water.",
    ],
)
def test_a_sentence_that_would_have_to_be_cut_down_is_given_up(text: str) -> None:
    assert cut(text, limit=12) is None


@pytest.mark.parametrize(
    "text",
    [
        "We have written to the mill and have made our wishes plain.",
        "We are testing the pump and plan to sell it.",
        "Two of us built the first sorter in a barn.",
        "We asked Tarn for a second pump.",
    ],
)
def test_a_first_person_that_cannot_be_told_by_name_is_given_up(text: str) -> None:
    assert cut(text, "Tarn") is None


@pytest.mark.parametrize(
    "text",
    [
        "Few mills have compared it with a wheel.",
        "Cast iron of that age can last.",
        "A year earlier the loss was two sacks.",
        "These rules apply to ferries and barges.",
        "The miller left a sack there on Monday.",
        "In the morning, before breakfast, write down both numbers.",
        "Use a brush that the mill has cleaned.",
        "Heat up some oil for the pump of the mill.",
        "Like many mills, it was looking for water.",
        "By closing the lock, it keeps the harbor dry.",
    ],
)
def test_what_points_at_another_sentence_is_given_up(text: str) -> None:
    assert cut(text) is None


def test_judging_words_go_only_where_asked() -> None:
    text = "Tarn built an increasingly dynamic sorter for depots."
    assert cut(text) == "Tarn built an increasingly dynamic sorter for depots"
    bare = compress.sentence(text, None, own=False, judging=frozenset())
    assert bare is not None
    assert bare.text == "Tarn built a sorter for depots"


def test_a_word_that_tells_which_one_is_no_mere_praise() -> None:
    found = compress.sentence("The Tarn sorter is the ultimate parcel engine.", None, own=False, judging=frozenset())
    assert found is not None
    assert "the ultimate parcel engine" in found.text


def test_according_to_inside_a_sentence_is_no_credit() -> None:
    found = compress.sentence("Parcels are sorted according to weight, and large ones wait.", None, own=False)
    assert found is None or found.credit is None


def test_plain_words_replace_long_ones_and_names_stay() -> None:
    assert retell.plainer("vLLM utilizes approximately 40 depots") == "vLLM uses about 40 depots"


def test_no_other_word_changes_what_is_stated() -> None:
    for text in (
        "The agency issues a permit within five days",
        "The depot was able to open after the flood began",
        "An additional 23% of depots opened",
        "In the event of fire the depot closes",
        "The tower has a range of 40 kilometers",
        "The majority of the votes went to the mill",
        "As a result of the storm the ferry stayed",
        "The house was bought out by the bank",
    ):
        source = retell.foldable(f"{text}.")
        assert retell.plainer(text) == text
        assert retell.loosened(text, source) == text


def test_the_longest_copied_run_is_counted_in_words() -> None:
    source = retell.foldable("The council voted to repair the bridge in June.")
    assert retell.longest_run("They say the council voted to repair it", source) == 5


def test_a_long_run_is_loosened_word_by_word() -> None:
    text = "Depots in many towns began to use the sorter nearly every day of each year when the whole line was built"
    source = retell.foldable(f"{text}.")
    assert retell.longest_run(retell.loosened(text, source), source) <= quoting.PROSE_RUN
