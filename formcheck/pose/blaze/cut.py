"""A TensorFlow Lite network without the outputs nobody asks for, and what only they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

MARK: Final = b"TFL3"  # at byte 4 of every such file


def without_other_outputs(tflite: bytes, sizes: Sequence[int]) -> bytes:
    """The network with the outputs of those numbers of values only, in that order.

    Raises
    ------
    ValueError : this is no such network
    """
    if tflite[4:8] != MARK:
        raise ValueError("no TensorFlow Lite network")
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(tflite, 0))
    (graph,) = model.subgraphs
    by_size = {int(np.prod(graph.tensors[out].shape)): int(out) for out in graph.outputs}
    graph.outputs = np.array([by_size[size] for size in sizes], np.int32)
    graph.operators = _needed(graph.operators, set(graph.outputs.tolist()))
    model.signatureDefs = None  # they name the outputs that went
    builder = flatbuffers.Builder(len(tflite))
    builder.Finish(model.Pack(builder), MARK)
    return bytes(builder.Output())


def _needed(operators: Sequence[Any], wanted: set[int]) -> list[Any]:
    """The operators, in their order, that the wanted tensors come from."""
    kept = []
    for operator in reversed(operators):
        if wanted.intersection(int(out) for out in operator.outputs):
            wanted |= {int(tensor) for tensor in operator.inputs}
            kept.append(operator)
    return kept[::-1]
