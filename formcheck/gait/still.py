"""The runner as a camera that stands still would have seen him.

A hand that trembles moves everything in the picture alike, background and runner. The camera's
path, told by the background, takes it away again: the place of the body is put where it belongs
on one still picture, and the body is turned and zoomed with it. What is read against the mid-hip
needs only that turn; what is read against the picture (rise and fall, progress, sway, step
width) needs all of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.types import CameraPath, Floats, PelvisTilt, Track

# What errors of the following leave on a tripod, share of the long side (95 of 100 pictures:
# up to 0.0008 on seven clips); below the limit nothing is moved.
CALM: Final = 0.0015
LEAST_SEEN: Final = 0.6  # of the frames; with less background the camera is unknown; by us


def is_known(camera: CameraPath | None) -> bool:
    """Whether the background was seen in enough of the frames to know what the camera did."""
    return camera is not None and float((camera.points > 0).mean()) >= LEAST_SEEN


def is_calm(track: Track) -> bool:
    """Whether the camera stood, as far as the background shows."""
    if track.camera is None or not is_known(track.camera):
        return True
    return tremble_px(track) < CALM * max(track.size_px)


def tremble_px(track: Track) -> float:
    """How far the still picture's inner part is off in 95 of 100 pictures, px."""
    assert track.camera is not None
    size = np.array(track.size_px)
    corners = size * np.array([[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]])
    path = track.camera.filled()
    there = np.stack([path.still(corner) for corner in corners], axis=1)
    off = np.linalg.norm(there - np.median(there, axis=0), axis=2).max(axis=1)
    return float(np.percentile(off, 95))


def unshaken(track: Track) -> Track:
    """The track on one still picture; as it is where the camera stood or is not known."""
    if track.camera is None or track.camera.undone or is_calm(track):
        return track
    path, here = track.camera.filled(), _middle(track)
    turn, zoom = path.turn_and_zoom(here)
    xy = path.still(here)[:, None] + _turned(track.xy - here[:, None], turn) * zoom[:, None, None]
    return replace(
        track,
        xy=xy,
        depth=track.depth * zoom[:, None],
        pelvis=_level_pelvis(track.pelvis, turn),
        camera=replace(path, undone=True),
    )


def _middle(track: Track) -> Floats:
    """The mean of the points seen in each frame, (frames, 2); the picture's middle for none."""
    seen = np.isfinite(track.xy)
    total = np.where(seen, track.xy, 0.0).sum(axis=1)
    count = seen.sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.array(track.size_px) / 2)


def _turned(offset: Floats, turn: Floats) -> Floats:
    """Offsets (frames, landmarks, 2) turned clockwise, y pointing down, by one angle a frame."""
    c, s = np.cos(turn)[:, None], np.sin(turn)[:, None]
    x, y = offset[..., 0], offset[..., 1]
    return np.stack([c * x - s * y, s * x + c * y], axis=-1)


def _level_pelvis(pelvis: PelvisTilt | None, turn: Floats) -> PelvisTilt | None:
    """The tilt without what the camera's own turning put into it."""
    if pelvis is None:
        return None
    return replace(pelvis, tilt_deg=pelvis.tilt_deg - np.degrees(turn - np.mean(turn)))
