"""What every test shares: where the outside corpora are, and a fixed clock."""

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes says more of the machine than of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)


def corpora_path() -> Path:
    """Return where the outside corpora are looked for."""
    return Path(os.environ.get("SPIN_CORPORA", str(ROOT.parent / "shared")))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of the outside corpora, or skip."""
    path = corpora_path()
    if not (path / "replay" / "index.json").is_file():
        pytest.skip("the outside corpora are not here: set SPIN_CORPORA to a folder that holds replay/ and hostile/")
    return path


@pytest.fixture
def now() -> dt.datetime:
    """Return the clock every test runs at."""
    return NOW
