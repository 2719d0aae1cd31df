"""Loaded wording in its context: what counts, what does not, and in whose voice."""

from itertools import pairwise

import pytest

from generator.analyze.embedded import cues, lexicon, loaded
from generator.analyze.embedded.document import Document
from generator.models import LoadedTerm, Publisher
from generator.vocabulary import TACTIC_TYPE, LoadedType, Speaker
from tests.analyze.writing import HYPE, NEWS, OWN, PLAIN, article


def terms(body: str, publisher: Publisher = OWN, title: str = "A title") -> tuple[LoadedTerm, ...]:
    return loaded.terms(Document.of(article(title, body), publisher))


def words(body: str, publisher: Publisher = OWN) -> set[str]:
    return {one.exact.lower() for one in terms(body, publisher)}


def test_the_lists_cover_every_type_and_every_tactic() -> None:
    seen = {entry.tactic for found in lexicon.entries().values() for entry in found}
    assert set(TACTIC_TYPE) <= seen
    assert lexicon.count() >= 900


def test_every_tactic_of_the_lists_and_cues_belongs_to_its_type() -> None:
    for found in lexicon.entries().values():
        for entry in found:
            assert entry.tactic is None or TACTIC_TYPE[entry.tactic].value == entry.type.value
    for cue in cues.find("Every company must act because of the tariffs.", own=True, bad=True):
        assert TACTIC_TYPE[cue.tactic].value == cue.type.value


def test_no_pattern_stands_in_two_lists() -> None:
    patterns = [
        line.partition(" -> ")[0]
        for one in LoadedType
        for lists in lexicon.read(one.value).values()
        for lines in lists.values()
        for line in lines
    ]
    assert len(patterns) == len(set(patterns))


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        "Strip leading zeros before the critical section of the parser.",
        "The museum shows letters of the Revolutionary War.",
        "The editor supports rich text and a robust estimator with three significant digits.",
        "The magic number is read first, then the dynamic library is loaded.",
        "The difference was statistically significant in both groups.",
        "The shop is open until the end of the month.",
    ],
)
def test_plain_and_technical_wording_stays_clean(body: str) -> None:
    assert terms(body, NEWS) == ()
    assert terms(body, OWN) == ()


def test_a_negated_promise_is_no_hype() -> None:
    assert words("This is not a breakthrough, and it is no silver bullet. It never was revolutionary.") == set()
    assert "breakthrough" in words("This is a breakthrough.")


def test_hyphens_and_inflections_are_the_same_wording_and_the_plainer_word_follows() -> None:
    found = {
        one.exact: one.plainer for one in terms("We are revolutionizing work. A best in class and best-in-class tool.")
    }
    assert found["revolutionizing"] == "changing"
    assert {"best in class", "best-in-class"} <= set(found)


def test_the_longest_wording_wins_and_nothing_overlaps() -> None:
    found = sorted(terms(HYPE), key=lambda one: one.start)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_softening_needs_something_bad_to_soften() -> None:
    assert "right-sizing" in words("We are right-sizing the team: 120 jobs will be cut and the Oldmarrow plant closes.")
    assert words("We are pausing at the lake to watch the birds at dusk.") == set()


def test_renamed_job_cuts_come_with_the_plain_word() -> None:
    found = terms("Today we announce the right-sizing of our company, and 200 people will lose their jobs in layoffs.")
    assert found[0].plainer == "cutting jobs"
    assert found[0].tactic == "job-loss softening"


def test_blame_is_a_shield_only_for_the_side_that_speaks() -> None:
    body = "Deliveries were delayed because of the new government rules, and we had no choice but to close two shops."
    assert LoadedType.SHIELD in {one.type for one in terms(body, OWN)}
    assert LoadedType.SHIELD not in {one.type for one in terms(body.replace("we", "they"), NEWS)}


def test_an_unmeasured_word_counts_only_where_no_figure_follows() -> None:
    assert "significantly improved" in words("The new line significantly improved output at the plant.")
    assert words("The new line significantly improved output, by 14 percent in six weeks.") == set()


def test_jargon_counts_in_company_only() -> None:
    assert words("We hold a deep dive on Friday.") == set()
    assert len(words("Our holistic value proposition operationalizes actionable insights.")) >= 3


def test_a_name_is_no_praise() -> None:
    assert words("They bought seats at the Stellar Arena yesterday.") == set()


def test_quoted_wording_is_shown_as_quoted_and_comes_last() -> None:
    body = "The plan is a groundbreaking step. “It is a disgraceful sham,” said Mara Venn, who lives nearby."
    found = terms(body, NEWS)
    assert [one.speaker for one in found if one.exact == "disgraceful"] == [Speaker.QUOTED]
    assert found[0].speaker is not Speaker.QUOTED


def test_the_title_comes_first() -> None:
    assert terms(HYPE, title="A revolutionary battery")[0].speaker is Speaker.HEADLINE


@pytest.mark.parametrize(
    ("body", "spin_type"),
    [
        ("It is the most powerful heat store in the world.", LoadedType.HYPE),
        ("Every company must decide now.", LoadedType.STAMPEDE),
        ("Are you ready to be left behind?", LoadedType.STAMPEDE),
        ("Every child deserves a warm room.", LoadedType.HALO),
        ("We believe that everyone should own one.", LoadedType.HALO),
        ("It is never about profits for us.", LoadedType.HALO),
        ("The loss was caused by rising fuel costs.", LoadedType.SHIELD),
        ("Although sales fell by a third, we remain confident.", LoadedType.CUSHION),
        (
            "Some records were mishandled after the breach. Other records were misplaced, and steps were taken.",
            LoadedType.FOG,
        ),
    ],
)
def test_the_shape_of_a_sentence_is_a_cue(body: str, spin_type: LoadedType) -> None:
    assert spin_type in {one.type for one in terms(body)}


@pytest.mark.parametrize(
    ("cause", "tactic"),
    [
        ("the regulator", "regulatory blame shift"),
        ("hackers", "bad-actor framing"),
        ("our supplier", "third-party blame"),
        ("competitors", "market-pressure framing"),
        ("inflation", "macroeconomic headwinds"),
    ],
)
def test_blame_names_its_tactic_by_the_actor(cause: str, tactic: str) -> None:
    assert cues.shield_tactic(f"because of {cause}") == tactic


def test_a_pattern_without_a_word_in_front_is_refused() -> None:
    with pytest.raises(ValueError, match="begin with a word"):
        lexicon._parts("_ more")  # noqa: SLF001 - the rule has no other door


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("plan", ("plan", "plans", "planned", "planning")),
        ("open", ("open", "opens", "opened", "opening")),
        ("cut", ("cut", "cuts", "cut", "cutting")),
        ("carry", ("carry", "carries", "carried", "carrying")),
        ("use", ("use", "uses", "used", "using")),
        ("push", ("push", "pushes", "pushed", "pushing")),
        ("efficienc", ("efficiency", "efficiencies", "efficiencied", "efficiencying")),
    ],
)
def test_inflections_follow_the_rules_of_spelling(word: str, forms: tuple[str, ...]) -> None:
    assert lexicon.inflections(word) == forms


@pytest.mark.parametrize("name", ["Pioneer", "Pioneer Foods", "Seamless"])
def test_the_name_of_the_side_that_speaks_is_no_loaded_wording(name: str) -> None:
    publisher = OWN.model_copy(update={"name": name})
    body = f"{name} opens its third plant. On Monday {name} showed the press a line for flour."
    assert not {one.exact for one in terms(body, publisher)} & set(name.split())


def test_a_word_of_the_name_is_loaded_where_the_text_means_the_word() -> None:
    publisher = OWN.model_copy(update={"name": "Revolutionary Foods"})
    body = "Revolutionary Foods opens a revolutionary line. Revolutionary mixers arrive in May."
    assert [one.exact.lower() for one in terms(body, publisher)].count("revolutionary") == 2


def test_a_name_the_text_is_about_is_no_loaded_wording_either() -> None:
    body = "In May the board of Breakthrough Energy met in Leeds. Breakthrough Energy has made pumps since 1974."
    assert not terms(body, NEWS, "Breakthrough Energy to open a second plant")
