"""What the doctor says of this machine, and of one that lacks something."""

from __future__ import annotations

import sys

import pytest

from formcheck import doctor
from formcheck.doctor import CHECKS, examine
from formcheck.pose import backends, fast_backend, models

NAMES = [
    "Python",
    "video (PyAV)",
    "pictures (OpenCV)",
    "pose networks",
    "pose (fast)",
    "pose (MediaPipe)",
    "cache",
]


def state(name: str) -> doctor.Check:
    slow = (doctor._fast, doctor._mediapipe)
    return next(check for check in (c() for c in CHECKS if c not in slow) if check.what == name)


def test_a_machine_that_has_everything(run, cache):
    answer = run("doctor")
    assert answer.returncode == 0, answer.stdout
    lines = answer.stdout.splitlines()
    assert [line.split(":")[0].split(maxsplit=1)[1].strip() for line in lines] == NAMES
    assert all(line.startswith("ok") for line in lines)
    assert "auto uses it" in next(line for line in lines if "(fast)" in line)
    assert "auto" not in next(line for line in lines if "(MediaPipe)" in line)
    assert str(cache) in lines[-1]


def test_without_the_fast_library_it_says_what_is_used_instead(monkeypatch):
    monkeypatch.setattr(fast_backend, "fast_runtime", lambda: None)
    monkeypatch.setattr(backends, "fast_runtime", lambda: None)
    found = doctor._fast()
    assert found.ok
    assert "auto uses mediapipe" in found.detail
    assert "pip install openvino" in found.detail
    assert doctor._mediapipe().detail.endswith("auto uses it")


def test_networks_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "_HOMES", (tmp_path,))
    checks = {check.what: check for check in examine()}
    for name in ("pose networks", "pose (fast)", "pose (MediaPipe)"):
        assert not checks[name].ok
        assert "missing" in checks[name].detail
        assert "nstall formcheck again" in checks[name].detail


@pytest.mark.parametrize(
    ("library", "name", "advice"),
    [("av", "video (PyAV)", "pip install av"), ("cv2", "pictures (OpenCV)", "libgl1")],
)
def test_a_library_missing(monkeypatch, library, name, advice):
    monkeypatch.setitem(sys.modules, library, None)
    found = state(name)
    assert not found.ok
    assert advice in found.detail


def test_a_cache_that_cannot_be_made(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "file" / "x"))
    found = state("cache")
    assert not found.ok
    assert "set FORMCHECK_CACHE" in found.detail


def test_something_missing_is_exit_code_2(run, tmp_path):
    (tmp_path / "file").write_text("")
    answer = run("doctor", FORMCHECK_CACHE=str(tmp_path / "file" / "x"))
    assert answer.returncode == 2
    assert answer.stdout.splitlines()[-1].startswith("missing")
