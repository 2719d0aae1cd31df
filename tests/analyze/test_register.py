# ruff: noqa: E501 - one row a case
"""Kind, topic, keywords, intent."""

import pytest

from generator.analyze.embedded import register, tone
from generator.analyze.embedded.document import Document
from generator.models import Publisher
from generator.vocabulary import IntentWord, Kind, Level, Role, SpinType, Topic
from tests.analyze.writing import HYPE, NEWS, OWN, PLAIN, article, publisher

STEPS = "Open the lid.\nPress the red button.\nTurn the key.\nSet the dial to four.\nCheck the lamp.\nClose the lid."
PROJECT = publisher(Role.PROJECT_BLOG, "Heron")


def of(title: str, body: str, who: Publisher) -> Document:
    return Document.of(article(title, body), who)


@pytest.mark.parametrize(
    ("title", "body", "who", "kind"),
    [
        ("Council repairs the bridge", PLAIN, NEWS, Kind.NEWS_REPORT),
        ("Meet Lumen", HYPE, OWN, Kind.ANNOUNCEMENT),
        ("Heron 3.2.0", "This release has two bug fixes and a deprecated flag.", PROJECT, Kind.RELEASE_NOTES),
        ("How to clean a Lumen", STEPS, OWN, Kind.HOW_TO),
        ("Cleaning day", STEPS, OWN, Kind.HOW_TO),
        ("Notice of data incident", PLAIN, OWN, Kind.OFFICIAL_NOTICE),
        ("Fact check: the bridge", PLAIN, NEWS, Kind.FACT_CHECK),
        ("Case study: Oldmill Foods", PLAIN, OWN, Kind.CASE_STUDY),
        ("Review: the new Lumen", PLAIN, NEWS, Kind.REVIEW),
        ("Opinion: leave the bridge alone", PLAIN, NEWS, Kind.OPINION),
        (
            "Heat in walls",
            "We propose a method. Our results show less loss than the baseline.",
            publisher(Role.RESEARCH),
            Kind.RESEARCH,
        ),
        (
            "An interview with Mara Venn",
            "How did it begin here?\nWell.\nWhat came after that?\nMore.\nWhy did you leave?\nSo.\nWhat comes next now?\nWe see.",
            NEWS,
            Kind.INTERVIEW,
        ),
        ("A walk by the sea", PLAIN, publisher(Role.FORUM), Kind.ANNOUNCEMENT),
    ],
)
def test_the_kind_follows_title_shape_and_role(title: str, body: str, who: Publisher, kind: Kind) -> None:
    assert register.kind(of(title, body, who)) is kind


def test_a_writer_who_argues_in_the_first_person_writes_opinion() -> None:
    body = "I think the bridge should stay. I have walked it for years. My street should keep it. I believe that."
    assert register.kind(of("The bridge", body, NEWS)) is Kind.OPINION


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        ("The compiler, the library and the api changed in this software release.", Topic.SOFTWARE),
        ("Trains, buses and ferries: the railway and its passengers get a new timetable.", Topic.TRANSPORT),
        ("Doctors at the hospital gave patients the vaccine against the disease.", Topic.HEALTH),
        ("A word about nothing much at all.", Topic.OTHER),
    ],
)
def test_the_topic_is_where_most_words_point(body: str, topic: Topic) -> None:
    assert register.topic(of("A note", body, NEWS)) is topic


def test_the_publisher_s_topic_is_a_hint_only() -> None:
    hinted = NEWS.model_copy(update={"topic": Topic.FINANCE})
    assert (
        register.topic(of("A note", "Doctors at the hospital gave patients a vaccine and medicine.", hinted))
        is Topic.HEALTH
    )


def test_keywords_recur_and_stand_in_the_text() -> None:
    body = (
        "The north bridge is old. The bridge needs paint. The councillor left the bridge, and another councillor came."
    )
    found = register.keywords(of("The bridge", body, NEWS))
    assert "bridge" in found
    assert register.keywords(of("", "One two.", NEWS)) == ()


@pytest.mark.parametrize(
    ("body", "who", "kind", "primary", "intent", "independence"),
    [
        (PLAIN, NEWS, Kind.NEWS_REPORT, SpinType.NONE, IntentWord.EDITORIAL_REPORTING, Level.HIGH),
        (PLAIN, publisher(Role.WIRE), Kind.NEWS_REPORT, SpinType.NONE, IntentWord.EDITORIAL_REPORTING, Level.HIGH),
        ("TARN (Reuters) - " + PLAIN, NEWS, Kind.NEWS_REPORT, SpinType.NONE, IntentWord.WIRE_REPRINT, Level.HIGH),
        (HYPE, OWN, Kind.ANNOUNCEMENT, SpinType.HYPE, IntentWord.PROMOTIONAL_DISTRIBUTION, Level.LOW),
        (PLAIN, OWN, Kind.ANNOUNCEMENT, SpinType.CUSHION, IntentWord.PUBLIC_NOTICE, Level.LOW),
        (
            "In the fiscal quarter we gave guidance. " + PLAIN,
            OWN,
            Kind.ANNOUNCEMENT,
            SpinType.CUSHION,
            IntentWord.PROMOTIONAL_DISTRIBUTION,
            Level.LOW,
        ),
        (STEPS, OWN, Kind.HOW_TO, SpinType.NONE, IntentWord.INSTRUCTION, Level.LOW),
        (PLAIN, publisher(Role.FORUM), Kind.OTHER, SpinType.NONE, IntentWord.COMMUNITY_DISCUSSION, Level.MEDIUM),
        (
            "We urge the council to act. " + PLAIN,
            publisher(Role.NONPROFIT),
            Kind.ANNOUNCEMENT,
            SpinType.NONE,
            IntentWord.ADVOCACY,
            Level.LOW,
        ),
        (PLAIN, publisher(Role.GOVERNMENT), Kind.ANNOUNCEMENT, SpinType.NONE, IntentWord.PUBLIC_NOTICE, Level.LOW),
    ],
)
def test_the_intent_follows_role_kind_and_verdict(  # noqa: PLR0913, PLR0917 - one row a case
    body: str, who: Publisher, kind: Kind, primary: SpinType, intent: IntentWord, independence: Level
) -> None:
    # Few words, so that the rule speaks alone.
    found = register.intent(of("A note", " ".join(body.split()[:50]), who), kind, primary)
    assert (found.intent, found.independence) == (intent, independence)


def test_a_call_to_action_and_the_own_name_are_shown_as_spans() -> None:
    text = article("Meet Lumen", "Brackwater builds heat stores. Sign up today and contact us for a price.")
    found = register.intent(Document.of(text, OWN), Kind.ANNOUNCEMENT, SpinType.HYPE)
    assert {one.exact for one in found.spans} >= {"Sign up today", "contact us", "Brackwater"}
    assert all(text.text[one.start : one.end] == one.exact for one in found.spans)
    assert found.reason is not None
    assert "“contact us for a price”" in found.reason


def test_an_agency_credit_settles_the_intent_whatever_the_heads_hear() -> None:
    body = "TARN (Reuters) - " + " ".join([PLAIN] * 3)
    document = of("Tarn repairs its bridge", body, NEWS)
    assert document.words >= tone.LEAST_ARTICLE
    found = register.intent(document, Kind.NEWS_REPORT, SpinType.NONE)
    assert found.intent is IntentWord.WIRE_REPRINT
    assert found.reason is not None


def test_an_intent_the_heads_doubt_is_left_open_without_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    document = of("A title", " ".join([PLAIN] * 3), OWN)
    monkeypatch.setattr(tone, "doubtful", lambda _document, field, _word: field == "intent")
    found = register.intent(document, Kind.ANNOUNCEMENT, SpinType.NONE)
    assert (found.intent, found.reason) == (None, None)
    assert found.independence is Level.LOW
