"""The paper of a comparison: the same bytes each time, a page for the runner, all for others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from compared_makers import change, comparison, job, study
from html_makers import URGENT

from formcheck.report.compared import ComparedJob, overlaid, trended, vectors
from formcheck.report.compared.paper import MOST_ROWS, comparison_pdf, content_of


def made(job: ComparedJob) -> bytes:
    comparison_pdf(job)
    return (job.out / "comparison.pdf").read_bytes()


def test_it_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    ends = (study(), study(), study())
    first = made(job(tmp_path / "a", *ends))
    assert first.startswith(b"%PDF")
    assert first == made(job(tmp_path / "b", *ends))


def test_clips_that_are_gone_leave_the_numbers(tmp_path: Path) -> None:
    content, files = content_of(job(tmp_path, None, None))
    assert not files
    assert len(content["runner"]["no_pictures"]) == 2
    labels = [row["label"] for row in content["runner"]["changed"]]
    assert labels == ["Label of cadence", "Stride time", "Label of overstride (left)"]
    assert made(job(tmp_path, None, None)).startswith(b"%PDF")


def test_many_changes_still_make_a_paper(tmp_path: Path) -> None:
    ends = (study(), study())
    many = tuple(change(f"number_{k}", 10, 20 + k) for k in range(60))
    told = job(tmp_path, *ends, comparison=comparison(*ends, changes=many))
    runner = content_of(told)[0]["runner"]
    assert len(runner["changed"]) == MOST_ROWS
    assert runner["more"] == f"{60 - MOST_ROWS} more stand on the next pages."
    assert made(told)


def test_followers_stand_under_what_they_follow_from(tmp_path: Path) -> None:
    rows = content_of(job(tmp_path, study(), study()))[0]["clinic"]["changed"]
    assert [row["is_under"] for row in rows] == [False, True, False]
    assert "goes with the change in" in rows[1]["note"]
    assert rows[2]["note"] == "may be chance"


def test_an_urgent_answer_silences_what_changed(tmp_path: Path) -> None:
    last = study()
    last = replace(last, analysis=replace(last.analysis, red_flags=(URGENT,)))
    runner = content_of(job(tmp_path, study(), last))[0]["runner"]
    assert runner["flags"] == [[URGENT.said, URGENT.advice]]
    assert "doctor" in runner["sentence"]
    assert not runner["topics"]


def test_plots_are_drawings_with_both_visits() -> None:
    plots = overlaid.overlaid((study(), study()))
    assert [(plot.id, plot.side) for plot in plots] == [("knee", "left"), ("trunk", "both")]
    drawn = ElementTree.fromstring(vectors.curves_svg(plots[0]))
    colours = {path.get("stroke") for path in drawn.iter("{http://www.w3.org/2000/svg}path")}
    assert set(vectors.COLOURS.values()) <= colours


def test_a_curve_of_one_visit_only_comes_last() -> None:
    bare = replace(study(), curves=study().curves[1:])
    plots = overlaid.overlaid((study(), bare))
    assert [(plot.id, plot.has_both) for plot in plots] == [("trunk", True), ("knee", False)]


@pytest.mark.parametrize(
    ("days", "places"),
    [
        (("2026-01-01", "2026-01-02", "2026-01-11"), [6.0, 14.8, 94.0]),
        (("2026-01-01", None, "2026-01-11"), [6.0, 50.0, 94.0]),
        (("2026-01-01",) * 3, [6.0, 50.0, 94.0]),
    ],
)
def test_visits_stand_as_far_apart_as_their_days(
    days: tuple[str, ...], places: list[float]
) -> None:
    told = comparison(study(), study(), study())
    visits = tuple(replace(v, day=day) for v, day in zip(told.visits, days, strict=True))
    assert trended.places(visits) == places
    assert trended.are_days_known(visits) == (places[1] < 20)


def test_trends_have_their_margins_inside_the_plot() -> None:
    told = comparison(study(), study(), study())
    (one,) = trended.trended(told, {"cadence": "Cadence"})
    assert one.has_changed
    for point in one.points:
        assert 0 <= point.top < point.y < point.bottom <= 100
    assert ElementTree.fromstring(vectors.trend_svg(one)) is not None
