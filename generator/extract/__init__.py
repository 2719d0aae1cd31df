"""A page becomes an Article: what a sighted reader would see of the story, normalized. Pure.

What goes in: bytes and headers of a page, the feed entry that led to it, the publisher it belongs to. What comes out:
an Article, or an ExtractError. Rooms: ``page`` (bytes to tree), ``sighted`` (hidden parts go), ``markup`` (what the
page says about itself), ``body`` (two extractors), ``byline`` (title, date, author, organization), ``wording`` (text).
"""

from collections.abc import Mapping

from generator.errors import ExtractError
from generator.extract import body, byline, markup, page, sighted, wording
from generator.models import Article, FeedEntry, Publisher

__all__ = ["article", "from_text"]


def article(
    html: bytes, *, url: str, headers: Mapping[str, str], entry: FeedEntry | None, publisher: Publisher | None
) -> Article:
    """Return the article of a page.

    Args:
        html: body of the page, after content decoding.
        url: address that answered.
        headers: response headers, any case.
        entry: feed entry that led here; its title, date and author come first.
        publisher: owner of the address, where known; never named as the author organization.

    Raises:
        ExtractError: the bytes hold no HTML element at all. A page without text gives an empty body: the gate's case.
    """
    root = page.tree(page.decode(html, headers))
    if root is None:
        raise ExtractError(url, f"{len(html)} bytes hold no HTML element", "see whether the address serves a page")
    said = markup.read(root, url)
    sighted.keep_visible(root)
    found = body.extract(root, url)
    line = byline.read(said, root, url=url, entry=entry, publisher=publisher, paragraphs=found.paragraphs)
    title = wording.title_line(line.title)
    paragraphs, _ = wording.cut(byline.without_title(list(found.paragraphs), title))
    text = "\n".join(paragraphs)
    return Article(
        url=url,
        title=title,
        author=line.author,
        author_organization=line.organization,
        published=line.published,
        language=wording.language(text),
        category=entry.category if entry else None,
        text=f"{title}\n\n{text}",
        digest=wording.digest(f"{title}\n\n{text}"),
        words=wording.count_words(text),
        extraction_confidence=found.confidence,
        origins=line.origins,
        facts=markup.facts(said, headers, root, url, text),
    )


def from_text(text: str, *, url: str, title: str | None) -> Article:
    """Return an article of plain text handed in; without a title its first line is the title.

    Raises:
        ExtractError: the text is empty.
    """
    lines = [line for line in wording.clean(text).split("\n") if line]
    if not lines:
        raise ExtractError(url, "the text handed in is empty", "hand in the text of one article")
    head = wording.title_line(title or lines[0])
    paragraphs, _ = wording.cut(byline.without_title(lines, head))
    kept = "\n".join(paragraphs)
    return Article(
        url=url,
        title=head,
        language=wording.language(kept),
        text=f"{head}\n\n{kept}",
        digest=wording.digest(f"{head}\n\n{kept}"),
        words=wording.count_words(kept),
        origins={"title": "text"},
    )
