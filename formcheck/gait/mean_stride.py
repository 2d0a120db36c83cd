"""Many strides folded into the typical one, as a gait of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.gait.contacts import extended_phase
from formcheck.gait.periodic import Folding
from formcheck.gait.running_frame import slow
from formcheck.types import Contact, Floats, Gait, PelvisTilt

SAMPLES: Final = 200  # a stride; 3.5 ms at 172 steps a minute
CYCLES: Final = 3
TRUNK: Final = ("left_shoulder", "right_shoulder", "left_hip", "right_hip")
FEWEST_TICKS: Final = 4  # three strides: fewer do not tell a stray from the usual


def mean_stride(gait: Gait, exact: Floats, ticks_s: Floats) -> Gait | None:
    """The typical stride, three times in a row, from repaired but unsmoothed paths.

    `exact` is (frames, landmarks, 2) like ``gait.path``; `ticks_s` are moments one
    stride apart. Landmarks seen in too few phases are NaN throughout. None with
    fewer than three strides.
    """
    if len(ticks_s) < FEWEST_TICKS:
        return None
    stride_s = float(np.median(np.diff(ticks_s)))
    phase = extended_phase(gait.times_s, ticks_s, gait.left_out_s)
    folding, grid = Folding(phase), np.arange(CYCLES * SAMPLES) / SAMPLES
    columns = [folding.typical(exact[:, k], grid) for k in range(exact.shape[1])]
    contacts = _typical_contacts(gait, ticks_s, stride_s)
    if not contacts or not np.isfinite(columns).any():
        return None
    return replace(
        gait,
        summary=replace(gait.summary, contacts=contacts),
        path=np.stack(columns, axis=1),
        progress=_progress(gait, folding, grid, stride_s),
        world=_world(gait, folding, grid),
        times_s=grid * stride_s,
        mean_stride=None,
        pelvis=_pelvis(gait.pelvis, folding, grid),
        left_out_s=(),
    )


def _pelvis(pelvis: PelvisTilt | None, folding: Folding, grid: Floats) -> PelvisTilt | None:
    """The pelvis in the typical stride; its agreement is the usual one."""
    if pelvis is None:
        return None
    seen = pelvis.agreement[np.isfinite(pelvis.agreement)]
    usual = float(np.median(seen)) if len(seen) else float("nan")
    tilt = folding.typical(pelvis.tilt_deg, grid)
    return PelvisTilt(tilt, np.full(len(grid), usual), pelvis.contrast)


def _progress(gait: Gait, folding: Folding, grid: Floats, stride_s: float) -> Floats:
    """The mid-hip's even travel plus its sway within a stride."""
    seen = np.isfinite(gait.progress)
    slope = float(np.polyfit(gait.times_s[seen], gait.progress[seen], 1)[0])
    sway = gait.progress - slow(gait.progress, gait.times_s, stride_s)
    return np.asarray(slope * grid * stride_s + folding.typical(sway, grid))


def _world(gait: Gait, folding: Folding, grid: Floats) -> Floats:
    """Folded world points of shoulders and hips; the others are not used and stay NaN."""
    world = np.full((len(grid), *gait.world.shape[1:]), np.nan)
    for name in TRUNK:
        column = gait.names.index(name)
        world[:, column] = folding.typical(gait.world[:, column], grid)
    return world


def _typical_contacts(gait: Gait, ticks_s: Floats, stride_s: float) -> tuple[Contact, ...]:
    """Each foot's mean contact in the time of the typical stride, for every cycle."""
    found = []
    for side in ("left", "right"):
        mine = [c for c in gait.contacts if c.side == side]
        at_s = np.array([c.strike_s for c in mine])
        phase = extended_phase(at_s, ticks_s, gait.left_out_s)
        if not np.isfinite(phase).any():
            return ()
        strike_s = _mean_phase(phase[np.isfinite(phase)]) * stride_s
        lengths = [c.off_s - c.strike_s for c in mine if c.off_s is not None]
        length_s = float(np.mean(lengths)) if lengths else None
        for cycle in range(CYCLES):
            start = strike_s + cycle * stride_s
            off = None if length_s is None else start + length_s
            found.append(replace(mine[0], strike_s=start, off_s=off))
    return tuple(sorted(found, key=lambda contact: contact.strike_s))


def _mean_phase(phase: Floats) -> float:
    """Mean round the circle, 0 to 1."""
    return float(np.angle(np.mean(np.exp(2j * np.pi * phase))) / (2 * np.pi)) % 1.0
