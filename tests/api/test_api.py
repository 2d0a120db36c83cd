"""What a program gets from formcheck: an analysis, its files, or a plain error."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

import formcheck
from formcheck.api import FORMATS, default_folder, study, write
from formcheck.errors import NoRunnerError, SettingsError, VideoError
from formcheck.folder import RECORD
from formcheck.pose import (
    fast_backend,
    load_track,
    mediapipe_backend,
    recall,
    recall_crowd,
    save_track,
)
from formcheck.report.json_file import from_json, schema, to_json
from formcheck.settings import Settings
from formcheck.types import Analysis, Study
from formcheck.video import VideoWriter, open_source, read

KNOWN_RUNNER = {"height_m": 1.68, "speed_mps": 2.8}


class LookedAgainError(Exception):
    """Somebody started to look at pictures."""


@pytest.fixture
def no_looking(monkeypatch):
    """Looking at pictures is an error, as on a machine without MediaPipe."""

    def refuse(*args, **more):
        raise LookedAgainError

    monkeypatch.setattr(fast_backend, "BlazePool", refuse)
    monkeypatch.setattr(mediapipe_backend, "PosePool", refuse)


@pytest.fixture(scope="module")
def short_clip(tmp_path_factory) -> Path:
    """Half a second of running, small: too short to measure, enough to see somebody."""
    path = tmp_path_factory.mktemp("short") / "short.mp4"
    source = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"
    with VideoWriter(path) as writer:
        for frame in read(open_source(source)):
            if frame.index == 15:
                break
            writer.write(np.ascontiguousarray(frame.rgb[::2, ::2]), frame.time_s)
    return path


# ------------------------------------------------------------------ analyze


def test_three_lines_give_the_numbers(known):
    analysis = formcheck.analyze(known, height_m=1.68, speed_mps=2.8)
    assert isinstance(analysis, Analysis)
    assert analysis.measurement("cadence").value == pytest.approx(156.0, abs=1.0)
    assert analysis.measurement("speed").value == pytest.approx(2.8)
    gait = analysis.gait
    assert (gait.view, gait.direction, gait.near_side) == ("side", "right", "right")
    assert (analysis.runner.height_cm, analysis.runner.speed_source) == (168.0, "given")
    assert analysis.clip.name == "monday.mp4"
    assert (analysis.clip.frames, analysis.clip.duration_s) == (240, pytest.approx(8.0))


def test_the_json_keeps_its_own_schema(study):
    text = to_json(study.analysis)
    jsonschema.Draft202012Validator(schema()).validate(json.loads(text))
    assert from_json(text).measurement("cadence").n == study.analysis.measurement("cadence").n


def test_whatever_has_no_value_has_a_reason(known):
    for options in ({}, KNOWN_RUNNER):
        analysis = formcheck.analyze(known, **options)
        missing = [m for m in analysis.measurements if m.value is None]
        assert missing
        assert all(m.reason and m.status == "not_measurable" for m in missing)
        assert all(m.n > 0 and m.interval95 for m in analysis.measurements if m.value is not None)


def test_without_height_or_speed_there_are_no_metres(known):
    analysis = formcheck.analyze(known)
    assert analysis.gait.scale_m_per_px is None
    for name in ("stride_length", "speed", "overstride_distance"):
        assert analysis.measurement(name).value is None
    assert "speed" in (analysis.measurement("stride_length").reason or "")


def test_progress_tells_the_stage_and_how_far(short_clip):
    told: list[tuple[str, int, int | None]] = []
    with pytest.raises(NoRunnerError):
        study_of(short_clip, told)
    assert told == [("pose", k, 15) for k in range(1, 16)]


def study_of(clip: Path, told: list | None = None, **options) -> Study:
    said = [] if told is None else told
    return study(clip, Settings(model="lite", **options), lambda *a: said.append(a))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"height_m": 178.0}, "The height of 17800 cm is outside 90 to 250 cm"),
        ({"height_m": float("nan")}, "The height of nan cm"),
        ({"speed_mps": 0.0}, "The speed of 0 km/h is outside"),
        ({"slow_motion": 0.5}, r"The slow motion of 0\.5 times"),
        ({"incline_pct": 90.0}, "The incline of 90 %"),
        ({"backend": "openpose"}, "no backend 'openpose'"),
    ],
)
def test_settings_that_no_runner_has(known, options, said):
    with pytest.raises(SettingsError, match=said) as told:
        formcheck.analyze(known, **options)
    assert told.value.hint


def test_a_misspelt_option_is_a_mistake_of_the_programmer(known):
    with pytest.raises(TypeError, match="height_cm"):
        formcheck.analyze(known, height_cm=168)


def test_no_such_clip(tmp_path):
    with pytest.raises(VideoError, match="no file"):
        formcheck.analyze(tmp_path / "none.mp4")


# ------------------------------------------------------------------ the cache


def test_a_second_analysis_looks_at_no_picture_and_says_the_same(known, no_looking):
    first = to_json(formcheck.analyze(known, **KNOWN_RUNNER))
    assert to_json(formcheck.analyze(known, **KNOWN_RUNNER)) == first


def test_the_landmarks_go_with_the_content_and_not_with_the_name(known, no_looking):
    moved = known.rename(known.with_name("tuesday.mp4"))
    assert formcheck.analyze(moved).clip.name == "tuesday.mp4"


@pytest.mark.parametrize("other", [{"model": "full"}, {"use_cache": False}])
def test_another_network_or_no_cache_looks_again(known, no_looking, other):
    with pytest.raises(LookedAgainError):
        formcheck.analyze(known, **other)


def test_a_clip_that_differs_in_one_byte_is_looked_at(known, no_looking):
    with known.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(LookedAgainError):
        formcheck.analyze(known)


def test_a_damaged_file_in_the_cache_is_looked_at_again_and_replaced(short_clip, cache):
    with pytest.raises(NoRunnerError):
        study_of(short_clip)
    files = sorted(cache.iterdir())
    (kept,) = [file for file in files if recall(file) is not None]
    (everybody,) = [file for file in files if recall_crowd(file) is not None]
    assert files == sorted([kept, everybody])
    whole = recall(kept)
    for file in files:
        file.write_bytes(file.read_bytes()[:-300])
    told: list = []
    with pytest.raises(NoRunnerError):
        study_of(short_clip, told)
    assert told
    assert sorted(cache.iterdir()) == files
    assert recall_crowd(everybody) is not None
    track, facts = recall(kept)
    assert np.array_equal(track.xy, whole[0].xy, equal_nan=True)
    assert facts == whole[1]


def test_no_cache_keeps_nothing(short_clip, cache):
    with pytest.raises(NoRunnerError):
        study_of(short_clip, use_cache=False)
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_stops_nothing(short_clip, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "file" / "landmarks"))
    with pytest.raises(NoRunnerError):  # and not OSError
        study_of(short_clip)


# ------------------------------------------------------------------ stored landmarks


def told_apart_by(a: Analysis, b: Analysis) -> set[str]:
    """Top-level keys of the JSON that differ."""
    one, two = (json.loads(to_json(x)) for x in (a, b))
    return {key for key in one if one[key] != two[key]}


def test_stored_landmarks_say_what_the_pictures_said(study, known, no_looking, cache):
    write(study, default_folder(known), ["npz"])
    for kept in cache.iterdir():
        kept.unlink()
    again = formcheck.analyze(known, backend="stored", **KNOWN_RUNNER)
    assert told_apart_by(study.analysis, again) == {"settings", "provenance"}
    assert (again.provenance.backend, again.provenance.model_sha256) == ("stored", None)
    assert again.gait.camera == study.analysis.gait.camera


def test_no_stored_landmarks(known):
    with pytest.raises(SettingsError, match="no stored landmarks") as told:
        formcheck.analyze(known, backend="stored")
    assert "--formats npz" in told.value.hint


def test_damaged_stored_landmarks(study, known):
    (path,) = write(study, default_folder(known), ["npz"])
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(SettingsError, match=r"landmarks\.npz is not a landmark file"):
        formcheck.analyze(known, backend="stored")


@pytest.mark.parametrize("slower", [2.0, 4.0, 8.0])
def test_slow_motion_is_found_by_its_cadence(study, known, slower):
    (path,) = write(study, default_folder(known), ["npz"])
    track, facts = load_track(path)
    save_track(replace(track, times_s=track.times_s * slower), path, **facts)
    slow = formcheck.analyze(known, backend="stored", **KNOWN_RUNNER)
    assert (slow.clip.slow_motion.factor, slow.clip.slow_motion.how) == (slower, "plausibility")
    cadence = study.analysis.measurement("cadence").value
    assert slow.measurement("cadence").value == pytest.approx(cadence, abs=0.01)
    assert slow.clip.fps_effective == pytest.approx(30.0)
    given = formcheck.analyze(known, backend="stored", slow_motion=slower, **KNOWN_RUNNER)
    assert given.clip.slow_motion.how == "given"
    assert told_apart_by(slow, given) == {"clip", "settings"}


# ------------------------------------------------------------------ files


def test_every_format_is_written_and_nothing_else(study, tmp_path):
    out = tmp_path / "new" / "results"
    files = write(study, out, FORMATS)
    assert {f.name for f in files} >= {
        "monday.formcheck.json", "measurements.csv", "strides.csv", "overlay.mp4", "landmarks.npz",
    }  # fmt: skip
    shown = sorted(f for f in out.rglob("*") if f.is_file() and f.name != RECORD)
    assert sorted(files) == shown
    assert all(f.stat().st_size for f in files)
    assert (out / "monday.formcheck.json").read_text("utf-8") == to_json(study.analysis)


@pytest.mark.parametrize("formats", [["json"], ["npz"], ["mp4"]])
def test_a_place_that_cannot_be_written_to(study, tmp_path, formats):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SettingsError, match="Cannot write to") as told:
        write(study, tmp_path / "file" / "results", formats)
    assert "--out" in told.value.hint
    assert (tmp_path / "file").read_text() == "mine"


def test_an_unknown_format_writes_nothing(study, tmp_path):
    with pytest.raises(SettingsError, match="no format 'docx'"):
        write(study, tmp_path / "out", ["json", "docx"])
    assert not list((tmp_path / "out").glob("*"))


# ------------------------------------------------------------------ importing


def test_importing_formcheck_loads_next_to_nothing():
    code = "import sys, formcheck; formcheck.FormcheckError; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in answer.stdout.split()}
    heavy = {"cv2", "mediapipe", "av", "numpy", "scipy", "polars", "pydantic", "rich", "typer"}
    assert "formcheck" in loaded
    assert not loaded & heavy


def test_the_analysis_itself_never_loads_mediapipe(known):
    code = f"import sys, formcheck; formcheck.analyze({str(known)!r}); print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {name for name in answer.stdout.split() if name.startswith("mediapipe")}


@pytest.mark.parametrize("name", formcheck.__all__)
def test_every_public_name_is_there(name):
    assert getattr(formcheck, name).__name__ == name


def test_another_name_is_not():
    with pytest.raises(AttributeError, match="no attribute 'anlyze'"):
        formcheck.anlyze  # noqa: B018


def test_stored_landmarks_of_another_clip_are_refused(study: Study, tmp_path: Path) -> None:
    clip = tmp_path / "run.mp4"
    clip.write_bytes(study.source.path.read_bytes() + b"\0" * 8)
    formcheck.write(study, tmp_path / "run.formcheck", ["npz"])
    with pytest.raises(SettingsError, match="another clip"):
        formcheck.study(clip, Settings(backend="stored"))
