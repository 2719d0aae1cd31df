"""What every graph of a site shares: its name and address, the site itself, who runs it, safe embedding. Pure."""

import json
from typing import Any, NamedTuple

Node = dict[str, Any]

CONTEXT = "https://schema.org"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


class Site(NamedTuple):
    """What a graph needs to know about the site; ``url`` ends with a slash."""

    url: str
    name: str = "Spin Reports"
    embed_ratings: bool = True
    operator: str = ""  # who runs it; empty: called as the site
    contact: str = ""  # mailto:... or https://..., empty for none


def ref(identifier: str) -> Node:
    """Return a link to a node, so that an address is never taken for text."""
    return {"@id": identifier}


def website(site: Site) -> Node:
    """Return the site."""
    return {
        "@type": "WebSite",
        "@id": f"{site.url}#website",
        "url": site.url,
        "name": site.name,
        "inLanguage": "en",
        "publisher": ref(f"{site.url}#organization"),
    }


def organization(site: Site) -> Node:
    """Return who runs the site, with the pages that say by which rules; never with a rating."""
    node: Node = {
        "@type": "Organization",
        "@id": f"{site.url}#organization",
        "name": site.operator or site.name,
        "url": site.url,
        "logo": {
            "@type": "ImageObject",
            "@id": f"{site.url}#logo",
            "url": f"{site.url}assets/favicon.svg",
            "contentUrl": f"{site.url}assets/favicon.svg",
            "encodingFormat": "image/svg+xml",
        },
        "publishingPrinciples": f"{site.url}methodology/",
        "ethicsPolicy": f"{site.url}methodology/#what-is-claimed-and-what-is-not",
        "correctionsPolicy": f"{site.url}corrections/",
        "actionableFeedbackPolicy": f"{site.url}corrections/#report-an-error",
    }
    if site.contact.startswith(("mailto:", "https://")):
        key = "email" if site.contact.startswith("mailto:") else "url"
        node["contactPoint"] = {
            "@type": "ContactPoint",
            "@id": f"{site.url}#contact",
            key: site.contact.removeprefix("mailto:"),
        }
    return node


def author(site: Site) -> Node:
    """Return who runs the site as an author: by link, and by name for readers that follow no link."""
    return {"@type": "Organization", "@id": f"{site.url}#organization", "name": site.operator or site.name}


def breadcrumb(url: str, trail: tuple[tuple[str, str], ...]) -> Node:
    """Return the way to a page.

    Args:
        url: address of the page.
        trail: name and address of every step, the page itself at the end.
    """
    items = [
        {
            "@type": "ListItem",
            "@id": f"{url}#breadcrumb-{position}",
            "position": position,
            "name": " ".join(shown(name).split()),
            "item": ref(target),
        }
        for position, (name, target) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumb", "itemListElement": items}


def shown(text: str) -> str:
    """Return the text as a page shows it: without the marks that turn the order of letters around (UAX 9).

    Left in, one such mark in a title of a feed could make words of the page read backward; a text that runs from right
    to left needs none of them.
    """
    return text.translate(_TURNING)


_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def whole(nodes: list[Node]) -> Node:
    """Return the graph of a page: schema.org alone, its text as the page shows it."""
    return {"@context": CONTEXT, "@graph": [_clean(node) for node in nodes]}


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value


def embed(data: Node) -> str:
    """Return JSON that can stand inside a script element: nothing in it can end the element or the line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
