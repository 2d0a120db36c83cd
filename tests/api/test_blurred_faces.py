"""With faces blurred nobody can be known in any picture, and all else stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

import formcheck
from formcheck import crowding, writing
from formcheck.api import default_folder
from formcheck.errors import SettingsError
from formcheck.types import Floats, Frame, Pixels, Study
from formcheck.video import open_source, read


@pytest.fixture
def blurred(known: Path) -> Study:
    return formcheck.study(known, formcheck.Settings(blur_faces=True))


def detail(rgb: Pixels, middle: Floats, half: int) -> float:
    x, y = middle.round().astype(int)
    part = cv2.cvtColor(rgb[y - half : y + half, x - half : x + half], cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(part, cv2.CV_64F).var())


def pairs(study: Study) -> list[tuple[Frame, Frame]]:
    """Every twentieth frame as it is written and as it is."""
    written, plain = crowding.shown(study), read(study.source)
    return [pair for pair in zip(written, plain, strict=True) if pair[0].index % 20 == 0]


def test_the_face_has_no_detail_and_the_legs_are_the_same(blurred: Study) -> None:
    hips = blurred.raw["left_hip"]
    half = round(0.05 * np.median(blurred.raw["left_heel"][:, 1] - blurred.raw["nose"][:, 1]))
    for written, plain in pairs(blurred):
        k = plain.index
        face = (blurred.raw["nose"][k] + blurred.raw["right_ear"][k]) / 2
        assert detail(written.rgb, face, half) < 0.1 * detail(plain.rgb, face, half)
        below = int(hips[k, 1])
        assert (written.rgb[below:] == plain.rgb[below:]).all()


def test_the_numbers_are_those_of_the_clear_pictures(blurred: Study, known: Path) -> None:
    clear = formcheck.study(known)
    assert blurred.analysis.measurements == clear.analysis.measurements
    assert clear.heads is None
    assert next(crowding.shown(clear)).rgb.tobytes() == next(read(clear.source)).rgb.tobytes()


def test_films_and_pictures_are_made_of_the_blurred_frames(blurred: Study, tmp_path: Path) -> None:
    formcheck.write(blurred, tmp_path, ["png", "mp4"])
    film = list(read(open_source(tmp_path / "overlay.mp4")))
    assert blurred.heads is not None
    frame = film[100]
    x, y, radius = blurred.heads.circles[0, 100]
    half = round(0.4 * radius)
    clear = next(f for f in read(blurred.source) if f.index == 100)
    where = np.array([x, y])
    assert detail(frame.rgb, where, half) < 0.2 * detail(clear.rgb, where, half)


def test_stored_landmarks_do_not_know_the_other_faces(blurred: Study, known: Path) -> None:
    formcheck.write(blurred, default_folder(known), ["npz"])
    with pytest.raises(SettingsError, match="other faces could not be blurred"):
        formcheck.study(known, formcheck.Settings(backend="stored", blur_faces=True))


def test_pictures_around_contacts_are_made_of_the_blurred_frames(
    blurred: Study, tmp_path: Path
) -> None:
    """The legs are taken for a face here, as no face is near them."""
    assert blurred.heads is not None
    circles = blurred.heads.circles.copy()
    circles[0, :, 0:2] = blurred.raw["left_knee"]
    circles[0, :, 2] = 150.0
    legs = replace(blurred, heads=replace(blurred.heads, circles=circles))
    named = {"right:2": blurred.analysis.gait.contacts[3]}
    sharp, soft = (
        cv2.imread(str(writing.write_contacts(study, named, tmp_path / name)[0]))
        for name, study in (("sharp", replace(blurred, heads=None)), ("soft", legs))
    )
    changed = np.abs(sharp.astype(int) - soft).max(axis=-1) > 20
    assert changed.mean() > 0.02  # edges of the legs, in all five pictures
