"""Who is measured, which numbers people have, and when the user is told of a doubt."""

from __future__ import annotations

import numpy as np
import pytest
from crowd_makers import BLUE, RED, TIMES_S, crowd_of, placed, runs, stands

from formcheck.errors import NoRunnerError, SettingsError
from formcheck.pose import choose_runner
from formcheck.pose.choice import box_of
from formcheck.types import Floats

LEFT, RIGHT = -400.0, 300.0


def measured(choice) -> int:
    (one,) = [p for p in choice.people if p.is_measured]
    return one.number


def is_person(choice, whom: Floats) -> bool:
    person = choice.person
    return all(
        np.allclose(p, whom[f], atol=1e-2) for f, p in zip(person.frames, person.poses, strict=True)
    )


@pytest.fixture(scope="module")
def two():
    """A runner on the right, and on the left somebody of the same height who stands."""
    return crowd_of(placed(runs(), x=RIGHT), placed(stands(), x=LEFT))


def test_numbers_count_from_left_to_right(two):
    choice = choose_runner(two)
    assert [(p.number, p.does) for p in choice.people] == [(1, "stands"), (2, "runs")]
    assert choice.people[0].box_px[0] < choice.people[1].box_px[0]
    assert measured(choice) == 2
    assert choice.people[1].why == "the only one who runs"
    assert choice.people[0].why == "stands"
    assert choice.notes == ()


def test_what_is_told_of_a_person(two):
    one = choose_runner(two).people[1]
    assert one.share == 1.0
    assert one.seen_s == (0.0, TIMES_S[-1])
    assert one.height_px == pytest.approx(200 / 0.491, rel=0.2)
    pose = placed(runs(), x=RIGHT)[int(np.abs(TIMES_S - one.box_s).argmin())]
    assert one.box_px == pytest.approx(box_of(pose), abs=0.1)


@pytest.mark.parametrize("number", [1, 2])
def test_a_number_chooses(two, number):
    choice = choose_runner(two, number=number)
    assert measured(choice) == number
    assert is_person(choice, placed(stands(), x=LEFT) if number == 1 else placed(runs(), x=RIGHT))
    assert choice.people[number - 1].why == f"chosen as person {number}"


def test_a_number_that_nobody_has_is_refused(two):
    with pytest.raises(SettingsError, match="no person 3: 2 people were found") as told:
        choose_runner(two, number=3)
    assert "formcheck people" in told.value.hint


@pytest.mark.parametrize("x, number", [(640 + LEFT, 1), (640 + RIGHT, 2)])
@pytest.mark.parametrize("moment", [(), (2.0,)])
def test_a_point_chooses(two, x, number, moment):
    assert measured(choose_runner(two, point=(x, 520.0, *moment))) == number


@pytest.mark.parametrize("point", [(640.0, 30.0), (640.0 + LEFT, 520.0, 9.0)])
def test_a_point_on_nobody_is_refused(two, point):
    with pytest.raises(SettingsError, match="Nobody is seen at the point"):
        choose_runner(two, point=point)


def test_of_two_in_the_same_place_at_other_times_the_moment_tells():
    early, late = TIMES_S < 1.6, TIMES_S > 2.4
    crowd = crowd_of(runs(), runs(150), clothes=(RED, BLUE), seen=(early, late))
    first = choose_runner(crowd, point=(640.0, 520.0, 0.5))
    second = choose_runner(crowd, point=(640.0, 520.0, 3.5))
    assert is_person(first, runs()) and is_person(second, runs(150))


def test_another_runner_nearly_as_good_is_told_of():
    choice = choose_runner(crowd_of(placed(runs(), x=LEFT), placed(runs(150), x=RIGHT, size=0.9)))
    assert measured(choice) == 1
    assert len(choice.notes) == 1
    assert "2 people run" in choice.notes[0] and "choose person 2" in choice.notes[0]
    assert (
        choose_runner(
            crowd_of(placed(runs(), x=LEFT), placed(runs(150), x=RIGHT, size=0.9)), number=2
        ).notes
        == ()
    )


def test_a_runner_much_smaller_is_no_doubt():
    choice = choose_runner(crowd_of(runs(), placed(runs(150), x=RIGHT, y=-80, size=0.25)))
    assert choice.notes == ()


@pytest.mark.parametrize("mirror", [1.0, -1.0])
def test_a_mirror_image_is_no_second_runner(mirror):
    behind = placed(runs(), size=0.7)
    behind[..., 0] = 640 + RIGHT + mirror * (behind[..., 0] - 640)
    choice = choose_runner(crowd_of(placed(runs(), x=LEFT), behind))
    assert measured(choice) == 1
    assert "reflection" in choice.people[1].why
    assert choice.notes == ()


def test_somebody_at_the_same_beat_for_long_but_at_another_phase_is_a_runner():
    later = np.roll(runs(), 5, axis=0)
    choice = choose_runner(crowd_of(placed(runs(), x=LEFT), placed(later, x=RIGHT)))
    assert len(choice.notes) == 1


def test_who_was_numbered_before_keeps_the_number():
    """A third person on the left, whom a glance had missed, gets the next number."""
    runner, other = placed(runs(), x=RIGHT), placed(stands(), x=0)
    known = choose_runner(crowd_of(runner, other)).people
    assert [p.does for p in known] == ["stands", "runs"]
    full = crowd_of(runner, other, placed(stands(), x=LEFT - 100))
    told = choose_runner(full, known=known).people
    assert [(p.number, p.does) for p in told] == [(1, "stands"), (2, "runs"), (3, "stands")]
    assert told[2].box_px[0] < told[0].box_px[0]


def test_of_people_who_all_stand_one_is_chosen():
    """Whether anybody runs is for others to say."""
    assert measured(choose_runner(crowd_of(stands()))) == 1


def test_nobody_is_said():
    with pytest.raises(NoRunnerError, match="no person is seen"):
        choose_runner(crowd_of())


def test_everybody_is_shown_at_one_moment_if_there_is_one():
    early, late = TIMES_S < 3.0, TIMES_S > 1.0
    crowd = crowd_of(
        placed(runs(), x=LEFT), placed(runs(150), x=RIGHT), clothes=(RED, BLUE), seen=(early, late)
    )
    moments = {p.box_s for p in choose_runner(crowd).people}
    assert len(moments) == 1 and 1.0 < moments.pop() < 3.0
    apart = crowd_of(
        placed(runs(), x=LEFT),
        placed(runs(150), x=RIGHT),
        clothes=(RED, BLUE),
        seen=(TIMES_S < 1.9, TIMES_S > 2.1),
    )
    assert len({p.box_s for p in choose_runner(apart).people}) == 2
