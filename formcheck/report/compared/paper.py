"""Puts a comparison on paper: a page for the runner, then all of it for the clinician."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from formcheck.report.compared import changes, overlaid, texts, trended, usual, vectors
from formcheck.report.compared.by_hand import by_hand
from formcheck.report.compared.changes import Told
from formcheck.report.compared.job import ComparedJob
from formcheck.report.compared.missing import why_no_pictures
from formcheck.report.compared.stills import Still, pairs
from formcheck.report.pdf.typeset import typeset
from formcheck.report.words import _, spoken, told

TEMPLATE: Final = Path(__file__).parent / "comparison.typ"
FILE: Final = "comparison.pdf"
MOST_PAGES: Final = 5  # one for the runner; letters shrink before there are more, by us
MOST_ROWS: Final = 14  # of changes on the runner's page, by us
MOST_TRENDS: Final = 12  # plots; those of numbers that changed come first, by us

Files = dict[str, bytes]


def comparison_pdf(job: ComparedJob) -> None:
    """Nothing; the paper is in the folder, the same bytes each time."""
    content, files = content_of(job)
    job.save(FILE, typeset(content, files, TEMPLATE, MOST_PAGES))


def content_of(job: ComparedJob) -> tuple[dict[str, Any], Files]:
    """What stands on the paper, and the pictures it names."""
    comparison, files = job.comparison, Files()
    names = changes.labels(job.book, comparison)
    content = {
        "lang": spoken(),
        "title": _("What changed in your running"),
        "head": " · ".join(texts.when_words(k, visit) for k, visit in enumerate(job.visits)),
        "page_words": _("{page}/{pages}"),
        "runner": _runner(job, names, files),
        "clinic": _clinic(job, names),
        "curves": _curves(job, files),
        "trends": _trends(job, names, files),
    }
    return content, files


def _runner(job: ComparedJob, names: dict[str, str], files: Files) -> dict[str, Any]:
    comparison = job.comparison
    urgent = [
        _("No technique advice now: first talk to a doctor."),
        _("What was measured stands below. It can wait until then."),
    ]
    first, *rest = urgent if comparison.is_urgent else [
        texts.sentence(comparison), *texts.beside(comparison)
    ]  # fmt: skip
    return {
        "visits": [
            [texts.when_words(k, visit), visit.analysis.clip.name]
            for k, visit in enumerate(job.visits)
        ],
        "flags_title": _("Read this first"),
        "flags": [[flag.said, flag.advice] for flag in comparison.red_flags],
        "unlike_title": texts.set_up_title(comparison),
        "warnings": [told(line) for line in comparison.warnings],
        "unlike": [
            f"{what}: {how}. {harm}" if harm else f"{what}: {how}."
            for what, how, harm in texts.set_up_lines(comparison)
        ],
        "sentence": first,
        "beside": rest,
        "topics_title": _("What that means for your running"),
        "topics": [
            asdict(one) | {"way": _way(one.way)} for one in texts.topics(comparison, job.again)
        ],
        "changed_title": _("What changed"),
        **_told_first(job, names),
        "pictures": _pictures(job, files),
        "no_pictures": why_no_pictures(job),
        "note": "" if comparison.is_urgent else texts.method()[2],
        "is_not": job.book.what_it_is_not if job.book else "",
    }


def _told_first(job: ComparedJob, names: dict[str, str]) -> dict[str, Any]:
    """The changes on the runner's page, and that there are more; none where a doctor is first."""
    rows = [] if job.comparison.is_urgent else _rows(changes.changed(job.comparison, names))
    rest = len(rows) - MOST_ROWS
    more = _("{n} more stand on the next pages.").format(n=rest) if rest > 0 else ""
    return {"changed": rows[:MOST_ROWS], "more": more}


def _way(way: str) -> str:
    return texts.way_words().get(way, "")


def _rows(numbers: Sequence[Told]) -> list[dict[str, Any]]:
    """Numbers as rows of a table, those that follow from another one under it."""
    return [
        {
            "label": one.label + (f" ({one.side})" if one.side else ""),
            "before": one.before,
            "after": one.after,
            "difference": one.difference,
            "least": one.least,
            "usual": one.usual,
            "note": "; ".join(filter(None, (
                one.goes_with if is_under else "",
                _("indicative") if one.is_indicative else "",
                _("may be chance") if one.may_be_chance else "",
            ))),
            "is_under": is_under,
        }
        for head in numbers
        for one, is_under in ((head, False), *((under, True) for under in head.followers))
    ]  # fmt: skip


def _pictures(job: ComparedJob, files: Files) -> list[dict[str, str]]:
    """The first moment that both visits show, landing as a rule."""
    pair = next((p for p in pairs(job) if p.before and p.after), None)
    if pair is None or pair.before is None or pair.after is None:
        return []
    titles = (_("Before"), _("After"))
    return [
        _picture(f"{k}.jpg", title, still, files)
        for k, (title, still) in enumerate(zip(titles, (pair.before, pair.after), strict=True))
    ]


def _picture(name: str, title: str, still: Still, files: Files) -> dict[str, str]:
    files[name] = b64decode(still.picture.uri.partition(",")[2])
    return {"file": name, "title": title, "words": still.words}


def _clinic(job: ComparedJob, names: dict[str, str]) -> dict[str, Any]:
    comparison = job.comparison
    return {
        "title": _("For the clinician"),
        "visits_title": _("Visits"),
        "visits": [
            [str(k), texts.visit_words(visit), visit.analysis.clip.name]
            for k, visit in enumerate(comparison.visits, 1)
        ],
        "set_up_title": _("How the clips were made"),
        "set_up_head": [_("What"), _("Before"), _("After"), _("Alike")],
        "set_up": [list(row) for row in texts.set_up_rows(comparison)],
        "changed_title": _("What changed"),
        "same_title": _("What did not change"),
        "head": [
            _("Number"), _("Before"), _("After"), _("Difference"),
            _("Smallest detectable"), _("Typical"),
        ],
        "changed": _rows(changes.changed(comparison, names)),
        "same": _rows(changes.same(comparison, names)),
        "why_two_ranges": usual.why_two(comparison),
        "unknown_title": _("What cannot be compared"),
        "unknown": [
            [why, ", ".join(_short(changes.told_plainly(c, names)) for c in group)]
            for why, group in texts.unknown(comparison.changes).items()
        ],
        "by_hand_title": _("Corrected by hand"),
        "by_hand": by_hand(comparison),
        "method_title": _("How this was compared"),
        "method": texts.method(),
    }  # fmt: skip


def _short(one: Told) -> str:
    """A number that cannot be compared with what is known of it, on one line."""
    name = one.label + (f" ({one.side})" if one.side else "")
    if one.before == one.after == "–":
        return name
    return _("{name}: {before} and {after}").format(name=name, before=one.before, after=one.after)


def _curves(job: ComparedJob, files: Files) -> dict[str, Any]:
    plots = [plot for plot in overlaid.overlaid(job.ends) if plot.has_both]
    told_plots = []
    for plot in plots:
        name = f"curve_{plot.id}_{plot.side}.svg"
        files[name] = vectors.curves_svg(plot)
        told_plots.append({
            "title": plot.title + (f" ({plot.side_word})" if plot.side_word else ""),
            "unit": plot.unit,
            "file": name,
            "ticks": _ticks(plot.ticks),
            "below": [],
        })  # fmt: skip
    return {
        "title": _("One typical stride"),
        "note": _(
            "From one landing to the next landing of the same foot, 0 to 100 % of the stride. "
            "Violet and dashed is before, green is after; the shade is the spread between strides "
            "(SD), upright dots are when the foot leaves the ground. A thin line is a side that "
            "is seen less well."
        ),
        "plots": told_plots,
    }


def _trends(job: ComparedJob, names: dict[str, str], files: Files) -> dict[str, Any]:
    shown = trended.trended(job.comparison, names)[:MOST_TRENDS]
    told_plots = []
    for k, one in enumerate(shown):
        files[f"trend_{k}.svg"] = vectors.trend_svg(one)
        told_plots.append({
            "title": one.title + (f" ({one.side})" if one.side else ""),
            "unit": one.unit,
            "file": f"trend_{k}.svg",
            "ticks": _ticks(one.ticks),
            "below": [[point.label, point.x] for point in one.points if point.label],
        })  # fmt: skip
    apart = (
        _("Visits stand as far apart as their days.")
        if trended.are_days_known(job.comparison.visits)
        else _("The day of at least one visit is not known: visits stand evenly.")
    )
    note = _("Each point with its 95 % margin; the green band is typical for the last visit.")
    return {"title": _("Over all visits"), "note": f"{note} {apart}", "plots": told_plots}


def _ticks(ticks: Sequence[Any]) -> list[list[Any]]:
    """The lowest and the highest number of an axis, where there is more than one."""
    ends = [max(ticks, key=lambda t: t.at), min(ticks, key=lambda t: t.at)] if ticks else []
    return [[tick.text, tick.at] for tick in ends]
