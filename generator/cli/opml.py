"""OPML: publishers out, feeds in. Pure."""

import xml.etree.ElementTree as ET

import listparser
import yaml

from generator.config import Publishers, bare_host
from generator.errors import ConfigError

SLUG_LENGTH = 80


def export(publishers: Publishers) -> str:
    """Return an OPML 2.0 document: an outline per publisher, an outline per feed in it."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Spin Reports: publishers"
    body = ET.SubElement(root, "body")
    for one in publishers.by_slug.values():
        outline = ET.SubElement(body, "outline", text=one.name, category=f"/{one.role}")
        for feed in one.feeds:
            ET.SubElement(outline, "outline", type="rss", text=one.name, xmlUrl=feed.url, htmlUrl=one.homepage)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def publisher_files(opml: bytes, known: set[str]) -> dict[str, str]:
    """Return file name -> text of a disabled publisher file per host of an OPML file; hosts we have are left out.

    Raises:
        ConfigError: the file holds no feed.
    """
    by_host: dict[str, list[tuple[str, str]]] = {}
    for feed in listparser.parse(opml).feeds:
        if feed.url.startswith(("http://", "https://")) and (host := bare_host(feed.url)):
            by_host.setdefault(host, []).append((feed.title or host, feed.url))
    if not by_host:
        raise ConfigError("config: --import: no feed with an http or https address found: is it an OPML file?")
    files = {}
    for host, feeds in sorted(by_host.items()):
        slug = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in host)[:SLUG_LENGTH].strip(
            "-"
        )
        if slug and slug not in known:
            files[f"{slug}.md"] = _file(host, feeds)
    return files


def _file(host: str, feeds: list[tuple[str, str]]) -> str:
    data = {
        "name": " ".join(feeds[0][0].split())[:300],
        "homepage": f"https://{host}/",
        "hosts": [host],
        "role": "news_media",
        "independence": "medium",
        "enabled": False,
        "feeds": [{"url": url} for _, url in feeds],
    }
    front = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return f"---\n{front}---\nImported from OPML. Say who owns and writes this publication, then enable it.\n"
