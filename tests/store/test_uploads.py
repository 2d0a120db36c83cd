"""What was handed in is found by runner, a stretch at a time, and counted."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, update

from formcheck import store
from formcheck.store import jobs, uploads
from formcheck.store.tables import uploads as table
from formcheck.store.web_nouns import Upload

BEGAN = datetime(2026, 11, 27, 12)


@pytest.fixture
def clip(engine: Engine) -> str:
    return handed_in(engine, "r07", 0).id


def handed_in(engine: Engine, runner: str, minute: int) -> Upload:
    made = uploads.begin_upload(runner, f"{minute}.mp4", 9, engine)
    with engine.begin() as connection:
        moment = BEGAN + timedelta(minutes=minute)
        connection.execute(update(table).where(table.c.id == made.id).values(made_at=moment))
    found = uploads.upload(made.id, engine)
    assert found is not None
    return found


def names(found: tuple[Upload, ...]) -> list[str]:
    return [one.name for one in found]


def test_uploads_come_a_stretch_at_a_time_the_newest_first(engine: Engine) -> None:
    for minute in range(5):
        handed_in(engine, "r07" if minute % 2 else "r08", minute)
    assert names(uploads.all_uploads(place=engine)) == [f"{k}.mp4" for k in (4, 3, 2, 1, 0)]
    assert names(uploads.all_uploads(place=engine, most=2)) == ["4.mp4", "3.mp4"]
    assert names(uploads.all_uploads(place=engine, most=2, skip=3)) == ["1.mp4", "0.mp4"]
    assert names(uploads.all_uploads("r08", engine, most=9, skip=1)) == ["2.mp4", "0.mp4"]
    assert names(uploads.all_uploads("r08", engine, skip=2)) == ["0.mp4"]


def test_uploads_are_counted(engine: Engine) -> None:
    assert (uploads.n_uploads(place=engine), uploads.n_uploads_by_runner(engine)) == (0, {})
    for runner in ("r08", "R9", "r07", "r08"):
        handed_in(engine, runner, 0)
    assert (uploads.n_uploads(place=engine), uploads.n_uploads("r08", engine)) == (4, 2)
    counted = uploads.n_uploads_by_runner(engine)
    assert list(counted.items()) == [("R9", 1), ("r07", 1), ("r08", 2)]


def test_uploads_are_found_by_their_ids(engine: Engine) -> None:
    one, two, _ = (handed_in(engine, "r07", minute) for minute in range(3))
    assert uploads.uploads_by_id((one.id, two.id, "gone"), engine) == {one.id: one, two.id: two}


def test_the_last_answers_are_those_before_a_moment(engine: Engine) -> None:
    made = [handed_in(engine, "r07", minute) for minute in range(4)]
    other = handed_in(engine, "r08", 2)
    for one in (made[0], made[1], made[3], other):
        uploads.change_upload(one.id, engine, answers={"rest_days": 3})
    found = uploads.last_answered("r07", made[3].made_at, engine)
    assert found is not None and found.id == made[1].id
    assert uploads.last_answered("r07", made[0].made_at, engine) is None


def test_others_with_the_same_content_are_found(engine: Engine) -> None:
    mine, twin, other = (handed_in(engine, runner, 0) for runner in ("r07", "r08", "r09"))
    for one, content in ((mine, "aa"), (twin, "aa"), (other, "bb")):
        uploads.change_upload(one.id, engine, sha256=content)
    known = uploads.upload(mine.id, engine)
    assert known is not None and uploads.others_with(known, engine) == {"r08"}


def test_jobs_of_several_uploads_are_asked_for_at_once(engine: Engine) -> None:
    one, two, three = (handed_in(engine, "r07", minute).id for minute in range(3))
    first = jobs.ask("analyze", (one,), {}, "en", engine)
    both = jobs.ask("compare", (one, two), {}, "en", engine)
    n_asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: n_asked.append(told[2]))
    found = jobs.jobs_of_each((one, two, three), engine)
    assert found == {one: (both, first), two: (both,), three: ()}
    assert len([sql for sql in n_asked if sql.startswith("SELECT")]) == 2
    assert jobs.jobs_of(one, engine) == found[one]


def test_comparisons_are_the_latest_few(engine: Engine) -> None:
    clips = [handed_in(engine, "r07", minute).id for minute in range(3)]
    jobs.ask("compare", clips[:2], {}, "en", engine)
    last = jobs.ask("compare", clips[1:], {}, "en", engine)
    assert jobs.comparisons("r07", engine, most=1) == (last,)
    assert len(jobs.comparisons("r07", engine)) == 2


@pytest.mark.parametrize("runner", [None, "r07"])
def test_the_newest_are_found_without_reading_all(
    engine: Engine, clip: str, runner: str | None
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("says otherwise how it finds things")
    jobs.ask("check", (clip,), {}, "en", engine)
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    uploads.all_uploads(runner, engine, most=8)
    uploads.n_uploads("r07", engine)
    jobs.jobs_of(clip, engine)
    selects = [one for one in asked if one[0].startswith("SELECT")]
    assert len(selects) == 4
    with engine.connect() as connection:
        for sql, given in selects:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
            steps = [row.detail for row in plan]
            assert not [step for step in steps if re.fullmatch(r"SCAN \w+", step)], (sql, steps)


def test_a_file_that_is_kept_open_is_as_careful(file: Path) -> None:
    kept = store.opened(file, make=True, keep=True)
    opened: list[object] = []
    event.listen(kept, "connect", lambda *told: opened.append(told))
    clip = handed_in(kept, "r07", 0).id
    jobs.ask("check", (clip,), {}, "en", kept)
    assert uploads.n_uploads(place=kept) == len(opened) == 1
    uploads.forget_upload(clip, kept)  # its rows elsewhere go along: foreign keys hold
    with kept.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM job_uploads").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    kept.dispose()


def test_nothing_is_left_in_a_file_that_is_kept_open(file: Path) -> None:
    kept = store.opened(file, make=True, keep=True)
    clip = handed_in(kept, "canary-r07", 0).id
    with ThreadPoolExecutor(4) as many:  # as many browsers, each of which leaves the file open
        found = list(many.map(lambda _: uploads.n_uploads(place=kept), range(40)))
    assert set(found) == {1}
    uploads.forget_upload(clip, kept)
    store.scrub(kept)
    assert [one for one in file.parent.iterdir() if b"canary-r07" in one.read_bytes()] == []
    kept.dispose()
