"""What about two clips is the same: camera, speed, ground, shoes, way of looking; one row each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

from formcheck.types import Analysis, SetUp
from formcheck.types.said import Said

Same = Callable[[Any, Any], bool]
See = Callable[[Analysis], Any]

SEEN_ROLL_DEG: Final = 1.5  # a roll with a larger error was not seen but taken for level; by us
# What still counts as the same; chosen by us: about the error with which each is known.
ROLL_APART_DEG: Final = 2.0
YAW_APART_DEG: Final = 5.0
FPS_APART: Final = 0.15  # share
SIZE_APART: Final = 0.25  # share; lets the error of a landmark grow by a tenth at most
SPEED_APART: Final = 0.03  # share; belts run 1-3 % off what they show
INCLINE_APART_PCT: Final = 0.5
NORMAL95: Final = 1.96
HEIGHT_APART_CM: Final = 2.0  # a body loses 1 to 2 cm over a day

# words of analyses that stand in rows, to be said in other languages
WORDS: Final = (
    Said("still"), Said("moving"), Said("corrected"), Said("none"),
)  # fmt: skip
# What analyses call by an id, as it is read; what is not here is a name, and stays one.
SCALES: Final[Mapping[str, str]] = {
    "height": Said("height"), "speed": Said("speed"), "known_length": Said("known length"),
    "imported": Said("the imported file"),
}  # fmt: skip
NETWORKS: Final[Mapping[str, str]] = {
    "heavy": "BlazePose heavy", "full": "BlazePose full", "lite": "BlazePose lite",
}  # fmt: skip
BACKENDS: Final[Mapping[str, str]] = {
    "fast": Said("run directly"), "mediapipe": Said("run by MediaPipe"),
    "stored": Said("points stored before"),
}  # fmt: skip
PRECISIONS: Final[Mapping[str, str]] = {
    "exact": Said("at full precision"), "fast": Said("at half precision"),
}  # fmt: skip
QUALITIES: Final[Mapping[str, str]] = {
    "best": Said("as exactly as can be"), "balanced": Said("balanced"), "quick": Said("quick"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about a clip.

    Attributes
    ----------
    see : what the analysis says of it; None where it does not say
    say : that as text
    same : whether two such things count as the same
    harm : what a difference does to the comparison, "" where it does nothing
    doubt : what not knowing it does
    """

    id: str
    what: str
    see: See
    say: Callable[[Any], str]
    same: Same
    harm: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Speed:
    """Km/h, and the standard error of an estimate; 0 where it was given."""

    kmh: float
    error: float


def set_up(before: Analysis, after: Analysis) -> tuple[SetUp, ...]:
    """Every row of the table for two analyses; rows that neither says anything of are left out,
    but for those whose doubt must be known.
    """
    made = (_compared(row, before, after) for row in ROWS)
    return tuple(one for one in made if one.before or one.after or one.harm)


def differing(rows: tuple[SetUp, ...]) -> Mapping[str, bool | None]:
    """By id: whether it is the same; None where nobody knows."""
    return {row.id: row.is_same for row in rows}


def _compared(row: Row, before: Analysis, after: Analysis) -> SetUp:
    one, other = row.see(before), row.see(after)
    texts = ("" if one is None else row.say(one), "" if other is None else row.say(other))
    if one is None or other is None:
        return SetUp(row.id, row.what, *texts, None, row.doubt)
    is_same = row.same(one, other)
    return SetUp(row.id, row.what, *texts, is_same, "" if is_same else row.harm)


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _within(least: float) -> Same:
    return lambda one, other: abs(one - other) <= least


def _within_share(share: float) -> Same:
    return lambda one, other: abs(one - other) <= share * min(one, other)


def _template(text: str) -> Callable[[Any], str]:
    return lambda value: Said(text, value=value)


def _word(value: Any) -> str:
    return Said(str(value).replace("{", "").replace("}", ""))


# ------------------------------------------------------------ what an analysis says


def _roll_deg(analysis: Analysis) -> float | None:
    camera = analysis.gait.camera
    return round(camera.roll_deg, 1) + 0.0 if camera.roll_sd_deg <= SEEN_ROLL_DEG else None


def _yaw_deg(analysis: Analysis) -> float | None:
    return abs(analysis.gait.camera.yaw_deg) if analysis.gait.near_side else None


def _speed(analysis: Analysis) -> _Speed | None:
    speed, source = analysis.runner.speed_mps, analysis.runner.speed_source
    if speed is None:
        return None
    found = next((m for m in analysis.measurements if m.id == "speed"), None)
    error = found.standard_error if found is not None else None
    return _Speed(3.6 * speed, 3.6 * error.total if error and source == "estimated" else 0.0)


def _same_speed(one: _Speed, other: _Speed) -> bool:
    """Within what belts are off, or within the errors of estimates."""
    least = max(
        SPEED_APART * min(one.kmh, other.kmh), NORMAL95 * math.hypot(one.error, other.error)
    )
    return abs(one.kmh - other.kmh) <= least


def _say_speed(speed: _Speed) -> str:
    if speed.error == 0:
        return Said("{kmh:.1f} km/h", kmh=speed.kmh)
    return Said("{kmh:.1f} ± {margin:.1f} km/h", kmh=speed.kmh, margin=NORMAL95 * speed.error)


def _speed_source(analysis: Analysis) -> str | None:
    runner = analysis.runner
    return None if runner.speed_mps is None else runner.speed_source


def _incline_pct(analysis: Analysis) -> float | None:
    runner = analysis.runner
    return None if runner.incline_source == "none" else runner.incline_pct


def _known(word: str) -> str | None:
    return None if word == "unknown" else word


def _network(analysis: Analysis) -> tuple[str | None, ...]:
    made = analysis.provenance
    return made.model, made.backend, made.precision


def _say_network(network: tuple[str | None, ...]) -> str:
    """What it is called, by what it was run, how exactly."""
    words = (NETWORKS, BACKENDS, PRECISIONS)
    told = [known.get(id, id) for known, id in zip(words, network, strict=True) if id]
    return reduce(lambda one, other: Said("{one}, {other}", one=one, other=other), told)


def _say_scale(source: str) -> str:
    """Each way that the scale was known by."""
    told = [SCALES.get(id, id) for id in source.split("+")]
    return reduce(lambda one, other: Said("{one} and {other}", one=one, other=other), told)


def _say_quality(quality: str) -> str:
    return QUALITIES.get(quality, quality)


def _quality(analysis: Analysis) -> str | None:
    told = analysis.settings.get("quality")
    return None if told is None else str(told)


def _shoes(analysis: Analysis) -> str | None:
    return analysis.settings.get("shoes")


def _corrections(analysis: Analysis) -> str:
    by_hand = analysis.corrections is not None and analysis.corrections.changes
    return "corrected" if by_hand else "none"


def _moving(analysis: Analysis) -> str | None:
    camera = analysis.gait.camera
    if camera.background_share is None:
        return None
    return "moving" if camera.moving else "still"


def _silent(analysis: Analysis) -> None:
    """What no clip tells."""


ROWS: Final[tuple[Row, ...]] = (
    Row("view", Said("View"), lambda a: a.gait.view, _word, _equal,
        Said("Only numbers that rest on the clock alone can be compared between two views.")),
    Row("near_side", Said("Side next to the camera"), lambda a: a.gait.near_side, _word, _equal,
        Said("A leg that is near in the one clip is far in the other, and gets no verdict.")),
    Row("speed", Said("Speed"), _speed, _say_speed, _same_speed,
        Said("Most numbers change with speed: what changed is not only the way of running."),
        Said("Whether the speed was the same is not known, and most numbers change with it.")),
    Row("speed_source", Said("Where the speed comes from"), _speed_source, _word, _equal,
        Said("A speed that is given and one that is estimated are off in different ways.")),
    Row("setting", Said("Where it was run"), lambda a: _known(a.gait.setting), _word, _equal,
        Said("On a treadmill people run a little differently than over ground.")),
    Row("surface", Said("Ground"), lambda a: _known(a.runner.surface), _word, _equal,
        Said("Soft or uneven ground changes how people run.")),
    Row("incline", Said("Slope"), _incline_pct, _template("{value:.1f} %"),
        _within(INCLINE_APART_PCT),
        Said("Uphill and downhill change nearly every number.")),
    Row("shoes", Said("Shoes"), _shoes, str, _equal,
        Said("Shoes change the landing, contact time and cadence."),
        Said("Whether the shoes were the same is not known: say which they were.")),
    Row("moment", Said("How long they had been running"), _silent, str, _equal, "",
        Said("Not known: tired runners run differently. Film at the same point of a run.")),
    Row("yaw", Said("Camera off square"), _yaw_deg, _template("{value:.0f}°"),
        _within(YAW_APART_DEG),
        Said("The camera looked from another angle: margins of points do not cancel.")),
    Row("roll", Said("Camera tilted"), _roll_deg, _template("{value:.1f}°"),
        _within(ROLL_APART_DEG),
        Said("The tilt was taken off as far as it was seen."),
        Said("How the camera was tilted does not show in both clips: hold it level.")),
    Row("moving", Said("Camera"), _moving, _word, _equal,
        Said("A moving camera makes lengths less sure.")),
    Row("size", Said("Size in the picture"), lambda a: a.gait.leg_length_px,
        _template(Said("leg of {value:.0f} pixels")), _within_share(SIZE_APART),
        Said("The runner is larger in one picture: margins of points do not cancel.")),
    Row("resolution", Said("Picture"), lambda a: f"{a.clip.width} × {a.clip.height}", str, _equal),
    Row("frame_rate", Said("Pictures a second"), lambda a: a.clip.fps_effective,
        _template("{value:.0f}"), _within_share(FPS_APART),
        Said("One clip times landing and push-off more finely: their error counts in full.")),
    Row("slow_motion", Said("Slow motion"), lambda a: a.clip.slow_motion.factor,
        _template("{value:g}×"), _equal,
        Said("The clock of a slowed clip may be off: see that its factor is right.")),
    Row("height", Said("Body height"), lambda a: a.runner.height_cm, _template("{value:.0f} cm"),
        _within(HEIGHT_APART_CM),
        Said("Two heights: another runner, or a slip. Lengths cannot be compared.")),
    Row("scale_source", Said("Where lengths come from"), lambda a: a.gait.scale_source,
        _say_scale, _equal, Said("Lengths rest on different things: their error counts in full.")),
    Row("network", Said("Network"), _network, _say_network, _equal,
        Said("Another network sees points differently: analyse both clips alike.")),
    Row("quality", Said("Quality"), _quality, _say_quality, _equal,
        Said("The clips were looked at with unlike care: analyse both clips alike.")),
    Row("version", Said("Version of formcheck"), lambda a: a.provenance.formcheck, str, _equal,
        Said("Another version may measure differently: analyse the older clip again.")),
    Row("corrections", Said("Corrected by hand"), _corrections, _word, _equal,
        Said("One analysis was corrected by hand, the other was not.")),
)  # fmt: skip
