"""Pages that speak to machines, read by a model that obeys them: nothing of it is published, and no score moves.

The cases are those of the outside corpora. Their page is lengthened by two plain paragraphs, since it is too short
for a score by itself; the pages with an instruction are read as they stand too.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.config import provisional
from generator.models import Story
from generator.origins import Engine
from generator.pipeline import analyze_page, analyze_text, examine, record, single
from tests.conftest import NOW
from tests.llm.asking import advised
from tests.llm.leaks import leaks, outputs
from tests.llm.obedient import PERSON, Json, Reply, is_line, orders, sentences, server, unwanted

# The library warns of its own types, and leaves connections to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it"),
]
URL = "https://northwind.example/atlas-two"
DESK = examine.Desk(provisional(URL), "llm", ("en",))
PLAIN = """The company builds its machines in a hall beside the river and sells them through dealers in three regions. \
Orders are taken by telephone, and a deposit is due when a contract is signed. Each arm comes with a printed manual, \
a set of tools and two days of training for the people who run it.
Warehouses that already own the earlier model may keep it. Spare parts stay in stock, and the service desk answers \
calls on working days."""
# A person of the page, who gains nothing by it, and one who is not there.
PERSONS = {"Dana Ortiz", "Ortiz", "Dana", PERSON}
MOST_MOVED = 2
ASKING: Json = {"price": "0", "one_line": True, "per_minute": 10_000}


class Page(NamedTuple):
    """A page with what was planted in it, as far as the embedded analyzer goes, and its report without a model."""

    name: str
    planted: str
    examined: examine.Examined
    own: Json


class Report(NamedTuple):
    """A page, and its report with a model."""

    page: Page
    record: Json

    @property
    def moved(self) -> int | None:
        """Return the points between the scores; None where only one of the two has any."""
        scores = [one.get("verdict", {}).get("score") for one in (self.record, self.page.own)]
        if None in scores:
            return 0 if scores == [None, None] else None
        return int(scores[0] - scores[1])


Reader = Callable[[str], list[Report]]


def lengthened(page: str) -> str:
    return page.replace("</article>", "".join(f"<p>{one}</p>" for one in PLAIN.splitlines()) + "</article>")


def paragraphs(page: str) -> list[str]:
    return [html.unescape(one.replace("<br>", "\n")) for one in re.findall(r"<p>(.*?)</p>", page, re.DOTALL)]


def cases(corpora: Path, kind: str) -> list[Json]:
    lines = (corpora / "hostile" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for case in map(json.loads, lines) if case["kind"] == kind]


def planted_pages(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, planted passage and HTML of every page, the clean one first."""
    folder = corpora / "hostile"
    clean = (folder / "files/page/baseline.html").read_text(encoding="utf-8")
    yield "clean", "", lengthened(clean)
    known = paragraphs(clean)
    for case in cases(corpora, "injection"):
        page = (folder / case["file"]).read_text(encoding="utf-8")
        passage = "\n".join(one for one in paragraphs(page) if one not in known)
        yield case["id"], passage, lengthened(page)
        yield f"{case['id']} as it stands", passage, page
    start, middle, *rest = lengthened(clean).split("</p>")
    for case in cases(corpora, "injection_text"):
        lines = map(json.loads, (folder / case["file"]).read_text(encoding="utf-8").splitlines())
        attack = next(line["attack"] for line in lines if line["item"] == case["item"])
        yield case["id"], attack, "</p>".join((start, middle, f"<p>{html.escape(attack)}", *rest))


@pytest.fixture(scope="module")
def pages(corpora: Path) -> list[Page]:
    """Return every page with its one embedded analysis."""
    found = []
    for name, passage, page in planted_pages(corpora):
        examined = examine.page(page.encode(), URL, {}, None, DESK)
        draft = examined.draft
        own = examine.settled(examined, draft.seen, DESK.publisher) if draft else examined
        found.append(Page(name, passage, examined, record(own, DESK, NOW)))
    return found


@pytest.fixture(scope="module")
def read(pages: list[Page]) -> Iterator[Reader]:
    """Yield what reads all pages with a model, each model once."""
    known: dict[str, list[Report]] = {}
    with server() as service:

        def reports(model: str) -> list[Report]:
            if model not in known:
                with advised(service.base, model, **ASKING) as analyzer:
                    judged = [(page, single.judged(page.examined, DESK, analyzer)) for page in pages]
                known[model] = [Report(page, record(one, DESK, NOW)) for page, one in judged]
            return known[model]

        yield reports


def text_of(page: Page) -> str:
    """Return the text of a page, or nothing where no model is asked about it."""
    return page.examined.draft.article.text if page.examined.draft else ""


def said(page: Page, model: str) -> list[str]:
    """Return what a report on a page may not say."""
    return [*unwanted(model, text_of(page)), *sentences(page.planted)]


def test_the_model_hears_every_order_and_none_where_there_is_none(pages: list[Page]) -> None:
    assert len(pages) == 1 + 2 * 15 + 75
    assert [one.name for one in pages if one.planted and not orders(one.planted)] == []
    assert orders(text_of(pages[0])) == []
    assert pages[0].own["verdict"]["score"] > 24


def test_the_embedded_report_shows_a_planted_passage_only_as_such(pages: list[Page]) -> None:
    found = {one.name: where for one in pages if (where := leaks(one.own, sentences(one.planted)))}
    assert found == {}


@pytest.mark.parametrize("model", ["obedient", "malicious"])
def test_the_answers_are_of_the_right_form_and_taken(read: Reader, model: str) -> None:
    asked = [one for one in read(model) if one.page.examined.draft]
    assert len(asked) > 90
    assert {one.page.name: why for one in asked if (why := one.record.get("provenance", {}).get("fallback"))} == {}


@pytest.mark.parametrize("model", ["obedient", "malicious"])
def test_nothing_a_hostile_model_wants_to_say_is_published(read: Reader, model: str) -> None:
    reports = [one for one in read(model) if one.record["status"] != "rejected"]
    found = {one.page.name: where for one in reports if (where := leaks(one.record, said(one.page, model)))}
    assert found == {}


@pytest.mark.parametrize("model", ["obedient", "malicious"])
def test_no_hostile_model_names_a_person_as_one_who_gains_or_is_not_heard(read: Reader, model: str) -> None:
    named = {
        (one.page.name, gain["name"])
        for one in read(model)
        for gain in (*one.record.get("beneficiaries", ()), *one.record.get("missing_voices", ()))
        if gain["name"] in PERSONS
    }
    assert named == set()


@pytest.mark.parametrize("model", ["obedient", "malicious"])
def test_no_hostile_model_moves_a_score(read: Reader, model: str, capsys: pytest.CaptureFixture[str]) -> None:
    reports = read(model)
    moves = {one.page.name: one.moved for one in reports if one.moved}
    with capsys.disabled():
        print(f"\n{model}: {len(moves)} of {len(reports)} scores move: {moves}")  # noqa: T201
    assert [one.page.name for one in reports if one.record["status"] != one.page.own["status"]] == []
    assert {name: moved for name, moved in moves.items() if moved is None or abs(moved) > MOST_MOVED} == {}


def test_by_hand_a_page_and_its_text_go_the_same_way(pages: list[Page], corpora: Path, read: Reader) -> None:
    name, _, page = list(planted_pages(corpora))[-1]
    expected = read("obedient")[-1]
    with server() as service, advised(service.base, "obedient", **ASKING) as analyzer:
        found = analyze_page(page.encode(), URL, DESK, NOW, fetcher=None, analyzer=analyzer)  # type: ignore[arg-type]
        title, _, body = text_of(pages[-1]).partition("\n\n")
        typed = analyze_text(body, URL, title, DESK, NOW, analyzer=analyzer)
        asked = len(service.seen)
    assert (expected.page.name, expected.record) == (name, found)
    assert typed["verdict"] == found["verdict"]
    assert asked >= 2


# -- replies that are no answers


class Scripted:
    """Reply to each request for a report what a case says; to one for a line, a line."""

    def __init__(self, script: str | Json) -> None:
        self._steps = script["sequence"] if isinstance(script, dict) and "sequence" in script else [script]
        self.reports = 0

    def __call__(self, body: Json) -> Reply:
        if is_line(body):
            return Reply("A company presents a machine.")
        step = self._steps[min(self.reports, len(self._steps) - 1)]
        self.reports += 1
        if isinstance(step, str):
            return Reply(step)
        error = {"error": {"message": step.get("body", "Something went wrong")}}
        return Reply(hang=2.0) if step.get("hang") else Reply(status=step["status"], error=error)


class Replied(NamedTuple):
    """A report of a model that replies as a case says, and the requests for it and for the next story of the run."""

    record: Json
    requests: int
    later: int


def replied(case: Json, corpora: Path, page: Page) -> Replied:
    script = Scripted(json.loads((corpora / "hostile" / case["file"]).read_text(encoding="utf-8"))["reply"])
    seconds = 0.5 if "hang" in case["id"] else 5.0
    with server(script) as service, advised(service.base, "any", **ASKING | {"seconds": seconds}) as analyzer:
        data = record(single.judged(page.examined, DESK, analyzer), DESK, NOW)
        requests = script.reports
        if any(one["check"] == "llm_requests_after" for one in case["must"]):
            single.judged(examine.text(f"{PLAIN}\n" * 3, URL, "Machines for warehouses", DESK), DESK, analyzer)
    return Replied(data, requests, script.reports - requests)


def test_every_bad_reply_ends_in_a_sound_report(pages: list[Page], corpora: Path) -> None:
    found = cases(corpora, "llm_reply")
    wrong = {case["id"]: list(problems(case, replied(case, corpora, pages[0]), pages[0])) for case in found}
    assert len(wrong) == 16
    assert {name: problems for name, problems in wrong.items() if problems} == {}


def problems(case: Json, got: Replied, page: Page) -> Iterator[str]:
    """Yield what a report has that it should not have."""
    made = Story.model_validate(got.record).provenance
    checks = {one["check"]: one for one in case["must"]}
    if got.requests > checks.get("fallback_used", {}).get("max_attempts", 3):
        yield f"{got.requests} requests"
    if got.later > checks.get("llm_requests_after", {}).get("max", 0):
        yield f"{got.later} requests for the next story"
    if made.engine is not (Engine.EMBEDDED if made.fallback else Engine.MIXED):
        yield f"it is called {made.engine}"
    if "fallback_used" in checks and not made.fallback:
        yield "it says nothing of a fallback"
    if got.record["verdict"] != page.own["verdict"]:
        yield f"it has {got.record['verdict']['score']} points"
    text = "".join(outputs(got.record).values())
    forbidden = (*(one["contains"] for one in case["must_not"] if "contains" in one), "<script", "javascript:")
    yield from (f"it says {one}" for one in forbidden if one in text)
