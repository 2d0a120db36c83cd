"""The steps between the networks, each with a picture or numbers made of a formula."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.pose.blaze import landmarks
from formcheck.pose.blaze.crop import crop
from formcheck.pose.blaze.detector import ANCHORS, decode, find
from formcheck.pose.blaze.heat_map import refined
from formcheck.pose.blaze.overlap import Candidates, merged
from formcheck.pose.blaze.region import Region, around
from formcheck.types import Floats, Pixels

# red grows to the right and green downward, one level a pixel
RAMP = np.zeros((200, 250, 3), np.uint8)
RAMP[..., 0], RAMP[..., 1] = np.arange(250), np.arange(200)[:, None]


def logit(share: Floats | float) -> Floats:
    return np.log(np.asarray(share) / (1 - np.asarray(share)))


# ------------------------------------------------------------------- regions and crops


@pytest.mark.parametrize("lean_deg", [-170.0, -30.0, 0.0, 45.0, 90.0])
def test_a_region_is_turned_with_the_body(lean_deg):
    """0 is upright, positive leans to the right of the picture."""
    lean = math.radians(lean_deg)
    middle = np.array([300.0, 200.0])
    region = around(middle, middle + 80 * np.array([math.sin(lean), -math.cos(lean)]))
    assert (region.x, region.y) == (300, 200)
    assert region.side == pytest.approx(2 * 80 * 1.25)
    assert region.turn_rad == pytest.approx(lean)


def test_a_crop_of_the_same_size_is_the_picture_itself():
    part = crop(RAMP, Region(110.0, 80.0, 64.0), 64, is_black_outside=True)
    assert np.array_equal(part, RAMP[48:112, 78:142])


def test_a_crop_turned_to_the_right_has_the_right_side_above():
    """Its upper edge runs down the picture: a head that leans right comes to lie above."""
    part = crop(RAMP, Region(110.0, 80.0, 64.0, math.pi / 2), 64, is_black_outside=True)
    assert np.ptp(part[0, :, 0]) == 0  # along the upper edge red stays ...
    assert part[0, 10, 0] > part[60, 10, 0]  # ... and it is redder above than below
    assert part[10, 60, 1] > part[10, 0, 1]


def test_places_between_pixels_are_rounded_to_a_32nd():
    """One level a pixel is too coarse to see it: a step of 200 levels shows parts of a pixel."""
    step = np.zeros((40, 40, 3), np.uint8)
    step[:, 20:] = 200
    quarter = crop(step, Region(20.25, 20.0, 8.0), 8, is_black_outside=True)
    assert quarter[0, :, 0].tolist() == [0, 0, 0, 50, 200, 200, 200, 200]
    finer = crop(step, Region(20.26, 20.0, 8.0), 8, is_black_outside=True)
    assert np.array_equal(finer, quarter)


@pytest.mark.parametrize(("is_black", "beyond"), [(True, 0), (False, 249)])
def test_outside_the_picture(is_black, beyond):
    part = crop(RAMP, Region(250.0, 100.0, 100.0), 100, is_black_outside=is_black)
    assert part[50, 49, 0] == 249
    assert part[50, 51:, 0].tolist() == [beyond] * 49


def test_a_region_far_outside_a_large_picture_still_gives_a_crop():
    part = crop(RAMP, Region(9e5, -9e5, 5e5), 16, is_black_outside=False)
    assert (part == RAMP[0, -1]).all()


# ------------------------------------------------------------------- detector


def test_anchors_are_the_middles_of_their_cells():
    assert ANCHORS.shape == (2254, 2)
    assert ANCHORS[:4].tolist() == [[0.5 / 28] * 2] * 2 + [[1.5 / 28, 0.5 / 28]] * 2
    assert ANCHORS[-1].tolist() == [6.5 / 7] * 2
    assert np.allclose(ANCHORS.mean(axis=0), 0.5)


def test_a_sure_cell_becomes_a_region_of_the_picture():
    """In a wide picture: the network sees it with black bands above and below."""
    values, scores = np.zeros((1, 2254, 12), np.float32), np.full((1, 2254, 1), -8, np.float32)
    k = 1000
    middle, top = np.array([0.5, 0.5]), np.array([0.5, 0.3])
    values[0, k, :4] = [*(middle - ANCHORS[k]) * 224, 40, 90]
    values[0, k, 4:8] = np.concatenate([middle - ANCHORS[k], top - ANCHORS[k]]) * 224
    scores[0, k] = 3
    given: list[Pixels] = []

    def network(rgb: Pixels) -> tuple[Floats, Floats]:
        given.append(rgb)
        return values, scores

    (region,) = find(network, np.full((400, 800, 3), 9, np.uint8), 5)
    assert (region.x, region.y) == pytest.approx((400, 200), abs=1e-3)
    assert region.side == pytest.approx(2 * 0.2 * 800 * 1.25, abs=1e-3)
    assert region.turn_rad == pytest.approx(0, abs=1e-6)
    assert given[0].shape == (224, 224, 3)
    assert (given[0][:50] == 0).all()
    assert (given[0][60:160] == 9).all()


def test_what_the_network_is_not_sure_of_is_left_out():
    scores = np.full(2254, -3.0)
    scores[[7, 9]] = logit(0.51), logit(0.49)
    kept = decode(np.zeros((2254, 12)), scores)
    assert kept.scores == pytest.approx([0.51])


def people(*rows: tuple[float, float, float]) -> Candidates:
    """Candidates of 1 x 2 around middles x, y; with scores."""
    x, y, scores = np.array(rows).T
    middle, half = np.stack([x, y], axis=1), np.array([0.5, 1.0])
    points = np.stack([middle, middle - [0, 1]], axis=1)
    return Candidates(np.hstack([middle - half, middle + half]), points, scores)


def test_sights_of_one_person_are_averaged_with_their_scores():
    found = merged(people((0.0, 0, 0.6), (0.2, 0, 0.9), (5.0, 0, 0.95)))
    assert [points[0, 0] for points in found] == pytest.approx([5.0, 0.12])


def test_two_who_overlap_by_half_stay_two():
    # boxes of width 1, apart by d, share (1 - d) / (1 + d): a half at d = 1/3
    assert len(merged(people((0.0, 0, 0.6), (0.32, 0, 0.9)))) == 1
    assert len(merged(people((0.0, 0, 0.6), (0.35, 0, 0.9)))) == 2


def test_a_box_without_area_ends():
    flat = Candidates(np.zeros((2, 4)), np.zeros((2, 2, 2)), np.array([0.6, 0.7]))
    assert len(merged(flat)) == 2


# ------------------------------------------------------------------- heat maps


def heat(x: float, y: float, spread: float = 1.0, highest: float = 0.9) -> Floats:
    """One map with a warm place, as logits."""
    rows, columns = np.mgrid[:64, :64]
    shares = highest * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * spread**2))
    return logit(np.clip(shares, 1e-6, 1 - 1e-6))[..., None]


def test_a_landmark_moves_to_the_middle_of_the_heat():
    start = np.array([[30.7 / 64, 41.2 / 64]])
    assert refined(start, heat(30.4, 41.6)) * 64 == pytest.approx(
        np.array([[30.4, 41.6]]), abs=0.02
    )


def test_a_cold_map_and_a_place_outside_leave_it_alone():
    start = np.array([[30.7 / 64, 41.2 / 64]])
    assert np.array_equal(refined(start, heat(30.4, 41.6, highest=0.45)), start)
    outside = np.array([[66 / 64, 41 / 64]])
    assert np.array_equal(refined(outside, heat(63, 41)), outside)


def test_at_the_edge_only_what_is_inside_counts():
    moved = refined(np.array([[0.2 / 64, 20 / 64]]), heat(0.0, 20.0)) * 64
    assert 0 < moved[0, 0] < 1.0
    assert moved[0, 1] == pytest.approx(20.0, abs=0.01)


# ------------------------------------------------------------------- landmarks


def test_landmarks_are_turned_and_moved_with_their_region():
    values = np.zeros((39, 5), np.float32)
    values[:, :2] = 128  # the middle of the crop ...
    values[0, :2] = 128, 0  # ... but the nose, in the middle of the upper edge
    values[:, 2:] = 25.6, 0.0, 2.0
    metres = np.zeros((39, 3), np.float32)
    metres[0] = 0.0, -0.8, 0.1
    cold = np.full((64, 64, 39), -9, np.float32)
    leaning = Region(300.0, 200.0, 100.0, math.pi / 2)
    pose = landmarks.decode((values, cold, metres), leaning)
    assert pose.shape == (33, 8)
    assert pose[0, :3] == pytest.approx([350, 200, 10], abs=1e-4)
    assert pose[1, :2] == pytest.approx([300, 200], abs=1e-4)
    assert pose[0, 3:6] == pytest.approx([0.8, 0, 0.1], abs=1e-6)
    assert pose[0, 6:] == pytest.approx([0.5, 1 / (1 + math.exp(-2))])


@pytest.mark.parametrize(("presence", "is_seen"), [(0.49, False), (0.51, True)])
def test_nobody_in_the_region(presence, is_seen):
    outputs = [np.zeros(n, np.float32) for n in landmarks.OUTPUTS]
    outputs[1][:] = presence
    found = landmarks.landmarks(lambda rgb: outputs, RAMP, Region(100.0, 100.0, 80.0))
    assert (found is not None) == is_seen
