"""A clip that has arrived is kept without what is private, and said what it looks like."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from formcheck import store
from formcheck.store.uploads import begin_upload, change_upload, upload
from formcheck.web.looked import as_said
from formcheck.web.places import Places
from formcheck.web.work.looking import look
from formcheck.web.work.nouns import Work

CLIP = Path("videos/side_good.mp4")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    store.opened(Places(folder).store, make=True).dispose()
    return folder


def arrived(data: Path, content: bytes, name: str = "IMG_7.MOV") -> str:
    """The id of an upload all of whose bytes are here."""
    places = Places(data)
    made = begin_upload("r07", name, len(content), places.store)
    places.incoming(made.id).parent.mkdir(exist_ok=True)
    places.incoming(made.id).write_bytes(content)
    change_upload(made.id, places.store, n_received=len(content), state="arrived")
    return made.id


def do(data: Path, id: str) -> None:
    look(Work("0" * 32, "check", Places(data).folder(id), data, None, (id,), {}, "en"),
         lambda stage, done, total: None)  # fmt: skip


@pytest.mark.slow
def test_a_clip_is_kept_and_looked_at(data: Path):
    id, places = arrived(data, CLIP.read_bytes()), Places(data)
    change_upload(id, places.store, asked={"day": "2026-11-20"})
    do(data, id)
    mine = upload(id, places.store)
    assert mine.state == "ready" and mine.file == f"r07-2026-11-20-{id[:4]}.mp4"
    assert places.clip(mine).read_bytes() == CLIP.read_bytes()  # nothing private was in it
    assert [p.name for p in places.folder(id).iterdir()] == [mine.file]
    assert not places.incoming(id).exists()
    seen = as_said(mine.looked, "en")
    assert (seen["doing"], seen["view"], seen["n_people"]) == ("running", "side", 1)
    assert (seen["width"], seen["height"]) == (1280, 720) and seen["verdict"]["line"]
    assert as_said(mine.looked, "nl")["verdict"]["line"] != seen["verdict"]["line"]
    do(data, id)
    assert upload(id, places.store).looked == mine.looked


@pytest.mark.slow
def test_a_look_that_was_broken_off_begins_again(data: Path):
    """Killed while copying, or between the copy's name and its row."""
    id, places = arrived(data, CLIP.read_bytes()), Places(data)
    places.folder(id).mkdir(parents=True)
    for left in (".coming", f"2020-01-01-{id[:4]}.mp4"):
        (places.folder(id) / left).write_bytes(b"half")
    do(data, id)
    mine = upload(id, places.store)
    assert [p.name for p in places.folder(id).iterdir()] == [mine.file]


@pytest.mark.parametrize("content", [b"\x00\x00\x00\x18ftypmp42" + bytes(3000), b"PK\x03\x04"])
def test_what_is_no_clip_is_refused_by_its_own_name_and_deleted(data: Path, content: bytes):
    id, places = arrived(data, content, "van jan.mp4"), Places(data)
    do(data, id)
    mine = upload(id, places.store)
    assert mine.state == "refused" and mine.file == ""
    assert "van jan.mp4" in str(mine.trouble) and id not in str(mine.trouble["texts"])
    assert not places.incoming(id).exists() and not places.folder(id).exists()
    do(data, id)
    assert upload(id, places.store).trouble == mine.trouble


def test_what_was_deleted_meanwhile_is_let_be(data: Path):
    do(data, "0" * 32)
    assert not Places(data).folder("0" * 32).exists()


def test_a_full_disk_refuses_no_clip(data: Path, monkeypatch):
    id = arrived(data, CLIP.read_bytes())

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", no_room)
    with pytest.raises(Exception, match="no room left"):
        do(data, id)
    assert upload(id, Places(data).store).state == "arrived"
    assert Places(data).incoming(id).exists()
