"""Makes the files that a user asked for, in one pass over the frames at most.

To add a format: one function and one row in `EXPORTERS`. A function that needs
no frames writes at once; one that needs them is a context manager that gives a
function to call with each row and frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from formcheck.errors import SettingsError
from formcheck.report import hand_lines
from formcheck.report.filing import Filing
from formcheck.report.words import _, language, speaking
from formcheck.types import Frame, Pixels, Study
from formcheck.types.said import Said

if TYPE_CHECKING:
    import polars as pl


class Writer(Protocol):
    """What films are written to."""

    def write(self, rgb: Pixels, time_s: float) -> None:
        """Nothing; the picture is shown from that time on."""


OpenWriter = Callable[[Path], AbstractContextManager[Writer]]
See = Callable[[int, Frame], None]


@dataclass(frozen=True, slots=True)
class Job(Filing):
    """What an exporter works with."""

    study: Study
    out: Path
    open_writer: OpenWriter
    written: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: the files it makes, and how: `at_once`, or from the frames by `watch`.

    `refuse` raises a ModelError where a library that not every system has is not there.
    """

    files: str
    at_once: Callable[[Job], None] | None = None
    watch: Callable[[Job], AbstractContextManager[See]] | None = None
    refuse: Callable[[], object] | None = None

    @property
    def needs_frames(self) -> bool:
        """Whether the clip has to be decoded for it."""
        return self.watch is not None


def write(
    study: Study,
    out: Path,
    formats: Sequence[str],
    *,
    frames: Callable[[], Iterable[Frame]],
    open_writer: OpenWriter,
) -> tuple[Path, ...]:
    """Paths of the files written into `out`, in the order they were finished.

    Raises
    ------
    SettingsError : a format is not known; nothing has been written then
    """
    chosen = [_exporter(name) for name in dict.fromkeys(formats)]
    job = Job(study, out, open_writer)
    with speaking(language(study.analysis)):
        for exporter in chosen:
            if exporter.at_once is not None:
                exporter.at_once(job)
        watches = [exporter.watch for exporter in chosen if exporter.watch is not None]
        if watches:
            _show(frames(), job, watches)
    return tuple(job.written)


def _show(
    frames: Iterable[Frame],
    job: Job,
    watches: Sequence[Callable[[Job], AbstractContextManager[See]]],
) -> None:
    """Nothing; every watch has seen every frame."""
    with ExitStack() as stack:
        sees = [stack.enter_context(watch(job)) for watch in watches]
        for row, frame in enumerate(frames):
            for see in sees:
                see(row, frame)


def _exporter(name: str) -> Exporter:
    if name not in EXPORTERS:
        raise SettingsError(
            Said("There is no format {name!r}.", name=name),
            Said("Choose from: {choices}.", choices=", ".join(sorted(EXPORTERS))),
        )
    return EXPORTERS[name]


def _json(job: Job) -> None:
    from formcheck.report.json_file import to_json

    job.save(f"{job.study.source.path.stem}.formcheck.json", to_json(job.study.analysis))


def _csv(job: Job) -> None:
    from formcheck.report.tables import measurements_csv, strides_csv

    job.save("measurements.csv", measurements_csv(job.study.analysis))
    job.save("strides.csv", strides_csv(job.study.analysis))


def _parquet(job: Job) -> None:
    from formcheck.report.exports.parquet import measurements_parquet, strides_parquet

    job.save("measurements.parquet", measurements_parquet(job.study.analysis))
    job.save("strides.parquet", strides_parquet(job.study.analysis))


def _landmarks(job: Job) -> None:
    from formcheck.report.exports.landmark_table import landmark_table

    _table(job, "landmarks", landmark_table(job.study))


def _curves(job: Job) -> None:
    from formcheck.report.exports.curve_table import curve_table, stride_table

    _table(job, "curves", curve_table(job.study.curves))
    _table(job, "curve_strides", stride_table(job.study.curves))


def _table(job: Job, name: str, table: pl.DataFrame) -> None:
    """Nothing; the table is there as CSV and as Parquet."""
    from formcheck.report.exports.parquet import parquet

    job.save(f"{name}.csv", table.write_csv())
    job.save(f"{name}.parquet", parquet(table, name, job.study.analysis))


def _trc(job: Job) -> None:
    from formcheck.report.exports.markers import of_picture, of_runner
    from formcheck.report.exports.trc import trc

    markers, stem = (of_picture(job.study), of_runner(job.study)), job.study.source.path.stem
    for one in markers if markers[1].unit == "m" else markers[:1]:
        name = f"{stem}_{one.unit}.trc"
        job.save(name, trc(one, name))


def _mot(job: Job) -> None:
    from formcheck.report.exports.by_hand import by_hand
    from formcheck.report.exports.mot import mot
    from formcheck.report.exports.motion import motion, unbroken

    seen, stem = motion(job.study), job.study.source.path.stem
    near, told = job.study.gait.summary.near_side, by_hand(job.study.analysis)
    job.save(f"{stem}.mot", mot(unbroken(seen, near), told))
    job.save(f"{stem}.sto", mot(seen, told))


def _c3d_library() -> None:
    from formcheck.report.exports.c3d_file import library

    library()


def _c3d(job: Job) -> None:
    from formcheck.report.exports.c3d_file import c3d

    ending, content = c3d(job.study)
    job.save(f"{job.study.source.path.stem}{ending}", content)


def _cards(job: Job) -> None:
    from formcheck.report.cards import called_for, cards_page

    analysis, handbook = job.study.analysis, job.study.handbook
    chosen = () if handbook is None else called_for(analysis.findings, handbook)
    note = "" if handbook is None else handbook.what_it_is_not
    if by_hand := hand_lines.mark(analysis):
        note = _("This analysis was {changed}. {note}").format(changed=by_hand, note=note).strip()
    job.save("exercises.html", cards_page(chosen, language(analysis), note, analysis.red_flags))


@contextmanager
def _png(job: Job) -> Iterator[See]:
    from formcheck.report.people import group_frame, group_picture
    from formcheck.report.pictures import draw_moment, evidence, key_moments, png

    moments = (*key_moments(job.study), *evidence(job.study))
    people = job.study.analysis.people
    group_row = group_frame(job.study) if len(people) > 1 else None

    def see(row: int, frame: Frame) -> None:
        if row == group_row:
            job.save("frames/people.png", png(group_picture(job.study, frame.rgb)))
        for moment in moments:
            if moment.frame == row:
                picture = draw_moment(job.study, moment, frame.rgb)
                job.save(f"frames/{moment.file}.png", png(picture))

    yield see


@contextmanager
def _mp4(job: Job) -> Iterator[See]:
    from formcheck.report.overlay import overlay

    with job.file("overlay.mp4") as draft, overlay(job.study, job.open_writer, draft) as see:
        yield see


@contextmanager
def _pdf(job: Job) -> Iterator[See]:
    from formcheck.report.pdf import pictured, report_pdf
    from formcheck.report.pictures import draw_moment

    moments, pictures = pictured(job.study), dict[str, Pixels]()

    def see(row: int, frame: Frame) -> None:
        for topic, moment in moments.items():
            if moment.frame == row:
                drawn = draw_moment(job.study, moment, frame.rgb, is_captioned=False)
                pictures[topic] = drawn

    yield see
    job.save("report.pdf", report_pdf(job.study, pictures))


@contextmanager
def _html(job: Job) -> Iterator[See]:
    from formcheck.report.html import html_report

    with html_report(job) as see:
        yield see


EXPORTERS: Final[Mapping[str, Exporter]] = {
    "json": Exporter("<clip>.formcheck.json", at_once=_json),
    "csv": Exporter("measurements.csv, strides.csv", at_once=_csv),
    "png": Exporter(
        "frames/<moment>_<side>.png, frames/<topic>_<moment>_<side>.png, frames/people.png",
        watch=_png,
    ),
    "mp4": Exporter("overlay.mp4", watch=_mp4),
    "pdf": Exporter("report.pdf", watch=_pdf),
    "cards": Exporter("exercises.html", at_once=_cards),
    "html": Exporter("report.html", watch=_html),
    "parquet": Exporter("measurements.parquet, strides.parquet", at_once=_parquet),
    "landmarks": Exporter("landmarks.csv, landmarks.parquet", at_once=_landmarks),
    "curves": Exporter(
        "curves.csv, curves.parquet, curve_strides.csv, curve_strides.parquet", at_once=_curves
    ),
    "mot": Exporter("<clip>.mot, <clip>.sto", at_once=_mot),
    "c3d": Exporter(
        "<clip>.c3d, <clip>_px.c3d where metres are not known", at_once=_c3d, refuse=_c3d_library
    ),
    "trc": Exporter("<clip>_px.trc, <clip>_m.trc where metres are known", at_once=_trc),
}
