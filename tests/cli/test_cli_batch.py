"""The batch command as somebody types it, on clips whose landmarks are known."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import psutil
import pytest
from fault_clips import cut, make

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


@pytest.fixture
def clips(known: Path, place: Path) -> Path:
    folder = place / "clips"
    (folder / "sub").mkdir(parents=True)
    known.rename(folder / "monday.mp4")
    cut(make(folder / "sub" / "broken.mov"), 400)
    return folder


def test_a_folder_is_analysed_and_its_end_is_shown(typed, clips: Path, place: Path) -> None:
    (place / "runners.csv").write_text("clip;height_cm\nmonday.mp4;178,5\n")
    words = ("batch", "clips", "--out", "there", "--workers", 1, "--runners", "runners.csv")
    first = typed(*words)
    assert first.returncode == 3
    assert "1 of 2 clips analysed" in first.stdout
    assert "  sub/broken.mov is damaged" in first.stdout
    assert "summary.csv" in first.stdout
    assert "[1/2] monday.mp4: analysed in" in first.stderr
    results = place / "there" / "monday.mp4.formcheck"
    assert '"height_m":1.785' in (results / "monday.formcheck.json").read_text().replace(" ", "")
    assert (results / "report.html").is_file()

    (clips / "sub" / "broken.mov").unlink()
    again = typed(*words, "--resume", "--lang", "en")
    assert again.returncode == 0
    assert "Clips: 1; done before: 1; left: 0" in again.stderr
    assert "Clips of an earlier run that are not there any more: 1." in again.stdout


def test_what_cannot_start_is_said(typed, clips: Path, place: Path) -> None:
    (place / "runners.csv").write_text("clip,height_cm\nmonday.mp4,17\ntuesday.mp4,178\n")
    done = typed("batch", "clips", "--out", "there", "--runners", "runners.csv")
    assert done.returncode == 2
    assert "2 things are wrong in runners.csv" in done.stderr
    assert "Row 3, clip: There is no clip 'tuesday.mp4'. Is it monday.mp4?" in done.stderr
    assert not (place / "there").exists()


def test_clips_with_a_runner_enter_the_history_once(typed, clips: Path, place: Path) -> None:
    shutil.rmtree(clips / "sub")
    shutil.copy(clips / "monday.mp4", clips / "nobody.mp4")
    (place / "runners.csv").write_text("clip,runner,shoes\nmonday.mp4,r07,flat\n")
    words = ("batch", "clips", "--out", "there", "--runners", "runners.csv", "--formats", "json")
    for _ in range(2):
        done = typed(*words, "--history", "visits.sqlite")
        assert done.returncode == 0
        assert "analyses of runners from this batch: 1." in done.stdout
    kept = typed("history", "runners", "--history", "visits.sqlite").stdout
    assert "r07" in kept
    assert len([line for line in kept.splitlines() if "r07" in line]) == 1


def test_a_history_that_cannot_be_used_is_said_first(typed, clips: Path, place: Path) -> None:
    (place / "visits.sqlite").write_text("no history")
    done = typed("batch", "clips", "--out", "there", "--history", "visits.sqlite")
    assert done.returncode == 2
    assert not (place / "there" / "summary.csv").exists()


def test_the_end_in_dutch(typed, clips: Path) -> None:
    shutil.rmtree(clips / "sub")
    done = typed("batch", "clips", "--out", "there", "--lang", "nl", "--formats", "json")
    assert done.returncode == 0
    assert "1 van 1 filmpjes geanalyseerd" in done.stdout


def test_options_hold_for_all_clips(typed, clips: Path, place: Path) -> None:
    shutil.rmtree(clips / "sub")
    words = ("--incline-pct", "2,5", "--slow-motion", "1,0", "--part", "0-3")
    done = typed("batch", "clips", "--out", "there", "--formats", "json", *words)
    assert done.returncode == 0
    folder = place / "there" / "monday.mp4.formcheck"
    told = json.loads((folder / "monday.formcheck.json").read_text(encoding="utf-8"))["settings"]
    asked = {name: told[name] for name in ("incline_pct", "slow_motion", "part")}
    assert asked == {"incline_pct": 2.5, "slow_motion": 1.0, "part": [0.0, 3.0]}


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_ends_its_processes_and_says_how_to_go_on(start, place: Path, sign) -> None:
    folder = place / "clips"
    folder.mkdir()
    shutil.copy(CLIP, folder / "monday.mp4")  # not looked at before: takes long
    process = start("batch", "clips", "--out", "there")
    head = psutil.Process(process.pid)
    while len(head.children(recursive=True)) < 2:  # it works, with a decoder
        assert process.poll() is None
    family = head.children(recursive=True)
    process.send_signal(sign)
    _, complained = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "0 of 1 clips are done. To go on, start the same command again." in complained
    assert "Traceback" not in complained
    assert not psutil.wait_procs(family, timeout=10)[1]
    assert [path.name for path in (place / "there").iterdir()] == [".formcheck.batch"]
