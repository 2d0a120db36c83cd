"""The networks: all listed, each intact, and a clear word when one is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formcheck.errors import ModelError
from formcheck.pose import SHA256, inspect_model, model_path
from formcheck.pose import models as module
from formcheck.settings import MODELS

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder that is the only place where networks are looked for."""
    monkeypatch.setattr(module, "_HOMES", (tmp_path / "wheel", tmp_path))
    return tmp_path


def test_every_network_that_can_be_chosen_ships_and_is_intact():
    assert tuple(SHA256) == MODELS
    for name in MODELS:
        state = inspect_model(name)
        assert (state.name, state.problem) == (name, None)
        assert state.size_bytes == model_path(name).stat().st_size > 5e6


def test_the_readme_beside_them_gives_the_same_fingerprints():
    text = (REPOSITORY / "models" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"`pose_landmarker_(\w+)\.task` \| ([\d.]+) MB \| `([0-9a-f]{64})`", text)
    assert {name: sha for name, _, sha in rows} == SHA256
    for name, megabytes, _ in rows:
        assert inspect_model(name).size_bytes / 1e6 == pytest.approx(float(megabytes), abs=0.06)


def test_a_missing_network_is_told_with_a_hint(home):
    assert inspect_model("lite").problem == "missing"
    with pytest.raises(ModelError, match=r"pose_landmarker_lite\.task is missing") as told:
        model_path("lite")
    assert "Install formcheck again" in told.value.hint
    assert told.value.exit_code == 2


@pytest.mark.parametrize("damage", ["one byte", "cut", "empty"])
def test_a_damaged_network_is_told_with_a_hint(home, damage):
    data = bytearray((REPOSITORY / "models" / "pose_landmarker_lite.task").read_bytes())
    data[1000] ^= damage == "one byte"
    kept = {"one byte": len(data), "cut": len(data) // 2, "empty": 0}[damage]
    (home / "pose_landmarker_lite.task").write_bytes(data[:kept])
    with pytest.raises(ModelError, match=r"pose_landmarker_lite\.task is damaged") as told:
        model_path("lite")
    assert "Install formcheck again" in told.value.hint


def test_the_network_inside_the_package_goes_before_that_of_the_repository(home):
    for folder in (home, home / "wheel"):
        folder.mkdir(exist_ok=True)
        (folder / "pose_landmarker_full.task").write_bytes(b"")
    assert inspect_model("full").path.parent == home / "wheel"
