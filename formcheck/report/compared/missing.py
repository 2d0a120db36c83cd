"""Says why a comparison shows no pictures, where that is so."""

from __future__ import annotations

from formcheck.report.compared.film import views_of
from formcheck.report.compared.job import ComparedJob
from formcheck.report.compared.texts import visit_words
from formcheck.report.words import _


def why_no_pictures(job: ComparedJob) -> list[str]:
    """A sentence for each reason; nothing where the film can be made."""
    gone = [
        _("The clip of {when} ({name}) is not where it was, so its pictures and curves are left "
          "out. Put it back, and compare again.").format(
              when=visit_words(visit), name=visit.analysis.clip.name)
        for visit, study in zip(job.visits, job.ends, strict=True) if study is None
    ]  # fmt: skip
    before, after = job.ends
    if gone or before is None or after is None:
        return gone
    if before.analysis.gait.view != after.analysis.gait.view:
        return [
            _("The two clips show the runner from different places, so there is no film of both "
              "side by side.")
        ]  # fmt: skip
    if views_of(job) is None:
        return [_("No two landings of one foot follow each other in one of the clips, so there is "
                  "no film of both side by side.")]  # fmt: skip
    return []
