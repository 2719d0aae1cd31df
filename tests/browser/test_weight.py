"""What a report costs a reader: bytes as a host sends them and requests, counted while Chromium opens it."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_look import STORY, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

pytestmark = pytest.mark.browser

MOST_BYTES = {"document": 25_000, "stylesheet": 32_000, "script": 55_000}
MOST_REQUESTS = 10


def test_a_report_stays_within_its_weight(chromium: Browser, address: str) -> None:
    asked: list[Request] = []
    with opened(chromium, address, "404.html") as (page, _):
        page.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - the driver takes functions of Python alone
        page.goto(address + STORY, wait_until="networkidle")
        weight: Counter[str] = Counter()
        for one in asked:
            weight[one.resource_type] += len(gzip.compress(page.request.get(one.url).body(), 9, mtime=0))

    assert 3 <= len(asked) <= MOST_REQUESTS
    assert {kind: size for kind, size in weight.items() if size > MOST_BYTES.get(kind, 10_000)} == {}
