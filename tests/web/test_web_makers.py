"""Visits for tests are as the server would have made them."""

from __future__ import annotations

from fastapi import FastAPI
from web_makers import ready_visit

from formcheck import reopened, store
from formcheck.store import jobs, uploads


def test_a_visit_made_of_lines_has_results_and_is_in_the_history(app: FastAPI) -> None:
    places, engine = app.state.places, app.state.engine
    made = ready_visit(engine, places, "anna", "2026-05-06", lang="nl")
    results = places.results(made.id, "nl")
    assert places.clip(made).is_file()
    assert reopened.analysis_at(results).clip.sha256 == made.sha256
    assert "<html" in (results / "report.html").read_text(encoding="utf-8")
    assert [one.day for one in store.visits("anna", engine)] == ["2026-05-06"]
    (job,) = jobs.jobs_of(made.id, engine)
    assert (job.state, store.entry(job.entry or 0, engine).sha256) == ("done", made.sha256)
    assert uploads.all_uploads("anna", engine) == (made,)
