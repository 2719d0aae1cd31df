"""What the heads are taught has the promised shape: enough of everything, closed words only, hardly a repeat."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import pytest

from generator import vocabulary as v
from generator.analyze.heads.masking import mask
from tests.heads import data, inputs

SENTENCES = list(data.sentences())
CLAIMS = data.claims()
VOICES = data.voices()
CALLS = data.calls()
ARTICLES = list(data.articles())
STYLES = {
    "annual_report",
    "company_blog",
    "customer_notice",
    "executive_remarks",
    "headline",
    "news_report",
    "press_release",
    "project_post",
}
TYPES = {one.value for one in v.TYPES}
MOST_REPEATS = 0.05
NEAR = 0.5


def named(one: data.Labeled) -> str:
    return f"{one.labels['publisher']}: {one.title or one.body[:60]}"


def listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]


def repeats(texts: Sequence[str], groups: Sequence[Hashable]) -> list[str]:
    """Return the texts more than half of whose word triples, names and numbers hidden, stand in one other group's."""
    triples = []
    for text in texts:
        words = re.findall(r"\w+", mask(text).text.lower())
        triples.append(set(zip(words, words[1:], words[2:], strict=False)))
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, mine in enumerate(triples):
        for triple in mine:
            places[triple].append(at)
    found = []
    for at, mine in enumerate(triples):
        shared = Counter(other for triple in mine for other in places[triple] if groups[other] != groups[at])
        if any(count > NEAR * len(mine) for count in shared.values()):
            found.append(texts[at])
    return found


# --- sentences -----------------------------------------------------------------------------------------------------


def test_there_are_eight_thousand_sentences_in_pairs_and_plain_ones() -> None:
    assert len(SENTENCES) >= 8000
    assert sum(one.pair.startswith("plain/") for one in SENTENCES) >= 500


def test_every_tactic_has_a_hundred_pairs_in_all_eight_styles() -> None:
    pairs = Counter(one.tactic for one in SENTENCES if one.tactic)
    styles: dict[str, set[str]] = defaultdict(set)
    for one in SENTENCES:
        styles[one.tactic].add(one.style)
    assert len(pairs) == 35
    assert set(pairs) == set(v.TACTIC_TYPE)
    assert {tactic: count for tactic, count in pairs.items() if count < 100} == {}
    assert {tactic: STYLES - styles[tactic] for tactic in pairs if styles[tactic] != STYLES} == {}


def test_hostile_wording_has_pairs_too_and_serves_no_type() -> None:
    hostile = [one for one in SENTENCES if one.type == v.LoadedType.OTHER]
    assert len(hostile) >= 100
    assert {one.tactic for one in hostile} == {""}


def test_every_pair_tells_one_fact_plainly_and_spun() -> None:
    pairs: dict[str, list[data.Sentence]] = defaultdict(list)
    for one in SENTENCES:
        if not one.pair.startswith("plain/"):
            pairs[one.pair].append(one)
    for name, both in pairs.items():
        plain, spun = both
        assert (plain.type, plain.spans, plain.tactic) == ("none", (), ""), name
        assert spun.type != "none", name
        assert spun.spans, name
        assert plain.text != spun.text, name
        assert (plain.style, plain.domain) == (spun.style, spun.domain), name


def test_types_and_tactics_of_sentences_are_closed_words_that_fit_each_other() -> None:
    assert {one.type for one in SENTENCES} == TYPES | {"none", "other"}
    assert [one for one in SENTENCES if one.tactic and v.TACTIC_TYPE[one.tactic] != one.type] == []


def test_the_style_held_out_is_one_of_the_eight() -> None:
    assert data.HELD_OUT_STYLE in STYLES
    assert sum(one.style == data.HELD_OUT_STYLE for one in SENTENCES) >= 500


# --- the other lists -----------------------------------------------------------------------------------------------


def test_there_are_claims_contexts_and_calls_enough() -> None:
    assert len(CLAIMS) >= 1500
    assert len(VOICES) >= 600
    assert len(CALLS) >= 400


def test_claims_and_sentences_without_one_are_about_as_many() -> None:
    share = sum(one.kind == "none" for one in CLAIMS) / len(CLAIMS)
    assert 0.4 <= share <= 0.6


def test_claims_have_closed_words_and_what_claims_nothing_offers_nothing() -> None:
    assert {one.kind for one in CLAIMS} == {"none", *v.ClaimKind}
    assert {one.evidence for one in CLAIMS} == {"none", "figure", "source", "method"}
    assert [one.text for one in CLAIMS if one.kind == "none" and one.evidence != "none"] == []


def test_contexts_have_closed_words_and_a_stretch_in_one_voice() -> None:
    assert {one.speaker for one in VOICES} == set(v.Speaker) - {v.Speaker.HEADLINE}
    assert {one.role for one in VOICES} <= set(v.Role)
    assert [one.text for one in VOICES if not 0 <= one.start < one.end <= len(one.text)] == []
    assert [one.text for one in VOICES if one.end - one.start == len(one.text)] == []
    assert [one.text for one in VOICES if not one.publisher.strip()] == []


def test_every_omission_is_called_for_and_answered_and_not() -> None:
    assert {one.omission for one in CALLS} == set(v.OmissionKind)
    counts = Counter((one.omission, one.answered) for one in CALLS)
    assert len(counts) == 2 * len(v.OmissionKind)
    assert min(counts.values()) >= 15


# --- articles ------------------------------------------------------------------------------------------------------


def test_there_are_six_hundred_articles() -> None:
    assert len(ARTICLES) >= 600


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("role", set(v.Role)),
        ("primary", set(v.SpinType)),
        ("secondary", set(v.SpinType)),
        ("tactic", {"none", *v.TACTIC_TYPE}),
        ("kind", set(v.Kind)),
        ("topic", set(v.Topic)),
        ("intent", set(v.IntentWord)),
        ("independence", set(v.Level)),
        ("evidence", set(v.Strength)),
    ],
)
def test_every_label_of_an_article_is_a_closed_word(label: str, words: set[str]) -> None:
    assert [(named(one), one.labels.get(label)) for one in ARTICLES if one.labels.get(label) not in words] == []


@pytest.mark.parametrize(("label", "words"), [("omissions", set(v.OmissionKind)), ("missing", set(v.Stakeholder))])
def test_lists_of_an_article_hold_closed_words_once_or_the_word_none_alone(label: str, words: set[str]) -> None:
    odd = [
        (named(one), one.labels.get(label))
        for one in ARTICLES
        for found in (listed(one.labels.get(label, "")),)
        if found != ["none"] and (set(found) - words or len(set(found)) != len(found))
    ]
    assert odd == []


def test_tactic_and_secondary_type_fit_the_primary_type() -> None:
    odd = []
    for one in ARTICLES:
        primary, secondary, tactic = (one.labels[name] for name in ("primary", "secondary", "tactic"))
        fits = tactic == "none" if primary == "none" else v.TACTIC_TYPE.get(tactic) == primary
        # A plain article may lean to a type without being of it.
        fits = fits and ("none" in {primary, secondary} or secondary != primary)
        odd += [] if fits else [(named(one), primary, secondary, tactic)]
    assert odd == []


def test_every_type_of_article_and_plain_ones_are_there() -> None:
    counts = Counter(one.labels["primary"] for one in ARTICLES)
    assert set(counts) == set(v.SpinType)
    assert min(counts.values()) >= 40
    assert counts["none"] >= 0.3 * len(ARTICLES)


def test_scores_fit_the_edges_of_design() -> None:
    scores = [(named(one), one.labels["primary"], float(one.labels["score"])) for one in ARTICLES]
    assert [row for row in scores if not 0 <= row[2] <= 100] == []
    assert [row for row in scores if row[1] == "none" and row[2] >= v.NONE_BELOW] == []
    assert [row for row in scores if row[1] != "none" and row[2] < v.TYPE_FROM] == []


def test_an_article_with_a_type_has_marked_words_of_it() -> None:
    bare = [
        named(one)
        for one in ARTICLES
        if one.labels["primary"] != "none" and not any(span.type == one.labels["primary"] for span in one.spans)
    ]
    assert bare == []


# --- marks ---------------------------------------------------------------------------------------------------------


def test_every_mark_lies_in_its_text_serves_a_closed_word_and_overlaps_no_other() -> None:
    rows = [(one.text, one.spans) for one in SENTENCES] + [(one.body, one.spans) for one in ARTICLES]
    for text, spans in rows:
        last = 0
        for span in spans:
            assert last <= span.start < span.end <= len(text), text[:80]
            assert span.type in set(v.LoadedType), text[:80]
            assert text[span.start : span.end] == text[span.start : span.end].strip(), text[:80]
            last = span.end


def test_a_second_reader_marked_every_article_in_words_of_its_body() -> None:
    marked = [one.body[start:end] for one in ARTICLES for start, end in one.second]
    assert len(marked) >= 5_000
    assert [words for words in marked if not 1 <= len(words.split()) <= 9 or words != words.strip()] == []
    # He saw no brackets and found loaded wording where the writer had put it: more than chance, less than a copy.
    met = [any(a < one.end and one.start < b for a, b in row.second) for row in ARTICLES for one in row.spans]
    assert 0.7 < sum(met) / len(met) < 0.9


def test_a_second_reader_also_heard_those_who_are_quoted() -> None:
    body = "The bridge is stunning. “It is a monstrous bridge and nobody wants it,” said Ada Voss of the union."

    def mark(words: str) -> tuple[int, int]:
        return body.index(words), body.index(words) + len(words)

    labels = {"publisher": "The Tarn Herald", "role": "news_media"}
    stunning = data.Marked(*mark("stunning"), "hype")
    row = data.Labeled(
        "A bridge", (), body, (stunning,), labels, (mark("bridge is stunning"), mark("monstrous bridge"))
    )
    document = inputs.document(row)
    title, told, quoted = inputs.marks(row, document)
    assert title == ((),)
    texts = [one.text for one in document.sentences]
    assert [[texts[1][one.start : one.end] for one in spans] for spans in told] == [
        ["stunning"],
        ["bridge is stunning"],
    ]
    assert [[texts[2][one.start : one.end] for one in spans] for spans in quoted] == [["monstrous bridge"]]
    assert inputs.share(mark("stunning"), told) == 1.0
    assert inputs.share(mark("bridge"), told) == 0.5
    assert inputs.share(mark("The"), told) == 0.0


def test_no_bracket_is_left_over() -> None:
    texts = [one.text for one in (*SENTENCES, *CLAIMS, *VOICES)]
    texts += [text for one in CALLS for text in (one.claim, one.other)]
    texts += [text for one in ARTICLES for text in (one.title or "", one.body)]
    assert [text[:80] for text in texts if "[" in text or "]" in text] == []


def test_brackets_are_taken_off_and_their_places_kept() -> None:
    text, spans = data.bare("A [stunning] plan, [too little|fog] and [all].", "hype")
    assert text == "A stunning plan, too little and all."
    assert [(text[one.start : one.end], one.type) for one in spans] == [
        ("stunning", "hype"),
        ("too little", "fog"),
        ("all", "hype"),
    ]


# --- repeats -------------------------------------------------------------------------------------------------------

OWN_LINES = [
    (line, at)
    for at, one in enumerate(ARTICLES)
    for line in re.split(r"(?<=[.!?])\s+|\n", one.body)
    if len(line.split()) >= 6
]


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        ([one.text for one in SENTENCES], [one.pair for one in SENTENCES]),
        ([one.text for one in CLAIMS], range(len(CLAIMS))),
        ([one.text for one in VOICES], range(len(VOICES))),
        ([one.claim for one in CALLS], range(len(CALLS))),
        ([one.other for one in CALLS], range(len(CALLS))),
        ([line for line, _ in OWN_LINES], [at for _, at in OWN_LINES]),
        ([one.body for one in ARTICLES], range(len(ARTICLES))),
    ],
    ids=["sentences", "claims", "contexts", "calls", "answers", "lines of articles", "articles"],
)
def test_at_most_one_in_twenty_nearly_repeats_another(texts: Sequence[str], groups: Sequence[Hashable]) -> None:
    found = repeats(texts, groups)
    assert len(found) <= MOST_REPEATS * len(texts), found[:10]


def test_a_near_repeat_is_noticed_although_names_and_numbers_differ() -> None:
    texts = (
        "Yesterday the town council of Tarn voted 7 to 4 to repair the bridge.",
        "Yesterday the town council of Harrow voted 9 to 2 to repair the bridge.",
        "Nobody knows what it will cost.",
    )
    assert repeats(texts, range(3)) == list(texts[:2])
    assert repeats(texts, (1, 1, 2)) == []


def test_no_two_articles_share_publisher_and_title() -> None:
    counts = Counter((one.labels["publisher"], one.title) for one in ARTICLES if one.title)
    assert [names for names, count in counts.items() if count > 1] == []
