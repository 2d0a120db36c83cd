"""One rule per topic: from the verdicts on its signs to what they come to together.

A rule sees the signs that could be judged, worst side first per id. Words and
exercises stand in ``topics/*.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from formcheck.advice.verdict import LEVELS, Verdict
from formcheck.types import Level

Signs = Mapping[str, Verdict]

LANDING: Final = ("overstride", "overstride_ratio")  # the second stands in for the first
# Signs of one group tell of the same thing; a soft landing needs two groups that agree.
GROUPS: Final = (
    (*LANDING, "tibia_angle"),
    ("knee_flexion_stance",),
    ("vertical_oscillation", "vertical_ratio"),
    ("cadence",),
)
PRAISED: Final = (*GROUPS[2], *GROUPS[1], *GROUPS[3], *GROUPS[0])  # what other topics say least


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the signs of a topic come to.

    Attributes
    ----------
    carriers : the verdicts that carry the level, the leading one first
    outcome : key of the topic's headline; the level itself when left out
    other : a sign that stands in the way of a clear outcome, or agrees with the leading one
    why : key of ``[why]`` in advice.toml where the signs themselves do not tell
    """

    level: Level
    carriers: tuple[Verdict, ...]
    outcome: str = ""
    other: Verdict | None = None
    why: str | None = None


def worst(signs: Signs) -> Ruling:
    """As bad as the worst sign."""
    level = max((v.level for v in signs.values()), key=LEVELS.index)
    return Ruling(level, _carrying(signs, level))


def at_most_borderline(signs: Signs) -> Ruling:
    """As bad as the worst sign, and never more than an observation."""
    found = worst(signs)
    return Ruling(_lower(found.level, "borderline"), found.carriers)


def feet_under_hips(signs: Signs) -> Ruling:
    """Marked when one sign is marked, mild when foot and shin both are at least mild.

    One mild sign that the other does not share is borderline. The ratio to step
    length stands in for the distance where that could not be judged (no speed).
    """
    chosen = _without_stand_in(signs)
    found = worst(chosen)
    agreed = len(chosen) == 2 and all(_at_least(v, "mild") for v in chosen.values())
    if found.level == "mild" and not agreed:
        return Ruling("borderline", found.carriers)
    return found


def clear_landing(found: Ruling, verdicts: list[Verdict]) -> Ruling:
    """Praise of a landing, taken back where a sign speaks against it or the foot is unjudged.

    A number too uncertain for a verdict of its own speaks against it when its best
    value lies beyond its mild limit. The shin alone is never praised.
    """
    measured = [v for v in verdicts if v.measurement.status == "measured"]
    against = next((v for v in measured if v.is_beyond), None)
    if against is not None:
        return Ruling("borderline", (*found.carriers, against), "disagree", against)
    if any(v.measurement.id in LANDING for v in found.carriers):
        return found
    feet = [v for v in verdicts if v.measurement.id in LANDING]
    unclear = next(iter(sorted(feet, key=explains)), None)
    return Ruling("not_measurable", found.carriers, "landing_unclear", unclear)


def shorter_stride(signs: Signs) -> Ruling:
    """Low cadence or long steps count only with a foot that lands at least borderline ahead.

    Marked needs both: a long step that is marked and a landing that is at least
    mild. Long steps with a close landing are praised. With the landing unseen
    nothing is called.
    """
    ahead = next((signs[id] for id in LANDING if id in signs), None)
    stride = {id: v for id, v in signs.items() if id in ("cadence", "step_length")}
    if not stride:
        return Ruling("not_measurable", ())
    found = worst(stride)
    if found.level == "ok":
        return found
    if ahead is None:
        return Ruling("not_measurable", found.carriers, "landing_unseen")
    if ahead.level == "ok":
        return Ruling("ok", (ahead, *found.carriers), "long_but_close")
    level = found.level if _at_least(ahead, "mild") else _lower(found.level, "mild")
    return Ruling(level, (*found.carriers, ahead))


def impact(signs: Signs) -> Ruling:
    """As bad as two groups of signs agree on: the foot, the knee, the bounce, the rhythm.

    Marked when one is marked and another at least mild. One group alone is no more than
    borderline, and no praise either.
    """
    groups = [tuple(signs[id] for id in group if id in signs) for group in GROUPS]
    worst_of = sorted((max(g, key=lambda v: v.rank) for g in groups if g), key=_from_worst)
    if len(worst_of) < 2:
        return Ruling("not_measurable", (), why="one_group")
    first, second = worst_of[:2]
    if _at_least(second, "mild"):
        return Ruling(first.level, tuple(v for v in worst_of if _at_least(v, "mild")), other=second)
    if first.level == "ok":
        praised = sorted(worst_of, key=lambda v: PRAISED.index(v.measurement.id))
        return Ruling("ok", tuple(praised), other=praised[1])
    return Ruling("borderline", (first,))


def build_up(signs: Signs) -> Ruling:
    """What was told of the weekly distance; in its absence no more than signs of tiring."""
    told = signs.get("said_km_growth")
    if told is not None and told.level != "ok":
        return Ruling(told.level, (told,))
    tired = tuple(v for v in signs.values() if v is not told and _at_least(v, "mild"))
    if tired:
        return Ruling("borderline", tired, "tired")
    return Ruling("not_measurable", ()) if told is None else Ruling("ok", (told,))


def tempo_changes(signs: Signs) -> Ruling:
    """What was told; steps that vary in the clip are no more than an observation."""
    told = signs.get("said_fast_sessions")
    if told is not None and told.level != "ok":
        return Ruling(told.level, (told,))
    return at_most_borderline(signs)


def relaxed_shoulders(signs: Signs) -> Ruling:
    """Shoulders that rise, or that hardly turn; never more than an observation."""
    turn = signs.get("trunk_rotation")
    frozen = turn is not None and turn.band is not None and turn.band.direction == "low"
    kept = {id: v for id, v in signs.items() if id != "trunk_rotation" or frozen}
    return at_most_borderline(kept) if kept else Ruling("not_measurable", ())


RULES: Final[Mapping[str, Callable[[Signs], Ruling]]] = {
    "feet_under_hips": feet_under_hips,
    "shorter_stride": shorter_stride,
    "impact": impact,
    "build_up": build_up,
    "recovery": worst,
    "hip_stability": worst,
    "hip_extension": worst,
    "side_bending": worst,
    "symmetry": worst,
    "trunk_rotation": at_most_borderline,
    "rhythmic_arms": worst,
    "hills_gradually": worst,
    "loose_sand": worst,
    "tempo_changes": tempo_changes,
    "pelvis_rotation": at_most_borderline,
    "ankle_stability": at_most_borderline,
    "relaxed_shoulders": relaxed_shoulders,
}

# What praise has to stand up to, beside the signs that were judged.
PRAISE: Final[Mapping[str, Callable[[Ruling, list[Verdict]], Ruling]]] = {
    "feet_under_hips": clear_landing,
}


def worst_side(verdicts: list[Verdict]) -> Signs:
    """The worst judged verdict per measurement id, in the order given."""
    signs: dict[str, Verdict] = {}
    for found in verdicts:
        id = found.measurement.id
        if found.level != "not_measurable" and (id not in signs or found.rank > signs[id].rank):
            signs[id] = found
    return signs


def explains(found: Verdict) -> tuple[bool, bool]:
    """Sorts verdicts from the one that explains best why there is none."""
    return found.measurement.status != "measured", found.measurement.value is None


def _without_stand_in(signs: Signs) -> Signs:
    """The signs of the landing: the ratio to step length only where the distance is missing."""
    landing = [id for id in LANDING if id in signs][:1]
    return {id: signs[id] for id in (*landing, "tibia_angle") if id in signs}


def _carrying(signs: Signs, level: Level) -> tuple[Verdict, ...]:
    """Verdicts that share a level: worst first, else in the topic's order.

    A mild finding is carried by all that are mild, a marked one by the mild as well.
    """
    if level == "ok":
        return tuple(signs.values())
    floor = _lower(level, "mild")
    return tuple(sorted((v for v in signs.values() if _at_least(v, floor)), key=_from_worst))


def _from_worst(found: Verdict) -> int:
    return -LEVELS.index(found.level)


def _at_least(found: Verdict, level: Level) -> bool:
    return LEVELS.index(found.level) >= LEVELS.index(level)


def _lower(one: Level, other: Level) -> Level:
    return min(one, other, key=LEVELS.index)
