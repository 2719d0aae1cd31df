"""The Content-Security-Policy of every page, as Chromium enforces it: all works under it, and nothing planted runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_look import PAGES, STORY, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

# Every kind of violation raises this event; the console shows only some of them.
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", one => window.broken.push(
  `${one.effectiveDirective} ${one.blockedURI} ${one.sourceFile ?? ""}`));
"""


def open_with(page: Page, address: str, path: str, planted: str) -> None:
    """Open a page into whose body the markup was planted, as if a feed's text had come through unescaped."""

    def plant(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{planted}</main>", 1))

    page.route(address + path, plant)
    page.goto(address + path)


def test_every_page_carries_the_policy_before_anything_it_could_load(chromium: Browser, address: str) -> None:
    with opened(chromium, address, "", script=False) as (page, _):
        for name, path in PAGES.items():
            head = page.request.get(address + path).text().partition("</head>")[0]
            before, found, _rest = head.partition('<meta http-equiv="Content-Security-Policy"')

            assert found, name
            assert not re.search(r"<(?:script|link|style)\b", before), name
            assert "unsafe-inline" not in head, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_its_own_policy(chromium: Browser, address: str, scheme: str) -> None:
    broken = {}
    with opened(chromium, address, "", scheme=scheme) as (page, wrong):
        page.add_init_script(WATCH)
        for name, path in PAGES.items():
            page.goto(address + path)
            page.locator("button.palette").click()
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            for button in page.locator("button[data-clipboard-target]").all():
                button.click()
            broken[name] = page.evaluate("window.broken")

    assert broken == {name: [] for name in PAGES}
    assert wrong == []


@pytest.mark.parametrize(
    ("planted", "directive"),
    [
        ("<script>window.ran = true</script>", "script-src-elem inline"),
        ("<img src=nothing.png onerror='window.ran = true'>", "script-src-attr inline"),
        ("<script src='https://elsewhere.example/x.js'></script>", "script-src-elem https://elsewhere.example/x.js"),
        ("<iframe src='https://elsewhere.example/'></iframe>", "frame-src https://elsewhere.example"),
        ("<img src='https://elsewhere.example/x.png'>", "img-src https://elsewhere.example/x.png"),
        ("<p style='position:fixed'>x</p>", "style-src-attr inline"),
        ("<style>p{color:red}</style>", "style-src-elem inline"),
        ("<base href='https://elsewhere.example/'>", "base-uri https://elsewhere.example"),
        ("<object data='https://elsewhere.example/x'></object>", "object-src https://elsewhere.example"),
    ],
)
def test_what_is_planted_into_a_page_is_stopped(chromium: Browser, address: str, planted: str, directive: str) -> None:
    with opened(chromium, address, "404.html") as (page, _):
        page.add_init_script(WATCH)
        asked: list[str] = []
        page.on("response", lambda one: asked.append(one.url))
        open_with(page, address, STORY, planted)
        page.wait_for_load_state("networkidle")

        assert page.evaluate("window.ran ?? false") is False
        assert any(one.startswith(directive) for one in page.evaluate("window.broken"))
        assert [url for url in asked if not url.startswith(address)] == []


def test_a_form_planted_into_a_page_sends_nothing_elsewhere(chromium: Browser, address: str) -> None:
    form = "<form action='https://elsewhere.example/'><button id=trap>x</button></form>"
    with opened(chromium, address, "404.html") as (page, _):
        page.add_init_script(WATCH)
        open_with(page, address, STORY, form)
        page.evaluate("document.querySelector('#trap').click()")
        page.wait_for_function("window.broken.some(one => one.startsWith('form-action'))")

        assert page.url.startswith(address)


def test_a_frame_planted_into_a_page_is_under_the_same_policy(chromium: Browser, address: str) -> None:
    with opened(chromium, address, "404.html") as (page, wrong):
        open_with(page, address, STORY, "<iframe srcdoc='<script>parent.ran = true</script>'></iframe>")
        page.wait_for_load_state("networkidle")

        assert page.evaluate("window.ran ?? false") is False
        assert any("inline script" in one for one in wrong)
