"""Corrections by hand: what they move, what they leave alone, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import gait_of, mirrored, numbers, unseen, values
from formula_runner import Film, Stick, film
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import NoRunnerError, SettingsError
from formcheck.gait.corrected import Rhythm, Steps
from formcheck.gait.corrected import corrected as edited
from formcheck.metrics.reading import steps
from formcheck.skeleton import SIDES, other
from formcheck.types import Contact, ContactEdit, Corrections, Gait, Track

VIEWS = [Film(seconds=8.0), Film(seconds=8.0, fps=120.0), Film("rear", seconds=8.0),
         Film("front", seconds=8.0)]  # fmt: skip
EACH_VIEW = pytest.mark.parametrize("how", VIEWS, ids=lambda how: f"{how.view}{how.fps:.0f}")
LEFT_OUT = (3.0, 4.3)


def by_hand(*edits: ContactEdit) -> Corrections:
    return Corrections(contacts=edits)


def moved(contact: Contact, by_s: float) -> ContactEdit:
    off_s = None if contact.off_s is None else contact.off_s + by_s
    return ContactEdit("move", contact.side, contact.strike_s, contact.strike_s + by_s, off_s)


def moved_all(gait: Gait, by_s: float, *sides: str) -> Corrections:
    return by_hand(*(moved(c, by_s) for c in gait.contacts if c.side in (sides or SIDES)))


def strikes(gait: Gait, side: str) -> np.ndarray:
    return np.array([c.strike_s for c in gait.contacts if c.side == side])


def corrected(track: Track, corrections: Corrections) -> Gait:
    return gait_of(track, corrections=corrections)


@EACH_VIEW
def test_the_same_moments_give_the_same_numbers(how: Film) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    again = corrected(track, moved_all(found, 0.0))
    assert {c.by for c in again.contacts} == {"user"}
    before, after = values(numbers(found)), values(numbers(again))
    assert after == pytest.approx(before, rel=1e-6, abs=1e-9)


@EACH_VIEW
@pytest.mark.parametrize("side", SIDES)
def test_a_foot_that_lands_later_does_so_in_the_typical_stride(how: Film, side: str) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    later = corrected(track, moved_all(found, 0.02, side))
    for gait, was in ((later, found), (later.mean_stride, found.mean_stride)):
        if gait is None or was is None:
            assert how.fps > 75
            continue
        for one in SIDES:
            apart = strikes(gait, one) - strikes(was, one)
            stride_s = float(np.diff(strikes(was, one)).mean())
            apart = (apart + stride_s / 2) % stride_s - stride_s / 2  # a typical stride goes round
            assert apart == pytest.approx(0.02 if one == side else 0.0, abs=1e-3)


@pytest.mark.parametrize("fps", [60.0, 120.0])
def test_overstride_follows_the_landing_that_was_set(fps: float) -> None:
    track = film(Stick(), Film(seconds=8.0, fps=fps))
    found = gait_of(track)
    later = corrected(track, moved_all(found, 0.02, "left"))
    was, now = numbers(found), numbers(later)
    path = found["left_ankle"][:, 0] - found["left_hip"][:, 0]
    strikes = np.array([c.strike_s for c in found.contacts if c.side == "left"])
    ahead = [np.interp(strikes + by_s, found.times_s, path).mean() for by_s in (0.0, 0.02)]
    change = 100 * (ahead[1] - ahead[0])
    assert change < -2
    found_change = now["overstride:left"].value - was["overstride:left"].value  # type: ignore[operator]
    assert found_change == pytest.approx(change, abs=0.6)
    assert now["contact_time:left"].value == pytest.approx(was["contact_time:left"].value, abs=1e-6)
    flight = [m["flight_time:right"].value for m in (was, now)]
    assert flight[1] - flight[0] == pytest.approx(0.02, abs=1e-3)  # type: ignore[operator]
    right = [m["overstride:right"].value for m in (was, now)]
    assert right[1] == pytest.approx(right[0], abs=1e-6)


def test_a_later_toe_off_makes_contact_longer_and_nothing_else_earlier() -> None:
    track = film(Stick(), Film(seconds=8.0))
    found = gait_of(track)
    edits = [ContactEdit("move", c.side, c.strike_s, None, (c.off_s or 0) + 0.03)
             for c in found.contacts if c.side == "left"]  # fmt: skip
    later = corrected(track, by_hand(*edits))
    was, now = numbers(found), numbers(later)
    gain = now["contact_time:left"].value - was["contact_time:left"].value  # type: ignore[operator]
    assert gain == pytest.approx(0.03, abs=1e-6)
    assert now["overstride:left"].value == pytest.approx(was["overstride:left"].value)


@EACH_VIEW
@pytest.mark.parametrize("by_s", [-0.13, 0.13])
@pytest.mark.parametrize("which", [0, 4, -1])
def test_a_contact_set_far_from_where_it_was_cuts_nothing_off(
    how: Film, by_s: float, which: int
) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    once = found.contacts[which]
    later = corrected(track, by_hand(moved(once, by_s)))
    expected = [c.strike_s + (by_s if c is once else 0.0) for c in found.contacts]
    assert [c.strike_s for c in later.contacts] == pytest.approx(expected)
    assert [c.side for c in later.contacts] == [c.side for c in found.contacts]
    assert [c.by for c in later.contacts].count("user") == 1
    assert later.corrections is not None and not later.corrections.unused


def test_the_steady_part_grows_where_a_contact_that_broke_it_off_is_put_right() -> None:
    strikes_s, ticks_s = np.arange(13) * 0.35, np.arange(7) * 0.7
    strikes_s[4], ticks_s[2] = 1.55, 1.55
    contacts = tuple(
        Contact(SIDES[k % 2], t, 0.01, t + 0.25, 0.01) for k, t in enumerate(strikes_s.tolist())
    )
    steps = Steps(contacts, ticks_s, Rhythm("left", 0.7, 1 / 60))
    assert edited(steps, Corrections()).span_s == pytest.approx((2.1, 4.2))
    right = edited(steps, by_hand(moved(contacts[4], -0.15)))
    assert right.span_s == pytest.approx((0.0, 4.2))
    assert len(right.contacts) == 13


def test_ends_that_were_removed_are_not_folded() -> None:
    contacts = tuple(
        Contact(SIDES[k % 2], 0.35 * k, 0.01, 0.35 * k + 0.25, 0.01) for k in range(21)
    )
    ticks_s = 0.7 * np.arange(11) - 0.02
    steps = Steps(contacts, ticks_s, Rhythm("left", 0.7, 1 / 60))
    gone = [ContactEdit("remove", c.side, c.strike_s) for c in (*contacts[:6], *contacts[-3:])]
    fewer = edited(steps, by_hand(*gone))
    assert fewer.contacts == contacts[6:-3]
    assert fewer.steady_ticks_s == pytest.approx(ticks_s[3:-2])


@EACH_VIEW
def test_a_removed_contact_costs_strides_and_moves_no_number(how: Film) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    gone = [c for c in found.contacts if c.side == "left"][3]
    edit = ContactEdit("remove", "left", gone.strike_s)
    fewer = corrected(track, by_hand(edit))
    assert len(fewer.contacts) == len(found.contacts) - 1
    was, now = numbers(found), numbers(fewer)
    assert now["cadence:both"].n == was["cadence:both"].n - 2
    for key, measurement in values(was).items():
        margin = was[key].interval95[1] - measurement  # type: ignore[index]
        assert values(now)[key] == pytest.approx(measurement, abs=0.1 * margin + 1e-6), key


@EACH_VIEW
def test_two_neighbours_removed_are_not_bridged(how: Film) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    gone = [ContactEdit("remove", c.side, c.strike_s) for c in found.contacts[6:8]]
    fewer = corrected(track, by_hand(*gone))
    assert max(then.strike_s - first.strike_s for first, then in steps(fewer)) < 0.5
    cadence = numbers(fewer)["cadence:both"]
    assert cadence.value == pytest.approx(numbers(found)["cadence:both"].value, rel=0.01)
    assert cadence.n == len(found.contacts) - 1 - 3


@EACH_VIEW
def test_a_contact_that_was_removed_can_be_added_again(how: Film) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    gone = found.contacts[7]
    edits = (ContactEdit("remove", gone.side, gone.strike_s),
             ContactEdit("add", gone.side, None, gone.strike_s, gone.off_s))  # fmt: skip
    same = corrected(track, by_hand(*edits))
    for side in SIDES:
        assert strikes(same, side) == pytest.approx(strikes(found, side))
    assert values(numbers(same)) == pytest.approx(values(numbers(found)), rel=1e-6, abs=1e-9)


@EACH_VIEW
def test_a_part_left_out_counts_for_nothing_and_is_not_bridged(how: Film) -> None:
    track = film(Stick(), how)
    found = gait_of(track)
    without = corrected(track, Corrections(excluded_s=(LEFT_OUT,)))
    start_s, end_s = LEFT_OUT
    for c in without.contacts:
        assert c.strike_s > end_s or (c.off_s or c.strike_s) < start_s
    assert without.contacts[0].strike_s < start_s < end_s < without.contacts[-1].strike_s
    was, now = numbers(found), numbers(without)
    for key, value in values(was).items():
        if now[key].value is None:
            continue
        half = was[key].interval95[1] - value  # type: ignore[index]
        assert now[key].value == pytest.approx(value, abs=0.7 * half + 1e-6), key
    assert now["stride_time:both"].n < was["stride_time:both"].n
    assert now["cadence:both"].n < was["cadence:both"].n


def test_strides_beside_a_long_part_left_out_are_folded_at_their_own_phase() -> None:
    track = film(Stick(), Film(seconds=11.0))
    found = gait_of(track).mean_stride
    without = corrected(track, Corrections(excluded_s=((3.1, 6.7),))).mean_stride
    assert found is not None and without is not None
    for name in ("left_ankle", "right_ankle", "left_wrist"):
        swing = [np.ptp(stride[name], axis=0) for stride in (found, without)]
        assert swing[1] == pytest.approx(swing[0], rel=0.01)
    for side in SIDES:
        off = np.diff([strikes(stride, side)[0] for stride in (found, without)])
        assert abs(off[0]) < 0.004


def clear(gait: Gait, side: str) -> np.ndarray:
    """Landings that are not near the part left out."""
    start_s, end_s = LEFT_OUT
    found = strikes(gait, side)
    return found[(found < start_s - 0.4) | (found > end_s + 0.4)]


@EACH_VIEW
def test_what_happens_in_a_part_left_out_changes_no_number(how: Film) -> None:
    track = film(Stick(), how)
    inside = (track.times_s > LEFT_OUT[0] + 0.05) & (track.times_s < LEFT_OUT[1] - 0.05)
    elsewhere = replace(track, xy=np.where(inside[:, None, None], track.xy * 0.6 + 50, track.xy))
    corrections = Corrections(excluded_s=(LEFT_OUT,))
    clean, odd = corrected(track, corrections), corrected(elsewhere, corrections)
    hidden = corrected(unseen(track, np.flatnonzero(inside)), corrections)
    for gait in (odd, hidden):
        assert values(numbers(gait)) == pytest.approx(values(numbers(clean)), rel=0.02, abs=0.2)
        for side in SIDES:
            assert clear(gait, side) == pytest.approx(clear(clean, side), abs=0.005)


@given(seed=st.integers(0, 50), n=st.integers(1, 5), side_view=st.booleans())
def test_the_mirror_twin_with_mirrored_edits_has_left_and_right_exchanged(
    seed: int, n: int, side_view: bool
) -> None:
    how, rng = Film("side" if side_view else "rear", seconds=5.0), np.random.default_rng(seed)
    track = film(Stick(), how)
    found = gait_of(track)
    which = rng.choice(len(found.contacts), n, replace=False)
    by_s = rng.uniform(-0.03, 0.03, n)
    edits = [moved(found.contacts[k], float(s)) for k, s in zip(which, by_s, strict=True)]
    twins = [replace(edit, side=other(edit.side)) for edit in edits]
    one, two = (
        corrected(track, by_hand(*edits)),
        corrected(mirrored(track), by_hand(*twins)),
    )
    a = [(c.side, c.strike_s, c.by) for c in one.contacts]
    b = [(other(c.side), c.strike_s, c.by) for c in two.contacts]
    assert [x[::2] for x in a] == [x[::2] for x in b]
    assert [x[1] for x in a] == pytest.approx([x[1] for x in b], abs=1e-6)


@given(st.permutations(range(4)))
def test_the_order_of_edits_does_not_matter(order: list[int]) -> None:
    track = film(Stick(), Film(seconds=5.0))
    found = gait_of(track)
    c = found.contacts
    edits = [moved(c[1], 0.01), ContactEdit("remove", c[3].side, c[3].strike_s), moved(c[4], -0.02),
             moved(c[6], 0.015)]  # fmt: skip
    one = corrected(track, by_hand(*edits))
    two = corrected(track, by_hand(*(edits[k] for k in order)))
    assert one.contacts == two.contacts


def test_errors_of_contacts_set_by_hand_come_from_the_pictures() -> None:
    for fps in (30.0, 120.0):
        track = film(Stick(), Film(seconds=8.0, fps=fps))
        found = gait_of(track)
        gait = corrected(track, by_hand(moved(found.contacts[4], 0.01)))
        mine = next(c for c in gait.contacts if c.by == "user")
        assert mine.strike_se_s == mine.off_se_s == pytest.approx(1 / fps / np.sqrt(3), rel=0.01)


def test_one_contact_by_hand_does_not_widen_every_margin() -> None:
    track = film(Stick(), Film(seconds=8.0, fps=30.0))
    found = gait_of(track)
    one = corrected(track, by_hand(moved(found.contacts[4], 0.0)))
    every = corrected(track, moved_all(found, 0.0))
    timing = [numbers(g)["overstride:right"].standard_error.timing for g in (found, one, every)]  # type: ignore[union-attr]
    assert timing[0] < timing[1] < 1.2 * timing[0] < timing[2]


def test_an_edit_outside_the_measured_running_is_kept_and_said() -> None:
    track = film(Stick(), Film(seconds=8.0))
    late = ContactEdit("add", "left", None, 30.0, 30.2)
    gait = corrected(track, Corrections(contacts=(late,)))
    assert gait.corrections is not None
    assert gait.corrections.unused == (late,)
    assert "count for nothing" in gait.corrections.changes[-1]


def test_a_contact_that_is_not_there_names_the_nearest() -> None:
    track = film(Stick(), Film(seconds=8.0))
    found = gait_of(track)
    there = next(c for c in found.contacts if c.side == "left")
    with pytest.raises(SettingsError, match="no contact of the left foot") as error:
        corrected(track, by_hand(ContactEdit("remove", "left", there.strike_s + 0.3)))
    assert f"{there.strike_s:.3f}" in error.value.hint


@pytest.mark.parametrize(
    ("start", "length", "what"),
    [(0.0, -0.1, "before it begins"), (0.0, 0.01, "lasts 0.010 s"), (0.0, 3.0, "lasts 3.000 s")],
)
def test_no_foot_is_down_like_that(start: float, length: float, what: str) -> None:
    track = film(Stick(), Film(seconds=8.0))
    c = gait_of(track).contacts[4]
    edit = ContactEdit("move", c.side, c.strike_s, None, c.strike_s + length)
    with pytest.raises(SettingsError, match=what):
        corrected(track, Corrections(contacts=(edit,)))


def test_contacts_of_one_foot_do_not_overlap() -> None:
    track = film(Stick(), Film(seconds=8.0))
    c = gait_of(track).contacts[4]
    edit = ContactEdit("add", c.side, None, c.strike_s + 0.1, c.strike_s + 0.35)
    with pytest.raises(SettingsError, match="overlap"):
        corrected(track, Corrections(contacts=(edit,)))


@pytest.mark.parametrize("side", SIDES)
def test_removing_a_whole_foot_says_so(side: str) -> None:
    track = film(Stick(), Film(seconds=8.0))
    mine = [c for c in gait_of(track).contacts if c.side == side]
    gone = [ContactEdit("remove", c.side, c.strike_s) for c in mine]
    with pytest.raises(SettingsError, match="too few contacts"):
        corrected(track, by_hand(*gone))


@pytest.mark.parametrize(
    ("span_s", "what"),
    [((0.0, 9.0), "^No running is left. 8.0 of 8.0 s were"), ((0.0, 7.2), "7.2 of 8.0 s were")],
)
def test_where_nearly_all_is_left_out_that_is_said(span_s: tuple[float, float], what: str) -> None:
    track = film(Stick(), Film(seconds=8.0))
    with pytest.raises(NoRunnerError, match=what) as error:
        corrected(track, Corrections(excluded_s=(span_s,)))
    assert "--reset" in error.value.hint
