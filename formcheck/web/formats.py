"""Which files of a visit can be taken along: a fixed table, so that no name comes from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.report.words import _
from formcheck.store.web_nouns import Upload
from formcheck.web.found import Found

ZIP: Final = "application/zip"
_CSV: Final = "text/csv; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_BYTES: Final = "application/octet-stream"
_PARQUET: Final = "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True)
class Format:
    """One file to take along.

    Attributes
    ----------
    made_by : the format of `api.write` that makes it
    files : what it is called in a folder of results; the first that is there counts
    name : how the name ends under which it is taken along
    media : its type on the wire; `ZIP` packs all of the files
    """

    made_by: str
    files: tuple[str, ...]
    name: str
    media: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of a visit: what it is, whether it is there already, and how large it is then."""

    key: str
    name: str
    path: Path | None
    n_bytes: int | None

    @property
    def is_ready(self) -> bool:
        """Whether it needs not be made first."""
        return self.path is not None


FORMATS: Final[Mapping[str, Format]] = {
    "pdf": Format("pdf", ("report.pdf",), "report.pdf", "application/pdf"),
    "html": Format("html", ("report.html",), "report.html", _HTML),
    "mp4": Format("mp4", ("overlay.mp4",), "film.mp4", "video/mp4"),
    "cards": Format("cards", ("exercises.html",), "exercises.html", _HTML),
    "png": Format("png", ("frames/*.png",), "pictures.zip", ZIP),
    "csv": Format("csv", ("measurements.csv",), "numbers.csv", _CSV),
    "strides": Format("csv", ("strides.csv",), "strides.csv", _CSV),
    "json": Format("json", ("*.formcheck.json",), "analysis.json", "application/json"),
    "parquet": Format("parquet", ("measurements.parquet",), "numbers.parquet", _PARQUET),
    "curves": Format("curves", ("curves.csv",), "curves.csv", _CSV),
    "landmarks": Format("landmarks", ("landmarks.csv",), "landmarks.csv", _CSV),
    "trc": Format("trc", ("*_m.trc", "*_px.trc"), "markers.trc", _TEXT),
    "mot": Format("mot", ("*.mot",), "angles.mot", _TEXT),
    "sto": Format("mot", ("*.sto",), "angles.sto", _TEXT),
    "c3d": Format("c3d", ("*.c3d",), "markers.c3d", _BYTES),
}
COMPARED: Final[Mapping[str, Format]] = {
    "pdf": Format("pdf", ("comparison.pdf",), "comparison.pdf", "application/pdf"),
    "html": Format("html", ("comparison.html",), "comparison.html", _HTML),
    "mp4": Format("mp4", ("comparison.mp4",), "side-by-side.mp4", "video/mp4"),
    "csv": Format("csv", ("changes.csv",), "changes.csv", _CSV),
    "json": Format("json", ("comparison.json",), "comparison.json", "application/json"),
}


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What people call these files, those for everybody first."""
    return [
        (_("To read and to watch"), [
            ("pdf", _("Report on paper (PDF)")),
            ("html", _("This report as one file, to read without internet")),
            ("mp4", _("Film with the skeleton")),
            ("png", _("Pictures of the key moments")),
            ("cards", _("Exercises to print")),
        ]),
        (_("Numbers"), [
            ("csv", _("All numbers as a table (CSV, with decimal points)")),
            ("strides", _("Every stride as a table (CSV)")),
            ("curves", _("Angles over time (CSV)")),
            ("landmarks", _("Points of the body in every picture (CSV)")),
            ("json", _("Everything, for programs (JSON)")),
            ("parquet", _("All numbers, for programs (Parquet)")),
        ]),
        (_("For motion laboratories"), [
            ("trc", _("Markers (TRC)")),
            ("mot", _("Joint angles (MOT)")),
            ("sto", _("Joint angles with gaps (STO)")),
            ("c3d", _("Markers and angles (C3D)")),
        ]),
    ]  # fmt: skip


def compared_words() -> list[tuple[str, str]]:
    """What people call the files of a comparison."""
    return [
        ("pdf", _("Comparison on paper (PDF)")),
        ("html", _("This page as one file, to read without internet")),
        ("mp4", _("Film of both, side by side")),
        ("csv", _("All differences as a table (CSV, with decimal points)")),
        ("json", _("Everything, for programs (JSON)")),
    ]


def offered(upload: Upload, of: Found, exports: Path) -> dict[str, Offered]:
    """Every file of a visit; those of `exports` count where they are newer than the results."""
    whose, clip = upload.runner, Path(upload.file).stem
    stem = f"formcheck-{clip if clip.startswith(f'{whose}-') else f'{whose}-{clip}'}"
    paths = {
        key: _first(of.folder, one, 0) or _first(exports, one, of.made_ns)
        for key, one in FORMATS.items()
    }
    return {key: _offered(key, one, stem, paths[key]) for key, one in FORMATS.items()}


def offered_compared(folder: Path, stem: str) -> dict[str, Offered]:
    """Every file of a comparison that is there."""
    made = {key: _offered(key, one, stem, _first(folder, one, 0)) for key, one in COMPARED.items()}
    return {key: one for key, one in made.items() if one.is_ready}


def _offered(key: str, one: Format, stem: str, path: Path | None) -> Offered:
    n_bytes = None if path is None or one.media == ZIP else path.stat().st_size
    return Offered(key, f"{stem}-{one.name}", path, n_bytes)


def _first(folder: Path, one: Format, since_ns: int) -> Path | None:
    found = (path for name in one.files for path in sorted(folder.glob(name)))
    return next((path for path in found if path.stat().st_mtime_ns >= since_ns), None)
