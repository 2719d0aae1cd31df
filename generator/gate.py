"""What may be analyzed: a feed entry before any fetch, an article after extraction. Pure.

What goes in: a FeedEntry or an Article, the publisher, the clock. What comes out: a Passage (processed, or limited with
its reason) or a Rejection with one of the closed reasons and the figures seen. The reasons ``duplicate``
and ``unresolved_aggregator`` are seen by the pipeline, which builds them here as well.
"""

import datetime as dt
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from generator import vocabulary as v
from generator.config import bare_host
from generator.models import Article, FeedEntry, Publisher, Rejection

# Design, rule 5: 60-149 words of body give a report without a score.
LEAST_WORDS = 60
LEAST_WORDS_SCORED = 150
# Fewer words are a leftover of the page's frame; more are at least a line under the headline.
EMPTY_WORDS = 5
# A wall in place of a story is short; a longer text that mentions a subscription is a story.
_WALL_WORDS = 250
_STUB_WORDS = 400
_WALL_SHARE = 0.4
_INDEX_LINK_SHARE = 0.5
_LISTING_LINK_SHARE = 0.3
_INDEX_LEAST_LINES = 8
_INDEX_LINE_WORDS = 12
_ERROR_WORDS = 150
_MAX_DETAIL = 600

_NO_STORY_TYPES = frozenset(
    re.findall(
        r"\S+",
        "product product.item og:product book music.song music.album video.other profile ItemList "
        "CollectionPage SearchResultsPage ContactPage CheckoutPage ProfilePage SoftwareSourceCode Product "
        "ProductGroup Offer AggregateOffer JobPosting",
    )
)
_STORY_TYPES = re.compile(r"article|posting|report|review|howto|interview", re.IGNORECASE)
_ERROR_TITLE = re.compile(
    r"^(?:error\s*)?(?:40[0-9]|410|50[0-9])\b|(?:page|seite|article|story|content) (?:was |could |can |cannot |can.t )?"
    r"(?:not |no longer |not be )(?:be )?(?:found|available|exist)|^not found\b|^error\b.{0,20}$|seite nicht gefunden|"
    r"p[aá]gina no encontrada|page introuvable|pagina non trovata|^access denied|^forbidden$|something went wrong|"
    r"^oops\b|temporarily unavailable|^internal server error|^bad gateway|^service unavailable",
    re.IGNORECASE,
)
_ERROR_BODY = re.compile(
    r"page (?:you (?:are|were) looking for|you requested|you.re looking for).{0,60}(?:not|n.t|moved|removed|gone)|"
    r"(?:could not|couldn.t|can.t|cannot) find (?:the|that|this|what).{0,30}(?:page|looking)|"
    r"this (?:page|article|content) (?:is no longer|isn.t|is not|does not|doesn.t|has been) "
    r"(?:available|exist|removed|deleted|moved)|the requested (?:url|page|resource) (?:was|could) not|http error \d{3}",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(
    r"^(?:log|sign)[ -]?(?:in|on|up)\b.{0,40}$|^(?:create (?:an|your) account|register|anmelden|einloggen|registrieren|"
    r"iniciar sesi[oó]n|se connecter|my account)\b.{0,30}$",
    re.IGNORECASE,
)
_BOT_WALL = re.compile(
    r"^(?:just a moment|attention required|checking your browser|are you (?:a )?(?:human|robot)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|please (?:enable|turn on) (?:javascript|cookies)|"
    r"pardon our interruption|robot check|"
    r"security check|access to this page has been denied|ddos protection)|"
    r"you need to enable javascript|please enable (?:js|javascript|cookies) (?:and|to)|unusual traffic from",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"^before you continue|^(?:we value )?your privacy|^cookie(?:s| consent| settings| preferences| policy)?$|"
    r"^privacy (?:settings|preferences|choices)|^consent\b|datenschutz(?:einstellungen)?$|zustimmung",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:we|our \d* ?partners|and our).{0,40}(?:store|access|process|use).{0,60}(?:information|data|cookies)|"
    r"we value your privacy|accept all|reject all|manage (?:choices|preferences|cookies|options)|"
    r"cookie (?:policy|settings|preferences)|legitimate interest|consent to (?:the )?(?:use|processing)|uses? cookies|"
    r"verwende(?:n|t) .{0,20}cookies|akzeptieren|utilis\w+ des cookies|utiliza\w* cookies|cookies accepteren",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|create (?:a free|an) account|become a (?:member|subscriber)|start your "
    r"(?:free )?trial).{0,60}(?:to (?:continue|keep|read|unlock|view|access)|for (?:full|unlimited) access|full "
    r"(?:story|article|access))|"
    r"already (?:a|an) (?:subscriber|member)\b|(?:this|the) (?:article|story|content|post) is (?:only |reserved |"
    r"exclusively )?(?:available )?(?:for|to) (?:\w+ ){0,3}(?:subscribers|members)|(?:for )?(?:paid )?subscribers only|"
    r"members?[- ]only (?:story|article|content|post)|"
    r"you.ve (?:reached|used|read) (?:your|all|\d+).{0,40}(?:free|limit)|"
    r"continue reading (?:with|by|this)|to (?:continue|keep) reading|unlock (?:this|the) (?:article|story)|"
    r"remaining free articles?|jetzt (?:abonnieren|weiterlesen)|weiterlesen mit|nur f[uü]r abonnenten|"
    r"r[eé]serv[eé] aux abonn[eé]s|exclusivo para suscriptores|contenuto riservato agli abbonati",
    re.IGNORECASE,
)
_FRONT_PATHS = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?$|/(?:index|default|home)\.(?:html?|php|aspx?)$|"
    r"/(?:tags?|category|categories|topics?|authors?|archives?|subscribe|contact|about-us)/?$",
    re.IGNORECASE,
)
# Stories live below such paths as well, so these need many links besides.
_LISTING_PATHS = re.compile(r"/(?:tags?|category|categories|topics?|authors?|archives?)/[^/]+/?$", re.IGNORECASE)
_ALWAYS_PAGES = re.compile(
    r"/(?:login|signin|sign-in|signup|register|cart|checkout|search|privacy(?:-policy)?|terms(?:-of-(?:use|service))?|"
    r"impressum)/?$",
    re.IGNORECASE,
)
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sr.ht"})
_REPOSITORY = re.compile(r"^/[^/]+/[^/]+/?(?:(?:tree|blob|src|issues|pull|pulls|commits?|wiki|-)(?:/.*)?)?$")
_PRODUCT = re.compile(
    r"add to (?:cart|basket|bag|wishlist)|in den warenkorb|ajouter au panier|a[nñ]adir al carrito|buy now|in stock|"
    r"out of stock|free (?:shipping|returns)|customer reviews|quantity:",
    re.IGNORECASE,
)
_PRODUCT_MARKS = 2
_WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOP_WORDS = frozenset(
    re.findall(
        r"\S+",
        "a about after all an and are as at be been before but by can could did do does for from get has have "
        "he her here his how if in into is it its just like make may me more most my new no not now of off on "
        "one only or other our out over she should so some than that the their them then there these they "
        "this those to too up us use was we were what when where which while who why will with would you your "
        "der die das und ist ein eine im in von zu mit auf para por con del los las una uno que como les des "
        "une est dans pour avec sur il lo la gli che per",
    )
)
# A title of fewer telling words proves nothing when none of them comes back in the body.
_TITLE_LEAST_WORDS = 4
_STEM = 5


class Passage(NamedTuple):
    """Say that an article may be analyzed: fully, or without a score and why."""

    status: v.Status
    reason: str | None


def entry(entry: FeedEntry, *, owner: Publisher | None, max_age_days: int, now: dt.datetime) -> Rejection | None:
    """Return why an entry is not worth a fetch, or None.

    Args:
        entry: one entry of a feed.
        owner: publisher whose hosts match the entry's address; None for nobody's. An aggregator's link is judged
            after it is resolved.
        max_age_days: age limit of the feed in days; 0 means no limit. An undated entry has no age.
        now: the run's clock.
    """
    if max_age_days and entry.published is not None:
        age_days = (now - entry.published).total_seconds() / 86400
        if age_days > max_age_days:
            detail = f"published {entry.published.date()}, {age_days:.0f} days ago; the feed's limit is {max_age_days}"
            return _rejection(v.Reason.STALE, detail)
    return None if entry.aggregator or owner is not None else unknown_publisher(entry.url)


def unknown_publisher(url: str) -> Rejection:
    """Return the rejection of an address that no publisher file names."""
    return _rejection(v.Reason.UNKNOWN_PUBLISHER, f"no publisher file names the host {bare_host(url) or url[:100]}")


def duplicate(of: str) -> Rejection:
    """Return the rejection of an entry whose story is there already."""
    return _rejection(v.Reason.DUPLICATE, f"same story as {of}")


def unresolved_aggregator(url: str, ended_at: str) -> Rejection:
    """Return the rejection of an aggregator's link that did not lead to an article."""
    return _rejection(v.Reason.UNRESOLVED_AGGREGATOR, f"{bare_host(url)} led to {ended_at}, which is no article")


def article(article: Article, *, publisher: Publisher | None, languages: tuple[str, ...]) -> Passage | Rejection:
    """Return whether an extracted article may be analyzed.

    Args:
        article: what extraction found.
        publisher: its owner; its language speaks for texts too short to detect.
        languages: ISO 639-1 codes the analyzer is measured for.
    """
    body = _body(article)
    return (
        _unwanted(article)
        or _wall(article, body)
        or _no_story(article, body)
        or _too_little(article)
        or _other_language(article, publisher, languages)
        or _about_something_else(article, body)
        or _passage(article, body)
    )


def text(article: Article, *, publisher: Publisher | None, languages: tuple[str, ...]) -> Passage | Rejection:
    """Return whether a text that a user handed in may be analyzed: only its length and language can refuse it.

    Args: as for ``article``; the address says nothing about a text that was chosen by hand.
    """
    return _too_little(article) or _other_language(article, publisher, languages) or _passage(article, _body(article))


# --- one reason each -----------------------------------------------------------------------------------------------


def _unwanted(article: Article) -> Rejection | None:
    if article.facts.noindex:
        return _rejection(v.Reason.NOINDEX, "the page asks not to be indexed (robots meta tag or X-Robots-Tag)")
    return None


def _wall(article: Article, body: str) -> Rejection | None:
    words = article.words
    if words > _WALL_WORDS:
        return None
    if _BOT_WALL.search(article.title) or (words < LEAST_WORDS and _BOT_WALL.search(body)):
        return _rejection(v.Reason.PAYWALL_OR_CONSENT, f"the page is a check for browsers; body has {words} words")
    share = _share(_CONSENT, body)
    if (share >= _WALL_SHARE and words < LEAST_WORDS_SCORED) or (share and _CONSENT_TITLE.search(article.title)):
        detail = f"{share:.0%} of the body's {words} words ask for consent to cookies or data use"
        return _rejection(v.Reason.PAYWALL_OR_CONSENT, detail)
    walled = _share(_PAYWALL, body)
    if walled and words < LEAST_WORDS_SCORED:
        detail = f"the body stops after {words} words at a request to subscribe or sign in"
        return _rejection(v.Reason.PAYWALL_OR_CONSENT, detail)
    if article.facts.free is False and words < LEAST_WORDS_SCORED:
        detail = f"marked as not free to read, and the body has {words} words"
        return _rejection(v.Reason.PAYWALL_OR_CONSENT, detail)
    return None


def _no_story(article: Article, body: str) -> Rejection | None:
    seen = _error(article, body) or _address(article) or _typed(article, body) or _index(article, body)
    return _rejection(v.Reason.NOT_A_STORY, seen) if seen else None


def _error(article: Article, body: str) -> str | None:
    if article.words < _ERROR_WORDS:
        if _ERROR_TITLE.search(article.title):
            return f"the title is an error page's: {article.title[:80]!r}"
        if _ERROR_BODY.search(body):
            return f"the body of {article.words} words says that the page is missing"
    if article.words < _WALL_WORDS and _LOGIN_TITLE.search(article.title):
        return f"the title is a sign-in page's: {article.title[:80]!r}"
    return None


def _address(article: Article) -> str | None:
    parts = urlsplit(article.url)
    host = bare_host(article.url)
    if host in _CODE_HOSTS and _REPOSITORY.match(parts.path):
        return f"{host}{parts.path[:80]} is a repository"
    if _ALWAYS_PAGES.search(parts.path):
        return f"the path {parts.path[:80]} is a page of the site, not a story"
    if parts.query or _says_story(article):
        return None
    links = article.facts.link_share
    if _FRONT_PATHS.search(parts.path):
        return f"the path {parts.path[:80] or '/'} is a front page and does not call itself a story"
    if _LISTING_PATHS.search(parts.path) and links >= _LISTING_LINK_SHARE:
        return f"the path {parts.path[:80]} is a listing, and {links:.0%} of the words are links"
    return None


def _typed(article: Article, body: str) -> str | None:
    odd = sorted(_NO_STORY_TYPES.intersection(article.facts.types))
    marks = {match.casefold() for match in _PRODUCT.findall(body)}
    if odd and not _says_story(article) and (len(marks) >= 1 or not any(name.islower() for name in odd)):
        return f"the page calls itself {', '.join(odd[:3])}"
    if len(marks) >= _PRODUCT_MARKS and not _says_story(article) and article.words < _STUB_WORDS:
        return f"the page sells: {', '.join(sorted(marks)[:3])}"
    return None


def _index(article: Article, body: str) -> str | None:
    lines = [line for line in body.split("\n") if line]
    share = article.facts.link_share
    per_line = article.words / max(1, len(lines))
    if share >= _INDEX_LINK_SHARE and len(lines) >= _INDEX_LEAST_LINES and per_line < _INDEX_LINE_WORDS:
        return f"{share:.0%} of the words are links, in {len(lines)} lines of {per_line:.0f} words: a list of links"
    return None


def length(words: int) -> Passage | Rejection | None:
    """Return what a body of so many words may be: too little, limited, or (None) long enough for a score."""
    detail = f"body has {words} words, at least {LEAST_WORDS} needed"
    if words < EMPTY_WORDS:
        return _rejection(v.Reason.EMPTY, detail)
    if words < LEAST_WORDS:
        return _rejection(v.Reason.HEADLINE_ONLY, detail)
    if words < LEAST_WORDS_SCORED:
        return Passage(v.Status.LIMITED, f"body has {words} words, at least {LEAST_WORDS_SCORED} for a score")
    return None


def _too_little(article: Article) -> Rejection | None:
    found = length(article.words)
    return found if isinstance(found, Rejection) else None


def _other_language(article: Article, publisher: Publisher | None, languages: tuple[str, ...]) -> Rejection | None:
    found = article.language or (publisher.language if publisher else None)
    if found is None or found.split("-")[0].lower() in {name.split("-")[0].lower() for name in languages}:
        return None
    how = "the text is" if article.language else "the text is too short to tell, and the publisher writes"
    detail = f"{how} in {found!r}; the analyzer is measured for {', '.join(languages)}"
    return _rejection(v.Reason.LANGUAGE, detail)


def _about_something_else(article: Article, body: str) -> Rejection | None:
    """Refuse a body that holds none of the title's telling words: another page was served under that title.

    Short and figurative titles prove nothing, so it takes at least four telling words, compared by their first five
    letters; scripts without spaces are not compared.
    """
    if _UNSPACED.search(article.title):
        return None
    wanted = _telling(article.title)
    if len(wanted) < _TITLE_LEAST_WORDS:
        return None
    text = body.casefold()
    if any(stem in text for stem in wanted):
        return None
    words = ", ".join(sorted(wanted)[:6])
    return _rejection(v.Reason.NOT_A_STORY, f"none of the title's {len(wanted)} telling words ({words}) is in the body")


def _passage(article: Article, body: str) -> Passage:
    found = length(article.words)
    if isinstance(found, Passage):
        return found
    tail = "\n".join(body.rsplit("\n", 3)[-3:])
    cut_off = article.facts.free is False and tail.rstrip().endswith(("…", "..."))
    if article.words < _STUB_WORDS and (cut_off or _share(_PAYWALL, tail)):
        return Passage(v.Status.LIMITED, f"the body stops after {article.words} words at a request to subscribe")
    return Passage(v.Status.PROCESSED, None)


# --- small measures ------------------------------------------------------------------------------------------------


def _body(article: Article) -> str:
    return article.text.partition("\n\n")[2]


def _share(pattern: re.Pattern[str], body: str) -> float:
    """Return the share of words that stand in sentences the pattern matches."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n", body) if part.strip()]
    sizes = [len(part.split()) for part in sentences]
    matched = sum(size for part, size in zip(sentences, sizes, strict=True) if pattern.search(part))
    return matched / max(1, sum(sizes))


def _says_story(article: Article) -> bool:
    return any(_STORY_TYPES.search(name) for name in article.facts.types)


def _telling(title: str) -> set[str]:
    words = (word.casefold() for word in _WORD.findall(title))
    return {word[:_STEM] for word in words if word not in _STOP_WORDS and len(word) > 2}  # noqa: PLR2004 - 'go', 'al'


def _rejection(reason: v.Reason, detail: str) -> Rejection:
    return Rejection(reason=reason, detail=detail[:_MAX_DETAIL])
