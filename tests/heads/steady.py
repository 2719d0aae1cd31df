"""A quantized model -> the same model in steps that give the same numbers on every processor.

    python -m tests.heads.steady generator/analyze/heads/encoder.onnx

Before each product of matrices the model fits a scale of 256 steps to what it multiplies. A last bit that another
order of adding changes can shift a step, a step many others, and in the end a verdict: of 134 labeled articles, two got
another type on a processor without AVX-512. What onnxruntime 1.31 adds or approximates in an own way for AVX-512 are
products of floats, ``Softmax`` and ``Gelu``. So attention is computed in doubles, whose last bits vanish when the
result becomes a float, and ``Gelu`` is written as the steps it stands for. Costs a quarter more CPU. Only this file
and ``tuning`` need onnx.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# Gelu(x) = x / 2 * (1 + erf(x / sqrt 2)), Hendrycks and Gimpel 2016, as the operators of ONNX 20 define it.
CONSTANTS: Final = {"gelu_root": 2**-0.5, "gelu_half": 0.5, "gelu_one": 1.0}
_WIDE: Final = "_wide"


def steady(model: Any) -> None:  # noqa: ANN401 - the package has no types
    """Change a model in place.

    Raises:
        ValueError: its attention is not laid out as the exporter of torch lays it out.
    """
    graph = _Graph(model.graph)
    nodes = list(graph.nodes())
    del model.graph.node[:], model.graph.value_info[:]
    model.graph.node.extend(nodes)
    for name, value in CONSTANTS.items():
        model.graph.initializer.append(numpy_helper.from_array(np.array(value, np.float32), name))
    onnx.checker.check_model(model)


class _Graph:
    """The nodes of a model, and which of them are attention."""

    def __init__(self, graph: Any) -> None:  # noqa: ANN401
        self._nodes = list(graph.node)
        self._maker = {name: node for node in self._nodes for name in node.output}
        self._users: dict[str, list[Any]] = {}
        for node in self._nodes:
            for name in node.input:
                self._users.setdefault(name, []).append(node)
        # Names of what is computed in doubles, and what stands for what is left out.
        self._wide: set[str] = set()
        self._instead: dict[str, str] = {}
        self._cast: set[str] = set()
        for node in self._nodes:
            if node.op_type == "Softmax":
                self._widen(node)

    def _widen(self, softmax: Any) -> None:  # noqa: ANN401
        """Note product, mask, softmax and product; that no share is NaN need not be asked: no row is all mask."""
        (result,) = softmax.output
        masked = self._maker[softmax.input[0]]
        scores = self._maker[masked.input[0]]
        asked, chosen = sorted(self._users[result], key=lambda node: str(node.op_type))
        (product,) = self._users[chosen.output[0]]
        found = [node.op_type for node in (scores, masked, asked, chosen, product)]
        if found != ["MatMul", "Add", "IsNaN", "Where", "MatMul"]:
            raise ValueError(f"{softmax.name}: attention of {found} is none this file knows")
        self._wide |= {node.output[0] for node in (scores, masked, softmax, product)}
        self._instead |= {chosen.output[0]: result, asked.output[0]: ""}

    def nodes(self) -> Iterator[Any]:
        """Yield the nodes of the changed graph, in order."""
        for node in self._nodes:
            if node.output[0] in self._wide:
                yield from self._in_doubles(node)
            elif node.op_type == "Gelu":
                yield from _gelu(node.input[0], node.output[0])
            elif node.output[0] not in self._instead:
                yield node

    def _in_doubles(self, node: Any) -> Iterator[Any]:  # noqa: ANN401
        given = [self._instead.get(name, name) for name in node.input]
        for name in given:
            if name not in self._wide and name not in self._cast:
                self._cast.add(name)
                yield helper.make_node("Cast", [name], [name + _WIDE], to=TensorProto.DOUBLE)
        (result,) = node.output
        changed = onnx.NodeProto()
        changed.CopyFrom(node)
        del changed.input[:], changed.output[:]
        changed.input.extend(name + _WIDE for name in given)
        changed.output.append(result + _WIDE)
        yield changed
        if any(one.output[0] not in self._wide | self._instead.keys() for one in self._users[result]):
            yield helper.make_node("Cast", [result + _WIDE], [result], to=TensorProto.FLOAT)


def _gelu(given: str, result: str) -> Iterator[Any]:
    root, half, one = CONSTANTS
    yield helper.make_node("Mul", [given, root], [f"{result}_scaled"])
    yield helper.make_node("Erf", [f"{result}_scaled"], [f"{result}_erf"])
    yield helper.make_node("Add", [f"{result}_erf", one], [f"{result}_share"])
    yield helper.make_node("Mul", [given, half], [f"{result}_half"])
    yield helper.make_node("Mul", [f"{result}_half", f"{result}_share"], [result])


def main() -> int:
    """Change the model in the file named on the command line."""
    path = Path(sys.argv[1])
    model = onnx.load(path)
    steady(model)
    onnx.save(model, path)
    sys.stdout.write(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
