"""A built site before checkers of others and rules of ours: nothing to find, and something looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.machine import listings, outside, promises, publications

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.machine.built import Built, Checked


@pytest.mark.parametrize(
    "checker",
    [*outside.ALL, *promises.ALL, *publications.ALL, *listings.ALL],
    ids=lambda one: f"{one.__module__.rpartition('.')[2]}.{one.__name__}",
)
def test_a_built_site_leaves_nothing_to_find(checker: Callable[[Built], Checked], built: Built) -> None:
    found = checker(built)

    assert found.faults == []
    assert found.looked_at > 0
