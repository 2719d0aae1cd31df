"""Settings and publishers: what is read, what is refused and how it is said."""

import pytest

from generator import config
from generator.errors import ConfigError

FILE = """---
name: "Quillon"
homepage: "https://quillon.example/"
hosts: ["quillon.example"]
role: "company_blog"
independence: "low"
feeds:
  - url: "https://quillon.example/feed"
author_organizations:
  /guests/norwell: "Norwell"
  /guests: "Guests"
---
Makes ledgers.
"""


def test_a_publisher_file_gives_a_publisher() -> None:
    one = config.publisher("quillon", FILE)
    assert (one.slug, one.about, one.feeds[0].max_items) == ("quillon", "Makes ledgers.", 50)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('role: "company_blog"', 'role: "blog"', ("quillon.md", "role")),
        ('name: "Quillon"', "nam: x", ("quillon.md", "name")),
        ("---\nname", "name", ("quillon.md", "front matter")),
        ('name: "Quillon"', "name: a: b", ("quillon.md", "no YAML")),
        ('name: "Quillon"', 'name: "Quillon"\nname: "Another"', ("quillon.md", "'name' stands twice")),
        ('"https://quillon.example/feed"', '"file:///etc/passwd"', ("quillon.md", "feeds.0.url")),
    ],
)
def test_a_bad_publisher_file_is_named_with_its_field(old: str, new: str, words: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as error:
        config.publisher("quillon", FILE.replace(old, new, 1))
    assert all(word in str(error.value) for word in words)


def test_the_longest_host_suffix_owns_a_story() -> None:
    wide = config.publisher("quillon", FILE)
    narrow = wide.model_copy(update={"slug": "blog", "hosts": ("blog.quillon.example",)})
    both = config.Publishers([wide, narrow])
    owner = both.owner("https://www.blog.quillon.example/x")
    assert owner is not None
    assert owner.slug == "blog"
    assert both.owner("https://shop.quillon.example/") == wide
    assert both.owner("https://notquillon.example/") is None
    assert both.owner("https://[broken/") is None


def test_an_aggregator_owns_nothing() -> None:
    one = config.publisher("quillon", FILE).model_copy(update={"kind": "aggregator"})
    assert config.Publishers([one]).owner("https://quillon.example/x") is None


def test_two_publishers_may_not_claim_one_host() -> None:
    one = config.publisher("quillon", FILE)
    with pytest.raises(ConfigError, match=r"quillon\.example belongs to"):
        config.Publishers([one, one.model_copy(update={"slug": "other"})])


def test_the_longest_path_prefix_names_the_author_organization() -> None:
    one = config.publisher("quillon", FILE)
    assert config.author_organization(one, "https://quillon.example/guests/norwell/a") == "Norwell"
    assert config.author_organization(one, "https://quillon.example/guests/else") == "Guests"
    assert config.author_organization(one, "https://quillon.example/guestsbook") is None


def test_settings_refuse_a_key_they_do_not_know() -> None:
    assert config.settings({"operator": "Desk"}).operator == "Desk"
    with pytest.raises(ConfigError, match="operater"):
        config.settings({"operater": "Desk"})


@pytest.mark.parametrize("path", ["/old/", "old", "../old/", "old//new/", "https://a.example/", "old/*/new/", "*", ""])
def test_settings_refuse_a_redirect_that_is_no_path_of_the_site(path: str) -> None:
    for rules in ({path: "new/"}, {"old/": path}):
        with pytest.raises(ConfigError, match=r"redirects"):
            config.settings({"redirects": rules})


def test_a_provisional_publisher_is_named_after_the_host() -> None:
    one = config.provisional("https://www.news.example/a")
    assert (one.slug, one.name) == ("news-example", "news.example")


# --- models --------------------------------------------------------------------------------------------------------


def test_models_are_named_with_addresses_and_prices_one_for_all_or_one_for_each() -> None:
    found = config.models(
        {"SPIN_MODEL": "a/x, b/y", "SPIN_LLM_BASE": "http://127.0.0.1:1/v1", "SPIN_MODEL_PRICE": "0, 1/2"}
    )
    assert [tuple(one) for one in found.models] == [
        ("a/x", "http://127.0.0.1:1/v1", "0"),
        ("b/y", "http://127.0.0.1:1/v1", "1/2"),
    ]
    assert found.max_cost == "1.00"
    assert config.models({"SPIN_MODEL": "a/x", "SPIN_MAX_COST": "3"}).models == (config.Model("a/x", None, None),)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "SPIN_MODEL: not set"),
        ({"SPIN_MODEL": " , "}, "SPIN_MODEL: not set"),
        ({"SPIN_MODEL": "a,b,c", "SPIN_MODEL_PRICE": "1,2"}, "SPIN_MODEL_PRICE: 2 values for 3 models"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": "localhost:80"}, "SPIN_LLM_BASE: localhost:80: no address"),
    ],
)
def test_models_that_cannot_be_asked_are_refused_by_name(environment: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        config.models(environment)
