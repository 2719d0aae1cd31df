"""The shipped model computes in steps that are the same on every processor: see ``tests.heads.steady``."""

from generator.analyze.heads.encoder import MODEL


def test_the_shipped_model_holds_no_step_that_processors_approximate_in_their_own_way() -> None:
    whole = MODEL.read_bytes()
    # In a file of ONNX the operator of a node stands behind its tag and its length.
    assert b"\x22\x04Gelu" not in whole
    assert whole.count(b"\x22\x03Erf") == 6
