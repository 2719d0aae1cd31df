"""The commands as a person types them: exit codes, streams, and errors that say what to do."""

import json
from pathlib import Path

import pytest

from generator.cli import main
from tests import sites
from tests.articles import BODY, TITLE
from tests.stories import make_story

LONG = (
    BODY
    + "\n"
    + " ".join(
        f"The ledger keeps a list of the shop's orders for {place}, and the list can be printed at the counter."
        for place in ("Ellerby", "Norwell", "Harrow", "Tidewell", "Maris", "Quarry Lane", "Osmond", "Fenwick")
    )
)


def analyze(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, object]]:
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    code = main(
        ["analyze", "--text", str(file), "--url", "https://blog.quillon.example/ledger", "--title", TITLE, *more]
    )
    return code, json.loads(capsys.readouterr().out)


def test_a_text_gives_one_report_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = analyze(tmp_path, LONG, capsys, "--now", "2026-11-20T06:00:00Z")
    assert code == 0
    assert report["status"] == "processed"
    assert report["created"] == "2026-11-20T06:00:00Z"


def test_a_refusal_is_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = analyze(tmp_path, "Three short words.", capsys)
    assert code == 0
    assert (report["status"], report["reason"]) == ("rejected", "empty")


def test_a_batch_answers_each_row_in_order(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "url": "https://a.example/x", "title": TITLE, "text": LONG, "publisher_role": "wire"},
        {"id": 2, "url": "https://a.example/y", "title": None, "text": "Too short."},
        {"id": "c", "url": "data/final/z.txt", "text": LONG, "labels": ["ignored"]},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["analyze", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 0
    out = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in out] == ["a", 2, "c"]
    assert out[0]["story"]["publisher"]["role"] == "wire"
    assert out[1]["status"] == "rejected"
    assert out[2]["story"]["status"] == "processed"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["analyze", "--text", "nowhere.txt", "--url", "https://a.example/"], "nowhere.txt"),
        (["analyze", "--url", "https://a.example/", "--analyzer", "oracle"], "oracle"),
        (["analyze", "--batch", "nowhere.jsonl"], "--out"),
        (["analyze"], "--url"),
        (["analyze", "--url", "file:///etc/passwd", "--text", "x"], "file:///etc/passwd: no address of a page"),
        (["analyze", "--url", "a.example/x", "--text", "x"], "a.example/x: no address of a page"),
        (["analyze", "--url", "https://", "--text", "x"], "https://: no address of a page"),
        (["analyze", "--url", "http://[::1", "--text", "x"], "http://[::1: no address of a page"),
        (
            ["analyze", "--url", "https://a.example/", "--require-llm"],
            "--require-llm: --analyzer embedded asks no model",
        ),
        (["run", "--require-llm"], "--require-llm: --analyzer embedded asks no model"),
        (["run", "--content", "nowhere"], "no publisher file"),
        (["run", "--publisher", "nobody-here"], "nobody-here"),
    ],
)
def test_a_wrong_word_is_named_and_costs_exit_code_two(
    words: list[str], part: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    extra = ["--cache", str(tmp_path)] if words[0] == "run" else []
    assert main([*words, *extra]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert part in captured.err


@pytest.mark.parametrize(
    "words", [["run", "--now", "yesterday"], ["run", "--limit", "-1"], ["doctor", "--llm", "--cache", "x"], ["fly"], []]
)
def test_bad_usage_costs_exit_code_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help_teaches_the_usual_way(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "python -m generator run" in capsys.readouterr().out


def test_publishers_go_out_as_opml_and_feeds_come_in_disabled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publishers = Path(__file__).parent / "newsroom" / "publishers"
    assert main(["opml", "--publishers", str(publishers)]) == 0
    (tmp_path / "feeds.opml").write_text(capsys.readouterr().out, encoding="utf-8")
    folder = tmp_path / "new"
    assert main(["opml", "--publishers", str(folder), "--import", str(tmp_path / "feeds.opml")]) == 0
    files = sorted(folder.glob("*.md"))
    assert len(files) >= 10
    assert all("enabled: false" in file.read_text(encoding="utf-8") for file in files)
    assert main(["opml", "--publishers", str(folder)]) == 0


@pytest.fixture
def keepsake(tmp_path: Path) -> Path:
    """Make a content folder beside a folder of somebody's own files; return the folder of both."""
    (tmp_path / "content" / "publishers").mkdir(parents=True)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("keep me", encoding="utf-8")
    (tmp_path / "file").write_text("keep me", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("site", ["content", "content/publishers", ".", "own", "file"])
def test_a_build_never_empties_a_folder_it_did_not_make(
    site: str, keepsake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--content", str(keepsake / "content"), "--site", str(keepsake / site)]) == 2
    assert "--site" in capsys.readouterr().err
    assert (keepsake / "own" / "letter.txt").exists()
    assert (keepsake / "content" / "publishers").is_dir()


def test_a_build_without_content_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--content", str(tmp_path / "nowhere"), "--site", str(tmp_path / "site")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_build_that_fails_names_the_file_and_its_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = sites.lay_out(tmp_path / "content", [make_story()])
    (file,) = content.rglob("stories/**/*.md")
    file.write_text(
        file.read_text(encoding="utf-8").replace('status: "processed"', 'status: "perfect"'), encoding="utf-8"
    )
    assert main(["build", "--content", str(content), "--site", str(tmp_path / "site")]) == 1
    told = capsys.readouterr().err
    assert file.name in told
    assert "perfect" in told


def test_two_stories_at_one_address_stop_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = sites.lay_out(tmp_path / "content", [make_story()])
    (file,) = content.rglob("stories/**/*.md")
    file.with_name("2026-11-01-another.md").write_bytes(file.read_bytes())
    assert main(["build", "--content", str(content), "--site", str(tmp_path / "site")]) == 1
    assert f"{file.name}: slug: its address" in capsys.readouterr().err


def test_files_that_are_no_utf8_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publishers = tmp_path / "publishers"
    publishers.mkdir()
    (publishers / "orbany.md").write_bytes(b"\xff\xfe")
    assert main(["check", "--content", str(tmp_path)]) == 2
    assert "orbany.md" in capsys.readouterr().err
    (tmp_path / "in.jsonl").write_bytes(b"\xff\n")
    assert main(["analyze", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]) == 2
    assert "in.jsonl" in capsys.readouterr().err


def test_schemas_are_written_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", "--folder", str(tmp_path)]) == 0
    assert main(["schemas", "--folder", str(tmp_path), "--check"]) == 0
    (tmp_path / "story.schema.json").write_text("{}", encoding="utf-8")
    assert main(["schemas", "--folder", str(tmp_path), "--check"]) == 1
    assert "story.schema.json" in capsys.readouterr().out
