"""With faces blurred a second runner's head is hidden as well as the first one's."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import people_clips
import pytest

import formcheck
from formcheck import crowding
from formcheck.types import Pixels, Somebody, Study
from formcheck.video import read

pytestmark = pytest.mark.slow

HEAD = 0.12  # of a person's height, from the top


def head_of(one: Somebody, rgb: Pixels) -> Pixels:
    """The upper part of the person's box, grey."""
    left, top, wide, tall = (round(v) for v in one.box_px)
    return cv2.cvtColor(rgb[top : top + round(HEAD * tall), left : left + wide], cv2.COLOR_RGB2GRAY)


def assert_one_is_hidden(one: Somebody, written: Pixels, plain: Pixels) -> None:
    """A head's worth of the picture is another, and has no detail away from its rim."""
    shown, was = head_of(one, written), head_of(one, plain)
    changed = (shown != was).astype(np.uint8)
    changed = cv2.morphologyEx(changed, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    inside = cv2.erode(changed, np.ones((7, 7), np.uint8)) > 0
    assert inside.sum() > 0.4 * len(shown) ** 2
    detail = [cv2.Laplacian(part, cv2.CV_64F)[inside].var() for part in (shown, was)]
    assert detail[0] < 0.3 * detail[1], detail


def assert_hidden(study: Study) -> None:
    people = study.analysis.people
    assert len(people) == 2
    pairs = zip(crowding.shown(study), read(study.source), strict=True)
    written, plain = next(p for p in pairs if p[1].time_s == people[0].box_s)
    for one in people:
        assert_one_is_hidden(one, written.rgb, plain.rgb)
    lowest = round(0.75 * study.source.height)
    assert (written.rgb[lowest:] == plain.rgb[lowest:]).all()


def test_both_of_two_runners_are_hidden(tmp_path: Path) -> None:
    clip = people_clips.side_by_side(tmp_path / "two.mp4")
    assert_hidden(formcheck.study(clip, formcheck.Settings(blur_faces=True)))
