"""The processes that look: right answers in the right order, and none left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import ModelError
from formcheck.pose import model_path
from formcheck.pose.pool import NOWHERE, PosePool, quiet_environment
from formcheck.skeleton import LANDMARKS

NOSE, ANKLE = LANDMARKS.index("nose"), LANDMARKS.index("left_ankle")


def children() -> set[int]:
    """Processes, dead but not yet buried ones too, that this one has started."""
    folder = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not folder.exists():
        pytest.skip("children are counted on Linux")
    return {int(pid) for pid in folder.read_text().split()}


@pytest.fixture
def no_child_left():
    before = children()
    yield
    assert children() == before


def lite(processes: int) -> PosePool:
    return PosePool(model_path("lite"), 5, processes)


def test_the_runner_is_found_in_the_order_of_the_pictures(pictures, no_child_left):
    height, width = pictures[0].shape[:2]
    blank = np.zeros_like(pictures[0])
    mixed = [rgb for k in range(0, 24, 3) for rgb in (pictures[k], blank)]
    with lite(2) as two, lite(1) as one:
        found, alone = list(two.look(mixed)), list(one.look(mixed))
    assert [len(people) for people in found] == [1, 0] * 8
    for people in found[::2]:
        assert people.shape == (1, 33, 8)
        assert (people[0, :, 0] > 0).all()
        assert (people[0, :, 0] < width).all()
        assert people[0, NOSE, 1] < people[0, ANKLE, 1] < height
        assert (people[0, :, 6:] <= 1).all()
    # the same pictures in the same order say the same, whoever looks at them
    assert all(np.array_equal(a, b) for a, b in zip(found, alone, strict=True))
    ankles = [people[0, ANKLE, 0] for people in found[::2]]
    assert np.ptp(ankles) > 0.05 * width


def test_a_wide_picture_with_rows_that_are_not_joined(pictures, no_child_left):
    """MediaPipe ignores strides: a view would be seen as noise, without an error."""
    framed = np.zeros((pictures[0].shape[0], pictures[0].shape[1] + 24, 3), np.uint8)
    framed[:, :-24] = pictures[0]
    with lite(1) as pool:
        whole, view = pool.look([pictures[0], framed[:, :-24]])
    assert len(view) == 1
    assert np.array_equal(view, whole)


def test_a_process_that_dies_is_told_and_nothing_hangs(pictures, no_child_left):
    before = children()
    with lite(2) as pool:
        answers = pool.look(pictures[k % 24] for k in range(200))
        next(answers)
        os.kill(max(children() - before), signal.SIGKILL)
        started = time.monotonic()
        with pytest.raises(ModelError, match="ended unexpectedly") as told:
            list(answers)
        assert time.monotonic() - started < 10
    assert "formcheck doctor" in told.value.hint


def test_all_processes_dead_before_the_first_picture(pictures, no_child_left):
    before = children()
    with lite(2) as pool:
        for pid in children() - before:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(ModelError, match="ended unexpectedly"):
            list(pool.look(pictures))


def test_a_network_that_mediapipe_refuses(tmp_path, pictures, no_child_left):
    junk = tmp_path / "pose_landmarker_lite.task"
    junk.write_bytes(b"no network at all")
    started = time.monotonic()
    with (
        PosePool(junk, 1, 1) as pool,
        pytest.raises(ModelError, match="MediaPipe cannot start"),
    ):
        list(pool.look(pictures[:1]))
    assert time.monotonic() - started < 20


def test_ctrl_c_while_reading_leaves_no_process(pictures, no_child_left):
    before = children()

    def read_one_and_stop() -> None:
        with lite(2) as pool:
            for _ in pool.look(pictures):
                assert len(children() - before) == 2
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_one_and_stop()


def test_nothing_is_left_of_a_reader_that_was_killed(tmp_path):
    """The processes live in a session of their own; the end of their pipe ends them."""
    code = (
        "import time; from formcheck.pose import model_path; from formcheck.pose.pool import *\n"
        "pool = PosePool(model_path('lite'), 1, 2)\n"
        "print(*[w._process.pid for w in pool._workers], flush=True); time.sleep(60)"
    )
    reader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with reader:
        assert reader.stdout is not None
        pids = [int(pid) for pid in reader.stdout.readline().split()]
        assert len(pids) == 2
        reader.kill()
    deadline = time.monotonic() + 20
    while any(_lives(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_lives(pid) for pid in pids)


def _lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ------------------------------------------------------------------ the environment


def test_every_proxy_of_the_child_is_a_dead_end(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.hospital:3128")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.hospital:3128")
    monkeypatch.setenv("No_Proxy", "*")
    env = quiet_environment()
    proxies = {name: value for name, value in env.items() if name.lower().endswith("_proxy")}
    assert {"https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy"} <= set(proxies)
    assert set(proxies.values()) == {NOWHERE}
    assert not any(name.lower() == "no_proxy" for name in env)


def test_the_child_really_gets_it_and_the_parent_keeps_its_own(pictures, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.hospital:3128")
    monkeypatch.setenv("no_proxy", "*")
    before, mine = children(), dict(os.environ)
    with lite(1) as pool:
        list(pool.look(pictures[:1]))
        (pid,) = children() - before
        block = Path(f"/proc/{pid}/environ").read_bytes()
    assert f"https_proxy={NOWHERE}".encode() in block.split(b"\0")
    assert b"hospital" not in block
    assert b"no_proxy" not in block.lower()
    assert dict(os.environ) == mine


def test_a_file_beside_the_clips_is_never_imported(tmp_path, monkeypatch, pictures):
    (tmp_path / "mediapipe.py").write_text("raise RuntimeError('imported from the clips')")
    monkeypatch.chdir(tmp_path)
    with lite(1) as pool:
        (people,) = pool.look(pictures[:1])
    assert len(people) == 1
