"""Crowds made of formulas: runners, a bystander, a passer-by, in any clothes."""

from __future__ import annotations

import numpy as np
from formula_runner import Film, Stick, film

from formcheck.types import Crowd, Floats, Track

FPS = 30.0
HOW = Film(fps=FPS, seconds=4.0, leg_px=200.0)
TIMES_S = HOW.times_s
SIZE_PX = (1280, 1000)
RED, BLUE = (200, 40, 40, 30, 30, 60), (50, 100, 190, 20, 20, 20)


def poses(track: Track) -> Floats:
    """Poses as the network gives them, (frames, 33, 8)."""
    parts = (track.xy, track.depth, track.world, track.visibility, track.presence)
    return np.concatenate([p if p.ndim == 3 else p[..., None] for p in parts], axis=2)


def placed(people: Floats, x: float = 0.0, y: float = 0.0, size: float = 1.0) -> Floats:
    """The same person elsewhere (px) and that many times larger."""
    moved = people.copy()
    moved[..., :2] = (moved[..., :2] - [640.0, 600.0]) * size + [640.0 + x, 600.0 + y]
    return moved


def runs(cadence_spm: float = 170.0) -> Floats:
    return poses(film(Stick(cadence_spm=cadence_spm), HOW))


def stands() -> Floats:
    """One pose, held, with the jitter of a network."""
    shaken = np.repeat(runs()[10:11], len(TIMES_S), axis=0)
    shaken[..., :2] += np.random.default_rng(0).normal(0, 1.5, shaken[..., :2].shape)
    return shaken


def crowd_of(*people: Floats, clothes: tuple[tuple[int, ...], ...] = (), seen: tuple = ()) -> Crowd:
    """Everybody in every frame; `seen` (frames,) by person where somebody is not always there."""
    frame, rows, looks = [], [], []
    for k in range(len(TIMES_S)):
        for j, person in enumerate(people):
            if j >= len(seen) or seen[j] is None or seen[j][k]:
                frame.append(k)
                rows.append(person[k])
                looks.append(clothes[j] if j < len(clothes) else RED)
    return Crowd(
        np.array(frame, np.int64),
        np.array(rows, np.float32).reshape(-1, 33, 8),
        np.array(looks, np.float32).reshape(-1, 6),
        TIMES_S,
        SIZE_PX,
    )
