"""content/ and .cache/: read, atomic write, lock. Touches the disk, and nothing else.

content/ is the memory: stories, publishers, ignored ids. .cache/ holds what no site needs. Its SQLite file may be lost
at no cost but time: validators and failures per feed, and entries that are pending or were refused, with the date of
the next look. Its folder answers/ holds answers of models that were paid for; what is lost there is paid for again.
"""

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from generator import config
from generator.errors import ConfigError, StoryError
from generator.models import FeedEntry, Outcome

LOCK_NAME = "run.lock"
# Left in every site we build, so that a later build knows that it may empty the folder. MkDocs keeps dot files.
SITE_MARK = ".spin-reports"


class Content:
    """The stories and publishers below content/."""

    def __init__(self, root: Path) -> None:
        """Point at a content folder; nothing is read yet."""
        self.root = root

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (path below content/, text) of every story file, in path order.

        Raises:
            StoryError: a file is no UTF-8.
        """
        return ((path, self.text(path)) for path in self.story_files())

    def text(self, path: str) -> str:
        """Return the text of a story file.

        Raises:
            StoryError: the file is no UTF-8.
        """
        try:
            return (self.root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise StoryError(path, "file", f"no UTF-8: {error.reason} at byte {error.start}") from error

    def story_files(self) -> list[str]:
        """Return the paths of all story files below content/, sorted; a link is no story file and is not followed."""
        found = (path for path in self.root.glob("stories/*/*/*.md") if path.is_file() and not path.is_symlink())
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def ignored(self) -> frozenset[str]:
        """Return the ids of stories deleted for good; the first word of each line of content/ignored."""
        file = self.root / "ignored"
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        return frozenset(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))

    def write(self, path: str, text: str) -> None:
        """Write a new story file atomically; never replaces one.

        Raises:
            StoryError: the file exists already.
        """
        target = self.root / path
        if target.exists():
            raise StoryError(path, "file", "exists already", "a new story never overwrites one")
        write_atomically(target, text)

    def replace(self, path: str, text: str) -> None:
        """Write a story file anew, atomically.

        Raises:
            StoryError: no such file is there; who asked for another report of it took it away meanwhile.
        """
        target = self.root / path
        if not target.is_file() or target.is_symlink():
            raise StoryError(path, "file", "is not there any more", "run the job again")
        write_atomically(target, text)


def publishers(folder: Path) -> config.Publishers:
    """Read all publisher files of a folder.

    Raises:
        ConfigError: the folder is missing or empty, or a file cannot be used.
    """
    files = sorted(folder.glob("*.md"))
    if not files:
        raise ConfigError(
            f"config: {folder}: publishers: no publisher file found: add <slug>.md or name another folder"
        )
    return config.Publishers(config.publisher(file.stem, _publisher_text(file)) for file in files)


def _publisher_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"config: {file}: cannot be read: {error}: save it as UTF-8 text") from error


def schemas(folder: Path) -> dict[str, str]:
    """Return file name to text of every schema in a folder; none where there is no folder."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.json"))}


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all, after a crash too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.partial")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove_partials(root: Path) -> int:
    """Remove what a killed run left half written below stories/; return how many files."""
    partials = list(root.glob("stories/**/.*.partial"))
    for path in partials:
        path.unlink(missing_ok=True)
    return len(partials)


class Pictures:
    """Pictures that cost time to draw, by their keys, one file each; entries that a build did not ask for go."""

    def __init__(self, folder: Path) -> None:
        """Point at a folder; it is made with the first picture."""
        self._folder = folder
        self._asked: set[str] = set()

    def get(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """Return the picture of a key, drawn only where no whole one is kept."""
        name = f"{key}.png"
        file = self._folder / name
        self._asked.add(name)
        kept = file.read_bytes() if file.is_file() else b""
        if kept.startswith(_PNG_START) and kept.endswith(_PNG_END):
            return kept
        drawn = draw()
        # A folder that cannot be written costs time at the next build, and this build nothing.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Without fsync: a torn file is seen above and drawn anew. The id keeps builds at the same time apart.
            temporary = self._folder / f".{name}.{os.getpid()}"
            temporary.write_bytes(drawn)
            temporary.replace(file)
        return drawn

    def prune(self) -> int:
        """Remove what was not asked for; return how many files."""
        unused = [file for file in self._folder.glob("*.png") if file.name not in self._asked]
        for file in unused:
            file.unlink(missing_ok=True)
        return len(unused)


class Answers:
    """Raw answers of models, by key, one file each: they cost money once."""

    def __init__(self, folder: Path) -> None:
        """Point at a folder; it is made with the first answer."""
        self._folder = folder

    def get(self, key: str) -> str | None:
        """Return what is kept, or None; a file that is no JSON, or cannot be read, is as good as none."""
        return _whole(self._folder / f"{key}.json")

    def put(self, key: str, text: str) -> None:
        """Keep an answer; it is on the disk when this returns."""
        write_atomically(self._folder / f"{key}.json", text)

    def texts(self) -> Iterator[str]:
        """Yield all answers in the order of their keys, but those that cannot be read."""
        return (text for file in sorted(self._folder.glob("*.json")) if (text := _whole(file)) is not None)


def _whole(file: Path) -> str | None:
    """Return the text of a kept answer, or None where it is torn, no UTF-8, or cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if text.endswith("}") else None


# Signature of a PNG, and the chunk every whole one ends with.
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"


class FeedState(NamedTuple):
    """What is remembered about a feed."""

    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    next_fetch: dt.datetime | None = None
    gone: bool = False


class Seen(NamedTuple):
    """What is remembered about an entry that has no story file: its last outcome and the next look."""

    entry: FeedEntry
    outcome: Outcome | None
    retry: dt.datetime | None
    tries: int


class Cache:
    """The SQLite file below .cache/, locked for one run at a time."""

    def __init__(self, folder: Path) -> None:
        """Open, or make, the cache of a folder and take its lock.

        Raises:
            ConfigError: another run holds the lock, or the folder cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = sqlite3.connect(folder / LOCK_NAME, timeout=0, isolation_level=None)
            self._lock.execute("BEGIN EXCLUSIVE")
            self._db = sqlite3.connect(folder / "state.sqlite", isolation_level=None)
            self._prepare()
        except sqlite3.OperationalError as error:
            raise ConfigError(
                f"config: {folder}: cache: {error}: another run is at work; wait for it to end"
            ) from error
        except sqlite3.DatabaseError as error:
            raise ConfigError(
                f"config: {folder}: cache: {error}: delete state.sqlite* and {LOCK_NAME} in it, they only save time; "
                "keep answers/, models were paid for it"
            ) from error
        except OSError as error:
            raise ConfigError(f"config: {folder}: cache: {error.strerror}: name a folder you can write") from error

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT,"
            " failures INTEGER NOT NULL, next_fetch TEXT, gone INTEGER NOT NULL)"
        )
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS entries (feed TEXT NOT NULL, url TEXT NOT NULL, place INTEGER NOT NULL,"
            " entry TEXT NOT NULL, outcome TEXT, retry TEXT, tries INTEGER NOT NULL, PRIMARY KEY (feed, url))"
        )

    def __enter__(self) -> Self:
        """Return the open cache."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file and give the lock back."""
        self._db.close()
        self._lock.close()

    def feed(self, url: str) -> FeedState:
        """Return what is remembered about a feed."""
        row = self._db.execute(
            "SELECT etag, last_modified, failures, next_fetch, gone FROM feeds WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return FeedState()
        return FeedState(row[0], row[1], row[2], _time(row[3]), bool(row[4]))

    def save_feed(self, url: str, state: FeedState, entries: tuple[FeedEntry, ...] | None = None) -> None:
        """Remember a feed and, in the same transaction, the entries it brought.

        Validators and entries go together: were the run killed between them, the next one would get a 304 and
        never see the entries.
        """
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?)",
                (url, state.etag, state.last_modified, state.failures, _text(state.next_fetch), int(state.gone)),
            )
            if entries is not None:
                self._replace_entries(url, entries)

    def _replace_entries(self, feed: str, entries: tuple[FeedEntry, ...]) -> None:
        """Keep what is known of entries the feed still holds, forget those it dropped, add the new ones."""
        known = {seen.entry.url: seen for seen in self.entries(feed)}
        self._db.execute("DELETE FROM entries WHERE feed = ?", (feed,))
        for place, entry in enumerate(entries):
            old = known.get(entry.url)
            outcome = old.outcome.model_dump_json() if old and old.outcome else None
            self._db.execute(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    feed,
                    entry.url,
                    place,
                    entry.model_dump_json(),
                    outcome,
                    _text(old.retry) if old else None,
                    old.tries if old else 0,
                ),
            )

    def entries(self, feed: str) -> list[Seen]:
        """Return the entries of a feed in the feed's order."""
        rows = self._db.execute(
            "SELECT entry, outcome, retry, tries FROM entries WHERE feed = ? ORDER BY place", (feed,)
        ).fetchall()
        return [
            Seen(
                FeedEntry.model_validate_json(entry),
                Outcome.model_validate_json(outcome) if outcome else None,
                _time(retry),
                tries,
            )
            for entry, outcome, retry, tries in rows
        ]

    def save_outcome(self, entry: FeedEntry, outcome: Outcome, retry: dt.datetime | None) -> None:
        """Remember what became of an entry, and when to look again (None: not before the feed changes it)."""
        self._db.execute(
            "UPDATE entries SET outcome = ?, retry = ?, tries = tries + 1 WHERE feed = ? AND url = ?",
            (outcome.model_dump_json(), _text(retry), entry.feed_url, entry.url),
        )

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _text(time: dt.datetime | None) -> str | None:
    return time.isoformat() if time else None


def _time(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
