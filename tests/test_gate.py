"""Why an entry or an article is refused: every reason on an invented case, and on a real one where the corpora are."""

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from generator import extract, gate
from generator import vocabulary as v
from generator.models import Article, FeedEntry, PageFacts, Publisher, Rejection

URL = "https://news.orlund.example/2026/11/harbor-cranes"
TITLE = "Orlund harbor replaces two cranes"
SENTENCES = (
    "The harbor of Orlund will replace two of its five cranes in spring, the port office said on Tuesday. "
    "The work costs 4.1 million crowns and takes eleven weeks, during which large ships unload in Weddel. "
    "Dock workers had asked for the change since a cable broke in 2023, although nobody was hurt then. "
)
STORY = "\n".join([SENTENCES] * 4)


def article(
    title: str = TITLE, body: str = STORY, url: str = URL, language: str | None = "en", **facts: object
) -> Article:
    made = extract.from_text(body, url=url, title=title) if body else None
    text = made.text if made else title + "\n\n"
    words = made.words if made else 0
    return Article(
        url=url,
        title=title,
        text=text,
        digest="sha256:" + "0" * 64,
        words=words,
        language=language,
        facts=PageFacts.model_validate(facts),
    )


def judge(one: Article, publisher: Publisher | None = None) -> gate.Passage | Rejection:
    return gate.article(one, publisher=publisher, languages=("en",))


def refused(one: Article, publisher: Publisher | None = None) -> Rejection:
    result = judge(one, publisher)
    assert isinstance(result, Rejection), result
    return result


def publisher(language: str = "en") -> Publisher:
    return Publisher(
        slug="orlund-post",
        name="Orlund Post",
        homepage="https://news.orlund.example/",
        hosts=("news.orlund.example",),
        role=v.Role.NEWS_MEDIA,
        independence=v.Level.HIGH,
        language=language,
    )


def entry(published: dt.datetime | None = None, *, aggregator: bool = False) -> FeedEntry:
    return FeedEntry(
        feed_url="https://news.orlund.example/feed", url=URL, title=TITLE, published=published, aggregator=aggregator
    )


# --- entries -------------------------------------------------------------------------------------------------------


def test_an_entry_older_than_the_feed_allows_is_stale(now: dt.datetime) -> None:
    old = entry(now - dt.timedelta(days=9))
    found = gate.entry(old, owner=publisher(), max_age_days=7, now=now)
    assert found is not None
    assert found.reason is v.Reason.STALE
    assert found.detail == "published 2026-11-11, 9 days ago; the feed's limit is 7"


def test_age_limits_have_edges(now: dt.datetime) -> None:
    assert gate.entry(entry(now - dt.timedelta(days=7)), owner=publisher(), max_age_days=7, now=now) is None
    assert gate.entry(entry(now - dt.timedelta(days=900)), owner=publisher(), max_age_days=0, now=now) is None
    assert gate.entry(entry(None), owner=publisher(), max_age_days=7, now=now) is None


def test_an_address_of_nobody_is_an_unknown_publisher_unless_an_aggregator_gave_it(now: dt.datetime) -> None:
    found = gate.entry(entry(now), owner=None, max_age_days=7, now=now)
    assert found is not None
    assert found.reason is v.Reason.UNKNOWN_PUBLISHER
    assert "news.orlund.example" in found.detail
    assert gate.entry(entry(now, aggregator=True), owner=None, max_age_days=7, now=now) is None


def test_the_pipelines_own_reasons_name_what_was_seen() -> None:
    assert gate.duplicate("https://a.example/x").reason is v.Reason.DUPLICATE
    found = gate.unresolved_aggregator("https://agg.example/rss/1", "https://consent.agg.example/")
    assert (found.reason, "agg.example" in found.detail) == (v.Reason.UNRESOLVED_AGGREGATOR, True)


# --- articles ------------------------------------------------------------------------------------------------------


def test_a_story_passes() -> None:
    assert judge(article()) == gate.Passage(v.Status.PROCESSED, None)


def test_a_short_story_is_limited_and_says_by_how_much() -> None:
    body = "\n".join([SENTENCES] * 2)
    words = len(body.split())
    assert judge(article(body=body)) == gate.Passage(
        v.Status.LIMITED, f"body has {words} words, at least 150 for a score"
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        ("Watch now", "empty"),
        ("More to follow on harbor cranes.", "headline_only"),
        (" ".join(["harbor"] * 31), "headline_only"),
        (" ".join(["harbor"] * 59), "headline_only"),
    ],
)
def test_too_little_body_is_empty_or_a_headline(body: str, reason: str) -> None:
    found = refused(article(body=body))
    assert found.reason == reason
    assert found.detail == f"body has {len(body.split())} words, at least 60 needed"


def test_sixty_words_are_enough_for_a_limited_report() -> None:
    result = judge(article(body=" ".join(["harbor"] * 60)))
    assert isinstance(result, gate.Passage)
    assert result.status is v.Status.LIMITED


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Before you continue",
            "We value your privacy. We and our 640 partners store information on your device. Accept all or leave.",
        ),
        (TITLE, SENTENCES[:100] + "\nSubscribe to continue reading. Already a subscriber? Sign in."),
        (TITLE, "This article is for members only. " * 9),
        (TITLE, "Wir verwenden auf dieser Seite Cookies. Bitte akzeptieren. " * 9),
        ("Just a moment...", "Checking whether the connection is secure."),
        (TITLE, "Please enable JavaScript and reload the page."),
    ],
)
def test_a_wall_is_no_story(title: str, body: str) -> None:
    assert refused(article(title, body)).reason is v.Reason.PAYWALL_OR_CONSENT


def test_a_page_marked_as_not_free_with_a_short_body_is_a_wall() -> None:
    found = refused(article(body=SENTENCES, free=False))
    assert found.reason is v.Reason.PAYWALL_OR_CONSENT
    assert f"{len(SENTENCES.split())} words" in found.detail
    assert judge(article(free=False)) == gate.Passage(v.Status.PROCESSED, None)


def test_a_longer_story_that_stops_at_a_wall_is_limited() -> None:
    result = judge(article(body=STORY + "\nSubscribe to continue reading."))
    assert isinstance(result, gate.Passage)
    assert result.status is v.Status.LIMITED
    assert "request to subscribe" in (result.reason or "")


def test_a_story_about_walls_and_cookies_is_a_story() -> None:
    about = "The council wants sites to offer a button that says reject all, as large as the one that says accept all. "
    body = STORY + "\n" + about
    assert judge(article("Orlund harbor site must offer to reject all cookies", body)) == gate.Passage(
        v.Status.PROCESSED, None
    )


@pytest.mark.parametrize(
    ("title", "body", "url", "facts", "seen"),
    [
        ("Page not found", "Sorry. " * 80, URL, {}, "error page"),
        ("404", "The harbor has no such page. " * 12, URL, {}, "error page"),
        (TITLE, "We could not find the page you were looking for. " * 8, URL, {}, "missing"),
        ("Log in to your account", "Enter your name and your password here. " * 12, URL, {}, "sign-in"),
        ("Orlund Post", STORY, "https://news.orlund.example/", {}, "front"),
        ("Port", STORY, "https://news.orlund.example/tag/port/", {"types": ("website",), "link_share": 0.4}, "listing"),
        ("Search", STORY, "https://news.orlund.example/search", {"types": ("article",)}, "page of the site"),
        ("orlund/cranes", STORY, "https://github.com/orlund/cranes", {}, "repository"),
        ("Model crane", STORY + "\nAdd to cart", URL, {"types": ("product",)}, "product"),
        ("Model crane", SENTENCES * 2 + "\nAdd to cart. In stock. Free shipping.", URL, {}, "sells"),
        ("All of November", STORY, URL, {"types": ("CollectionPage",)}, "CollectionPage"),
        ("November", "\n".join(["Cranes of the harbor replaced soon"] * 40), URL, {"link_share": 0.9}, "links"),
        ("Wage agreement signed for warehouse staff", STORY, URL, {}, "telling words"),
    ],
)
def test_what_is_no_story_is_refused_with_what_was_seen(
    title: str, body: str, url: str, facts: dict[str, object], seen: str
) -> None:
    found = refused(article(title, body, url, **facts))
    assert found.reason is v.Reason.NOT_A_STORY
    assert seen in found.detail


@pytest.mark.parametrize(
    ("title", "url", "facts"),
    [
        ("Gone fishing", URL, {}),
        ("港のクレーンを新しくする計画について", URL, {}),
        ("The harbors that need cranes", URL, {}),
        ("Release 2.1", "https://github.com/orlund/cranes/releases/tag/v2.1", {}),
        ("Cranes", "https://news.orlund.example/topics/cranes", {"types": ("NewsArticle",)}),
        ("Log in, look up, lift: how the harbor of Orlund trains its crane drivers", URL, {}),
        ("Error in crane cable went unseen for two years, harbor says", URL, {}),
    ],
)
def test_an_odd_title_or_address_alone_refuses_no_story(title: str, url: str, facts: dict[str, object]) -> None:
    assert judge(article(title, STORY, url, **facts)) == gate.Passage(v.Status.PROCESSED, None)


def test_a_text_in_another_language_is_refused() -> None:
    found = refused(article(language="de"))
    assert found.reason is v.Reason.LANGUAGE
    assert "'de'" in found.detail
    assert judge(article(language="en-GB")) == gate.Passage(v.Status.PROCESSED, None)


def test_the_publishers_language_speaks_for_texts_too_short_to_tell() -> None:
    assert refused(article(language=None), publisher("sv")).reason is v.Reason.LANGUAGE
    assert judge(article(language=None), publisher("en")) == gate.Passage(v.Status.PROCESSED, None)
    assert judge(article(language=None)) == gate.Passage(v.Status.PROCESSED, None)


def test_noindex_comes_first() -> None:
    assert refused(article(language="de", noindex=True)).reason is v.Reason.NOINDEX


# --- real cases ----------------------------------------------------------------------------------------------------


def real(corpora: Path, url: str) -> Article:
    rows = map(json.loads, (corpora / "replay" / "truth.jsonl").read_text().splitlines())
    row = next(row for row in rows if url in row["url"])
    html = gzip.decompress((corpora / "replay" / row["file"]).read_bytes())
    return extract.article(html, url=row["url"], headers={}, entry=None, publisher=None)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("google-stadia-microsoft-xcloud", "paywall_or_consent"),
        ("nodejs-trademarks-transferred", "headline_only"),
        ("parcoabruzzo.it", "empty"),
        ("tdg.ch/suisse", "language"),
        ("how-to-retire-early", "noindex"),
    ],
)
def test_a_real_page_is_refused(corpora: Path, url: str, reason: str) -> None:
    assert refused(real(corpora, url)).reason == reason


@pytest.mark.corpus
def test_a_real_short_notice_is_limited(corpora: Path) -> None:
    result = judge(real(corpora, "Rust-1.96.1"))
    assert isinstance(result, gate.Passage)
    assert result.status is v.Status.LIMITED


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "reasons"),
    [
        ("cookie-wall", {"paywall_or_consent"}),
        ("paywall-stub", {"paywall_or_consent"}),
        ("js-only", {"empty", "headline_only"}),
    ],
)
def test_a_hostile_page_is_refused(corpora: Path, file: str, reasons: set[str]) -> None:
    html = (corpora / "hostile" / "files" / "page" / f"{file}.html").read_bytes()
    one = extract.article(html, url="https://orlund.example/a", headers={}, entry=None, publisher=None)
    assert refused(one).reason in reasons


@pytest.mark.corpus
@pytest.mark.slow
def test_few_english_stories_are_refused_by_mistake(corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = map(json.loads, (corpora / "replay" / "truth.jsonl").read_text().splitlines())
    english = [
        row
        for row in rows
        if row["kind"] in {"full", "full-readability", "source-markdown"}
        and (row["lang"] or "").lower().startswith("en")
        and len(row["text"].split()) >= gate.LEAST_WORDS
    ]
    mistakes = []
    for row in english:
        html = gzip.decompress((corpora / "replay" / row["file"]).read_bytes())
        one = extract.article(html, url=row["url"], headers={}, entry=None, publisher=None)
        result = judge(one)
        # What the page itself asks for (noindex) or closes (not free) is no mistake of the gate.
        if isinstance(result, Rejection) and not one.facts.noindex and one.facts.free is not False:
            mistakes.append((row["url"], result.reason, result.detail))
    with capsys.disabled():
        print(f"\ngate: {len(mistakes)} of {len(english)} English stories refused by mistake: {mistakes}")  # noqa: T201
    assert len(mistakes) < 0.01 * len(english)
