"""What is read of all windows at once is what each window says by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.gait.windows import (
    correlation,
    full_range,
    middle,
    middle_range,
    windows_round,
)


@given(seed=st.integers(0, 99), length_s=st.floats(0.1, 3.0))
def test_every_window_is_read_as_if_alone(seed: int, length_s: float) -> None:
    rng = np.random.default_rng(seed)
    times_s = np.cumsum(rng.uniform(0.5, 1.5, 120)) / 60
    one, other = rng.normal(size=(2, 120))
    one[rng.random(120) < 0.2] = np.nan
    windows = windows_round(times_s, length_s)
    a, b = windows.read(one), windows.read(other)
    seen = np.isfinite(a) & np.isfinite(b)
    for k, (start, stop) in enumerate(zip(windows.start, windows.stop, strict=True)):
        x, y = one[start:stop], other[start:stop]
        both = np.isfinite(x)
        if both.sum() < 3:
            continue
        low, high = np.percentile(x[both], [5, 95])
        assert middle_range(a)[k] == pytest.approx(high - low)
        assert middle(a[k : k + 1])[0] == pytest.approx(np.median(x[both]))
        assert full_range(b, seen)[k] == pytest.approx(np.ptp(y[both]))
        assert correlation(a, b, seen)[k] == pytest.approx(np.corrcoef(x[both], y[both])[0, 1])


def test_windows_taken_few_at_once_are_the_same() -> None:
    windows = windows_round(np.arange(5000) / 60, 20.0)
    parts = list(windows.few_at_once())
    assert len(parts) > 1
    assert np.concatenate([part.start for part in parts]).tolist() == windows.start.tolist()
    assert np.concatenate([part.stop for part in parts]).tolist() == windows.stop.tolist()
