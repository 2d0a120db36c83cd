"""Makes the table of landmarks: one row a picture and landmark, as seen and as measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from formcheck.types import Floats, Gait, Study

if TYPE_CHECKING:
    import polars as pl

DIGITS: Final = 6  # after the point: finer than any landmark is known


def landmark_table(study: Study) -> pl.DataFrame:
    """Columns, null where not seen.

    frame, time_s, clip_time_s : number of the picture from 0, its real time, and the time at
        which a player shows it; they differ in slow motion
    raw_x_px, raw_y_px, visibility : what the pose network said
    x_px, y_px : repaired, smoothed, and from the side moved to the joint centre
    forward_leg, right_leg, up_leg : the same in leg lengths from the mid-hip, along gravity;
        forward from the side only, right from behind and in front only

    Pixels are those of the upright picture as stored, x to the right, y down.
    """
    import polars as pl

    track, raw, names = study.track, study.raw, study.track.names
    frames, shrink = len(track.times_s), study.source.shrink
    running = _running(study.gait, track.times_s)
    columns = {
        "time_s": np.repeat(track.times_s, len(names)),
        "clip_time_s": np.repeat(raw.times_s, len(names)),
        "raw_x_px": raw.xy[..., 0] / shrink,
        "raw_y_px": raw.xy[..., 1] / shrink,
        "visibility": raw.visibility,
        "x_px": track.xy[..., 0] / shrink,
        "y_px": track.xy[..., 1] / shrink,
        "forward_leg": running[..., 0],
        "right_leg": running[..., 1],
        "up_leg": running[..., 2],
    }
    numbers = pl.DataFrame({name: np.ravel(values) for name, values in columns.items()})
    rows = numbers.with_columns(
        pl.all().round(DIGITS).fill_nan(None),
        pl.Series("frame", np.repeat(np.arange(frames), len(names))),
        pl.Series("landmark", list(names) * frames),
    )
    return rows.select("frame", "time_s", "clip_time_s", "landmark", *list(columns)[2:])


def _running(gait: Gait, times_s: Floats) -> Floats:
    """(frames, landmarks, 3): forward, right and up; NaN outside the part that was measured."""
    running = np.full((len(times_s), len(gait.names), 3), np.nan)
    rows = np.searchsorted(times_s, gait.times_s - 1e-9)
    across = 1 if gait.summary.near_side is None else 0
    running[rows, :, across] = gait.path[..., 0]
    running[rows, :, 2] = gait.path[..., 1]
    return running
