"""The row of a number that is made of another: its asymmetry, variability or drift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.metrics.budget import Reading
from formcheck.metrics.status import Case, refusal, status
from formcheck.metrics.table import Metric
from formcheck.metrics.values import reading_of
from formcheck.types import (
    Gait,
    MeasuredSide,
    Measurement,
    StandardError,
    Status,
    View,
)

NORMAL95: Final = 1.96


@dataclass(frozen=True, slots=True)
class Derived:
    """One row: what it is called and the metric it is made of.

    Attributes
    ----------
    base : whose values per stride are compared; it decides views, sides and doubts
    noise_sd : scatter of single strides' values by measurement alone, in `unit`;
        None: told from neighbouring steps, which share a contact and its error
    per_stride : how many values a stride has
    refused : why formcheck refuses to measure it, where its base can be measured
    """

    id: str
    label: str
    unit: str
    base: Metric
    source: str
    noise_sd: float | None = None
    per_stride: int = 1
    refused: str | None = None

    @property
    def views(self) -> frozenset[View]:
        """From where it shows."""
        return self.base.views

    @property
    def withheld(self) -> str | None:
        """Why formcheck refuses to measure it, if it does."""
        return self.refused or self.base.withheld


@dataclass(frozen=True, slots=True)
class Asked:
    """A row asked about one gait and one side of it."""

    row: Derived
    gait: Gait
    side: MeasuredSide = "both"

    @property
    def reading(self) -> Reading:
        """What gives the values per stride of that side."""
        return reading_of(self.row.base, self.side)

    def refusal(self) -> str | None:
        """Why it cannot be had from this clip at all; None when it can."""
        return refusal(self.row.base, self.gait) or self.row.refused

    def status(self, n: int, error: StandardError) -> tuple[Status, str | None]:
        """What the number may be called, by the rules of the metric it is made of."""
        return status(Case(self.row.base, self.gait, self.side, n, error))

    def missing(self, why: str, n: int = 0) -> Measurement:
        """No number, and why."""
        return Measurement(self.row.id, self.side, None, self.row.unit, n, reason=why)
