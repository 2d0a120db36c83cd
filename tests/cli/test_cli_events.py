"""`formcheck events`: lists contacts, changes them, says what that did; `analyze` says so too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Typed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def file(known: Path) -> Path:
    return known.with_name("monday.corrections.toml")


def test_contacts_are_listed_and_nothing_is_written(known: Path, file: Path, typed: Typed) -> None:
    done = typed("events", known)
    assert done.returncode == 0
    assert "left:1" in done.stdout and "right:1" in done.stdout
    assert "Measured part: " in done.stdout and "before this change" not in done.stdout
    assert not file.exists()


def test_a_change_of_the_measured_part_is_told(known: Path, typed: Typed) -> None:
    done = typed("events", known, "--exclude", "0-2")
    assert "; before this change " in done.stdout


def test_a_change_is_written_and_its_effect_told(known: Path, file: Path, typed: Typed) -> None:
    done = typed("events", known, "--move", "left=+0.02", "--note", "late by eye")
    assert done.returncode == 0, done.stderr
    assert "Foot ahead of the hip" in done.stdout
    assert 'note = "late by eye"' in file.read_text(encoding="utf-8")
    assert "hand" in typed("events", known).stdout
    analysed = typed("analyze", known, "--json")
    assert "Changed by hand, in monday.corrections.toml" in analysed.stderr
    assert '"by": "user"' in analysed.stdout
    ignored = typed("analyze", known, "--json", "--no-corrections")
    assert '"by": "user"' not in ignored.stdout
    assert "by hand" not in ignored.stderr
    assert typed("events", known, "--reset").returncode == 0
    assert not file.exists()


def test_what_makes_no_sense_is_refused_and_not_written(
    known: Path, file: Path, typed: Typed
) -> None:
    for words in (("--set", "left:2=1.5-1.2"), ("--remove", "left:99"), ("--add", "left:0.1-0.11"),
                  ("--exclude", "5-4"), ("--exclude", "50-51")):  # fmt: skip
        done = typed("events", known, *words)
        assert done.returncode == 2, words
        assert len(done.stderr.strip().splitlines()) >= 2
        assert not file.exists()


def test_results_keep_their_settings_and_are_written_anew_on_demand(
    known: Path, typed: Typed
) -> None:
    typed("analyze", known, "--height-cm", "168", "--lang", "nl", "--formats", "json")
    results = known.with_name("monday.formcheck") / "monday.formcheck.json"
    before = results.read_text(encoding="utf-8")
    done = typed("events", known, "--exclude", "5-5.6")
    assert "history add" not in done.stdout
    assert results.read_text(encoding="utf-8") == before
    done = typed("events", known, "--note", "x", "--write", "--formats", "json,png")
    assert f" {Path('frames', 'initial_contact_')}" in done.stdout
    after = results.read_text(encoding="utf-8")
    assert "history add" in done.stdout and "--runner CODE" in done.stdout
    assert '"excluded_s"' in after and '"height_m": 1.68' in after and '"lang": "nl"' in after


def editor(tmp_path: Path, code: str) -> str:
    """A program that edits the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys, pathlib\np = pathlib.Path(sys.argv[1])\n{code}\n")
    return f'"{sys.executable}" "{script}"'


def test_the_file_can_be_edited(
    known: Path, file: Path, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = "t = p.read_text().splitlines()\nk = next(k for k, l in enumerate(t) if 'left:3' in l)\n"
    free += "t[k] = t[k].replace('# {', '{', 1)\np.write_text('\\n'.join(t))"
    monkeypatch.setenv("VISUAL", editor(tmp_path, free))
    done = typed("events", known, "--edit")
    assert done.returncode == 0, done.stderr
    assert '\n  { do = "move", side = "left"' in file.read_text(encoding="utf-8")


def test_a_mistake_in_the_editor_is_told_and_nothing_written(
    known: Path, file: Path, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, "p.write_text('exclude = [[2')"))
    monkeypatch.setattr("formcheck.cli_events.agreed", lambda *a, **k: False)
    done = typed("events", known, "--edit")
    assert done.returncode == 2
    assert "Unclosed array" in done.stderr
    assert not file.exists()


def test_pictures_around_contacts_are_written(known: Path, typed: Typed) -> None:
    folder = known.with_name("monday.formcheck") / "events"
    done = typed("events", known, "--frames", "left:2", "--frames", "rechts:1")
    assert done.returncode == 0, done.stderr
    made = {p.name for p in folder.iterdir()}
    assert made == {f"{name}_{kind}.png" for name in ("left_2", "right_1")
                    for kind in ("landing", "toe_off")}  # fmt: skip
    assert "left_2_landing.png" in done.stdout
    for words, said in (("hand", "No contact was set by hand"), ("left:99", "no contact left:99"),
                        ("both", "not understood")):  # fmt: skip
        done = typed("events", known, "--frames", words)
        assert done.returncode == 2 and said in done.stderr


def test_those_set_by_hand_are_shown_as_they_are_after_the_change(
    known: Path, typed: Typed
) -> None:
    out = known.with_name("there")
    done = typed("events", known, "--move", "left:3=+0.03", "--frames", "hand", "--out", out)
    assert done.returncode == 0, done.stderr
    assert {p.name for p in (out / "events").iterdir()} == {
        "left_3_landing.png", "left_3_toe_off.png",
    }  # fmt: skip
    assert "those of before" not in done.stdout  # there are no results yet
