"""A network to be opened, and one that is open, whatever library runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from formcheck.types import Floats, Pixels


class Network(Protocol):
    """A network ready to look, for one thread at a time."""

    def __call__(self, rgb: Pixels) -> Sequence[Floats]:
        """Its wanted outputs for a picture (edge, edge, 3); good until the next call."""


@dataclass(frozen=True, slots=True)
class Job:
    """A network to be opened.

    Attributes
    ----------
    tflite : the bytes of the file
    outputs : numbers of values of the wanted outputs, which tell them apart
    mean, scale : network input = (pixel - mean) / scale
    threads : how many will look at the same time
    is_bf16 : whether to calculate in bfloat16: faster, less exact
    """

    tflite: bytes
    outputs: tuple[int, ...]
    mean: float
    scale: float
    threads: int
    is_bf16: bool = False
