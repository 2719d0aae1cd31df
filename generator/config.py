"""Settings and publishers, made from values handed in. Pure.

What goes in: text of publisher files, the ``extra:`` block of mkdocs.yml, a mapping of environment values.
What comes out: frozen nouns, or a ConfigError that names file, field and cause.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

import yaml
from pydantic import Field, StringConstraints, ValidationError

from generator import vocabulary as v
from generator.errors import ConfigError
from generator.models import Noun, Publisher
from generator.models.base import Language, Line, Name, Url

_FENCE = "---"
# One word that can stand in one line.
_IN_ONE = re.compile(r"[^\s\x00-\x1f\x7f]+")
# Currency a run may cost where SPIN_MAX_COST says nothing.
MAX_COST = "1.00"
# A record has room for so many models beside the embedded analyzer, for so many readings, and for names so long.
MODELS_MOST = 19
READINGS_MOST = 99
NAMES_MOST = 300


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Load YAML safely; a key that stands twice is an error, where YAML readers take the last one without a word.

    The C loader is safe as well and ten times faster than the Python one.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's own signature
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            if isinstance(key.value, str):
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


# Who speaks of itself is not independent of itself; used only where no publisher file says better.
_ROLE_INDEPENDENCE = {
    v.Role.COMPANY_BLOG: v.Level.LOW,
    v.Role.PROJECT_BLOG: v.Level.LOW,
    v.Role.GOVERNMENT: v.Level.LOW,
    v.Role.PRESS_RELEASE_SERVICE: v.Level.LOW,
    v.Role.WIRE: v.Level.HIGH,
}


# A path below the site, with a slash at its end; or all pages below a folder.
_SITE_PATH = r"^(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+\*?$"
SitePath = Annotated[str, StringConstraints(max_length=400, pattern=_SITE_PATH)]


class Engine(Noun):
    """One Ask-AI engine."""

    name: Name = Field(description="Name on the link.")
    url: Url = Field(description="Address the encoded prompt is appended to.")
    verified_on: Name = Field(description="ISO date on which the link was last tried.")


class Crawlers(Noun):
    """Which programs of AI services may read the site, by what they read it for; robots.txt asks them."""

    answers: bool = Field(True, description="Search engines and answer engines, Google and Bing among them.")  # noqa: FBT003
    people: bool = Field(True, description="Assistants that fetch a page because a person asked.")  # noqa: FBT003
    training: bool = Field(True, description="Collectors of text that models are trained on.")  # noqa: FBT003
    signals: bool = Field(False, description="Say the same in Content-Signal lines too.")  # noqa: FBT003


class Asking(Noun):
    """How language models are asked, where an analyzer asks one."""

    samples: int = Field(1, ge=1, le=9, description="Answers per model and story; from 2 on their spread is shown.")
    one_line: bool = Field(True, description="Ask each model for one line too, and test whether it repeats the frame.")  # noqa: FBT003
    at_once: int = Field(4, ge=1, le=64, description="Requests to one model at the same time.")
    per_minute: int = Field(120, ge=1, le=10_000, description="Requests to one model within a minute.")
    requests_most: int = Field(5000, ge=1, description="Requests of one run, tries again included.")
    seconds: float = Field(
        55, gt=0, le=3600, description="Time one request may take; a call with its tries twice that."
    )


class Settings(Noun):
    """The ``extra:`` block of mkdocs.yml: operator, contact, user agent, switches."""

    operator: Name = Field("Spin Reports", description="Who runs the site.")
    contact: Line = Field("", description="Address for corrections, disputes and takedowns: mailto: or https:.")
    user_agent: Line = Field("SpinReports/0.1", description="User-Agent of every request.")
    repository: Url | None = Field(None, description="Where content pull requests live.")
    languages: tuple[Language, ...] = Field(("en",), description="Languages the analyzer is measured for.")
    embed_ratings: bool = Field(True, description="Off: the embedded Review loses its Rating; the twin keeps it.")  # noqa: FBT003
    failed_share: float = Field(0.5, ge=0, le=1, description="More failed entries than this share: exit code 1.")
    asking: Asking = Field(Asking(), description="How language models are asked.")
    crawlers: Crawlers = Field(Crawlers(), description="What robots.txt asks of programs of AI services.")
    engines: tuple[Engine, ...] = Field((), description="Ask-AI engines.")
    hub: Url | None = Field(None, description="WebSub hub that every feed names; it is told by whoever publishes.")
    redirects: dict[SitePath, SitePath] = Field({}, description="Old path to new path, or old/* to new/*.")


def split_front_matter(text: str, file: str) -> tuple[dict[str, Any], str]:
    """Split a Markdown file into its YAML front matter and its body.

    Raises:
        ConfigError: no front matter, or it is not a YAML mapping.
    """
    head, fence, rest = text.partition("\n")
    front, end, body = rest.partition(f"\n{_FENCE}\n")
    if head.rstrip() != _FENCE or not fence or not end:
        raise ConfigError(
            f"config: {file}: front matter: not found: start the file with a block between two '---' lines"
        )
    try:
        data = yaml.load(front, Loader=_Loader)  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        raise ConfigError(f"config: {file}: front matter: no YAML: {_one_line(error)}: quote the value") from error
    if not isinstance(data, dict):
        raise ConfigError(f"config: {file}: front matter: {type(data).__name__} instead of a mapping: use 'key: value'")
    return data, body


def settings(extra: Mapping[str, Any]) -> Settings:
    """Make settings from the ``spin_reports`` mapping of mkdocs.yml's ``extra:``.

    Raises:
        ConfigError: an unknown key or a value of the wrong kind.
    """
    try:
        return Settings.model_validate(dict(extra))
    except ValidationError as error:
        raise ConfigError(f"config: mkdocs.yml: extra.spin_reports.{first_error(error)}") from error


class Model(NamedTuple):
    """One model to ask, as the environment names it."""

    name: str  # litellm's name, as in openai/gpt-5-mini
    base: str | None  # address of an OpenAI-compatible server; None for the provider's own
    price: str | None  # currency per million tokens, in/out; None: as litellm's list has it


class Models(NamedTuple):
    """The models of a run, and what they may cost together, in the configured currency."""

    models: tuple[Model, ...]
    max_cost: str


def models(environment: Mapping[str, str], samples: int = 1) -> Models:
    """Return the models named by SPIN_MODEL, SPIN_LLM_BASE, SPIN_MODEL_PRICE and SPIN_MAX_COST.

    Several names, addresses and prices stand with commas between. One address or price is good for all; an empty place
    between commas is that of a model at its provider, or at its listed price.

    Args:
        environment: the variables.
        samples: answers asked for per model and story.

    Raises:
        ConfigError: no model is named, there are not as many addresses or prices as models, a model is named twice, or
            there are more readings than a record holds.
    """
    names = tuple(name for name in _listed(environment.get("SPIN_MODEL", "")) if name)
    if not names:
        raise ConfigError(
            "config: SPIN_MODEL: not set, and the analyzer asks a model: name one as litellm does, for example "
            "openai/gpt-5-mini, and give its key by the name litellm reads; or use --analyzer embedded"
        )
    given = {}
    for key in ("SPIN_LLM_BASE", "SPIN_MODEL_PRICE"):
        values = _listed(environment.get(key, ""))
        if len(values) not in (0, 1, len(names)):
            point = ", with a point before decimals" if key == "SPIN_MODEL_PRICE" else ""
            raise ConfigError(
                f"config: {key}: {len(values)} values for {len(names)} models: give one for all, or one for each{point}"
            )
        given[key] = values * len(names) if len(values) == 1 else values or (None,) * len(names)
    for name in names:
        if not _IN_ONE.fullmatch(name):
            raise ConfigError(
                f"config: SPIN_MODEL: {name[:80]!r}: no name of a model: those are of one line, without spaces"
            )
    for base in filter(None, given["SPIN_LLM_BASE"]):
        _check_address(base, environment["SPIN_LLM_BASE"])
    found = tuple(map(Model, names, given["SPIN_LLM_BASE"], given["SPIN_MODEL_PRICE"]))
    _once_and_not_too_many(found, samples)
    return Models(found, environment.get("SPIN_MAX_COST", "").strip() or MAX_COST)


def _check_address(base: str, whole: str) -> None:
    """Refuse what is no address of a server, or may hold a secret, which messages would repeat.

    Raises:
        ConfigError: it is no address, or more than one.
    """
    # A comma in a password parts it.
    if re.search(r"[@?#]", whole):
        raise ConfigError(
            "config: SPIN_LLM_BASE: holds more than an address, a user, a password or a query, and would be told with "
            "it: give the address alone, and the key by the name litellm reads"
        )
    try:
        address = urlsplit(base)
        sound = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:
        sound = False
    if not sound or not _IN_ONE.fullmatch(base):
        raise ConfigError(
            f"config: SPIN_LLM_BASE: {base[:80]!r}: no address: give it in full, with http:// or https://"
        )


def _once_and_not_too_many(found: tuple[Model, ...], samples: int) -> None:
    """Refuse what could only fail, or count twice, after it is paid for.

    Raises:
        ConfigError: a model stands twice, or a record has no room for all readings or names.
    """
    asked = [(one.name, one.base) for one in found]
    for number, (name, base) in enumerate(asked):
        if (name, base) in asked[:number]:
            where = f" at {base}" if base else ""
            raise ConfigError(
                f"config: SPIN_MODEL: {name}{where} stands twice, and its votes would count twice: name it once; "
                "asking.samples asks one model several times"
            )
    if len(found) > MODELS_MOST or len(found) * (samples + 1) > READINGS_MOST:
        raise ConfigError(
            f"config: SPIN_MODEL: {len(found)} models with {samples} samples each are more than a record holds: name "
            f"at most {min(MODELS_MOST, READINGS_MOST // (samples + 1))} models, or lower asking.samples"
        )
    if len(", ".join(one.name for one in found)) > NAMES_MOST:
        raise ConfigError(
            f"config: SPIN_MODEL: the names of all models are longer than {NAMES_MOST} characters: name fewer models"
        )


def _listed(words: str) -> tuple[str | None, ...]:
    """Return what stands between commas, None for an empty place; nothing where nothing is said."""
    return tuple(one.strip() or None for one in words.split(",")) if words.strip() else ()


def publisher(slug: str, text: str) -> Publisher:
    """Make a publisher from the text of ``<slug>.md``.

    Raises:
        ConfigError: front matter, key or value cannot be used.
    """
    file = f"{slug}.md"
    data, body = split_front_matter(text, file)
    try:
        return Publisher.model_validate({"slug": slug, **data, "about": body.strip()})
    except ValidationError as error:
        raise ConfigError(f"config: {file}: {first_error(error)}: see the publisher file in CONTRIBUTING.md") from error


def first_error(error: ValidationError) -> str:
    """Return 'field: what is wrong' of the first thing pydantic found, without the offending text's bulk."""
    detail = error.errors(include_url=False, include_context=False)[0]
    field = ".".join(str(part) for part in detail["loc"]) or "value"
    seen = repr(detail.get("input"))
    return f"{field}: {detail['msg']}, got {seen[:80]}"


def bare_host(url: str) -> str:
    """Return the host of a URL in lower case, IDNA as it stands, without 'www.' and port; '' where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


class Publishers:
    """All publishers of a run, and the rule of who owns a story."""

    def __init__(self, publishers: Iterable[Publisher]) -> None:
        """Index publishers by slug and by host.

        Raises:
            ConfigError: two publishers claim the same host.
        """
        self.by_slug = {one.slug: one for one in sorted(publishers, key=lambda one: one.slug)}
        self._by_host: dict[str, Publisher] = {}
        self._aggregator_hosts = {
            host.lower().removeprefix("www.")
            for one in self.by_slug.values()
            if one.kind == "aggregator"
            for host in one.hosts
        }
        for one in self.by_slug.values():
            for host in one.hosts if one.kind is None else ():
                name = host.lower().removeprefix("www.")
                other = self._by_host.setdefault(name, one)
                if other is not one:
                    raise ConfigError(
                        f"config: {one.slug}.md: hosts: {name} belongs to {other.slug}.md already: keep it in one file"
                    )

    @cached_property
    def enabled(self) -> tuple[Publisher, ...]:
        """Return the publishers whose feeds are fetched, by slug."""
        return tuple(one for one in self.by_slug.values() if one.enabled)

    def owner(self, url: str) -> Publisher | None:
        """Return the publisher whose host is the longest suffix of the URL's host, or None."""
        return next((self._by_host[name] for name in _suffixes(url) if name in self._by_host), None)

    def is_aggregator(self, url: str) -> bool:
        """Say whether a URL lies on a host of an aggregator's publisher file, so that it only leads elsewhere."""
        return self.owner(url) is None and any(name in self._aggregator_hosts for name in _suffixes(url))


def author_organization(publisher: Publisher, url: str) -> str | None:
    """Return the organization that the publisher file names for the longest path prefix of a URL, or None."""
    path = urlsplit(url).path
    matches = [
        prefix
        for prefix in publisher.author_organizations
        if path == prefix.rstrip("/") or path.startswith(prefix.rstrip("/") + "/")
    ]
    return publisher.author_organizations[max(matches, key=len)] if matches else None


def provisional(url: str, *, name: str | None = None, role: v.Role | None = None) -> Publisher:
    """Return a publisher named after a URL's host, for ``analyze`` on a host no publisher file names."""
    host = bare_host(url) or "unknown"
    slug = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in host)
    role = role or v.Role.NEWS_MEDIA
    return Publisher(
        slug=slug[:80].strip("-") or "unknown",
        name=name or host,
        homepage=f"https://{host}/",
        hosts=(host,),
        role=role,
        independence=_ROLE_INDEPENDENCE.get(role, v.Level.MEDIUM),
    )


def _suffixes(url: str) -> Iterator[str]:
    """Yield the host of a URL and the domains above it, longest first."""
    labels = bare_host(url).split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200]
