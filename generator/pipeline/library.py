"""What content/ holds already: identities, digests, addresses taken. Pure; made at the start of a run."""

from collections.abc import Iterable

from generator import feeds, story
from generator.models import FeedEntry, Story

# Share of words two titles must have in common for a guid to speak for the same story at a new address.
SAME_TITLE = 0.5


class Library:
    """Answer whether an entry, a text or an address is here already."""

    def __init__(self, texts: Iterable[tuple[str, str]], ignored: frozenset[str]) -> None:
        """Read the stories.

        Args:
            texts: (path below content/, text of the story file).
            ignored: ids of stories deleted for good.

        Raises:
            StoryError: a story file cannot be read.
        """
        self.ignored = ignored
        self.stories: dict[str, Story] = {}
        self._ids: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._bodies: dict[tuple[str, str], str] = {}
        self._addresses: set[str] = set()
        for path, text in texts:
            self.add(path, story.parse(text, path))

    def add(self, path: str, one: Story) -> None:
        """Take a story in."""
        self.stories[path] = one
        self._ids[one.id] = path
        if one.provenance.body_digest:
            self._bodies.setdefault((one.publisher.slug, one.provenance.body_digest), path)
        self._addresses.add(one.path)
        for alias in one.original.aliases:
            self._aliases.setdefault(alias, path)

    def path_of(self, story_id: str, entry: FeedEntry) -> str | None:
        """Return the story file of an entry: by its address, an old address, or its guid under a similar title."""
        if story_id in self._ids:
            return self._ids[story_id]
        for alias in (entry.url, *entry.aliases):
            path = self._aliases.get(alias)
            if path and (not alias.startswith("guid:") or self._same_title(path, entry.title)):
                return path
        return None

    def path_at(self, address: str, entry: FeedEntry) -> str | None:
        """Return the story file of the page an entry leads to, as ``path_of`` does, else that of the entry itself."""
        led = self.path_of(feeds.story_id(address), entry.model_copy(update={"url": address}))
        return led or self.path_of(feeds.story_id(entry.url), entry)

    def is_page_of(self, path: str, address: str, digest: str) -> bool:
        """Say whether a page is that of a story: at an address of it, or wherever it is with the same text.

        An address may lead to another page by now; no report of that may take the place of the old one.
        """
        known = (self._ids.get(feeds.story_id(address)), self._aliases.get(address))
        return path in known or self.stories[path].provenance.body_digest == digest

    def _same_title(self, path: str, title: str) -> bool:
        # A guid used again for another article must not hide the new one (feedbin/support#604).
        return similarity(self.stories[path].original.title, title) >= SAME_TITLE

    def path_of_body(self, publisher: str, digest: str) -> str | None:
        """Return the story file a publisher's same body has, whatever its title was.

        The same body at another publisher is no duplicate: a copy must not silence the original. ``alarms`` names both.
        """
        return self._bodies.get((publisher, digest))

    def placed(self, one: Story) -> Story:
        """Return the story under a free address: with six digits of its id only on collision."""
        return story.with_slug_suffix(one) if one.path in self._addresses else one


def similarity(one: str, other: str) -> float:
    """Return the Jaccard index of the words of two titles, 0-1."""
    words, others = (set(title.casefold().split()) for title in (one, other))
    return len(words & others) / len(words | others) if words | others else 1.0
