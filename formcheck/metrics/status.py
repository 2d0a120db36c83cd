"""What a number may be called: the rules that decide it, in the order they are asked.

    refused by the first of REFUSALS  -> not_measurable, no number
    doubted by the first of DOUBTS    -> indicative, a number without a verdict
    neither                           -> measured

A measured number wider than 1.5 times the distance from mild to marked gets no verdict
either; that rule needs the limits, and lives with them in `advice/verdict.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.metrics.clock import clock_doubt
from formcheck.metrics.table import Metric
from formcheck.metrics.tilt import apparent_tilt_deg
from formcheck.types import Gait, MeasuredSide, StandardError, Status
from formcheck.types.said import Said

FAR_SIDE: Final = 2.0  # landmarks of the far side are twice as uncertain (Mo 2025)
SMALL_LEG_PX: Final = 52.0  # at which small size costs as much as the network; `size_factor`
MOST_MIXED: Final = 0.25  # of the frames; rendered runners of 17 % were told apart rightly; by us
FEWEST: Final = 2  # strides that have a spread
FEWEST_FOR_VERDICT: Final = 3  # strides; chosen by us
MOST_YAW_DEG: Final = 25.0  # a side view is corrected up to here; chosen by us
MOST_DISAGREEMENT: Final = 0.3  # of two scales, beyond which no length is given; by us
PICTURE_BOUND: Final = {"vertical_oscillation", "vertical_ratio", "lateral_sway", "step_width"}
TILT_SHARE: Final = 0.5  # of the error that comes from the camera's roll

ARMS: Final = ("arm_", "elbow_")  # what their ids begin with
HOLDING: Final = Said("a hand holds on to something; let go to see the arms")
OBLIQUE: Final = Said("the camera looks at the runner obliquely; film square from the side or rear")


@dataclass(frozen=True, slots=True)
class Case:
    """A number to be named, with what it rests on; `n` strides and an error once it is read."""

    metric: Metric
    gait: Gait
    side: MeasuredSide = "both"
    n: int = 0
    error: StandardError | None = None


Rule = Callable[[Case], str | None]


def refusal(metric: Metric, gait: Gait) -> str | None:
    """Why this metric cannot be had from this clip at all; None when it can."""
    return _first(REFUSALS, Case(metric, gait))


def status(case: Case) -> tuple[Status, str | None]:
    """Measured, or indicative with the reason why it carries no verdict."""
    doubt = _first(DOUBTS, case)
    return ("measured", None) if doubt is None else ("indicative", doubt)


def is_far(gait: Gait, side: MeasuredSide) -> bool:
    """Whether that side of the body is the one away from the camera."""
    near = gait.summary.near_side
    return near is not None and not gait.points.is_solid and side not in ("both", near)


def far_factor(gait: Gait, side: MeasuredSide) -> float:
    """How many times as uncertain the landmarks of that side are as those of the near one."""
    return FAR_SIDE if is_far(gait, side) else 1.0


def landmark_factor(gait: Gait, side: MeasuredSide) -> float:
    """How many times as uncertain landmarks are as those of the near side of a large runner."""
    return far_factor(gait, side) * size_factor(gait)


def size_factor(gait: Gait) -> float:
    """The same for the size alone.

    Four rendered runners made 240 to 90 px high, before trees: numbers moved by 100 px / height of
    the error of their landmarks (root mean square), beside that error.
    """
    return float(np.hypot(1.0, SMALL_LEG_PX / gait.summary.leg_length_px))


def _first(rules: tuple[Rule, ...], case: Case) -> str | None:
    return next((why for rule in rules if (why := rule(case)) is not None), None)


# ------------------------------------------------------------ not measurable


def _wrong_view(case: Case) -> str | None:
    view = case.gait.summary.view
    if view in case.metric.views:
        return None
    return OBLIQUE if view == "oblique" else Said("cannot be seen from the {view}", view=Said(view))


def _too_oblique(case: Case) -> str | None:
    """A view that was called from the side, but is not."""
    summary = case.gait.summary
    if summary.near_side is None or "oblique" in case.metric.views:
        return None
    yaw_deg = abs(summary.camera.yaw_deg)
    return (
        Said("{oblique} (now {yaw_deg:.0f}° off)", oblique=OBLIQUE, yaw_deg=yaw_deg)
        if yaw_deg > MOST_YAW_DEG
        else None
    )


def _withheld(case: Case) -> str | None:
    return case.metric.withheld


def _unseen(case: Case) -> str | None:
    return None if case.metric.unless is None else case.metric.unless(case.gait)


def _not_in_the_set(case: Case) -> str | None:
    """Points that an imported set does not have."""
    lacking = [part for part in case.metric.parts if case.gait.points.lacks(part)]
    if "heel" in lacking or "foot_index" in lacking:
        return Said("this landmark set has no heel and toe")
    if "ear" in lacking:
        return Said("this landmark set has no ears")
    if case.metric.is_calibrated and not case.gait.points.is_blazepose:
        return Said("it was calibrated on the points of another network")
    return None


def _no_speed(case: Case) -> str | None:
    if case.metric.needs != "speed" or case.gait.runner.speed_mps is not None:
        return None
    if case.gait.points.lacks("foot_index"):
        return Said("needs the runner's speed; this landmark set has no heel and toe to tell it by")
    frontal = case.gait.summary.near_side is None
    if frontal:
        return Said("needs the runner's speed; from here it cannot be estimated")
    return Said("needs the runner's speed; or body height or a known length to estimate it")


def _no_scale(case: Case) -> str | None:
    if case.metric.needs != "scale" or case.gait.summary.scale_m_per_px is not None:
        return None
    if case.gait.summary.near_side is None:
        return Said("needs the runner's height or a known length, to know lengths")
    return Said("needs the runner's height, speed or a known length, to know lengths")


def _hopeless_scale(case: Case) -> str | None:
    """Sources so far apart that their mean is neither."""
    hopeless = (case.gait.scale_disagreement or 0.0) > MOST_DISAGREEMENT
    doubt = _contradicting_scale(case)
    return Said("{doubt}; check both", doubt=doubt) if hopeless and doubt is not None else None


REFUSALS: Final[tuple[Rule, ...]] = (
    _wrong_view,
    _too_oblique,
    _withheld,
    _unseen,
    _not_in_the_set,
    _no_speed,
    _no_scale,
    _hopeless_scale,
)


# ------------------------------------------------------------ indicative


def _far_side(case: Case) -> str | None:
    return Said("the far side is partly hidden") if is_far(case.gait, case.side) else None


def _mixed_legs(case: Case) -> str | None:
    """Legs exchanged so often that telling them apart is a guess."""
    share = case.gait.summary.swaps_repaired / len(case.gait.times_s)
    if case.side == "both" or share <= MOST_MIXED:
        return None
    return Said("the network took one leg for the other in {share:.0%} of the frames", share=share)


def _exploratory(case: Case) -> str | None:
    return (
        Said("exploratory: no norms are published; a usual range shown is our own")
        if case.metric.exploratory
        else None
    )


def _guessed(case: Case) -> str | None:
    view = case.gait.summary.view
    return (
        Said("only guessed at from the {view}", view=Said(view))
        if view in case.metric.indicative_in
        else None
    )


def _too_few_frames(case: Case) -> str | None:
    fps, least = 1.0 / float(np.mean(np.diff(case.gait.times_s))), case.metric.least_fps
    return (
        Said("{fps:.0f} frames a second; {least:.0f} are needed", fps=fps, least=least)
        if fps < least
        else None
    )


def _contradicting_scale(case: Case) -> str | None:
    gait = case.gait
    if case.metric.needs == "nothing" or not gait.has_contradicting_scale:
        return None
    rivals = gait.scale_rivals or ("height", "speed")
    if case.metric.needs == "speed" and _is_given(gait) and "speed" not in rivals:
        return None
    one, other = (Said(rival.replace("_", " ")) for rival in rivals)
    return Said(
        "{one} and {other} contradict each other by {apart:.0%}",
        one=one, other=other, apart=gait.scale_disagreement,
    )  # fmt: skip


def _unsure_ground(case: Case) -> str | None:
    """A way over ground that foot and background do not tell alike."""
    if case.metric.needs != "speed" or _is_given(case.gait):
        return None
    return case.gait.ground_doubt


def _unknown_camera(case: Case) -> str | None:
    """What is read against the picture, where nobody knows whether that stood still."""
    camera = case.gait.summary.camera
    looked = camera.background_share is not None
    if case.metric.id not in PICTURE_BOUND or not looked or camera.shake_px is not None:
        return None
    if camera.background_share == 0:
        return Said("no background was seen that tells whether the camera stood still")
    return Said("the background shows too little to tell whether the camera stood still")


def _is_given(gait: Gait) -> bool:
    return gait.runner.speed_source == "given"


def _tilted(case: Case) -> str | None:
    """Most of the doubt comes from a roll that the picture does not show."""
    error = case.error
    if error is None or error.roll < TILT_SHARE * error.total:
        return None
    tilt_deg = apparent_tilt_deg(case.gait)
    return (
        None
        if tilt_deg == 0
        else Said(
            "the camera seems tilted by about {tilt_deg:.0f}°; hold it level", tilt_deg=tilt_deg
        )
    )


def _few_strides(case: Case) -> str | None:
    return Said("rests on {n} strides only", n=case.n) if case.n < FEWEST_FOR_VERDICT else None


def _holding(case: Case) -> str | None:
    """Arms that hold on do not swing as they would."""
    held = case.gait.summary.holding
    if not case.metric.id.startswith(ARMS) or not held:
        return None
    return HOLDING if case.side == "both" or case.side in held else None


def _doubted_clock(case: Case) -> str | None:
    return clock_doubt(case.metric, case.gait, case.side)


DOUBTS: Final[tuple[Rule, ...]] = (
    _far_side,
    _mixed_legs,
    _exploratory,
    _guessed,
    _too_few_frames,
    _contradicting_scale,
    _doubted_clock,
    _unsure_ground,
    _unknown_camera,
    _tilted,
    _few_strides,
    _holding,
)
