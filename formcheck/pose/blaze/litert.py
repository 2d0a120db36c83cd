"""Networks run by LiteRT, once TensorFlow Lite, where OpenVINO is not to be had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.pose.blaze.network import Job, Network
from formcheck.types import Floats, Pixels

if TYPE_CHECKING:
    from types import ModuleType


def load() -> ModuleType:
    """The library.

    Raises
    ------
    ImportError, OSError, RuntimeError : it is not here, or cannot start
    """
    from ai_edge_litert import interpreter

    return interpreter  # type: ignore[no-any-return, unused-ignore]


def has_bf16() -> bool:
    """Never: LiteRT calculates these networks in float32."""
    return False


def open_network(job: Job) -> list[Network]:
    """An interpreter for each thread of the job."""
    from formcheck.pose.blaze.cut import without_other_outputs

    cut = without_other_outputs(job.tflite, job.outputs)
    return [_Interpreter(load(), cut, job) for _ in range(job.threads)]


class _Interpreter:
    """One interpreter, its tensors in the order of the job's outputs."""

    def __init__(self, library: ModuleType, tflite: bytes, job: Job) -> None:
        self._interpreter: Any = library.Interpreter(model_content=tflite, num_threads=1)
        self._interpreter.allocate_tensors()
        (given,) = self._interpreter.get_input_details()
        self._input, self._pixels = given["index"], np.empty(given["shape"], np.float32)
        sizes = {int(np.prod(o["shape"])): o for o in self._interpreter.get_output_details()}
        self._outputs = [sizes[values]["index"] for values in job.outputs]
        self._mean, self._scale = np.float32(job.mean), np.float32(1 / job.scale)

    def __call__(self, rgb: Pixels) -> Sequence[Floats]:
        np.subtract(rgb, self._mean, out=self._pixels[0], dtype=np.float32)
        np.multiply(self._pixels, self._scale, out=self._pixels)
        self._interpreter.set_tensor(self._input, self._pixels)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]
