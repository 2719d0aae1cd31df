"""Channels -> OPML 2.0: everything that can be subscribed to, in one file for a reader's import. Pure."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from generator import jsonld
from generator.pages.syndication import characters
from generator.pages.syndication.channels import RSS, Channel, Groups


def text(groups: Groups, site: jsonld.Site) -> str:
    """Return the list: the whole site, then types, topics and publishers, each under its heading.

    One format for each, since an import of all three would subscribe three times; without dates, so the file changes
    only when a channel comes, goes or is renamed.
    """
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = characters.plain(f"{site.name}: feeds")
    body = ET.SubElement(root, "body")
    _outline(body, groups.site, site)
    for name, channels in (("Spin types", groups.types), ("Topics", groups.topics), ("Publishers", groups.publishers)):
        if channels:
            _outlines(ET.SubElement(body, "outline", text=name), channels, site)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _outlines(parent: ET.Element, channels: Iterable[Channel], site: jsonld.Site) -> None:
    for channel in channels:
        _outline(parent, channel, site)


def _outline(parent: ET.Element, channel: Channel, site: jsonld.Site) -> None:
    page, title = f"{site.url}{channel.folder}", characters.plain(channel.title(site))
    ET.SubElement(
        parent,
        "outline",
        type="rss",
        version="RSS",
        text=title,
        title=title,
        xmlUrl=f"{page}{RSS.file}",
        htmlUrl=page,
        language="en",
    )
