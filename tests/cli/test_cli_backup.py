"""`formcheck backup`, `formcheck restore` and `formcheck ageing`."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from formcheck import store
from formcheck.store import uploads

Typed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    store.opened(folder / "history.sqlite", make=True).dispose()
    return folder


def test_a_backup_goes_there_and_back(typed: Typed, data: Path, tmp_path: Path) -> None:
    kept = uploads.begin_upload("r07", "a.mp4", 9, data / "history.sqlite")
    uploads.change_upload(kept.id, data / "history.sqlite", state="refused")
    done = typed("backup", "--data", data, "--out", tmp_path / "b.tar")
    assert done.returncode == 0, done.stderr
    assert "1 files, 0.1 MB" in done.stdout
    done = typed("restore", tmp_path / "b.tar", "--data", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    again = uploads.upload(kept.id, tmp_path / "new" / "history.sqlite")
    assert again is not None
    assert again.state == "refused"


def test_a_folder_in_use_is_refused_in_dutch(typed: Typed, data: Path, tmp_path: Path) -> None:
    typed("backup", "--data", data, "--out", tmp_path / "b.tar")
    done = typed("restore", tmp_path / "b.tar", "--data", data, "--lang", "nl")
    assert done.returncode == 2
    assert "is niet leeg" in done.stderr
    assert "Stop de server" in done.stderr


def test_a_store_on_a_server_is_told_to_be_left_out(
    typed: Typed, data: Path, tmp_path: Path
) -> None:
    """Any other address does: what matters is that it is not the file in the folder."""
    place = f"sqlite:///{data / 'history.sqlite'}"
    done = typed("backup", "--data", data, "--out", tmp_path / "b.tar", "--history", place)
    assert done.returncode == 0, done.stderr
    assert "0 files" in done.stdout
    assert "on a server" in done.stdout


def test_what_is_old_is_told_and_stays(typed: Typed, data: Path) -> None:
    kept = uploads.begin_upload("r07", "a.mp4", 9, data / "history.sqlite")
    then = uploads.now() - timedelta(days=40)
    uploads.change_upload(kept.id, data / "history.sqlite", state="ready", made_at=then)
    done = typed("ageing", "--data", data, "--keep-days", 30)
    assert done.returncode == 0, done.stderr
    assert "too long ago: 1" in done.stdout
    assert "too long ago: 0" in typed("ageing", "--data", data, "--keep-days", 50).stdout
    assert uploads.upload(kept.id, data / "history.sqlite") is not None


def test_age_of_a_folder_of_something_else_is_not_told(typed: Typed, tmp_path: Path) -> None:
    done = typed("ageing", "--data", tmp_path / "none")
    assert done.returncode == 2
    assert "not a data folder" in done.stderr
    assert not (tmp_path / "none").exists()
