"""The smallest detectable change of every number, clip by clip, beside published ones.

`python tests/compare/detectable.py` prints the table of docs/compare.md.
"""

from __future__ import annotations

from refilmed import PHONE, VIDEOS, compared, film

from formcheck.metrics import LABELS

CLIPS = {
    "side_good": (VIDEOS / "side_good.mp4", 1.7), "male_side": (PHONE, 1.8),
    "rear_drop": (VIDEOS / "rear_drop.mp4", 1.7), "front_twist": (VIDEOS / "front_twist.mp4", 1.7),
}  # fmt: skip
DIGITS = {"s": 3, "m": 3, "m/s": 2, "1": 3}
PUBLISHED = {
    "tibia_angle": "2.2 to 4.8 (Dingenen 2018)",
    "trunk_lean": "1.3 to 2.3 (Dingenen 2018)",
    "thigh_extension": "1.3 to 2.3 (Dingenen 2018, femur)",
    "foot_strike_angle": "1.3 to 2.3 (Dingenen 2018, foot)",
    "knee_flexion_contact": "2.3 to 3.8 (Dingenen 2018); 9 to 14 between days (Damsted)",
    "knee_flexion_stance": "2.3 to 3.8 (Dingenen 2018); 9 to 14 between days (Damsted)",
    "hip_adduction": "2.3 to 3.8 (Dingenen 2018)",
    "pelvic_drop": "2.7 to 2.8 (Dingenen 2018)",
}


def detectable() -> dict[str, dict[str, tuple[str, str]]]:
    """By number and clip: the smallest detectable change in words, and whether it has a verdict."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for name, (clip, height_m) in CLIPS.items():
        if clip.is_file():
            one = film(clip, height_m=height_m).analysis()
            for change in compared(one, one).changes:
                if change.least is not None and change.course == "same":
                    words = f"{change.least:.{DIGITS.get(change.unit, 1)}f}"
                    found.setdefault(change.id, {})[name] = (words, change.unit)
    return found


def main() -> None:
    """Print the table."""
    print(f"| number | unit | {' | '.join(CLIPS)} | published |")
    print(f"|---|---|{'---|' * (len(CLIPS) + 1)}")
    for id, by_clip in detectable().items():
        unit = next(iter(by_clip.values()))[1]
        cells = [by_clip.get(name, ("", ""))[0] for name in CLIPS]
        print(f"| {LABELS[id]} | {unit} | {' | '.join(cells)} | {PUBLISHED.get(id, '')} |")


if __name__ == "__main__":
    main()
