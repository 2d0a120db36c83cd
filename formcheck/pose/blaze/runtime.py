"""What runs a network: a table of libraries, the fastest first, and which of them is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from formcheck.errors import ModelError
from formcheck.pose.blaze import litert, openvino_cpu
from formcheck.pose.blaze.network import Job, Network
from formcheck.types.said import Said


@dataclass(frozen=True, slots=True)
class Runtime:
    """A library that runs networks.

    Attributes
    ----------
    name, package : what people call it, and what pip calls it
    load : imports it; ImportError, OSError or RuntimeError where it is not here
    open : one network for each thread of a job
    has_bf16 : whether it calculates in bfloat16 on this processor
    """

    name: str
    package: str
    load: Callable[[], object]
    open: Callable[[Job], list[Network]]
    has_bf16: Callable[[], bool]


RUNTIMES: Final = (
    Runtime(
        "OpenVINO", "openvino", openvino_cpu.load, openvino_cpu.open_network, openvino_cpu.has_bf16
    ),
    Runtime("LiteRT", "ai-edge-litert", litert.load, litert.open_network, litert.has_bf16),
)


@cache
def find_runtime() -> Runtime:
    """The first library of the table that loads here.

    Raises
    ------
    ModelError : there is none
    """
    said = []
    for runtime in RUNTIMES:
        try:
            runtime.load()
        except (ImportError, OSError, RuntimeError) as error:
            said.append(f"{runtime.name}: {error}")
        else:
            return runtime
    raise ModelError(
        Said("No library to run the networks directly ({libraries}).", libraries="; ".join(said)),
        Said("Install one: pip install openvino, or choose --backend mediapipe."),
    )
