"""Name a story by its address. Pure.

What goes in: addresses as feeds give them. What comes out: the canonical address, the story id made of it, and
whether an address leads through an aggregator.

The canonical address is one that the server still answers: host in lower case (IDNA), default port, fragment and
tracking parameters gone, illegal characters encoded. What may mean something stays as it was given: path case,
trailing slash, order of the query. Two spellings that only the server can tell apart stay two addresses; aliases
bring them together.
"""

import hashlib
import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from generator.config import bare_host

# Written by campaign tools for counting clicks; no server needs them to find the page. Sources: the parameters'
# own makers (Google, Meta, Microsoft, Mailchimp, HubSpot, Matomo, Adobe, Marketo, Yandex, BBC, NYT feeds).
_TRACKING_PREFIXES = ("utm_", "mc_", "pk_", "mtm_", "hsa_", "_hs", "oly_", "vero_", "stm_", "itm_", "at_custom")
# fmt: off
_TRACKING = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id",
    "igshid", "igsh", "mkt_tok", "_ga", "_gl", "_openstat", "wt_mc", "wt.mc_id", "ns_campaign", "ns_mchannel",
    "ns_source", "at_medium", "at_campaign", "at_link_id", "at_format", "ncid", "cmpid", "xtor", "ocid",
))
# fmt: on
# Words that count as tracking only with this value: feeds mark themselves so.
_TRACKING_PAIRS = frozenset((("partner", "rss"), ("emc", "rss"), ("source", "rss"), ("ref", "rss"), ("from", "rss")))
_DEFAULT_PORTS = {"http": 80, "https": 443}


class _Redirector(NamedTuple):
    """A host (or the hosts below it) that stands between a feed and the article."""

    host: str
    path: str = "/"
    parameters: tuple[str, ...] = ()


# Hosts that only lead on. Portals that print articles themselves are not here: whose stories those are, the
# publisher files say. `parameters` hold the article's address in plain text.
_REDIRECTORS = (
    _Redirector("news.google.com"),
    _Redirector("news.url.google.com", "/url", ("url", "q")),
    _Redirector("google.com", "/url", ("url", "q")),
    _Redirector("feedproxy.google.com"),
    _Redirector("feedburner.com"),
    _Redirector("feedsportal.com"),
    _Redirector("feedblitz.com"),
    _Redirector("bing.com", "/news/apiclick.aspx", ("url",)),
    _Redirector("r.search.yahoo.com"),
    _Redirector("rd.yahoo.com"),
    _Redirector("g.msn.com"),
    _Redirector("go.msn.com"),
    _Redirector("apple.news"),
    _Redirector("flip.it"),
    _Redirector("feedly.com"),
    _Redirector("l.facebook.com", "/l.php", ("u",)),
    _Redirector("lm.facebook.com", "/l.php", ("u",)),
    _Redirector("out.reddit.com", "/", ("url",)),
    _Redirector("linkedin.com", "/redir/", ("url",)),
    _Redirector("t.umblr.com", "/redirect", ("z",)),
    _Redirector("youtube.com", "/redirect", ("q",)),
    _Redirector("t.co"),
    _Redirector("bit.ly"),
    _Redirector("j.mp"),
    _Redirector("lnkd.in"),
    _Redirector("ow.ly"),
    _Redirector("buff.ly"),
    _Redirector("dlvr.it"),
    _Redirector("ift.tt"),
    _Redirector("goo.gl"),
    _Redirector("is.gd"),
    _Redirector("trib.al"),
    _Redirector("tinyurl.com"),
    _Redirector("fb.me"),
    _Redirector("cutt.ly"),
    _Redirector("rebrand.ly"),
)
_BY_HOST = {host: tuple(one for one in _REDIRECTORS if one.host == host) for host, *_ in _REDIRECTORS}
_GOOGLE = re.compile(r"^google\.(?:com?\.)?[a-z]{2,3}$")
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f<>\"\\^`{|}]")


def canonical_url(url: str) -> str:
    """Return the canonical address of a web page.

    Idempotent. The server still answers it: see the module's text for what is changed and what is not.

    Raises:
        ValueError: no http or https address with a host.
    """
    parts = urlsplit(safe_url_string(url.strip()))
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORTS or not host or _NO_ADDRESS.search(host):
        raise ValueError(f"no web address: {url[:200]!r}")
    if ":" in host:
        host = f"[{host}]"
    if parts.port not in (None, _DEFAULT_PORTS[parts.scheme]):
        host = f"{host}:{parts.port}"
    user, at, _ = parts.netloc.rpartition("@")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((parts.scheme, f"{user}{at}{host}", parts.path or "/", query, ""))


def story_id(url: str) -> str:
    """Return the story id: the first 16 hexadecimal digits of SHA-256 over the canonical address.

    Raises:
        ValueError: no http or https address with a host.
    """
    return hashlib.sha256(canonical_url(url).encode()).hexdigest()[:16]


def other_scheme(url: str) -> str:
    """Return the same address with https for http or http for https: publishers move, stories stay."""
    scheme, colon, rest = url.partition(":")
    return f"{'https' if scheme == 'http' else 'http'}{colon}{rest}"


def is_aggregator(url: str) -> bool:
    """Say whether an address belongs to an aggregator or a redirector, which is never the article's own."""
    return _redirector(url) is not None


def unwrapped(url: str) -> str:
    """Return the address that an aggregator's address carries in plain text, else the address itself."""
    found = _redirector(url)
    if found is None or not found.parameters:
        return url
    query = parse_qs(urlsplit(url).query)
    inner = next((query[name][0] for name in found.parameters if name in query), "")
    return inner if inner.startswith(("http://", "https://")) else url


def _redirector(url: str) -> _Redirector | None:
    host = bare_host(url)
    # Google has a front door in every country.
    labels = _GOOGLE.sub("google.com", host).split(".")
    for start in range(len(labels) - 1):
        for one in _BY_HOST.get(".".join(labels[start:]), ()):
            if urlsplit(url).path.startswith(one.path):
                return one
    return None


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = unquote(name).lower()
    return name.startswith(_TRACKING_PREFIXES) or name in _TRACKING or (name, value.lower()) in _TRACKING_PAIRS
