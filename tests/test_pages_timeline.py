"""The drawing of scores over time: every story is a dot, and every dot can be seen."""

import datetime as dt
from itertools import combinations

import pytest

from generator import vocabulary as v
from generator.models import Story, Verdict
from generator.pages import Catalog, timeline, words
from tests.stories import numbered
from tests.test_pages_lists import scored


def plotted(stories: list[Story], interval: tuple[int, int] | None = None) -> timeline.Plot:
    return timeline.plot(Catalog(stories).shown, 50, interval)


def pixels_apart(plot: timeline.Plot) -> float:
    places = [(2.3 * dot.x, dot.y) for dot in plot.dots]
    return min(((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in combinations(places, 2))


def test_time_runs_from_left_to_right_and_scores_from_bottom_to_top() -> None:
    plot = plotted([scored(1, 90, days=0), scored(2, 10, days=10), scored(3, 40, days=5)])

    assert [(dot.x, dot.y) for dot in plot.dots] == [(3.0, 198.0), (50.0, 138.0), (97.0, 38.0)]
    assert (plot.first, plot.last) == (dt.date(2026, 11, 7), dt.date(2026, 11, 17))
    assert plot.scale == ((0, 218.0), (25, 168.0), (50, 118.0), (75, 68.0), (100, 18.0))
    assert plot.median == 118.0


def test_no_dot_hides_another_even_where_day_and_score_are_the_same() -> None:
    few = plotted([scored(n, 50 + n % 4) for n in range(12)])
    many = plotted([scored(n, n % 40, days=n % 7) for n in range(300)])

    assert pixels_apart(few) >= 3.9
    assert pixels_apart(many) >= 3.9
    assert all(0 < dot.x < 100 for dot in (*few.dots, *many.dots))


@pytest.mark.parametrize(
    "stories",
    [
        [scored(n, 50) for n in range(300)],
        [scored(n, n % 3) for n in range(9)],
        [scored(n, n * n % 101, days=n * n % 5) for n in range(300)],
        [scored(n, n * n % 9, days=n * n % 211) for n in range(300)],
        [scored(n, n // 3, days=1) for n in range(30)],
    ],
)
def test_no_mark_lies_further_off_its_stories_than_the_page_says(stories: list[Story]) -> None:
    plot = plotted(stories)
    days = max(1, (plot.last - plot.first).days)

    assert sum(dot.n for dot in plot.dots) == plot.drawn == len(stories)
    for dot in plot.dots:
        for story in dot.stories:
            at = 3 + 94 * (story.date - plot.first).days / days if plot.first != plot.last else 50
            assert abs(dot.x - at) <= timeline.ASIDE_MOST + 0.01
            assert abs(dot.y - timeline.height(story.verdict.score or 0)) <= 2 * timeline.POINTS_MOST


def test_a_crowd_is_one_mark_at_its_place_that_says_how_many_it_stands_for() -> None:
    stories = [scored(n, 50, primary=v.SpinType.FOG if n % 3 else v.SpinType.HYPE) for n in range(299)]
    (dot,) = plotted([*stories, scored(400, 90, days=9)]).dots[1:]

    assert (dot.x, dot.y, dot.n, dot.type, dot.date) == (97.0, 118.0, 299, v.SpinType.FOG, dt.date(2026, 11, 17))
    assert dot.says == "299 stories with a score of 50 (November 17, 2026): 100 The Hype, 199 The Fog"


def test_a_mark_of_near_stories_names_all_their_dates_and_scores() -> None:
    crowds = [scored(n, score) for n, score in enumerate([50] * 9 + [51] * 5 + [70])]
    dot = plotted(crowds).dots[0]

    assert (dot.n, dot.y) == (14, 118.0)
    assert dot.says.startswith("14 stories with a score of 50 or 51 (")


@pytest.mark.parametrize("others", [0, 70])
def test_a_dot_moves_along_time_and_never_misstates_its_score(others: int) -> None:
    plot = plotted([*(scored(n, 50) for n in range(3)), *(scored(9 + n, 90, days=n) for n in range(others))])
    alike = [dot for dot in plot.dots if dot.y == 118.0]

    assert [dot.n for dot in alike] == [1, 1, 1]
    assert len({dot.x for dot in alike}) == 3


def test_the_same_stories_give_the_same_drawing_in_any_order() -> None:
    stories = [scored(n, n % 3, days=n % 2) for n in range(40)]

    assert plotted(stories) == plotted(stories[::-1])


def test_only_the_newest_three_hundred_are_drawn_and_the_rest_is_counted() -> None:
    short = numbered(999, status="limited", verdict=Verdict(), signals=None)
    plot = plotted([*(scored(n, n % 101, days=n) for n in range(310)), short])

    assert (len(plot.dots), plot.older, plot.unscored, plot.small) == (300, 10, 1, True)
    assert plot.first == dt.date(2026, 11, 17) - dt.timedelta(days=299)


def test_the_interval_of_the_median_is_seen_even_where_it_is_a_single_score() -> None:
    stories = [scored(n, 50) for n in range(6)]

    assert plotted(stories, (40, 60)).sure == (98.0, 40.0)
    assert plotted(stories, (50, 50)).sure == (118.0, 1.0)
    assert plotted(stories).sure is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [(10, []), (100, ["Sep", "Oct"]), (300, ["Apr", "Jun", "Aug"]), (1400, ["2024", "2025", "2026"])],
)
def test_dates_between_the_ends_are_few_and_keep_clear_of_them(days: int, expected: list[str]) -> None:
    plot = plotted([scored(1, 50), scored(2, 50, days=days)])

    assert [mark.words for mark in plot.marks] == expected


def test_the_legend_names_the_types_that_occur() -> None:
    plot = plotted([scored(1, 0), scored(2, 60, primary=v.SpinType.FOG), scored(3, 60, primary=v.SpinType.HYPE)])

    assert plot.types == (v.SpinType.HYPE, v.SpinType.FOG, v.SpinType.NONE)


def test_stories_stand_under_their_months() -> None:
    stories = Catalog([scored(n, 50, days=10 * n) for n in range(4)]).shown

    assert [(words.month(month), len(rows)) for month, rows in timeline.months(stories)] == [
        ("November 2026", 2),
        ("October 2026", 2),
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-07", "2026-11-07", "November 7, 2026"),
        ("2026-11-07", "2026-11-20", "November 7–20, 2026"),
        ("2026-10-07", "2026-11-20", "October 7 to November 20, 2026"),
        ("2025-11-07", "2026-11-20", "November 7, 2025 to November 20, 2026"),
    ],
)
def test_a_span_of_dates_takes_as_few_words_as_it_can(first: str, last: str, expected: str) -> None:
    assert words.days(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == expected


def reach(dot: timeline.Dot, pixels: float) -> tuple[float, float]:
    """Return where the number beside a dot begins and ends; a digit is seven pixels, the sign eight."""
    assert dot.tag is not None
    wide = 8 + 7 * len(str(dot.n))
    near = dot.x * pixels + dot.tag.off
    return (near, near + wide) if dot.tag.off > 0 else (near - wide, near)


@pytest.mark.parametrize(
    "stories",
    [
        [scored(n, n * n % 9, days=n * n % 211) for n in range(300)],
        [scored(n, 20 + n * n % 5, days=n * n % 400) for n in range(70)],
        [scored(n, 50 + n % 2, days=n % 30 // 10) for n in range(60)],
    ],
)
def test_a_number_beside_a_mark_covers_no_other_mark_and_no_other_number(stories: list[Story]) -> None:
    plot = plotted(stories)
    half = 4 if plot.small else 6

    assert any(dot.n > 1 for dot in plot.dots)
    for dot in (one for one in plot.dots if one.tag):
        for pixels in (10, 2.3) if dot.tag and dot.tag.narrow else (10,):
            begin, end = reach(dot, pixels)
            beside = [one for one in plot.dots if one is not dot and abs(one.y - dot.y) < 12]
            assert begin >= 0
            assert end <= 100 * pixels
            assert not any(begin < one.x * pixels + half and one.x * pixels - half < end for one in beside)
            numbers = [reach(one, pixels) for one in beside if one.tag and (pixels == 10 or one.tag.narrow)]
            assert not any(begin < high and low < end for low, high in numbers)


def test_a_lone_crowd_has_its_number_on_the_side_that_lies_in_the_drawing() -> None:
    crowd = [scored(n, 50) for n in range(9)]
    old = [scored(100 + n, 50, days=300) for n in range(9)]
    tags = [dot.tag for dot in plotted([*crowd, *old, scored(300, 10)]).dots if dot.n > 1]

    assert tags == [timeline.Tag(7, narrow=True), timeline.Tag(-7, narrow=True)]
    assert all(dot.tag is None for dot in plotted([scored(1, 50), scored(2, 50)]).dots)


def test_the_page_is_told_whether_a_mark_stands_beside_its_date() -> None:
    assert not plotted([scored(1, 50), scored(2, 70, days=4)]).moved
    assert plotted([scored(1, 50), scored(2, 50), scored(3, 70, days=4)]).moved
