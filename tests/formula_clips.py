"""What may happen to a formula runner's film, and the way from film to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from formula_runner import Film, Stick, film

from formcheck.clean import clean, smooth
from formcheck.gait import Level, find_gait
from formcheck.metrics import measure
from formcheck.metrics.derived_table import DERIVED_LABELS
from formcheck.skeleton import LANDMARKS, LOWER_LEG
from formcheck.types import Gait, Measurement, Runner, Track

Numbers = dict[str, Measurement]


def gait_of(track: Track, runner: Runner | None = None, **more: object) -> Gait:
    """The gait of a track as the whole program finds it."""
    exact = clean(track)
    return find_gait(exact, smooth(exact), runner or Runner(height_cm=176.0), **more)  # type: ignore[arg-type]


def numbers(gait: Gait) -> Numbers:
    """Measurements by key, ``overstride:left``; not those made of them."""
    return {m.key: m for m in measure(gait) if m.id not in DERIVED_LABELS}


def read(track: Track, runner: Runner | None = None, level: Level | None = None) -> Numbers:
    """Every number of a track."""
    return numbers(gait_of(track, runner, level=level))


@cache
def filmed(stick: Stick, how: Film) -> Gait:
    """The gait found in a clean film; the runner's height is known."""
    return gait_of(film(stick, how), Runner(height_cm=stick.height_cm))


@cache
def filmed_numbers(stick: Stick, how: Film) -> Numbers:
    """Every number of a clean film."""
    return numbers(filmed(stick, how))


def values(found: Numbers) -> dict[str, float]:
    """The numbers that have a value."""
    return {key: m.value for key, m in found.items() if m.value is not None}


def with_noise(track: Track, px: float, seed: int = 0) -> Track:
    """Every point off by a normal error of that many pixels."""
    off = np.random.default_rng(seed).normal(0, px, track.xy.shape)
    return replace(track, xy=track.xy + off)


def unseen(track: Track, frames: Sequence[int] | np.ndarray | slice, *names: str) -> Track:
    """NaN for the named landmarks (all where none is named) in those frames."""
    xy = track.xy.copy()
    columns = [LANDMARKS.index(n) for n in names] or list(range(len(LANDMARKS)))
    rows = np.arange(len(xy))[frames]
    xy[np.ix_(rows, columns)] = np.nan
    return replace(track, xy=xy)


def with_frames(track: Track, kept: np.ndarray) -> Track:
    """Only those frames, at their own times."""
    parts = ("xy", "depth", "world", "visibility", "presence", "times_s")
    pelvis = track.pelvis and track.pelvis.part(kept)  # type: ignore[arg-type]
    return replace(track, pelvis=pelvis, **{part: getattr(track, part)[kept] for part in parts})


def swapped(track: Track, frames: np.ndarray) -> Track:
    """The lower legs' names exchanged in those frames."""
    xy = track.xy.copy()
    left, right = ([LANDMARKS.index(f"{s}_{j}") for j in LOWER_LEG] for s in ("left", "right"))
    rows = np.asarray(frames)[:, None]
    xy[rows, left], xy[rows, right] = track.xy[rows, right], track.xy[rows, left]
    return replace(track, xy=xy)


def mirrored(track: Track) -> Track:
    """The picture mirrored and every left called right: the mirror twin as a network sees it."""
    order = [LANDMARKS.index(_opposite(name)) for name in LANDMARKS]
    xy = track.xy[:, order] * np.array([-1.0, 1.0]) + np.array([track.size_px[0], 0.0])
    return replace(
        track,
        xy=xy,
        depth=track.depth[:, order],
        world=track.world[:, order] * np.array([-1.0, 1.0, 1.0]),
        visibility=track.visibility[:, order],
        presence=track.presence[:, order],
    )


def _opposite(name: str) -> str:
    pair = {"left": "right", "right": "left"}
    return "_".join(pair.get(part, part) for part in name.split("_"))


def magnified(track: Track, factor: float) -> Track:
    """The same pictures with more or fewer pixels."""
    width, height = (round(side * factor) for side in track.size_px)
    return replace(track, xy=track.xy * factor, depth=track.depth * factor, size_px=(width, height))


def shifted(track: Track, right_px: float, down_px: float) -> Track:
    """The runner elsewhere in the picture."""
    return replace(track, xy=track.xy + np.array([right_px, down_px]))


def played(track: Track, slower: float) -> Track:
    """The clip played that many times slower."""
    return replace(track, times_s=track.times_s * slower)


def joined(*tracks: Track) -> Track:
    """Tracks one after the other."""
    frame_s = float(np.median(np.diff(tracks[0].times_s)))
    times, start = [], 0.0
    for track in tracks:
        times.append(track.times_s + start)
        start = float(times[-1][-1]) + frame_s
    parts = ("xy", "depth", "world", "visibility", "presence")
    stacked = {part: np.concatenate([getattr(t, part) for t in tracks]) for part in parts}
    return replace(tracks[0], times_s=np.concatenate(times), **stacked)
