"""A web per test, closed at its end."""

import ssl
from collections.abc import Callable, Iterator

import pytest

from tests.fetch.loopback import Reply, Web

MakeWeb = Callable[..., Web]


@pytest.fixture
def make_web() -> Iterator[MakeWeb]:
    """Return a function that opens an invented web from URL to scripted reply."""
    webs: list[Web] = []

    def make(pages: dict[str, Reply | list[Reply]], *, tls: ssl.SSLContext | None = None) -> Web:
        webs.append(Web(pages, tls=tls))
        return webs[-1]

    yield make
    for web in webs:
        web.close()
