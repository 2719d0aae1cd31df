"""Checkers from PyPI, run over a built site; each returns what it looked at and its complaints, one a line."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import extruct
import feedparser
import llms_txt_audit
import xmlschema
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from lxml import etree
from protego import Protego
from pyld import jsonld
from referencing import Registry, Resource

from tests.machine import documents
from tests.machine.built import Built, Checked, Json

HERE = Path(__file__).resolve().parent
CONTEXT = HERE / "context.json"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
OWN_TERMS = "schemas/vocabulary.jsonld"
VOCABULARIES = ("http://schema.org/", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#")
# One of each class the site names, and one it has never heard of.
AGENTS = ("Googlebot", "OAI-SearchBot", "Claude-SearchBot", "ChatGPT-User", "Perplexity-User", "SomeReader")


def markup(built: Built) -> Checked:
    """Let extruct read every page: one block of linked data on each that may be listed, and no other markup."""
    faults = []
    for path in built.pages:
        text = built.text(path)
        try:
            found = extruct.extract(text, base_url=built.url(path), syntaxes=["json-ld", "microdata", "microformat"])
        except ValueError as error:
            faults.append(f"{path}: linked data cannot be read: {error}")
            continue
        blocks, wanted = len(found["json-ld"]), 0 if built.page(path).hidden else 1
        if blocks != wanted:
            faults.append(f"{path}: {blocks} blocks of linked data, expected {wanted}")
        faults += [f"{path}: {kind}: {found[kind][0]!s:.80}" for kind in ("microdata", "microformat") if found[kind]]
    return Checked("extruct", len(built.pages), "pages", faults)


def schemas(built: Built) -> Checked:
    """Let jsonschema, formats switched on, hold every record, twin and API document against its published schema."""
    faults: list[str] = []
    validators = dict(_validators(built, faults))
    looked_at = 0
    for path, name, data in documents.held(built):
        looked_at += 1
        if name not in validators:
            faults.append(f"{path}: its schema {name} is not published")
            continue
        for error in validators[name].iter_errors(data):
            place = "/".join(map(str, error.absolute_path))
            faults.append(f"{path}: {place}: {error.message[:160]}")
    return Checked("jsonschema", looked_at + len(validators), "documents", faults)


def _validators(built: Built, faults: list[str]) -> Iterator[tuple[str, Draft202012Validator]]:
    """Yield path and validator of every schema; the site's schemas may name each other."""
    texts = tuple((path, json.dumps(data), built.url(path)) for path, data in documents.texts(built).items())
    for path, validator, fault in _compiled(texts):
        if fault:
            faults.append(f"{path}: is no schema: {fault}")
        else:
            yield path, validator


@lru_cache(maxsize=4)
def _compiled(texts: tuple[tuple[str, str, str], ...]) -> list[tuple[str, Draft202012Validator, str]]:
    """Return path, validator and what is wrong with it of each schema, given as path, text and address."""
    formats = Draft202012Validator.FORMAT_CHECKER
    read = [(path, json.loads(text), url) for path, text, url in texts]
    known = ((data.get("$id") or url, Resource.from_contents(data)) for _, data, url in read)
    registry: Registry[Any] = Registry().with_resources(known)
    return [
        (path, Draft202012Validator(data, registry=registry, format_checker=formats), _fault(data))
        for path, data, _ in read
    ]


def _fault(schema: Json) -> str:
    try:
        Draft202012Validator.check_schema(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    except SchemaError as error:
        return error.message[:160]
    return ""


def linked_data(built: Built) -> Checked:
    """Let pyld expand every graph, lose no term of it, and make statements of it; a page's are part of its twin's."""
    faults, looked_at, own = [], 0, _own_terms(built)
    for path in built.listed:
        blocks = built.page(path).blocks
        for block in blocks[:1]:
            looked_at += 1
            said, lost = statements(json.loads(block), built.url(path), own)
            faults += [f"{path}: {one}" for one in lost]
            named = built.page(path).link("alternate", "application/ld+json")
            twin = built.file(named[0], path) if named else None
            if twin in built:
                looked_at += 1
                more, lost = statements(built.json(twin), built.url(twin), own)
                faults += [f"{twin}: {one}" for one in lost]
                faults += [f"{path}: its twin does not say {one[:160]}" for one in sorted(said - more)[:3]]
    return Checked("pyld", looked_at, "graphs", faults)


def _own_terms(built: Built) -> frozenset[str]:
    """Return the terms that the site itself defines, as addresses."""
    if OWN_TERMS not in built:
        return frozenset()
    expanded = jsonld.expand(built.json(OWN_TERMS), options={"documentLoader": load, "base": built.url(OWN_TERMS)})
    return frozenset(str(node["@id"]) for node in expanded)


def statements(document: Json, base: str, own: frozenset[str]) -> tuple[frozenset[str], list[str]]:
    """Return the statements of a document as N-Quads, and what was lost or has no name of its own.

    Args:
        document: the graph, with its context.
        base: its address.
        own: terms that the site itself defines, as addresses.
    """
    lost: list[str] = []
    options = {"documentLoader": load, "base": base}
    try:
        expanded = jsonld.expand(document, options=options, on_property_dropped=lambda one: lost.append(str(one)))
        named = _named(expanded)
        quads = jsonld.normalize(named, {**options, "algorithm": "URDNA2015", "format": "application/n-quads"})
    except jsonld.JsonLdError as error:
        return frozenset(), [f"cannot be read as JSON-LD: {error.type}: {error.code}"]
    faults = [f"{one}: no term of the vocabulary" for one in sorted({one for one in lost if not one.startswith("@")})]
    used = _types(expanded) | _properties(expanded)
    unknown = sorted(one for one in used if one not in own and not one.startswith(VOCABULARIES))
    faults += [f"{one}: no type or property of a vocabulary" for one in unknown]
    faults += [f"{one}: an address that is not whole" for one in sorted(_relative(expanded))]
    return frozenset(quads.splitlines()), faults


def load(url: str, _: object = None) -> dict[str, Any]:
    """Return the one context there is; nothing is asked of a network.

    Raises:
        JsonLdError: another context is named.
    """
    if url.rstrip("/") not in {"https://schema.org", "http://schema.org"}:
        raise jsonld.JsonLdError(f"no context at {url}", "jsonld.LoadDocumentError", code="loading document failed")
    return {"contextUrl": None, "documentUrl": url, "document": _context(), "contentType": "application/ld+json"}


@cache
def _context() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))
    return data


def _named(node: Json) -> Json:
    """Give every node without a name one made of what it says: two documents then name it alike."""
    if isinstance(node, list):
        return [_named(one) for one in node]
    if not isinstance(node, dict):
        return node
    inner = {key: _named(one) for key, one in node.items()}
    if "@value" in inner or "@id" in inner or "@list" in inner:
        return inner
    return {"@id": f"urn:content:{documents.digest(json.dumps(inner, sort_keys=True).encode())}", **inner}


def _types(node: Json) -> set[str]:
    """Return the types of all nodes; one that no context names turns into an address of the site."""
    if isinstance(node, list):
        return {found for one in node for found in _types(one)}
    if not isinstance(node, dict) or "@value" in node:
        return set()
    return {str(one) for one in node.get("@type", ())}.union(
        *(_types(one) for key, one in node.items() if key[0] != "@" or key == "@list")
    )


def _properties(node: Json) -> set[str]:
    """Return the properties of all nodes, as addresses."""
    if isinstance(node, list):
        return {found for one in node for found in _properties(one)}
    if not isinstance(node, dict) or "@value" in node:
        return set()
    return {key for key in node if key[0] != "@"}.union(*(_properties(one) for one in node.values()))


def _relative(node: Json) -> set[str]:
    """Return the names of nodes that are no whole address."""
    if isinstance(node, list):
        return {found for one in node for found in _relative(one)}
    if not isinstance(node, dict):
        return set()
    below = {found for key, one in node.items() if key not in {"@id", "@value", "@type"} for found in _relative(one)}
    name = node.get("@id")
    return below | ({str(name)} if name is not None and "://" not in str(name) else set())


def robots(built: Built) -> Checked:
    """Let protego read robots.txt: readers and search may fetch every page, and every sitemap it names is there."""
    if "robots.txt" not in built:
        return Checked("protego", 1, "files", ["robots.txt: not there"])
    text = built.text("robots.txt")
    parser = Protego.parse(text)
    pages = [built.url(path) for path in built.listed]
    faults = [
        f"robots.txt: {agent} may not fetch {url}"
        for agent in AGENTS
        for url in pages[:500]
        if not parser.can_fetch(url, agent)
    ]
    maps = list(parser.sitemaps)
    if not maps:
        faults.append("robots.txt: names no sitemap")
    faults += [f"robots.txt: the sitemap {one} is not there" for one in maps if (built.file(one) or "?") not in built]
    return Checked("protego", len(AGENTS) * len(pages[:500]), "verdicts", faults)


def sitemaps(built: Built, schema: Path) -> Checked:
    """Let xmlschema hold every sitemap against the schema of sitemaps.org; an index of them against ours.

    Args:
        built: the site.
        schema: sitemap.xsd, as the npm package ``sitemap`` ships it.
    """
    kinds = {f"{{{SITEMAPS}}}urlset": _xsd(schema), f"{{{SITEMAPS}}}sitemapindex": _xsd(HERE / "siteindex.xsd")}
    faults, paths = [], built.like("sitemap*.xml", "*/sitemap*.xml", "sitemaps/*.xml")
    if not paths:
        faults.append("sitemap.xml: not there")
    for path in paths:
        try:
            root = etree.fromstring(built.bytes(path))
        except etree.XMLSyntaxError as error:
            faults.append(f"{path}: {error}")
            continue
        if root.tag not in kinds:
            faults.append(f"{path}: {root.tag}: no sitemap")
            continue
        faults += [
            f"{path}: {one.path}: {one.reason}" for one in kinds[root.tag].iter_errors(io.BytesIO(built.bytes(path)))
        ]
    return Checked("xmlschema", len(paths), "sitemaps", faults)


@cache
def _xsd(file: Path) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(file), allow="local")


def feeds(built: Built) -> Checked:
    """Let feedparser read every RSS and Atom feed: no complaint, and every entry named, dated, linked and filled."""
    paths = documents.xml_feeds(built)
    faults = [] if paths else ["feeds: there is none"]
    for path in paths:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            sent = {"content-location": built.url(path), "content-type": "application/xml; charset=utf-8"}
            found = feedparser.parse(built.bytes(path), response_headers=sent)
        if found.bozo:
            faults.append(f"{path}: {found.bozo_exception}")
        if not found.version:
            faults.append(f"{path}: no feed")
            continue
        faults += [f"{path}: no {name}" for name in ("title", "link", "updated") if not found.feed.get(name)]
        for number, entry in enumerate(found.entries):
            faults += [
                f"{path}: entry {number}: no {name}"
                for name in ("id", "title", "link", "updated")
                if not entry.get(name)
            ]
            if not any(one.get("value") for one in entry.get("content", ())):
                faults.append(f"{path}: entry {number}: no content")
    return Checked("feedparser", len(paths), "feeds", faults)


def guides(built: Built) -> Checked:
    """Let llms-txt-audit read every llms.txt, by its strict rules; every link on the site leads to a file."""
    faults, paths = [], built.like("llms.txt", "*/llms.txt")
    if "llms.txt" not in paths:
        faults.append("llms.txt: not there")
    for path in paths:
        text = built.text(path)
        options = llms_txt_audit.AuditOptions(strict=True, allow_relative_links=False)
        findings = llms_txt_audit.audit_text(text, source=path, options=options).findings
        faults += [f"{path}: {one.line or 1}: {one.message}" for one in findings if _is_fault(one)]
        faults += [
            f"{path}: {one} is not there"
            for one in documents.markdown_links(text)
            if (built.file(urljoin(built.url(path), one)) or path) not in built
        ]
    return Checked("llms-txt-audit", len(paths), "files", faults)


def _is_fault(finding: llms_txt_audit.Finding) -> bool:
    """Return whether a finding is more than advice; a slug that begins with "account" is no private address."""
    severe = finding.severity in {llms_txt_audit.Severity.ERROR, llms_txt_audit.Severity.WARNING}
    return severe and finding.code != "private-looking-url"


ALL: tuple[Callable[[Built], Checked], ...] = (markup, schemas, linked_data, robots, feeds, guides)
