import pytest

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
        ("The company built an incredibly powerful engine for depots.", "The company built an engine for depots"),
        ("In recent weeks, the ferry has carried trucks to the market.", "The ferry has carried trucks to the market"),
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


def test_a_long_sentence_is_cut_where_it_stays_whole() -> None:
    short = cut(
        "The council voted to repair the harbor bridge because the market cannot be reached by any other road.",
        limit=12,
    )
    assert short == "The council voted to repair the harbor bridge"


def test_plain_words_replace_long_ones_and_names_stay() -> None:
    assert retell.plainer("vLLM utilizes approximately 40 depots") == "vLLM uses about 40 depots"


def test_the_longest_copied_run_is_counted_in_words() -> None:
    source = retell.foldable("The council voted to repair the bridge in June.")
    assert retell.longest_run("They say the council voted to repair it", source) == 5


def test_a_long_run_is_loosened_word_by_word() -> None:
    text = "Depots in many towns began to use the sorter several years after the first line was built there"
    source = retell.foldable(f"{text}.")
    assert retell.longest_run(retell.loosened(text, source), source) <= retell.MAX_RUN
