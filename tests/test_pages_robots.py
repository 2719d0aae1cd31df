"""robots.txt: three readers nobody here wrote give every program the verdict that the owner chose."""

from itertools import product
from urllib.robotparser import RobotFileParser

import pytest
from protego import Protego

from generator.config import Crawlers, Settings, settings
from generator.errors import ConfigError
from generator.pages import robots

URL = "https://reports.example/base/"
PAGE = f"{URL}stories/brackwater-ferries/2026/a-story/"
CHOICES = [Crawlers(answers=a, people=p, training=t) for a, p, t in product((True, False), repeat=3)]
OTHERS = ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "SomeReader/1.0", "archive.org_bot")


def by_protego(text: str, agent: str, page: str = PAGE) -> bool:
    return bool(Protego.parse(text).can_fetch(page, agent))


def by_urllib(text: str, agent: str, page: str = PAGE) -> bool:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser.can_fetch(agent, page)


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_every_program_is_allowed_what_the_owner_allows_its_kind(chosen: Crawlers) -> None:
    text = robots.text(chosen, URL)
    wanted = {agent: getattr(chosen, kind) for kind, agents in robots.AGENTS.items() for agent in agents}
    wanted |= dict.fromkeys(OTHERS, True)

    assert len(wanted) >= 20
    assert {agent: by_protego(text, agent) for agent in wanted} == wanted
    assert {agent: by_urllib(text, agent) for agent in wanted} == wanted


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_what_is_forbidden_below_a_path_is_not_forbidden_beside_it(chosen: Crawlers) -> None:
    text = robots.text(chosen, URL)
    agents = [agent for agents in robots.AGENTS.values() for agent in agents]

    assert all(by_protego(text, one, "https://reports.example/other/") for one in agents)
    assert all(by_urllib(text, one, "https://reports.example/other/") for one in agents)


def test_each_group_says_for_itself_what_may_be_done() -> None:
    text = robots.text(Crawlers(training=False, signals=True), "https://reports.example/")
    groups = text.strip().split("\n\n")

    assert groups.pop() == "Sitemap: https://reports.example/sitemap.xml"
    assert len(groups) == len(robots.AGENTS) + 1
    assert all("\nContent-Signal: search=yes, ai-input=yes, ai-train=no\n" in group for group in groups)
    assert list(Protego.parse(text).sitemaps) == ["https://reports.example/sitemap.xml"]


@pytest.mark.parametrize(
    ("chosen", "signal"),
    [
        (Crawlers(), "search=yes, ai-input=yes, ai-train=yes"),
        (Crawlers(answers=False), "search=no, ai-input=yes, ai-train=yes"),
        (Crawlers(people=False), "search=yes, ai-input=yes, ai-train=yes"),
        (Crawlers(answers=False, people=False, training=False), "search=no, ai-input=no, ai-train=no"),
    ],
)
def test_the_signal_follows_the_choice(chosen: Crawlers, signal: str) -> None:
    ((path, text),) = robots.files(Settings(crawlers=chosen.model_copy(update={"signals": True})), URL)

    assert path == "robots.txt"
    assert text.count(f"Content-Signal: {signal}\n") == 4


def test_no_signal_stands_there_until_the_owner_asks_for_it() -> None:
    # Lighthouse takes a file with a line it does not know for invalid.
    known = {"user-agent", "allow", "disallow", "sitemap"}
    lines = [line for line in robots.text(Crawlers(), URL).splitlines() if line and not line.startswith("#")]

    assert {line.partition(":")[0].lower() for line in lines} <= known


@pytest.mark.parametrize(
    ("extra", "field"),
    [
        ({"crawlers": {"robots": True}}, "crawlers.robots"),
        ({"crawlers": {"training": "perhaps"}}, "crawlers.training"),
        ({"crawlers": "all"}, "crawlers"),
    ],
)
def test_a_choice_that_cannot_be_read_is_named(extra: dict[str, object], field: str) -> None:
    with pytest.raises(ConfigError, match=rf"mkdocs\.yml: extra\.spin_reports\.{field}"):
        settings(extra)
