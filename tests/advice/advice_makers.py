"""Measurements for the tests of advice, near the middle of what is typical unless told."""

from formcheck.advice.catalogue import Topic, catalogue
from formcheck.advice.language import translator
from formcheck.types import Measurement, Runner, StandardError

JOGGER = Runner(height_cm=176.0, speed_mps=3.5, speed_source="given", surface="treadmill")

ENGLISH = translator("en")

UNITS = {
    "cadence": "steps/min", "step_length": "m", "overstride": "%leg", "overstride_ratio": "1",
    "step_width": "cm", "lateral_sway": "cm", "vertical_oscillation": "cm",
    "vertical_ratio": "%", "arm_leg_locking": "1", "arm_crossing": "1",
}  # fmt: skip


def measurement(id, value, se=None, **other):
    unit = UNITS.get(id, "deg")
    usual = {"steps/min": 0.5, "1": 0.01, "m": 0.01}.get(unit, 1.0)
    error = StandardError(landmarks=usual if se is None else se)
    kept = {"side": "left", "status": "measured", "n": 20, "standard_error": error, **other}
    return Measurement(id=id, value=value, unit=unit, **kept)


def topic(id) -> Topic:
    return next(t for t in catalogue().topics if t.id == id)
