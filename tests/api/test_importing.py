"""The same runner through two formats gives the same numbers; what a file lacks is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import foreign_tracks as foreign
import numpy as np
import pytest
from formula_body import Stick, body
from formula_runner import Film, film

import formcheck
from formcheck import Settings
from formcheck.errors import NoRunnerError, SettingsError
from formcheck.pose import save_track
from formcheck.skeleton import SIDES
from formcheck.types import Analysis, PointSet, Study, Track

FPS = 60.0
VIDEOS = Path(__file__).resolve().parents[2] / "videos"


@pytest.fixture(scope="module")
def runner() -> Track:
    return film(how=Film(seconds=8.0))


@pytest.fixture(scope="module")
def native(runner: Track, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """As if these were our own landmarks."""
    path = tmp_path_factory.mktemp("native") / "landmarks.npz"
    save_track(runner, path)
    return study(path)


def study(path: Path, **asked: object) -> Study:
    return formcheck.study(path, Settings(**{"height_m": 1.7} | asked))  # type: ignore[arg-type]


def same(one: Analysis, other: Analysis, *, tolerance: float = 1e-6) -> list[str]:
    """Names of measurements that are not the same in both."""
    pairs = zip(one.measurements, other.measurements, strict=True)
    return [
        m.key
        for m, o in pairs
        if (m.value is None) != (o.value is None)
        or (m.value is not None and m.value != pytest.approx(o.value, rel=tolerance, abs=1e-9))
    ]


def test_the_same_points_in_two_formats_are_the_same_numbers(runner: Track, tmp_path: Path) -> None:
    one = study(foreign.openpose(runner, tmp_path / "one"), fps=FPS).analysis
    for other in (
        study(foreign.mmpose(runner, tmp_path / "2.json"), fps=FPS),
        study(foreign.alphapose(runner, tmp_path / "3.json"), fps=FPS),
        study(foreign.mmpose(runner, tmp_path / "4.json", "COCO-WholeBody"), fps=FPS),
    ):
        assert same(one, other.analysis) == []


def test_blazepose_from_elsewhere_is_measured_as_our_own(
    runner: Track, native: Study, tmp_path: Path
) -> None:
    width, height = runner.size_px
    made = foreign.mediapipe(runner, tmp_path / "made.json")
    found = study(made, size=f"{width}x{height}").analysis
    assert same(found, native.analysis) == []
    assert found.provenance.backend == "import:mediapipe"
    assert any("smooths" in warning for warning in found.clip.warnings)


def test_other_networks_points_are_not_corrected_and_doubted_for_it(
    runner: Track, native: Study, tmp_path: Path
) -> None:
    """They give what our own points give without corrections."""
    other = replace(runner, points=PointSet("another", is_blazepose=False))
    save_track(other, tmp_path / "other.npz")
    bare = study(tmp_path / "other.npz").analysis
    found = study(foreign.mmpose(runner, tmp_path / "made.json"), fps=FPS).analysis
    assert same(found, bare) == []
    ours, theirs = (a.measurement("tibia_angle", "right") for a in (native.analysis, found))
    assert ours.standard_error is not None and theirs.standard_error is not None
    assert theirs.standard_error.landmarks > ours.standard_error.landmarks + 1
    assert abs(theirs.value - ours.value) > 1  # type: ignore[operator]
    assert ours.interval95[0] <= theirs.value <= ours.interval95[1] or (  # type: ignore[index,operator]
        theirs.interval95[0] <= ours.value <= theirs.interval95[1]  # type: ignore[index,operator]
    )
    assert (found.provenance.model, found.provenance.model_sha256) == ("Halpe26", None)
    assert not next(q for q in found.quality if q.check == "known_points").ok


def test_pixels_and_metres_give_the_same_numbers(
    runner: Track, native: Study, tmp_path: Path
) -> None:
    """Metres too: a height gives the scale of the one, the file that of the other."""
    pixels = study(foreign.trc(runner, tmp_path / "px.trc")).analysis
    scale = pixels.gait.scale_m_per_px
    made = foreign.trc(runner, tmp_path / "m.trc", m_per_px=scale)
    metres = study(made, height_m=None).analysis
    assert metres.gait.scale_source == "imported"
    assert same(pixels, metres, tolerance=1e-4) == []
    assert metres.measurement("overstride_distance", "right").value is not None


def solid(stick: Stick, turn_deg: float, *, z_up: bool, path: Path) -> Path:
    """The formula body in space, in metres, turned about upright, as Pose2Sim writes it."""
    times_s = Film(seconds=8.0).times_s
    points = body(stick, (times_s - 0.21) / stick.stride_s)
    names = ["nose", *(f"{side}_{part}" for side in SIDES for part in foreign.PARTS)]
    xyz = 0.83 * np.stack([points[name] for name in names], axis=1)
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    xyz = xyz @ np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
    if z_up:
        xyz = xyz[..., [2, 0, 1]]
    return foreign.written(path, [foreign.marker(name) for name in names], xyz, times_s)


def test_a_body_in_space_is_measured_from_the_side_whatever_its_axes(tmp_path: Path) -> None:
    stick = Stick(overstride=18.0)
    found = [
        study(solid(stick, turn, z_up=z_up, path=tmp_path / f"{turn}{z_up}.trc"), height_m=None)
        for turn, z_up in ((0.0, False), (37.0, False), (200.0, True))
    ]
    for other in found[1:]:
        assert same(found[0].analysis, other.analysis, tolerance=1e-6) == []
    told = found[0].analysis
    for side in SIDES:
        assert told.measurement("overstride", side).value == pytest.approx(18.0, abs=1.5)
        assert told.measurement("overstride", side).status == "measured"  # neither side is hidden
    assert (told.gait.direction, told.gait.near_side) == ("right", "right")
    assert told.gait.scale_m_per_px == pytest.approx(1 / 350)
    assert told.gait.leg_length_px / 350 == pytest.approx(0.83, rel=0.02)


def test_points_that_are_joints_are_read_as_they_are(tmp_path: Path) -> None:
    """Nothing that is known of BlazePose's points is taken off those of another system."""
    stick = Stick(overstride=18.0)
    found = study(solid(stick, 0.0, z_up=False, path=tmp_path / "made.trc")).analysis
    assert found.measurement("elbow_flexion").value == pytest.approx(stick.elbow_deg, abs=2.0)
    lean = found.measurement("trunk_lean")
    assert lean.value == pytest.approx(stick.lean_deg, abs=1.0)
    assert lean.standard_error is not None
    assert lean.standard_error.landmarks > 3.5  # as far as BlazePose's hips lead to


FEET = ("contact_time", "flight_time", "duty_factor", "foot_strike_angle", "thigh_extension",
        "knee_flexion_stance", "overstride_ratio", "vertical_ratio", "speed")  # fmt: skip


def test_without_heel_and_toe_what_falls_away_says_why(runner: Track, tmp_path: Path) -> None:
    full = study(foreign.mmpose(runner, tmp_path / "1.json"), fps=FPS).analysis
    bare = study(foreign.mmpose(runner, tmp_path / "2.json", "COCO-17"), fps=FPS).analysis
    lost = {
        m.id
        for m in bare.measurements
        if m.value is None and full.measurement(m.id, m.side).value is not None
    }
    assert lost >= set(FEET)
    assert all(
        "no heel and toe" in str(m.reason)
        for m in bare.measurements
        if m.id in FEET and m.side in ("right", "both")
    )
    for kept in ("cadence", "overstride", "tibia_angle", "trunk_lean", "elbow_flexion"):
        assert bare.measurement(kept).value is not None
    feet = next(q for q in bare.quality if q.check == "feet_visible")
    assert (feet.ok, "Halpe26" in feet.advice) == (False, True)


def test_landings_told_by_the_ankle_are_near_those_of_the_heel_and_wider(
    runner: Track, tmp_path: Path
) -> None:
    full, bare = (
        study(foreign.mmpose(runner, tmp_path / f"{layout}.json", layout), fps=FPS).analysis.gait
        for layout in ("Halpe26", "COCO-17")
    )
    late_s = [
        min((b.strike_s - a.strike_s for b in full.contacts if b.side == a.side), key=abs)
        for a in bare.contacts
    ]
    wide_s = min(contact.strike_se_s for contact in bare.contacts)
    assert abs(float(np.median(late_s))) <= wide_s
    assert wide_s > 1.5 * max(contact.strike_se_s for contact in full.contacts)
    assert all(contact.off_s is None for contact in bare.contacts)


def test_without_pictures_nothing_is_claimed_of_the_camera(runner: Track, tmp_path: Path) -> None:
    found = study(foreign.openpose(runner, tmp_path / "made"), fps=FPS)
    told = found.analysis
    assert found.looks is None
    assert told.gait.camera.roll_sd_deg == 3.0
    assert told.gait.setting == "unknown"
    assert not next(q for q in told.quality if q.check == "camera_still").ok
    assert told.measurement("vertical_oscillation").status == "indicative"
    assert told.verdict is not None and told.verdict.word == "usable"


def test_files_of_a_track_without_pictures_are_all_written(runner: Track, tmp_path: Path) -> None:
    found = study(foreign.mmpose(runner.part(slice(0, 240)), tmp_path / "made.json"), fps=FPS)
    files = formcheck.write(found, tmp_path / "out", ["html", "mp4", "png", "npz", "json", "trc"])
    assert {file.suffix for file in files} >= {".html", ".mp4", ".png", ".npz", ".json", ".trc"}
    again = study(tmp_path / "out" / "landmarks.npz").analysis
    assert same(again, found.analysis) == []
    assert again.provenance.model == "Halpe26"


def test_a_part_of_a_track_is_measured_alone(runner: Track, tmp_path: Path) -> None:
    made = foreign.trc(runner, tmp_path / "made.trc")
    found = study(made, part="2-6").analysis
    assert found.clip.part_s == (2.0, 6.0)
    assert found.clip.frames == 240


def test_a_wrong_rate_is_thought_of(runner: Track, tmp_path: Path) -> None:
    made = foreign.openpose(runner, tmp_path / "made")
    with pytest.raises(NoRunnerError, match="frame rate you gave: --fps 120"):
        study(made, fps=120.0)


def test_options_for_tracks_are_refused_for_clips(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"\0\0\0\x20ftypisom")
    with pytest.raises(SettingsError, match="--fps is for pose tracks"):
        study(clip, fps=30.0)


@pytest.mark.slow
def test_seen_from_behind_the_clip_of_a_track_shows_the_pelvis(tmp_path: Path) -> None:
    clip = VIDEOS / "rear_drop.mp4"
    ours = study(clip)
    found = study(foreign.openpose(ours.raw, tmp_path / "made"), video=clip).analysis
    told = found.measurement("pelvic_drop", "left")
    theirs = ours.analysis.measurement("pelvic_drop", "left")
    assert (told.value, told.reason) == (theirs.value, theirs.reason)
    assert "came without" not in str(told.reason)  # the pictures were asked


@pytest.mark.parametrize("size", ["1280", "0x720", "1280x", "axb", "99999x720"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    with pytest.raises(SettingsError, match="size"):
        Settings(size=size)


def test_a_track_with_its_clip_has_its_times_and_pictures(known: Path, tmp_path: Path) -> None:
    """MediaPipe's points of the bundled clip are ours, and so are all numbers."""
    ours = study(known, height_m=1.68)
    made = foreign.mediapipe(ours.raw, tmp_path / "made.json", timed=False)
    found = study(made, video=known, height_m=1.68)
    assert same(found.analysis, ours.analysis) == []
    assert found.looks is not None
    assert found.analysis.settings["video"] == known.name
    with pytest.raises(SettingsError, match="faces"):
        study(made, video=known, blur_faces=True)
    larger = foreign.openpose(replace(ours.raw, xy=4 * ours.raw.xy), tmp_path / "larger")
    with pytest.raises(SettingsError, match="far outside"):
        study(larger, video=known)
