"""The film shows both runners in one phase, one size, facing one way, and reads little."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from compared_makers import Watched, brief, contacts, job, mirrored, noise, study

from formcheck.report.compared import exporters, film, panels
from formcheck.report.compared.phase_bar import TOP_PX, drawn_bar
from formcheck.report.compared.phases import rows_of, strides_of
from formcheck.report.drawing import SIDE_COLOURS
from formcheck.report.moments import key_moments


def films(tmp_path: Path, *studies: object, **more: object) -> list[object]:
    made = job(tmp_path, *studies, **more)  # type: ignore[arg-type]
    film.comparison_mp4(made)
    return made.open_writer.opened  # type: ignore[attr-defined, no-any-return]


def test_strides_begin_with_landings_of_the_side_and_miss_none() -> None:
    made = study()
    strides = strides_of(made, "left")
    assert strides is not None
    np.testing.assert_allclose(strides.starts_s, [0.1, 0.8, 1.5])
    assert strides.down[0] == ("left", pytest.approx(0.0), pytest.approx(1 / 3))
    assert strides.down[1] == ("right", pytest.approx(0.5), pytest.approx(0.5 + 1 / 3))


def test_a_missed_landing_ends_a_row_of_strides() -> None:
    found = contacts(0.2, 16)
    made = study(contacts=tuple(c for k, c in enumerate(found) if k != 6))
    strides = strides_of(made, "left")
    assert strides is not None
    assert np.diff(strides.starts_s) == pytest.approx(0.2)
    assert strides.starts_s == pytest.approx([0.9, 1.1, 1.3, 1.5])


def test_one_landing_makes_no_stride() -> None:
    assert strides_of(study(contacts=contacts(n=2)), "left") is None


@pytest.mark.parametrize("stride_s", [0.5, 0.7])
def test_each_phase_shows_the_nearest_picture_of_either_runner(stride_s: float) -> None:
    made = study(contacts=contacts(stride_s))
    strides = strides_of(made, "left")
    assert strides is not None
    rows = rows_of(made, strides, 2, 60)
    assert rows == sorted(rows)
    times_s = made.track.times_s[rows].reshape(2, 60)
    wanted = strides.starts_s[:2, None] + stride_s * np.arange(60) / 60
    assert np.abs(times_s - wanted).max() <= 0.5 / 30 + 1e-9


def test_every_stride_lasts_as_long_in_the_film(tmp_path: Path) -> None:
    slow, quick = study(contacts=contacts(0.7)), study(contacts=contacts(0.5))
    (made,) = films(tmp_path, slow, quick)
    assert len(made.pictures) == 2 * 60  # type: ignore[attr-defined]
    assert made.times_s[60] == pytest.approx(film.STRIDE_S)  # type: ignore[attr-defined]
    shapes = {picture.shape for picture in made.pictures}  # type: ignore[attr-defined]
    assert len(shapes) == 1
    assert all(length % 2 == 0 for length in shapes.pop()[:2])


def test_of_each_clip_it_reads_no_further_than_the_last_picture_it_shows(tmp_path: Path) -> None:
    frames = Watched()
    films(tmp_path, study(contacts=contacts(n=3)), study(contacts=contacts(n=3)), frames=frames)
    assert len(frames.read) == 2
    for rows in frames.read:
        assert rows[-1] == max(24, *(moment.frame for moment in key_moments(brief())))
        assert rows[-1] < 40


def view(made: object, *, is_mirrored: bool = False) -> panels.View:
    strides = strides_of(made, "left")  # type: ignore[arg-type]
    assert strides is not None
    found = panels.view_of(made, strides, is_mirrored=is_mirrored)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_runner_half_as_large_is_shown_as_large() -> None:
    large = study()
    facts = replace(large.analysis.gait, leg_length_px=large.analysis.gait.leg_length_px / 2)
    track = replace(large.track, xy=large.track.xy / 2)
    small = replace(large, track=track, analysis=replace(large.analysis, gait=facts))
    pictures = []
    for made, shrink in ((large, 1), (small, 2)):
        frame = next(noise(made))
        rgb = np.ascontiguousarray(frame.rgb[::shrink, ::shrink])
        pictures.append(panels.painted(view(made), 0, replace(frame, rgb=rgb)))
    assert pictures[0].shape == pictures[1].shape
    difference = np.abs(pictures[0].astype(int) - pictures[1].astype(int)).mean()
    assert difference < 6


def test_a_runner_going_the_other_way_is_turned_around(tmp_path: Path) -> None:
    made, other = study(), mirrored(study())
    assert panels.face_apart(made, other)
    frame = next(noise(made))
    one = panels.painted(view(made), 0, frame)
    turned = replace(frame, rgb=np.ascontiguousarray(frame.rgb[:, ::-1]))
    two = panels.painted(view(other, is_mirrored=True), 0, turned)
    assert np.abs(one.astype(int) - two.astype(int)).mean() < 6
    views = film.views_of(job(tmp_path, made, other))
    assert views is not None
    assert [v.is_mirrored for v in views] == [False, True]


def test_what_lies_beyond_the_picture_is_dark() -> None:
    made = study()
    beyond = replace(made, track=replace(made.track, xy=made.track.xy - [5000.0, 0.0]))
    picture = panels.painted(view(beyond), 0, next(noise(made)))
    assert picture[300, 5].tolist() == list(panels.BACKDROP)


def test_there_is_no_film_where_a_clip_is_gone_or_the_views_differ(tmp_path: Path) -> None:
    assert not films(tmp_path, study(), None)
    assert not films(tmp_path, study(), study(view="rear", near_side=None, direction="away"))
    assert not films(tmp_path, study(), study(contacts=contacts(n=2)))


def test_two_clips_from_behind_make_a_film_too(tmp_path: Path) -> None:
    behind = {"view": "rear", "near_side": None, "direction": "away"}
    off = tuple(replace(c, off_s=None, off_se_s=None) for c in contacts())
    (made,) = films(tmp_path, study(**behind, contacts=off), study(**behind))
    assert made.pictures  # type: ignore[attr-defined]


def test_page_paper_and_film_read_each_clip_once(tmp_path: Path) -> None:
    frames = Watched()
    made = job(tmp_path, brief(), brief(), frames=frames)
    exporters.write(made, ["mp4", "pdf", "html"])
    assert [path.name for path in made.written] == [
        "comparison.mp4", "comparison.pdf", "comparison.html",
    ]  # fmt: skip
    assert len(frames.read) == 2


def test_from_behind_landings_are_marked(tmp_path: Path) -> None:
    off = tuple(replace(c, off_s=None, off_se_s=None) for c in contacts())
    strides = strides_of(study(contacts=off), "left")
    assert strides is not None
    assert all(np.isnan(end) for _foot, _begin, end in strides.down)
    bar, left = drawn_bar([strides, strides], 900)
    assert (bar[TOP_PX + 2, left + 2] == SIDE_COLOURS["left"]).all()
    assert not (bar[TOP_PX + 2, left + 60] == SIDE_COLOURS["left"]).all()
