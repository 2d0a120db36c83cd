"""A batch on a Dask cluster: the same table as without one, whoever of it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from batch_at_cluster import batch_at
from batch_of_fakes import batch, fake, make_clips
from dask_machines import Machines, machines, wait_until
from test_killed import files

from formcheck.batch import greeting
from formcheck.batch.at_cluster import Greeting
from formcheck.batch.cluster import hire_cluster
from formcheck.batch.isolated import Limits
from formcheck.batch.run import Order, plan
from formcheck.child import environment
from formcheck.errors import SettingsError

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="kills processes with -9"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
HERE = Path(__file__).parent
NAMES = " ".join([*(f"slow-{k}.mp4" for k in range(16)), "bad-1.mp4", "crash-1.mp4", "sub/a.mp4"])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Machines]:
    with machines(tmp_path) as made:
        yield made


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return make_clips(tmp_path / "clips", NAMES)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "log").touch()
    return tmp_path / "log"


def begun(log: Path) -> int:
    return len(log.read_text().split())


def in_background(cluster: Machines, clips: Path, out: Path, log: Path) -> psutil.Popen:
    what = [cluster.address, str(clips), str(out), str(log)]
    command = [sys.executable, str(HERE / "batch_at_cluster.py"), *what]
    env = {**environment(), "PYTHONSAFEPATH": ""}
    return psutil.Popen(command, env=env, stderr=subprocess.PIPE)


def test_a_worker_killed_midway_changes_nothing(
    cluster: Machines, clips: Path, log: Path, tmp_path: Path
) -> None:
    process = in_background(cluster, clips, tmp_path / "out", log)
    wait_until(lambda: begun(log) >= 6)
    cluster.workers[0].kill()
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told.decode()
    batch(clips, tmp_path / "alone", tmp_path / "log2")
    assert files(tmp_path / "out") == files(tmp_path / "alone")


def test_a_cluster_that_is_gone_is_told_and_the_batch_goes_on_later(
    cluster: Machines, clips: Path, log: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = in_background(cluster, clips, out, log)
    wait_until(lambda: begun(log) >= 6)
    cluster.scheduler.kill()
    _, told = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "does not answer any more" in told.decode().splitlines()[-1]
    report = batch(clips, out, log)
    assert 0 < report.before < len(report.pairs)
    batch(clips, tmp_path / "alone", tmp_path / "log2")
    assert files(out) == files(tmp_path / "alone")


def test_a_killed_batch_ends_at_the_cluster_and_goes_on_there(
    cluster: Machines, clips: Path, log: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = in_background(cluster, clips, out, log)
    wait_until(lambda: begun(log) >= 6)
    process.kill()
    process.communicate()
    report = batch_at(cluster.address, clips, out, log)
    assert report.before > 0
    batch(clips, tmp_path / "alone", tmp_path / "log2")
    assert files(out) == files(tmp_path / "alone")


def at_work(cluster: Machines) -> list[psutil.Process]:
    return [child for worker in cluster.workers for child in worker.children(recursive=True)]


def test_stopped_it_ends_what_is_being_done_and_leaves_nothing_half_done(
    cluster: Machines, log: Path, tmp_path: Path
) -> None:
    out, home = tmp_path / "out", tmp_path / "home"
    clips = make_clips(tmp_path / "clips", "a.mp4 hang-1.mp4")
    home.mkdir()
    crew = hire_cluster(cluster.address, 2, Limits(), fake(log))(home)
    work = crew.work(plan(Order((clips,), out)))
    assert next(work).name == "a.mp4"
    wait_until((out / "hang-1.mp4.formcheck").is_dir)
    crew.stop()
    assert [p.name for p in out.iterdir()] == ["a.mp4.formcheck"]
    wait_until(lambda: not at_work(cluster), 15.0)


def test_a_clip_of_a_killed_batch_is_called_off_at_once(
    cluster: Machines, log: Path, tmp_path: Path
) -> None:
    clips = make_clips(tmp_path / "clips", "hang-1.mp4")
    process = in_background(cluster, clips, tmp_path / "out", log)
    wait_until((tmp_path / "out" / "hang-1.mp4.formcheck").is_dir)
    process.kill()
    process.communicate()
    wait_until(lambda: not at_work(cluster), 15.0)
    wait_until(lambda: not (tmp_path / "out" / "hang-1.mp4.formcheck").exists())


def test_where_no_worker_is_left_it_says_so(
    cluster: Machines, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips, home = make_clips(tmp_path / "clips", "a.mp4 hang-1.mp4"), tmp_path / "home"
    home.mkdir()
    crew = hire_cluster(cluster.address, 2, Limits(), fake(log))(home)
    work = crew.work(plan(Order((clips,), tmp_path / "out")))
    assert next(work).name == "a.mp4"
    monkeypatch.setattr("formcheck.batch.cluster.NOBODY_S", 1.0)
    for worker in cluster.workers:
        worker.kill()
    with pytest.raises(SettingsError, match="No worker is left"):
        next(work)
    crew.stop()


def test_few_clips_are_at_the_cluster_at_once(
    cluster: Machines, clips: Path, log: Path, tmp_path: Path
) -> None:
    wait_until(lambda: len(cluster.workers) == 2)
    tasks = plan(Order((clips,), tmp_path / "out"))
    crew = hire_cluster(cluster.address, 2, Limits(), fake(log))(tmp_path / "home")
    (tmp_path / "home").mkdir()
    most = 0
    for _ in crew.work(tasks):
        most = max(most, len(crew._flying))
    crew.stop()
    assert 0 < most <= 4  # two for each of two threads


def test_crash_and_hang_are_told_as_without_a_cluster(
    cluster: Machines, log: Path, tmp_path: Path
) -> None:
    clips = make_clips(tmp_path / "clips", "a.mp4 crash-1.mp4 hang-1.mp4 once-1.mp4 leave-1.mp4")
    limits = Limits(time_s=2.0)
    report = batch_at(cluster.address, clips, tmp_path / "out", log, limits)
    troubles = {o.name: (o.trouble, o.attempts) for _, o in report.pairs}
    assert troubles == {
        "a.mp4": (None, 1), "crash-1.mp4": ("crashed", 2), "hang-1.mp4": ("hung", 2),
        "leave-1.mp4": ("crashed", 2), "once-1.mp4": (None, 2),
    }  # fmt: skip


def test_processes_end_soon_after_the_batch(
    cluster: Machines, clips: Path, log: Path, tmp_path: Path
) -> None:
    batch_at(cluster.address, clips, tmp_path / "out", log)
    wait_until(lambda: not [c for w in cluster.workers for c in w.children()], 15.0)


def addresses(process: psutil.Process) -> list[str]:
    """Both ends of every connection, and what it listens on; none where it has just ended."""
    try:
        found = process.net_connections("inet")
    except psutil.NoSuchProcess:
        return []
    return [end.ip for one in found for end in (one.laddr, one.raddr) if end]


def test_a_cluster_on_this_machine_listens_to_nobody_else(
    clips: Path, log: Path, tmp_path: Path
) -> None:
    tasks = plan(Order((clips,), tmp_path / "out"))
    crew = hire_cluster("local", 2, Limits(), fake(log))(tmp_path / "home")
    (tmp_path / "home").mkdir()
    work = crew.work(tasks)
    next(work)
    me = psutil.Process()
    ends = {ip for process in (me, *me.children(recursive=True)) for ip in addresses(process)}
    crew.stop()
    assert ends == {"127.0.0.1"}


def test_where_no_scheduler_is_it_says_so(
    tmp_path: Path, clips: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.batch.cluster.CONNECT_S", 0.5)
    with pytest.raises(SettingsError, match="no Dask scheduler"):
        batch_at("tcp://127.0.0.1:1", clips, tmp_path / "out", log)


def test_a_worker_that_cannot_do_the_work_is_refused() -> None:
    good = Greeting(greeting.__version__, (True,))
    greeting._refuse("tcp://a:1", good, ["clips"])
    for answer, words in [
        (replace(good, version="0.0.1"), "another formcheck"),
        (ModuleNotFoundError("No module named 'formcheck'"), "another formcheck, or none"),
        (replace(good, sees=(False,)), "does not see clips"),
    ]:
        with pytest.raises(SettingsError, match=words):
            greeting._refuse("tcp://a:1", answer, ["clips"])
