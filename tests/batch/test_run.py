"""A batch from folder to table, its clips analysed by a fake."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_of_fakes import batch, hire, make_clips

from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.pace import Pace
from formcheck.batch.run import Order, plan, run
from formcheck.errors import SettingsError
from formcheck.settings import Settings


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    return make_clips(tmp_path / "clips", "ok-1.mp4 ok-1.mov sub/ok-1.mp4 bad-1.mp4")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log"
    path.touch()
    return path


def begun(log: Path) -> list[str]:
    """Which clips were begun since the last question."""
    names = sorted(log.read_text().split())
    log.write_text("")
    return names


def table(out: Path) -> bytes:
    return (out / "summary.csv").read_bytes()


def test_every_clip_has_a_folder_and_an_outcome(clips: Path, tmp_path: Path, log: Path) -> None:
    out = tmp_path / "out"
    report = batch(clips, out, log)
    names = [task.name for task, _ in report.pairs]
    assert names == ["bad-1.mp4", "ok-1.mov", "ok-1.mp4", "sub/ok-1.mp4"]
    assert [one.name for one in report.failed] == ["bad-1.mp4"]
    found = sorted(p.parent.relative_to(out).as_posix() for p in out.rglob("*.formcheck.json"))
    assert found == ["ok-1.mov.formcheck", "ok-1.mp4.formcheck", "sub/ok-1.mp4.formcheck"]
    assert report.files[0].is_file()


def test_what_is_done_is_not_done_again(clips: Path, tmp_path: Path, log: Path) -> None:
    first = batch(clips, tmp_path / "out", log)
    wanted = table(tmp_path / "out")
    assert len(begun(log)) == 4
    again = batch(clips, tmp_path / "out", log)
    assert begun(log) == []
    assert (again.before, table(tmp_path / "out")) == (4, wanted)
    assert again.pairs == first.pairs


def test_only_what_changed_is_done_anew(clips: Path, tmp_path: Path, log: Path) -> None:
    out, runners = tmp_path / "out", tmp_path / "runners.csv"
    runners.write_text("clip,height_cm\nok-1.mp4,178\nok-1.mov,170\n")
    batch(clips, out, log, runners=runners)
    begun(log)
    runners.write_text("clip,height_cm\nok-1.mp4,178\nok-1.mov,171\n")
    batch(clips, out, log, runners=runners)
    assert begun(log) == ["ok-1.mov"]
    (clips / "sub" / "ok-1.mp4").write_text("another clip")
    batch(clips, out, log, runners=runners)
    assert begun(log) == ["sub/ok-1.mp4"]
    (out / "ok-1.mp4.formcheck" / "a.formcheck.json").unlink()
    batch(clips, out, log, runners=runners)
    assert begun(log) == ["ok-1.mp4"]
    batch(clips, out, log, runners=runners, formats=("csv",))
    assert len(begun(log)) == 4


def test_a_changed_id_is_no_other_analysis(clips: Path, tmp_path: Path, log: Path) -> None:
    runners = tmp_path / "runners.csv"
    for who in ("r1", "r2"):
        runners.write_text(f"clip,runner\nok-1.mp4,{who}\n")
        report = batch(clips, tmp_path / "out", log, runners=runners)
        assert {task.runner for task, _ in report.pairs} == {"", who}
    assert len(begun(log)) == 4


def test_failures_are_tried_again_when_asked(clips: Path, tmp_path: Path, log: Path) -> None:
    batch(clips, tmp_path / "out", log)
    begun(log)
    batch(clips, tmp_path / "out", log, retry_failed=True)
    assert begun(log) == ["bad-1.mp4"]


def test_a_clip_that_is_gone_leaves_the_table_not_its_results(
    clips: Path, tmp_path: Path, log: Path
) -> None:
    batch(clips, tmp_path / "out", log)
    (clips / "ok-1.mov").unlink()
    report = batch(clips, tmp_path / "out", log)
    assert report.gone == 1
    assert b"ok-1.mov" not in table(tmp_path / "out")
    assert (tmp_path / "out" / "ok-1.mov.formcheck" / "a.formcheck.json").is_file()


def test_nothing_known_outlives_the_start_of_other_work(
    clips: Path, tmp_path: Path, log: Path
) -> None:
    """Stopped half way with other settings, then as at first: what was overwritten is redone."""
    out = tmp_path / "out"
    batch(clips, out, log)
    begun(log)

    def stop(outcome: Outcome | None, pace: Pace) -> None:
        if outcome is not None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        run(Order((clips,), out, Settings(surface="trail")), hire(log, 1), stop)
    assert stopped.traceback  # whoever keeps it keeps no lock
    begun(log)
    batch(clips, out, log)
    assert len(begun(log)) == 4


def test_progress_counts_what_was_done_before(clips: Path, tmp_path: Path, log: Path) -> None:
    batch(clips, tmp_path / "out", log)
    make_clips(clips, "ok-2.mp4")
    told: list[tuple[str, int, int, int]] = []

    def tell(outcome: Outcome | None, pace: Pace) -> None:
        told.append(("" if outcome is None else outcome.name, pace.before, pace.done, pace.failed))

    run(Order((clips,), tmp_path / "out"), hire(log), tell)
    assert told == [("", 4, 0, 1), ("ok-2.mp4", 4, 1, 1), ("", 4, 1, 1)]


def test_a_plan_says_where_everything_goes(clips: Path, tmp_path: Path) -> None:
    runners = tmp_path / "runners.csv"
    runners.write_text("clip,runner,surface\nsub/ok-1.mp4,r7,sand\n")
    usual = Settings(surface="treadmill", quality="quick")
    tasks = plan(Order((clips,), tmp_path / "out", usual, ("html",), runners))
    last = tasks[-1]
    assert isinstance(last, Task)
    assert (last.runner, last.settings.surface, last.settings.quality) == ("r7", "sand", "quick")
    assert tasks[0].settings == usual
    assert last.formats == ("html", "json")
    assert last.out == tmp_path / "out" / "sub" / "ok-1.mp4.formcheck"
    assert Path(last.clip).is_absolute()


def test_no_clips_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no clips"):
        plan(Order((tmp_path,), tmp_path / "out"))


def test_a_place_that_cannot_be_written_is_said(clips: Path, tmp_path: Path, log: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(SettingsError, match="Cannot write"):
        batch(clips, tmp_path / "out", log)
    assert begun(log) == []
