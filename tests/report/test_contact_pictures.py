"""Pictures around a contact: the right ones, the nearest standing out, faces as asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from report_makers import FPS, make_study, plain_frames

from formcheck.report import write_contacts
from formcheck.report.contact_pictures import strips
from formcheck.types import Frame, Pixels, Study


def shaded(study: Study) -> Iterator[Frame]:
    """Frames that can be told apart by how light they are."""
    for k, frame in enumerate(plain_frames(study)):
        yield replace(frame, rgb=np.full_like(frame.rgb, 2 * k + 60))


def named(study: Study) -> dict[str, object]:
    first, second = study.analysis.gait.contacts[2:4]
    return {"left:2": first, "right:2": replace(second, off_s=None, off_se_s=None)}


def picture(path: Path) -> Pixels:
    return cv2.imread(str(path))[..., ::-1]


def frame(ground: int) -> int:
    return round((ground - 60) / 2)


def yellow(rgb: Pixels) -> np.ndarray:
    return (np.abs(rgb.astype(int) - (240, 228, 66)) < 12).all(axis=-1)


def test_two_before_the_nearest_and_two_after_stand_beside_each_other(tmp_path: Path) -> None:
    study = make_study()
    files = write_contacts(study, named(study), shaded(study), tmp_path / "events")  # type: ignore[arg-type]
    assert [f.name for f in files] == [
        "left_2_landing.png", "left_2_toe_off.png", "right_2_landing.png",
    ]  # fmt: skip
    for file, at_s in zip(files, (0.8, 1.04, 1.15), strict=True):
        drawn, nearest = picture(file), round(at_s * FPS)
        level = drawn[80, :, :]  # above the legs, below the time
        _, widths = np.unique(level[:, 0], return_counts=True)
        grounds = [g for g in dict.fromkeys(level[:, 0].tolist()) if (level[:, 0] == g).sum() > 60]
        assert len(widths) >= 5
        assert [frame(g) for g in grounds] == [nearest + k for k in (-2, -1, 0, 1, 2)]
        framed = np.flatnonzero(yellow(drawn[:40]).sum(axis=1) > 60)
        assert len(framed)  # the frame of the nearest one
        columns = np.flatnonzero(yellow(drawn[framed[0] : framed[0] + 1])[0])
        middle = drawn.shape[1] / 2
        assert columns.min() < middle < columns.max()
        assert columns.max() - columns.min() < drawn.shape[1] / 4


def test_at_the_end_of_a_clip_there_are_fewer(tmp_path: Path) -> None:
    study = make_study()
    last = study.track.times_s[-1]
    contact = replace(study.analysis.gait.contacts[0], strike_s=0.0, off_s=last)
    landing, leaving = strips(study, {"left:1": contact})
    assert (landing.row, landing.rows) == (0, range(3))
    assert (leaving.row, len(leaving.rows)) == (len(study.track.times_s) - 1, 3)


def test_who_is_not_seen_is_shown_whole(tmp_path: Path) -> None:
    study = make_study()
    gone = replace(study, track=replace(study.track, xy=np.full_like(study.track.xy, np.nan)))
    (file, *_) = write_contacts(gone, named(gone), shaded(gone), tmp_path)  # type: ignore[arg-type]
    assert picture(file).shape[1] > 5 * 300


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "left:2: Left foot lands, 0.800 s ± 0.008 s"),
        ("nl", "left:2: Linkervoet landt, 0,800 s ± 0,008 s"),
    ],
)
def test_the_words_are_those_of_the_analysis(
    lang: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.report import contact_pictures

    study, seen = make_study(), []
    analysis = replace(study.analysis, settings={"lang": lang})
    monkeypatch.setattr(
        contact_pictures, "wrapped", lambda lines, *room: seen.extend(lines) or lines
    )
    told = replace(study, analysis=analysis)
    write_contacts(told, named(told), shaded(told), tmp_path)  # type: ignore[arg-type]
    assert seen[0][0] == words
