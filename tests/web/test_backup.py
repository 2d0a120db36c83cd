"""A backup holds all that is kept, as it was at one moment, and comes back whole or not at all."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from formcheck import store
from formcheck.errors import SettingsError
from formcheck.store import accounts, jobs, tables, uploads
from formcheck.store.opening import reading, writing
from formcheck.store.web_nouns import Upload
from formcheck.web import archive, snapshot
from formcheck.web.backup import backup
from formcheck.web.config import Config
from formcheck.web.places import Places
from formcheck.web.restoring import restore

BIG = b"film" * 400_000  # more than is copied


def quiet(stage: str, done: int, total: int | None) -> None:
    """Nobody watches."""


@pytest.fixture
def engine(config: Config) -> Iterator[Engine]:
    """The store as a running server has it."""
    engine = store.opened(Places(config.data).store, make=True)
    yield engine
    engine.dispose()


def visit(config: Config, engine: Engine, state: str = "ready") -> Upload:
    """A clip with a result."""
    made, places = uploads.begin_upload("r07", "a.mp4", len(BIG), engine), Places(config.data)
    file = "2026-11-27-a3f1.mp4"
    uploads.change_upload(made.id, engine, state=state, file=file, sha256="ab" * 32)
    for name, content in ((file, BIG), ("results/nl/report.html", b"page")):
        path = places.folder(made.id) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    found = uploads.upload(made.id, engine)
    assert found is not None
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Every file but those of the store."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("history.sqlite")
    }


@pytest.fixture
def made(config: Config, engine: Engine, tmp_path: Path) -> Path:
    """A backup of one visit."""
    visit(config, engine)
    backup(config.data, tmp_path / "backup.tar", None, quiet)
    return tmp_path / "backup.tar"


def test_what_is_kept_comes_back(config: Config, engine: Engine, tmp_path: Path) -> None:
    first, second = visit(config, engine), visit(config, engine)
    compared = jobs.ask("compare", (first.id, second.id), {}, "nl", engine)
    jobs.end(compared.id, "done", {}, None, engine)
    page = Places(config.data).comparison(compared.id) / "compare.html"
    page.parent.mkdir(parents=True)
    page.write_text("both")
    Places(config.data).landmarks.mkdir()
    (Places(config.data).landmarks / "abab-1.npz").write_bytes(b"points")
    before = files(config.data)
    told = backup(config.data, tmp_path / "backup.tar", None, quiet)
    assert (tmp_path / "backup.tar").stat().st_mode & 0o777 == 0o600
    assert restore(tmp_path / "backup.tar", tmp_path / "new", quiet) == told
    assert files(tmp_path / "new") == before
    again = tmp_path / "new" / "history.sqlite"
    assert uploads.all_uploads(place=again) == (second, first)
    assert jobs.job(compared.id, again) == jobs.job(compared.id, engine)
    with reading(again) as connection:
        assert connection.scalars(text("PRAGMA journal_mode")).one() == "wal"
    assert not list(config.data.glob(f"{snapshot.SNAPSHOT}*"))


def test_who_was_let_in_is_not_but_keys_are(config: Config, engine: Engine, tmp_path: Path) -> None:
    desk = accounts.desk(engine)
    accounts.set_key(desk.id, "the key", engine)
    token, _ = accounts.let_in(desk.id, engine)
    code, _ = accounts.invite(desk.id, engine)
    backup(config.data, tmp_path / "backup.tar", None, quiet)
    restore(tmp_path / "backup.tar", tmp_path / "new", quiet)
    there = tmp_path / "new" / "history.sqlite"
    found = accounts.by_key("the key", there)
    assert found is not None
    assert found[0] == accounts.desk(engine)
    assert accounts.session(token, there) is None
    assert accounts.by_invitation(code, there) is None
    assert accounts.session(token, engine) is not None


def test_what_is_half_there_is_left_out(config: Config, engine: Engine, tmp_path: Path) -> None:
    coming = uploads.begin_upload("r07", "b.mp4", 99, engine)
    Places(config.data).incoming(coming.id).parent.mkdir()
    Places(config.data).incoming(coming.id).write_bytes(b"half")
    here = visit(config, engine)
    half = Places(config.data).results(here.id, "nl") / snapshot.PART / "report.html"
    half.parent.mkdir()
    half.write_text("half")
    lost = config.data / "clips" / ("e" * 32) / "x"
    lost.parent.mkdir()
    lost.write_text("of nobody")
    backup(config.data, tmp_path / "backup.tar", None, quiet)
    restore(tmp_path / "backup.tar", tmp_path / "new", quiet)
    assert len(files(tmp_path / "new")) == 2
    assert uploads.all_uploads(place=tmp_path / "new" / "history.sqlite") == (here,)


def test_results_are_known_where_they_lie_now(
    config: Config, engine: Engine, tmp_path: Path
) -> None:
    folder = config.data.absolute() / "clips" / ("d" * 32)
    rows = [("in", str(folder)), ("out", "/elsewhere/x")]
    with writing(engine) as connection:
        day = uploads.now()
        connection.execute(tables.runners.insert().values(id="r07", added_at=day))
        clip = {"id": 1, "runner": "r07", "sha256": "ab" * 32, "name": "a", "first_made": day}
        connection.execute(tables.clips.insert().values(clip))
        for identity, place in rows:
            row: dict[str, Any] = dict.fromkeys(("version", "settings", "mark", "note", "text"), "")
            row |= {"clip": 1, "identity": identity, "made_at": day, "folder": place}
            connection.execute(tables.analyses.insert().values(row))
    backup(config.data, tmp_path / "backup.tar", None, quiet)
    restore(tmp_path / "backup.tar", tmp_path / "new", quiet)
    with reading(tmp_path / "new" / "history.sqlite") as connection:
        places = list(connection.scalars(text("SELECT folder FROM analyses ORDER BY id")))
    assert places == [str(tmp_path / "new" / "clips" / ("d" * 32)), "/elsewhere/x"]


def test_a_deletion_meanwhile_is_seen(
    config: Config, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snapshot is taken again, and the clip is not in it."""
    gone, kept = visit(config, engine), visit(config, engine)
    take, seen = snapshot._take, list[Path]()

    def interrupted(file: Path, to: Path) -> None:
        take(file, to)
        if not seen:
            shutil.rmtree(Places(config.data).folder(gone.id))
            uploads.forget_upload(gone.id, engine)
        seen.append(file)

    monkeypatch.setattr(snapshot, "_take", interrupted)
    monkeypatch.setattr(snapshot, "_PAUSE_S", 0)
    backup(config.data, tmp_path / "backup.tar", None, quiet)
    restore(tmp_path / "backup.tar", tmp_path / "new", quiet)
    assert uploads.all_uploads(place=tmp_path / "new" / "history.sqlite") == (kept,)
    assert gone.id not in "".join(files(tmp_path / "new"))


def test_a_deletion_while_it_is_written_changes_nothing(
    config: Config, engine: Engine, tmp_path: Path
) -> None:
    mine = visit(config, engine), visit(config, engine)

    def interrupted(stage: str, done: int, total: int | None) -> None:
        for one in mine:
            shutil.rmtree(Places(config.data).folder(one.id), ignore_errors=True)

    before = files(config.data)
    backup(config.data, tmp_path / "backup.tar", None, interrupted)
    restore(tmp_path / "backup.tar", tmp_path / "new", quiet)
    assert files(tmp_path / "new") == before


def test_a_folder_that_never_holds_still_gives_no_file(
    config: Config, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = visit(config, engine)
    take = snapshot._take

    def restless(file: Path, to: Path) -> None:
        take(file, to)
        (Places(config.data).results(mine.id, "nl") / "report.html").write_text(to.as_posix())

    monkeypatch.setattr(snapshot, "_take", restless)
    monkeypatch.setattr(snapshot, "_PAUSE_S", 0)
    with pytest.raises(SettingsError, match="changed something at every moment"):
        backup(config.data, tmp_path / "backup.tar", None, quiet)
    assert not list(tmp_path.glob("backup*"))
    assert not list(config.data.glob(f"{snapshot.SNAPSHOT}*"))


def test_a_backup_is_never_written_over(config: Config, made: Path) -> None:
    with pytest.raises(SettingsError, match="is there already"):
        backup(config.data, made, None, quiet)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a data folder"):
        backup(tmp_path, tmp_path / "b.tar", None, quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_not_restored_into(config: Config, made: Path) -> None:
    before = files(config.data)
    with pytest.raises(SettingsError, match="not empty"):
        restore(made, config.data, quiet)
    assert files(config.data) == before


Change = Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]


def rewritten(made: Path, change: Change) -> Path:
    """The backup after somebody had their hands on it."""
    with tarfile.open(made) as tar:
        members = [(m, (tar.extractfile(m) or io.BytesIO()).read()) for m in tar.getmembers()]
    change(members)
    forged = made.with_name("forged.tar")
    with tarfile.open(forged, "w") as tar:
        for member, content in members:
            if member.isreg():
                member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return forged


def _named(name: str) -> Change:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        members[-1][0].name = name

    return change


def _link(kind: bytes) -> Change:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        members[-1][0].type = kind
        members[-1][0].linkname = "/etc/passwd"

    return change


def _page(**fields: object) -> Change:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        told = json.loads(members[0][1]) | fields
        members[0] = (members[0][0], json.dumps(told).encode())

    return change


def _content(name: str, content: bytes) -> Change:
    def change(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        for k, (member, old) in enumerate(members):
            if member.name == name:
                members[k] = (member, content.ljust(len(old), b"x")[: len(old)])

    return change


FORGED: dict[str, tuple[Change, str]] = {
    "a way up": (_named("clips/../../evil"), "did not put there"),
    "a way up in a clip": (_named(f"clips/{'a' * 32}/../../../evil"), "did not put there"),
    "a way from the root": (_named("/tmp/evil"), "did not put there"),
    "a foreign file": (_named("evil.sh"), "did not put there"),
    "a backslash": (_named(f"clips/{'a' * 32}/..\\evil"), "did not put there"),
    "a soft link": (_link(tarfile.SYMTYPE), "did not put there"),
    "a hard link": (_link(tarfile.LNKTYPE), "did not put there"),
    "a device": (_link(tarfile.CHRTYPE), "did not put there"),
    "a missing file": (lambda members: members.pop(), "not all there"),
    "one file more": (_page(n_files=2), "not all there"),
    "more than was said": (_page(n_bytes=10), "no backup"),
    "more than fits": (_page(n_bytes=10**18), "not enough room"),
    "a newer one": (_page(format=2), "newer formcheck"),
    "no first page": (lambda members: members.pop(0), "no backup"),
    "a strange first page": (_page(colour="red"), "no backup"),
    "a damaged store": (_content("history.sqlite", b"nonsense"), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_backup_leaves_nothing(made: Path, tmp_path: Path, what: str) -> None:
    change, words = FORGED[what]
    forged, new = rewritten(made, change), tmp_path / "new"
    before = set(tmp_path.iterdir())
    with pytest.raises(SettingsError, match=words):
        restore(forged, new, quiet)
    assert list(new.iterdir()) == []
    assert set(tmp_path.iterdir()) - before == {new}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_backup_leaves_nothing(made: Path, tmp_path: Path, share: float) -> None:
    content = made.read_bytes()
    made.write_bytes(content[: int(share * len(content.rstrip(b"\0")))])
    with pytest.raises(SettingsError):
        restore(made, tmp_path / "new", quiet)
    assert list((tmp_path / "new").iterdir()) == []


def test_no_archive_at_all_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_text("hello")
    with pytest.raises(SettingsError, match="no backup"):
        restore(tmp_path / "b.tar", tmp_path / "new", quiet)
    with pytest.raises(SettingsError, match="Cannot restore"):
        restore(tmp_path / "c.tar", tmp_path / "new", quiet)


def test_names_of_files_are_checked_whole() -> None:
    member = tarfile.TarInfo(f"clips/{'a' * 32}/x")
    assert archive.checked(member) == member.name
    member.name += "\nhistory.sqlite"
    with pytest.raises(SettingsError):
        archive.checked(member)
