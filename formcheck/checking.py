"""A quick look at a clip, seconds instead of minutes: the order of its stages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np

from formcheck import video
from formcheck.bursts import Burst, look, spread
from formcheck.gait.quick_quality import quick_checks
from formcheck.gait.verdict import verdict
from formcheck.types import Progress, Source
from formcheck.types.check import Check

N_BURSTS: Final = 3  # beginning, middle and end; each costs about a second; by us


def check(path: str | Path, progress: Progress = lambda stage, done, total: None) -> Check:
    """What a few short looks tell about a clip; no number of running form.

    Raises
    ------
    VideoError : the clip cannot be read
    ModelError : the network or its library cannot be used
    """
    source = video.open_source(Path(path))
    starts_s, bursts = spread(source.duration_s or 10.0, N_BURSTS), []
    for burst in look(source, starts_s):
        bursts.append(burst)
        progress("check", len(bursts), len(starts_s))
    return said(source, bursts)


def said(source: Source, bursts: list[Burst]) -> Check:
    """The bursts of one clip in a word each; those of running come first, if any."""
    seen = [b for b in bursts if b.calm is not None]
    running = [b for b in seen if b.doing.cadence_spm is not None]
    told = running or seen
    doing = Counter(b.doing.activity for b in told).most_common(1)
    views = Counter(b.doing.view for b in told if b.doing.view).most_common(1)
    cadences = [b.doing.cadence_spm for b in running if b.doing.cadence_spm is not None]
    tracks = [b.calm for b in told if b.calm is not None]
    yaws = [b.doing.yaw_deg for b in told if b.doing.view in ("side", "oblique")]
    quality = quick_checks(source.fps_nominal, source.duration_s, tracks, yaws)
    return Check(
        clip=source.path.name,
        verdict=verdict(quality) if running else None,
        doing=doing[0][0] if doing else "unknown",
        view=views[0][0] if views else None,
        cadence_spm=round(float(np.median(cadences)), 0) if cadences else None,
        n_people=max((b.glance.n_people for b in bursts), default=0),
        quality=quality,
        width_px=source.stored_width,
        height_px=source.stored_height,
        fps_nominal=source.fps_nominal,
        duration_s=source.duration_s,
    )
