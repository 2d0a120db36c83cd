"""Puts the report on paper together: what it says, its pictures and drawings, its pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import cv2

from formcheck.report import hand_lines
from formcheck.report.chosen import chosen
from formcheck.report.moments import Moment, finding_moment, leading_moment
from formcheck.report.pdf.clinic_pages import clinic_pages
from formcheck.report.pdf.measured_table import measured_table
from formcheck.report.pdf.runner_page import runner_page
from formcheck.report.pdf.stride_plots import stride_plots
from formcheck.report.pdf.typeset import typeset
from formcheck.report.words import _, language
from formcheck.types import Pixels, Study

DRAWINGS: Final = Path(__file__).parents[1] / "figures"
LONGEST_PX: Final = 900  # of a picture: 300 dots an inch at the size it is printed; by us
QUALITY: Final = 82  # of JPEG, per cent; by us: lines and letters are still clean
HASH_LETTERS: Final = 12  # of the clip's SHA-256, to tell clips of one name apart
LEADING: Final = "lead"  # stands for a topic where no finding has a picture


def pictured(study: Study) -> dict[str, Moment]:
    """The moment to show of each topic to work on; where there are none, one of the clip."""
    found = {f.topic: finding_moment(study, f) for f in chosen(study).act}
    moments = {topic: moment for topic, moment in found.items() if moment is not None}
    leading = None if found else leading_moment(study)
    return {LEADING: leading} if leading is not None else moments


def report_pdf(study: Study, pictures: Mapping[str, Pixels]) -> bytes:
    """The PDF file, the same bytes each time; `pictures` are those of `pictured` topics."""
    moments = pictured(study)
    shown = {topic: (f"{topic}.jpg", moments[topic]) for topic in pictures}
    files = {f"{topic}.jpg": _jpeg(rgb) for topic, rgb in pictures.items()}
    drawings = _drawings(study)
    plots, drawn = stride_plots(study)
    content = _head(study) | {
        "runner": runner_page(study, shown, drawings),
        "clinic": clinic_pages(study),
        "table": measured_table(study),
        "curves": plots,
    }
    files |= {name: (DRAWINGS / name).read_bytes() for name in drawings.values()} | drawn
    return typeset(content, files)


def _head(study: Study) -> dict[str, Any]:
    """What stands on every page, and what the file says of itself."""
    clip, by_hand = study.analysis.clip, hand_lines.mark(study.analysis)
    head = _("{clip} · clip {id}").format(clip=clip.name, id=clip.sha256[:HASH_LETTERS])
    return {
        "lang": language(study.analysis),
        "title": _("Running form in {clip}").format(clip=clip.name),
        "head": f"{head} · {by_hand}" if by_hand else head,
        "page_words": _("{page}/{pages}"),
    }


def _drawings(study: Study) -> dict[str, str]:
    """The file of each exercise that is to be shown and has a drawing."""
    wanted = {id for finding in chosen(study).act for id in finding.exercises}
    return {id: f"{id}.svg" for id in sorted(wanted) if (DRAWINGS / f"{id}.svg").is_file()}


def _jpeg(rgb: Pixels) -> bytes:
    """The picture as a JPEG file, made smaller where it is large."""
    scale = min(1.0, LONGEST_PX / max(rgb.shape[:2]))
    size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA) if scale < 1 else rgb
    return bytes(cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1])
