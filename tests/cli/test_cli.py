"""Stories of the command line: what is typed, what is printed, what is left on the disk."""

from __future__ import annotations

import json
import re
import shutil
import wave
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import typer

from formcheck import __version__
from formcheck.cli import app
from formcheck.folder import RECORD
from formcheck.metrics import DERIVED, METRICS
from formcheck.pose import SHA256
from formcheck.settings import MODELS
from formcheck.video import VideoWriter


def files_in(place: Path) -> set[str]:
    """Files of results and clips; not what says which files those are."""
    found = (f for f in place.rglob("*") if f.is_file() and f.name != RECORD)
    return {str(f.relative_to(place)) for f in found}


# ------------------------------------------------------------------ analyze


def test_json_is_all_that_is_printed(run, known, place):
    answer = run("analyze", known, "--height-cm", 168, "--speed-kmh", 10.08, "--json")
    assert answer.returncode == 0, answer.stderr
    analysis = json.loads(answer.stdout)
    assert answer.stdout.startswith("{\n")
    assert answer.stdout.endswith("}\n")
    cadence = next(m for m in analysis["measurements"] if m["id"] == "cadence")
    assert cadence["value"] == pytest.approx(156.0, abs=1.0)
    assert analysis["runner"]["speed_mps"] == pytest.approx(2.8)
    assert answer.stderr == ""  # landmarks known: nothing to wait for
    assert files_in(place) == {"monday.mp4"}
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator(schema).validate(analysis)


def test_json_is_utf_8_whatever_the_terminal_speaks(run, typed, known):
    plain = typed("analyze", known, "--json")
    ascii_only = run("analyze", known, "--json", PYTHONIOENCODING="ascii")
    assert (ascii_only.returncode, ascii_only.stdout) == (0, plain.stdout)
    assert "±" in plain.stdout or "×" in plain.stdout or "–" in plain.stdout


def test_a_terminal_without_our_letters_still_gets_its_table(run, known):
    answer = run("analyze", known, "--formats", "csv", PYTHONIOENCODING="ascii")
    assert answer.returncode == 0, answer.stderr
    assert "Cadence" in answer.stdout


def test_a_table_on_the_terminal_and_files_beside_the_clip(typed, known, place):
    answer = typed("analyze", known, "--formats", "json, CSV")
    assert answer.returncode == 0, answer.stderr
    assert "Cadence" in answer.stdout
    assert "side" in answer.stdout
    assert "Could not be measured" in answer.stdout
    assert "measurements.csv" in answer.stdout
    assert files_in(place) == {
        "monday.mp4",
        "monday.formcheck/monday.formcheck.json",
        "monday.formcheck/measurements.csv",
        "monday.formcheck/strides.csv",
    }  # fmt: skip


def test_json_and_files_to_another_place(typed, known, place):
    answer = typed("analyze", known, "--json", "--out", "there", "--formats", "json,npz")
    assert answer.returncode == 0
    assert (place / "there/monday.formcheck.json").read_text("utf-8") == answer.stdout
    assert "Written to there" in answer.stderr
    assert files_in(place) == {
        "monday.mp4", "there/monday.formcheck.json", "there/landmarks.npz",
    }  # fmt: skip


def test_a_length_and_an_upright_shown_in_the_picture(typed, known):
    """600 px of 2.0 m; an upright that leans to the right by 2 degrees."""
    shown = ("--known-length", "60,1100,660,1100,2.0", "--vertical", "377.5,600,360,1100")
    answer = typed("analyze", known, *shown, "--json")
    assert answer.returncode == 0, answer.stderr
    analysis = json.loads(answer.stdout)
    gait = analysis["gait"]
    assert gait["scale_source"] == "known_length"
    assert gait["scale_m_per_px"] == pytest.approx(2.0 / 600, rel=0.01)
    assert gait["camera"]["roll_deg"] == pytest.approx(-2.0, abs=0.01)
    assert 0.3 < gait["camera"]["roll_sd_deg"] < 0.6
    assert analysis["settings"]["known_length"] == [60, 1100, 660, 1100, 2.0]
    bounce = next(m for m in analysis["measurements"] if m["id"] == "vertical_oscillation")
    assert bounce["value"] > 0


def test_stored_landmarks_from_the_command_line(typed, known, cache):
    assert typed("analyze", known, "--formats", "npz").returncode == 0
    shutil.rmtree(cache)
    answer = typed("analyze", known, "--backend", "stored", "--json")
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["provenance"]["backend"] == "stored"
    assert not cache.exists()


def test_of_two_clips_the_bad_one_fails_and_the_good_one_is_written(run, known, place):
    (place / "bad.mp4").write_text("nothing to see")
    answer = run("analyze", "bad.mp4", known, "--out", "there", "--formats", "json")
    assert answer.returncode == 3
    assert answer.stderr.startswith("bad.mp4 is not a video.")
    assert "Traceback" not in answer.stderr
    assert files_in(place) == {
        "monday.mp4", "bad.mp4", "there/monday.formcheck/monday.formcheck.json",
    }  # fmt: skip


def test_two_good_clips(typed, known, place):
    shutil.copy(known, place / "tuesday.mp4")
    answer = typed("analyze", known, "tuesday.mp4", "--formats", "csv")
    assert answer.returncode == 0
    for day in ("monday", "tuesday"):
        assert (place / f"{day}.formcheck" / "strides.csv").is_file()


def test_a_place_that_cannot_be_written_to(typed, known, place):
    answer = typed("analyze", known, "--out", "monday.mp4/there", "--formats", "json")
    assert answer.returncode == 2
    assert "Cannot write to monday.mp4/there" in answer.stderr
    assert files_in(place) == {"monday.mp4"}


# ------------------------------------------------------------------ what cannot be analysed


def _no_file(path: Path) -> None:
    pass


def _text(path: Path) -> None:
    path.write_text("This is a letter, not a clip.\n" * 30)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _sound(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16000))


@pytest.mark.parametrize("make", [_no_file, _text, _empty, _sound])
@pytest.mark.parametrize("name", ["clip.mp4"])
def test_what_is_no_clip_gives_two_sentences_and_leaves_nothing(typed, place, cache, make, name):
    make(place / name)
    before = files_in(place)
    answer = typed("analyze", name)
    assert answer.returncode == 2
    assert answer.stdout == ""
    problem, hint = answer.stderr.splitlines()
    assert name in problem
    assert hint.endswith(".")
    assert files_in(place) == before
    assert not cache.exists()


@pytest.mark.parametrize("name", ["run[red].mp4", "x[/b].mp4", ":smile:.mp4", "été.mp4"])
def test_a_name_is_printed_as_it_is(typed, name):
    answer = typed("analyze", name)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[0] == f"There is no file {name}."


def test_nobody_in_the_clip(run, place):
    rng = np.random.default_rng(0)
    slope = np.linspace(0, 255, 320, dtype=np.uint8)
    with VideoWriter(place / "empty_room.mp4") as writer:
        for k in range(12):
            rgb = np.empty((240, 320, 3), np.uint8)
            rgb[:] = np.roll(slope, 9 * k)[None, :, None]
            if k % 2:
                rgb = rng.integers(0, 255, rgb.shape, np.uint8)
            writer.write(rgb, k / 30)
    answer = run("analyze", "empty_room.mp4", "--json", "--out", "there")
    assert answer.returncode == 4
    assert answer.stdout == ""
    lines = answer.stderr.splitlines()
    assert lines[-2].startswith("No running found: ")
    assert lines[-1].startswith("Film one runner")
    assert files_in(place) == {"empty_room.mp4"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--formats", "json,docx"], "There is no format 'docx'"),
        (["--lang", "fr"], "There is no language 'fr'"),
        (["--view", "above"], "above"),
        (["--model", "huge"], "huge"),
        (["--surface", "moon"], "moon"),
        (["--backend", "openpose"], "no backend 'openpose'"),
        (["--precision", "half"], "half"),
        (["--backend", "mediapipe", "--precision", "fast"], "--backend fast"),
        (["--height-cm", "1.78"], "The height of 1.78 cm is outside 90 to 250 cm"),
        (["--height-cm", "1,78"], "The height of 1.78 cm is outside 90 to 250 cm"),
        (["--speed-kmh", "fast"], "--speed-kmh"),
        (["--slow-motion", "slow"], "--slow-motion 'slow' is not a number"),
        (["--slow-motion", "0.5"], "The slow motion of 0.5 times"),
        (["--hieght-cm", "178"], "--hieght-cm"),
        (["--known-length", "300,600,900,600"], "--known-length needs 5 numbers"),
        (["--known-length", "300;600;900;600;2"], "'300;600;900;600;2' is not numbers"),
        (["--known-length", "300,600,310,600,2"], "10 pixels apart, too near each other"),
        (["--known-length", "300,600,900,600,200"], "200 m is outside 0.05 to 50 m"),
        (["--known-length", "300,600,9000,600,2"], "9000,600 of --known-length is outside"),
        (["--vertical", "640,100,640"], "--vertical needs 4 numbers"),
        (["--vertical", "100,600,900,600"], "lies 90° from upright"),
        (["--vertical", "nan,100,640,600"], "--vertical needs 4 numbers"),
    ],
)
def test_an_option_that_makes_no_sense(typed, known, words, said):
    answer = typed("analyze", known, *words)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert files_in(known.parent) == {"monday.mp4"}


# ------------------------------------------------------------------ the other commands


def test_help_shows_every_command_and_every_option(typed):
    group = typer.main.get_command(app)
    overview = typed("--help")
    assert overview.returncode == 0
    for name, command in group.commands.items():
        assert name in overview.stdout
        page = typed(name, "--help")
        assert page.returncode == 0
        for param in command.params:
            assert max(param.opts, key=len) in page.stdout
            assert param.help


def test_nothing_typed_is_a_question_for_help(typed):
    answer = typed()
    assert answer.returncode == 2
    assert "analyze" in answer.stdout + answer.stderr


def test_the_version(typed):
    answer = typed("--version")
    assert (answer.returncode, answer.stdout) == (0, f"{__version__}\n")


def test_models(typed, tmp_path, monkeypatch):
    answer = typed("models")
    assert answer.returncode == 0
    assert answer.stdout.count("intact") == len(SHA256)
    assert all(name in answer.stdout for name in MODELS)
    monkeypatch.setattr("formcheck.pose.models._HOMES", (tmp_path,))
    answer = typed("models")
    assert answer.returncode == 2
    assert answer.stdout.count("missing") == len(SHA256)


def test_metrics(typed):
    """Ids may be broken over lines of the table; their letters are there in order."""
    answer = typed("metrics")
    assert answer.returncode == 0
    first_column = "".join(re.findall(r"^│ ([a-z0-9_ ]*?) *│", answer.stdout, re.MULTILINE))
    assert first_column == "".join(row.id for row in (*METRICS, *DERIVED))


def test_schema_is_a_schema(typed):
    answer = typed("schema")
    assert answer.returncode == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(answer.stdout))


def test_demo(typed, known, place):
    answer = typed("demo", "--formats", "json")
    assert answer.returncode == 0, answer.stderr
    assert "10.1 km/h" in answer.stdout
    written = place / "formcheck-demo" / "side_overstride.formcheck.json"
    assert json.loads(written.read_text("utf-8"))["runner"]["height_cm"] == 168.0


def test_cache_is_shown_and_cleared(typed, known, cache):
    assert f"{cache}: 2 files" in typed("cache").stdout
    assert typed("cache", "--clear").stdout == "Deleted 2 files.\n"
    assert f"{cache}: 0 files, 0.0 MB" in typed("cache").stdout
    assert list(cache.iterdir()) == []


def test_cache_before_anything_was_kept(typed, cache):
    assert typed("cache").stdout == f"{cache}: 0 files, 0.0 MB\n"
    assert not cache.exists()


def test_two_clips_of_one_name_are_refused_before_anything_is_written(run, known, place):
    (place / "other").mkdir()
    (place / "other" / known.name).write_bytes(known.read_bytes())
    answer = run("analyze", known, place / "other" / known.name, "--out", "there")
    assert answer.returncode == 2
    assert "would both write to" in answer.stderr
    assert not (place / "there").exists()


def test_json_is_for_one_clip(run, known):
    answer = run("analyze", known, known, "--json")
    assert answer.returncode == 2 and answer.stdout == ""
    assert "--formats json" in answer.stderr
