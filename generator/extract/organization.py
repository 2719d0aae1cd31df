"""Which organization speaks in an article, where it is not the host. Pure.

What goes in: what the page says, its byline, the publisher. What comes out: a name and its origin, or None. The
publisher itself is never an answer: it is the host.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from generator import vocabulary as v
from generator.config import author_organization, bare_host
from generator.extract import wording
from generator.extract.markup import Markup, types_of
from generator.models import Publisher

# Hosts where organizations keep blogs of their own: host to the path parts before the organization's name.
SHARED_HOSTS: dict[str, tuple[str, ...]] = {
    "huggingface.co": ("blog",),
    "dev.to": (),
    "medium.com": (),
    "hackernoon.com": ("company",),
    "techcommunity.microsoft.com": ("blog",),
}
_ORGANIZATION_TYPES = frozenset(
    re.findall(
        r"\S+",
        "Organization NewsMediaOrganization Corporation EducationalOrganization GovernmentOrganization NGO "
        "CollegeOrUniversity ResearchOrganization LocalBusiness",
    )
)
_MARKS = frozenset(
    re.findall(
        r"\S+",
        "ai labs lab research inc team group foundation university institute technologies technology systems "
        "networks software data cloud studio studios company gmbh ltd llc corp corporation robotics media "
        "project alliance council ministry department agency bank energy health security capital partners "
        "ventures solutions org hub",
    )
)
# Words that say nothing about who it is: 'Quill Blog' and 'The Quill Team' are one speaker.
_GENERIC = frozenset(
    re.findall(
        r"\S+",
        "the blog news newsroom team staff editors editorial press release official and of for by",
    )
)
_CAPITALIZED = r"[A-Z][\w.&'-]*(?:[ ]+(?:&[ ]+|of[ ]+|and[ ]+|for[ ]+)?[A-Z0-9][\w.&'-]*){0,4}"
_BADGED = re.compile(
    rf"\b(?:Enterprise|Team|Guest|Sponsored|Partner|Sponsor)\s+(?:Article|Post|Content|Blog)\s+(?:by|from)\s+({_CAPITALIZED})",
)
_TEAM = re.compile(rf"^(?:By|Written by|Posted by|Published by)\s+(?:[Tt]he\s+)?({_CAPITALIZED})\s+Team$", re.MULTILINE)
_TEAM_NAME = re.compile(rf"^(?:[Tt]he\s+)?({_CAPITALIZED})\s+Team$")
_AND = re.compile(r"\s*,\s*|\s+(?:and|&)\s+")
_SOURCE_LINE = re.compile(r"^SOURCE:?\s+(\S.{1,78}\S)$")
_BADGE_ONLY = re.compile(r"\b(?:Enterprise|Team)\s+Article\b")
_PARTS = re.compile(r"[-_.\s]+")
_LEAST_MENTIONS = 2
_MAX_NAME = 100
_LEAST_PREFIX = 4


class Seen(NamedTuple):
    """What a reader sees around the text."""

    url: str
    title: str
    author: str
    paragraphs: tuple[str, ...]
    top: str


Found = tuple[str, str]


def find(said: Markup, seen: Seen, publisher: Publisher | None) -> Found | None:
    """Return the organization that speaks and where its name came from, or None.

    Order: the publisher file's path prefixes, JSON-LD, a byline that names a team or a guest, the path of a shared
    host, the source line of a release.
    """
    if publisher:
        named = author_organization(publisher, seen.url)
        if named:
            return named, "publisher"
    for name, origin in _candidates(said, seen, publisher):
        clean = wording.line(name).strip(" .,;:|-")[:_MAX_NAME]
        if clean and not _is_host(clean, said, seen.url, publisher):
            return clean, origin
    return None


def _candidates(said: Markup, seen: Seen, publisher: Publisher | None) -> Iterator[Found]:
    for author in _authors(said.story.get("author")):
        name = author.get("name")
        if isinstance(name, str) and _ORGANIZATION_TYPES.intersection(types_of(author)):
            yield name, "jsonld"
    for pattern in (_BADGED, _TEAM):
        match = pattern.search(seen.top)
        if match:
            yield match[1], "byline"
    teams = (_TEAM_NAME.match(part) for part in _AND.split(seen.author))
    yield from ((match[1], "byline") for match in teams if match)
    in_path = _from_path(seen)
    if in_path:
        yield in_path, "url"
    if publisher and publisher.role is v.Role.PRESS_RELEASE_SERVICE:
        ends = (_SOURCE_LINE.match(line) for line in reversed(seen.paragraphs))
        yield from ((match[1], "byline") for match in ends if match)


def _authors(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a page may put any JSON here
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _from_path(seen: Seen) -> str | None:
    """Return the organization of /blog/ORG/slug; a person's own name in that place is no organization."""
    before = SHARED_HOSTS.get(bare_host(seen.url))
    parts = [unquote(part) for part in urlsplit(seen.url).path.split("/") if part]
    if before is None or len(parts) != len(before) + 2 or tuple(parts[: len(before)]) != before:
        return None
    slug = parts[len(before)]
    if slug.startswith("@") or not slug[:1].isalnum():
        return None
    name, mentions = _as_written(slug, seen)
    words = {word.casefold() for word in _PARTS.split(slug)}
    speaks = (
        words & _MARKS
        or (slug.isupper() and len(slug) > 1)
        or _BADGE_ONLY.search(seen.top)
        or (mentions >= _LEAST_MENTIONS and not _is_part_of(slug, seen.author))
    )
    return name if speaks else None


def _as_written(slug: str, seen: Seen) -> tuple[str, int]:
    """Return the spelling the page uses for a slug, and how often the body has it."""
    pattern = re.compile(r"(?<!\w)" + r"[-_.\s]*".join(map(re.escape, _PARTS.split(slug))) + r"(?!\w)", re.IGNORECASE)
    spellings = pattern.findall("\n".join(seen.paragraphs))
    if seen.author and wording.fold(seen.author) == wording.fold(slug):
        return seen.author, len(spellings)
    if spellings:
        return max(sorted(set(spellings)), key=spellings.count), len(spellings)
    return " ".join(_PARTS.split(slug)), 0


def _is_part_of(slug: str, author: str) -> bool:
    folded, name = wording.fold(slug), wording.fold(author)
    return bool(name) and folded != name and (folded in name or name in folded)


def _is_host(name: str, said: Markup, url: str, publisher: Publisher | None) -> bool:
    words = _telling(name)
    if not words:
        return True
    said_by = [node.get("name") for node in _authors(said.story.get("publisher"))]
    names = [*said_by, said.meta.get("og:site_name")]
    if publisher:
        names += [publisher.name, *publisher.hosts]
    labels = bare_host(url).split(".")[:-1]
    hosts = [(_telling(other), other) for other in names if isinstance(other, str)]
    if any(own and (own <= words or words <= own or _acronym(own_name) == name) for own, own_name in hosts):
        return True
    # A working group of the house carries its name: 'Quillup' of the Quill project.
    own_words = [word for own, _ in hosts for word in own if len(word) >= _LEAST_PREFIX]
    own_words += [label for label in labels if len(label) >= _LEAST_PREFIX]
    if wording.fold(name) in labels:
        return True
    return any(word.startswith(own) for word in words for own in own_words)


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _telling(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _GENERIC
