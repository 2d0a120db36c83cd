"""Sums up the times at which the frames of a clip were shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from formcheck.errors import VideoError
from formcheck.types import Clip, Floats, SlowMotion, Source
from formcheck.types.said import Said
from formcheck.video.audit import audited, within

# Gaps further from the usual one than this share of it make the rate variable; chosen by us.
_UNEVEN_SHARE = 0.10

# Time stamps are whole ticks of the container's clock, so that gaps differ by a tick in the
# evenest clip. The coarsest clock of phone clips: 600 ticks a second (QuickTime). A twentieth
# more, for the median is rounded too.
_ONE_TICK_S = 1.05 / 600


def describe(
    source: Source,
    times_s: Sequence[float] | Floats,
    slow_motion: SlowMotion = SlowMotion(),  # noqa: B008 - frozen
    notes: Iterable[str] = (),
) -> Clip:
    """What was read. `times_s` is real time: the container's over the slow-motion factor.

    The duration is from the first picture to the end of the last, which is shown
    as long as pictures usually are in this clip. Gaps that break it do not count in the rate.

    Raises
    ------
    VideoError : there are fewer than two frames
    """
    shown_s = np.asarray(times_s, dtype=np.float64)
    if len(shown_s) < 2:
        raise VideoError(
            Said("{name} has only {n} frame.", name=source.path.name, n=len(shown_s)),
            Said("Give a clip of at least ten seconds of running."),
        )
    if not np.all(np.diff(shown_s) > 0):
        raise ValueError("times_s must be strictly increasing")
    gaps_s, said = within(shown_s), tuple(notes)
    span_s = float(shown_s[-1] - shown_s[0])
    return Clip(
        name=source.path.name,
        sha256=source.sha256,
        width=source.width,
        height=source.height,
        frames=len(shown_s),
        duration_s=span_s + float(np.median(gaps_s)),
        fps_nominal=source.fps_nominal,
        fps_effective=len(gaps_s) / float(gaps_s.sum()),
        variable_rate=_is_uneven(gaps_s, tick_s=_ONE_TICK_S / slow_motion.factor),
        rotation_deg=source.rotation_deg,
        slow_motion=slow_motion,
        warnings=said,
        time_base=audited(source, shown_s, slow_motion, said),
        filmed_on=None if source.filmed is None else source.filmed.day,
        filmed_tag=None if source.filmed is None else source.filmed.tag,
    )


def _is_uneven(gaps_s: npt.NDArray[np.float64], tick_s: float) -> bool:
    """Whether any gap differs from the usual one by more than rounding explains.

    >>> _is_uneven(np.array([0.033, 0.034, 0.033]), tick_s=0.00175)  # 30 fps in whole ms
    False
    >>> _is_uneven(np.array([0.033, 0.033, 0.067]), tick_s=0.00175)  # one frame dropped
    True
    """
    usual_s = float(np.median(gaps_s))
    return bool(np.max(np.abs(gaps_s - usual_s)) > max(_UNEVEN_SHARE * usual_s, tick_s))
