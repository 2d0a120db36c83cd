"""The wheel works where the repository is not: installed elsewhere, without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import formcheck
from formcheck.pose import SHA256

pytestmark = pytest.mark.slow
PACKAGE = Path(formcheck.__file__).parent


def done(*words: object, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(w) for w in words], capture_output=True, encoding="utf-8", check=False, **more
    )


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    built = done(sys.executable, "-m", "build", "--wheel", "--outdir", out, repository)
    if built.returncode and "No matching distribution" in built.stdout + built.stderr:
        pytest.skip("no package index within reach")
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = out.glob("formcheck-*.whl")
    return made


def without_network() -> list[str]:
    """A command in front of another that takes its network away; dead proxies where refused."""
    if shutil.which("unshare") and done("unshare", "-rn", "true").returncode == 0:
        return ["unshare", "-rn"]
    dead = "http://127.0.0.1:9"
    return ["env", f"http_proxy={dead}", f"https_proxy={dead}", f"all_proxy={dead}"]


def test_the_wheel_carries_all_it_needs_and_no_tests(wheel):
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
    assert all(f"formcheck/_models/pose_landmarker_{name}.task" in names for name in SHA256)
    assert "formcheck/_models/LICENSE" in names
    assert "formcheck/_videos/side_overstride.mp4" in names
    files = (p for p in PACKAGE.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc"))
    data = {p.relative_to(PACKAGE.parent).as_posix() for p in files}
    kinds = {name.rpartition(".")[2] for name in data}
    assert kinds >= {"mo", "svg", "typ", "ttf", "css", "html", "toml"}
    assert data <= set(names)
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"formcheck"}


def test_the_demo_runs_from_the_wheel_alone(wheel, tmp_path):
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    installed = done(python, "-m", "pip", "install", "-q", wheel)
    if installed.returncode and "No matching distribution" in installed.stderr:
        pytest.skip("no package index within reach")
    assert installed.returncode == 0, installed.stderr

    place = tmp_path / "elsewhere"
    place.mkdir()
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    formcheck = [*without_network(), home / "bin" / "formcheck"]
    where = done(python, "-c", "import formcheck; print(formcheck.__file__)", cwd=place, env=env)
    assert Path(where.stdout.strip()).is_relative_to(home)
    for command in (["doctor"], ["models"], ["metrics"]):
        answer = done(*formcheck, *command, cwd=place, env=env)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    answer = done(*formcheck, "demo", cwd=place, env=env)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    written = {f.name for f in (place / "formcheck-demo").rglob("*") if f.is_file()}
    wanted = {"overlay.mp4", "measurements.csv", "report.html", "report.pdf"}
    assert wanted | {"side_overstride.formcheck.json"} <= written
    text = (place / "formcheck-demo" / "side_overstride.formcheck.json").read_text("utf-8")
    found = {m["id"]: m["value"] for m in json.loads(text)["measurements"]}
    assert found["cadence"] == pytest.approx(156.0, abs=1.0)
