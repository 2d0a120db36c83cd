"""Finds clips in object storage, and keeps each at hand only while it is analysed.

    s3://bucket/folder, gs://..., az://..., sftp://..., any address that fsspec knows

Credentials are those that the driver finds by itself (environment, its own files); formcheck
neither asks for them nor writes them down. Results stay in a folder of this machine.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from formcheck.batch.walk import ENDINGS, RESULTS, same
from formcheck.errors import SettingsError, VideoError
from formcheck.folder import FETCHED
from formcheck.types.said import Said

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

# What to install for an address that begins so; fsspec itself brings file, memory, ftp and zip.
DRIVERS: Final = {
    "s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs",
    "abfss": "adlfs", "az": "adlfs", "http": "aiohttp", "https": "aiohttp",
    "sftp": "paramiko", "ssh": "paramiko", "smb": "smbprotocol", "hdfs": "pyarrow",
}  # fmt: skip
PAUSES_S: Final = (1.0, 5.0)  # before trying again what a network kept from us; chosen by us
# What tells one content of an object from another, the surest first; each driver has its own.
MARKS: Final = (
    "ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified",
    "updated", "modified", "created",
)  # fmt: skip
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/{1,2}")  # one letter is a drive


class UnreachableError(VideoError):
    """A clip could not be fetched from where it lies."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A clip in storage: the name of its row, its address, what tells its content from another."""

    name: str
    address: str
    mark: str


def is_address(place: str) -> bool:
    r"""Whether a place is an address, and no path.

    >>> is_address("s3://bucket/runs"), is_address("runs/monday"), is_address("C:/runs")
    (True, False, False)
    """
    return _ADDRESS.match(place) is not None


def refuse_address(out: Path) -> None:
    """Nothing; results go into a folder.

    Raises
    ------
    SettingsError : they are to go to an address
    """
    if is_address(out.as_posix()):
        raise SettingsError(
            Said("Results cannot be written to an address."),
            Said("Give a folder of this machine with --out, and copy it when all is done."),
        )


def find_stored(address: str, named: Collection[str] = ()) -> tuple[Stored, ...]:
    """The clips below an address, in the order of their names; `named` are taken too.

    Raises
    ------
    SettingsError : the address cannot be read, or what reads such addresses is not installed
    """
    system, root = _system(address)
    wanted = {same(name) for name in named}
    try:
        listed: Mapping[str, Mapping[str, Any]] = system.find(root, detail=True)
        if not listed and not system.exists(root):
            raise FileNotFoundError
    except Exception as error:  # each driver has exceptions of its own
        raise SettingsError(
            Said("Cannot read {address}: {why}.", address=shown(address), why=_why(error)),
            Said("Check the address, the network, and what you may read there."),
        ) from error
    found = [
        Stored(name, str(system.unstrip_protocol(path)), _mark(facts))
        for path, facts in listed.items()
        for name in [_name(path, root)]
        if _is_clip(name, wanted)
    ]
    return tuple(sorted(found, key=lambda clip: clip.name))


@contextmanager
def at_hand(clip: str, out: Path) -> Iterator[Path]:
    """The clip as a file: itself, or fetched into the folder of its results until the end.

    Should the process die, `folder.remove_part` takes away what it had fetched.

    Raises
    ------
    UnreachableError : it cannot be fetched
    """
    if not is_address(clip):
        yield Path(clip)
        return
    target = place_at_hand(clip, out)
    shutil.rmtree(target.parent, ignore_errors=True)
    try:
        _fetch(clip, target)
        yield target
    finally:
        shutil.rmtree(target.parent, ignore_errors=True)
        with suppress(OSError):  # it holds results
            out.rmdir()


def place_at_hand(clip: str, out: Path) -> Path:
    """Where a clip lies while it is looked at."""
    if not is_address(clip):
        return Path(clip)
    return out / FETCHED / _on_disk(PurePosixPath(address_path(clip)).name)


def address_path(address: str) -> str:
    """What comes behind the protocol.

    >>> address_path("s3://bucket/runs/50 % a?.mp4")
    'bucket/runs/50 % a?.mp4'
    """
    return address.partition("://")[2] or address.partition(":")[2]


def _fetch(address: str, target: Path) -> None:
    """Nothing; the clip is at `target`; what a network withholds is tried again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for pause_s in PAUSES_S:
        try:
            _fetch_once(address, target)
        except UnreachableError as error:
            if isinstance(error.__cause__, FileNotFoundError | SettingsError):
                raise
            time.sleep(pause_s)
        else:
            return
    _fetch_once(address, target)


def _fetch_once(address: str, target: Path) -> None:
    try:
        system, path = _system(address)
        system.get_file(path, str(target))
    except Exception as error:  # each driver has exceptions of its own
        raise UnreachableError(
            Said("It could not be fetched: {why}.", why=_why(error)),
            Said("Try again when it can be reached: --retry-failed."),
        ) from error


def _system(address: str) -> tuple[AbstractFileSystem, str]:
    """What reads such addresses, and the path in it."""
    from fsspec.core import url_to_fs

    protocol = address.partition(":")[0]
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        driver = DRIVERS.get(protocol, protocol)
        raise SettingsError(
            Said("To read {protocol}://, {driver} must be installed.", protocol=protocol,
                 driver=driver),
            Said("Install it beside formcheck: pip install {driver}", driver=driver),
        ) from error  # fmt: skip
    except ValueError as error:
        raise SettingsError(
            Said("Addresses like {address} are not known.", address=shown(address)),
            Said("Give one like s3://bucket/folder, gs://bucket/folder or sftp://host/folder."),
        ) from error
    return system, str(path)


def shown(address: str) -> str:
    """The address without the name and password that it may hold.

    >>> shown("sftp://me:secret@host/runs")
    'sftp://host/runs'
    """
    return re.sub(r"//[^/@]*@", "//", address, count=1)


def _why(error: Exception) -> str:
    """What a driver says in one line; addresses in it without passwords."""
    if isinstance(error, FileNotFoundError):
        return Said("it is not there")
    if isinstance(error, SettingsError):
        return error.problem
    words = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return shown(words.splitlines()[0].rstrip("."))


def _name(path: str, root: str) -> str:
    """The place below the root, as a path that leads nowhere else.

    >>> _name("bucket/runs/a.mp4", "bucket/runs"), _name("bucket/runs/../b//c.mp4", "bucket/runs")
    ('a.mp4', '%2E%2E/b/%/c.mp4')
    """
    below = path.removeprefix(root.rstrip("/")).removeprefix("/")
    safe = {"": "%", ".": "%2E", "..": "%2E%2E"}
    parts = [safe.get(part, part) for part in below.split("/")]
    return _on_disk("/".join(parts))


def _on_disk(name: str) -> str:
    """The name as the disk takes it; Windows refuses some letters."""
    return re.sub(r'[<>:"|?*\\]', lambda c: f"%{ord(c[0]):02X}", name) if os.name == "nt" else name


def _is_clip(name: str, wanted: Collection[str]) -> bool:
    parts = PurePosixPath(name).parts
    if any(part.startswith(".") or part.endswith(RESULTS) for part in parts):
        return False
    return PurePosixPath(name).suffix.lower() in ENDINGS or same(name) in wanted


def _mark(facts: Mapping[str, Any]) -> str:
    known = next((str(facts[key]) for key in MARKS if facts.get(key)), "")
    return f"{facts.get('size')} {known}"
