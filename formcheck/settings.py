"""What a user may say about a clip, checked at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from formcheck.errors import SettingsError
from formcheck.types import Surface

ViewChoice = Literal["auto", "side", "rear", "front"]
Model = Literal["heavy", "full", "lite"]
Language = Literal["en", "nl"]


MODELS: Final[tuple[Model, ...]] = get_args(Model)

_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "surface": get_args(Surface),
    "view": get_args(ViewChoice),
    "lang": get_args(Language),
    "model": MODELS,
}
# lowest, highest, factor to the unit people use, that unit, what to give
_RANGES: Final = {
    "height_m": (0.9, 2.5, 100.0, "cm", "Give the height in centimetres: --height-cm 178."),
    "speed_mps": (0.5, 12.5, 3.6, "km/h", "Give the speed in km/h: --speed-kmh 10.8."),
    "incline_pct": (-40.0, 40.0, 1.0, "%", "Give the slope in percent, uphill positive."),
    "slow_motion": (1.0, 32.0, 1.0, "times", "Give how many times slower than life: 1, 2, 4, 8."),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to look at one clip.

    Attributes
    ----------
    height_m, speed_mps : metres and metres a second; None is "not known"
    surface : "unknown" lets formcheck tell a treadmill from open ground
    slow_motion : times slower than life; None lets formcheck find out
    """

    height_m: float | None = None
    speed_mps: float | None = None
    incline_pct: float = 0.0
    surface: Surface = "unknown"
    view: ViewChoice = "auto"
    slow_motion: float | None = None
    lang: Language = "en"
    model: Model = "heavy"
    backend: str = "auto"
    use_cache: bool = True

    def __post_init__(self) -> None:
        """Refuse values that no runner has, and words that mean nothing here.

        Raises
        ------
        SettingsError : a number is outside its range, a word is not a choice
        """
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingsError(
                    f"There is no {name} {getattr(self, name)!r}.",
                    f"Choose from: {', '.join(choices)}.",
                )
        for name, (low, high, factor, unit, hint) in _RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                what = name.removesuffix("_m").removesuffix("_mps").removesuffix("_pct")
                given = f"{value * factor:g} {unit}"
                limits = f"{low * factor:g} to {high * factor:g} {unit}"
                raise SettingsError(
                    f"The {what.replace('_', ' ')} of {given} is outside {limits}.", hint
                )


DEFAULTS: Final = Settings()
