"""Which numbers are calculated from others or bound to them, so that a change of the one follows.

One row a bond, with the way it works: `together` where both grow, `against` where the one
shrinks as the other grows. A change that goes the other way does not follow, and stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from formcheck.types import Change
from formcheck.types.said import Said

Way = Literal["together", "against", "either"]


@dataclass(frozen=True, slots=True)
class Bond:
    """`id` follows from `source`, and why."""

    id: str
    source: str
    way: Way
    why: str


_BEAT: Final = Said("the same beat, told as a time")
_SHORTER: Final = Said("steps that come sooner last shorter, on the ground and in the air")
_TIME_OF_STEP: Final = Said("a step is time on the ground and time in the air")
_LENGTH: Final = Said("speed is cadence times step length")
_RISE: Final = Said("who is in the air for less time rises less")
_SAME_WAY: Final = Said("the same distance in another measure")
_SHARE: Final = Said("one is a share of the other")
_FASTER: Final = Said("changes with speed in nearly everybody")
_SIDES: Final = Said("made of the two sides")
_SPREAD: Final = Said("the spread is told in the same measure")

BONDS: Final[tuple[Bond, ...]] = (
    Bond("stride_time", "cadence", "against", _BEAT),
    Bond("step_length", "cadence", "against", _LENGTH),
    Bond("stride_length", "cadence", "against", _LENGTH),
    Bond("stride_length", "step_length", "together", _SHARE),
    Bond("contact_time", "cadence", "against", _SHORTER),
    Bond("flight_time", "cadence", "against", _SHORTER),
    Bond("flight_time", "contact_time", "against", _TIME_OF_STEP),
    Bond("duty_factor", "contact_time", "together", _SHARE),
    Bond("duty_factor", "flight_time", "against", _SHARE),
    Bond("vertical_oscillation", "cadence", "against", _RISE),
    Bond("vertical_oscillation", "flight_time", "together", _RISE),
    Bond("vertical_ratio", "vertical_oscillation", "together", _SHARE),
    Bond("vertical_ratio", "step_length", "against", _SHARE),
    Bond("overstride_distance", "overstride", "together", _SAME_WAY),
    Bond("overstride_ratio", "overstride", "together", _SAME_WAY),
    Bond("overstride_ratio", "step_length", "against", _SHARE),
    Bond("overstride_ratio", "cadence", "together", _SHARE),
    Bond("variability_step_time", "cadence", "against", _SPREAD),
    Bond("drift_cadence", "cadence", "either", _SPREAD),
    Bond("drift_contact_time", "contact_time", "either", _SPREAD),
    Bond("asymmetry_contact_time", "contact_time", "either", _SIDES),
    Bond("asymmetry_flight_time", "flight_time", "either", _SIDES),
    Bond("asymmetry_overstride", "overstride", "either", _SIDES),
    Bond("asymmetry_arm_swing", "arm_swing", "either", _SIDES),
    Bond("asymmetry_trunk_side_lean", "trunk_side_lean", "either", _SIDES),
    Bond("cadence", "speed", "together", _FASTER),
    Bond("stride_time", "speed", "against", _FASTER),
    Bond("step_length", "speed", "together", _LENGTH),
    Bond("stride_length", "speed", "together", _LENGTH),
    Bond("contact_time", "speed", "against", _FASTER),
    Bond("flight_time", "speed", "together", _FASTER),
    Bond("duty_factor", "speed", "against", _FASTER),
    Bond("overstride", "speed", "together", _FASTER),
    Bond("overstride_distance", "speed", "together", _FASTER),
    Bond("thigh_extension", "speed", "together", _FASTER),
    Bond("knee_flexion_stance", "speed", "together", _FASTER),
    Bond("trunk_rotation", "speed", "together", _FASTER),
    Bond("arm_swing", "speed", "together", _FASTER),
)


def followed(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes, each with the ids of changed numbers it follows from."""
    return tuple(
        replace(change, follows_from=tuple(dict.fromkeys(b.source for b in bonds(change, changes))))
        for change in changes
    )


def bonds(change: Change, changes: Sequence[Change]) -> Iterator[Bond]:
    """The bonds that explain a change by other changes; none for what did not change."""
    if not change.has_changed:
        return
    for bond in BONDS:
        sources = (c for c in changes if c.id == bond.source and c.has_changed)
        if bond.id == change.id and any(_goes(bond.way, change, source) for source in sources):
            yield bond


def _goes(way: Way, change: Change, source: Change) -> bool:
    """Whether the two went the way the bond says; sides that are not the same are not bound."""
    if change.side != source.side and "both" not in (change.side, source.side):
        return False
    return way == "either" or (change.course == source.course) == (way == "together")
