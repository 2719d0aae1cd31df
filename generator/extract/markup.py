"""What a page says about itself: meta tags, JSON-LD, robots wishes, links. Pure.

What goes in: the tree of a page (before hidden parts go) and its headers. What comes out: Markup, and PageFacts.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from generator.config import bare_host
from generator.extract import wording
from generator.models import PageFacts

# Robots rules may name us, or the crawler most pages mean when they speak of search.
AGENTS = frozenset({"", "robots", "googlebot", "spinreports"})
ARTICLE_TYPES = frozenset(
    re.findall(
        r"\S+",
        "Article NewsArticle BlogPosting SocialMediaPosting Report TechArticle ScholarlyArticle "
        "AnalysisNewsArticle OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle BackgroundNewsArticle "
        "AskPublicNewsArticle AdvertiserContentArticle SatiricalArticle LiveBlogPosting Review HowTo",
    )
)
_MAX_SCRIPTS = 20
_MAX_SCRIPT_CHARACTERS = 500_000
_MAX_NODES = 200
_MAX_TYPES = 20
_MAX_URL = 2000
_MAX_ANCHORS = 2000
_BLOCK = frozenset(
    re.findall(
        r"\S+",
        "p li h1 h2 h3 h4 h5 h6 td th dd dt blockquote figcaption div section article main body",
    )
)
_SAMPLE = 80
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


class Markup(NamedTuple):
    """What the head of a page and its JSON-LD say."""

    meta: dict[str, str]
    nodes: tuple[dict[str, Any], ...]
    story: dict[str, Any]
    canonical_url: str | None


def read(root: HtmlElement, url: str) -> Markup:
    """Return meta tags (first value of each name, names in lower case) and JSON-LD nodes; broken JSON-LD is absent."""
    meta: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = tag.get("content", "").strip()
        key = name.strip().lower()
        if key in {"robots", *AGENTS} and key in meta:
            meta[key] += "," + content
        elif key and content:
            meta.setdefault(key, content)
    nodes = tuple(_nodes(root))
    return Markup(meta, nodes, _story(nodes, url), _canonical(root, url))


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the JSON-LD types of a node, without the vocabulary's address."""
    named = node.get("@type")
    values = named if isinstance(named, list) else [named]
    return tuple(value.rsplit("/", 1)[-1] for value in values if isinstance(value, str))


def facts(markup: Markup, headers: Mapping[str, str], root: HtmlElement, url: str, body: str) -> PageFacts:
    """Return what the gate needs to know; links are counted where they stand in the extracted body."""
    rules = _robots_rules(markup.meta, headers)
    external, linked_words = _links(root, url, body)
    words = wording.count_words(body)
    named = [markup.meta.get("og:type", ""), *(name for node in markup.nodes for name in types_of(node))]
    return PageFacts(
        noindex=bool(rules & {"noindex", "none"}),
        ai_reserved=bool(rules & {"noai"}) or _reserved(markup.meta, headers),
        free=_free(markup.nodes),
        types=tuple(dict.fromkeys(name[:100] for name in named if name))[:_MAX_TYPES],
        canonical_url=markup.canonical_url,
        external_links=external,
        link_share=min(1.0, round(linked_words / words, 4)) if words else 0.0,
    )


# --- JSON-LD -------------------------------------------------------------------------------------------------------


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    scripts = [tag for tag in root.iter("script") if "ld+json" in tag.get("type", "").lower()]
    count = 0
    for script in scripts[:_MAX_SCRIPTS]:
        waiting = [_loaded(script.text or "")]
        while waiting and count < _MAX_NODES:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item[:_MAX_NODES])
            elif isinstance(item, dict):
                count += 1
                yield item
                # Lists of other stories (hasPart, itemListElement) are not this page.
                waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _loaded(text: str) -> Any:  # noqa: ANN401 - a page may put any JSON here
    bare = text.strip()[:_MAX_SCRIPT_CHARACTERS]
    for wrapper in ("<![CDATA[", "]]>", "<!--", "-->", "//"):
        bare = bare.removeprefix(wrapper).removesuffix(wrapper).strip()
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare.rstrip(";"))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _story(nodes: tuple[dict[str, Any], ...], url: str) -> dict[str, Any]:
    """Return the node that stands for this page's article: the one that names its address, else the first."""
    candidates = [node for node in nodes if ARTICLE_TYPES.intersection(types_of(node))]
    path = urlsplit(url).path.rstrip("/")
    for node in candidates:
        main = node.get("mainEntityOfPage")
        named = [node.get("url"), node.get("@id"), main, main.get("@id") if isinstance(main, dict) else None]
        if path and any(isinstance(name, str) and urlsplit(name).path.rstrip("/") == path for name in named):
            return node
    return candidates[0] if candidates else {}


def _free(nodes: tuple[dict[str, Any], ...]) -> bool | None:
    said = [node["isAccessibleForFree"] for node in nodes if "isAccessibleForFree" in node]
    words = {str(value).strip().lower() for value in said}
    if words & {"false", "0", "http://schema.org/false", "https://schema.org/false"}:
        return False
    return True if said else None


# --- wishes --------------------------------------------------------------------------------------------------------


def _robots_rules(meta: Mapping[str, str], headers: Mapping[str, str]) -> set[str]:
    rules: set[str] = set()
    for name in AGENTS - {""}:
        rules |= {rule.strip() for rule in re.split(r"[,;\s]+", meta.get(name, "").lower())}
    agent = ""
    for part in _header(headers, "x-robots-tag").lower().split(","):
        name, colon, rest = part.partition(":")
        # 'bot: noindex, nofollow' speaks to that bot until another is named; 'max-snippet:5' is a rule with a value.
        if colon and "-snippet" not in name and "-preview" not in name and "unavailable" not in name:
            agent, part = name.strip(), rest  # noqa: PLW2901 - the rest of the part is the rule
        if agent in AGENTS:
            rules.add(part.strip())
    return rules


def _reserved(meta: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    signals = _header(headers, "content-signal").lower().replace(" ", "")
    reservation = meta.get("tdm-reservation", "") or _header(headers, "tdm-reservation")
    return "ai-input=no" in signals or reservation.strip() == "1"


def _header(headers: Mapping[str, str], wanted: str) -> str:
    return ", ".join(value for name, value in headers.items() if name.lower() == wanted)


# --- links ---------------------------------------------------------------------------------------------------------


def _canonical(root: HtmlElement, url: str) -> str | None:
    for tag in root.iter("link"):
        if "canonical" in tag.get("rel", "").lower().split():
            return absolute(tag.get("href", ""), url)
    return None


def absolute(href: str, url: str) -> str | None:
    """Return an absolute http(s) address without white space, or None."""
    try:
        joined = urljoin(url, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and parts.hostname and len(joined) <= _MAX_URL
    return joined if usable and not re.search(r"\s", joined) else None


def _links(root: HtmlElement, url: str, body: str) -> tuple[int, int]:
    """Return links to other hosts and words inside links, counted where the surrounding block is in the body."""
    folded = wording.fold(body)
    host = bare_host(url)
    external = words = 0
    inside: dict[HtmlElement, bool] = {}
    for count, anchor in enumerate(root.iter("a")):
        if count >= _MAX_ANCHORS:
            break
        block = _block(anchor)
        if block not in inside:
            sample = wording.fold("".join(_first_text(block)))[:_SAMPLE]
            inside[block] = bool(sample) and sample in folded
        target = absolute(anchor.get("href", ""), url) if inside[block] else None
        if target is None:
            continue
        words += wording.count_words("".join(anchor.itertext()))
        other = bare_host(target)
        external += not (other == host or other.endswith("." + host) or host.endswith("." + other))
    return external, words


def _block(anchor: HtmlElement) -> HtmlElement:
    return next((parent for parent in anchor.iterancestors() if parent.tag in _BLOCK), anchor)


def _first_text(block: HtmlElement) -> Iterator[str]:
    length = 0
    for text in block.itertext():
        yield text
        length += len(text)
        if length > 4 * _SAMPLE:
            return
