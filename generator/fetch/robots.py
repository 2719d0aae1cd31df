"""What robots.txt allows, per origin, kept for one run (RFC 9309).

Pure but for the locks: the door hands in how a robots.txt is fetched.
"""

import threading
from collections.abc import Callable
from typing import Final

from protego import Protego

from generator.fetch.address import Target, target
from generator.fetch.trouble import Trouble

_ADVICE: Final = "leave it: the publisher does not want it read by programs"


class _Rules:
    """The rules of one origin; ``lock`` lets one thread fetch while the others wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known = False
        self.parsed: Protego | None = None
        self.signals = ""
        self.trouble: Trouble | None = None


class Robots:
    """Answer whether a page may be asked for."""

    def __init__(
        self, user_agent: str, fetch: Callable[[Target], bytes | None], widen: Callable[[str, float], None]
    ) -> None:
        """Start with no origin known.

        Args:
            user_agent: header value; its product token (before the first '/' or blank) is what rules name.
            fetch: returns the text of a robots.txt, None where there is none (4xx: everything is allowed), and raises
                Trouble where it cannot be known (5xx, no connection: nothing is allowed for now).
            widen: told host and seconds of a crawl-delay.
        """
        self._token = user_agent.split("/", maxsplit=1)[0].split(maxsplit=1)[0]
        self._fetch = fetch
        self._widen = widen
        self._lock = threading.Lock()
        self._origins: dict[str, _Rules] = {}

    def require(self, page: Target) -> str:
        """Let an allowed page pass; return what Content-Signal lines say to us of its use, '' where they say nothing.

        Raises:
            Trouble: ``robots_denied``, or ``refused`` where the host itself may not be asked.
        """
        rules = self._rules(page)
        trouble = rules.trouble
        if trouble is not None and trouble.reason == "refused":
            raise Trouble("refused", f"{trouble.problem} (seen when asking for robots.txt)", trouble.advice)
        if trouble is not None:
            raise Trouble(
                "robots_denied",
                f"robots.txt cannot be read ({trouble.problem}), so nothing is allowed for now",
                "nothing: the next run asks again",
                retry_after_seconds=trouble.retry_after_seconds,
            )
        if rules.parsed is not None and not rules.parsed.can_fetch(page.url, self._token):
            raise Trouble("robots_denied", f"robots.txt of {page.authority} does not allow it", _ADVICE)
        return rules.signals

    def _rules(self, page: Target) -> _Rules:
        with self._lock:
            rules = self._origins.setdefault(page.origin, _Rules())
        with rules.lock:
            if not rules.known:
                self._learn(rules, page)
                rules.known = True
        return rules

    def _learn(self, rules: _Rules, page: Target) -> None:
        try:
            data = self._fetch(target(f"{page.origin}/robots.txt"))
        except Trouble as trouble:
            rules.trouble = trouble
            return
        if data is None:
            return
        text = data.decode("utf-8-sig", errors="replace")
        rules.parsed = Protego.parse(text)
        rules.signals = _signals(text, self._token)
        delay = rules.parsed.crawl_delay(self._token)
        if delay is not None and delay > 0:
            self._widen(page.host, delay)


def _signals(text: str, token: str) -> str:
    """Return the Content-Signal values (contentsignals.org) of the group that names us, else of the group for all.

    The parser of robots.txt keeps no lines but those of RFC 9309.
    """
    found: dict[str, list[str]] = {}
    named: list[str] = []
    opening = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        word, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if word == "user-agent":
            # Agents in a row share the group that follows.
            named = [*named, value.lower()] if opening else [value.lower()]
            opening = True
            continue
        opening = False
        if word == "content-signal":
            for agent in named or ["*"]:
                found.setdefault(agent, []).append(value)
    return ", ".join(found.get(token.lower(), found.get("*", [])))
