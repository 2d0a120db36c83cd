"""Whether a clip is good enough, in one word and one line, from its checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from formcheck.types import QualityCheck, Verdict
from formcheck.types.said import Said

# How much each failed check hurts, and how to film better. Harm is ours, by what is lost:
# above POOR most numbers lose their verdict, below USABLE only their margins grow.
HARM: Final[dict[str, tuple[float, str]]] = {
    "frame_rate": (0.25, Said("Film with 60 frames a second or more (phone settings, video).")),
    "strides": (0.4, Said("Film at least 10 seconds of even running.")),
    "runner_size": (0.5, Said("Come nearer or zoom in, until the runner fills half the picture.")),
    "feet_visible": (
        0.45,
        Said("Keep the feet in the picture, well lit, nothing before them."),
    ),
    "whole_body": (0.15, Said("Keep the whole body in the picture, with a little room around it.")),
    "camera_still": (0.15, Said("Put the phone on something firm, and let it stand still.")),
    "one_person": (0.1, Said("Film one runner alone, or choose who is measured.")),
    "camera_square": (0.4, Said("Stand square to the running direction, at hip height.")),
    "camera_level": (0.1, Said("Hold the phone level; something upright in the picture shows it.")),
    "leg_swaps": (0.35, Said("Film with more light, in clothes whose legs can be told apart.")),
    "scale_agrees": (0.3, Said("Check the height and the speed you gave.")),
    "handrail": (0.4, Said("Run without holding on, if that is safe for you.")),
    "slope": (0.1, Said("Say how steep it is.")),
}
POOR, USABLE = 0.5, 0.2
LINES: Final = {
    "good": Said("This clip is good: the numbers are as sure as one phone allows."),
    "usable": Said("This clip is usable: some numbers are less sure than they could be."),
    "poor": Said("This clip is poor: read the numbers with care, or film again."),
}


def ordered(checks: Iterable[QualityCheck]) -> tuple[QualityCheck, ...]:
    """The checks with advice and harm, what hurts most first."""
    return tuple(sorted((_complete(check) for check in checks), key=lambda c: -c.harm))


def verdict(checks: Iterable[QualityCheck]) -> Verdict:
    """The word for the worst of the checks.

    >>> verdict([QualityCheck("light", False, "dark", "more light", 0.6)]).word
    'poor'
    """
    worst = max((check.harm for check in checks if not check.ok), default=0.0)
    word = "poor" if worst >= POOR else "usable" if worst >= USABLE else "good"
    return Verdict(word, LINES[word])  # type: ignore[arg-type]


def _complete(check: QualityCheck) -> QualityCheck:
    if check.ok or check.advice or check.check not in HARM:
        return check
    harm, advice = HARM[check.check]
    return replace(check, advice=advice, harm=harm)
