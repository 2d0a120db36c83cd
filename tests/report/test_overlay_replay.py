from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from report_makers import FRAMES, GREY, Film, Films, make_study, plain_frames

from formcheck.report.lines import LINES
from formcheck.report.overlay import write_overlay
from formcheck.report.replay import HALF_S, HELD_S, MOST_PICTURES, packed, replay_of
from formcheck.types import Frame, Pixels, Study

SIZE = (720, 1280)


def replayed(study: Study, films: Films, tmp_path: Path) -> Film:
    """What the film shows after the clip."""
    write_overlay(study, plain_frames(study), films, tmp_path / "a.mp4")
    film = films.opened[-1]
    return Film(film.path, film.times_s[FRAMES:], film.pictures[FRAMES:])


def yellow(pixels: Pixels) -> int:
    colour = LINES["overstride"].colour
    return int((np.abs(pixels.astype(int) - colour) < 12).all(axis=-1).sum())


def test_half_a_second_follows_four_times_slower_with_the_moment_held(
    study: Study, films: Films, tmp_path: Path
) -> None:
    film = replayed(study, films, tmp_path)
    assert film.times_s[0] == pytest.approx(FRAMES / 30)
    assert (np.diff(film.times_s) > 0).all()
    lasts_s = film.times_s[-1] - film.times_s[0]
    assert lasts_s == pytest.approx(4 * 2 * HALF_S + HELD_S, abs=4 * 2 / 30)


def test_the_measured_line_is_drawn_while_the_moment_is_held_and_only_then(
    study: Study, films: Films, tmp_path: Path
) -> None:
    film = replayed(study, films, tmp_path)
    shown = np.array([yellow(picture) > 200 for picture in film.pictures])
    assert shown.sum() == round(HELD_S / 0.25)
    first, last = np.flatnonzero(shown)[[0, -1]]
    assert film.times_s[last] - film.times_s[first] == pytest.approx(HELD_S - 0.25)


@pytest.mark.parametrize(("slow_motion", "slower"), [(2.0, 4.0), (8.0, 8.0)])
def test_slow_motion_is_never_shown_faster_than_it_was(
    films: Films, tmp_path: Path, slow_motion: float, slower: float
) -> None:
    film = replayed(make_study(slow_motion), films, tmp_path)
    assert film.times_s[0] == pytest.approx(FRAMES / 30 * slow_motion)
    assert film.times_s[1] - film.times_s[0] == pytest.approx(slower / 30)


def test_no_more_pictures_are_kept_than_a_few_and_they_are_packed(study: Study) -> None:
    times_s = 0.79 + np.arange(FRAMES) / 1000
    fast = replace(study, track=replace(study.track, times_s=times_s))
    replay = replay_of(fast, SIZE)
    assert replay is not None
    assert replay.moment.frame in replay.rows
    assert MOST_PICTURES / 2 <= len(replay.rows) <= MOST_PICTURES
    assert len(packed(replay, np.full((1280, 720, 3), GREY, np.uint8))) < 1280 * 720 / 10


def test_the_replay_is_nearer_and_inside_the_frame(study: Study) -> None:
    for shift in ((0, 0), (-300, 0), (300, 100)):
        moved = replace(study, track=replace(study.track, xy=study.track.xy + shift))
        replay = replay_of(moved, SIZE)
        assert replay is not None
        low, high = replay.corners
        assert (low >= 0).all() and (high <= np.array(SIZE) + 1e-6).all()
        assert (high - low)[0] / (high - low)[1] == pytest.approx(720 / 1280)
        assert 720 / (high - low)[0] > 1.05


def test_without_a_moment_there_is_no_replay(study: Study, films: Films, tmp_path: Path) -> None:
    unseen = replace(study, track=replace(study.track, xy=np.full_like(study.track.xy, np.nan)))
    assert replayed(unseen, films, tmp_path).pictures == []


def test_a_clip_that_ends_before_the_moment_has_none(
    study: Study, films: Films, tmp_path: Path
) -> None:
    def first() -> Iterator[Frame]:
        yield from (frame for frame in plain_frames(study) if frame.index < 10)

    write_overlay(study, first(), films, tmp_path / "a.mp4")
    assert len(films.opened[0].pictures) == 10
