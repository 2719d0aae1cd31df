"""What a person should see first: contradictions between neighbors, flags, sameness, moved feeds."""

from generator import vocabulary as v
from generator.models import FeedOutcome, Outcome, Result, Story
from generator.pipeline.alarms import APART_MOST, alarms
from generator.pipeline.library import Library
from generator.story import making
from tests.mixed import make_fallback
from tests.test_story import build

FEED = "https://quillon.example/feed"


def told(publisher: str, score: int, primary: str, title: str = "Quillon unveils a ledger") -> Story:
    one = build(title)
    return one.model_copy(
        update={
            "publisher": one.publisher.model_copy(update={"slug": publisher}),
            "verdict": one.verdict.model_copy(update={"score": score, "primary": v.SpinType(primary)}),
        }
    )


def seen(*stories: Story) -> tuple[str, ...]:
    library = Library((), frozenset())
    lines = []
    for number, one in enumerate(stories):
        path = f"stories/{one.publisher.slug}/{number}.md"
        library.add(path, one)
        lines.append(Outcome(result=Result.WRITTEN, feed=FEED, url=f"https://quillon.example/{number}", story=path))
    return alarms(library, (), lines)


def test_two_reports_of_one_event_that_disagree_are_named_once() -> None:
    found = seen(told("a", 5, "none"), told("b", 70, "hype"))
    assert len(found) == 1
    assert "scores" in found[0]
    assert "stories/a/0.md" in found[0]


def test_two_types_for_one_event_are_a_contradiction_and_two_plain_reports_are_none() -> None:
    assert "types" in seen(told("a", 50, "hype"), told("b", 60, "fog"))[0]
    assert seen(told("a", 5, "none"), told("b", 9, "none")) == ()


def test_other_events_and_the_same_publisher_do_not_contradict() -> None:
    assert seen(told("a", 5, "none"), told("b", 70, "hype", "Rail line opens in Norwell")) == ()
    assert seen(told("a", 5, "none"), told("a", 70, "hype")) == ()


def test_an_analyzer_that_says_the_same_of_everything_is_suspect() -> None:
    found = seen(*(told(f"p{n}", 40, "hype", f"Event number {n} of this {n} kind {n}") for n in range(25)))
    assert any("look at the analyzer" in line for line in found)


def read(number: int, flags: tuple[str, ...]) -> Story:
    one = told(f"p{number}", 5, "none", f"Event number {number} of this {number} kind {number}")
    made = one.provenance.model_copy(update={"model": "openai/reader"})
    return one.model_copy(update={"provenance": made, "review": one.review.model_copy(update={"flags": flags})})


def test_readers_that_lie_apart_everywhere_bury_nothing() -> None:
    apart = f"{making.APART}: embedded 80, openai/reader 3."
    few = seen(*(read(n, (apart,)) for n in range(APART_MOST)))
    assert [line for line in few if apart in line] == list(few)
    many = seen(*(read(n, (apart,)) for n in range(APART_MOST + 1)), read(9, ("Look here.",)))
    assert [line for line in many if "Look here." in line]
    assert [line for line in many if apart in line] == [many[-1]]
    assert many[-1].startswith(f"In {APART_MOST + 1} of {APART_MOST + 2} reports that models read")


def test_a_night_that_no_model_read_is_told_first() -> None:
    one, other = told("a", 5, "none"), make_fallback()
    flagged = one.model_copy(update={"review": one.review.model_copy(update={"flags": ("Look here.",)})})
    found = seen(flagged, other)
    assert found[0].startswith("1 of 2 reports were made or stay without the model that was to read along")
    assert str(other.provenance.fallback) in found[0]
    assert len(found) == 2


def test_a_flag_and_a_moved_feed_are_told() -> None:
    one = told("a", 5, "none")
    flagged = one.model_copy(update={"review": one.review.model_copy(update={"flags": ("Look here.",)})})
    assert seen(flagged) == ("stories/a/0.md: Look here.",)
    moved = FeedOutcome(url=FEED, publisher="a", result="fetched", moved_to="https://b.example/feed", detail="moved")
    assert "moved" in alarms(Library((), frozenset()), (moved,), ())[0]


def test_one_text_at_two_publishers_is_told() -> None:
    def held(publisher: str) -> Story:
        one = told(publisher, 5, "none", f"Title of {publisher}")
        same = one.provenance.model_copy(update={"body_digest": f"sha256:{'7' * 64}"})
        return one.model_copy(update={"provenance": same})

    assert seen(held("a"), held("b")) == ("stories/a/0.md and stories/b/1.md hold the same text: see who wrote it",)
