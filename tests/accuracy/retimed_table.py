"""Writes docs/time.md: the same runners in files of other rates, speeds and losses.

python tests/accuracy/retimed_table.py
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from rendered import study_of
from retimed import PHONE, VIDEOS, analysed, apart, copied, fewer, remuxed, shown, told

import formcheck
from formcheck.types import Analysis, Study

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "time.md"
TEMPLATE = HERE / "time.template.md"
FILMED_FPS = {"side_asymmetric": 120.0, "side_good": 60.0}
RATES_FPS = (24.0, 25.0, 29.97, 50.0, 59.94, 120.0)


def rows(folder: Path) -> Iterator[str]:
    """The lines of the table, said aloud as they come."""
    yield "| runner | file | numbers in both | furthest | slow motion |"
    yield "|---|---|---|---|---|"
    for name, fps in FILMED_FPS.items():
        study = study_of(VIDEOS / f"{name}.mp4")
        for what, found in cases(name, fps, study, folder):
            line = f"| {name} | {what} | {compared(study.analysis, found)} |"
            print(line, flush=True)
            yield line


def cases(name: str, fps: float, study: Study, folder: Path) -> Iterator[tuple[str, Analysis]]:
    """What was done to the film, and what is said of it."""
    clip, options = VIDEOS / f"{name}.mp4", told(study)
    for factor in (2.0, 4.0, 8.0):
        for tag, said in ((fps, "by Android's tag"), (None, "without a word")):
            slow = replace(study.raw, times_s=study.raw.times_s * factor)
            film = remuxed(clip, folder / f"{name}{factor:g}{tag}.mp4", factor, tag)
            yield f"{factor:g} times slower, {said}", analysed(film, slow, study, **options)
    same = remuxed(clip, folder / f"{name}.mp4")
    for lost in (0.1, 0.2, 0.3):
        track = fewer(study.raw, lost)
        yield f"{lost:.0%} of the pictures lost", analysed(same, track, study, **options)
    for rate in RATES_FPS:
        track = shown(study.raw, rate)
        yield f"{rate:g} pictures a second", analysed(same, track, study, **options)
    for filmed, played in ((30, 60), (24, 30), (24, 60)):
        if fps % filmed == 0:
            film = copied(clip, folder / f"{name}.{filmed}in{played}.mp4", filmed, played)
            words = f"{filmed} a second shown at {played}, with copies"
            yield words, formcheck.analyze(film, **options)


def compared(one: Analysis, other: Analysis) -> str:
    """Three cells: how many numbers, which moved most, and the factor."""
    shares = apart(one, other)
    worst = max(shares, key=lambda key: shares[key])
    slow = other.clip.slow_motion
    factor = "none" if slow.factor == 1.0 else f"{slow.factor:g}, {slow.how}"
    return f"{len(shares)} | {worst.split(':')[0]} {shares[worst]:.2f} | {factor}"


def phone(folder: Path) -> str:
    """The filmed runner, slowed without a word; says so where the film is not at hand."""
    if not PHONE.is_file():
        return "not measured here."
    study = formcheck.study(PHONE)
    film = remuxed(PHONE, folder / "phone.mp4", 8.0)
    slow = replace(study.raw, times_s=study.raw.times_s * 8.0)
    cadence = analysed(film, slow, study).measurement("cadence")
    low, high = cadence.interval95 or (0.0, 0.0)
    return f"{cadence.value:.1f} ± {(high - low) / 2:.1f}, and it is said that it was inferred."


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        table, words = "\n".join(rows(folder)), phone(folder)
    text = TEMPLATE.read_text(encoding="utf-8")
    text = text.replace("<!-- rows -->", table).replace("<!-- phone -->", words)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
