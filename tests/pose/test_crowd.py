"""Everybody in flat arrays, with what they wear, and the file that keeps them."""

from __future__ import annotations

import numpy as np
import pytest
from crowd_makers import BLUE, RED, SIZE_PX, crowd_of, placed, runs

from formcheck.pose import cache_path, keep_crowd, recall_crowd
from formcheck.pose.crowd import clothes, collect, with_more
from formcheck.types import Crowd, Frame


@pytest.fixture
def crowd() -> Crowd:
    later = np.arange(120) >= 60
    return crowd_of(runs(), placed(runs(150), x=300), clothes=(RED, BLUE), seen=(None, later))


def same(one: Crowd, other: Crowd) -> bool:
    arrays = ("frame", "poses", "colours", "times_s")
    return one.size_px == other.size_px and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in arrays
    )


def test_poses_by_frame_are_views_in_order(crowd):
    frames = crowd.by_frame()
    assert [len(people) for people in frames] == [1] * 60 + [2] * 60
    assert all(np.shares_memory(people, crowd.poses) for people in frames)
    assert np.array_equal(np.concatenate(frames), crowd.poses)


def test_arrays_that_do_not_belong_together_are_refused(crowd):
    with pytest.raises(ValueError, match="equally long"):
        Crowd(crowd.frame[1:], crowd.poses, crowd.colours, crowd.times_s, SIZE_PX)
    with pytest.raises(ValueError, match="never fall"):
        Crowd(crowd.frame[::-1], crowd.poses, crowd.colours, crowd.times_s, SIZE_PX)


def test_frames_are_collected_with_and_without_people():
    rgb = np.zeros((1000, 1280, 3), np.uint8)
    people = runs()[:1].astype(np.float32)
    nobody = people[:0]
    seen = [(Frame(k, k / 30, rgb), who) for k, who in enumerate((people, nobody, people))]
    crowd = collect(iter(seen), SIZE_PX)
    assert crowd.frame.tolist() == [0, 2]
    assert crowd.times_s.tolist() == [0, 1 / 30, 2 / 30]
    assert len(collect(iter(seen[1:2]), SIZE_PX).by_frame()) == 1


def test_more_people_are_put_where_they_belong(crowd):
    more = placed(runs(), x=-300)[5:6].astype(np.float32)
    fuller = with_more(crowd, [(5, more, np.zeros((1, 6), np.float32))])
    assert [len(people) for people in fuller.by_frame()][4:7] == [1, 2, 1]
    assert np.array_equal(fuller.by_frame()[5][1], more[0])


def test_clothes_are_those_of_the_trunk_and_of_the_thighs():
    pose = runs()[0].astype(np.float32)
    rgb = np.full((1000, 1280, 3), 90, np.uint8)
    hips = round(float(pose[23:25, 1].mean()))
    rgb[:hips] = RED[:3]
    rgb[hips:] = RED[3:]
    assert clothes(rgb, pose).tolist() == list(RED)


def test_clothes_outside_the_picture_are_not_known():
    pose = runs()[0].astype(np.float32)
    pose[:, 0] -= 700
    assert np.isnan(clothes(np.zeros((1000, 1280, 3), np.uint8), pose)).all()


def test_what_is_kept_is_recalled(crowd, cache):
    path = cache_path(*"abc", "crowd")
    assert recall_crowd(path) is None
    assert keep_crowd(path, crowd, roll_deg=1.5, notes="[]")
    again, facts = recall_crowd(path)
    assert same(again, crowd)
    assert facts == {"roll_deg": 1.5, "notes": "[]"}
    assert path != cache_path(*"abc")


@pytest.mark.parametrize("spoil", ["cut", "flip", "other"])
def test_a_damaged_file_is_as_good_as_none(crowd, cache, spoil):
    path = cache_path(*"abc", "crowd")
    keep_crowd(path, crowd)
    data = bytearray(path.read_bytes())
    if spoil == "flip":
        data[len(data) // 2] ^= 0xFF
    path.write_bytes(data[:-300] if spoil == "cut" else b"no crowd" if spoil == "other" else data)
    assert recall_crowd(path) is None


def test_a_disk_that_cannot_be_written_stops_nothing(crowd, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    assert keep_crowd(tmp_path / "file" / "x.npz", crowd) is False
