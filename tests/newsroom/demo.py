"""The whole job on the sample newsroom: what ``make demo`` runs.

What goes in: this folder. What comes out: ``demo/content`` with the reports, ``site`` with the pages, and
where to look.
Opens one socket on 127.0.0.1 and starts ``python -m generator`` just as a person would; needs no network and no key.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.newsroom import serve

ROOT: Final = Path(__file__).resolve().parents[2]
NOW: Final = "2026-11-20T06:00:00Z"


def commands(base: str, demo: str = "demo", site: str = "site") -> tuple[tuple[str, ...], ...]:
    """Return the three commands of the demo: one night, its check, the site."""
    content = f"{demo}/content"
    night = ("run", "--content", content, "--cache", f"{demo}/cache", "--publishers", f"{content}/publishers")
    return (
        (*night, "--now", NOW, "--replay-base", base, "--report", f"{demo}/run-report.json"),
        ("check", "--content", content),
        ("build", "--content", content, "--site", site),
    )


def lay_out(demo: Path) -> None:
    """Start from nothing, so that every demo shows a first night."""
    shutil.rmtree(demo, ignore_errors=True)
    shutil.copytree(ROOT / "tests/newsroom/publishers", demo / "content/publishers")


def main() -> int:
    """Run the demo; return the exit code of the first command that failed, else 0."""
    lay_out(ROOT / "demo")
    server, base = serve.start()
    try:
        for words in commands(base):
            sys.stdout.write(f"\n$ python -m generator {' '.join(words)}\n")
            sys.stdout.flush()
            # A build forgets pictures it did not ask for: those of the real site lie elsewhere.
            environment = os.environ | {"SPIN_CACHE": str(ROOT / "demo" / "cache")}
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "generator", *words], cwd=ROOT, env=environment, check=False
            )
            if done.returncode:
                sys.stderr.write(
                    f"demo: generator {words[0]} ended with code {done.returncode}: its message is above\n"
                )
                return done.returncode
    finally:
        serve.stop(server)
    stories = len(list((ROOT / "demo/content/stories").rglob("*.md")))
    sys.stdout.write(
        f"\n{stories} reports are in demo/content, what became of each entry in demo/run-report.json.\n"
        "The site is in site/. To look at it: make serve, then open http://127.0.0.1:8000/\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
