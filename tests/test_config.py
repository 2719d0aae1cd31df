"""Settings and publishers: what is read, what is refused and how it is said."""

import pytest

from generator import config
from generator.analyze import merging
from generator.analyze.base import Heard, Reading
from generator.errors import ConfigError
from generator.models import Analysis, Making, Opinion, Provenance
from tests.stories import make_story

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
    ("listed", "found"),
    [
        (",http://127.0.0.1:1/v1", [None, "http://127.0.0.1:1/v1"]),
        ("http://127.0.0.1:1/v1, ", ["http://127.0.0.1:1/v1", None]),
        (" , ", [None, None]),
        (" ", [None, None]),
        ("http://127.0.0.1:1/v1", ["http://127.0.0.1:1/v1"] * 2),
    ],
)
def test_an_empty_place_between_commas_is_a_model_at_its_provider(listed: str, found: list[str | None]) -> None:
    models = config.models({"SPIN_MODEL": "a/x,b/y", "SPIN_LLM_BASE": listed, "SPIN_MODEL_PRICE": ",1/2"}).models
    assert [one.base for one in models] == found
    assert [one.price for one in models] == [None, "1/2"]


def test_one_model_may_stand_at_two_addresses() -> None:
    bases = "http://127.0.0.1:1/v1,http://127.0.0.1:2/v1"
    assert len(config.models({"SPIN_MODEL": "a/x,a/x", "SPIN_LLM_BASE": bases}).models) == 2


@pytest.mark.parametrize(("count", "samples"), [(10, 9), (20, 1), (34, 2), (12, 8)])
def test_more_readings_than_a_record_holds_are_refused_before_anything_is_asked(count: int, samples: int) -> None:
    named = {"SPIN_MODEL": ",".join(f"a/{number}" for number in range(count))}
    with pytest.raises(ConfigError, match=rf"{count} models with {samples} samples .* lower asking\.samples"):
        config.models(named, samples)


@pytest.mark.parametrize(("count", "samples"), [(9, 9), (19, 1), (11, 8)])
def test_as_many_readings_as_are_let_through_fit_into_a_record(count: int, samples: int) -> None:
    named = {"SPIN_MODEL": ",".join(f"a/{number}" for number in range(count))}
    names = tuple(one.name for one in config.models(named, samples).models)
    assert len(names) == count
    digest = f"sha256:{'0' * 64}"
    readings = tuple(Reading(Analysis(), {}) for _ in range(samples))
    found = merging.merge(Analysis(), [Heard(name, readings, None, 0, digest) for name in names])
    # Built anew, so that every limit is held.
    made = Making.model_validate(found.making.model_dump())
    assert len(made.alternatives) == 1 + count + (count * samples if count * samples > 1 else 0)
    opinions = [Opinion(reader=one.reader, primary=None, score=0) for one in made.alternatives if not one.is_sample]
    told = make_story().provenance.model_dump() | {"opinions": opinions, "model": ", ".join(names)}
    assert len(Provenance.model_validate(told).opinions) == count + 1


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "SPIN_MODEL: not set"),
        ({"SPIN_MODEL": "a/x,b/y,a/x"}, "SPIN_MODEL: a/x stands twice"),
        ({"SPIN_MODEL": "a/x,a/x", "SPIN_LLM_BASE": "http://h:1/v1"}, "SPIN_MODEL: a/x at http://h:1/v1 stands twice"),
        ({"SPIN_MODEL": f"a/{'x' * 150},b/{'y' * 150}"}, "longer than 300 characters"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": ",http://h:1/v1"}, "SPIN_LLM_BASE: 2 values for 1 models"),
        ({"SPIN_MODEL": " , "}, "SPIN_MODEL: not set"),
        ({"SPIN_MODEL": "a,b,c", "SPIN_MODEL_PRICE": "1,2"}, "SPIN_MODEL_PRICE: 2 values for 3 models"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": "localhost:80"}, "SPIN_LLM_BASE: 'localhost:80': no address"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": "http://[::1"}, "no address"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": "http:///v1"}, "no address"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": "http://h:0/v1"}, "no address"),
        ({"SPIN_MODEL": "a", "SPIN_LLM_BASE": "http://h/v 1"}, "no address"),
        ({"SPIN_MODEL": "openai/a\nb"}, r"SPIN_MODEL: 'openai/a\\nb': no name"),
        ({"SPIN_MODEL": "openai/a b"}, "SPIN_MODEL: 'openai/a b': no name"),
    ],
)
def test_models_that_cannot_be_asked_are_refused_by_name(environment: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        config.models(environment)


@pytest.mark.parametrize("base", ["http://me:secret@h/v1", "https://secret@h", "http://h/v1?key=secret", "h#secret"])
def test_an_address_that_may_hold_a_secret_is_refused_without_repeating_it(base: str) -> None:
    with pytest.raises(ConfigError, match="SPIN_LLM_BASE: holds more than an address") as refused:
        config.models({"SPIN_MODEL": "a", "SPIN_LLM_BASE": base})
    assert "secret" not in str(refused.value)
