"""Whole runs with a model: what is in flight, what a killed run has kept, what the report and the command say."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator import story
from generator.analyze.embedded import ENGLISH
from generator.analyze.llm import Engine as Asker
from generator.analyze.llm.faults import ADVICE, Fault
from generator.config import Asking, Model, Models
from generator.models import Analysis, Article, Publisher, Result, Story
from generator.origins import Engine
from generator.pipeline import Consulting, again
from tests import jobs
from tests.conftest import ROOT
from tests.llm.asking import NOW, PUBLISHER, TEXT, Memory, advised, seen, witnessed
from tests.llm.scripted import Handler, server
from tests.newsroom import serve

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it"),
]
PAGES = 10
PATIENCE = 60


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    running, address = serve.start()
    yield address
    serve.stop(running)


def settings(monkeypatch: pytest.MonkeyPatch, base: str, model: str, **more: str) -> None:
    """Set what a run with a model of the scripted server needs."""
    named = {"SPIN_MODEL": f"openai/{model}", "SPIN_LLM_BASE": base, "SPIN_MODEL_PRICE": "0.25/2"}
    for name, value in (named | more).items():
        monkeypatch.setenv(name, value)


def seen_by(publisher: Publisher) -> tuple[Article, Publisher, Analysis]:
    """Return what a reader starts from."""
    article, known = seen()
    return article, publisher, known


def stories(folder: Path) -> list[Story]:
    files = sorted((folder / "content" / "stories").rglob("*.md"))
    return [story.parse(file.read_text(encoding="utf-8"), file.name) for file in files]


def test_requests_fill_the_limit_while_work_waits_and_never_pass_it(base: str) -> None:
    Handler.together.clear()
    drafts = [witnessed(f"{TEXT}\nIssue {number} of the letter.") for number in range(9)]
    with advised(base, "slow-sound", at_once=3, seconds=20) as analyzer, Consulting(analyzer) as consulting:
        for future in [consulting.settle(one, PUBLISHER) for one in drafts]:
            future.result()
    # Each that ends lets the next in. Two that end at once are let in one by one, so an arrival may see one less.
    assert Handler.together[:3] == [1, 2, 3]
    assert max(Handler.together) == 3
    assert Handler.together[3:].count(3) >= 3


def test_what_is_on_its_way_when_a_run_ends_is_kept(base: str) -> None:
    kept, before = Memory(), len(Handler.seen)
    models = Models((Model("openai/slow-sound", base, "0.25/2"),), "1")
    engine = Asker(models, Asking(one_line=False, seconds=20), kept, ENGLISH, NOW.date())
    # Nobody waits for the reading but the engine itself.
    engine.readers[0].start(*seen_by(PUBLISHER))
    until = time.monotonic() + PATIENCE
    while len(Handler.seen) == before and time.monotonic() < until:
        time.sleep(0.01)
    assert (len(Handler.seen) - before, kept.kept) == (1, {})
    engine.close()
    assert len(kept.kept) == 1


def test_a_run_asks_a_model_and_a_second_one_asks_nothing(
    base: str, newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(monkeypatch, base, "reader")
    first = jobs.lay_out(tmp_path / "first")
    ran = jobs.run(first, newsroom, "--analyzer", "llm", "--limit", str(PAGES))
    found = stories(first)
    asked = [one for one in found if one.provenance.model]
    bill = ran.report.bill
    assert ran.code == 0
    assert bill is not None
    assert (bill.stories, bill.requests) == (len(asked), 2 * len(asked))
    assert bill.cost == pytest.approx(sum(one.provenance.cost or 0 for one in asked))
    assert {one.provenance.engine for one in asked} == {Engine.MIXED}
    assert f"models: {bill.estimate:.4f} expected for at most {PAGES} stories, cap 1.0000" in ran.stderr
    assert f"models: answered for {bill.stories} of {len(found)} reports" in ran.stderr
    assert ran.summary["model_requests"] == bill.requests
    (first / "cache" / "answers").rename(tmp_path / "answers")
    second = jobs.lay_out(tmp_path / "second")
    (second / "cache").mkdir()
    (tmp_path / "answers").rename(second / "cache" / "answers")
    again = jobs.run(second, newsroom, "--analyzer", "llm", "--limit", str(PAGES))
    assert again.report.bill is not None
    assert (again.report.bill.requests, again.report.bill.cost) == (0, 0)
    assert stories(second) == found


def test_a_killed_run_loses_no_answer_that_came(
    base: str, newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(monkeypatch, base, "slow-reader")
    folder = jobs.lay_out(tmp_path)
    before = len(Handler.seen)
    words = jobs.words(folder, newsroom, "--analyzer", "llm", "--limit", str(PAGES))
    process = subprocess.Popen(  # noqa: S603
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and len(Handler.seen) - before < 7:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    asked, kept = len(Handler.seen) - before, len(list((folder / "cache" / "answers").glob("*.json")))
    # What the server still had in hand, at most as many as may be asked at once, never came.
    assert asked - 4 <= kept <= asked
    ran = jobs.run(folder, newsroom, "--analyzer", "llm", "--limit", str(PAGES))
    assert ran.report.bill is not None
    assert ran.report.bill.kept == kept
    assert len(Handler.seen) - before - asked == ran.report.bill.requests
    assert ran.report.bill.kept + ran.report.bill.requests == 2 * ran.report.bill.stories


def test_a_service_that_refuses_the_key_is_left_alone_and_the_night_goes_on(
    base: str, newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(monkeypatch, base, "key")
    ran = jobs.run(jobs.lay_out(tmp_path), newsroom, "--analyzer", "llm", "--limit", "6")
    bill = ran.report.bill
    assert bill is not None
    assert (ran.code, ran.report.bill is not None) == (0, True)
    assert 1 <= bill.requests <= 4
    assert "key refused" in (bill.stopped or "")
    assert sum(bill.fallbacks.values()) == len(stories(tmp_path))
    assert "warning: models: no longer asked: openai/key: key refused;" in ran.stderr
    made = len(stories(tmp_path))
    assert f"models: answered for 0 of {made} reports" in ran.stderr
    assert (ran.summary["model_stories"], ran.summary["without_model"]) == (0, made)
    assert f"{made} of {made} reports were made or stay without the model" in ran.report.alarms[0]


@pytest.mark.parametrize(
    ("model", "cap", "fault"),
    [("prose", "1", Fault.UNREADABLE), ("reader", "0.000001", Fault.MONEY), ("rate", "1", Fault.RATE)],
)
def test_a_night_that_no_model_read_says_so_and_what_to_do(  # noqa: PLR0913, PLR0917 - fixtures and a table
    base: str, newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, cap: str, fault: Fault
) -> None:
    settings(monkeypatch, base, model, SPIN_MAX_COST=cap)
    ran = jobs.run(jobs.lay_out(tmp_path), newsroom, "--analyzer", "llm", "--limit", "4")
    assert (ran.code, ran.summary["model_stories"]) == (0, 0)
    alarm = ran.report.alarms[0]
    assert "reports were made or stay without the model" in alarm
    # The words of a service or a model are no part of a reason: each story would have one of its own.
    assert re.search(rf"because of: openai/{model}: {re.escape(fault)}( \([a-z ]+\))?\. Once", alarm)
    told = (line for line in ran.stderr.splitlines() if line.startswith("warning: models: openai"))
    (line,) = (line for line in told if f"{fault}, " in line)
    assert line.endswith(ADVICE[fault])
    assert ran.report.bill is not None
    assert ran.report.bill.failures == (line.removeprefix("warning: models: "),)


def test_reports_that_no_model_read_are_made_anew_on_demand_and_only_those(
    base: str, newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--analyzer", "llm", "--limit", "6")
    settings(monkeypatch, base, "key")
    jobs.run(jobs.lay_out(tmp_path), newsroom, *words)
    files = sorted((tmp_path / "content" / "stories").rglob("*.md"))
    before = {file: story.parse(file.read_text(encoding="utf-8"), file.name) for file in files}
    lost = [file for file, one in before.items() if again.is_due(one)]
    assert len(lost) > 2
    # A person has worked on one of them since.
    edited = before[lost[0]].model_copy(update={"editor_note": "Looked at by a person."})
    lost[0].write_text(story.render(edited), encoding="utf-8")
    still = jobs.run(tmp_path, newsroom, *words, "--again")
    assert (still.report.count(Result.UPDATED), still.summary["without_model"] > 0) == (0, True)
    assert "reports were made or stay without the model" in still.report.alarms[0]
    assert before == before | {file: story.parse(file.read_text(encoding="utf-8"), file.name) for file in lost[1:]}
    settings(monkeypatch, base, "reader")
    ran = jobs.run(tmp_path, newsroom, *words, "--now", "2026-11-21T06:00:00Z", "--again")
    after = {file: story.parse(file.read_text(encoding="utf-8"), file.name) for file in files}
    renewed = [file for file in files if after[file] != before[file] and file != lost[0]]
    assert after[lost[0]] == edited
    assert renewed == lost[1:]
    assert ran.report.count(Result.UPDATED) >= len(renewed)
    for file in renewed:
        old, new = before[file], after[file]
        assert (new.id, new.path, new.created, new.date) == (old.id, old.path, old.created, old.date)
        assert (new.provenance.model, new.updated > old.updated) == ("openai/reader", True)


def test_a_page_that_moved_is_read_again_and_another_behind_its_address_is_not(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, address = serve.start()
    try:
        first = jobs.run(jobs.lay_out(tmp_path), address, "--publisher", "quillhaven")
        made = {entry.url: entry.story for entry in first.report.entries if entry.result is Result.WRITTEN}
        moved, other, *_ = sorted(made)
        answers = running.answers
        for one, page in ((moved, answers[moved]), (other, answers[moved])):
            answers[f"{one}-anew"] = page
            answers[one] = page._replace(status=301, body=b"", headers={"Location": f"{one}-anew"})
        settings(monkeypatch, base, "reader")
        words = ("--publisher", "quillhaven", "--analyzer", "llm", "--now", "2026-11-21T06:00:00Z", "--again")
        ran = jobs.run(tmp_path, address, *words)
    finally:
        serve.stop(running)
    entries = {entry.url: entry for entry in ran.report.entries}
    assert (entries[moved].result, entries[moved].story) == (Result.UPDATED, made[moved])
    assert (entries[other].result, entries[other].story) == (Result.UNCHANGED, made[other])
    assert entries[other].detail.endswith("-anew")
    assert len(stories(tmp_path)) == len(made)


def test_where_models_are_required_stories_fail_and_the_next_run_asks_again(
    base: str, newsroom: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(monkeypatch, base, "key")
    words = ("--analyzer", "llm", "--limit", "6", "--require-llm")
    ran = jobs.run(jobs.lay_out(tmp_path), newsroom, *words)
    assert ran.code == 1
    assert stories(tmp_path) == []
    failed = {entry.url for entry in ran.report.entries if entry.reason == "analyze"}
    assert failed
    assert all("key refused" in entry.detail for entry in ran.report.entries if entry.url in failed)
    assert "the stories left wait for the next run" in ran.stderr
    assert "stood in" not in ran.stderr

    settings(monkeypatch, base, "reader")
    mended = jobs.run(tmp_path, newsroom, *words)
    assert not any(entry.reason == "analyze" for entry in mended.report.entries)
    assert sum(entry.result is Result.WRITTEN for entry in mended.report.entries) >= len(failed)


def test_a_batch_is_settled_row_by_row_in_order(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(monkeypatch, base, "reader")
    rows = [
        {"id": number, "url": "https://a.example/x", "title": f"Issue {number}", "text": TEXT} for number in range(3)
    ]
    rows.append({"id": 3, "url": "https://a.example/y", "text": "Too short."})
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    words = ("-m", "generator", "analyze", "--analyzer", "llm", "--batch", "in.jsonl", "--out", "out.jsonl")
    done = jobs.python(tmp_path, *words)
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 0
    assert [one["id"] for one in found] == [0, 1, 2, 3]
    assert [one.get("story", {}).get("provenance", {}).get("engine") for one in found] == ["mixed"] * 3 + [None]
    assert found[3]["status"] == "rejected"
    assert "expected" in done.stderr


def cap_of_one_model(told: str) -> str:
    """Return a cap that a night with one model stays below and one with two models passes."""
    (night,) = re.findall(r"a night .*about ([\d.]+)", told)
    return f"{1.5 * float(night):.4f}"


def test_the_doctor_tells_those_whose_language_is_another_what_to_do(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(monkeypatch, base, "reader")
    (tmp_path / "mkdocs.yml").write_text("extra: {spin_reports: {languages: [de]}}\n", encoding="utf-8")
    found = jobs.python(tmp_path, "-m", "generator", "doctor", "--llm")
    assert (found.returncode, "languages: de: the article" in found.stderr) == (2, True)
    assert "Traceback" not in found.stderr


def test_the_doctor_says_yes_or_no(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(monkeypatch, base, "reader")
    well = jobs.python(tmp_path, "-m", "generator", "doctor", "--llm")
    assert (well.returncode, well.stdout.splitlines()[-1]) == (0, "nightly job  yes")
    settings(monkeypatch, base, "prose")
    ill = jobs.python(tmp_path, "-m", "generator", "doctor", "--llm")
    assert ill.returncode == 1
    assert "nightly job  NO" in ill.stdout
    settings(monkeypatch, base, "reader", SPIN_MAX_COST="0.03")
    poor = jobs.python(tmp_path, "-m", "generator", "doctor", "--llm", "--stories", "5000")
    assert (poor.returncode, "raise SPIN_MAX_COST" in poor.stdout) == (1, True)
    settings(monkeypatch, base, "reader,openai/sound", SPIN_MAX_COST=cap_of_one_model(well.stdout))
    pair = jobs.python(tmp_path, "-m", "generator", "doctor", "--llm")
    nights = [float(one) for one in re.findall(r"a night .*about ([\d.]+)", pair.stdout)]
    assert (len(nights), pair.returncode) == (2, 1)
    assert max(nights) < float(os.environ["SPIN_MAX_COST"]) < sum(nights)
    assert pair.stdout.splitlines()[-1].startswith("nightly job  NO: 50 stories cost about")
    monkeypatch.delenv("SPIN_MODEL")
    none = jobs.python(tmp_path, "-m", "generator", "doctor", "--llm")
    assert (none.returncode, "SPIN_MODEL: not set" in none.stderr) == (2, True)
