"""Front matter of an earlier version -> the same under the version of today, step by step. Pure.

A story file names the version of the shape it was written under (``schema_version``). A new shape is a new
``SCHEMA_VERSION`` and one step here that makes the old front matter fit it; the old schema stays in schemas/.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from generator.errors import StoryError
from generator.models import SCHEMA_VERSION

FIELD = "schema_version"
Data = dict[str, Any]


class Versions(NamedTuple):
    """The version of today, and by earlier version the step from it to the next one."""

    today: str
    steps: Mapping[str, Callable[[Data], Data]]

    @property
    def known(self) -> tuple[str, ...]:
        """Return all versions that can be read, oldest first."""
        return (*sorted(self.steps, key=int), self.today)


# The first shape is the one of today: there is nothing to step from yet.
VERSIONS = Versions(SCHEMA_VERSION, {})


def named(data: Data, file: str, versions: Versions = VERSIONS) -> str:
    """Return the version that front matter names.

    Raises:
        StoryError: it names none, or one that is not known.
    """
    version = data.get(FIELD)
    if version not in versions.known:
        problem = "missing" if version is None else f"{version!r:.40} is no version of a story"
        known = " and ".join(f'"{one}"' for one in versions.known)
        raise StoryError(
            file, FIELD, problem, f"known here: {known}; restore the line, or update this software if the file is newer"
        )
    return str(version)


def upgraded(data: Data, file: str, versions: Versions = VERSIONS) -> Data:
    """Return front matter under the version of today.

    Raises:
        StoryError: the version is missing or unknown, or a step does not find what it needs.
    """
    version = named(data, file, versions)
    while version != versions.today:
        following = str(int(version) + 1)
        try:
            data = {**versions.steps[version](data), FIELD: following}
        except (KeyError, TypeError, ValueError) as error:
            raise StoryError(
                file, FIELD, f"cannot go from version {version} to {following}: {error!r:.120}", "see its schema"
            ) from error
        version = following
    return data
