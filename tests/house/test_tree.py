"""What the repository holds and says: locks, words, paths, workflows, publishers."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import config
from tests.house.tree import ROOT, texts

LOCKS = ("requirements.txt", "requirements-llm.txt", "requirements-dev.txt")
POISONED = {"1.82.7", "1.82.8"}

# Each pattern is written so that it does not match itself.
REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npm[j]s|yarnpkg\.com|inde[x]-url")
MACHINES = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
SCRATCH = re.compile(r"(?<![\w.])/tmp[/]")
SECRETS = re.compile(
    r"\bAKIA[0-9A-Z]{16}\b|\bsk-[A-Za-z0-9_-]{24,}|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{20,}"
    r"|\bxox[abprs]-[\w-]{10,}|\bAIza[\w-]{35}|-----BEGIN [A-Z ]*PRIVATE [K]EY-----"
)


def pins(lock: str) -> dict[str, list[str]]:
    """Return package to its pinned lines, hashes joined in."""
    joined = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, joined.splitlines())):
        found.setdefault(re.split(r"[=\s\[]", line)[0].lower(), []).append(re.sub(r"\s+", " ", line))
    return found


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def package(requirement: str) -> str:
    return re.split(r"[^\w-]", requirement.replace("_", "-"))[0].lower()


def make_words() -> list[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return sorted(set(makefile.partition(".PHONY:")[2].partition("\n")[0].split()) - {"help"})


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_carries_a_hash(lock: str) -> None:
    loose = [
        line for lines in pins(lock).values() for line in lines if "==" not in line or "--hash=sha256:" not in line
    ]

    assert loose == []


def test_the_three_locks_agree_on_every_package_they_share() -> None:
    first, *others = (pins(lock) for lock in LOCKS)

    assert [name for other in others for name in first if other.get(name) != first[name]] == []


def test_the_run_time_lock_holds_every_dependency_and_nothing_for_tests_or_models() -> None:
    locked = pins("requirements.txt").keys()
    extras = project()["optional-dependencies"]

    assert {package(one) for one in project()["dependencies"]} <= locked
    assert not {package(one) for name in ("llm", "dev", "cluster") for one in extras[name]} & locked


def test_the_model_library_is_one_chosen_version() -> None:
    (line,) = pins("requirements-llm.txt")["litellm"]

    assert line.split()[0] == "litellm==1.106.2"
    assert line.split("==")[1].split()[0] not in POISONED


def test_every_dependency_has_its_reason_in_the_design() -> None:
    table = (ROOT / "DESIGN.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    extras = project()["optional-dependencies"]
    named = {
        package(one) for one in (*project()["dependencies"], *(one for all_of in extras.values() for one in all_of))
    } - {project()["name"]}

    assert [name for name in sorted(named) if not re.search(rf"^\| {re.escape(name)} \|", table, re.MULTILINE)] == []


def test_every_make_word_is_explained_to_developers() -> None:
    prose = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))

    assert [word for word in make_words() if f"`make {word}`" not in prose] == []


def test_every_command_is_explained_to_readers() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "generator", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    words = re.findall(r"^    (\w+)  ", shown.stdout.partition("options:")[0], re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert {"run", "analyze", "check", "build", "schemas"} <= set(words)
    assert [word for word in words if f"`python -m generator {word}`" not in readme] == []


def test_no_file_names_a_registry_a_machine_or_a_secret() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for pattern in (REGISTRIES, MACHINES, SECRETS, *(() if name.startswith("tests/") else (SCRATCH,)))
        for match in [pattern.search(text)]
        if match
    ]

    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_no_job_holds_a_key_and_the_right_to_write(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    both = [
        name
        for name, job in workflow["jobs"].items()
        if "_API_KEY" in str(job) and "write" in (job["permissions"] or {}).values()
    ]

    assert workflow["permissions"] == {}
    assert both == []


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_no_job_that_may_write_installs_a_package(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = [
        step.get("run", "")
        for job in workflow["jobs"].values()
        if "write" in (job["permissions"] or {}).values()
        for step in job["steps"]
    ]

    assert [step for step in steps if re.search(r"\b(make|pip|npm|npx|uv|generator)\b", step)] == []


def test_every_publisher_file_can_be_read_and_no_two_claim_a_host() -> None:
    files = sorted((ROOT / "content/publishers").glob("*.md"))
    publishers = config.Publishers(config.publisher(path.stem, path.read_text(encoding="utf-8")) for path in files)

    assert len(publishers.by_slug) >= 25
    assert "hugging-face" in publishers.by_slug


def test_every_publisher_tells_readers_who_speaks_and_asks_for_a_modest_number_of_items() -> None:
    files = sorted((ROOT / "content/publishers").glob("*.md"))
    publishers = [config.publisher(path.stem, path.read_text(encoding="utf-8")) for path in files]

    assert [one.slug for one in publishers if not 20 <= len(one.about.split()) <= 120] == []
    assert [one.slug for one in publishers if one.kind is None and not (one.hosts and one.feeds)] == []
    assert [feed.url for one in publishers for feed in one.feeds if not 0 < feed.max_items <= 20] == []


def test_the_organization_behind_a_community_post_is_named() -> None:
    text = (ROOT / "content/publishers/hugging-face.md").read_text(encoding="utf-8")
    publisher = config.publisher("hugging-face", text)

    speaker = config.author_organization(publisher, "https://huggingface.co/blog/Dharma-AI/any-post")

    assert speaker == "Dharma AI"
