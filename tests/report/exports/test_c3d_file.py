"""C3D read back with ezc3d, and with the c3d package, which shares nothing with it."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import c3d
import ezc3d
import numpy as np
import pytest
from export_makers import EXAMPLES, GAP, example, exported

from formcheck.errors import ModelError, SettingsError
from formcheck.report.exports import c3d_file
from formcheck.report.exports.markers import of_runner
from formcheck.types import Contact, Study

CONTEXT = {"left": "Left", "right": "Right"}


def written(study: Study, out: Path) -> Path:
    (path,) = exported(study, out, "c3d").values()
    return path


def values(file: Any, group: str, name: str) -> Any:
    return file["parameters"][group][name]["value"]


def events(file: Any) -> list[tuple[str, str, float]]:
    minutes, seconds = values(file, "EVENT", "TIMES")
    labels, contexts = values(file, "EVENT", "LABELS"), values(file, "EVENT", "CONTEXTS")
    return list(zip(labels, contexts, 60 * minutes + seconds, strict=True))


def by_other_reader(path: Path) -> tuple[list[str], np.ndarray, int]:
    """Labels, (frames, markers, 4) with residuals, number of the first frame."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that there are no forces
        reader = c3d.Reader(file)
        frames = [points[:, :4].copy() for _, points, _ in reader.read_frames()]
        labels = [label.strip() for label in reader.point_labels]
        return labels, np.stack(frames), reader.header.first_frame


@pytest.mark.parametrize("name", EXAMPLES)
def test_places_come_back_in_both_readers(name: str, tmp_path: Path) -> None:
    path, markers = written(example(name), tmp_path), of_runner(example(name))
    file = ezc3d.c3d(str(path))
    labels, points, first = by_other_reader(path)
    assert values(file, "POINT", "LABELS") == labels == list(markers.names)
    assert values(file, "POINT", "RATE") == pytest.approx(markers.rate_hz)
    expected = (1000 if markers.unit == "m" else 1) * markers.xyz
    seen = np.isfinite(expected).all(axis=2)
    read = np.moveaxis(file["data"]["points"][:3], (0, 1, 2), (2, 1, 0))
    assert read[seen] == pytest.approx(expected[seen], abs=1e-3)
    assert np.isnan(read[~seen]).all()
    assert points[seen][:, :3] == pytest.approx(expected[seen], abs=1e-3)
    assert (points[seen][:, 3] >= 0).all() and (points[~seen][:, 3] == -1).all()
    assert first == round(markers.times_s[0] * markers.rate_hz) + 1


def test_the_unseen_arm_is_unseen_and_nothing_else(tmp_path: Path) -> None:
    file = ezc3d.c3d(str(written(example("gap"), tmp_path)))
    labels, points = values(file, "POINT", "LABELS"), file["data"]["points"]
    gone = np.isnan(points[0]).sum(axis=1)
    n_gone = GAP.stop - GAP.start
    named = {label: n_gone for label in ("RShoulder", "RElbow", "RWrist", "Neck")}
    assert {label: n for label, n in zip(labels, gone.tolist(), strict=True) if n} == named


@pytest.mark.parametrize("name", ["side", "mirrored", "rear"])
def test_events_are_the_contacts_in_order_of_time(name: str, tmp_path: Path) -> None:
    study = example(name)
    found = events(ezc3d.c3d(str(written(study, tmp_path))))
    assert [time for *_, time in found] == sorted(time for *_, time in found)
    for label, moment in (("Foot Strike", "strike_s"), ("Foot Off", "off_s")):
        expected = [(CONTEXT[c.side], getattr(c, moment)) for c in study.gait.contacts
                    if getattr(c, moment) is not None]  # fmt: skip
        read = [(side, time) for name, side, time in found if name == label]
        assert [side for side, _ in read] == [side for side, _ in expected]
        assert [time for _, time in read] == pytest.approx([t for _, t in expected], abs=1e-5)


def test_the_foot_is_low_between_its_own_events(tmp_path: Path) -> None:
    """Events and places share one clock and one naming of sides, as a reader sees them."""
    file = ezc3d.c3d(str(written(example("mirrored"), tmp_path)))
    labels, points = values(file, "POINT", "LABELS"), file["data"]["points"]
    rate, first = values(file, "POINT", "RATE")[0], file["header"]["points"]["first_frame"]
    strikes = [e for e in events(file) if e[0] == "Foot Strike"]
    for _, side, time in strikes:
        frame = round((time + 0.08) * rate) - first
        heel, other = (labels.index(f"{s}Heel") for s in (side[0], "LR".replace(side[0], "")))
        assert points[1, heel, frame] < 60 < points[1, other, frame]


def test_what_a_user_set_is_told(tmp_path: Path) -> None:
    study = example("side")
    first, *rest = study.gait.contacts
    contacts = (replace(first, by="user"), *rest)
    summary = replace(study.gait.summary, contacts=contacts)
    study = replace(study, gait=replace(study.gait, summary=summary))
    file = ezc3d.c3d(str(written(study, tmp_path)))
    assert values(file, "EVENT", "DESCRIPTIONS").count("user") == 2


def test_more_events_than_a_list_holds_go_into_the_next(tmp_path: Path) -> None:
    study = example("side")
    many = tuple(Contact("left", 0.01 * k, 0.0, 0.01 * k + 0.005, 0.0) for k in range(200))
    summary = replace(study.gait.summary, contacts=many)
    study = replace(study, gait=replace(study.gait, summary=summary))
    file = ezc3d.c3d(str(written(study, tmp_path)))
    assert len(values(file, "EVENT", "LABELS")) == values(file, "EVENT", "USED")[0] == 255
    assert len(values(file, "EVENT", "LABELS2")) == 145
    assert values(file, "EVENT", "TIMES2")[1, -1] == pytest.approx(1.995)


def test_numbers_are_those_measured_with_side_and_unit(tmp_path: Path) -> None:
    study = example("side")
    file = ezc3d.c3d(str(written(study, tmp_path)))
    names, sides = values(file, "ANALYSIS", "NAMES"), values(file, "ANALYSIS", "CONTEXTS")
    told = zip(names, sides, values(file, "ANALYSIS", "VALUES"), strict=True)
    read = {(name, side): value for name, side, value in told}
    cadence = study.analysis.measurement("cadence")
    assert read["cadence", "General"] == pytest.approx(cadence.value, rel=1e-6)
    measured = [m for m in study.analysis.measurements if m.status == "measured"]
    assert len(read) == len(measured)


def test_a_clip_without_a_scale_is_in_pixels_and_says_so(tmp_path: Path) -> None:
    path = written(example("unscaled"), tmp_path)
    assert path.name.endswith("_px.c3d")
    file = ezc3d.c3d(str(path))
    assert values(file, "POINT", "UNITS") == ["px"]
    assert values(file, "FORMCHECK", "SCALE_SOURCE") == ["none"]
    assert values(ezc3d.c3d(str(written(example("side"), tmp_path))), "POINT", "UNITS") == ["mm"]


def late(study: Study, by_s: float) -> Study:
    """The same running, so much later in a long clip."""
    contacts = tuple(replace(c, strike_s=c.strike_s + by_s, off_s=c.off_s and c.off_s + by_s)
                     for c in study.gait.contacts)  # fmt: skip
    summary = replace(study.gait.summary, contacts=contacts)
    gait = replace(study.gait, summary=summary, times_s=study.gait.times_s + by_s)
    return replace(study, gait=gait)


@pytest.mark.parametrize("by_s", [70.0, 1800.0])
def test_a_part_of_a_long_clip_keeps_places_and_events_together(
    by_s: float, tmp_path: Path
) -> None:
    """Frames count from the clip's start as far as the format can count."""
    study = late(example("side"), by_s)
    file = ezc3d.c3d(str(written(study, tmp_path)))
    first, rate = file["header"]["points"]["first_frame"], values(file, "POINT", "RATE")[0]
    assert first == (by_s * rate if by_s < 100 else 0)
    ahead_s = events(file)[0][2] - first / rate
    assert ahead_s == pytest.approx(study.gait.contacts[0].strike_s - by_s, abs=2e-5)
    assert values(file, "FORMCHECK", "START_S")[0] == pytest.approx(by_s)


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    study = example("side")
    one, two = (written(study, tmp_path / name).read_bytes() for name in ("one", "two"))
    assert one == two


def test_more_pictures_than_it_can_count_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(c3d_file, "MOST_FRAMES", 100)
    with pytest.raises(SettingsError, match="at most 100"):
        c3d_file.c3d(example("side"))


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ezc3d", None)
    with pytest.raises(ModelError, match="pip install ezc3d"):
        c3d_file.c3d(example("side"))
