"""Gathers what a page shows of the clip, in one pass over the frames: the film and pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import cv2
import numpy as np

from formcheck.report.chosen import chosen
from formcheck.report.exporters import Job, See
from formcheck.report.html.film import Reel, film, painted, reel, span_s, window
from formcheck.report.moments import Moment, finding_moment
from formcheck.report.pictures import draw_moment
from formcheck.types import Frame, Pixels, Study

JPEG_QUALITY: Final = 82
# With its base64 a third larger; leaves room for pictures in a page of 12 MB.
LARGEST_FILM_BYTES: Final = 7_500_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page holds it."""

    uri: str
    width: int
    height: int


@dataclass(slots=True)
class Media:
    """The film, its first picture and a picture of evidence for each topic that has one.

    `film_uri` is "" where there is no film, `is_film_too_large` where it would burst the page.
    """

    span_s: tuple[float, float]
    film_uri: str = ""
    is_film_too_large: bool = False
    poster: Picture | None = None
    evidence: dict[str, Picture] = field(default_factory=dict)


@contextmanager
def gather(job: Job, media: Media) -> Iterator[See]:
    """A function to call with each row and frame; `media` is complete at the end."""
    study, shown = job.study, reel(job.study)
    wanted = _evidence(study)
    job.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".report", dir=job.out) as folder:
        path = Path(folder) / "film.mp4"
        with film(study, shown, job.open_writer, path) as write:

            def see(row: int, frame: Frame) -> None:
                if row < len(study.track.times_s):
                    write(row, frame)
                    _look(job, media, row, frame, (shown, wanted))

            yield see
        _keep(media, path.read_bytes() if path.exists() else b"")


def empty(job: Job) -> Media:
    """Media that nothing has been gathered for yet."""
    return Media(span_s(job.study, reel(job.study)))


def _evidence(study: Study) -> dict[str, Moment]:
    """The moment that shows each finding to act on, where a picture can show it."""
    found = {f.topic: finding_moment(study, f) for f in chosen(study).act}
    return {topic: moment for topic, moment in found.items() if moment is not None}


def _look(
    job: Job, media: Media, row: int, frame: Frame, wanted: tuple[Reel, Mapping[str, Moment]]
) -> None:
    """Nothing; the pictures of this row are in `media`."""
    shown, moments = wanted
    if row == _poster_row(job.study, shown):
        media.poster = picture(painted(job.study, row, frame.rgb, window(job.study)))
    for topic, moment in moments.items():
        if moment.frame == row:
            media.evidence[topic] = picture(draw_moment(job.study, moment, frame.rgb))


def _poster_row(study: Study, shown: Reel) -> int:
    """The first landing in the film; before it the runner may not be there yet."""
    strikes_s = [c.strike_s for c in study.analysis.gait.contacts]
    rows = np.searchsorted(study.track.times_s, strikes_s)
    return next((int(row) for row in rows if row in shown), shown.first)


def _keep(media: Media, content: bytes) -> None:
    media.is_film_too_large = len(content) > LARGEST_FILM_BYTES
    if content and not media.is_film_too_large:
        media.film_uri = "data:video/mp4;base64," + b64encode(content).decode()


def picture(rgb: Pixels) -> Picture:
    """The picture as a JPEG in a data URI."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    content = bytes(cv2.imencode(".jpg", rgb[..., ::-1], quality)[1])
    uri = "data:image/jpeg;base64," + b64encode(content).decode()
    return Picture(uri, rgb.shape[1], rgb.shape[0])
