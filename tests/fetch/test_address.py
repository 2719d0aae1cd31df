"""Which addresses the door takes, and in which spelling."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.fetch import address
from generator.fetch.trouble import Trouble

GOOD = {
    "https://news.example": "https://news.example/",
    "HTTPS://News.Example:443/A?b=c#part": "https://news.example/A?b=c",
    "http://news.example:80/": "http://news.example/",
    "http://news.example:443/x": "http://news.example:443/x",
    "https://news.example./x": "https://news.example/x",
    "  https://news.example/x\n": "https://news.example/x",
    "https://bücher.example/für?q=ä": "https://xn--bcher-kva.example/f%C3%BCr?q=%C3%A4",
    "https://news.example/a b|c": "https://news.example/a%20b%7Cc",
    "https://news.example/100%25?x=%zz": "https://news.example/100%25?x=%zz",
    "https://under_score.example/": "https://under_score.example/",
    "https://93.184.216.34/x": "https://93.184.216.34/x",
    "https://[2606:2800:0220:0001::0001]/": "https://[2606:2800:220:1::1]/",
    "https://news.example/http://127.0.0.1/": "https://news.example/http://127.0.0.1/",
}

REFUSED = [
    "",
    "news.example/feed",
    "//news.example/feed",
    "file:///etc/passwd",
    "ftp://news.example/",
    "gopher://news.example/",
    "javascript:alert(1)",
    "feed:https://news.example/",
    "http:///feed",
    "http://",
    "https://news.example:8080/",
    "https://news.example:22/",
    "https://news.example:99999/",
    "https://news.example:port/",
    "https://user@news.example/",
    "https://user:word@news.example/",
    "https://@news.example/",
    "https://news.example\\@127.0.0.1/",
    "https://news.example%2f@127.0.0.1/",
    "https://news.exa\nmple/",
    "https://news.example/a\r\nHost: 127.0.0.1",
    "https://news.example/\x00",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://a.localhost/",
    "https://\uff4cocalhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://router.home.arpa/",
    "https://intranet/",
    "https://ai./",
    "https://a\u200db\u0600.example/",
    "https://news..example/",
    "https://.example/",
    "https://-news.example/",
    "https://news example/",
    "https://%31%32%37.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://0x7f.0x0.0x0.0x1/",
    "https://93.184.216.034/",
    "https://256.1.1.1/",
    "https://1.2.3.4.5/",
    "https://news.0x1/",
    "https://[::bad",
    "https://[news.example]/",
    "https://[fe80::1%25eth0]/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 130 + "example/",
    "https://news.example/" + "a" * 2000,
    "https://news.example/" + "ä" * 400,
]

PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nothing binds to it
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:93.184.216.34",
    "::ffff:0:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::93.184.216.34",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:db8::1",
    "2002:a00:1::",
    "2002:5db8:d822::1",
    "2600::5efe:a00:1",
    "2600::200:5efe:a00:1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:2800:220:1::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]

PUBLIC = ["93.184.216.34", "1.1.1.1", "172.32.0.1", "192.0.1.1", "2606:2800:220:1::1", "2a00:1450::1", "2400::1"]


@pytest.mark.parametrize(("written", "spelled"), GOOD.items())
def test_a_public_address_gets_one_spelling(written: str, spelled: str) -> None:
    assert address.target(written).url == spelled
    assert address.target(spelled).url == spelled


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_outside_the_rules_is_refused(url: str) -> None:
    with pytest.raises(Trouble) as caught:
        address.target(url)
    assert caught.value.reason == "refused"
    assert len(caught.value.problem) < 250


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_ip_address_that_is_not_public_is_refused(ip: str) -> None:
    with pytest.raises(Trouble) as caught:
        address.judge(ip)
    assert caught.value.reason == "refused"


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_ip_address_passes(ip: str) -> None:
    address.judge(ip)


def test_documentation_addresses_stand_for_public_ones_only_where_asked() -> None:
    for ip in ("192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::7"):
        address.judge(ip, documentation=True)
    with pytest.raises(Trouble):
        address.judge("10.0.0.1", documentation=True)


@given(st.ip_addresses())
def test_no_address_passes_that_python_knows_as_special(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    try:
        address.judge(str(ip))
    except Trouble:
        return
    assert ip.is_global
    assert not any((ip.is_private, ip.is_multicast, ip.is_loopback, ip.is_link_local, ip.is_reserved))


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://news.example", "https://news.example/"]))
def test_any_text_is_a_target_in_one_spelling_or_refused(text: str, start: str) -> None:
    try:
        found = address.target(start + text)
    except Trouble:
        return
    assert found.url.isascii()
    assert not any(letter.isspace() for letter in found.url)
    assert address.target(found.url) == found


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://news.example/b"),
        ("c?d#e", "https://news.example/a/c?d"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example", "http://other.example/"),
        ("?page=2", "https://news.example/a/b?page=2"),
        (" /blank ", "https://news.example/blank"),
        ("/f\u00c3\u00bcr", "https://news.example/f%C3%BCr"),
        ("/f\u00fcr", "https://news.example/f%C3%BCr"),
    ],
)
def test_a_redirect_is_read_relative_to_where_it_came_from(location: str, url: str) -> None:
    assert address.following(address.target("https://news.example/a/b"), location).url == url


@pytest.mark.parametrize("location", [None, "", "   "])
def test_a_redirect_without_a_location_is_an_error(location: str | None) -> None:
    with pytest.raises(Trouble) as caught:
        address.following(address.target("https://news.example/"), location)
    assert caught.value.reason == "failed"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:8080/",
        "http://[::bad",
        "file:///x",
        "ht!tp://[::bad",
        "http://localhost/",
        "//0x7f.1/",
        "http://u:p@a.example/",
    ],
)
def test_a_redirect_is_judged_like_a_first_address(location: str) -> None:
    with pytest.raises(Trouble) as caught:
        address.following(address.target("https://news.example/"), location)
    assert caught.value.reason == "refused"
    assert "redirect" in caught.value.problem
