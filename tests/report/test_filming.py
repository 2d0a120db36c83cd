"""How to film better begins with what would have shown the topics that were not judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from texts import texts

from formcheck.report import filming as subject
from formcheck.report.filming import filming
from formcheck.report.in_language import in_language
from formcheck.report.words import speaking
from formcheck.types import Analysis, Finding, Measurement, Study
from formcheck.types.said import Said

CLOTHES = (
    "the clothes show nothing that turns with the pelvis; tuck the shirt in or wear shorts with a "
    "waistband of another colour"
)
TIPS = {"en": "Tuck your shirt in", "nl": "Stop je shirt in je broek"}


def unseen(study: Study, lang: str = "en", level: str = "not_measurable") -> Analysis:
    """Seen from behind, in clothes that hide the pelvis; the finding quotes why."""
    drop = Measurement("pelvic_drop", "left", None, "deg", reason=Said(CLOTHES))
    drop = in_language(drop, lang)
    told = Finding("hip_stability", level, None, (), f"No verdict: {drop.reason}.")  # type: ignore[arg-type]
    gait = replace(study.analysis.gait, view="rear", near_side=None)
    dark = tuple(replace(c, advice="Film in better light.") for c in study.analysis.quality)
    return replace(study.analysis, gait=gait, measurements=(drop,), findings=(told,), quality=dark)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_reason_of_what_was_not_judged_comes_first(study: Study, lang: str) -> None:
    with speaking(lang):
        first, *rest = filming(unseen(study, lang))
    assert first.startswith(TIPS[lang])
    assert "Film in better light." in rest
    assert len(rest) == 2  # and the other view


def test_what_was_judged_needs_no_tip(study: Study) -> None:
    assert filming(unseen(study, level="ok")) == ["Film in better light."]


def test_every_reason_of_the_list_is_one_that_a_stage_gives() -> None:
    assert set(subject._TIPS) <= {
        text for text, places in texts().items() if any("metrics/" in place for place in places)
    }
