"""Which addresses the door may ask. Pure.

What goes in: a URL as a feed, a page or a person wrote it, or an IP address as a resolver answered it.
What comes out: a Target in one spelling, or a Trouble with reason ``refused``.

``ipaddress.is_global`` alone does not do: Python 3.11 calls 64:ff9b::10.0.0.1 and 2002:a00:1:: global, though both
lead to 10.0.0.1. So the special-purpose registries of IANA are written out here
(https://www.iana.org/assignments/iana-ipv4-special-registry/ and .../iana-ipv6-special-registry/), and is_global
is the second witness.
"""

import contextlib
import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from generator.fetch.trouble import Trouble

LONGEST_URL: Final = 2000
_PORTS: Final = {"http": 80, "https": 443}
_ADVICE: Final = "correct the address: only public http and https addresses are fetched"

_FIRST_SEGMENT: Final = re.compile(r"([^/?#:]*):")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT: Final = "/%:@!$&'()*+,;=~-._"
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Names that never lead to the public web: RFC 6761, 6762, 7686, 8375, and .internal (reserved by ICANN in 2024).
_PRIVATE_SUFFIXES: Final = (
    *("localhost", "localdomain", "local", "internal", "intranet", "lan", "onion"),
    *("home.arpa", "in-addr.arpa", "ip6.arpa"),
)

_DOCUMENTATION: Final = tuple(
    ipaddress.ip_network(text)
    for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
)
_REFUSED: Final = tuple(
    (ipaddress.ip_network(text), what)
    for text, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's shared network"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "the host agent of a cloud machine"),
        ("169.254.0.0/16", "link-local, where cloud metadata lives"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a benchmark network"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("2001::/23", "reserved for protocols, Teredo among them"),
        ("2002::/16", "6to4, which carries an IPv4 address"),
    )
)
_UNICAST: Final = ipaddress.ip_network("2000::/3")
# RFC 5214: the lower half of an ISATAP address is [0|200]:5efe:IPv4.
_ISATAP_MASK: Final = 0xFDFFFFFF
_ISATAP: Final = 0x00005EFE


@dataclass(frozen=True, slots=True)
class Target:
    """One address in one spelling: lower-case ASCII host, default port left out, no fragment, no credentials."""

    scheme: str
    host: str
    port: int
    path: str
    literal: bool

    @property
    def authority(self) -> str:
        """Return host and port as a URL and a Host header write them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """Return scheme and authority."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """Return the whole address."""
        return f"{self.origin}{self.path}"


def target(url: str) -> Target:
    """Return the target of a URL.

    Raises:
        Trouble: reason ``refused``: no http or https, another port than 80 and 443, credentials, a host that is no
            public name, an odd spelling of an IP address, control characters, more than 2,000 characters.
    """
    text = url.strip(" \t\r\n\f")
    if _CONTROL.search(text):
        raise _refused("the address holds control characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(f"the address cannot be read: {error}") from error
    if parts.scheme not in _PORTS:
        raise _refused(f"scheme {parts.scheme[:20]!r} is not http or https")
    if "@" in parts.netloc:
        raise _refused("the address holds credentials")
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values():
        raise _refused(f"port {port} is neither 80 nor 443")
    host, literal = _host(parts)
    found = Target(parts.scheme, host, port, _path(parts), literal)
    if len(found.url) > LONGEST_URL:
        raise _refused(f"the address is longer than {LONGEST_URL} characters")
    return found


def following(current: Target, location: str | None) -> Target:
    """Return where a redirect leads.

    Args:
        current: the target that answered.
        location: its Location header, decoded as Latin-1 as HTTP libraries do.

    Raises:
        Trouble: reason ``failed`` where Location is missing or empty, ``refused`` where its address is not allowed.
    """
    if not location or not location.strip():
        raise Trouble("failed", "redirect without a Location", "tell the publisher that the redirect is broken")
    # Many servers send UTF-8 here, which arrives as Latin-1; what is really Latin-1 stays as it is.
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    location = location.strip()
    first = _FIRST_SEGMENT.match(location)
    if first and not _SCHEME.fullmatch(first[1]):
        # RFC 3986 section 4.2: what has a colon in its first segment is no relative reference.
        raise _refused(f"redirect to an address that cannot be read: {location[:200]!r}")
    try:
        joined = urljoin(current.url, location)
    except ValueError as error:
        raise _refused(f"redirect to an address that cannot be read: {error}") from error
    try:
        return target(joined)
    except Trouble as trouble:
        raise _refused(f"redirect to {joined[:200]!r}: {trouble.problem}") from trouble


def judge(address: str, *, documentation: bool = False) -> None:
    """Refuse an IP address that is not on the public internet.

    Args:
        address: what a resolver answered, or the IP address a URL names.
        documentation: let the documentation networks (192.0.2.0/24 and the like) stand for public ones. Only where
            nothing connects to the address, as in a replay.

    Raises:
        Trouble: reason ``refused``, with what the address is.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError as error:
        raise _refused(f"{address[:80]!r} is no IP address") from error
    if any(ip in network for network in _DOCUMENTATION):
        if documentation:
            return
        raise _refused(f"address {ip} is for documentation only")
    what = next((what for network, what in _REFUSED if ip in network), None)
    if what is None and isinstance(ip, ipaddress.IPv6Address):
        what = _ipv6_fault(ip)
    if what is None and not ip.is_global:
        what = "not public"
    if what is not None:
        raise _refused(f"address {ip} is {what}")


def _ipv6_fault(ip: ipaddress.IPv6Address) -> str | None:
    if ip not in _UNICAST:
        # Loopback, mapped IPv4, NAT64, unique local, link-local and multicast all lie outside.
        return "outside the public unicast range 2000::/3"
    if ip.scope_id is not None:
        return "bound to a network interface"
    if (int(ip) >> 32) & _ISATAP_MASK == _ISATAP:
        return "ISATAP, which carries an IPv4 address"
    return None


def _host(parts: SplitResult) -> tuple[str, bool]:
    """Return the host in its one spelling, and whether it is an IP address."""
    name = parts.hostname or ""
    if "[" in parts.netloc:
        try:
            literal = ipaddress.IPv6Address(name)
        except ValueError as error:
            raise _refused(f"host {name[:80]!r} is no IPv6 address") from error
        if literal.scope_id is not None:
            raise _refused(f"host {name[:80]!r} is bound to a network interface")
        return str(literal), True
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise _refused(f"host {name[:80]!r} is no host name") from error
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 - RFC 1035
        raise _refused(f"host {name[:80]!r} is no host name")
    if _NUMBER.fullmatch(labels[-1]):
        # inet_aton takes 0x7f.1, 017700000001 and 2130706433 for 127.0.0.1; no honest link is written so.
        try:
            return str(ipaddress.IPv4Address(name)), True
        except ValueError as error:
            raise _refused(f"host {name!r} is an odd spelling of an IP address") from error
    if len(labels) == 1 or any(name == suffix or name.endswith(f".{suffix}") for suffix in _PRIVATE_SUFFIXES):
        raise _refused(f"host {name!r} is a name of a local network")
    return name, False


def _path(parts: SplitResult) -> str:
    """Return path and query in ASCII; what is percent-encoded already stays as it is."""
    path = quote(parts.path or "/", safe=_KEPT)
    return f"{path}?{quote(parts.query, safe=_KEPT + '?[]|')}" if parts.query else path


def _refused(problem: str) -> Trouble:
    return Trouble("refused", problem, _ADVICE)
