"""What a runner says about a clip, in the units people use, checked as `Settings` are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from formcheck.errors import SettingsError
from formcheck.settings import Settings, ViewChoice
from formcheck.types import Surface
from formcheck.types.brief import LONGEST
from formcheck.types.said import Said
from formcheck.web.refused import RefusedError

Number = Annotated[float, Field(allow_inf_nan=False)]

# What to do, where a value cannot be: the hints of `Settings` are for a command line.
_HINTS: Final = {
    "height_m": Said("Give the height in centimetres, as 178."),
    "speed_mps": Said("Give the speed in kilometres an hour, as 10.8."),
    "incline_pct": Said("Give the slope in percent; uphill is positive."),
    "slow_motion": Said("Say how many times slower than life the clip is: 1, 4 or 8."),
    "person": Said("Choose a person from the picture."),
}
_PLAIN: Final = Said("Leave it empty, if you are not sure.")
# The field people fill in, the one of `Settings`, and what the first is divided by.
_UNITS: Final = (("height_cm", "height_m", 100.0), ("speed_kmh", "speed_mps", 3.6))
_DIGITS: Final = 6  # of numbers that were divided and are multiplied again


class Asked(BaseModel):
    """What somebody says about a clip; all of it may be left out."""

    model_config = ConfigDict(extra="forbid")

    height_cm: Number | None = None
    speed_kmh: Number | None = None
    incline_pct: Number | None = None
    surface: Surface = "unknown"
    view: ViewChoice = "auto"
    day: date | None = None
    shoes: str | None = Field(None, max_length=LONGEST)
    slow_motion: Number | None = None
    person: int | None = Field(None, ge=1, le=99)
    blur_faces: bool = False


def as_settings(asked: Asked, today: date) -> dict[str, Any]:
    """The same by the names of `Settings`, and the day; only what was said.

    Raises
    ------
    RefusedError : 422, a value that no runner has, or a day to come
    """
    told = asked.model_dump(exclude_defaults=True, mode="json")
    for theirs, ours, factor in _UNITS:
        if theirs in told:
            told[ours] = told.pop(theirs) / factor
    for name, value in told.items():
        if name != "day":
            told[name] = _checked(name, value)
    if asked.day is not None and asked.day > today + timedelta(days=1):  # it is later elsewhere
        raise RefusedError(
            422,
            Said("{day} is still to come.", day=asked.day.isoformat()),
            Said("Give the day on which it was filmed."),
        )
    return told


def as_people_say(settings: Mapping[str, Any]) -> Asked:
    """The same in the units people use; what others put beside it is left out."""
    told = dict(settings)
    for theirs, ours, factor in _UNITS:
        if told.get(ours) is not None:
            told[theirs] = round(told[ours] * factor, _DIGITS)
    return Asked(**{name: told[name] for name in Asked.model_fields if name in told})


def merged(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What is known once somebody said it anew: theirs is replaced, what others know stays."""
    mine = {ours for _theirs, ours, _factor in _UNITS} | set(Asked.model_fields)
    return {name: value for name, value in before.items() if name not in mine} | dict(now)


def _checked(name: str, value: Any) -> Any:
    try:
        return getattr(Settings(**{name: value}), name)
    except SettingsError as error:
        raise RefusedError(422, error.problem, _HINTS.get(name, _PLAIN)) from None
