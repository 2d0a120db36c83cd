"""One way to turn any metric's values into a measurement with an honest interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy.stats import t as student

from formcheck.metrics.sensitivity import (
    GIVEN_SPEED_CV,
    enlarged,
    left_later,
    rolled,
    sped_up,
    struck_later,
    widened,
)
from formcheck.metrics.table import METRICS, Metric
from formcheck.skeleton import SIDES, Side, other
from formcheck.types import (
    Floats,
    Gait,
    MeasuredSide,
    Measurement,
    StandardError,
    Status,
)

FEWEST: Final = 2
FEWEST_FOR_VERDICT: Final = 3
TIME_BASE: Final = 0.001  # timestamps and clocks of phones; share of any duration
SYSTEMATIC_STRIKE_S: Final = 0.008  # of folded contacts at 60 frames a second
FAR_SIDE: Final = 2.0  # landmarks of the far side are twice as uncertain (Mo 2025)
Reading = Callable[[Gait], Floats]


def measure(gait: Gait) -> tuple[Measurement, ...]:
    """Every metric of the table, for each side it has, measured or with a reason."""
    return tuple(_one(metric, gait, side) for metric in METRICS for side in _sides(metric, gait))


def _sides(metric: Metric, gait: Gait) -> tuple[MeasuredSide, ...]:
    if metric.sided is None:
        return ("both",)
    near = gait.summary.near_side
    return SIDES if near is None else (near, other(near))


def _one(metric: Metric, gait: Gait, side: MeasuredSide) -> Measurement:
    def missing(why: str, n: int = 0) -> Measurement:
        return Measurement(metric.id, side, None, metric.unit, n, reason=why)

    refusal = _refusal(metric, gait)
    if refusal is not None:
        return missing(refusal)
    reading = _reading(metric, side)
    values = _kept(reading(gait))
    if len(values) < FEWEST:
        if _is_far(gait, side):
            return missing("hidden behind the body; film the other side as well", len(values))
        return missing(f"seen in {len(values)} strides, {FEWEST} are needed", len(values))
    value = _centre(metric, gait, reading, values) - metric.bias
    error = _error(metric, gait, side, reading, values)
    status, why = _status(metric, gait, side, len(values))
    return Measurement(
        metric.id,
        side,
        value,
        metric.unit,
        n=len(values),
        sd=_spread(values),
        standard_error=error,
        interval95=_interval(value, error, len(values)),
        status=status,
        reason=why,
        frames_s=_evidence(metric, gait, side),
    )


def _refusal(metric: Metric, gait: Gait) -> str | None:
    """Why this metric cannot be had from this clip at all; None when it can."""
    view = gait.summary.view
    if view not in metric.views:
        if view == "oblique":
            return "the camera looks at the runner obliquely; film square from the side or rear"
        return f"cannot be seen from the {view}"
    if metric.withheld is not None:
        return metric.withheld
    return _lacking(metric, gait)


def _lacking(metric: Metric, gait: Gait) -> str | None:
    """What the user would have to say for this metric to have metres; None when nothing."""
    frontal = gait.summary.near_side is None
    if metric.needs == "speed" and gait.runner.speed_mps is None:
        what = "from here it cannot be estimated" if frontal else "or body height to estimate it"
        return f"needs the runner's speed; {what}"
    if metric.needs == "scale" and gait.summary.scale_m_per_px is None:
        return f"needs the runner's height{'' if frontal else ' or speed'}, to know lengths"
    return None


def _reading(metric: Metric, side: MeasuredSide) -> Reading:
    if metric.function is not None:
        return metric.function
    sided, which = metric.sided, _side(side)
    assert sided is not None
    return lambda gait: sided(gait, which)


def _side(side: MeasuredSide) -> Side:
    return "right" if side == "right" else "left"


def _kept(values: Floats) -> Floats:
    """The finite values within five robust standard deviations of their median."""
    values = values[np.isfinite(values)]
    if len(values) < 5:
        return values
    away = np.abs(values - np.median(values))
    return values[away <= 5 * max(1.4826 * float(np.median(away)), 1e-12)]


def _centre(metric: Metric, gait: Gait, reading: Reading, values: Floats) -> float:
    if metric.centre == "harmonic":
        return float(len(values) / np.sum(1.0 / values))
    if metric.centre == "folded" and gait.mean_stride is not None:
        folded = reading(gait.mean_stride)
        folded = folded[np.isfinite(folded)]
        if len(folded):
            return float(np.mean(folded))
    return float(np.mean(values))


def _error(
    metric: Metric, gait: Gait, side: MeasuredSide, reading: Reading, values: Floats
) -> StandardError:
    """Each part from the metric's own answer to a small change of the gait."""
    base_gait = gait.mean_stride or gait
    base = _mean(reading(base_gait))

    def moved(changed: Gait) -> float:
        shift = _mean(reading(changed)) - base
        return abs(shift) if np.isfinite(shift) else 0.0

    camera = gait.summary.camera
    strike_s = max(SYSTEMATIC_STRIKE_S, max(c.strike_se_s for c in gait.contacts))
    off_s = max((c.off_se_s or 0.0 for c in gait.contacts), default=0.0)
    yaw = np.radians(min(60.0, float(np.hypot(camera.yaw_deg, camera.yaw_sd_deg))))
    by_strike = (
        moved(struck_later(base_gait, strike_s)) + moved(struck_later(base_gait, -strike_s))
    ) / 2
    by_scale = moved(enlarged(base_gait, 1 + (gait.summary.scale_cv or 0.0)))
    by_speed = moved(sped_up(base_gait, 1 + GIVEN_SPEED_CV))
    in_time = TIME_BASE * abs(base) if metric.unit in ("s", "steps/min") else 0.0
    return StandardError(
        strides=_of_mean(values),
        landmarks=metric.landmark_sd * (FAR_SIDE if _is_far(gait, side) else 1.0),
        timing=float(np.sqrt(by_strike**2 + moved(left_later(base_gait, off_s)) ** 2 + in_time**2)),
        scale=float(np.hypot(by_scale, by_speed)),
        roll=moved(rolled(base_gait, camera.roll_sd_deg)),
        yaw=moved(widened(base_gait, 1.0 / float(np.cos(yaw)))),
    )


def _spread(values: Floats) -> float | None:
    """Standard deviation between strides; None where all share one typical value."""
    spread = float(np.std(values, ddof=1))
    return spread if spread > 1e-9 * max(1.0, float(np.max(np.abs(values)))) else None


def _mean(values: Floats) -> float:
    values = values[np.isfinite(values)]
    return float(np.mean(values)) if len(values) else float("nan")


def _of_mean(values: Floats) -> float:
    """Standard error of the mean of values that follow each other.

    n is corrected for the correlation of neighbours; where errors of neighbours cancel,
    as those of two steps that share a contact, the mean is better than n alone says.
    """
    n, sd = len(values), float(np.std(values, ddof=1))
    if n < 6 or sd == 0:
        return sd / float(np.sqrt(n))
    away = values - np.mean(values)
    rho = float(np.clip(np.sum(away[1:] * away[:-1]) / np.sum(away**2), -0.5, 0.8))
    return sd / float(np.sqrt(n * (1 - rho) / (1 + rho)))


def _interval(value: float, error: StandardError, n: int) -> tuple[float, float]:
    """95 %: Student's t for the strides, 1.96 for what does not average out."""
    fixed = error.total**2 - error.strides**2
    random = error.strides * float(student.ppf(0.975, n - 1))
    half = float(np.sqrt(random**2 + 1.96**2 * max(fixed, 0.0)))
    return value - half, value + half


def _is_far(gait: Gait, side: MeasuredSide) -> bool:
    near = gait.summary.near_side
    return near is not None and side not in ("both", near)


def _status(metric: Metric, gait: Gait, side: MeasuredSide, n: int) -> tuple[Status, str | None]:
    """Measured, or indicative with the reason why it carries no verdict."""
    fps = 1.0 / float(np.median(np.diff(gait.times_s)))
    if _is_far(gait, side):
        return "indicative", "the far side is partly hidden"
    if gait.summary.view in metric.indicative_in:
        return "indicative", f"only guessed at from the {gait.summary.view}"
    if fps < metric.least_fps:
        return "indicative", f"{fps:.0f} frames a second; {metric.least_fps:.0f} are needed"
    if metric.needs != "nothing" and gait.has_contradicting_scale:
        apart = gait.scale_disagreement
        return "indicative", f"height and speed contradict each other by {apart:.0%}"
    if n < FEWEST_FOR_VERDICT:
        return "indicative", f"rests on {n} strides only"
    return "measured", None


def _evidence(metric: Metric, gait: Gait, side: MeasuredSide) -> tuple[float, ...]:
    """The moment that shows it best: of the contact in the middle, nearest to a frame."""
    which = gait.summary.near_side if side == "both" else _side(side)
    contacts = [c for c in gait.contacts if which in (None, c.side)]
    moments = [m for c in contacts if (m := _moment(metric, c.strike_s, c.off_s)) is not None]
    third = len(moments) // 3
    moments = moments[third : len(moments) - third] or moments
    if not moments:
        return ()
    return (min(moments, key=lambda m: float(np.abs(gait.times_s - m).min())),)


def _moment(metric: Metric, strike_s: float, off_s: float | None) -> float | None:
    if metric.moment == "strike":
        return strike_s
    if metric.moment == "off":
        return off_s
    return strike_s + 0.1 if off_s is None else (strike_s + off_s) / 2
