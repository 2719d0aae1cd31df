"""One model as a reader, without any service: what of its answers becomes a reading."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.analyze.base import Heard
from generator.analyze.llm import prompt
from generator.analyze.llm.asking import Asked, Raw
from generator.analyze.llm.prompt import Question
from generator.analyze.llm.reader import ModelReader
from tests.articles import BODY, make_analysis, make_article, make_publisher
from tests.llm.answers import FULL


class Answering:
    """Answer every question with the next of some texts; an exception is raised."""

    def __init__(self, *said: str | Exception) -> None:
        self.where = SimpleNamespace(model="openai/a")
        self.said = list(said)

    async def ask(self, _: Question, __: int = 0) -> Raw:
        text = self.said.pop(0)
        if isinstance(text, Exception):
            raise text
        return Raw(text, 5)


def heard(body: str, *said: str | Exception) -> Heard:
    article = make_article(body=body)
    asked = cast("Asked", Answering(*said))
    unused: Any = None
    reader = ModelReader(asked, unused, lambda _: True, samples=len(said), one_line=False)
    return asyncio.run(reader.read(article, make_publisher(), make_analysis(article)))


def test_of_a_text_that_was_cut_nothing_is_said_to_be_missing() -> None:
    (whole,) = heard(BODY, json.dumps(FULL)).readings
    assert (len(whole.analysis.omissions), whole.dropped.get("omissions")) == (1, None)
    rest = "\n\nThe shops are open all week." * (prompt.MOST_CHARACTERS // 20)
    (cut,) = heard(BODY + rest, json.dumps(FULL)).readings
    assert (cut.analysis.omissions, cut.analysis.missing_voices) == ((), ())
    assert cut.dropped["omissions"] == 1
    assert cut.analysis.claims


def test_a_bug_in_one_sample_is_no_sample_less() -> None:
    with pytest.raises(ZeroDivisionError):
        heard(BODY, json.dumps(FULL), ZeroDivisionError())
