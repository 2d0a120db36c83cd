"""Studies of formula runners, and the files that one format makes of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from formula_clips import mirrored, unseen, with_frames
from formula_runner import Film, Stick, film
from report_makers import Films, plain_frames

from formcheck import api
from formcheck.report import write
from formcheck.seeing import Seen
from formcheck.settings import Settings
from formcheck.types import Source, Study, Track

SIDE = Film(seconds=5.0)
GAP = slice(120, 132)  # frames in which the right arm is not seen: 0.2 s


def study_of(track: Track, **asked: object) -> Study:
    """The study of a track, as though a network had said it of a clip."""
    source = Source(Path("één clip.mp4"), "ab" * 32, *track.size_px, 0, 60.0, len(track.times_s))
    seen = Seen(track, 0.0, 1.0, (), "fast")
    return api.after_landmarks(source, Settings(**asked), seen)  # type: ignore[arg-type]


@cache
def example(name: str) -> Study:
    """Clips of one runner, each odd in one way."""
    track, told = film(Stick(), SIDE), {"height_m": 1.76}
    uneven = np.delete(np.arange(len(track.times_s)), [50, 51, 52, 53, 54, 55, 90, 200])
    clips = {
        "side": lambda: (track, told),
        "mirrored": lambda: (mirrored(track), told),
        "unscaled": lambda: (track, {}),
        "gap": lambda: (unseen(track, GAP, "right_shoulder", "right_elbow", "right_wrist"), told),
        "uneven": lambda: (with_frames(track, uneven), told),
        "rear": lambda: (film(Stick(), Film("rear", seconds=5.0)), told),
        "front": lambda: (film(Stick(), Film("front", seconds=5.0)), told),
        "overground": lambda: (film(Stick(), Film(overground=True, seconds=4.0)), told),
    }
    clip, asked = clips[name]()
    return study_of(clip, **asked)


EXAMPLES = ("side", "mirrored", "unscaled", "gap", "uneven", "rear", "front", "overground")


def exported(study: Study, out: Path, name: str) -> dict[str, Path]:
    """Paths of the files of one format, by their endings (``_m.trc``)."""
    made = write(study, out, [name], frames=lambda: plain_frames(study), open_writer=Films())
    stem = study.source.path.stem
    return {path.name.removeprefix(stem): path for path in made}
