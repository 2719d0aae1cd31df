"""What the bars look at: source files on disk, tracked files of the repository, functions of a module."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def sources(*folders: str) -> list[Path]:
    """Return every Python file below the folders of the repository, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files git knows; in a copy without git, the files outside hidden and generated folders."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S603
        names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        skipped = {".venv", ".git", ".cache", "site", "demo", "build", "__pycache__", "node_modules"}
        names = [
            path
            for path in ROOT.rglob("*")
            if not skipped & set(path.relative_to(ROOT).parts) and not any("_cache" in part for part in path.parts)
        ]
    return tuple(sorted(path for path in names if path.is_file()))


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of every tracked file that is text."""
    for path in tracked():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield 'file:line name' and length in lines of every function, decorators not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length
