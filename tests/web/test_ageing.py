"""What is old goes, by itself, and nothing else does."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from formcheck import store
from formcheck.store import accounts, jobs, tables, uploads
from formcheck.store.opening import writing
from formcheck.store.web_nouns import Job, Upload
from formcheck.web import ageing
from formcheck.web.config import Config
from formcheck.web.places import Places


@pytest.fixture
def engine(config: Config) -> Iterator[Engine]:
    engine = store.opened(Places(config.data).store, make=True)
    yield engine
    engine.dispose()


@pytest.fixture
def aged(config: Config) -> Config:
    return replace(config, keep_days=30)


def handed_in(config: Config, engine: Engine, *, days: float, state: str = "ready") -> Upload:
    """A clip of so many days ago, with a result."""
    made = uploads.begin_upload("r07", "a.mp4", 9, engine)
    then = uploads.now() - timedelta(days=days)
    _set(engine, tables.uploads, made.id, state=state, made_at=then, used_at=then)
    folder = Places(config.data).results(made.id, "nl")
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("x")
    found = uploads.upload(made.id, engine)
    assert found is not None
    return found


def ended(engine: Engine, upload: Upload, kind: Any, state: Any, *, days: float) -> Job:
    job = jobs.ask(kind, (upload.id,), {}, "nl", engine)
    jobs.end(job.id, state, {}, None, engine)
    then = uploads.now() - timedelta(days=days)
    _set(engine, tables.jobs, job.id, made_at=then, ended_at=then)
    return job


def _set(engine: Engine, table: Any, id: str, **fields: Any) -> None:
    with writing(engine) as connection:
        connection.execute(update(table).where(table.c.id == id).values(fields))


def old_file(path: Path, *, days: float) -> Path:
    then_s = time.time() - days * 86400
    os.utime(path, (then_s, then_s))
    return path


def test_age_counts_from_the_day_handed_in(aged: Config, engine: Engine) -> None:
    gone = handed_in(aged, engine, days=30.1)
    kept = handed_in(aged, engine, days=29.9)
    uploads.change_upload(gone.id, engine, note="looked at today")
    ageing.tidy(aged, engine)
    assert uploads.upload(gone.id, engine) is None
    assert not Places(aged.data).folder(gone.id).exists()
    assert uploads.upload(kept.id, engine) == kept
    assert Places(aged.data).folder(kept.id).exists()


def test_asking_what_would_go_deletes_nothing(aged: Config, engine: Engine) -> None:
    old = handed_in(aged, engine, days=31)
    assert ageing.outdated(aged, engine).uploads == (old,)
    assert uploads.upload(old.id, engine) == old
    assert Places(aged.data).folder(old.id).exists()


def test_without_a_term_clips_stay(config: Config, engine: Engine) -> None:
    old = handed_in(config, engine, days=9999)
    ageing.tidy(config, engine)
    assert uploads.upload(old.id, engine) == old


def test_a_clip_that_never_came_goes(config: Config, engine: Engine) -> None:
    gone = handed_in(config, engine, days=2.1, state="arriving")
    kept = handed_in(config, engine, days=1.9, state="arriving")
    file = Places(config.data).incoming(gone.id)
    file.parent.mkdir()
    file.write_bytes(b"half")
    assert ageing.tidy(config, engine).arriving == (gone,)
    assert not file.exists()
    assert uploads.upload(kept.id, engine) == kept


def test_a_refused_clip_is_told_of_for_a_month(config: Config, engine: Engine) -> None:
    gone = handed_in(config, engine, days=31, state="refused")
    handed_in(config, engine, days=29, state="refused")
    assert ageing.tidy(config, engine).refused == (gone,)


def test_jobs_that_something_came_of_stay(config: Config, engine: Engine) -> None:
    mine = handed_in(config, engine, days=50)
    failed = ended(engine, mine, "analyze", "failed", days=45)
    first = ended(engine, mine, "analyze", "done", days=44)
    again = ended(engine, mine, "analyze", "done", days=43)
    exported = ended(engine, mine, "export", "done", days=42)
    last = ended(engine, mine, "export", "done", days=41)
    assert ageing.tidy(config, engine).jobs == tuple(sorted((failed.id, exported.id)))
    assert {one.id for one in jobs.jobs_of(mine.id, engine)} == {first.id, again.id, last.id}


def test_jobs_of_late_stay(config: Config, engine: Engine) -> None:
    mine = handed_in(config, engine, days=50)
    for days in (29, 28):
        ended(engine, mine, "export", "done", days=days)
    assert ageing.outdated(config, engine).jobs == ()


@pytest.mark.parametrize("folder", ["incoming", "clips", "comparisons"])
def test_what_belongs_to_nothing_goes(config: Config, engine: Engine, folder: str) -> None:
    mine = handed_in(config, engine, days=1)
    lost, fresh = (config.data / folder / (digit * 32) for digit in "ab")
    foreign = config.data / folder / "lost+found"
    for path in (lost, fresh, foreign):
        path.mkdir(parents=True)
    for path in (lost, foreign, Places(config.data).folder(mine.id)):
        old_file(path, days=1.1)
    assert ageing.tidy(config, engine).left == (lost,)
    assert not lost.exists()
    assert fresh.exists()
    assert foreign.exists()
    assert Places(config.data).folder(mine.id).exists()


def test_a_link_is_not_followed(config: Config, engine: Engine, tmp_path: Path) -> None:
    handed_in(config, engine, days=1)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = config.data / "clips" / ("c" * 32)
    link.symlink_to(elsewhere)
    old_file(elsewhere, days=9)
    assert ageing.tidy(config, engine).left == ()
    assert elsewhere.exists()


def test_an_empty_store_makes_no_clip_a_leftover(config: Config, engine: Engine) -> None:
    """A wrong address of the store must not cost a clinic its clips."""
    lost = config.data / "clips" / ("a" * 32)
    lost.mkdir(parents=True)
    old_file(lost, days=400)
    assert ageing.tidy(config, engine).left == ()
    assert lost.exists()


def test_doors_that_nobody_gets_in_by_go(config: Config, engine: Engine) -> None:
    desk = accounts.desk(engine)
    accounts.invite(desk.id, engine)
    accounts.let_in(desk.id, engine)
    assert ageing.store.forget_doors(engine) == 0
    past = uploads.now() - timedelta(days=31)
    with writing(engine) as connection:
        connection.execute(update(tables.invitations).values(ends_at=past))
        connection.execute(update(tables.sessions).values(seen_at=past))
    assert ageing.store.forget_doors(engine) == 2


def test_it_runs_when_the_server_starts_and_says_how_much(
    aged: Config, engine: Engine, log: io.StringIO
) -> None:
    old = handed_in(aged, engine, days=31)
    thread = ageing.Ageing(aged, engine)
    thread.begin()
    due = time.monotonic() + 10
    while uploads.upload(old.id, engine) and time.monotonic() < due:
        time.sleep(0.02)
    thread.end()
    assert uploads.upload(old.id, engine) is None
    assert '"event": "deleted_by_age", "uploads": 1' in log.getvalue()
    assert old.id not in log.getvalue()


def test_a_store_in_trouble_does_not_end_it(
    aged: Config, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.errors import HistoryError

    tried: list[int] = []

    def broken(*_: object) -> None:
        tried.append(1)
        raise HistoryError("gone", "wait")

    monkeypatch.setattr(ageing, "tidy", broken)
    monkeypatch.setattr(ageing, "EVERY_S", 0.01)
    thread = ageing.Ageing(aged, engine)
    thread.begin()
    time.sleep(0.3)
    thread.end()
    assert len(tried) > 1
