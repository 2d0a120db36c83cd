"""What an analysis left elsewhere is found, and goes; what is not its own stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from history_makers import FIRST, SECOND, some_analysis

from formcheck import folder, store
from formcheck.pose.cache import cache_folder, cache_path, kept_of, unnamed


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder of results, with what else formcheck leaves there and a file of the user's."""
    out = tmp_path / "monday.formcheck"
    write(out, "this analysis")
    for name in ("landmarks.npz", "people/people.png", "people/person_1.png", "mine.txt"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("x")
    return out


def write(out: Path, made_from: str) -> None:
    with folder.whole(out, made_from) as part:
        (part / "frames").mkdir()
        for name in ("report.html", "frames/a.png"):
            (part / name).write_text("x")


def kept(sha256: str = FIRST, *what: object) -> Path:
    path = cache_path(sha256, "fast", "m", *what)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_results_go_and_the_users_own_file_stays(file, results):
    added = store.add(some_analysis(), "r07", store.Origin(folder=results), file)
    traces = store.traces_of([added])
    assert traces.folders == ((results, "this analysis"),)
    left = store.remove_traces(traces, results=True, landmarks=True)
    assert left == (results / "mine.txt",)
    assert [p.name for p in results.iterdir()] == ["mine.txt"]


def test_a_folder_with_nothing_else_in_it_goes(file, results):
    added = store.add(some_analysis(), "r07", store.Origin(folder=results), file)
    (results / "mine.txt").unlink()
    assert store.remove_traces(store.traces_of([added]), results=True, landmarks=True) == ()
    assert not results.exists()


def compared(out: Path, *clips: str) -> Path:
    with folder.whole(out, "a comparison", shows=clips) as part:
        (part / "comparison.html").write_text("x")
    return out


def test_comparisons_with_a_clip_of_which_all_goes_go(file, results):
    """Also one with a clip that stays: the deleted one is seen in it."""
    added = store.add(some_analysis(), "r07", store.Origin(folder=results), file)
    other = store.add(some_analysis(SECOND), "r07", place=file)
    both = compared(results.with_name("friday.compare"), FIRST, SECOND)
    theirs = compared(results.with_name("other.compare"), SECOND)
    results.with_name("mine.compare").mkdir()  # not formcheck's
    traces = store.traces_of([added], [other])
    assert (both, "a comparison") in traces.folders and traces.doubtful == ()
    store.remove_traces(traces, results=True, landmarks=False)
    assert not both.exists() and theirs.exists()
    assert results.with_name("mine.compare").exists()


def test_a_comparison_stays_and_is_named_where_another_analysis_of_the_clip_stays(file, results):
    added = store.add(some_analysis(), "r07", store.Origin(folder=results), file)
    other = store.add(some_analysis(view="side"), "r07", place=file)
    made = compared(results.with_name("monday.compare"), FIRST)
    traces = store.traces_of([added], [other])
    assert traces.doubtful == (made,)
    store.remove_traces(traces, results=True, landmarks=False)
    assert made.exists()


def test_results_of_another_analysis_stay(file, results):
    """The same folder was written anew since, from something else."""
    added = store.add(some_analysis(), "r07", store.Origin(folder=results), file)
    write(results, "another analysis")
    traces = store.traces_of([added])
    assert (traces.folders, traces.others) == ((), (results,))
    store.remove_traces(traces, results=True, landmarks=True)
    assert (results / "report.html").exists()


def test_a_folder_that_formcheck_did_not_write_stays(file, tmp_path):
    (tmp_path / "theirs").mkdir()
    added = store.add(some_analysis(), "r07", store.Origin(folder=tmp_path / "theirs"), file)
    assert store.traces_of([added]).others == (tmp_path / "theirs",)


def test_all_landmarks_of_the_clip_go_and_no_others(file):
    ours = [kept(), kept(FIRST, "crowd"), kept(FIRST, "part", 1.5, 9.25)]
    draft = ours[0].with_name(f".{ours[0].name}.part")  # of a run that was killed
    draft.write_bytes(b"x")
    theirs = kept(SECOND)
    added = store.add(some_analysis(), "r07", place=file)
    store.remove_traces(store.traces_of([added]), results=True, landmarks=True)
    assert list(cache_folder().iterdir()) == [theirs]


def test_nothing_goes_that_was_not_asked_for(file, results):
    landmarks = kept()
    added = store.add(some_analysis(), "r07", store.Origin(folder=results), file)
    store.remove_traces(store.traces_of([added]), results=False, landmarks=False)
    assert landmarks.exists() and (results / "report.html").exists()


def test_landmarks_kept_under_their_older_name_are_found_again():
    new = kept()
    older = new.with_name(new.name.partition("-")[2])
    new.rename(older)
    assert (unnamed(), kept_of(FIRST)) == (1, ())
    assert cache_path(FIRST, "fast", "m") == new
    assert new.exists() and not older.exists()
    assert (unnamed(), kept_of(FIRST)) == (0, (new,))
