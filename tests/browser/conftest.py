"""A built site behind a loopback server, and a Chromium that looks at it."""

import contextlib
import functools
import http.server
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from generator import vocabulary as v
from generator.models import Story
from tests import sites
from tests.conftest import corpora_path
from tests.hosting import listening
from tests.mixed import SMALL, make_mixed, opinions
from tests.stories import make_story, numbered

_FINDINGS = (
    "framing", "summary", "summary_support", "tldr", "tldr_support", "key_stats", "mechanics", "beneficiaries",
    "loaded_terms", "missing_voices", "entities", "claims", "counter_frames",
)  # fmt: skip
_REVIEW = {"state": "human_reviewed", "reviewer": "Wanda Ostrom", "date": "2026-11-21"}
_CORRECTION = {"date": "2026-11-21", "before": "96 positions", "after": "95 positions", "reason": "Misread figure."}
_DISPUTE = {"date": "2026-11-22", "reply": "The post names the harbor tariff as the cause."}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
        """Send the file; a reader that leaves the page early is no fault."""
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what reads outside corpora where there are none: a skip counts as a failure here."""
    if (corpora_path() / "replay" / "index.json").is_file():
        return
    left_out = [one for one in items if one.get_closest_marker("corpus") and one.get_closest_marker("browser")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [one for one in items if one not in left_out]


def read_by_models() -> Story:
    """Return a report on which readers disagree, one of them with a long name."""
    large = "some_service/models/a-model-of-a-long-name-and-version-20261101-preview"
    said = opinions(("embedded", v.SpinType.STAMPEDE, 58), (SMALL, None, 22), (large, v.SpinType.CUSHION, 100))
    return make_mixed(said, numbered(54), model=f"{SMALL}, {large}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site with reports in every state, and enough others for figures."""
    folder = tmp_path_factory.mktemp("browser")
    stories = (
        make_story(),
        *(numbered(n) for n in range(8)),
        numbered(50, status="limited", title="Wide " * 50),
        numbered(51, **{field: Story.model_fields[field].default for field in _FINDINGS}),
        numbered(52, review=_REVIEW, corrections=[_CORRECTION], dispute=_DISPUTE),
        numbered(53, status="withdrawn", status_reason="The publisher showed that it was a test page."),
        read_by_models(),
    )
    done = sites.mkdocs(sites.lay_out(folder / "content", stories), folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of that site."""
    with served(site) as found:
        yield found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free loopback port for as long as the block lasts."""
    with listening(functools.partial(_Quiet, directory=str(folder))) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Return a running Chromium, or skip by name."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make install")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
