"""The tilt of cloth that was turned by known angles, and nothing from cloth that shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from formula_runner import Film, film

from formcheck.picture import find_pelvis_tilt, patch
from formcheck.types import Bools, Floats, Frame, PelvisTilt, Pixels, Track

FRAMES, LEG_PX, SIZE = 40, 300.0, (720, 720)
TILT_DEG = 6.0 * np.sin(2 * np.pi * np.arange(FRAMES) / 20)


def still() -> Track:
    """A runner seen from behind whose mid-hip stays in the middle of the picture."""
    track = film(how=Film("rear", seconds=FRAMES / 60))
    xy = track.xy.copy()
    for side, x in (("left", 320.0), ("right", 400.0)):
        xy[:, track.names.index(f"{side}_hip")] = x, 360.0
    return replace(track, xy=xy, size_px=SIZE)


def cloth(plain: bool = False) -> Pixels:
    """Shirt, waistband and shorts; or one colour."""
    picture = np.full((*SIZE, 3), 90, np.uint8)
    if not plain:
        picture[:330], picture[330:342] = (190, 40, 40), (230, 230, 230)
        picture[420:440, 300:420] = 60, 60, 120
    return picture


def filmed(still_cloth: Pixels, tilt_deg: Floats, noise: float = 1.0) -> Iterator[Frame]:
    rng = np.random.default_rng(3)
    for k, angle in enumerate(tilt_deg):
        turn = cv2.getRotationMatrix2D((360.0, 360.0), float(angle), 1.0)  # anticlockwise
        seen = cv2.warpAffine(still_cloth, turn, SIZE, borderMode=cv2.BORDER_REPLICATE)
        seen = seen + rng.normal(0.0, noise, seen.shape)
        yield Frame(k, k / 60, np.clip(seen, 0, 255).astype(np.uint8))


def found(picture: Pixels, tilt_deg: Floats = TILT_DEG, track: Track | None = None) -> PelvisTilt:
    return find_pelvis_tilt(lambda: filmed(picture, tilt_deg), track or still(), LEG_PX)


def agreeing(pelvis: PelvisTilt) -> Bools:
    return np.nan_to_num(pelvis.agreement) >= 0.9


def test_known_turns_come_back_against_their_mean():
    pelvis = found(cloth(), TILT_DEG + 5.0)  # a tilted camera drops out
    assert np.nanmax(np.abs(pelvis.tilt_deg - TILT_DEG)) < 0.8
    assert agreeing(pelvis).mean() > 0.9 and pelvis.contrast > 20


def test_a_mirrored_picture_tilts_the_other_way():
    frames = [
        replace(f, rgb=np.ascontiguousarray(f.rgb[:, ::-1])) for f in filmed(cloth(), TILT_DEG)
    ]
    seen = find_pelvis_tilt(lambda: iter(frames), still(), LEG_PX)
    assert np.nanmax(np.abs(seen.tilt_deg + TILT_DEG)) < 0.8


def test_plain_cloth_has_neither_agreement_nor_contrast():
    pelvis = found(cloth(plain=True))
    assert agreeing(pelvis).mean() < 0.5
    assert pelvis.contrast < 1.0


def test_frames_without_hips_have_no_tilt_and_harm_no_other():
    track = still()
    track.xy[10:14] = np.nan
    pelvis = found(cloth(), track=track)
    assert np.isnan(pelvis.tilt_deg[10:14]).all()
    others = np.r_[0:10, 14:FRAMES]
    assert np.nanmax(np.abs(pelvis.tilt_deg - TILT_DEG)[others]) < 0.8
    assert np.isfinite(pelvis.tilt_deg[others]).mean() > 0.9
    track.xy[:] = np.nan
    assert np.isnan(found(cloth(), track=track).tilt_deg).all()


def test_long_clips_are_looked_at_in_their_middle_only(monkeypatch):
    monkeypatch.setattr(patch, "MOST_PATCHES", 20)
    seen = np.isfinite(found(cloth()).tilt_deg)
    assert not seen[:10].any() and not seen[30:].any()
    assert seen[10:30].mean() >= 0.85  # 0.95 with OpenCV 4, 0.9 with OpenCV 5
