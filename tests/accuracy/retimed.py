"""Rendered and filmed runners played at other rates: the same landmarks at other times.

Pictures that are shown later are the same pictures, so their landmarks need no network; the
file's packets are copied with other time stamps, so that the container is a real one.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from scipy.interpolate import CubicSpline

import formcheck
from formcheck import pose
from formcheck.api import LANDMARK_FILE, default_folder
from formcheck.types import Analysis, Measurement, Study, Track

VIDEOS = Path(__file__).parents[2] / "videos"
SIDE = ("side_good", "side_overstride", "side_asymmetric", "trail_side")
PHONE = VIDEOS.parents[1] / "shared" / "data" / "real" / "male_side.mp4"
TICKS = 90_000


def remuxed(clip: Path, place: Path, slower: float = 1.0, filmed_fps: float | None = None) -> Path:
    """The same compressed pictures, each shown so many times later; with a phone's tag if named."""
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(clip)) as old, av.open(str(place), "w", options=options) as new:
        if filmed_fps is not None:
            new.metadata["com.android.capture.fps"] = f"{filmed_fps:.6f}"
        stream = new.add_stream_from_template(old.streams.video[0])
        stream.time_base = Fraction(1, TICKS)
        for packet in old.demux(old.streams.video[0]):
            if packet.dts is None:
                continue
            scale = packet.time_base * TICKS * Fraction(slower).limit_denominator(10_000)
            packet.pts, packet.dts = round(packet.pts * scale), round(packet.dts * scale)
            packet.duration, packet.time_base = round(packet.duration * scale), Fraction(1, TICKS)
            packet.stream = stream
            new.mux(packet)
    return place


def copied(clip: Path, place: Path, filmed: int, played: int) -> Path:
    """As if filmed at the lower rate, a divisor of the clip's, and shown at the other by copies."""
    with av.open(str(clip)) as old, av.open(str(place), "w") as new:
        source = old.streams.video[0]
        stream = new.add_stream("libx264", rate=played, options={"crf": "20"})
        stream.width, stream.height, stream.pix_fmt = source.width, source.height, "yuv420p"
        step, k = round(source.average_rate / filmed), 0
        for i, picture in enumerate(old.decode(source)):
            while i % step == 0 and k * filmed // played == i // step:
                again = av.VideoFrame.from_ndarray(picture.to_ndarray(format="rgb24"))
                new.mux(stream.encode(again))
                k += 1
        new.mux(stream.encode(None))
    return place


def told(study: Study) -> dict[str, float]:
    """What the first analysis was told of the runner."""
    runner = study.analysis.runner
    return {"height_m": runner.height_cm / 100, "speed_mps": runner.speed_mps}


def shown(track: Track, filmed_fps: float, slower: float = 1.0) -> Track:
    """The runner as filmed at that rate and played so much slower, points between the frames.

    Cubic between neighbours that were seen; other rates than the film's own have its noise.
    """
    old_s = track.times_s
    times_s = np.arange(old_s[0], old_s[-1], 1 / filmed_fps)
    nearest = np.abs(old_s[None] - times_s[:, None]).argmin(axis=1)

    def between(values: np.ndarray) -> np.ndarray:
        flat = values.reshape(len(values), len(track.names), -1)
        each = [_between(old_s, flat[:, k], times_s, nearest) for k in range(flat.shape[1])]
        return np.stack(each, axis=1).reshape(len(times_s), *values.shape[1:])

    return replace(
        track,
        xy=between(track.xy),
        depth=between(track.depth),
        world=between(track.world),
        visibility=track.visibility[nearest],
        presence=track.presence[nearest],
        times_s=times_s * slower,
        pelvis=None,
        camera=None,
    )


def _between(
    old_s: np.ndarray, path: np.ndarray, times_s: np.ndarray, nearest: np.ndarray
) -> np.ndarray:
    """One landmark at other times; NaN where the nearest frame does not show it."""
    seen = np.isfinite(path).all(axis=1)
    if seen.sum() < 4:
        return np.full((len(times_s), path.shape[1]), np.nan)
    found = CubicSpline(old_s[seen], path[seen], axis=0)(times_s)
    return np.where(seen[nearest][:, None], found, np.nan)


def fewer(track: Track, lost: float, seed: int = 7) -> Track:
    """That share of the frames lost at random; the others keep their times."""
    count = len(track.times_s)
    order = np.random.default_rng(seed).permutation(count)
    kept = np.sort(order[: round(count * (1 - lost))])
    camera = track.camera and track.camera.part(kept)
    parts = ("xy", "depth", "world", "visibility", "presence", "times_s")
    some = {part: getattr(track, part)[kept] for part in parts}
    return replace(track, pelvis=None, camera=camera, **some)


def analysed(clip: Path, track: Track, study: Study, **options: object) -> Analysis:
    """What formcheck says of a container with those landmarks in it."""
    place = default_folder(clip) / LANDMARK_FILE
    roll, sd = study.roll_found_deg
    pose.save_track(track, place, roll_deg=roll, roll_sd_deg=sd)
    return formcheck.analyze(clip, backend="stored", **options)


def half_width(m: Measurement) -> float:
    """Half of the printed 95 % interval, and the rounding that prints it."""
    low, high = m.interval95 or (0.0, 0.0)
    return (high - low) / 2 + ROUNDING[m.unit]


def apart(one: Analysis, other: Analysis) -> dict[str, float]:
    """By how much each number measured in both differs, as a share of the narrower interval.

    Of half of it: at 1 each value lies on the edge of the other's interval. Nothing is added
    for the second measurement's own error, though both have one.
    """
    found = {m.key: m for m in other.measurements if m.status == "measured"}
    pairs = [(m, found[m.key]) for m in one.measurements if m.key in found]
    return {
        m.key: abs(m.value - n.value) / min(half_width(m), half_width(n))
        for m, n in pairs
        if m.status == "measured" and m.value is not None and n.value is not None
    }


ROUNDING = {"deg": 0.05, "%leg": 0.05, "cm": 0.05, "%": 0.05, "steps/min": 0.05, "m": 0.005,
            "m/s": 0.005, "s": 0.0005, "1": 0.005}  # fmt: skip
