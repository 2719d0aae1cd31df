"""``analyze --batch``: rows in, rows out, same order."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

from pydantic import Field, ValidationError

from generator import pipeline
from generator import vocabulary as v
from generator.config import first_error, provisional
from generator.errors import ConfigError, StageError
from generator.models import Noun, Publisher
from generator.models.base import Name
from generator.pipeline import Consulting, Desk, Examined, examine
from generator.worker import Workers

CPU_SECONDS = 20.0
WALL_SECONDS = 60.0


# Labeled texts often have a file name where an address should be; the reserved domain says that there is none.
NO_ADDRESS = "https://unknown.invalid/"


class Row(Noun):
    """One row of the input."""

    id: str | int = Field(description="Given back unchanged.")
    url: str = Field(NO_ADDRESS, description="Address of the article; anything but http(s) counts as unknown.")
    title: str | None = Field(None, description="Title; null where there is none.")
    text: str = Field(description="Body as plain text.")
    publisher_name: Name | None = Field(None, description="Name of the publisher.")
    publisher_role: v.Role | None = Field(None, description="Role of the publisher.")


def rows(lines: list[str], file: str) -> list[Row]:
    """Read rows; unknown keys are ignored, so that labeled data can be handed in as it is.

    Raises:
        ConfigError: a line is no JSON object, or a field cannot be used.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line).items()
            found.append(
                Row.model_validate({key: value for key, value in data if key in Row.model_fields and value is not None})
            )
        except ValidationError as error:
            raise ConfigError(f"config: {file}: line {number}: {first_error(error)}: correct the row") from error
        except (ValueError, AttributeError) as error:
            raise ConfigError(f"config: {file}: line {number}: no JSON object: correct the row") from error
    return found


def analyze(  # noqa: PLR0913 - a batch is a small run
    given: list[Row],
    *,
    analyzer: str,
    consulting: Consulting,
    languages: tuple[str, ...],
    now: dt.datetime,
    workers: int,
    progress: Callable[[str, int, int], None],
) -> Iterator[dict[str, Any]]:
    """Yield ``{id, story}`` or ``{id, status: "rejected", reason, detail}`` for each row, in order."""
    if consulting.analyzer is not None:
        consulting.analyzer.expect([len(row.text) for row in given])
    with Workers(workers, preload=("generator.pipeline",)) as pool:
        tasks = []
        for row in given:
            address = row.url if row.url.startswith(("http://", "https://")) and " " not in row.url else NO_ADDRESS
            publisher = provisional(address, name=row.publisher_name, role=row.publisher_role)
            desk = Desk(publisher, analyzer, languages)
            task = pool.submit(
                examine.text, row.text, address, row.title, desk,
                url=address, cpu_seconds=CPU_SECONDS, wall_seconds=WALL_SECONDS,
            )  # fmt: skip
            tasks.append((row, desk, task))
        settled = [_settled(task, desk.publisher, consulting) for _, desk, task in tasks]
        for done, ((row, desk, _), future) in enumerate(zip(tasks, settled, strict=True), start=1):
            progress(row.url, done, len(tasks))
            try:
                examined = future.result()
            except StageError as error:
                yield {"id": row.id, "status": "rejected", "reason": "failed", "detail": str(error)}
                continue
            found = pipeline.record(examined, desk, now)
            yield {"id": row.id, **found} if found["status"] == "rejected" else {"id": row.id, "story": found}


def _settled(
    task: "Future[tuple[Examined, float]]", publisher: Publisher, consulting: Consulting
) -> "Future[Examined]":
    """Return a future of what a worker examines, settled by models where a draft is left."""
    promise: Future[Examined] = Future()

    def settle(done: "Future[tuple[Examined, float]]") -> None:
        if done.cancelled():
            promise.cancel()
        elif (error := done.exception()) is not None:
            promise.set_exception(error)
        else:
            consulting.settle(done.result()[0], publisher).add_done_callback(hand_on)

    def hand_on(done: "Future[Examined]") -> None:
        if done.cancelled():
            promise.cancel()
        elif (error := done.exception()) is not None:
            promise.set_exception(error)
        else:
            promise.set_result(done.result())

    task.add_done_callback(settle)
    return promise
