"""Title, date, author and the organization that speaks: where each comes from."""

import datetime as dt

import pytest

from generator import vocabulary as v
from generator.extract import organization
from tests.extract_cases import BODY, TITLE, entry, page_of, publisher, read


def test_title_date_and_author_come_from_the_feed_first_and_say_so() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Cranes go",'
        '"datePublished":"2026-11-01T08:00:00+01:00","author":{"@type":"Person","name":"Ilse Brandvik"}}</script>'
    )
    when = dt.datetime(2026, 11, 2, 7, tzinfo=dt.UTC)
    from_feed = read(page_of(*BODY, head=head), entry(published=when, author="Port Desk", category="Port"))
    assert (from_feed.title, from_feed.published, from_feed.author) == (TITLE, when, "Port Desk")
    assert from_feed.category == "Port"
    assert set(from_feed.origins.values()) == {"feed"}
    alone = read(page_of(*BODY, head=head))
    assert alone.title == "Cranes go"
    assert alone.published == dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)
    assert alone.author == "Ilse Brandvik"
    assert set(alone.origins.values()) == {"jsonld"}


def test_a_feed_title_that_was_cut_gives_way_to_the_whole_one() -> None:
    article = read(page_of(*BODY), entry(title="Orlund harbor replaces…"))
    assert (article.title, article.origins["title"]) == (TITLE, "html")


def test_the_site_name_is_cut_from_an_opengraph_title() -> None:
    head = (
        '<meta property="og:title" content="Orlund harbor replaces two cranes | Orlund Post">'
        '<meta property="og:site_name" content="Orlund Post">'
        '<meta property="article:published_time" content="2026-11-03">'
    )
    article = read(page_of(*BODY, head=head, title="Cranes"))
    assert (article.title, article.origins["title"]) == (TITLE, "opengraph")
    assert article.published == dt.datetime(2026, 11, 3, tzinfo=dt.UTC)


def test_a_date_in_the_address_is_the_last_resort_before_guessing() -> None:
    article = read(page_of(*BODY), url="https://news.orlund.example/2026/11/04/cranes")
    assert (article.published, article.origins["published"]) == (dt.datetime(2026, 11, 4, tzinfo=dt.UTC), "url")


@pytest.mark.parametrize("value", ["yesterday", "0000-00-00", "9999-12-31T23:59:59-12:00", "1899-01-01", "{}"])
def test_an_impossible_date_is_no_date(value: str) -> None:
    assert read(page_of(*BODY, head=f'<meta property="article:published_time" content="{value}">')).published is None


def test_an_author_that_carries_markup_or_an_address_is_no_author() -> None:
    head = '<meta name="author" content="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{x}">'
    assert read(page_of(*BODY, head=head)).author is None


def test_the_title_is_not_repeated_as_first_line_of_the_body() -> None:
    article = read(page_of(TITLE, *BODY))
    assert article.text.count(TITLE) == 1


BLOG = publisher(slug="model-hub", name="Hugging Face", hosts=("huggingface.co",), homepage="https://huggingface.co/")


def test_the_organization_of_a_shared_blog_is_its_path_part_as_the_page_spells_it() -> None:
    text = (*BODY[:2], "Those who follow Calder AI know our view. At Calder AI we measure twice.")
    article = read(page_of(*text), publisher=BLOG, url="https://huggingface.co/blog/Calder-AI/measure-twice")
    assert (article.author_organization, article.origins["author_organization"]) == ("Calder AI", "url")


@pytest.mark.parametrize(
    ("path", "author"),
    [("blog/measure-twice", "Ana Lund"), ("blog/analund/measure-twice", "Ana Lund Berg"), ("blog/x/y/z", "Ana Lund")],
)
def test_a_person_or_a_plain_path_is_no_organization(path: str, author: str) -> None:
    article = read(page_of(*BODY), entry(author=author), publisher=BLOG, url=f"https://huggingface.co/{path}")
    assert article.author_organization is None


def test_the_publisher_file_names_organizations_by_path() -> None:
    owner = publisher(author_organizations={"/guests/tessel": "Tessel Works"})
    article = read(page_of(*BODY), publisher=owner, url="https://news.orlund.example/guests/tessel/cranes")
    assert (article.author_organization, article.origins["author_organization"]) == ("Tessel Works", "publisher")


def test_a_byline_names_a_guest_organization() -> None:
    html = page_of(*BODY).replace(b"</h1>", b"</h1><p>Guest Post by Tessel Works</p>")
    assert read(html, publisher=publisher()).author_organization == "Tessel Works"


def test_a_team_among_the_authors_is_an_organization_unless_it_is_the_house() -> None:
    guests = entry(author="Tessel Works Team and Orlund Post Team")
    assert read(page_of(*BODY), guests, publisher()).author_organization == "Tessel Works"
    assert read(page_of(*BODY), entry(author="The Orlund Post Team"), publisher()).author_organization is None


@pytest.mark.parametrize("name", ["Orlund Post", "The Orlund Post Team", "OP"])
def test_the_publisher_is_never_the_author_organization(name: str) -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Cranes go",'
        f'"author":{{"@type":"Organization","name":"{name}"}}}}</script>'
    )
    assert read(page_of(*BODY, head=head), publisher=publisher()).author_organization is None
    other = head.replace(name, "Tessel Works")
    assert read(page_of(*BODY, head=other), publisher=publisher()).author_organization == "Tessel Works"


def test_a_release_service_takes_the_organization_of_the_source_line() -> None:
    owner = publisher(role=v.Role.PRESS_RELEASE_SERVICE)
    assert read(page_of(*BODY, "SOURCE Tessel Works"), publisher=owner).author_organization == "Tessel Works"


def test_an_organization_in_the_path_needs_a_shared_host() -> None:
    assert "orlund.example" not in organization.SHARED_HOSTS
    article = read(page_of(*BODY), publisher=publisher(), url="https://news.orlund.example/blog/Calder-AI/x")
    assert article.author_organization is None
