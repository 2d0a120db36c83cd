"""Versions of the bundled clips for the proof of batches: cut, mirrored, slower, faster, darker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.types import Pixels
from formcheck.video import VideoWriter, open_source, read

VIDEOS: Final = Path(__file__).resolve().parents[2] / "videos"
LONG_S: Final = 4.0  # of a cut: six strides and more


@dataclass(frozen=True, slots=True)
class Variant:
    """How a version differs: what part, how fast it plays, what is done to each picture."""

    name: str
    start_s: float = 0.0
    faster: float = 1.0
    picture: Callable[[Pixels], Pixels] = lambda rgb: rgb


VARIANTS: Final = (
    Variant("early"),
    Variant("late", start_s=1.0),
    Variant("faster", faster=1.1),
    Variant("slower", faster=0.92),
    Variant("mirrored", picture=lambda rgb: np.ascontiguousarray(rgb[:, ::-1])),
    Variant("darker", start_s=0.5, picture=lambda rgb: (rgb * 0.8).astype(np.uint8)),
)
FILMS: Final = ("side_good", "side_overstride", "side_asymmetric", "rear_drop", "front_twist")


def versions(folder: Path) -> Iterator[Path]:
    """One clip a film and variant; as many pictures a second as thirty, or the film's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for film in FILMS:
        for variant in VARIANTS:
            path = folder / f"{film}_{variant.name}.mp4"
            if not path.exists():
                _write(VIDEOS / f"{film}.mp4", path, variant)
            yield path


def _write(film: Path, path: Path, variant: Variant) -> None:
    source = open_source(film)
    every = max(1, round((source.fps_nominal or 30) / 30))
    draft = path.with_suffix(".part.mp4")
    with VideoWriter(draft) as writer:
        for frame in read(source):
            at_s = frame.time_s - variant.start_s
            if frame.index % every == 0 and 0 <= at_s < LONG_S:
                writer.write(variant.picture(frame.rgb), at_s / variant.faster)
    draft.replace(path)
