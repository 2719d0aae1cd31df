"""The baseline of word lists: counting entries, and nothing cleverer."""

from typing import Any

from generator.evaluate import reports, wordlist
from generator.evaluate.reports import Pair

LOUD = "A revolutionary, groundbreaking, world-class ledger for all of us."
PLAIN = "The ledger weighs two kilograms and is sold in two colors."


def pair(text: str, status: str = "processed") -> Pair:
    row: dict[str, Any] = {"text": text, "primary": ["hype", "hype"], "score": [50, 50]}
    return Pair(row, {"status": status, "verdict": {}}, text)


def test_a_sentence_is_loaded_where_an_entry_stands_in_it() -> None:
    loud, plain = wordlist.grades([LOUD, PLAIN])
    assert (loud.is_loaded, plain.is_loaded) == (True, False)
    assert loud.loaded > plain.loaded == 0
    assert "revolutionary" in {LOUD[start:end] for start, end in loud.loaded_words}
    assert loud.type == "hype"


def test_a_figure_makes_a_claim() -> None:
    (figure, none) = wordlist.grades(["It fell by 12 %.", "It fell."])
    assert (figure.is_claim, none.is_claim) == (True, False)


def test_a_text_gets_the_type_its_entries_serve_and_a_plain_one_none() -> None:
    loud, plain = wordlist.reports([pair(LOUD), pair(PLAIN)])
    assert loud.report["verdict"]["primary"] == "hype"
    assert loud.report["verdict"]["score"] > plain.report["verdict"]["score"] == 0
    assert plain.report["verdict"]["primary"] == "none"
    assert all(LOUD[one["start"] : one["end"]] == one["exact"] for one in loud.report["loaded_terms"])


def test_a_text_without_words_breaks_nothing() -> None:
    (one,) = wordlist.reports([pair("")])
    assert one.report["verdict"] == {"primary": "none", "score": 0}


def test_what_our_reports_leave_out_the_baseline_leaves_out_too() -> None:
    assert reports.verdicts(wordlist.reports([pair(LOUD, "limited")])) == {}
