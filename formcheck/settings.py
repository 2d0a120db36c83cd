"""What a user may say about a clip, checked at the door."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from formcheck.errors import SettingsError
from formcheck.types import Corrections, Surface
from formcheck.types.brief import brief
from formcheck.types.part_text import part_s
from formcheck.types.picture_size import picture_size
from formcheck.types.said import Said

ViewChoice = Literal["auto", "side", "rear", "front"]
Model = Literal["heavy", "full", "lite"]
Language = Literal["en", "nl"]
Precision = Literal["exact", "fast"]
Quality = Literal["best", "balanced", "quick"]


@dataclass(frozen=True, slots=True)
class Effort:
    """What is looked at how closely: the network, and pictures a second at most; None is all."""

    model: Model
    most_per_s: float | None = None


# What each costs and gives is measured in docs/speed.md.
EFFORTS: Final[dict[Quality, Effort]] = {
    "best": Effort("heavy"),
    "balanced": Effort("heavy", most_per_s=30.0),
    "quick": Effort("full", most_per_s=30.0),
}
QUALITIES: Final[tuple[Quality, ...]] = get_args(Quality)
MODELS: Final[tuple[Model, ...]] = get_args(Model)

_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "surface": get_args(Surface),
    "view": get_args(ViewChoice),
    "lang": get_args(Language),
    "quality": QUALITIES,
    "precision": get_args(Precision),
}
_CALLED: Final = {"lang": "language", "surface": "surface", "view": "view", "quality": "quality",
                  "precision": "precision", "model": "model"}  # fmt: skip
# lowest, highest, factor to the unit people use, that unit, what to give
_RANGES: Final = {
    "height_m": (0.9, 2.5, 100.0, "cm", Said("Give the height in centimetres: --height-cm 178.")),
    "speed_mps": (0.5, 12.5, 3.6, "km/h", Said("Give the speed in km/h: --speed-kmh 10.8.")),
    "incline_pct": (-40.0, 40.0, 1.0, "%", Said("Give the slope in percent, uphill positive.")),
    "fps": (1.0, 2000.0, 1.0, "frames a second", Said("Give the frame rate: --fps 60.")),
    "slow_motion": (
        1.0,
        40.0,
        1.0,
        "times",
        Said("Give how many times slower than life: 1, 4.8, 8."),
    ),
}
# how many numbers, in words, and an example
_POINTS: Final = {
    "known_length": (5, Said("x1,y1,x2,y2 in pixels and METRES"), "310,640,910,640,1.4"),
    "vertical": (4, Said("x1,y1,x2,y2 in pixels"), "120,80,124,610"),
}
LEAST_APART_PX: Final = 40.0  # nearer points say too little: 2 px of each are 7 %
MOST_LEAN_DEG: Final = 45.0  # further over, nobody means an upright; chosen by us
_LENGTH_M: Final = (0.05, 50.0)  # what a tape measures and a picture shows; chosen by us


@dataclass(frozen=True, slots=True)
class Settings:
    """How to look at one clip.

    Attributes
    ----------
    height_m, speed_mps : metres and metres a second; None is "not known"
    surface : "unknown" lets formcheck tell a treadmill from open ground
    slow_motion : times slower than life; None lets formcheck find out
    quality : how closely to look; what is faster is less exact, and its margins say so
    model : the pose network, instead of that of the quality
    precision : "fast" calculates in bfloat16, on processors that can, with the fast backend
    known_length : x1, y1, x2, y2, metres: two points of the upright picture, pixels from
        its upper left, in the plane in which the near leg moves, and their distance
    vertical : x1, y1, x2, y2: two points, pixels, on something that stands upright
    part : start and end, seconds of the clip, or as text: "12-40", "1:10-2:00"; "all" looks
        at the whole of a long clip; None lets formcheck choose
    incline_pct : uphill positive; None is "not known" and taken as level
    person : number of the runner to measure, as `formcheck people` counts; None is the likeliest
    blur_faces : no face can be known in any picture or film that is written
    point : x, y, and seconds if wanted: a point, pixels, on the runner to measure
    shoes : a few words about the shoes (or bare feet), to compare with other visits
    fps : frames a second, of a pose track that does not say
    size : width and height of the picture, of a pose track that does not say; or "1280x720"
    video : the clip that a pose track was made from, for true times and pictures
    questionnaire : a file of answers (`formcheck questionnaire` writes one), or the answers
    corrections : a file of what was changed by hand, or the changes; None takes the file beside
        the clip, if there is one; False takes none
    """

    height_m: float | None = None
    speed_mps: float | None = None
    incline_pct: float | None = None
    surface: Surface = "unknown"
    view: ViewChoice = "auto"
    slow_motion: float | None = None
    lang: Language = "en"
    quality: Quality = "best"
    model: Model | None = None
    backend: str = "auto"
    precision: Precision = "exact"
    use_cache: bool = True
    blur_faces: bool = False
    known_length: tuple[float, ...] | None = None
    vertical: tuple[float, ...] | None = None
    part: str | tuple[float, float] | None = None
    person: int | None = None
    point: tuple[float, ...] | None = None
    shoes: str | None = None
    questionnaire: str | Path | Mapping[str, Any] | None = None
    corrections: str | Path | Corrections | Literal[False] | None = None
    fps: float | None = None
    size: str | tuple[int, int] | None = None
    video: str | Path | None = None

    def __post_init__(self) -> None:
        """Refuse values that no runner has, and words that mean nothing here.

        Raises
        ------
        SettingsError : a number is outside its range, a word is not a choice
        """
        self._refuse_numbers_and_words()
        if self.model not in (None, *MODELS):
            raise _no_choice("model", self.model, MODELS)
        for name in _POINTS:
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _checked(name, getattr(self, name)))
        if self.known_length is not None:
            _refuse_length(self.known_length[4])
        if self.vertical is not None:
            _refuse_slanting(self.vertical)
        object.__setattr__(self, "part", part_s(self.part))
        object.__setattr__(self, "size", picture_size(self.size))
        _refuse_nobody(self.person, self.point)
        object.__setattr__(self, "shoes", brief(self.shoes, "--shoes"))
        if isinstance(self.questionnaire, Mapping):
            object.__setattr__(self, "questionnaire", dict(self.questionnaire))
        self._refuse_side_files()

    @property
    def network(self) -> Model:
        """The pose network to look with."""
        return self.model or EFFORTS[self.quality].model

    @property
    def most_per_s(self) -> float | None:
        """Pictures a second that are looked at, at most; None is all."""
        return EFFORTS[self.quality].most_per_s

    def _refuse_side_files(self) -> None:
        if not isinstance(self.questionnaire, str | Path | dict | None):
            raise SettingsError(
                Said("The questionnaire is neither a file nor answers by name."),
                Said("Give a file that `formcheck questionnaire` wrote, or answers by name."),
            )
        if not isinstance(self.corrections or None, str | Path | Corrections | None):
            raise SettingsError(
                Said("The corrections are neither a file nor corrections."),
                Said("Give a file that `formcheck events` wrote, or False for none."),
            )

    def _refuse_numbers_and_words(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise _no_choice(name, getattr(self, name), choices)
        for name, (low, high, factor, unit, hint) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                what = name.removesuffix("_m").removesuffix("_mps").removesuffix("_pct")
                given = Said("{number:g} {unit}", number=value * factor, unit=Said(unit))
                limits = Said(
                    "{low:g} to {high:g} {unit}",
                    low=low * factor,
                    high=high * factor,
                    unit=Said(unit),
                )
                raise SettingsError(
                    Said(
                        "The {what} of {given} is outside {limits}.",
                        what=Said(what.replace("_", " ")),
                        given=given,
                        limits=limits,
                    ),
                    hint,
                )


def _no_choice(name: str, given: object, choices: Sequence[str]) -> SettingsError:
    return SettingsError(
        Said("There is no {name} {given!r}.", name=Said(_CALLED[name]), given=given),
        Said("Choose from: {choices}.", choices=", ".join(choices)),
    )


def _checked(name: str, given: Sequence[float]) -> tuple[float, ...]:
    """The numbers of a pair of points, finite, as many as wanted, far enough apart."""
    count, form, example = _POINTS[name]
    option = f"--{name.replace('_', '-')}"
    hint = Said("Give {form}: {option} {example}.", form=form, option=option, example=example)
    numbers = tuple(float(number) for number in given)
    if len(numbers) != count or not all(map(math.isfinite, numbers)):
        raise SettingsError(
            Said("{option} needs {count} numbers.", option=option, count=count), hint
        )
    apart = math.dist(numbers[0:2], numbers[2:4])
    if apart < LEAST_APART_PX:
        raise SettingsError(
            Said(
                "The points of {option} are {apart:.0f} pixels apart, too near each other.",
                option=option,
                apart=apart,
            ),
            Said(
                "Show two points at least {least_apart_px:.0f} pixels apart; further is better.",
                least_apart_px=LEAST_APART_PX,
            ),
        )
    return numbers


def _refuse_nobody(person: int | None, point: Sequence[float] | None) -> None:
    """A number from 1, or a point with or without a moment; not both."""
    hint = Said("Give --person 2, or --point 640,360 or --point 640,360,2.5 (x,y,seconds).")
    if person is not None and point is not None:
        raise SettingsError(Said("--person and --point both say who to measure."), hint)
    if person is not None and person < 1:
        raise SettingsError(
            Said("There is no person {person}: they are counted from 1.", person=person), hint
        )
    if point is not None and (len(point) not in (2, 3) or not all(map(math.isfinite, point))):
        raise SettingsError(Said("--point needs 2 or 3 numbers."), hint)


def _refuse_length(metres: float) -> None:
    low, high = _LENGTH_M
    if not low <= metres <= high:
        raise SettingsError(
            Said(
                "The known length of {metres:g} m is outside {low:g} to {high:g} m.",
                metres=metres,
                low=low,
                high=high,
            ),
            Said("Give it in metres, last of the five: --known-length 310,640,910,640,1.4."),
        )


def _refuse_slanting(points: tuple[float, ...]) -> None:
    x1, y1, x2, y2 = points
    lean_deg = math.degrees(math.atan2(abs(x2 - x1), abs(y2 - y1)))
    if lean_deg > MOST_LEAN_DEG:
        raise SettingsError(
            Said("The line of --vertical lies {lean_deg:.0f}° from upright.", lean_deg=lean_deg),
            Said("Show two points above each other on something upright: a door frame, a post."),
        )


DEFAULTS: Final = Settings()
