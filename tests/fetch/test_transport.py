"""The two networks: TLS under the URL's name, and the replay of a corpus."""

import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from generator.errors import ConfigError, FetchError
from generator.fetch import Fetcher
from generator.fetch.transport import connect_socket, system_addresses
from generator.fetch.wire import PlainSocket
from tests.fetch.conftest import MakeWeb
from tests.fetch.loopback import AGENT, HEAD, PUBLIC, QUICK, RSS, Reply, Web, answer, drip, failure, redirect

# --- names and connections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "look_ups"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 3)])
def test_an_unknown_name_is_final_and_a_resolver_in_trouble_is_asked_again(
    make_web: MakeWeb, code: int, look_ups: int
) -> None:
    web = make_web({})

    def look_up(host: str) -> tuple[str, ...]:
        web.looked_up.append(host)
        raise socket.gaierror(code, "no answer")

    web.look_up = look_up  # type: ignore[method-assign]
    assert failure(web).reason == "network"
    assert len(web.looked_up) == look_ups


def test_a_closed_port_is_a_network_error_after_three_tries(make_web: MakeWeb) -> None:
    web = make_web({})
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    tried: list[str] = []

    def connect(address: str, _: int, timeout_seconds: float) -> PlainSocket:
        tried.append(address)
        return connect_socket("127.0.0.1", port, timeout_seconds)

    web.connect = connect  # type: ignore[method-assign]
    assert failure(web).reason == "network"
    assert tried == [PUBLIC] * 3


def test_a_connection_that_is_never_taken_is_a_timeout(make_web: MakeWeb) -> None:
    web = make_web({})
    limits: list[float] = []

    def connect(_: str, __: int, timeout_seconds: float) -> PlainSocket:
        limits.append(timeout_seconds)
        raise TimeoutError

    web.connect = connect  # type: ignore[method-assign]
    assert failure(web).reason == "timeout"
    assert limits == [5.0]


def test_the_systems_resolver_gives_each_address_once() -> None:
    found = system_addresses("localhost")
    assert set(found) <= {"127.0.0.1", "::1"}
    assert len(set(found)) == len(found) > 0


def test_the_real_network_refuses_this_machine() -> None:
    with Fetcher(AGENT) as door, pytest.raises(FetchError) as caught:
        door.feed("http://127.0.0.1/")
    assert caught.value.reason == "refused"


# --- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, so no test certificate can be made")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=secure.example"
    subprocess.run(  # noqa: S603 - fixed words
        [openssl, *command.split(), "-addext", "subjectAltName=DNS:secure.example", "-keyout", file, "-out", file],
        check=True,
        capture_output=True,
    )
    return file


@pytest.fixture
def secure_web(make_web: MakeWeb, certificate: Path) -> tuple[Web, list[str | None]]:
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _sock, name, _context: names.append(name)
    pages: dict[str, Reply | list[Reply]] = {
        "https://secure.example/": answer(200, RSS),
        "https://secure.example/drip": drip(HEAD + b"x" * 5000, 0.05),
    }
    return make_web(pages, tls=context), names


def test_tls_names_the_urls_host_and_trusts_its_certificate(
    secure_web: tuple[Web, list[str | None]], certificate: Path
) -> None:
    web, names = secure_web
    door = web.fetcher(tls=ssl.create_default_context(cafile=str(certificate)))
    assert door.feed("https://secure.example/").body == RSS
    assert names == ["secure.example"]
    assert web.connected == [(PUBLIC, 443)]


@pytest.mark.parametrize("url", ["https://other.example/", f"https://{PUBLIC}/"])
def test_a_certificate_for_another_name_is_refused(
    secure_web: tuple[Web, list[str | None]], certificate: Path, url: str
) -> None:
    web, _ = secure_web
    door = web.fetcher(tls=ssl.create_default_context(cafile=str(certificate)))
    with pytest.raises(FetchError, match="TLS") as caught:
        door.feed(url)
    assert caught.value.reason == "network"
    assert web.asked == []


def test_a_certificate_nobody_vouches_for_is_refused(secure_web: tuple[Web, list[str | None]]) -> None:
    web, _ = secure_web
    with pytest.raises(FetchError, match="TLS"):
        web.fetcher().feed("https://secure.example/")
    assert web.asked == []


def test_the_deadline_holds_under_tls(secure_web: tuple[Web, list[str | None]], certificate: Path) -> None:
    web, _ = secure_web
    began = time.monotonic()
    door = web.fetcher(QUICK, tls=ssl.create_default_context(cafile=str(certificate)))
    with pytest.raises(FetchError) as caught:
        door.feed("https://secure.example/drip")
    assert caught.value.reason == "timeout"
    assert time.monotonic() - began < 3


def test_a_server_that_speaks_no_tls_is_a_network_error(make_web: MakeWeb) -> None:
    assert failure(make_web({}), "https://feed.example/", limits=QUICK).reason in {"network", "timeout"}


# --- replay ----------------------------------------------------------------------------------------------------------


def replay(
    make_web: MakeWeb, pages: dict[str, bytes], addresses: dict[str, bytes] | None = None
) -> tuple[Web, Fetcher]:
    """Return a replay server and a Fetcher on it; every name of the pages resolves unless said otherwise."""
    hosts = {url.split("/")[2]: b'["93.184.216.34"]' for url in pages} | (addresses or {})
    routes: dict[str, bytes] = {f"/{url.replace('://', '/')}": reply for url, reply in pages.items()}
    for host, text in hosts.items():
        routes[f"/__replay/resolve?host={host}"] = answer(200, b'{"host": "x", "addresses": ' + text + b"}")
    web = make_web({})
    base = f"http://127.0.0.1:{web.server_address[1]}"
    web.pages = {base + path: [reply] for path, reply in routes.items()}
    return web, Fetcher(AGENT, replay_base=base, sleep=lambda _: None)


def paths(web: Web) -> list[str]:
    return ["/" + one.url.split("/", 3)[3] for one in web.asked]


def test_a_replay_rewrites_below_the_rules_so_every_url_stays_the_real_one(make_web: MakeWeb) -> None:
    web, door = replay(
        make_web,
        {
            "https://feed.example/rss?a=b": redirect("https://new.example/rss", 301),
            "https://new.example/rss": answer(200, RSS),
        },
    )
    got = door.feed("https://Feed.example:443/rss?a=b#top")
    assert (got.body, got.url, got.moved_to) == (RSS, "https://new.example/rss", "https://new.example/rss")
    assert door.requests == 2
    assert paths(web) == [
        "/__replay/resolve?host=feed.example",
        "/https/feed.example/rss?a=b",
        "/__replay/resolve?host=new.example",
        "/https/new.example/rss",
    ]
    assert web.asked[1].headers["host"] == f"127.0.0.1:{web.server_address[1]}"


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/x", "http://localhost/", "http://192.0.2.1/"],
)
def test_a_replay_refuses_what_the_real_network_refuses(make_web: MakeWeb, location: str) -> None:
    web, door = replay(make_web, {"https://feed.example/rss": redirect(location)})
    with pytest.raises(FetchError) as caught:
        door.feed("https://feed.example/rss")
    assert caught.value.reason == "refused"
    assert len(web.asked) == 2


def test_the_replay_server_itself_is_no_address_of_the_web(make_web: MakeWeb) -> None:
    web, door = replay(make_web, {})
    with pytest.raises(FetchError) as caught:
        door.feed(f"http://127.0.0.1:{web.server_address[1]}/")
    assert caught.value.reason == "refused"
    assert web.asked == []


@pytest.mark.parametrize(
    ("addresses", "reason"),
    [
        (b'["127.0.0.1"]', "refused"),
        (b'["93.184.216.34", "10.0.0.5"]', "refused"),
        (b"[]", "network"),
        (b"null", "network"),
        (b"[1]", "network"),
        (b'"93.184.216.34"', "network"),
        (b"nonsense", "network"),
        (b'["198.51.100.7"]', None),
    ],
)
def test_a_replayed_name_is_judged_by_what_the_server_says_it_resolves_to(
    make_web: MakeWeb, addresses: bytes, reason: str | None
) -> None:
    _, door = replay(make_web, {"https://feed.example/rss": answer(200, RSS)}, {"feed.example": addresses})
    if reason is None:
        assert door.feed("https://feed.example/rss").body == RSS
        return
    with pytest.raises(FetchError) as caught:
        door.feed("https://feed.example/rss")
    assert caught.value.reason == reason


def test_a_replay_waits_for_no_gap(make_web: MakeWeb) -> None:
    slow = answer(200, b"User-agent: *\nCrawl-delay: 9")
    pages = {"https://news.example/robots.txt": slow, "https://news.example/a": answer(200, b"a")}
    _, door = replay(make_web, pages)
    began = time.monotonic()
    for _ in range(5):
        door.page("https://news.example/a")
    assert time.monotonic() - began < 4  # five gaps would be 45 s


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:8899", "http://127.9.9.9:1/", "http://localhost:8899", "http://[::1]:80"]
)
def test_a_replay_base_on_this_machine_is_taken(base: str) -> None:
    Fetcher(AGENT, replay_base=base).close()


@pytest.mark.parametrize(
    "base",
    [
        "",
        "127.0.0.1:8899",
        "https://127.0.0.1:8899",
        "http://replay.example:8899",
        "http://10.0.0.1:8899",
        "http://[::ffff:10.0.0.1]:8899",
        "http://0.0.0.0:8899",
        "http://u:p@127.0.0.1:8899",
        "http://127.0.0.1:8899/sub",
        "http://127.0.0.1:8899?x",
        "http://127.0.0.1:port",
        "http://2130706433:8899",
        "http://localhost.example:8899",
    ],
)
def test_a_replay_base_elsewhere_is_a_configuration_error(base: str) -> None:
    with pytest.raises(ConfigError, match="replay-base"):
        Fetcher(AGENT, replay_base=base)
