"""Writes the page of a comparison: one HTML file with everything in it, that asks nobody."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from formcheck.report.bounds import policy
from formcheck.report.compared import changes, overlaid, texts, trended, usual
from formcheck.report.compared.by_hand import by_hand
from formcheck.report.compared.film import FILE as FILM
from formcheck.report.compared.film import POSTER, Views, views_of, write_film
from formcheck.report.compared.job import ComparedJob
from formcheck.report.compared.missing import why_no_pictures
from formcheck.report.compared.stills import Pair, pairs
from formcheck.report.html.media import LARGEST_FILM_BYTES, picture
from formcheck.report.html.page import STYLE
from formcheck.report.templates import environment, styled
from formcheck.report.words import _, spoken, told

TEMPLATES: Final = Path(__file__).parent / "templates"
FILE: Final = "comparison.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of the clips; `film_uri` is "" where there is no film."""

    film_uri: str = ""
    poster_uri: str = ""
    is_mirrored: bool = False
    stride_times: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


def comparison_html(job: ComparedJob) -> None:
    """Nothing; the page is in the folder."""
    job.save(FILE, page(job, shown(job)))


def shown(job: ComparedJob) -> Shown:
    """The film and the pictures, as far as the clips are there; pictures are made with the film."""
    views = views_of(job)
    if views is None:
        return Shown(pairs=tuple(pairs(job)))
    return Shown(
        *_film(job, views),
        any(view.is_mirrored for view in views),
        tuple(
            texts.stride_text(visit.analysis, view.strides.length_s)
            for visit, view in zip(job.visits, views, strict=True)
        ),
        tuple(pairs(job)),
    )


def _film(job: ComparedJob, views: Views) -> tuple[str, str]:
    """The film and its first picture as data URIs, "" where there is none, or it is too large."""
    content = _film_made(job, views)
    first = job.shared.get(POSTER)
    if not content or first is None or len(content) > LARGEST_FILM_BYTES:
        return "", ""
    return "data:video/mp4;base64," + b64encode(content).decode(), picture(first).uri


def _film_made(job: ComparedJob, views: Views) -> bytes:
    """The film as a file; that of the folder where it is there."""
    made = next((path for path in job.written if path.name == FILM), None)
    if made is not None:
        return made.read_bytes()
    job.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".comparison", dir=job.out) as folder:
        path = Path(folder) / FILM
        write_film(job, views, path)
        return path.read_bytes() if path.exists() else b""


def page(job: ComparedJob, media: Shown) -> str:
    """The comparison as HTML, in the language of the moment."""
    from markupsafe import Markup

    script = (TEMPLATES / "comparison.js").read_text(encoding="utf-8")
    hash = b64encode(sha256(script.encode()).digest()).decode()
    return (
        environment(TEMPLATES)
        .get_template("comparison.html")
        .render(
            _facts(job),
            _=_,
            lang=spoken(),
            media=media,
            policy=policy(hash),
            style=styled(STYLE, TEMPLATES / "comparison.css"),
            script=Markup(script),
        )
    )


def _facts(job: ComparedJob) -> dict[str, Any]:
    """Everything the templates show, ready to be read."""
    comparison, book = job.comparison, job.book
    names = changes.labels(book, comparison)
    plots = overlaid.overlaid(job.ends)
    groups, is_urgent = texts.unknown(comparison.changes), comparison.is_urgent
    return {
        "comparison": comparison,
        "version": job.visits[1].analysis.provenance.formcheck,
        "what_it_is_not": book.what_it_is_not if book else "",
        "visits": [(k + 1, texts.visit_words(v), v) for k, v in enumerate(comparison.visits)],
        "when": [texts.when_words(k, visit) for k, visit in enumerate(job.visits)],
        "flags": comparison.red_flags,
        "is_urgent": is_urgent,
        "warnings": [told(line) for line in comparison.warnings],
        "set_up_title": texts.set_up_title(comparison),
        "set_up_lines": texts.set_up_lines(comparison),
        "set_up_rows": texts.set_up_rows(comparison),
        "sentence": texts.sentence(comparison),
        "beside": texts.beside(comparison),
        "topics": texts.topics(comparison, job.again),
        "ways": texts.way_words(),
        "changed": [] if is_urgent else changes.changed(comparison, names),
        "same": [] if is_urgent else changes.same(comparison, names),
        "measured": changes.compared(comparison, names) if is_urgent else [],
        "unknown": {
            why: [changes.told_plainly(c, names) for c in group] for why, group in groups.items()
        },
        "why_two_ranges": usual.why_two(comparison),
        "plots": [plot for plot in plots if plot.has_both],
        "single_plots": [plot for plot in plots if not plot.has_both],
        "trends": trended.trended(comparison, names),
        "are_days_known": trended.are_days_known(comparison.visits),
        "places": trended.places(comparison.visits),
        "no_pictures": why_no_pictures(job),
        "by_hand": by_hand(comparison),
        "method": texts.method(),
    }
