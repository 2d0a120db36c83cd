"""What a backup looks like: one tar file, with a first page that says what must be in it.

formcheck-backup.json           format, version, moment, how many files and bytes follow
history.sqlite                  the store, as it was at one moment; not where it is on a server
clips/..., comparisons/..., landmarks/..., incoming/ID
"""

from __future__ import annotations

import json
import re
import tarfile
from dataclasses import asdict, dataclass
from typing import IO, Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

FIRST: Final = "formcheck-backup.json"
STORE: Final = "history.sqlite"
FORMAT: Final = 1
_LONGEST_PAGE: Final = 1 << 16
_PART: Final = r"[^/\\:\x00-\x1f]{1,200}"  # of a path, that is one on every system
_FOLDERS: Final = r"(clips|comparisons)/[0-9a-f]{32}"
_FILES: Final = re.compile(
    rf"{re.escape(STORE)}|incoming/[0-9a-f]{{32}}|landmarks/{_PART}|{_FOLDERS}(/{_PART})+"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The first page of a backup.

    Attributes
    ----------
    data : the data folder it was made of
    has_store : whether the store is in it; one on a server has backups of its own
    """

    version: str
    made_at: str
    data: str
    has_store: bool
    n_files: int
    n_bytes: int
    format: int = FORMAT


def to_bytes(page: Page) -> bytes:
    """The page as it stands in the archive."""
    return json.dumps(asdict(page), indent=1).encode()


def first_page(tar: tarfile.TarFile) -> Page:
    """The first page of an archive that was opened just now.

    Raises
    ------
    SettingsError : it is no backup, or one of a newer formcheck
    """
    first = tar.next()
    if first is None or first.name != FIRST or not first.isreg() or first.size > _LONGEST_PAGE:
        raise SettingsError(NO_BACKUP, CHOOSE)
    read = tar.extractfile(first)
    assert read is not None
    try:
        page = Page(**json.load(read))
    except (ValueError, TypeError):
        raise SettingsError(NO_BACKUP, CHOOSE) from None
    if page.format != FORMAT:
        raise SettingsError(
            Said("This backup is of a newer formcheck ({version}).", version=page.version),
            Said("Update formcheck, then restore it."),
        )
    return page


def checked(member: tarfile.TarInfo) -> str:
    """The name of a member, which is a plain file that formcheck put there.

    Raises
    ------
    SettingsError : it is anything else: a link, a way out of the folder, a foreign name
    """
    is_way_out = any(part in (".", "..") for part in member.name.split("/"))
    if not member.isreg() or is_way_out or not _FILES.fullmatch(member.name):
        raise SettingsError(
            Said("The backup has something in it that formcheck did not put there."), CHOOSE
        )
    return member.name


def add(tar: tarfile.TarFile, name: str, size: int, source: IO[bytes]) -> None:
    """Nothing; the archive has that file, readable by its owner only."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, source)


NO_BACKUP: Final = Said("This is no backup of formcheck.")
CHOOSE: Final = Said("Choose a file that formcheck backup wrote.")
