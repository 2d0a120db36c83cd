"""The queue: one worker takes each job, and none is lost, whoever stops or is killed when."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, event

from formcheck import store
from formcheck.child import environment
from formcheck.errors import HistoryError
from formcheck.store import jobs
from formcheck.store.uploads import begin_upload, forget_upload
from formcheck.store.web_nouns import ENDED

TAKER = """
import sys
from formcheck.store import jobs
while (job := jobs.take(place=sys.argv[1])) is not None:
    print(job.id, flush=True)
    jobs.end(job.id, "done", {}, place=sys.argv[1])
"""


@pytest.fixture
def clip(engine: Engine) -> str:
    return begin_upload("r07", "a.mp4", 9, engine).id


def clips(engine: Engine, count: int) -> list[str]:
    return [begin_upload("r07", f"{k}.mp4", 9, engine).id for k in range(count)]


def ask(clip: str, engine: Engine, kind: str = "analyze", **asked: object) -> jobs.Job:
    return jobs.ask(kind, (clip,), asked, "en", engine)


def test_what_waits_already_is_not_asked_twice(engine: Engine, clip: str) -> None:
    first = ask(clip, engine)
    assert ask(clip, engine) == first
    assert ask(clip, engine, format="pdf") != first
    assert ask(clip, engine, "again") != first
    assert jobs.ask("analyze", (clip,), {}, "nl", engine) != first
    assert jobs.take(["analyze"], engine) == jobs.job(first.id, engine)
    assert ask(clip, engine).id != first.id  # it is on its way: what came since may matter


def test_a_job_about_what_is_gone_is_refused(engine: Engine, clip: str) -> None:
    forget_upload(clip, engine)
    with pytest.raises(HistoryError):
        ask(clip, engine)
    assert jobs.open_jobs(engine) == ()


def test_quick_ones_go_first_then_the_oldest(engine: Engine) -> None:
    one, two, three = clips(engine, 3)
    wanted = [ask(one, engine), ask(two, engine), ask(three, engine, "check")]
    line = [wanted[2].id, wanted[0].id, wanted[1].id]
    assert [job.id for job in jobs.open_jobs(engine)] == line
    assert [jobs.take(place=engine).id for _ in line] == line  # type: ignore[union-attr]
    assert jobs.take(place=engine) is None


def test_only_the_wanted_kinds_are_taken(engine: Engine, clip: str) -> None:
    ask(clip, engine)
    assert jobs.take(["check"], engine) is None
    taken = jobs.take(["analyze"], engine)
    assert taken is not None
    assert (taken.state, taken.tries, taken.uploads) == ("running", 1, (clip,))


def test_a_clip_is_part_of_one_job_at_a_time(engine: Engine) -> None:
    one, two = clips(engine, 2)
    ask(one, engine)
    both = jobs.ask("compare", (one, two), {}, "en", engine)
    first = jobs.take(place=engine)
    assert first is not None
    assert jobs.take(place=engine) is None
    jobs.end(first.id, "done", {}, place=engine)
    assert jobs.take(place=engine) == jobs.job(both.id, engine)
    ask(two, engine, "check")
    assert jobs.take(place=engine) is None


def test_progress_is_kept_while_it_runs_only(engine: Engine, clip: str) -> None:
    id = ask(clip, engine).id
    assert jobs.tell(id, "pose", 1, 9, engine) == "waiting"
    jobs.take(place=engine)
    assert jobs.tell(id, "pose", 2, 9, engine) == "running"
    jobs.stop(id, engine)
    assert jobs.tell(id, "pose", 3, 9, engine) == "stopping"
    assert jobs.end(id, "stopped", {}, place=engine)
    assert jobs.tell(id, "pose", 4, 9, engine) == "stopped"
    kept = jobs.job(id, engine)
    assert kept is not None
    assert (kept.n_done, kept.state) == (3, "stopped")
    assert jobs.tell("0" * 32, "pose", 1, 2, engine) is None


def test_what_has_ended_stays_as_it_is(engine: Engine, clip: str) -> None:
    id = ask(clip, engine).id
    jobs.take(place=engine)
    assert jobs.end(id, "done", {"name": "x"}, 7, engine)
    before = jobs.job(id, engine)
    assert not jobs.end(id, "failed", {}, place=engine)
    jobs.stop(id, engine)
    jobs.release(id, engine)
    jobs.give_back(engine)
    assert jobs.job(id, engine) == before
    assert not jobs.end("0" * 32, "done", {}, place=engine)


def test_a_job_goes_with_its_clip(engine: Engine, clip: str) -> None:
    id = ask(clip, engine).id
    assert forget_upload(clip, engine) == (id,)
    assert jobs.job(id, engine) is None


def test_what_is_left_to_a_server_by_itself_counts_no_try(engine: Engine, clip: str) -> None:
    id = ask(clip, engine).id
    for _ in range(2 * jobs.MOST_TRIES):
        assert jobs.take(place=engine) is not None
        jobs.release(id, engine)
    assert jobs.take(place=engine).tries == 1  # type: ignore[union-attr]
    jobs.stop(id, engine)
    jobs.release(id, engine)
    assert jobs.job(id, engine).state == "stopped"  # type: ignore[union-attr]


def test_a_job_begun_three_times_is_handed_to_the_caller(engine: Engine, clip: str) -> None:
    id = ask(clip, engine).id
    for _ in range(jobs.MOST_TRIES - 1):
        jobs.take(place=engine)
        assert jobs.give_back(engine) == ()
    jobs.take(place=engine)
    assert [(job.id, job.state, job.tries) for job in jobs.give_back(engine)] == [
        (id, "running", jobs.MOST_TRIES)
    ]


def test_threads_that_take_at_once_get_a_job_each(engine: Engine) -> None:
    wanted = {ask(one, engine).id for one in clips(engine, 12)}

    def take_all(_: int) -> list[str]:
        mine = []
        while (job := jobs.take(place=engine)) is not None:
            mine.append(job.id)
        return mine

    with ThreadPoolExecutor(6) as pool:
        taken = [id for mine in pool.map(take_all, range(6)) for id in mine]
    assert sorted(taken) == sorted(wanted)


@pytest.mark.slow
def test_processes_that_take_at_once_get_a_job_each(engine: Engine, place: str) -> None:
    wanted = {ask(one, engine).id for one in clips(engine, 15)}
    command = [sys.executable, "-c", TAKER, place]
    takers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())
        for _ in range(3)
    ]
    taken = [id for one in takers for id in one.communicate()[0].split()]
    assert sorted(taken) == sorted(wanted)
    assert jobs.count_by_state(engine)["done"] == 15


def test_a_look_at_an_empty_queue_keeps_nobody_from_writing(file: Path) -> None:
    engine, begun = store.opened(file, make=True), []
    event.listen(
        engine, "before_cursor_execute", lambda *a: begun.append(a[2].split(maxsplit=1)[0])
    )
    assert jobs.take(place=engine) is None
    assert "UPDATE" not in begun
    engine.dispose()


class Queue(RuleBasedStateMachine):
    """Whatever is done with jobs in whatever order, they are as a list of them says."""

    engine: Engine
    known = Bundle("known")

    def __init__(self) -> None:
        super().__init__()
        for job in jobs.open_jobs(self.engine):
            jobs.stop(job.id, self.engine)
            jobs.end(job.id, "stopped", {}, place=self.engine)
        self.clips = clips(self.engine, 3)
        self.state: dict[str, str] = {}
        self.tries: dict[str, int] = {}
        self.clip_of: dict[str, str] = {}

    def move(self, *ids: str, **to: str) -> None:
        for id in ids:
            self.state[id] = to.get(self.state[id], self.state[id])

    @rule(target=known, which=st.integers(0, 2), kind=st.sampled_from(["analyze", "check"]))
    def ask(self, which: int, kind: str) -> object:
        clip = self.clips[which]
        job = ask(clip, self.engine, kind)
        if job.id in self.state:
            assert self.state[job.id] == "waiting"
            return multiple()
        self.state[job.id], self.tries[job.id], self.clip_of[job.id] = "waiting", 0, clip
        return job.id

    @rule()
    def take(self) -> None:
        job = jobs.take(place=self.engine)
        busy = {self.clip_of[id] for id, s in self.state.items() if s in ("running", "stopping")}
        ready = [i for i, s in self.state.items() if s == "waiting" and self.clip_of[i] not in busy]
        assert (job is None) == (not ready)
        if job is not None:
            assert job.id in ready
            self.state[job.id] = "running"
            self.tries[job.id] += 1

    @rule(id=known)
    def stop(self, id: str) -> None:
        jobs.stop(id, self.engine)
        self.move(id, waiting="stopped", running="stopping")

    @rule(id=known, how=st.sampled_from(["done", "failed"]))
    def end(self, id: str, how: str) -> None:
        if self.state[id] == "waiting":
            return  # nobody ends what nobody has begun
        is_open = self.state[id] not in ENDED
        how = "stopped" if self.state[id] == "stopping" else how
        assert jobs.end(id, how, {}, place=self.engine) == is_open  # type: ignore[arg-type]
        self.move(id, running=how, stopping=how)

    @rule(id=known)
    def release(self, id: str) -> None:
        if self.state[id] == "running":
            self.tries[id] -= 1
        jobs.release(id, self.engine)
        self.move(id, running="waiting", stopping="stopped")

    @rule()
    def begin_anew(self) -> None:
        given_up = {job.id for job in jobs.give_back(self.engine)}
        for id, state in list(self.state.items()):
            if state == "running" and self.tries[id] >= jobs.MOST_TRIES:
                assert id in given_up
                jobs.end(id, "failed", {}, place=self.engine)
                self.move(id, running="failed")
            else:
                assert id not in given_up
                self.move(id, running="waiting", stopping="stopped")

    @invariant()
    def all_are_as_they_should_be(self) -> None:
        found = {job.id: job for clip in self.clips for job in jobs.jobs_of(clip, self.engine)}
        assert set(found) == set(self.state)
        for id, state in self.state.items():
            job = found[id]
            assert (job.state, job.tries) == (state, self.tries[id])
            assert (job.ended_at is not None) == (state in ENDED)


@pytest.mark.parametrize("examples", [3, pytest.param(60, marks=pytest.mark.slow)])
def test_any_order_of_things_loses_no_job(file: Path, examples: int) -> None:
    class Here(Queue):
        engine = store.opened(file, make=True)

    try:
        run_state_machine_as_test(
            Here, settings=settings(max_examples=examples, stateful_step_count=25, deadline=None)
        )
    finally:
        Here.engine.dispose()
