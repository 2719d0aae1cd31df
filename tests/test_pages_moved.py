"""Old addresses: each leads to a page that is there, in one step, and no rule can lose a reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import moved

PAGES = ("publishers/new/", "stories/new/2026/one/", "stories/new/2026/two/", "stories/other/2026/one/", "about/", "./")


def test_one_page_that_moved_leads_to_its_new_place() -> None:
    assert moved.moved({"publishers/old/": "publishers/new/"}, PAGES) == {"publishers/old/": "publishers/new/"}


def test_a_folder_that_moved_leads_each_page_below_it() -> None:
    assert moved.moved({"stories/old/*": "stories/new/*"}, PAGES) == {
        "stories/old/2026/one/": "stories/new/2026/one/",
        "stories/old/2026/two/": "stories/new/2026/two/",
    }


@pytest.mark.parametrize("turned", [False, True])
def test_what_moved_twice_is_led_to_its_last_place_at_once(turned: bool) -> None:  # noqa: FBT001 - a case
    rules = [("stories/first/*", "stories/old/*"), ("stories/old/*", "stories/new/*")]
    found = moved.moved(dict(rules[::-1] if turned else rules), PAGES)

    assert found["stories/first/2026/one/"] == found["stories/old/2026/one/"] == "stories/new/2026/one/"


def test_a_rule_for_one_page_goes_before_one_for_its_folder() -> None:
    rules = {"stories/old/*": "stories/new/*", "stories/old/2026/one/": "stories/new/2026/two/"}

    assert moved.moved(rules, PAGES)["stories/old/2026/one/"] == "stories/new/2026/two/"


def test_a_folder_may_hold_pages_again_after_its_pages_left() -> None:
    found = moved.moved({"stories/other/*": "stories/new/*"}, [*PAGES[:3], "stories/other/2027/one/"])

    assert sorted(found) == ["stories/other/2026/one/", "stories/other/2026/two/"]


@pytest.mark.parametrize(
    ("rules", "cause"),
    [
        ({"publishers/old/": "publishers/nowhere/"}, "publishers/nowhere/ is no page"),
        ({"stories/old/*": "stories/nowhere/*"}, r"stories/nowhere/\* is no page"),
        ({"about/": "publishers/new/"}, "about/ is a page"),
        ({"stories/other/*": "stories/new/*"}, "stories/other/2026/one/ is a page"),
        ({"a/": "b/", "b/": "a/"}, "a/: leads in a circle"),
        ({"a/": "a/"}, "a/: leads in a circle"),
        ({"stories/new/x/*": "stories/new/*"}, "leads in a circle"),
        ({"a/d/*": "b/*", "b/*": "a/*"}, "leads in a circle"),
        ({"stories/old/*": "stories/new/"}, r"end both sides with \*"),
    ],
)
def test_a_rule_that_would_lose_a_reader_is_refused(rules: dict[str, str], cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        moved.moved(rules, PAGES)


def test_without_rules_nothing_has_moved() -> None:
    assert moved.moved({}, PAGES) == {}


PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(lambda parts: "/".join(parts) + "/")


@given(st.dictionaries(PATHS.map(lambda p: p + "*"), PATHS.map(lambda p: p + "*"), max_size=4), st.sets(PATHS))
def test_whatever_the_rules_old_addresses_lead_to_pages_or_the_rules_are_refused(
    rules: dict[str, str], known: set[str]
) -> None:
    try:
        found = moved.moved(rules, known)
    except ValueError:
        return
    assert set(found.values()) <= known
    assert not set(found) & known


@pytest.mark.parametrize(
    ("old", "new", "link"),
    [
        ("publishers/old/", "publishers/new/", "../new/"),
        ("stories/old/2026/one/", "stories/new/2026/one/", "../../../new/2026/one/"),
        ("stories/old/", "", "../../"),
        ("a/b/", "a/b/c/", "c/"),
        ("a/", "a/", "./"),
    ],
)
def test_links_between_addresses_need_no_host(old: str, new: str, link: str) -> None:
    assert moved.relative(old, new) == link
