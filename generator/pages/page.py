"""One page made from records: where it stands, which template shows it, what the template reads. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from generator.pages.card import Card

View = Mapping[str, Any]


class Page(NamedTuple):
    """A page no file stands behind. Title and description are plain text; whoever prints them escapes them."""

    path: str  # below the site, with a trailing slash
    body: str  # template of the page's body
    title: str
    description: str
    view: View
    markdown: str = ""  # text of a publisher file, shown with the view; never from a feed
    updated: dt.date | None = None
    noindex: bool = False
    graph: Callable[[], str] | None = None  # makes the JSON-LD, already safe inside a script element
    card: Card | None = None  # the picture for shared addresses; None: that of the site
    alternates: tuple[tuple[str, str], ...] = ()  # media type and file name of the page's twins
    article: tuple[tuple[str, str], ...] = ()  # Open Graph properties of an article; values are plain text
    covered: str = "llms.txt"  # path of the llms.txt that covers the page
