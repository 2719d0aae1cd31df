"""Turn sentences into states of a small language model, offline.

What goes in: sentences. What comes out: one vector per word piece, and one per sentence. Reads the model beside this
module (all-MiniLM-L6-v2 of sentence-transformers, Apache-2.0, tuned by ``make encoder`` to hear loaded wording, int8)
and its word pieces (the uncased vocabulary published with BERT, Apache-2.0); never the network.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

MODEL: Final = Path(__file__).with_name("encoder.onnx")
WIDTH: Final = 384
# The model was trained on sentences of at most 128 pieces; what is longer is judged by its beginning.
MOST_PIECES: Final = 128
# So many sentences of a passage are read together: together they stay below the 512 pieces the model can place.
TOGETHER: Final = 4

Floats = NDArray[np.float32]


class States(NamedTuple):
    """The states of one sentence.

    ``mean`` is the unit vector of the sentence, shape (384,); ``pieces`` one state per word piece, shape (n, 384);
    ``offsets`` where each piece stands in the sentence, first code point and one past the last.
    """

    mean: Floats
    pieces: Floats
    offsets: tuple[tuple[int, int], ...]


class Encoder:
    """Hold the model and its tokenizer; one instance serves a whole process."""

    def __init__(self) -> None:
        """Load model and word pieces: about 130 MB, 240 MB for a moment, and 0.3 CPU seconds."""
        # Imported here: `--help` and the gate need no model.
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        # One thread: workers share the machine already, and sums come out the same every time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        # An arena keeps what the longest batch took; allocating anew costs next to nothing here.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])
        _give_back()
        self._tokenizer = tokenizer()

    def states(self, passages: Iterable[Sequence[str]]) -> tuple[States, ...]:
        """Return the states of the sentences of passages, in order.

        Sentences of a passage are read four at a time, each in the company of the others; passages do not change each
        other's states.
        """
        windows = (passage[at : at + TOGETHER] for passage in passages for at in range(0, len(passage), TOGETHER))
        return tuple(states for window in windows for states in self._window(window))

    def _window(self, sentences: Sequence[str]) -> Iterator[States]:
        pieces = joined(sentences)
        ids = np.array([pieces.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: Floats = self._session.run(None, feed)[0][0]
        for (start, end), offsets in zip(pieces.places, pieces.offsets, strict=True):
            # The mark that ends a sentence counts as a part of it; so even an empty one has a vector.
            mean = hidden[start : end + 1].mean(axis=0)
            norm = float(np.linalg.norm(mean)) or 1.0
            yield States((mean / norm).astype(np.float32), hidden[start:end], offsets)


def _give_back() -> None:
    """Return to the system what loading has left behind: 56 MB of unpacked weights, where the C library is glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class Pieces(NamedTuple):
    """Sentences as the model reads them together: a mark that begins, and one that ends each sentence.

    ``places`` says where the pieces of each sentence stand among the ``ids``, the mark that ends it left out.
    """

    ids: list[int]
    places: list[tuple[int, int]]
    offsets: list[tuple[tuple[int, int], ...]]


def joined(sentences: Sequence[str]) -> Pieces:
    """Cut sentences into word pieces and put them behind each other."""
    found = Pieces([], [], [])
    for sentence in sentences:
        read = tokenizer().encode(sentence)
        # The first and the last piece are marks of the model, no words; only the first sentence needs a beginning.
        found.ids.extend(read.ids[1 if found.ids else 0 :])
        found.places.append((len(found.ids) - len(read.ids) + 1, len(found.ids) - 1))
        found.offsets.append(tuple(read.offsets[1:-1]))
    return found


@lru_cache(maxsize=1)
def tokenizer() -> Any:  # noqa: ANN401 - the package has no types
    """Return what cuts sentences into word pieces, the longest sentences cut short."""
    from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415

    found = BertWordPieceTokenizer(str(Path(__file__).with_name("wordpieces.txt")), lowercase=True)
    found.enable_truncation(MOST_PIECES)
    return found


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder of this process."""
    return Encoder()
