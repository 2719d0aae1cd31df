"""What checkers ask of whole feeds, written anew from the specifications: RSS 2.0 with the RSS Board's profile, RFC
4287, OPML 2.0, and the public list of messages of validator.w3.org/feed.

Bytes and the address they stand at go in; lines "fault: where" come out, none for a good feed. Nothing of
``generator`` is used.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from tests import feed_values as values

Rule = Callable[[str], Iterator[str]]
Faults = Iterator[str]
Element = etree._Element  # noqa: SLF001 - lxml gives the type of its elements no other name

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES = {"atom": ATOM, "content": CONTENT, "dc": DC}
# The checker stops reading here; some readers do as well.
BYTES_MOST = 2_000_000
RELATIONS = frozenset({"alternate", "enclosure", "hub", "license", "related", "self", "via"})
TYPES = {"rss": "application/rss+xml", "feed": "application/atom+xml"}


def rss(data: bytes, address: str) -> list[str]:
    return sorted(_xml(data, "rss", lambda root: _rss(root, address)))


def atom(data: bytes, address: str) -> list[str]:
    return sorted(_xml(data, f"{{{ATOM}}}feed", lambda root: _atom(root, address)))


def opml(data: bytes) -> list[str]:
    return sorted(_xml(data, "opml", _opml))


def _xml(data: bytes, name: str, rules: Callable[[Element], Faults]) -> Faults:
    if len(data) > BYTES_MOST:
        yield "ValidatorLimit: document"
    if not re.match(rb"<\?xml version=['\"]1\.0['\"] encoding=['\"]utf-8['\"]\?>", data, re.IGNORECASE):
        yield "MissingEncoding: declaration"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "ContainsSystemEntity: document"
    try:
        data.decode("utf-8")
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (UnicodeDecodeError, etree.XMLSyntaxError):
        yield "SAXError: document"
        return
    for element in root.iter():
        for prefix, uri in element.nsmap.items():
            if prefix and PREFIXES.get(prefix) != uri:
                yield f"UnknownNamespace: {prefix}"
        for value in (element.text or "", *element.attrib.values()):
            yield from _named(values.characters(value), element)
    if root.tag != name:
        yield f"UndefinedElement: {root.tag}"
        return
    yield from rules(root)


def _named(faults: Iterable[str], element: Element) -> Faults:
    return (f"{fault}: {_short(element)}" for fault in faults)


def _short(element: Element) -> str:
    tag: str = element.tag
    for prefix, uri in PREFIXES.items():
        tag = tag.replace(f"{{{uri}}}", f"{prefix}:")
    return tag


def _children(parent: Element, known: dict[str, Rule | None], once: Iterable[str]) -> Faults:
    """Notice elements nobody defines, elements that stand twice, and values that break their rule."""
    counts = Counter(_short(child) for child in parent)
    yield from (f"DuplicateElement: {name}" for name in once if counts[name] > 1)
    for child in parent:
        name = _short(child)
        if name not in known:
            yield f"UndefinedElement: {name}"
            continue
        rule = known[name]
        if rule:
            yield from _named(rule(child.text or ""), child)


def _missing(parent: Element, needed: dict[str, str]) -> Faults:
    names = {_short(child) for child in parent}
    yield from (f"{fault}: {_short(parent)}" for name, fault in needed.items() if name not in names)


def _attributes(element: Element, known: Iterable[str]) -> Faults:
    own = [name for name in element.attrib if not name.startswith(f"{{{XML}}}")]
    yield from (f"UnexpectedAttribute: {_short(element)} {name}" for name in own if name not in known)


# --- RSS -------------------------------------------------------------------------------------------------------------

CHANNEL: dict[str, Rule | None] = {
    "title": values.text,
    "link": values.web,
    "description": values.text,
    "language": values.language,
    "copyright": values.text,
    "managingEditor": values.person,
    "webMaster": values.person,
    "pubDate": values.mail_date,
    "lastBuildDate": values.mail_date,
    "category": values.text,
    "generator": values.text,
    "docs": values.web,
    "ttl": values.number,
    "image": None,
    "item": None,
    "atom:link": None,
}
ITEM: dict[str, Rule | None] = {
    "title": values.text,
    "link": values.web,
    "description": values.html,
    "content:encoded": values.html,
    "author": values.person,
    "dc:creator": values.text,
    "category": values.text,
    "comments": values.web,
    "enclosure": None,
    "guid": None,
    "pubDate": values.mail_date,
    "atom:updated": values.internet_date,
    "atom:link": None,
}


def _rss(root: Element, address: str) -> Faults:
    if root.get("version") != "2.0":
        yield "InvalidRSSVersion: rss"
    channels = root.findall("channel")
    if len(channels) != 1:
        yield "MissingElement: channel"
        return
    (channel,) = channels
    yield from _children(channel, CHANNEL, set(CHANNEL) - {"item", "category", "atom:link"})
    yield from _missing(
        channel,
        {
            "title": "MissingTitle",
            "link": "MissingLink",
            "description": "MissingDescription",
            "language": "MissingDCLanguage",
            "lastBuildDate": "MissingDate",
        },
    )
    names = [_short(child) for child in channel]
    if "item" in names and any(name != "item" for name in names[names.index("item") :]):
        yield "MisplacedItem: item"
    yield from _links(channel.findall(f"{{{ATOM}}}link"), address, "rss")
    for image in channel.findall("image"):
        yield from _image(image, channel)
    items = channel.findall("item")
    guids = Counter(item.findtext("guid") for item in items)
    yield from (f"DuplicateValue: guid {guid}" for guid, n in guids.items() if guid and n > 1)
    for item in items:
        yield from _item(item)


def _item(item: Element) -> Faults:
    yield from _children(item, ITEM, set(ITEM) - {"category", "dc:creator", "atom:link"})
    yield from _missing(item, {"guid": "MissingGuid", "link": "MissingItemLink", "title": "MissingItemTitle"})
    names = [_short(child) for child in item]
    if "content:encoded" in names and "description" not in names[: names.index("content:encoded")]:
        yield "NeedDescriptionBeforeContent: item"
    if "author" in names and "dc:creator" in names:
        yield "DuplicateItemSemantics: author"
    yield from _links(item.findall(f"{{{ATOM}}}link"), None, "rss")
    for guid in item.findall("guid"):
        yield from _attributes(guid, ("isPermaLink",))
        permanent = guid.get("isPermaLink", "true")
        if permanent not in ("true", "false"):
            yield "InvalidBooleanAttribute: guid"
        if permanent == "true" and (guid.text or "").startswith(("tag:", "urn:")):
            yield "InvalidPermalink: guid"
        elif permanent == "true":
            yield from _named(("InvalidHttpGUID" for _ in values.web(guid.text or "")), guid)
        elif re.fullmatch(r"\d{0,8}", guid.text or ""):
            yield "NotSufficientlyUnique: guid"
        else:
            yield from _named(values.uri(guid.text or ""), guid)
    for category in item.findall("category"):
        yield from _attributes(category, ("domain",))
        yield from _named(values.uri(category.get("domain", "tag:none.example,2026:")), category)
    for enclosure in item.findall("enclosure"):
        yield from _attributes(enclosure, ("url", "length", "type"))
        yield from (
            f"MissingAttribute: enclosure {name}" for name in ("url", "length", "type") if not enclosure.get(name)
        )


def _image(image: Element, channel: Element) -> Faults:
    known: dict[str, Rule | None] = dict.fromkeys(("title", "description"), values.text)
    known |= {"url": values.web, "link": values.web, "width": values.number, "height": values.number}
    yield from _children(image, known, known)
    yield from _missing(image, {"url": "MissingElement", "title": "MissingTitle", "link": "MissingLink"})
    if image.findtext("title") != channel.findtext("title"):
        yield "ImageTitleDoesntMatch: image"
    if image.findtext("link") != channel.findtext("link"):
        yield "ImageLinkDoesntMatch: image"
    if not (image.findtext("url") or "").lower().endswith((".png", ".jpg", ".jpeg", ".gif")):
        yield "ImageUrlFormat: image"
    for name, most in (("width", 144), ("height", 400)):
        if int(image.findtext(name) or 1) > most:
            yield f"Invalid{name.title()}: image"


def _links(links: list[Element], address: str | None, feed: str) -> Faults:
    """Check links of Atom; with an address, one of them must lead there as ``self``."""
    own = [link.get("href") for link in links if link.get("rel") == "self"]
    if address is not None and not own:
        yield "MissingAtomSelfLink: link" if feed == "rss" else "MissingSelf: link"
    if address is not None and any(href != address for href in own):
        yield "SelfDoesntMatchLocation: link"
    for link in links:
        yield from _attributes(link, ("rel", "href", "type", "hreflang", "title", "length"))
        if link.get("rel", "alternate") not in RELATIONS:
            yield f"UnregisteredAtomLinkRel: {link.get('rel')}"
        if not link.get("href"):
            yield "MissingHref: link"
        yield from _named(values.uri(link.get("href", "tag:none.example,2026:")), link)
        if (link.text or "").strip():
            yield "AtomLinkNotEmpty: link"
        if link.get("rel") == "self" and link.get("type", TYPES[feed]) != TYPES[feed]:
            yield "SelfNotAtom: link"
    # Of a feed every relation may stand once per type and language, of an entry or item the alternate one alone.
    kinds = Counter(
        (rel, link.get("type"), link.get("hreflang"))
        for link in links
        if (rel := link.get("rel", "alternate")) == "alternate" or address is not None
    )
    if any(n > 1 for n in kinds.values()):
        yield "DuplicateAtomLink: link"


# --- Atom ------------------------------------------------------------------------------------------------------------

_ATOM_FEED: dict[str, Rule | None] = {
    **dict.fromkeys(("title", "subtitle", "rights", "author", "category", "link", "entry")),
    "id": values.canonical,
    "updated": values.internet_date,
    "generator": values.text,
    "icon": values.uri,
    "logo": values.uri,
}
_ATOM_ENTRY: dict[str, Rule | None] = {
    **dict.fromkeys(("title", "summary", "content", "rights", "author", "category", "link", "source")),
    "id": values.canonical,
    "updated": values.internet_date,
    "published": values.internet_date,
}
FEED = {f"atom:{name}": rule for name, rule in _ATOM_FEED.items()}
ENTRY = {f"atom:{name}": rule for name, rule in _ATOM_ENTRY.items()}
NEEDED = {f"atom:{name}": f"MissingElement {name}" for name in ("title", "id", "updated")}


def _atom(root: Element, address: str) -> Faults:
    if not root.get(f"{{{XML}}}lang"):
        yield "MissingDCLanguage: feed"
    yield from _children(root, FEED, {*FEED} - {"atom:author", "atom:category", "atom:link", "atom:entry"})
    yield from _missing(root, NEEDED)
    names = [_short(child) for child in root]
    if "atom:entry" in names and any(name != "atom:entry" for name in names[names.index("atom:entry") :]):
        yield "MisplacedMetadata: feed"
    yield from _links(root.findall(f"{{{ATOM}}}link"), address, "feed")
    yield from _constructs(root, ("title", "subtitle", "rights"))
    yield from _categories(root)
    for generator in root.findall(f"{{{ATOM}}}generator"):
        yield from _attributes(generator, ("uri", "version"))
        yield from _named(values.uri(generator.get("uri", "tag:none.example,2026:")), generator)
    entries = root.findall(f"{{{ATOM}}}entry")
    authors = root.findall(f"{{{ATOM}}}author")
    if not entries and not authors:
        yield "MissingElement author: feed"
    for fault, name in (("DuplicateEntries", "id"), ("DuplicateUpdated", "updated")):
        counts = Counter(entry.findtext(f"{{{ATOM}}}{name}") for entry in entries)
        yield from (f"{fault}: {value}" for value, n in counts.items() if value and n > 1)
    for entry in entries:
        yield from _entry(entry, authored=bool(authors))
    for author in root.iter(f"{{{ATOM}}}author"):
        yield from _children(
            author, {"atom:name": values.text, "atom:uri": values.uri, "atom:email": None}, ["atom:name"]
        )
        yield from _missing(author, {"atom:name": "MissingElement name"})


def _entry(entry: Element, *, authored: bool) -> Faults:
    yield from _children(entry, ENTRY, {*ENTRY} - {"atom:author", "atom:category", "atom:link"})
    yield from _missing(entry, NEEDED if authored else {**NEEDED, "atom:author": "MissingElement author"})
    yield from _links(entry.findall(f"{{{ATOM}}}link"), None, "feed")
    yield from _constructs(entry, ("title", "summary", "content", "rights"))
    names = {_short(child) for child in entry}
    if not names & {"atom:content", "atom:summary"}:
        yield "MissingTextualContent: entry"
    yield from _categories(entry)


def _categories(parent: Element) -> Faults:
    for category in parent.findall(f"{{{ATOM}}}category"):
        yield from _attributes(category, ("term", "scheme", "label"))
        if not category.get("term"):
            yield "MissingAttribute: category term"
        yield from _named(values.uri(category.get("scheme", "tag:none.example,2026:")), category)
        yield from _named(values.text(category.get("label", "none")), category)
        if len(category) or (category.text or "").strip():
            yield "UnexpectedText: category"


def _constructs(parent: Element, names: Iterable[str]) -> Faults:
    for name in names:
        for element in parent.findall(f"{{{ATOM}}}{name}"):
            yield from _attributes(element, ("type",))
            kind, value = element.get("type", "text"), element.text or ""
            if kind not in ("text", "html"):
                yield f"InvalidTextType: {name}"
            if not value.strip():
                yield f"NotBlank: {name}"
            elif kind == "html":
                yield from _named(values.html(value), element)
            else:
                yield from _named(
                    (one.replace("ContainsHTML", "ContainsUndeclaredHTML") for one in values.text(value)), element
                )


# --- OPML ------------------------------------------------------------------------------------------------------------


def _opml(root: Element) -> Faults:
    if root.get("version") != "2.0":
        yield "InvalidOPMLVersion: opml"
    if [child.tag for child in root] != ["head", "body"]:
        yield "MissingElement: opml"
        return
    yield from _children(root[0], {"title": values.text, "dateModified": values.mail_date}, ["title", "dateModified"])
    if not len(root[1]):
        yield "MissingElement: body"
    addresses = Counter(outline.get("xmlUrl") for outline in root.iter("outline"))
    yield from (f"DuplicateValue: {address}" for address, n in addresses.items() if address and n > 1)
    for outline in root.iter("outline"):
        yield from _attributes(
            outline, ("text", "type", "title", "xmlUrl", "htmlUrl", "version", "language", "description")
        )
        if not outline.get("text"):
            yield "MissingAttribute: outline text"
        if len(outline.attrib) > 1 and outline.get("type") != "rss":
            yield "MissingOutlineType: outline"
        if outline.get("type") == "rss":
            yield from (f"MissingAttribute: outline {name}" for name in ("title", "xmlUrl") if not outline.get(name))
            yield from _named(values.web(outline.get("xmlUrl", "")), outline)
        if outline.get("version", "RSS") not in ("RSS", "RSS1", "RSS2", "scriptingNews"):
            yield "InvalidOutlineVersion: outline"
        if outline.get("htmlUrl"):
            yield from _named(values.web(outline.get("htmlUrl")), outline)
        yield from _named(values.language(outline.get("language", "en")), outline)
        yield from _named(values.text(outline.get("text", "none")), outline)
