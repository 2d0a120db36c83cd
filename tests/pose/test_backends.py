"""What every backend promises, and that both say the same of the same picture."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from same_landmarks import apart

from formcheck.errors import ModelError, SettingsError
from formcheck.pose import BACKENDS, CHOICES, backends, choose, fast_backend, models
from formcheck.pose.blaze import find_runtime
from formcheck.pose.wire import People
from formcheck.skeleton import LANDMARKS
from formcheck.types import Pixels

EACH = pytest.mark.parametrize("backend", BACKENDS)
NOSE, ANKLE = LANDMARKS.index("nose"), LANDMARKS.index("left_ankle")


@pytest.fixture(scope="module")
def looks(pictures) -> dict[str, list[People]]:
    """What each backend says of the same pictures."""
    found = {}
    for name in BACKENDS:
        with BACKENDS[name]("lite") as looker:
            found[name] = list(looker.look(pictures))
    return found


@EACH
def test_one_runner_in_every_picture_in_its_pixels(backend, looks, pictures):
    height, width = pictures[0].shape[:2]
    for people in looks[backend]:
        assert people.shape == (1, 33, 8)
        assert people.dtype == np.float32
        assert ((people[0, :, :2] > 0) & (people[0, :, :2] < (width, height))).all()
        assert people[0, NOSE, 1] < people[0, ANKLE, 1]
        assert ((people[0, :, 6:] >= 0) & (people[0, :, 6:] <= 1)).all()


@EACH
def test_order_empty_pictures_and_views(backend, pictures):
    """Answers come in the order of the pictures, whatever their size and however they lie."""
    blank = np.zeros((90, 400, 3), np.uint8)
    framed = np.zeros((pictures[0].shape[0], pictures[0].shape[1] + 24, 3), np.uint8)
    framed[:, :-24] = pictures[0]
    mixed = [pictures[0], blank, framed[:, :-24], blank, pictures[9], blank[:1, :1]]
    with BACKENDS[backend]("lite") as looker:
        found = list(looker.look(iter(mixed)))
        again = list(looker.look(mixed[:1]))
        assert list(looker.look([])) == []
    assert [len(people) for people in found] == [1, 0, 1, 0, 1, 0]
    assert np.array_equal(found[0], found[2])
    assert np.array_equal(found[0], again[0])
    assert np.abs(found[0] - found[4])[0, :, :2].max() > 5  # another moment of the stride


@EACH
def test_pictures_are_taken_as_they_are_looked_at(backend, pictures):
    """A long clip never waits in memory."""
    taken = 0

    def endless() -> Iterator[Pixels]:
        nonlocal taken
        while True:
            taken += 1
            yield pictures[taken % 24]

    with BACKENDS[backend]("lite", people=1) as looker:
        answers = looker.look(endless())
        for wanted in range(1, 12):
            next(answers)
            assert taken - wanted <= 2 * 8 + 1
        answers.close()


@EACH
def test_no_more_people_than_wanted(backend, pictures):
    pair = np.hstack([pictures[0], pictures[12]])
    counts = []
    for people in (1, 5):
        with BACKENDS[backend]("lite", people=people) as looker:
            counts += [len(found) for found in looker.look([pair])]
    assert counts == [1, 2]


@EACH
def test_a_damaged_network_is_told(backend, tmp_path, monkeypatch):
    (tmp_path / "pose_landmarker_lite.task").write_bytes(b"no network at all")
    monkeypatch.setattr(models, "_HOMES", (tmp_path,))
    with pytest.raises(ModelError, match="damaged"):
        BACKENDS[backend]("lite")


def test_both_say_the_same(looks):
    for fast, reference in zip(looks["fast"], looks["mediapipe"], strict=True):
        assert fast.shape == reference.shape
    distance = apart(looks["fast"], looks["mediapipe"])
    assert np.median(distance.px) <= 0.02
    assert np.percentile(distance.px, 95) <= 0.1
    assert np.percentile(distance.world_m, 95) <= 0.001
    assert np.percentile(distance.sight, 95) <= 0.001
    assert np.percentile(distance.depth_px, 95) <= 1


def test_both_say_the_same_of_several_people_and_of_parts_of_people(pictures):
    height = pictures[0].shape[0]
    pair = np.ascontiguousarray(np.hstack([pictures[0], pictures[15]]))
    cut = [pair, pair[: height // 2], pair[height // 3 :], np.rot90(pair), pair[::-1, 200:]]
    said = []
    for name in BACKENDS:
        with BACKENDS[name]("full") as looker:
            said.append(list(looker.look(cut)))
    assert len(said[0][0]) == 2
    assert [len(people) for people in said[0]] == [len(people) for people in said[1]]
    distance = apart(*said)
    assert np.median(distance.px) <= 0.02
    assert np.percentile(distance.px, 95) <= 0.1


def test_the_fast_way_starts_no_process(pictures):
    folder = Path(f"/proc/{os.getpid()}/task")
    if not folder.exists():
        pytest.skip("children are counted on Linux")
    with BACKENDS["fast"]("lite") as looker:
        list(looker.look(pictures[:2]))
        assert not [c for t in folder.iterdir() for c in (t / "children").read_text().split()]


# ------------------------------------------------------------------------- the choice


def test_names_of_backends():
    assert CHOICES == ("auto", "fast", "mediapipe", "stored")
    assert [choose(name) for name in CHOICES[1:]] == list(CHOICES[1:])
    with pytest.raises(SettingsError, match="no backend 'openpose'") as told:
        choose("openpose")
    assert all(name in told.value.hint for name in CHOICES)


def test_auto_is_fast_where_it_loads_and_mediapipe_elsewhere(monkeypatch):
    assert choose("auto") == "fast"
    monkeypatch.setattr(backends, "fast_runtime", lambda: None)
    assert choose("auto") == "mediapipe"


def test_bfloat16_is_refused_where_there_is_none(monkeypatch):
    with pytest.raises(SettingsError, match="MediaPipe knows no precision") as told:
        BACKENDS["mediapipe"]("lite", "fast")
    assert "--backend fast" in told.value.hint
    none = type(find_runtime())("none", "none", object, lambda job: [], lambda: False)
    monkeypatch.setattr(fast_backend, "find_runtime", lambda: none)
    with pytest.raises(SettingsError, match="bfloat16"):
        BACKENDS["fast"]("lite", "fast")
