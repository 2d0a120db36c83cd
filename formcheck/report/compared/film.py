"""Makes the film of two runners side by side, in the same phase of the stride at each moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, cast

import numpy as np

from formcheck.report.compared.job import ComparedJob
from formcheck.report.compared.panels import BACKDROP, PANEL_PX, View, face_apart, painted, view_of
from formcheck.report.compared.phase_bar import drawn_bar, with_cursor
from formcheck.report.compared.phases import common_side, rows_of, strides_of
from formcheck.report.compared.stills import passing, read_on
from formcheck.report.compared.texts import stride_text, when_words
from formcheck.report.lettering import LIGHT, Colour, panel
from formcheck.report.words import _
from formcheck.types import Frame, Pixels, Study

PER_S: Final = 30
STRIDE_S: Final = 2.0  # of the film; about three times slower than life, by us
GAP_PX: Final = 8
LETTER_PX: Final = 17.0
FILE: Final = "comparison.mp4"
POSTER: Final = "poster"  # the first picture, as a job shares it between its exporters

Views = tuple[View, View]


def comparison_mp4(job: ComparedJob) -> None:
    """Nothing; the film is in the folder, where both clips are there and show a stride."""
    views = views_of(job)
    if views is None:
        return
    with job.file(FILE) as draft:
        write_film(job, views, draft)


def views_of(job: ComparedJob) -> Views | None:
    """How both runners are shown; None where they cannot be shown side by side."""
    before, after = job.ends
    if before is None or after is None or not _is_alike(before, after):
        return None
    turned = (False, face_apart(before, after))
    found = [
        None if (strides := strides_of(study, side)) is None
        else view_of(study, strides, is_mirrored=is_turned)
        for study, side, is_turned in zip(
            (before, after), common_side(before, after), turned, strict=True)
    ]  # fmt: skip
    return None if None in found else cast(Views, tuple(found))


def _is_alike(before: Study, after: Study) -> bool:
    """Whether both show the runner from the same kind of place."""
    return before.analysis.gait.view == after.analysis.gait.view


def write_film(job: ComparedJob, views: Views, path: Path) -> None:
    """Nothing; the film stands at `path`, and the job has its first picture."""
    with job.open_writer(path) as writer:
        for k, picture in enumerate(pictures(job, views)):
            job.shared.setdefault(POSTER, picture)
            writer.write(picture, k / PER_S)


def pictures(job: ComparedJob, views: Views) -> Iterator[Pixels]:
    """The pictures of the film; of each clip one at a time is in memory."""
    per_stride = round(PER_S * STRIDE_S)
    n = min(len(view.strides.starts_s) - 1 for view in views)
    frames = [passing(job, k, view.study) for k, view in enumerate(views)]
    left, right = (
        _panels(
            view, frames[k], rows_of(view.study, view.strides, n, per_stride), _head(job, k, view)
        )
        for k, view in enumerate(views)
    )
    bar = drawn_bar([view.strides for view in views], 2 * PANEL_PX[0] + GAP_PX)
    gap = np.full((PANEL_PX[1], GAP_PX, 3), BACKDROP, np.uint8)
    for k, both in enumerate(zip(left, right, strict=False)):
        phase = (k % per_stride) / per_stride
        yield np.vstack([np.hstack([both[0], gap, both[1]]), with_cursor(bar, phase)])
    for k, rest in enumerate(frames):
        read_on(job, k, rest)


def _panels(view: View, frames: Iterable[Frame], rows: list[int], head: Pixels) -> Iterator[Pixels]:
    """The runner at each of these rows, which grow; a picture that shows twice is made once."""
    made: tuple[int, Pixels] | None = None
    for row, frame in picked(frames, rows):
        if made is None or made[0] != row:
            pixels = painted(view, row, frame)
            pixels[: head.shape[0], : head.shape[1]] = head[: pixels.shape[0], : pixels.shape[1]]
            made = (row, pixels)
        yield made[1]


def picked(frames: Iterable[Frame], rows: list[int]) -> Iterator[tuple[int, Frame]]:
    """Each of the rows, in their order, with its frame; reading stops after the last."""
    wanted = iter(rows)
    row = next(wanted, None)
    for k, frame in enumerate(frames):
        while row == k:
            yield k, frame
            row = next(wanted, None)
        if row is None:
            return


def _head(job: ComparedJob, k: int, view: View) -> Pixels:
    """Which visit a panel shows, and what was done to its picture."""
    visit = job.visits[k]
    lines: list[tuple[str, Colour, bool]] = [(when_words(k, visit), LIGHT, True)]
    time = stride_text(visit.analysis, view.strides.length_s)
    lines.append((_("a stride: {time} on average").format(time=time), LIGHT, False))
    if view.is_mirrored:
        lines.append((_("mirrored, to face the same way"), LIGHT, False))
    return panel(lines, LETTER_PX)


__all__ = ["FILE", "comparison_mp4", "views_of", "write_film"]
