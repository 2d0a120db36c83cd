"""Several processes share the clips; a mistake of ours is not swallowed."""

from __future__ import annotations

import threading
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest
from batch_of_fakes import hire, make_clips

from formcheck.batch.crew import hire_local, usual_workers
from formcheck.batch.run import Order, plan
from formcheck.errors import SettingsError


def test_every_task_has_one_outcome(tmp_path: Path) -> None:
    clips = make_clips(tmp_path / "clips", " ".join(f"ok-{k}.mp4" for k in range(9)))
    tasks = plan(Order((clips,), tmp_path / "out"))
    crew = hire(tmp_path / "log", 3)(tmp_path)
    names = sorted(outcome.name for outcome in crew.work(tasks))
    assert names == [task.name for task in tasks]
    assert len(list(tmp_path.glob("at-work-*.lock"))) == 3


def test_no_more_processes_than_clips(tmp_path: Path) -> None:
    clips = make_clips(tmp_path / "clips", "ok-1.mp4")
    crew = hire(tmp_path / "log", 3)(tmp_path)
    assert len(list(crew.work(plan(Order((clips,), tmp_path / "out"))))) == 1
    assert len(list(tmp_path.glob("at-work-*.lock"))) == 1
    assert list(crew.work(())) == []


def test_a_mistake_of_ours_ends_the_batch(tmp_path: Path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("formcheck.batch.isolated.Isolated.run", fail)
    monkeypatch.setattr("threading.excepthook", lambda *_: None)
    clips = make_clips(tmp_path / "clips", "ok-1.mp4 ok-2.mp4")
    raised: SimpleQueue[BaseException] = SimpleQueue()

    def work() -> None:
        try:
            list(hire(tmp_path / "log")(tmp_path).work(plan(Order((clips,), tmp_path / "out"))))
        except ZeroDivisionError as error:
            raised.put(error)

    threading.Thread(target=work, daemon=True).start()  # else a swallowed one is waited for forever
    assert isinstance(raised.get(timeout=60), ZeroDivisionError)


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"workers": 0}, "--workers"),
        ({"memory_mb": 10}, "--memory-mb"),
        ({"time_limit_s": 0.0}, "--time-limit"),
        ({"time_limit_s": float("nan")}, "--time-limit"),
    ],
)
def test_numbers_that_make_no_sense_are_said(given: dict[str, float], option: str) -> None:
    with pytest.raises(SettingsError, match=option):
        hire_local(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("free_gb", "workers"), [(100, 8), (4, 3), (0.5, 1)])
def test_workers_fit_into_memory(monkeypatch, free_gb: float, workers: int) -> None:
    memory = SimpleNamespace(available=int(free_gb * 2**30))
    monkeypatch.setattr("psutil.virtual_memory", lambda: memory)
    monkeypatch.setattr("formcheck.batch.crew.cores", lambda: 8)
    assert usual_workers() == workers


def test_cores_are_shared(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("formcheck.batch.crew.cores", lambda: 8)
    for workers, threads in ((1, 8), (3, 2), (16, 1)):
        crew = hire_local(workers)(tmp_path)
        assert [one._limits.threads for one in crew._isolated] == [threads] * workers
