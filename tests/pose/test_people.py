"""Who is who, and who of them runs: told from poses made of formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crowd_makers import BLUE, FPS, HOW, RED, TIMES_S, placed, poses
from formula_runner import Stick, film

from formcheck.pose.candidates import candidates
from formcheck.pose.people import Person, centre, follow, height, whole
from formcheck.types import Crowd, Floats


@pytest.fixture(scope="module")
def runner() -> Floats:
    return poses(film(Stick(), HOW))


@pytest.fixture(scope="module")
def bystander(runner) -> Floats:
    """Somebody who stands: one pose, held, with the jitter of a network."""
    shaken = np.repeat(runner[10:11], len(runner), axis=0)
    shaken[..., :2] += np.random.default_rng(0).normal(0, 1.5, shaken[..., :2].shape)
    return shaken


@pytest.fixture(scope="module")
def passer_by() -> Floats:
    """Somebody who crosses the picture at 1.5 s, 640 px a second."""
    crossing = poses(film(Stick(cadence_spm=140), replace(HOW, first_strike_s=0.05)))
    crossing[..., 0] += (640.0 * (TIMES_S - 1.5))[:, None]
    return crossing


def found(*people: Floats, unseen: dict[int, set[int]] | None = None) -> list[Floats]:
    """People of each frame, in another order each time; `unseen` frames by person."""
    hidden = unseen or {}
    frames = []
    for k in range(len(TIMES_S)):
        now = [p[k] for j, p in enumerate(people) if k not in hidden.get(j, ())]
        order = np.random.default_rng(k).permutation(len(now))
        frames.append(np.array([now[j] for j in order]).reshape(-1, 33, 8))
    return frames


def crowd_of(frames: list[Floats]) -> Crowd:
    """The same as the pictures of a clip give it; everybody wears the same."""
    poses = np.concatenate(frames).astype(np.float32)
    rows = np.repeat(np.arange(len(frames)), [len(people) for people in frames])
    clothes = np.full((len(poses), 6), 100, np.float32)
    return Crowd(rows, poses, clothes, TIMES_S[: len(frames)], (1280, 1000))


def likeliest(frames: list[Floats]) -> Person:
    """Whom formcheck would measure."""
    return candidates(crowd_of(frames))[0].person


def share_that_is(person, whom: Floats) -> float:
    """How many of the frames with that person in it are right, of all frames."""
    right = [
        np.allclose(p, whom[f], atol=1e-3) for f, p in zip(person.frames, person.poses, strict=True)
    ]
    return sum(right) / len(whom)


def test_everybody_is_followed_on_their_own(runner, bystander):
    beside = placed(bystander, x=500)
    people = follow(found(runner, beside), TIMES_S)
    assert len(people) == 2
    assert {share_that_is(p, runner) for p in people} == {0.0, 1.0}
    assert {share_that_is(p, beside) for p in people} == {0.0, 1.0}


@pytest.mark.parametrize("size", [1.0, 1.6, 2.5])
def test_the_runner_is_chosen_over_a_bystander_however_near(runner, bystander, size):
    nearer = placed(bystander, x=-620, y=100, size=size)
    chosen = likeliest(found(nearer, runner))
    assert share_that_is(chosen, runner) == 1.0


def test_the_runner_is_chosen_over_a_smaller_runner_behind(runner):
    behind = placed(runner[::-1], x=400, y=-60, size=0.5)
    chosen = likeliest(found(behind, runner))
    assert share_that_is(chosen, runner) == 1.0


def test_a_passer_by_in_front_of_the_runner_is_not_taken_for_the_runner(runner, passer_by):
    """The runner is hidden while the two are less than a fifth of a body apart."""
    apart = np.abs(passer_by[:, 23, 0] - runner[:, 23, 0])
    hidden = set(np.flatnonzero(apart < 0.2 * height(runner[0])).tolist())
    assert 4 <= len(hidden) <= 15
    outside = set(np.flatnonzero(np.abs(passer_by[:, 23, 0] - 640) > 640).tolist())
    assert len(outside) <= len(runner) / 2
    frames = found(runner, passer_by, unseen={0: hidden, 1: outside})
    chosen = likeliest(frames)
    # in the one frame in which they are in the very same place either answer is right
    assert len(set(chosen.frames) & hidden) <= 1
    assert share_that_is(chosen, runner) == 1 - len(hidden) / len(runner)


@pytest.mark.parametrize("absent_s", [0.3, 1.0, 2.0])
def test_an_interruption_is_joined(runner, bystander, absent_s):
    gap = set(range(40, 40 + round(FPS * absent_s)))
    beside = placed(bystander, x=500)
    frames = found(runner, beside, unseen={0: gap})
    pieces = follow(frames, TIMES_S)
    assert len(pieces) == (2 if absent_s < 0.6 else 3)
    assert len(whole(pieces, TIMES_S)) == 2
    chosen = likeliest(frames)
    assert chosen.frames == sorted(set(range(len(runner))) - gap)
    assert share_that_is(chosen, runner) == 1 - len(gap) / len(runner)


def test_somebody_else_in_another_place_is_not_joined(runner):
    far = placed(runner, x=-3000)
    first, second = set(range(75)), set(range(70, 120))
    chosen = likeliest(found(runner, far, unseen={0: second, 1: first}))
    assert share_that_is(chosen, runner) == 70 / 120
    assert len(chosen.frames) == 70


def test_one_person_seen_twice_is_one_person(runner):
    twin = placed(runner, x=8, y=-5)
    twin[..., 6] -= 0.2  # the network is less sure of the second look
    people = follow(found(twin, runner), TIMES_S)
    assert len(people) == 1
    assert share_that_is(people[0], runner) == 1.0


def test_somebody_of_another_size_in_the_same_place_is_somebody_else(runner):
    larger = placed(runner, size=2.2)
    people = follow(
        found(runner, larger, unseen={0: set(range(60, 120)), 1: set(range(60))}), TIMES_S
    )
    assert [len(p.frames) for p in people] == [60, 60]


def test_nobody_is_nobody():
    nothing = [np.empty((0, 33, 8))] * len(TIMES_S)
    assert follow(nothing, TIMES_S) == []
    assert candidates(crowd_of(nothing)) == []


def test_height_and_centre_are_those_of_the_body(runner):
    """Whatever the legs do: the height is that of the body standing, within a tenth or two."""
    tall = np.array([height(p) for p in runner])
    assert tall.mean() == pytest.approx(200 / 0.491, rel=0.2)
    assert np.ptp(tall) < 0.1 * tall.mean()
    middle = np.array([centre(p) for p in runner])
    assert np.allclose(middle, (runner[:, 23, :2] + runner[:, 24, :2]) / 2)


def test_clothes_tell_two_apart_who_cross_at_the_same_size(runner):
    """Each follows a straight way; a while neither moves on, and both are where they meet."""
    there, back = runner.copy(), runner.copy()
    way = 300 * np.clip(TIMES_S - 2.0, -1.2, 1.2) * np.minimum(1, np.abs(TIMES_S - 2.0) / 0.3)
    there[..., 0] += way[:, None]
    back[..., 0] -= way[:, None]
    frames = found(there, back)
    rows = [p[0, 0] for people in frames for p in people]
    first = [np.abs(p - there[k]).max() < 1e-6 for k, people in enumerate(frames) for p in people]
    assert len(rows) == len(first)
    colours = np.where(np.array(first)[:, None], [RED], [BLUE]).astype(float)
    people = whole(follow(frames, TIMES_S, colours), TIMES_S, colours)
    clear = np.abs(TIMES_S - 2.0) > 0.4
    for person in people[:2]:
        worn = colours[person.rows]
        assert (worn == worn[0]).all()
        assert set(np.flatnonzero(clear)) <= set(person.frames)


@pytest.mark.parametrize("light", [0.55, 1.7])
def test_the_sun_may_come_and_go(runner, light):
    colours = np.tile(np.array(RED, float), (len(TIMES_S), 1))
    colours[30:80] *= light
    (one,) = follow(found(runner), TIMES_S, colours)
    assert len(one.frames) == len(TIMES_S)


def test_somebody_in_other_clothes_in_the_same_place_is_somebody_else(runner):
    colours = np.tile(np.array(RED, float), (len(TIMES_S), 1))
    colours[60:] = BLUE
    assert [len(p.frames) for p in follow(found(runner), TIMES_S, colours)] == [60, 60]


def test_one_who_changes_at_once_without_moving_is_the_same(runner):
    """A lamp is switched on; and nobody else is seen at the same time."""
    colours = np.tile(np.array(RED, float), (len(TIMES_S), 1))
    colours[60:] = BLUE
    pieces = follow(found(runner), TIMES_S, colours)
    assert len(pieces) == 2
    assert [len(p.frames) for p in whole(pieces, TIMES_S, colours)] == [len(TIMES_S)]


def test_after_an_absence_clothes_tell_who_it_is(runner):
    gap = set(range(50, 80))
    colours = np.tile(np.array(RED, float), (len(TIMES_S) - len(gap), 1))
    colours[50:] = BLUE
    pieces = follow(found(runner, unseen={0: gap}), TIMES_S, colours)
    assert len(whole(pieces, TIMES_S, colours)) == 2
    assert len(whole(pieces, TIMES_S)) == 1
