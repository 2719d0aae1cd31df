"""Settings -> robots.txt: who may read the site, by what it is read for. Pure.

Three kinds of programs of AI services, each the owner's choice (``extra.spin_reports.crawlers``); everyone else may
read everything. The form is RFC 9309. Where the owner asks for it, a Content-Signal line (contentsignals.org) says the
same in words of use. Groups inherit nothing from each other, so each repeats its signals.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.config import Crawlers, Settings

FILE = "robots.txt"

# Names as their operators document them, 2026-11. Training comes first: urllib.robotparser takes the first group
# whose name is a part of the asking name, and "Applebot" is a part of "Applebot-Extended".
AGENTS: dict[str, tuple[str, ...]] = {
    "training": (
        "Applebot-Extended",
        "Bytespider",
        "CCBot",
        "ClaudeBot",
        "GPTBot",
        "Google-Extended",
        "meta-externalagent",
    ),
    "people": (
        "ChatGPT-User",
        "Claude-User",
        "MistralAI-User",
        "Perplexity-User",
    ),
    "answers": (
        "Amzn-SearchBot",
        "Applebot",
        "Bingbot",
        "Claude-SearchBot",
        "DuckAssistBot",
        "Googlebot",
        "OAI-SearchBot",
        "PerplexityBot",
    ),
}
_PURPOSE = {
    "training": "Training of models.",
    "people": "Fetches that a person asked an assistant for.",
    "answers": "Search engines, and answer engines that cite.",
}


def files(settings: Settings, url: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of robots.txt.

    Args:
        settings: holds what the owner allows.
        url: address of the site, with a slash at its end.
    """
    yield FILE, text(settings.crawlers, url)


def text(crawlers: Crawlers, url: str) -> str:
    """Return robots.txt for the host of the site; its rules name the folder of the site and touch nothing beside it."""
    folder = urlsplit(url).path or "/"
    signal = [f"Content-Signal: {_signal(crawlers)}"] if crawlers.signals else []
    groups = [
        "\n".join(
            [
                f"# {_PURPOSE[purpose]}",
                *(f"User-agent: {agent}" for agent in agents),
                *signal,
                f"{'Allow' if getattr(crawlers, purpose) else 'Disallow'}: {folder}",
            ]
        )
        for purpose, agents in AGENTS.items()
    ]
    everyone = "\n".join(["# Everyone else.", "User-agent: *", *signal, f"Allow: {folder}"])
    return "\n\n".join([*groups, everyone, f"Sitemap: {url}sitemap.xml"]) + "\n"


def _signal(crawlers: Crawlers) -> str:
    """Return what may be done with the pages; an assistant that fetches for a person puts them into a model too."""
    uses = (
        ("search", crawlers.answers),
        ("ai-input", crawlers.answers or crawlers.people),
        ("ai-train", crawlers.training),
    )
    return ", ".join(f"{use}={'yes' if allowed else 'no'}" for use, allowed in uses)
