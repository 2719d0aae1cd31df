"""The bars of the house: sizes, names, what a module may import, what starts with the interpreter."""

import ast
import re
import site
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, functions, sources

FILE_LINES = 400
FUNCTION_LINES = 60
USUAL_FUNCTION_LINES = 40
USUAL_SHARE = 0.95

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services", "misc"}

# What design calls pure: no network, disk, process or clock. Everything else of generator/ may touch the world.
PURE = (
    "models",
    "errors",
    "vocabulary",
    "config",
    "feeds",
    "extract",
    "gate",
    "verify",
    "score",
    "story",
    "jsonld",
    "pages",
)
WORLD = {
    *(
        "socket",
        "ssl",
        "http.client",
        "http.server",
        "urllib.request",
        "urllib3",
        "requests",
        "httpx",
        "aiohttp",
        "asyncio",
    ),
    *("os", "shutil", "tempfile", "glob", "fcntl", "sqlite3", "subprocess", "multiprocessing", "threading"),
    *("concurrent", "pebble", "secrets", "generator.worker"),
}
# Half of these modules is harmless: types, arithmetic, paths that are only text.
HARMLESS = {
    "pathlib": {"PurePath", "PurePosixPath", "PureWindowsPath"},
    "time": {"struct_time", "gmtime", "strptime", "mktime"},
    "random": {"Random"},
    "uuid": {"UUID", "uuid5", "NAMESPACE_URL"},
}
CLOCK_READINGS = {"now", "utcnow", "today"}

HEAVY = ("litellm", "mkdocs", "material", "onnxruntime", "playwright", "trafilatura")
STARTS_WITH_PYTHON = (r"__editable__\.spin_reports-[\d.]+\.pth", r"distutils-precedence\.pth", r"a1_coverage\.pth")


def pure_files() -> list[Path]:
    found = [path for name in PURE for path in (*sources(f"generator/{name}"), ROOT / f"generator/{name}.py")]
    return sorted(path for path in found if path.is_file())


def dotted(node: ast.expr) -> str:
    """Return the dotted name an expression spells, or ''."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def touches(source: str) -> list[str]:
    """Return 'line: what' for each way the source reaches network, disk, process or clock."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, f"import {name.name}") for name in node.names if _outside(name.name)]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module or ""
            free = HARMLESS.get(module)
            names = [name.name for name in node.names if name.name not in (free or ())]
            bad = names if free is not None else [n for n in names if _outside(module) or _outside(f"{module}.{n}")]
            found += [(node.lineno, f"from {module} import {name}") for name in bad]
        elif isinstance(node, ast.Attribute):
            owner = dotted(node.value)
            reads_clock = node.attr in CLOCK_READINGS and owner.rpartition(".")[2] in {"datetime", "date"}
            if reads_clock or (owner in HARMLESS and node.attr not in HARMLESS[owner]):
                found.append((node.lineno, f"{owner}.{node.attr}"))
        elif isinstance(node, ast.Call) and dotted(node.func) in {"open", "print", "input"}:
            found.append((node.lineno, f"{dotted(node.func)}()"))
    return [f"{line}: {what}" for line, what in sorted(found)]


def _outside(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in WORLD)


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources("generator", "tests", ".ci")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }

    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {name: lines for path in sources("generator") for name, lines in functions(path) if lines > FUNCTION_LINES}

    assert long == {}


def test_nearly_every_function_is_short() -> None:
    lengths = [lines for path in sources("generator") for _, lines in functions(path)]

    assert sum(lines <= USUAL_FUNCTION_LINES for lines in lengths) >= USUAL_SHARE * len(lengths)


def test_every_module_says_in_its_name_what_it_does() -> None:
    empty = [
        str(path.relative_to(ROOT))
        for path in sources("generator", "tests")
        if EMPTY_NAMES & set(re.split(r"[_./]", path.relative_to(ROOT).as_posix()))
    ]

    assert empty == []


def test_every_module_opens_with_what_goes_in_and_out() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources("generator")
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []


@pytest.mark.parametrize("path", pure_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_pure_module_touches_neither_network_disk_process_nor_clock(path: Path) -> None:
    assert touches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import os", "1: import os"),
        ("import urllib.request as ask", "1: import urllib.request"),
        ("from urllib import request", "1: from urllib import request"),
        ("from pathlib import Path", "1: from pathlib import Path"),
        ("import time\ntime.time()", "2: time.time"),
        ("from time import monotonic", "1: from time import monotonic"),
        ("import datetime as dt\ndt.datetime.now(dt.UTC)", "2: dt.datetime.now"),
        ("from datetime import date\ndate.today()", "2: date.today"),
        ("import random\nrandom.random()", "2: random.random"),
        ("open('x')", "1: open()"),
        ("from generator import worker", "1: from generator import worker"),
    ],
)
def test_the_bar_on_pure_modules_notices_a_breach(source: str, what: str) -> None:
    assert touches(source) == [what]


@pytest.mark.parametrize(
    "source",
    [
        "import datetime as dt\ndt.datetime(2026, 1, 1, tzinfo=dt.UTC)",
        "from urllib.parse import urlsplit",
        "from pathlib import PurePosixPath",
        "import random\nrandom.Random(7).random()",
        "from time import struct_time",
    ],
)
def test_the_bar_on_pure_modules_lets_harmless_things_pass(source: str) -> None:
    assert touches(source) == []


def test_starting_the_command_line_loads_nothing_heavy() -> None:
    code = f"import generator.cli, sys; print([name for name in {HEAVY!r} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603

    assert (loaded.stdout.strip(), loaded.stderr) == ("[]", "")


def test_no_unknown_package_runs_code_at_every_start_of_python() -> None:
    started = [path.name for folder in site.getsitepackages() for path in Path(folder).glob("*.pth")]

    assert [name for name in started if not any(re.fullmatch(known, name) for known in STARTS_WITH_PYTHON)] == []
