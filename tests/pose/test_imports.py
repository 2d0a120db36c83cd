"""Other systems' files: each is known by its content, read whole, and refused where damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import foreign_tracks as foreign
import numpy as np
import pytest
from formula_runner import Film, film

from formcheck.errors import FormcheckError, SettingsError
from formcheck.pose import imports
from formcheck.pose.imports.layouts import BY_NAME, LAYOUTS
from formcheck.pose.landmark_file import save_track
from formcheck.skeleton import LANDMARKS
from formcheck.types import Track

FPS = 60.0
Maker = Callable[[Track, Path], Path]


def own(track: Track, path: Path) -> Path:
    save_track(track, path.with_suffix(".npz"))
    return path.with_suffix(".npz")


MAKERS: dict[str, tuple[str, Maker]] = {
    "trc": ("trc", foreign.trc),
    "trc in metres": ("trc", lambda t, p: foreign.trc(t, p, m_per_px=0.003)),
    "openpose": ("openpose", foreign.openpose),
    "openpose, 25B": ("openpose", lambda t, p: foreign.openpose(t, p, "OpenPose BODY_25B")),
    "openpose, Halpe26": ("openpose", lambda t, p: foreign.openpose(t, p, "Halpe26")),
    "mmpose": ("coco", foreign.mmpose),
    "mmpose, 133": ("coco", lambda t, p: foreign.mmpose(t, p, "COCO-WholeBody")),
    "mmpose, 17": ("coco", lambda t, p: foreign.mmpose(t, p, "COCO-17")),
    "alphapose": ("coco", foreign.alphapose),
    "mediapipe": ("mediapipe", foreign.mediapipe),
    "formcheck": ("formcheck", own),
}
EACH = pytest.mark.parametrize("name", MAKERS)


@pytest.fixture(scope="module")
def runner() -> Track:
    return film(how=Film(seconds=3.0))


def sheet(path: Path) -> imports.Sheet:
    importer = imports.importer_of(path)
    assert importer is not None
    return importer.read(path, lambda done, total: None)


def settled(path: Path, **asked: object) -> imports.Settled:
    return imports.settle(path, sheet(path), imports.Asked(**asked))  # type: ignore[arg-type]


@EACH
def test_a_file_is_known_by_its_content_whatever_its_name(
    name: str, runner: Track, tmp_path: Path
) -> None:
    known_as, make = MAKERS[name]
    made = make(runner, tmp_path / "anything.at.all")
    importer = imports.importer_of(made)
    assert importer is not None
    assert importer.name == known_as
    assert [
        row.name for row in imports.IMPORTERS if row.sniff(made, imports.start(made) or b"")
    ] == [known_as]


@EACH
def test_points_come_back_where_they_were(name: str, runner: Track, tmp_path: Path) -> None:
    made = MAKERS[name][1](runner, tmp_path / "made")
    found = settled(made, fps=FPS, size_px=runner.size_px).track
    assert found.times_s == pytest.approx(runner.times_s - runner.times_s[0], abs=1e-9)
    there = [n for n in LANDMARKS if n not in found.points.absent]
    assert len(there) >= 12
    scale = 350 * 0.003 if "metres" in name else 1.0
    for landmark in there:
        ours, theirs = runner[landmark] * scale, found[landmark]
        away = (theirs - ours) - np.nanmedian(theirs - ours, axis=0) * ("metres" in name)
        assert np.nanmax(np.abs(away)) < 1e-6, landmark
    for landmark in found.points.absent:
        assert np.isnan(found[landmark]).all()


def test_every_layout_has_the_points_that_running_is_told_by() -> None:
    for layout in LAYOUTS:
        assert len(set(layout.places.values())) == len(layout.places)
        assert max(layout.places.values()) < layout.size
        for part in ("shoulder", "hip", "knee", "ankle"):
            assert not layout.points.lacks(part)
    assert [la.name for la in LAYOUTS if la.points.lacks("heel")] == ["COCO-17", "OpenPose COCO-18"]


# numbers of points as the makers' own pages give them
PUBLISHED = {
    "OpenPose BODY_25": {"nose": 0, "right_wrist": 4, "left_wrist": 7, "right_hip": 9,
                         "right_ankle": 11, "left_ankle": 14, "right_eye": 15, "left_ear": 18,
                         "left_foot_index": 19, "left_heel": 21, "right_heel": 24},
    "OpenPose BODY_25B": {"left_eye": 1, "right_hip": 12, "left_ankle": 15,
                          "left_foot_index": 19, "left_heel": 21, "right_foot_index": 22},
    "OpenPose COCO-18": {"right_shoulder": 2, "left_shoulder": 5, "right_ankle": 10,
                         "left_ankle": 13, "right_eye": 14, "left_ear": 17},
    "Halpe26": {"left_ear": 3, "left_shoulder": 5, "right_ankle": 16, "left_foot_index": 20,
                "right_foot_index": 21, "left_heel": 24, "right_heel": 25},
    "COCO-WholeBody": {"left_wrist": 9, "left_foot_index": 17, "left_heel": 19,
                       "right_foot_index": 20, "right_heel": 22},
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_points_are_where_their_makers_say(name: str) -> None:
    for landmark, k in PUBLISHED[name].items():
        assert BY_NAME[name].places[landmark] == k, landmark


def test_what_openpose_did_not_find_is_not_seen(runner: Track, tmp_path: Path) -> None:
    folder = foreign.openpose(runner, tmp_path / "made")
    third = sorted(folder.glob("*.json"))[3]
    told = json.loads(third.read_text())
    told["people"][0]["pose_keypoints_2d"][3 * 11 : 3 * 11 + 3] = [0, 0, 0]  # the right ankle
    third.write_text(json.dumps(told))
    found = settled(folder, fps=FPS).track
    assert np.isnan(found["right_ankle"][3]).all()
    assert found.visibility[3, LANDMARKS.index("right_ankle")] == 0
    assert np.isfinite(found["right_ankle"][[2, 4]]).all()


def test_a_point_far_away_makes_no_picture_larger(runner: Track, tmp_path: Path) -> None:
    folder = foreign.openpose(runner, tmp_path / "made")
    usual = settled(folder, fps=FPS).track.size_px
    third = sorted(folder.glob("*.json"))[3]
    for far in (9_000, 1e300):
        told = json.loads(third.read_text())
        told["people"][0]["pose_keypoints_2d"][:2] = [far, far]
        third.write_text(json.dumps(told))
        found = settled(folder, fps=FPS).track
        assert np.abs(np.subtract(found.size_px, usual)).max() < 20
    assert np.isnan(found["nose"][3]).all()


def test_frames_that_are_missing_in_a_folder_are_a_gap(runner: Track, tmp_path: Path) -> None:
    folder = foreign.openpose(runner, tmp_path / "made")
    for path in sorted(folder.glob("*.json"))[40:45]:
        path.unlink()
    found = settled(folder, fps=FPS)
    assert len(found.track.times_s) == len(runner.times_s)
    assert np.isnan(found.track.xy[40:45]).all()
    assert found.track["left_hip"][50] == pytest.approx(runner["left_hip"][50])
    assert any("5 frames are missing" in note for note in found.notes)


def test_a_body_of_25_points_is_told_from_the_other(runner: Track, tmp_path: Path) -> None:
    one = sheet(foreign.openpose(runner, tmp_path / "one", "OpenPose BODY_25"))
    other = sheet(foreign.openpose(runner, tmp_path / "other", "OpenPose BODY_25B"))
    assert (one.points.name, other.points.name) == ("OpenPose BODY_25", "OpenPose BODY_25B")


def test_shares_need_the_size_of_the_picture(runner: Track, tmp_path: Path) -> None:
    made = foreign.mediapipe(runner, tmp_path / "made.json")
    with pytest.raises(SettingsError, match="shares of the picture"):
        settled(made)
    assert settled(made, size_px=runner.size_px).track.size_px == runner.size_px


def test_frames_without_times_need_a_rate_and_say_so(runner: Track, tmp_path: Path) -> None:
    made = foreign.mmpose(runner, tmp_path / "made.json")
    with pytest.raises(SettingsError, match="how many frames a second"):
        settled(made)
    found = settled(made, fps=50.0)
    assert np.diff(found.track.times_s) == pytest.approx(1 / 50)
    assert not found.is_timed
    assert any("taken to be 50 to a second" in note for note in found.notes)


def test_times_of_the_file_go_before_a_rate(runner: Track, tmp_path: Path) -> None:
    made = foreign.trc(runner, tmp_path / "made.trc")
    found = settled(made, fps=25.0)
    assert found.is_timed
    assert np.diff(found.track.times_s) == pytest.approx(1 / FPS)


def test_times_of_the_clip_go_before_both(runner: Track, tmp_path: Path) -> None:
    shown_s = np.cumsum(np.linspace(0.016, 0.018, len(runner.times_s)))
    for made in (
        foreign.trc(runner, tmp_path / "made.trc"),
        foreign.mmpose(runner, tmp_path / "made.json"),
    ):
        assert settled(made, fps=25.0, shown_s=shown_s).track.times_s == pytest.approx(shown_s)
        with pytest.raises(SettingsError, match="another one"):
            settled(made, shown_s=shown_s[:-20])


def test_of_several_people_the_runner_is_chosen_or_the_one_asked_for(
    runner: Track, tmp_path: Path
) -> None:
    folder = foreign.openpose(runner, tmp_path / "made")
    still = foreign.poses(runner, "OpenPose BODY_25")[0]
    still[:, 0] += (still[:, 2] > 0) * 600
    for path in folder.glob("*.json"):
        told = json.loads(path.read_text())
        told["people"].insert(0, {"pose_keypoints_2d": still.ravel().tolist()})
        path.write_text(json.dumps(told))
    found = settled(folder, fps=FPS)
    assert [one.does for one in found.people] == ["runs", "stands"]
    assert found.track["left_knee"] == pytest.approx(runner["left_knee"], abs=1e-6)
    other = settled(folder, fps=FPS, person=2).track
    assert np.nanstd(other["left_knee"][:, 0]) < 1e-6
    with pytest.raises(SettingsError, match="no person 3"):
        settled(folder, fps=FPS, person=3)


@pytest.mark.parametrize("near", ["left", "right"])
def test_depth_in_a_flat_file_says_which_side_is_near(
    near: str, runner: Track, tmp_path: Path
) -> None:
    made = foreign.trc(runner, tmp_path / "made.trc", m_per_px=0.003, near=near)
    depth = settled(made).track.depth
    left, right = (depth[:, LANDMARKS.index(f"{side}_hip")].mean() for side in ("left", "right"))
    assert (left < right) == (near == "left")


def test_a_folder_is_known_by_its_frames_alone(runner: Track, tmp_path: Path) -> None:
    folder = foreign.openpose(runner, tmp_path / "made")
    before = imports.fingerprint(folder)
    (folder / "notes.txt").write_text("anything")
    assert imports.fingerprint(folder) == before
    third = sorted(folder.glob("*.json"))[3]
    third.write_text(third.read_text() + " ")
    assert imports.fingerprint(folder) != before


def test_what_is_no_track_is_none(tmp_path: Path) -> None:
    for name, content in {
        "a.json": b'{"schema": "formcheck.analysis/1", "people": []}',
        "b.mp4": b"\0\0\0\x20ftypisom",
        "c.trc": b"something else",
        "d.json": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert imports.importer_of(tmp_path / name) is None
    assert imports.importer_of(tmp_path) is None
    assert imports.importer_of(tmp_path / "nowhere") is None


# what is done to a file, and what the error must name
DAMAGE: dict[str, tuple[str, Callable[[str], str], str]] = {
    "cut short": ("mmpose", lambda text: text[: len(text) // 2], "line 1"),
    "a word among numbers": ("trc", lambda text: text.replace("\t0.5\t", "\toops\t"), "line 36"),
    "no markers": ("trc", lambda text: "\n".join(text.split("\n")[:4]), "line 4"),
    "time stands still": ("trc", lambda text: _again(text), "frame 21"),
    "points of nobody known": ("mmpose", lambda text: text.replace("[[", "[[1.0, 2.0], [", 1), ""),
    "a landmark too few": ("mediapipe", lambda text: _without_one(text), "frame 7"),
}


def _again(text: str) -> str:
    lines = text.split("\n")
    cells = lines[5 + 21].split("\t")
    lines[5 + 21] = "\t".join([cells[0], lines[5 + 20].split("\t")[1], *cells[2:]])
    return "\n".join(lines)


def _without_one(text: str) -> str:
    told = json.loads(text)
    told[7]["landmarks"].pop()
    return json.dumps(told)


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_said_with_its_place(name: str, runner: Track, tmp_path: Path) -> None:
    kind, harm, place = DAMAGE[name]
    made = MAKERS[kind][1](runner, tmp_path / "made")
    made.write_text(harm(made.read_text()))
    with pytest.raises(SettingsError) as said:
        settled(made, fps=FPS, size_px=runner.size_px)
    assert place in said.value.problem


def test_a_damaged_file_in_a_folder_is_named(runner: Track, tmp_path: Path) -> None:
    folder = foreign.openpose(runner, tmp_path / "made")
    third = sorted(folder.glob("*.json"))[3]
    third.write_text(third.read_text()[:40])
    with pytest.raises(SettingsError, match="clip_000000000003_keypoints"):
        sheet(folder)


@EACH
def test_torn_files_end_in_words_or_in_a_track(name: str, runner: Track, tmp_path: Path) -> None:
    """Bytes are changed, dropped and doubled at random; nothing but our own errors comes out."""
    random = np.random.default_rng(7)
    made = MAKERS[name][1](runner.part(slice(0, 40)), tmp_path / "made")
    file = sorted(made.glob("*.json"))[5] if made.is_dir() else made
    whole = file.read_bytes()
    for k in range(30):
        torn = bytearray(whole)
        for _ in range(1 + k % 4):
            at = int(random.integers(len(torn)))
            torn[at : at + int(random.integers(0, 9))] = random.bytes(int(random.integers(0, 5)))
        file.write_bytes(bytes(torn))
        try:
            if imports.importer_of(made) is not None:
                settled(made, fps=FPS, size_px=runner.size_px)
        except FormcheckError:
            pass
