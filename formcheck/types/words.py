"""The words and arrays that the nouns are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Orders = npt.NDArray[np.intp]
Pixels = npt.NDArray[np.uint8]

View = Literal["side", "rear", "front", "oblique"]
Surface = Literal["treadmill", "road", "trail", "sand", "unknown"]
Activity = Literal["running", "walking", "standing", "unknown"]
Setting = Literal["treadmill", "overground", "unknown"]
ClipWord = Literal["good", "usable", "poor"]
Status = Literal["measured", "indicative", "not_measurable"]
Level = Literal["ok", "borderline", "mild", "marked", "not_measurable"]
MeasuredSide = Literal["left", "right", "both"]

# what a long step tells while it goes on: its name, how many are done, of how many (None: unknown)
Progress = Callable[[str, int, int | None], None]
