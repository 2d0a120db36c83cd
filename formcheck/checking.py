"""A quick look at a clip, seconds instead of minutes: the order of its stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck import importing, video
from formcheck.bursts import Burst, burst_s, look, slower_by_file, spread
from formcheck.clean import clean, drop_unseen, smooth
from formcheck.gait import time_words
from formcheck.gait.beat import find_beats
from formcheck.gait.doing import what_happens
from formcheck.gait.factors import USUAL_SPM
from formcheck.gait.quick_quality import quick_checks, quick_verdict
from formcheck.gait.timebase import slow_motion_factor
from formcheck.types import Clip, Progress, SlowMotion, Source
from formcheck.types.check import Check

N_BURSTS: Final = 3  # beginning, middle and end; each costs about a second; by us
# Where nobody seems to run: two strides at 8 times slower, the commonest slow motion.
SLOW_S: Final = 13.0
UNKNOWN_S: Final = 10.0  # length of a clip that does not say how long it is; by us
GUESSED_FPS: Final = 30.0
UNEVEN: Final = 0.1  # of the usual seconds between pictures, as in `video.describe`
USUALLY: Final = 0.1  # of the pictures may come late in an even film; by us


def check(path: str | Path, progress: Progress = lambda stage, done, total: None) -> Check:
    """What a few short looks tell about a clip; no number of running form.

    Raises
    ------
    VideoError : the clip cannot be read
    SettingsError : it is a pose track
    ModelError : the network or its library cannot be used
    """
    importing.refuse_track(Path(path))
    source = video.open_source(Path(path))
    slow_motion = _by_file(source)
    starts_s, bursts = spread(source.duration_s or UNKNOWN_S, N_BURSTS, burst_s(source)), []
    for burst in look(source, starts_s):
        bursts.append(burst)
        progress("check", len(bursts), len(starts_s))
    if slow_motion.factor == 1.0 and not any(b.doing.cadence_spm for b in bursts):
        bursts, slow_motion = _slowly(source, bursts)
    return said(source, bursts, slow_motion)


def said(source: Source, bursts: Sequence[Burst], slow_motion: SlowMotion) -> Check:
    """The bursts of one clip in a word each; those of running come first, if any."""
    seen = [b for b in bursts if b.calm is not None]
    running = [b for b in seen if b.doing.cadence_spm is not None]
    told = running or seen
    doing = Counter(b.doing.activity for b in told).most_common(1)
    views = Counter(b.doing.view for b in told if b.doing.view).most_common(1)
    cadences = [b.doing.cadence_spm for b in running if b.doing.cadence_spm is not None]
    clip = _clip(source, bursts, slow_motion)
    n_people = max((b.glance.n_people for b in bursts), default=0)
    quality = quick_checks(
        clip,
        [b.calm for b in told if b.calm is not None],
        [b.doing.yaw_deg for b in told if b.doing.view in ("side", "oblique")],
        [b.looks for b in told if b.looks is not None],
        n_people,
    )
    return Check(
        clip=clip,
        verdict=quick_verdict(quality) if running else None,
        doing=doing[0][0] if doing else "unknown",
        view=views[0][0] if views else None,
        cadence_spm=round(float(np.median(cadences))) if cadences else None,
        n_people=n_people,
        quality=quality,
    )


def _by_file(source: Source) -> SlowMotion:
    factor, capture = slower_by_file(source), source.capture
    if capture is None or factor == 1.0:
        return SlowMotion()
    shown = source.fps_nominal or GUESSED_FPS
    return SlowMotion(factor, "container", time_words.by_file(capture, shown, factor, None))


def _slowly(source: Source, bursts: list[Burst]) -> tuple[list[Burst], SlowMotion]:
    """One long look for running in slow motion; the bursts as they are where there is none."""
    duration_s = source.duration_s or UNKNOWN_S
    length_s = min(SLOW_S, duration_s)
    (long,) = look(source, spread(duration_s, 1, length_s), length_s)
    if long.glance.track is None:
        return bursts, SlowMotion()
    beats = find_beats(smooth(drop_unseen(long.glance.track)))
    played_spm = max((beat.cadence_spm for beat in beats), default=0.0)
    factor = slow_motion_factor(played_spm, source.fps_nominal or GUESSED_FPS) if beats else 1.0
    if factor == 1.0:
        return bursts, SlowMotion()
    real = replace(long.glance.track, times_s=long.glance.track.times_s / factor)
    calm = smooth(clean(real))
    reason = time_words.inferred(played_spm, factor, USUAL_SPM)
    found = replace(long, calm=calm, doing=what_happens(calm))
    return [found], SlowMotion(factor, "plausibility", reason)


def _clip(source: Source, bursts: Sequence[Burst], slow_motion: SlowMotion) -> Clip:
    """What the file says, with the rate that the moments looked at show."""
    gaps_s = np.array([gap for burst in bursts for gap in burst.gaps_s])
    claimed = source.fps_nominal or GUESSED_FPS
    usual_s = float(np.median(gaps_s)) if len(gaps_s) else 1 / claimed
    uneven = np.abs(gaps_s - usual_s) > UNEVEN * usual_s
    return Clip(
        name=source.path.name,
        sha256=source.sha256,
        width=source.width,
        height=source.height,
        frames=source.expected_frames or round((source.duration_s or 0.0) * claimed),
        duration_s=(source.duration_s or 0.0) / slow_motion.factor,
        fps_nominal=source.fps_nominal,
        fps_effective=slow_motion.factor / usual_s,
        variable_rate=bool(len(gaps_s)) and bool(uneven.mean() > USUALLY),
        rotation_deg=source.rotation_deg,
        slow_motion=slow_motion,
        warnings=source.warnings,
        filmed_on=None if source.filmed is None else source.filmed.day,
        filmed_tag=None if source.filmed is None else source.filmed.tag,
    )
