"""`formcheck history`, and `analyze --runner`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from formcheck import api, store
from formcheck.pose.cache import cache_folder

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"

SECRET = "a remark"


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test here has a history of its own."""
    file = tmp_path / "data" / "history.sqlite"
    monkeypatch.setenv("FORMCHECK_HISTORY", str(file))
    return file


@pytest.fixture(scope="session")
def results_once(landmarks_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of an analysis of the bundled clip, made once a session."""
    clip = Path(shutil.copy(CLIP, tmp_path_factory.mktemp("results") / "monday.mp4"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(landmarks_once))
        api.write(api.study(clip), api.default_folder(clip), ["json", "csv"])
    return api.default_folder(clip)


@pytest.fixture
def results(results_once: Path, known: Path, place: Path) -> Path:
    """The same beside its clip; it is not in the history yet."""
    return Path(shutil.copytree(results_once, place / "monday.formcheck"))


@pytest.fixture
def added(typed, results) -> Path:
    """The same, in the history."""
    words = ("--runner", "r07", "--day", "2026-03-01", "--note", SECRET)
    assert typed("history", "add", results, *words).returncode == 0
    return results


def asked(monkeypatch: pytest.MonkeyPatch, *answers: bool) -> list[str]:
    """Somebody sits at the terminal and gives these answers; the questions that were asked."""
    questions: list[str] = []
    given = iter(answers)

    def agreed(question: str) -> bool:  # Enter alone is no
        questions.append(question)
        return next(given)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("formcheck.cli_history_delete.agreed", agreed)
    return questions


def test_an_analysis_enters_the_history_as_it_is_made(typed, known, place):
    answer = typed("analyze", known, "--formats", "json", "--runner", "r07")
    assert answer.returncode == 0
    assert "In the history: analysis 1 of runner r07" in answer.stdout
    (entry,) = store.entries("r07")
    assert Path(entry.folder) == place / "monday.formcheck"
    assert store.text(1) == (place / "monday.formcheck/monday.formcheck.json").read_text("utf-8")


def test_it_knows_the_folder_whatever_is_written_there(typed, known, place):
    typed("analyze", known, "--formats", "png", "--runner", "r07", "--speed-kmh", "10.1")
    (entry,) = store.entries("r07")
    assert Path(entry.folder) == place / "monday.formcheck" and entry.mark


def test_a_day_that_is_a_guess_can_be_put_right(typed, known, place):
    answer = typed("analyze", known, "--formats", "json", "--runner", "r07")
    (line,) = (one for one in answer.stdout.splitlines() if "history add" in one)
    words = line.partition("formcheck ")[2].replace("YYYY-MM-DD", "2026-03-01").split()
    assert "Filmed on" not in typed(*words).stdout
    assert [(e.day, e.day_how) for e in store.entries("r07")] == [("2026-03-01", "given")]


def test_json_stays_json(typed, known):
    answer = typed("analyze", known, "--json", "--runner", "r07")
    assert json.loads(answer.stdout)["clip"]["name"] == "monday.mp4"
    assert "In the history" in answer.stderr
    assert store.entries("r07")[0].folder == ""  # nothing was written


def test_a_name_is_refused_before_the_clip_is_looked_at(typed, known, history):
    for name, why in (("First Last", "looks like a name"), ("a@b.org", "e-mail")):
        answer = typed("analyze", known, "--runner", name)
        assert answer.returncode == 2 and why in answer.stderr
        assert "Looking" not in answer.stderr
    assert not history.exists()


def test_a_history_that_cannot_be_used_is_told_of_before_the_clip_is_looked_at(
    typed, known, history
):
    history.parent.mkdir()
    history.write_bytes(b"no history " * 1000)
    answer = typed("analyze", known, "--runner", "r07")
    assert answer.returncode == 2 and "damaged" in answer.stderr
    assert "Looking" not in answer.stderr


def test_a_history_needs_a_runner(typed, known, place):
    answer = typed("analyze", known, "--history", place / "h.sqlite")
    assert answer.returncode == 2 and "--history needs a runner" in answer.stderr


def test_adding_listing_and_showing(typed, added):
    answer = typed("history", "list", "--runner", "r07")
    assert answer.returncode == 0
    for word in ("r07", "2026-03-01", "given", "monday.mp4", SECRET):
        assert word in answer.stdout
    assert "r07" in typed("history", "runners").stdout
    shown = typed("history", "show", 1)
    assert "View" in shown.stdout and str(added) in shown.stdout
    as_json = typed("history", "show", 1, "--json").stdout
    assert as_json == (added / "monday.formcheck.json").read_text("utf-8")
    assert "no analysis 9" in typed("history", "show", 9).stderr


def test_all_of_what_is_added_is_read_first(typed, results, place):
    answer = typed("history", "add", results, place / "not there", "--runner", "r07")
    assert answer.returncode == 2 and "no analysis at" in answer.stderr
    assert typed("history", "list").returncode == 2  # there is no history yet


def test_a_day_that_is_none_is_told_of(typed, results):
    answer = typed("history", "add", results, "--runner", "r07", "--day", "1-3-2026")
    assert answer.returncode == 2 and "--day 2026-11-27" in answer.stderr


def test_another_history(typed, results, place):
    words = ("history", "add", results, "--runner", "r07")
    assert typed(*words, "--history", place / "h.sqlite").returncode == 0
    assert (place / "h.sqlite").exists()
    assert typed(*words, "--data", place / "d").returncode == 0
    assert "r07" in typed("history", "list", "--data", place / "d").stdout
    both = typed(*words, "--data", place / "d", "--history", place / "h.sqlite")
    assert both.returncode == 2 and "one of them" in both.stderr


def test_nothing_is_deleted_unasked(typed, added):
    answer = typed("history", "delete", 1)  # no terminal here
    assert answer.returncode == 2 and "--yes" in answer.stderr
    assert len(store.entries()) == 1


def test_what_is_asked_for_goes(typed, added, history, known, monkeypatch):
    questions = asked(monkeypatch, True, True, True)
    answer = typed("history", "delete", 1)
    assert answer.returncode == 0
    assert "results in" in questions[1] and "landmarks" in questions[2]
    assert "Clips, corrections beside them" in answer.stdout
    assert known.exists() and not added.exists()
    assert list(cache_folder().glob("*")) == []
    assert store.entries() == ()
    files = [f.read_bytes() for f in history.parent.iterdir()]
    assert not any(SECRET.encode() in f or b"r07" in f or b"monday" in f for f in files)


def test_what_is_not_agreed_to_stays(typed, added, monkeypatch):
    asked(monkeypatch, False)
    assert "Nothing was deleted." in typed("history", "delete", 1).stdout
    assert len(store.entries()) == 1
    asked(monkeypatch, True, False, False)
    answer = typed("history", "delete", 1)
    assert "Still there: the results in" in answer.stdout
    assert "Still there: the landmarks" in answer.stdout
    assert added.exists() and list(cache_folder().glob("*"))


def test_with_yes_results_stay_unless_said(typed, added):
    answer = typed("history", "delete", "--runner", "r07", "--yes", "--keep-landmarks")
    assert answer.returncode == 0 and "(--results)" in answer.stdout
    assert added.exists() and list(cache_folder().glob("*"))
    assert typed("history", "add", added, "--runner", "r07").returncode == 0
    assert typed("history", "delete", "--clip", "monday.mp4", "--yes", "--results").returncode == 0
    assert not added.exists() and not list(cache_folder().glob("*"))


def test_exports_pictures_and_comparisons_go_with_the_results(typed, known, place):
    before = set(place.iterdir())
    assert typed("analyze", known, "--formats", "json", "--runner", "r07").returncode == 0
    results = place / "monday.formcheck"
    assert typed("export", known, "--to", "csv,landmarks").returncode == 0
    assert typed("events", known, "--frames", "left:2").returncode == 0
    assert typed("compare", results, results, "--formats", "json").returncode == 0
    assert (results / "exports").is_dir() and (place / "monday.compare").is_dir()
    answer = typed("history", "delete", "--runner", "r07", "--yes", "--results")
    assert answer.returncode == 0 and "Still there" not in answer.stdout
    assert set(place.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Say what to delete"),
        ((1, "--runner", "r07"), "Say what to delete"),
        ((9,), "no analysis 9"),
        (("--runner", "r99"), "nothing of that kind"),
        (("--clip", "x.mp4"), "nothing of that kind"),
    ],
)
def test_what_is_not_there_is_not_deleted(typed, added, words, why):
    answer = typed("history", "delete", *words, "--yes")
    assert answer.returncode == 2 and why in answer.stderr
    assert len(store.entries()) == 1


def test_what_is_old_goes_when_told_to(typed, added):
    assert "Nothing is older" in typed("history", "retain", "--days", 100_000).stdout
    dry = typed("history", "retain", "--days", 0)
    assert dry.returncode == 0 and "add --yes" in dry.stdout
    assert len(store.entries()) == 1
    assert typed("history", "retain", "--days", 0, "--yes").returncode == 0
    assert store.entries() == ()


def test_export(typed, added, place):
    answer = typed("history", "export", "--runner", "r07", "--out", place / "out")
    assert answer.returncode == 0 and "Written to" in answer.stdout
    assert (place / "out" / "measurements.csv").exists()


def test_scrub(typed, added):
    assert "No traces" in typed("history", "scrub").stdout


def test_it_speaks_dutch(typed, added):
    answer = typed("history", "list", "--lang", "nl")
    for word in ("loper", "filmpje", "opgegeven"):
        assert word in answer.stdout
    answer = typed("history", "delete", 1, "--lang", "nl")
    assert "niemand om te vragen" in answer.stderr
