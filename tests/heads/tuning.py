"""Tune the language model to mark loaded wording, and write it as the encoder reads it: ``make encoder``.

What goes in: the weights of all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) and the marks of our own text. What
comes out: ``encoder.onnx`` with weights of 8 bits. Only this file needs torch, transformers and onnx; they are no
dependency of the product or of its tests. Half an hour on two cores.
"""

import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from generator.analyze.embedded import tone
from generator.analyze.heads.encoder import MODEL, TOGETHER, WIDTH, joined
from generator.analyze.heads.masking import Masked, mask
from tests.heads import data, inputs
from tests.heads.steady import steady

# The published weights, by the digest of their safetensors file.
BASE: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SEED: Final = 0
EPOCHS: Final = 3
# Pieces in one step. Batches are cut from so many windows sorted by length, so that little is spent on filling up.
MOST_AT_ONCE: Final = 1024
POOL: Final = 1600
RATE, HEAD_RATE, WARM_UP = 8e-5, 1e-3, 100
# What it costs when the vector of a sentence turns away from the published one, which all other heads read.
FAITH: Final = 3.0
# A sentence of an article weighs so much more than one of a pair, as for the heads.
ARTICLE_WEIGHT: Final = 2.0
NOT_JUDGED: Final = -1.0


class Row(NamedTuple):
    """One sentence: its words, the share of readers who marked each of its pieces (-1: not judged), its weight."""

    text: str
    marked: list[float]
    weight: float


class Taught(NamedTuple):
    """All sentences, and the passages they are read in, by number; a pair's sentences are passages of their own."""

    rows: list[Row]
    passages: list[list[int]]


class Tagger(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """The language model with one number for each word piece on top."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.base = AutoModel.from_pretrained(base, add_pooling_layer=False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, 1)

    def forward(self, ids: Any, shown: Any, inside: Any) -> tuple[Any, Any]:  # noqa: ANN401 - tensors
        """Return log-odds for each piece, shape (rows, pieces), and unit vectors, shape (rows, sentences, 384)."""
        states = self.base(input_ids=ids, attention_mask=shown).last_hidden_state.float()
        return self.head(self.drop(states))[..., 0], functional.normalize(torch.bmm(inside, states), dim=2)


class Batch(NamedTuple):
    """Tensors of shape (rows, pieces); ``inside`` of shape (rows, sentences, pieces) says whose each piece is."""

    ids: Any
    shown: Any
    marked: Any
    weight: Any
    inside: Any
    numbers: Any


class States(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """What is written: pieces in, states out, by the names the published model has."""

    def __init__(self, base: Any) -> None:  # noqa: ANN401 - a model
        super().__init__()
        self.base = base

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:  # noqa: ANN401 - tensors
        """Return the states, shape (rows, pieces, 384)."""
        return self.base(input_ids, attention_mask, token_type_ids).last_hidden_state


def taught() -> Taught:
    """Return the sentences of pairs, but for the style held out, and of articles, names and numbers hidden."""
    told = [one for one in data.sentences() if one.style != data.HELD_OUT_STYLE]
    found = Taught([_row(mask(one.text), (one.spans,), 1.0) for one in told], [[number] for number in range(len(told))])
    for row in data.articles():
        document = inputs.document(row)
        names = sorted(tone.names(document), key=lambda name: (-len(name), name))
        first = len(found.rows)
        for sentence, readers in zip(document.sentences, inputs.marks(row, document), strict=True):
            found.rows.append(_row(mask(sentence.text, names), readers, ARTICLE_WEIGHT))
        passages = document.passages(len(document.sentences))
        found.passages.extend([first + number for number in passage] for passage in passages if passage)
    return found


def _row(masked: Masked, readers: tuple[inputs.Marks, ...], weight: float) -> Row:
    places = (masked.place(start, end) for start, end in joined([masked.text]).offsets[0])
    return Row(masked.text, [NOT_JUDGED if one is None else inputs.share(one, readers) for one in places], weight)


def tune(base: Path) -> Tagger:
    """Tune the model: binary cross-entropy of the marks, and the cosine to the published vector of each sentence."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)  # noqa: S311 - no secret hangs on the order of sentences
    given = taught()
    model = Tagger(base)
    published = _published(model, given.rows)
    groups = [{"params": model.base.parameters(), "lr": RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    epochs = [_batches(given, order) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)
    )
    model.train()
    for number, epoch in enumerate(epochs, start=1):
        heard, turned = 0.0, 0.0
        for windows in epoch:
            one = _tensors(given.rows, windows)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds, vectors = model(one.ids, one.shown, one.inside)
            judged = (one.marked != NOT_JUDGED).float() * one.weight
            each = functional.binary_cross_entropy_with_logits(odds.float(), one.marked.clamp(min=0), reduction="none")
            marks = (each * judged).sum() / judged.sum().clamp(min=1)
            there = one.numbers >= 0
            faith = (1 - (vectors.float()[there] * published[one.numbers[there]]).sum(1)).mean()
            optimizer.zero_grad()
            (marks + FAITH * faith).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            heard, turned = heard + marks.item(), turned + faith.item()
        told = f"marks cost {heard / len(epoch):.4f}, vectors turned by {turned / len(epoch):.4f}"
        sys.stdout.write(f"epoch {number} of {EPOCHS}: {told}\n")
        sys.stdout.flush()
    model.eval()
    return model


def _published(model: Tagger, given: list[Row]) -> Any:  # noqa: ANN401 - a tensor
    """Return the published vector of each sentence alone, shape (sentences, 384): the mean of all its states."""
    model.eval()
    found = torch.zeros(len(given), WIDTH)
    with torch.no_grad():
        for windows in _cut([[number] for number in range(len(given))], given):
            one = _tensors(given, windows)
            states = model.base(input_ids=one.ids, attention_mask=one.shown).last_hidden_state
            found[one.numbers[:, 0]] = functional.normalize((states * one.shown[..., None]).sum(1), dim=1)
    return found


def _batches(given: Taught, order: random.Random) -> list[list[list[int]]]:
    """Return one epoch: every sentence once, in windows of one, two or four of its passage."""
    windows = []
    for passage in given.passages:
        together = order.choices((1, 2, TOGETHER), (0.2, 0.2, 0.6))[0]
        windows += [passage[at : at + together] for at in range(0, len(passage), together)]
    order.shuffle(windows)
    found = [batch for at in range(0, len(windows), POOL) for batch in _cut(windows[at : at + POOL], given.rows)]
    order.shuffle(found)
    return found


def _cut(windows: list[list[int]], given: list[Row]) -> Iterator[list[list[int]]]:
    """Cut windows into batches of like length that hold so many pieces at most."""

    def pieces(window: list[int]) -> int:
        return 1 + sum(len(given[number].marked) + 1 for number in window)

    batch: list[list[int]] = []
    for window in sorted(windows, key=pieces):
        if batch and pieces(window) * (len(batch) + 1) > MOST_AT_ONCE:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _tensors(given: list[Row], windows: list[list[int]]) -> Batch:
    read = [joined([given[number].text for number in window]) for window in windows]
    size = len(windows), max(len(one.ids) for one in read)
    most = max(map(len, windows))
    found = Batch(
        torch.zeros(size, dtype=torch.long),
        torch.zeros(size, dtype=torch.long),
        torch.full(size, NOT_JUDGED),
        torch.zeros(size),
        torch.zeros(size[0], most, size[1]),
        torch.full((size[0], most), -1),
    )
    for row, (window, one) in enumerate(zip(windows, read, strict=True)):
        found.ids[row, : len(one.ids)] = torch.tensor(one.ids)
        found.shown[row, : len(one.ids)] = 1
        for column, (number, (start, end)) in enumerate(zip(window, one.places, strict=True)):
            found.marked[row, start:end] = torch.tensor(given[number].marked)
            found.weight[row, start:end] = given[number].weight
            found.inside[row, column, start : end + 1] = 1
            found.numbers[row, column] = number
    return found


def write(model: Tagger, path: Path) -> None:
    """Write the states of the model with weights of 8 bits, one scale for each column."""
    example = (torch.ones(1, 8, dtype=torch.long),) * 3
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            States(model.base), example, whole, input_names=names, output_names=["last_hidden_state"],
            dynamic_axes={name: {0: "rows", 1: "pieces"} for name in (*names, "last_hidden_state")}, dynamo=False,
        )  # fmt: skip
        # Seven bits: processors without VNNI would overflow with eight.
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(path)
    steady(model)
    onnx.save(model, path)


def main() -> int:
    """Tune the model in the folder named on the command line."""
    base = Path(sys.argv[1])
    digest = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if digest != BASE:
        sys.stderr.write(f"{base}: model.safetensors is {digest}, the published one is {BASE}\n")
        return 1
    write(tune(base), MODEL)
    sys.stdout.write(f"{MODEL.name}: {MODEL.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
