"""The command line: words, defaults, help. Pure."""

import argparse
import datetime as dt
from pathlib import Path

DESCRIPTION = "Spin Reports: one report per story on how its text frames its subject."
EPILOG = """\
the usual way:
  python -m generator run        read the feeds of content/publishers, write new reports into content/stories
  python -m generator check      hold every report against schema, formula and its own text
  python -m generator build      make the site from content/

try it on one page:
  python -m generator analyze --url https://example.org/news/launch
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="python -m generator",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _run(commands.add_parser("run", help="read feeds, analyze new stories, write them into content/"))
    _analyze(commands.add_parser("analyze", help="one report, or a batch of them, as JSON on stdout"))
    _check(commands.add_parser("check", help="hold every story against schema, formula and its own text"))
    _migrate(commands.add_parser("migrate", help="bring story files of an earlier version to the version of today"))
    _build(commands.add_parser("build", help="make the site"))
    _evaluate(commands.add_parser("evaluate", help="measure an analyzer on labeled data, hold it to its floors"))
    _doctor(commands.add_parser("doctor", help="try the configured models on one short article"))
    _schemas(commands.add_parser("schemas", help="write the JSON Schemas, or compare them"))
    _opml(commands.add_parser("opml", help="export publishers as OPML, or import feeds as new publisher files"))
    return top


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO 8601 time, such as 2026-11-20T06:00:00Z") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of 0 or more")
    return int(text)


def _folders(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="default: content")
    command.add_argument(
        "--publishers", type=Path, metavar="DIR", help="publisher files; default: the publishers folder of --content"
    )


def _clock_and_net(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--analyzer", default="embedded", metavar="NAME", help="embedded (default), llm (asks SPIN_MODEL) or ensemble"
    )
    command.add_argument(
        "--require-llm", action="store_true", help="with --analyzer llm or ensemble: a story no model read fails"
    )
    command.add_argument("--now", type=_moment, metavar="ISO8601", help="the run's clock; default: the real one")
    command.add_argument("--replay-base", metavar="URL", help="loopback server that answers for every host")


def _run(command: argparse.ArgumentParser) -> None:
    _folders(command)
    _clock_and_net(command)
    command.add_argument("--cache", type=Path, default=Path(".cache"), metavar="DIR", help="default: .cache")
    command.add_argument("--publisher", action="append", default=[], metavar="SLUG", help="only this one; repeatable")
    command.add_argument(
        "--again",
        action="store_true",
        help="with --analyzer llm or ensemble: have reports of listed stories made anew that no model had part in",
    )
    command.add_argument("--limit", type=_count, metavar="N", help="look at no more than N pages")
    command.add_argument("--report", type=Path, metavar="FILE.json", help="write the run report, and FILE.md beside it")


def _analyze(command: argparse.ArgumentParser) -> None:
    _folders(command)
    _clock_and_net(command)
    command.add_argument("--url", metavar="URL", help="address of the article; needed by all but --batch")
    source = command.add_mutually_exclusive_group()
    source.add_argument("--html", type=Path, metavar="FILE", help="page saved from --url")
    source.add_argument("--text", type=Path, metavar="FILE", help="plain text of the article at --url")
    source.add_argument(
        "--batch", type=Path, metavar="IN.jsonl", help="rows {id, url, title?, text, publisher_name?, ...}"
    )
    command.add_argument("--out", type=Path, metavar="OUT.jsonl", help="where --batch writes its rows")
    command.add_argument("--title", metavar="T", help="title of the text given by --text")
    command.add_argument("--publisher", metavar="SLUG", help="publisher; default: the owner of the host")


def _check(command: argparse.ArgumentParser) -> None:
    _folders(command)
    command.add_argument("--site", type=Path, metavar="DIR", help="hold the twins of this built site against content/")
    command.add_argument("--renew", action="store_true", help="write the body of every story anew from its record")


def _migrate(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="default: content")
    command.add_argument("--check", action="store_true", help="name the files of an earlier version, write nothing")


def _build(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="default: content")
    command.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="default: site")
    command.add_argument("--jobs", type=_count, default=1, metavar="N", help="accepted; the build uses one process now")
    command.add_argument("--slow", action="store_true", help="build page by page through MkDocs; the only way now")


def _evaluate(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--bench", type=Path, metavar="DIR", help="labeled data; default: bench in the folder SPIN_CORPORA names"
    )
    command.add_argument(
        "--analyzer", default="embedded", metavar="NAME", help="embedded (default), llm (asks SPIN_MODEL) or ensemble"
    )
    command.add_argument("--json", type=Path, metavar="FILE", help="write every figure with its interval")
    command.add_argument(
        "--update", action="store_true", help="raise the floors to what was measured and renew the accuracy page"
    )
    command.add_argument(
        "--lower", metavar="REASON", help="let --update lower floors too; the reason is kept with them"
    )


def _doctor(command: argparse.ArgumentParser) -> None:
    command.add_argument("--llm", action="store_true", required=True, help="the models of SPIN_MODEL")
    command.add_argument("--stories", type=_count, default=50, metavar="N", help="stories of a night; default: 50")
    command.add_argument("--now", type=_moment, metavar="ISO8601", help="the clock; default: the real one")


def _schemas(command: argparse.ArgumentParser) -> None:
    command.add_argument("--check", action="store_true", help="compare schemas/ with the models, write nothing")
    command.add_argument("--folder", type=Path, default=Path("schemas"), metavar="DIR", help="default: schemas")


def _opml(command: argparse.ArgumentParser) -> None:
    _folders(command)
    command.add_argument(
        "--import", dest="file", type=Path, metavar="FILE.opml", help="write publisher files for new feeds"
    )
