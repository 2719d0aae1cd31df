"""The commands over story files: check, renew, migrate. Touches content/ and a built site, through ``store``."""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator import check as checks
from generator import jsonld, schemas, store, story
from generator.config import Publishers
from generator.errors import ConfigError, StoryError

FINE, FAULTS = 0, 1
_TWINS = ("index.md", "index.json", "record.json")


def check(
    content: store.Content, publishers: Publishers, site: jsonld.Site, kept: Mapping[str, str], today: dt.date
) -> int:
    """Print one line per fault in content/; 1 if there is any."""
    texts, faults = [], []
    for path in content.story_files():
        try:
            texts.append((path, content.text(path)))
        except StoryError as error:
            faults.append(str(error))
    faults += [*checks.stories(texts, publishers, site, kept=kept, today=today), *_strays(content)]
    return _told(faults, f"{len(texts)} stories, {len(publishers.by_slug)} publishers")


def check_site(content: store.Content, site: jsonld.Site, folder: Path) -> int:
    """Print one line per fault in the twins of a built site; 1 if there is any.

    Raises:
        ConfigError: the folder holds no site of ours.
        StoryError: a story file cannot be read.
    """
    built_as = site._replace(url=_address(folder))
    stories = [story.parse(text, path) for path, text in content.texts()]
    found = (file for name in _TWINS for file in (folder / "stories").glob(f"*/*/*/{name}"))
    built = checks.Built(lambda path: _text(folder / path), [file.relative_to(folder).as_posix() for file in found])
    return _told(list(checks.twins(stories, built_as, built)), f"twins of {len(stories)} stories")


def renew(content: store.Content) -> int:
    """Write every story file anew from its record, and its time of change from its newest correction or reply."""
    renewed = 0
    for path, text in content.texts():
        new = story.render(story.renewed(story.parse(text, path)))
        if new != text:
            store.write_atomically(content.root / path, new)
            renewed += 1
    print(f"{renewed} story files renewed", file=sys.stderr)
    return FINE


def migrate(content: store.Content, *, write: bool, known: story.Versions = story.VERSIONS) -> int:
    """Bring story files to the version of today; without ``write`` name those of an earlier one and return 1.

    Nothing is written before every file was read under the version it names.

    Raises:
        StoryError: a file names an unknown version, or breaks a rule.
    """
    texts = list(content.texts())
    new = {path: text for path, old in texts if (text := story.migrated(old, path, known)) is not None}
    for path, text in new.items():
        if write:
            store.write_atomically(content.root / path, text)
        else:
            print(f"story: {path}: schema_version: of an earlier version: run: python -m generator migrate")
    brought = f"; {len(new)} {'brought to it' if write else 'to be brought to it'}" if new else ""
    print(f"{len(texts) - len(new)} stories are current (version {known.today}){brought}", file=sys.stderr)
    return FAULTS if new and not write else FINE


def _strays(content: store.Content) -> list[str]:
    """Name what lies below stories/ and is no story file."""
    known = set(content.story_files())
    found = (path for path in content.root.glob("stories/**/*") if path.is_symlink() or not path.is_dir())
    paths = sorted(path.relative_to(content.root).as_posix() for path in found)
    return [f"story: {path}: file: no story file, or a link to one: remove it" for path in paths if path not in known]


def _address(folder: Path) -> str:
    """Return the address a site was built for: it stands in the ``$id`` of its schemas.

    Raises:
        ConfigError: no build of ours made the folder.
    """
    name = f"{schemas.FOLDER}{schemas.story_file(story.VERSIONS.today)}"
    try:
        return str(json.loads((folder / name).read_text(encoding="utf-8"))["$id"]).removesuffix(name)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"config: --site: {folder}: no site of this version: build it first") from error


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None


def _told(faults: Iterable[str], what: str) -> int:
    faults = list(faults)
    for fault in faults:
        print(fault)
    print(f"{what}, {len(faults)} faults", file=sys.stderr)
    return FAULTS if faults else FINE
