"""Small people are looked for in parts of a few pictures, and then looked at enlarged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from crowd_makers import FPS, TIMES_S, crowd_of, placed, runs, stands

from formcheck.pose import choose_runner
from formcheck.pose.candidates import candidates
from formcheck.pose.second_look import look_again, sheet_of
from formcheck.pose.tiles import windows, with_small_people
from formcheck.types import Frame, Pixels

SIZE = (1280, 1000)
SMALL = placed(runs(), size=0.22, x=250, y=-100)  # 90 px


class Painted:
    """A looker that sees the person of a frame only in parts in which they are large enough."""

    def __init__(self, people: np.ndarray, share: float = 0.22, step: int = 8) -> None:
        self.people, self.share, self.step, self.looked = people, share, step, 0

    def look(self, pictures: Iterable[Pixels]) -> Iterator[np.ndarray]:
        for rgb in pictures:
            self.looked += 1
            k, left, top = (int(v) for v in rgb[0, 0])
            seen = self.people[k].copy()
            seen[:, 0] -= self.step * left
            seen[:, 1] -= self.step * top
            tall = np.ptp(seen[:, 1])
            inside = (seen[:, :2] > 0).all() and (seen[:, :2] < rgb.shape[1::-1]).all()
            found = inside and tall >= self.share * max(rgb.shape)
            yield seen[None].astype(np.float32) if found else np.empty((0, 33, 8), np.float32)


def frames(scale: int = 1) -> Iterator[Frame]:
    """Each pixel says which frame it is of and where it stands, in eights of the first size."""
    y, x = np.mgrid[0 : scale * SIZE[1], 0 : scale * SIZE[0]] // (8 * scale)
    for k, time_s in enumerate(TIMES_S):
        rgb = np.stack([np.full_like(x, k), x, y], axis=2).astype(np.uint8)
        yield Frame(k, time_s, rgb)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (720, 1280), (640, 360), (3840, 2160)])
def test_parts_cover_the_picture_and_overlap_by_a_person(size):
    tiles = windows(size)
    covered = np.zeros((size[1], size[0]), bool)
    for tile in tiles:
        covered[tile] = True
    assert covered.all()
    fine = min(t[0].stop - t[0].start for t in tiles)
    tall = int(0.42 * fine)
    rng = np.random.default_rng(0)
    for top, left in zip(
        rng.integers(0, size[1] - tall, 50), rng.integers(0, size[0] - tall // 2, 50), strict=True
    ):
        assert any(
            t[0].start <= top and top + tall <= t[0].stop
            and t[1].start <= left and left + tall // 2 <= t[1].stop
            for t in tiles
        )  # fmt: skip


def test_somebody_small_is_found_in_place():
    nobody = crowd_of()
    looker = Painted(SMALL)
    found = with_small_people(nobody, looker, frames, lambda done: None)
    (one,) = candidates(found)
    assert one.motion.does == "runs"
    assert len(one.person.frames) >= 14
    gap_s = np.diff(TIMES_S[one.person.frames])
    assert gap_s.max() <= 0.35
    # offsets are read in eights of a pixel's place: up to 7 px
    off = [np.abs(p[:, :2] - SMALL[f][:, :2]).max() for f, p in
           zip(one.person.frames, one.person.poses, strict=True)]  # fmt: skip
    assert max(off) < 8
    assert found.times_s is nobody.times_s


def test_where_somebody_runs_nothing_more_is_looked_for():
    looker = Painted(SMALL)
    crowd = crowd_of(runs())
    assert with_small_people(crowd, looker, frames, lambda done: None) is crowd
    assert looker.looked == 0


def test_somebody_who_only_stands_does_not_keep_a_small_runner_from_being_found():
    found = with_small_people(crowd_of(placed(stands(), x=-400)), Painted(SMALL), frames,
                              lambda done: None)  # fmt: skip
    best = candidates(found)[0]
    assert best.motion.does == "runs"
    assert best.motion.height_px == pytest.approx(90, rel=0.2)


def test_a_clip_without_anybody_costs_little():
    looker = Painted(SMALL, share=9.0)
    crowd = crowd_of()
    found = with_small_people(crowd, looker, frames, lambda done: None)
    assert len(found.poses) == 0
    assert looker.looked <= 16 * len(windows(SIZE))


def test_a_short_absence_is_no_reason_to_look():
    away = np.ones(len(TIMES_S), bool)
    away[40 : 40 + round(0.6 * FPS)] = False
    looker = Painted(SMALL)
    crowd = crowd_of(runs(), seen=(away,))
    assert with_small_people(crowd, looker, frames, lambda done: None) is crowd
    assert looker.looked == 0


def test_somebody_cut_by_the_edge_of_a_part_does_not_count():
    """A person larger than any part is seen in none as a whole."""
    looker = Painted(placed(runs(), size=2.0, y=-100), share=0.1)
    found = with_small_people(crowd_of(), looker, frames, lambda done: None)
    assert len(found.poses) == 0


@pytest.mark.parametrize("scale", [1, 2])
def test_the_second_look_may_see_the_clip_in_more_detail(scale):
    """Pictures twice as large give the same places, in pixels of the first look."""
    known = np.zeros(len(TIMES_S), bool)
    known[::8] = True
    crowd = crowd_of(SMALL, clothes=((90,) * 6,), seen=(known,))
    large = SMALL.copy()
    large[..., :2] *= scale
    looker = Painted(large, step=8 * scale)
    choice = choose_runner(crowd)
    sheet = sheet_of(choice.person, crowd)
    sheet.colours[:] = np.nan  # the pictures show no clothes
    look_again(sheet, choice.person, crowd, (looker, frames(scale)), lambda done: None)
    assert looker.looked == len(TIMES_S)  # small: every frame
    off = np.abs(sheet.poses[..., :2] - SMALL[..., :2]).max(axis=(1, 2))
    assert np.isfinite(off).mean() > 0.95
    assert np.nanmax(off) < 8
