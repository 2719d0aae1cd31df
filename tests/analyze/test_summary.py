import re

import pytest

from generator.analyze.embedded import claims, entities, keyfigures, loaded, retell, summary, telling
from generator.analyze.embedded.document import Document
from generator.vocabulary import Kind, LoadedType
from tests.analyze import cases
from tests.articles import make_article, make_publisher

TEXTS = [
    (cases.LAUNCH_TITLE, cases.LAUNCH),
    (cases.CUTS_TITLE, cases.CUTS),
    (cases.BREACH_TITLE, cases.BREACH),
    (cases.WIRE_TITLE, cases.WIRE),
]


def written(doc: Document) -> summary.Summary:
    return summary.write(doc, claims.find(doc), entities.find(doc))


@pytest.mark.parametrize(("title", "body"), TEXTS)
def test_no_run_of_more_than_twelve_words_is_the_articles_but_in_a_quotation_of_at_most_twenty_five(
    title: str, body: str
) -> None:
    doc = cases.company(title, body, "Tarn")
    told = written(doc)
    source = retell.foldable(doc.text)
    assert told.summary
    for text in (told.summary, *told.tldr):
        assert retell.longest_run(re.sub(r"“[^”]*”", " x ", text), source) <= 12
        for quotation in re.findall(r"“([^”]*)”", text):
            assert quotation in doc.text
            assert retell.longest_run(quotation, source) <= 25


@pytest.mark.parametrize(("title", "body"), TEXTS)
def test_numbers_and_names_of_our_sentences_stand_in_the_text(title: str, body: str) -> None:
    doc = cases.company(title, body, "Tarn")
    told = written(doc)
    for text in (told.summary or "", *told.tldr):
        for word in text.replace(".", " ").split():
            if any(letter.isdigit() for letter in word):
                assert word.strip(",") in doc.text


@pytest.mark.parametrize(("title", "body"), TEXTS)
def test_every_sentence_has_its_support(title: str, body: str) -> None:
    doc = cases.newspaper(title, body)
    told = written(doc)
    assert len(told.tldr) == len(told.tldr_support)
    assert bool(told.summary) == bool(told.support)
    places = [(one.start, one.end) for one in (*told.support, *told.tldr_support)]
    assert len(set(places)) == len(places)


def test_we_and_praise_stand_in_quotation_marks_alone() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    told = written(doc)
    own = re.sub(r"“[^”]*”", " ", " ".join((told.summary or "", *told.tldr)))
    assert not {"we", "our", "us", "revolutionary", "incredible", "thrilled", "seamlessly"} & set(own.lower().split())


def test_a_claim_is_told_as_said() -> None:
    doc = cases.company("Depots", "Our depots sort 40% more parcels than last year with the Tarn engine.", "Tarn")
    told = written(doc)
    assert told.summary is not None
    assert told.summary.startswith("Tarn says")


def test_the_host_never_speaks_for_a_guest() -> None:
    article = make_article(
        "Why small models win",
        "We believe small models will win. At Orrin Labs, we measured 30 small models last year. "
        "Our results show that small models need 60% less power in depots.",
        author_organization="Orrin Labs",
    )
    doc = Document.of(article, make_publisher(name="Big Host"))
    told = written(doc)
    assert telling.voice_name(doc) == "Orrin Labs"
    assert "Big Host" not in " ".join((told.summary or "", *told.tldr))


def test_a_newspaper_has_no_we() -> None:
    assert telling.voice_name(cases.newspaper(cases.WIRE_TITLE, cases.WIRE)) is None


def told(body: str, *, name: str | None = None, title: str = "Notes") -> summary.Summary:
    doc = cases.company(title, body, name) if name else cases.newspaper(title, body)
    return summary.write(doc, (), (), loaded.terms(doc))


def all_of(one: summary.Summary) -> str:
    return " ".join((one.summary or "", *one.tldr))


def test_a_denial_that_only_sets_up_the_next_sentence_is_not_told() -> None:
    text = all_of(told("The makers of the Brisk wagon have not improved the wheel. They have ended it for good."))
    assert "have not improved the wheel" not in text


def test_loaded_wording_stands_in_quotation_marks_with_its_speaker() -> None:
    doc = cases.company("Depots", "Our depots keep a visionary sorter for parcels in Ellerby.", "Tarn")
    terms = (cases.term(doc, "visionary sorter"),)
    assert summary.write(doc, (), (), terms).summary == (
        "Tarn says its depots keep a “visionary sorter” for parcels in Ellerby."
    )


def test_a_sentence_full_of_loaded_wording_is_quoted_whole() -> None:
    body = "Boundless wonder and sheer genius fill every bolt of the wagon."
    doc = cases.newspaper("A wagon", body)
    terms = (cases.term(doc, "Boundless wonder and sheer genius"),)
    assert all_of(summary.write(doc, (), (), terms)) == f"The text says: “{body}”"


def test_what_an_arguing_text_says_is_never_told_as_ours() -> None:
    doc = cases.newspaper("A wagon", "The mill stands at the river of Ellerby. The wagon is a marvel of our age.")
    terms = tuple(cases.term(doc, "marvel", LoadedType.HYPE) for _ in range(1))
    voice = telling.Voice.of(doc, terms)
    object.__setattr__(voice, "_argues", True)
    first = voice.tell(doc.body[0], 25)
    assert first is not None
    assert first.text == "The text says the mill stands at the river of Ellerby."


def test_a_long_sentence_is_quoted_whole_or_not_told() -> None:
    whole = "In a lab test with clean water, the new pump of the ferry held up to forty liters for at least one hour."
    text = all_of(told(whole))
    assert text in ("", f"The text says: “{whole}”")
    longer = (
        whole.removesuffix(".") + ", while the older one of the two ferries lost nearly all of its water on the way."
    )
    assert not all_of(told(longer))


def test_nobody_else_speaks_for_somebody_quoted() -> None:
    assert not all_of(told("“The pump is a toy,” said Mara Voss. “It never held a liter.”"))


def test_captions_and_unfinished_lines_are_not_told() -> None:
    assert not all_of(told("Common problems of ferries and how they can be solved\nThe pumps of the ferry in June"))


def test_who_the_writer_is_tells_nothing_of_the_text() -> None:
    assert not all_of(told("Mara Voss is head of pumps at the Ellerby ferry company."))
    assert not all_of(told("Mara Voss is the Harbor Program Manager and Jonas Pell runs the pumps."))


def test_whose_we_an_interview_has_is_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = cases.company("A walk with Mara Voss", "We take sixty samples in a week. Tarn asked about water.", "Tarn")
    assert telling.Voice.of(doc, ()).name == "Tarn"
    monkeypatch.setattr(telling.register, "kind", lambda _: Kind.INTERVIEW)
    assert telling.Voice.of(doc, ()).name is None


def test_a_name_keeps_its_capital_behind_says() -> None:
    doc = cases.company("Pumps", "Ellery Shore Ferries carry parcels to Ellerby. Trains carry 40% of them.", "Tarn")
    voice = telling.Voice.of(doc, ())
    first, second = (voice.tell(one, 25) for one in doc.body)
    assert first is None or "ellery" not in first.text
    assert second is not None
    assert second.text == "Tarn says trains carry 40% of them." or "“Trains" in second.text


def test_the_first_word_of_a_longer_name_is_no_name() -> None:
    doc = cases.document(
        "Gates", "Port Ellery has gates. We opened them in June.", name="Port Ellery Transit Authority"
    )
    assert telling.voice_name(doc) == "Port Ellery Transit Authority"


def figures(body: str) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in keyfigures.find(cases.newspaper("Notes", body))]


def test_key_figures_are_no_dates_and_no_years() -> None:
    doc = cases.newspaper(cases.WIRE_TITLE, cases.WIRE)
    stats = keyfigures.find(doc)
    assert any(one.value == "About 3,000" and one.label == "drivers" for one in stats)
    for one in stats:
        assert doc.text[one.start : one.end] == one.value
        assert one.value not in {"2024", "2026", "14"}


@pytest.mark.parametrize(
    "text",
    [
        "The pump of version 4.1 runs on port 1521 and line 17 of the manual names it.",
        "The office is at 4 Registry Lane, and its number is 555 0134.",
        "The ferry sails on September 7 and 11 from gate 12 to pier 3.",
        "The ride took 8 minutes 5 seconds on the day.",
        "The valve holds between 2 and 9 liters and 30 - 45 sacks.",
        "If there were 30 mills, each would get 10 sacks.",
        "Instead of 18 stores, the firm opens fewer.",
        "The 10th edition of the Brisk 80 Day Tour sold.",
        "run pump --depth 12 sacks",
        "The error code 100644 and the tier 2 valves are known.",
        "The contract names 17 of its clauses.",
        "The series has 1 posts and 0 readers.",
        "The mill owes 8 bill[ion] sacks.",
    ],
)
def test_what_names_dates_or_supposes_is_no_key_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill reported revenue of $96 million and a net loss of $21 million.", ("$96 million", "revenue")),
        ("Net sales fell by 11 percent.", ("11 percent", "fall in net sales")),
        ("Up to 40 workers lost their jobs.", ("Up to 40", "workers")),
        ("The ferry failed to deliver at least 4,300 letters.", ("at least 4,300", "letters")),
        ("The mill shipped 3.4 percent fewer sacks.", ("3.4 percent", "fewer sacks")),
        ("The port moves 60 percent of the county's wheat.", ("60 percent", "of the county's wheat")),
        ("The cable is 12 meters of copper.", ("12", "meters of copper")),
    ],
)
def test_a_key_figure_keeps_its_bounds_and_tells_what_it_counts(text: str, expected: tuple[str, str]) -> None:
    assert expected in figures(text)


def test_a_key_figure_is_never_told_in_loaded_words() -> None:
    doc = cases.newspaper("Sales", "Sales came to $9 million, a gentle moderation of 9 percent.")
    terms = (cases.term(doc, "gentle moderation", LoadedType.CUSHION),)
    assert all("moderation" not in one.label for one in keyfigures.find(doc, terms))


def test_plain_text_is_framed_as_nothing() -> None:
    assert written(cases.newspaper(cases.WIRE_TITLE, cases.WIRE)).framing is None


def test_a_framing_quotes_the_text_own_wording() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    terms = (
        *cases.launch_terms(doc)[1:],
        cases.term(
            doc, "revolutionary sorting engine", plainer="new sorting engine", weight=3, tactic="breakthrough framing"
        ),
    )
    told = summary.write(doc, claims.find(doc, terms), entities.find(doc), terms)
    assert told.framing is not None
    assert told.framing == "Frames Tarn as a “revolutionary sorting engine” rather than as a new sorting engine."


def framed(body: str, *wordings: tuple[str, str], title: str = "News of the mill") -> str | None:
    doc = cases.company(title, body, "Tarn")
    terms = tuple(cases.term(doc, exact, plainer=plainer, weight=3) for exact, plainer in wordings)
    # Loud enough for a type: the rest of the launch text stands behind.
    rest = cases.company(title, f"{body} {cases.LAUNCH}", "Tarn")
    terms += tuple(cases.term(rest, one, plainer=None) for one in ("revolutionary sorting engine", "effortless setup"))
    return summary.write(rest, (), entities.find(rest), terms).framing


def test_a_framing_never_pairs_a_verb_with_a_noun() -> None:
    text = framed(
        "The sorter leaves no depot behind and rewrites sorting.", ("leaves no depot behind", "serves depots")
    )
    assert text is None or "as “leaves" not in text


def test_a_framing_by_two_wordings_names_its_subject_safely() -> None:
    body = "The sorter rewrites the rules of parcels and is a quantum leap for depots."
    text = framed(body, ("rewrites the rules", "changes rules"), ("quantum leap", "step"))
    assert text is not None
    assert "rather than plainer ones such as “changes rules” and “step”" in text or text.startswith("Frames ")
    assert " as a “kinder”" not in text


def test_a_framing_gives_no_single_noun_without_its_article() -> None:
    doc = cases.company("The Brisk wagon", "The Brisk wagon is pure genius for depots.", "Tarn")
    wording = cases.term(doc, "genius", plainer="skill", weight=3)
    launch = cases.company("The Brisk wagon", f"The Brisk wagon is pure genius for depots. {cases.LAUNCH}", "Tarn")
    terms = (wording, *(cases.term(launch, one) for one in ("revolutionary sorting engine", "effortless setup")))
    text = summary.write(launch, (), entities.find(launch), terms).framing
    assert text is None or "as “genius”" not in text
