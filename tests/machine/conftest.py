"""One built site for all checkers of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator import vocabulary as v
from generator.models import Story
from tests import sites
from tests.machine.built import Built
from tests.stories import make_story, numbered

if TYPE_CHECKING:
    from pathlib import Path

BREAKS_OUT = "</script><script>alert(1)</script> ]]> <b onclick=alert(1)>&amp; \u202etxet"
_FINDINGS = ("framing", "summary", "tldr", "key_stats", "beneficiaries", "loaded_terms", "claims", "counter_frames")
_NAMES = [{"start": 42, "end": 60, "name": f"The {kind}", "kind": kind, "mentions": 1} for kind in v.EntityKind]
_CORRECTION = {"date": "2026-11-20", "before": "96 positions", "after": "95 positions", "reason": "Misread figure."}
_REPLY = {"date": "2026-11-20", "reply": "The post names the harbor tariff as the cause."}
_PLANTED = [{"start": 0, "end": 9, "exact": "Gathering", "speaker": "publisher"}]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site below a path of its host, with reports in every state."""
    stories = (
        make_story(),
        *(numbered(number) for number in range(4)),
        numbered(50, status="limited", title="Wide " * 50),
        numbered(51, **{field: Story.model_fields[field].default for field in _FINDINGS}),
        numbered(52, title=BREAKS_OUT, framing=BREAKS_OUT),
        numbered(54, entities=_NAMES, corrections=[_CORRECTION], dispute=_REPLY, planted_instructions=_PLANTED),
        numbered(53, status="withdrawn", status_reason="The publisher showed that it was a test page."),
    )
    place = tmp_path_factory.mktemp("machine")
    content = sites.lay_out(place / "content", stories)
    done = sites.mkdocs(content, place / "site", SITE_URL="https://reports.example/base/")
    assert done.returncode == 0, done.stderr
    return place / "site"


@pytest.fixture(scope="session")
def built(folder: Path) -> Built:
    """Return that site, to be read and to be spoiled in memory."""
    return Built(folder)
