"""formcheck's own landmark file, without the clip it is about."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from formcheck.pose.imports.nouns import Progress, Sheet
from formcheck.pose.landmark_file import load_track


def is_own(path: Path, start: bytes) -> bool:
    """Whether it is an archive of arrays that begins as ours do."""
    return path.suffix == ".npz" and start[:2] == b"PK"


def read_own(path: Path, progress: Progress) -> Sheet:
    """The runner in every frame.

    Raises
    ------
    SettingsError : it is not a landmark file, or is damaged
    """
    track, facts = load_track(path)
    n = np.arange(len(track.times_s))
    progress(len(n), len(n))
    return Sheet(
        points=track.points,
        frame=n,
        xy=track.xy,
        seen=np.where(track.presence < 0.5, 0.0, track.visibility),
        frames=n,
        times_s=track.times_s,
        depth=track.depth,
        world=track.world,
        size_px=track.size_px,
        roll_deg=float(facts.get("roll_deg", 0.0)),
        roll_sd_deg=float(facts.get("roll_sd_deg", 3.0)),
        like=track,
    )
