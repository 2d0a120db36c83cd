"""Networks run by OpenVINO on the processor; its usage report is left out.

Importing `openvino` sends an event to its maker through the package `openvino_telemetry`.
Where Python is told that there is no such package, OpenVINO goes on without, and sends nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.pose.blaze.network import Job, Network
from formcheck.types import Floats, Pixels

if TYPE_CHECKING:
    from types import ModuleType


def load() -> ModuleType:
    """The library, without its usage report.

    Raises
    ------
    ImportError, OSError, RuntimeError : it is not here, or cannot start
    """
    if "openvino" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment] # "there is none"
    import openvino

    return openvino  # type: ignore[no-any-return, unused-ignore]


def has_bf16() -> bool:
    """Whether this processor calculates in bfloat16; elsewhere OpenVINO would not, silently."""
    able = load().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "BF16" in able


def open_network(job: Job) -> list[Network]:
    """The network, compiled once, for each thread of the job."""
    ov = load()
    # OpenVINO reads this format from files only
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "network.tflite"
        file.write_bytes(job.tflite)
        compiled = ov.Core().compile_model(_fed_with_bytes(ov, file, job), "CPU", _ways(job))
    return [_Asked(compiled.create_infer_request(), job) for _ in range(job.threads)]


def _fed_with_bytes(ov: ModuleType, file: Path, job: Job) -> Any:
    """The network without what only unwanted outputs need, taking pixels as they are."""
    whole = ov.Core().read_model(file)
    by_size = {int(np.prod(list(out.shape))): out for out in whole.outputs}
    wanted = [by_size[values] for values in job.outputs]
    steps = ov.preprocess.PrePostProcessor(ov.Model(wanted, whole.get_parameters()))
    layout = ov.Layout("NHWC")
    steps.input().tensor().set_element_type(ov.Type.u8).set_layout(layout)
    pixels = steps.input().preprocess().convert_element_type(ov.Type.f32)
    pixels.mean(job.mean).scale(job.scale)
    steps.input().model().set_layout(layout)
    return steps.build()


def _ways(job: Job) -> dict[str, Any]:
    """One core for each thread that looks: pictures do not wait for each other."""
    return {
        "INFERENCE_PRECISION_HINT": "bf16" if job.is_bf16 else "f32",
        "PERFORMANCE_HINT": "THROUGHPUT",
        "NUM_STREAMS": str(job.threads),
        "INFERENCE_NUM_THREADS": job.threads,
        "ENABLE_CPU_PINNING": False,  # decoding and other programs want cores too
    }


class _Asked:
    """One request; the compiled network behind it is shared."""

    def __init__(self, request: Any, job: Job) -> None:
        self._request = request
        self._outputs = range(len(job.outputs))

    def __call__(self, rgb: Pixels) -> Sequence[Floats]:
        self._request.infer({0: rgb[None]}, share_inputs=True)
        return [self._request.get_output_tensor(k).data for k in self._outputs]
