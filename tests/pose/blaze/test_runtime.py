"""The libraries that run the networks: all say the same, and the first that loads is taken."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import ModelError
from formcheck.pose import model_path
from formcheck.pose.blaze import BlazePool, runtime
from formcheck.pose.blaze.looker import open_eyes
from formcheck.pose.blaze.network import Job, Network
from formcheck.pose.blaze.runtime import RUNTIMES, find_runtime
from formcheck.pose.blaze.task_file import TaskFile, read_task
from formcheck.types import Floats, Pixels

OPENVINO, LITERT = RUNTIMES


def test_litert_says_the_same_as_openvino(pictures):
    pytest.importorskip("ai_edge_litert")
    said = []
    for each in (OPENVINO, LITERT):
        (eyes,) = open_eyes(each, read_task(model_path("lite")), 5, 1, is_bf16=False)
        said.append(np.concatenate([eyes.see(rgb) for rgb in pictures[::6]]))
    distance = np.abs(said[0] - said[1])[..., :2]
    assert np.median(distance) < 0.02
    assert np.percentile(distance, 95) < 0.1


def test_bfloat16_is_another_way_and_near(pictures):
    if not OPENVINO.has_bf16():
        pytest.skip("this processor has no bfloat16")
    said = []
    for is_bf16 in (False, True):
        with BlazePool(model_path("lite"), 1, 1, is_bf16=is_bf16) as pool:
            said.append(np.concatenate(list(pool.look(pictures[::6]))))
    distance = np.abs(said[0] - said[1])[..., :2]
    assert distance.max() > 0.05
    assert np.median(distance) < 1.5


def fresh(monkeypatch, *missing: str) -> None:
    """Forget what was found; some libraries are not installed."""
    find_runtime.cache_clear()
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture(autouse=True)
def forget():
    yield
    find_runtime.cache_clear()


def test_the_next_library_is_taken_where_one_is_missing(monkeypatch):
    pytest.importorskip("ai_edge_litert")
    assert find_runtime() is OPENVINO
    fresh(monkeypatch, "openvino")
    assert find_runtime() is LITERT
    assert not LITERT.has_bf16()


def test_no_library_at_all(monkeypatch):
    fresh(monkeypatch, "openvino", "ai_edge_litert")
    with pytest.raises(ModelError, match=r"OpenVINO.*LiteRT") as told:
        BlazePool(model_path("lite"), 1)
    assert "--backend mediapipe" in told.value.hint


@pytest.mark.parametrize("each", RUNTIMES, ids=lambda r: r.name)
def test_a_network_that_cannot_be_read(each, tmp_path, monkeypatch):
    if each is LITERT:
        pytest.importorskip("ai_edge_litert")
    monkeypatch.setattr(runtime, "RUNTIMES", (each,))
    find_runtime.cache_clear()
    for content in (b"no network", _zip_of_nonsense(tmp_path)):
        junk = tmp_path / "pose_landmarker_lite.task"
        junk.write_bytes(content)
        with pytest.raises(ModelError, match="cannot"):
            BlazePool(junk, 1, 1)


def _zip_of_nonsense(folder: Path) -> bytes:
    import zipfile

    path = folder / "nonsense.zip"
    with zipfile.ZipFile(path, "w") as task:
        task.writestr("pose_detector.tflite", b"\0" * 64)
        task.writestr("pose_landmarks_detector.tflite", b"\0" * 64)
    return path.read_bytes()


def test_the_usage_report_of_openvino_is_not_even_imported():
    code = (
        "import sys; from formcheck.pose.blaze import find_runtime; find_runtime()\n"
        "print([m for m, what in sys.modules.items() if m.startswith('openvino_telemetry') "
        "and what is not None], 'openvino' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=dict(os.environ),
    )  # fmt: skip
    assert done.stdout.split("\n")[0] == "[] True"


def test_the_first_call_of_a_library_is_made_alone():
    """Two threads that make it together can wait for each other for ever; seen with OpenVINO."""
    at_once, most, calls = 0, 0, []

    def first_call(job: Job) -> Network:
        def network(rgb: Pixels) -> list[Floats]:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            time.sleep(0.02)
            at_once -= 1
            calls.append((threading.get_ident(), rgb.shape))
            return []

        return network

    def opened(_: int) -> int:
        open_eyes(slow, TaskFile(b"", b""), 1, 3, is_bf16=False)
        return threading.get_ident()

    slow = replace(OPENVINO, open=lambda job: [first_call(job)] * job.threads)
    with ThreadPoolExecutor(4) as threads:
        openers = list(threads.map(opened, range(4)))
    assert most == 1
    assert sorted(calls) == sorted((o, (n, n, 3)) for o in openers for n in (224, 256))


def test_an_error_in_a_thread_comes_out_and_nothing_hangs(pictures):
    with BlazePool(model_path("lite"), 1, 2) as pool:
        answers = pool.look([pictures[0], pictures[1][..., 0], pictures[2]])
        assert len(next(answers)) == 1
        with pytest.raises(ModelError, match="stopped"):
            list(answers)
        assert len(list(pool.look(pictures[:3]))) == 3
