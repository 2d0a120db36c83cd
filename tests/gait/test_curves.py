"""Curves are what metrics read: the same at a contact, whole over a stride, honest about gaps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import filmed, gait_of, unseen
from formula_runner import Film, Stick, film

from formcheck.gait import curves
from formcheck.metrics.arm_swing import arm_swing
from formcheck.metrics.knee_flexion_contact import knee_flexion_contact
from formcheck.metrics.overstride import overstride
from formcheck.metrics.reading import strides
from formcheck.metrics.thigh_extension import thigh_extension
from formcheck.metrics.trunk_lean import trunk_lean
from formcheck.skeleton import SIDES
from formcheck.types import Curve, Gait

SIDE = Film(fps=100.0)
AT_STRIKE = {"foot_ahead": overstride, "knee": knee_flexion_contact}


def of(gait: Gait, id: str, side: str) -> Curve:
    return next(c for c in curves(gait) if (c.id, c.side) == (id, side))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("id", sorted(AT_STRIKE))
def test_a_curve_starts_with_what_its_metric_reads_at_contact(id: str, side: str) -> None:
    gait = filmed(Stick(), SIDE)
    starts = [c.strike_s for c in gait.contacts if c.side == side]
    whole = [starts.index(start) for start, _ in strides(gait, side)]  # type: ignore[arg-type]
    read = AT_STRIKE[id](gait, side)[whole]  # type: ignore[arg-type]
    curve = of(gait, id, side)
    assert curve.mean[0] == pytest.approx(np.mean(read), abs=1e-9)
    assert curve.spread[0] == pytest.approx(np.std(read, ddof=1), abs=1e-9)


def test_peaks_and_means_of_a_stride_are_those_of_their_metrics() -> None:
    gait = filmed(Stick(), SIDE)
    assert np.max(of(gait, "thigh", "right").mean) == pytest.approx(
        np.mean(thigh_extension(gait, "right")), abs=0.2
    )
    assert np.mean(of(gait, "trunk", "both").mean) == pytest.approx(
        np.mean(trunk_lean(gait)), abs=0.2
    )
    assert np.ptp(of(gait, "upper_arm", "right").mean) == pytest.approx(
        np.mean(arm_swing(gait, "right")), abs=0.5
    )


def test_the_clip_is_followed_frame_by_frame() -> None:
    gait = filmed(Stick(), SIDE)
    curve = of(gait, "foot_ahead", "left")
    assert curve.times_s is gait.times_s
    wanted = 100 * (gait["left_ankle"] - gait["left_hip"])[:, 0]
    assert np.allclose(curve.values, wanted, equal_nan=True)


def test_toe_off_stands_where_contacts_end() -> None:
    gait = filmed(Stick(), SIDE)
    mine = [c for c in gait.contacts if c.side == "right"]
    share = np.mean([c.off_s - c.strike_s for c in mine]) / Stick().stride_s
    assert of(gait, "knee", "right").toe_off_pct == pytest.approx(100 * share, rel=0.02)


def test_too_few_strides_give_no_typical_one() -> None:
    gait = filmed(Stick(), SIDE)
    few = replace(gait, summary=replace(gait.summary, contacts=gait.contacts[:6]))
    for curve in curves(few):
        assert len(curve.mean) == len(curve.spread) == 0
        assert len(curve.values) == len(few.times_s)


def test_what_is_not_seen_stays_unknown_and_spoils_nothing_else() -> None:
    track = film(Stick(), SIDE)
    gait = gait_of(unseen(track, slice(200, 300), "right_wrist", "right_elbow"))
    hidden = (gait.times_s > 2.2) & (gait.times_s < 2.8)
    arm = of(gait, "upper_arm", "right")
    assert np.isnan(arm.values[hidden]).all()
    assert np.isfinite(arm.mean).all()
    assert np.isfinite(of(gait, "knee", "right").values[hidden]).all()


@pytest.mark.parametrize("view", ["rear", "front"])
def test_rear_and_front_show_what_lies_across(view: str) -> None:
    gait = filmed(Stick(), Film(view=view))  # type: ignore[arg-type]
    found = {c.id for c in curves(gait)}
    assert found == {"foot_out", "knees_apart", "side_lean"}  # no pelvis without pictures
    assert np.nanmean(of(gait, "foot_out", "left").values) > 0
    assert np.nanmean(of(gait, "foot_out", "right").values) > 0
    assert of(gait, "foot_out", "left").toe_off_pct is None


def test_seen_at_an_angle_nothing_is_drawn() -> None:
    gait = filmed(Stick(), SIDE)
    assert curves(replace(gait, summary=replace(gait.summary, view="oblique"))) == ()
