"""Text of a publisher file -> HTML. Pure.

What goes in: Markdown that anyone may propose in a pull request. What comes out: paragraphs, lists and links to web
addresses; markup in the text is shown as text, and no text stops a build.
"""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_SCHEMES = frozenset({"", "http", "https", "mailto"})


def html(text: str) -> str:
    """Return the HTML of a publisher's text: no raw markup, no picture, no link but to the web or by mail."""
    markdown = Markdown()
    # Without these two, angle brackets are text; the first one is also what raises on `<![`.
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    for picture in ("image_link", "image_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(picture)
    markdown.treeprocessors.register(_WebLinks(markdown), "web_links", 0)
    return str(markdown.convert(text))


class _WebLinks(Treeprocessor):  # type: ignore[misc]
    """Take the address off links that lead anywhere but to the web."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if not _leads_to_web(link.get("href", "")):
                del link.attrib["href"]


def _leads_to_web(address: str) -> bool:
    # What browsers leave out of a scheme: spaces around, controls inside.
    plain = "".join(one for one in address if one > " ")
    try:
        return urlsplit(plain).scheme.lower() in _SCHEMES
    except ValueError:
        return False
