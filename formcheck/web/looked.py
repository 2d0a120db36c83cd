"""What the quick look saw, as it is kept with an upload and told on a page.

    {"doing": "running", "view": "side" | null, "cadence_spm": 172 | null, "n_people": 1,
     "verdict": {"word": "good", "line": TEXT} | null,
     "faults": [{"name": "light", "detail": TEXT, "advice": TEXT, "level": 0.0 to 1.0}],
     "warnings": [TEXT], "duration_s": 12.3, "width": 1920, "height": 1080, "fps": 59.9,
     "slow_motion": {"factor": 1.0, "reason": TEXT}, "filmed_on": "2026-11-27" | null}

A TEXT is kept as `types.said.to_text` packs it, with what it was made from, and told as plain
text in the language of whoever looks. Faults are the checks that went wrong, what hurts most
first; `level` is how much it hurts. `doing`, `view` and `word` are words of `types.words`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from formcheck.report.words import speaking, told
from formcheck.types.check import Check
from formcheck.types.said import from_text, to_text


def as_kept(check: Check) -> dict[str, Any]:
    """What is kept of a quick look: JSON that can be told in any language."""
    clip, verdict = check.clip, check.verdict
    return {
        "doing": check.doing,
        "view": check.view,
        "cadence_spm": check.cadence_spm,
        "n_people": check.n_people,
        "verdict": verdict and {"word": verdict.word, "line": _packed(verdict.line)},
        "faults": [
            {"name": one.check, "detail": _packed(one.detail), "advice": _packed(one.advice),
             "level": one.harm}
            for one in check.quality
            if not one.ok
        ],
        "warnings": [_packed(text) for text in clip.warnings],
        "duration_s": clip.duration_s,
        "width": clip.width,
        "height": clip.height,
        "fps": clip.fps_effective,
        "slow_motion": {"factor": clip.slow_motion.factor,
                        "reason": _packed(clip.slow_motion.reason)},
        "filmed_on": clip.filmed_on,
    }  # fmt: skip


def as_said(looked: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The same with plain texts in that language."""
    with speaking(lang):
        verdict, slow = looked["verdict"], looked["slow_motion"]
        return dict(looked) | {
            "verdict": verdict and {**verdict, "line": _told(verdict["line"])},
            "faults": [
                {**one, "detail": _told(one["detail"]), "advice": _told(one["advice"])}
                for one in looked["faults"]
            ],
            "warnings": [_told(text) for text in looked["warnings"]],
            "slow_motion": {**slow, "reason": _told(slow["reason"])},
        }


def _packed(text: str | None) -> Any:
    return json.loads(to_text([text or ""]))[0]


def _told(kept: Any) -> str:
    (text,) = from_text(json.dumps([kept]))
    return str(told(text))
