"""Small articles and analyses for tests, built by hand."""

import hashlib

from generator import vocabulary as v
from generator.models import Analysis, Article, Claim, LoadedTerm, Publisher, Sentence

TITLE = "Quillon unveils a revolutionary ledger"
BODY = (
    "Quillon today unveiled a revolutionary ledger for small shops. "
    "The ledger is 40 % faster than anything on the market.\n"
    "“It is a toy,” said Mara Voss, who runs a shop in Ellerby. "
    "Prices were not given. Sign up at the Quillon site."
)


def make_publisher(**changes: object) -> Publisher:
    """Return an invented company blog."""
    data: dict[str, object] = {
        "slug": "quillon-blog",
        "name": "Quillon Blog",
        "homepage": "https://blog.quillon.example/",
        "hosts": ("blog.quillon.example",),
        "role": v.Role.COMPANY_BLOG,
        "independence": v.Level.LOW,
    }
    return Publisher.model_validate(data | changes)


def make_article(title: str = TITLE, body: str = BODY, **changes: object) -> Article:
    """Return an article whose text, digest and word count fit together."""
    text = f"{title}\n\n{body}"
    data: dict[str, object] = {
        "url": "https://blog.quillon.example/ledger",
        "title": title,
        "text": text,
        "digest": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
        "words": len(body.split()),
        "language": "en",
    }
    return Article.model_validate(data | changes)


def make_term(article: Article, exact: str, **changes: object) -> LoadedTerm:
    """Return a loaded term at its first place in the article."""
    start = article.text.index(exact)
    data: dict[str, object] = {
        "exact": exact,
        "start": start,
        "end": start + len(exact),
        "type": v.LoadedType.HYPE,
        "tactic": "breakthrough framing",
        "weight": 2,
    }
    return LoadedTerm.model_validate(data | changes)


def make_claim(article: Article, exact: str, **changes: object) -> Claim:
    """Return a primary claim, at its first place in the article unless a place is given."""
    start = article.text.find(exact)
    data: dict[str, object] = {
        "exact": exact,
        "start": start,
        "end": start + len(exact),
        "rank": v.Rank.PRIMARY,
        "kind": v.ClaimKind.PERFORMANCE,
        "verification": v.Verification.UNVERIFIED,
        "risk": v.Risk.MODERATE,
    }
    return Claim.model_validate(data | changes)


def make_sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the title and one sentence per full stop, naive on purpose."""
    found = [Sentence(start=0, end=len(article.title), speaker=v.Speaker.HEADLINE)]
    start = len(article.title) + 2
    for part in article.text[start:].replace("\n", " ").split(". "):
        end = min(start + len(part) + 1, len(article.text))
        quoted = "said" in part
        found.append(Sentence(start=start, end=end, speaker=v.Speaker.QUOTED if quoted else v.Speaker.AUTHOR))
        start = end + 1
    return tuple(found)


def make_analysis(article: Article, *terms: LoadedTerm, **changes: object) -> Analysis:
    """Return an analysis that holds the given terms."""
    data: dict[str, object] = {
        "loaded_terms": terms,
        "sentences": make_sentences(article),
        "primary": v.SpinType.HYPE,
        "tactic": "breakthrough framing",
        "confidence": v.Level.MEDIUM,
    }
    return Analysis.model_validate(data | changes)
