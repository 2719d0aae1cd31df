"""Quotations -> addresses that open them in the original (WICG text fragments). Pure."""

from urllib.parse import quote

from generator.models import Claim, Span, Story

_POSSESSIVES = ("’s", "'s")


def fragment_url(story: Story, span: Span) -> str:
    """Return the original's address with a text directive that opens the quotation."""
    if isinstance(span, Claim) and span.fragment:
        directive = span.fragment
    else:
        before = f"{_directive(span.prefix)}-," if span.prefix else ""
        after = f",-{_directive(span.suffix)}" if span.suffix else ""
        directive = f"{before}{_directive(span.exact)}{after}"
    return _opened(story, directive)


def mention_url(story: Story, words: str) -> str:
    """Return the original's address with text directives that open the first mention of a name or number.

    Browsers look for whole words, and to them a possessive is one word: where a text has no other form of a name, the
    second or third directive opens it.
    """
    forms = (words, *(f"{words}{ending}" for ending in _POSSESSIVES)) if words[-1:].isalpha() else (words,)
    return _opened(story, "&text=".join(map(_directive, forms)))


def _opened(story: Story, directive: str) -> str:
    return f"{story.original.url.partition('#')[0]}#:~:text={directive}"


def _directive(text: str) -> str:
    # `-`, `,` and `&` are syntax of the directive, so they are encoded although they are legal in a fragment.
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
