"""Where a clip is follows from its upload and its jobs, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from formcheck.store.web_nouns import Job, Upload
from formcheck.web.pages.following import has_report, now

AT = datetime(2026, 11, 27, tzinfo=UTC)


def upload(**fields: Any) -> Upload:
    row: dict[str, Any] = {"id": "0" * 32, "runner": "me", "name": "a.mp4", "n_bytes": 10}
    row |= {"n_received": 10, "state": "ready", "file": "", "sha256": "", "asked": {}}
    row |= {"answers": {}, "looked": {"doing": "running"}, "trouble": {}, "note": ""}
    return Upload(**(row | {"made_at": AT, "used_at": AT} | fields))


def job(kind: Any, state: Any, **fields: Any) -> Job:
    row: dict[str, Any] = {"id": "1" * 32, "uploads": ("0" * 32,), "lang": "en", "asked": {}}
    row |= {"stage": "", "n_done": 0, "n_total": None, "tries": 0, "outcome": {}, "entry": None}
    row |= {"made_at": AT, "begun_at": None, "told_at": None, "ended_at": None}
    return Job(**(row | {"kind": kind, "state": state} | fields))


@pytest.mark.parametrize(
    ("clip", "jobs", "point"),
    [
        (upload(state="arriving"), [], "arriving"),
        (upload(state="refused"), [job("check", "failed")], "refused"),
        (upload(state="arrived", looked={}), [], "checking"),
        (upload(looked={}), [job("check", "waiting")], "checking"),
        (upload(), [job("check", "done")], "looked"),
        (upload(looked={}), [job("check", "failed")], "looked"),
        (upload(), [job("analyze", "waiting"), job("check", "done")], "measuring"),
        (upload(), [job("analyze", "stopping")], "measuring"),
        (upload(), [job("analyze", "stopped")], "looked"),
        (upload(), [job("analyze", "failed")], "failed"),
        (upload(), [job("analyze", "done")], "done"),
        (upload(), [job("again", "failed"), job("analyze", "done")], "done"),
        (upload(), [job("analyze", "running"), job("analyze", "done")], "measuring"),
    ],
)
def test_the_newest_job_decides(clip: Upload, jobs: list[Job], point: str) -> None:
    assert now(clip, jobs).point == point


def test_only_a_stopped_measuring_was_stopped() -> None:
    assert now(upload(), [job("analyze", "stopped")]).was_stopped
    assert not now(upload(), [job("check", "stopped")]).was_stopped


def test_what_is_no_outcome_gives_no_words() -> None:
    at = now(upload(), [job("analyze", "failed", outcome={"broken": 1})])
    assert (at.problem, at.hint) == ("", "")


def test_there_is_a_report_however_long_ago() -> None:
    assert has_report([job("analyze", "failed"), job("analyze", "done")])
    assert not has_report([job("check", "done")])
