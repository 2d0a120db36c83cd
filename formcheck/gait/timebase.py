"""How many times slower than life a clip plays: told by the file, the runner, or the user.

given            believed; said aloud where nobody runs like that
file's factor    believed where the cadence under it is one that a body can have
cadence          else: the factor that makes the cadence most usual
none of these    real time
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.gait import time_words as words
from formcheck.gait.beat import Beat, find_beats
from formcheck.gait.factors import PLAUSIBLE_SPM, POSSIBLE_SPM, USUAL_SPM, is_within, likely
from formcheck.types import Capture, SlowMotion, Track, usual_fps
from formcheck.types.said import both

REAL_TIME: Final = (0.87, 1.15)  # filmed over shown; 30 shown at 25 to 60 at 59.94; by us
SPED_UP: Final = 1.5  # times, of a film that could be a sprint; by us


@dataclass(frozen=True, slots=True)
class _Asked:
    """What there is to decide from: the running as it plays, and what the file says."""

    beat: Beat | None
    capture: Capture | None
    shown_fps: float

    @property
    def by_file(self) -> float | None:
        """The factor that the file says; 1 where it differs too little to be slow motion."""
        return None if self.capture is None else factor_by_file(self.capture, self.shown_fps)

    def cadence_spm(self, factor: float) -> float | None:
        """Steps a minute of real time under that factor; None where nobody runs."""
        return None if self.beat is None else self.beat.cadence_spm * factor


def find_slow_motion(
    calm: Track, given: float | None, view: str = "auto", capture: Capture | None = None
) -> SlowMotion:
    """The factor the user gave, else the file's, else the one that fits the runner's cadence.

    `calm` has the container's times. Nobody running and nothing said: factor 1.

    Raises
    ------
    NoRunnerError : the film plays so much faster than life that nothing can be measured
    """
    beats = find_beats(calm, view) if len(calm.times_s) > 1 else ()
    beat = _measured(beats, given)
    shown_fps = usual_fps(calm.times_s) if len(calm.times_s) > 1 else float("nan")
    asked = _Asked(beat, capture, beat.shown_fps if beat else shown_fps)
    found = _by_user(asked, given) if given is not None else _found(asked)
    if beat is None or len(beats) < 2:
        return found
    alone = words.one_part(beat.span_s, len(beats))
    warning = both(found.warning, alone) if found.warning else alone
    return replace(found, part_s=beat.span_s, warning=warning)


def one_speed(track: Track, slow_motion: SlowMotion) -> Track:
    """The track in real time; what plays at another speed than the measured part is unseen."""
    real = replace(track, times_s=track.times_s / slow_motion.factor)
    if slow_motion.part_s is None:
        return real
    start_s, end_s = slow_motion.part_s
    outside = (track.times_s < start_s) | (track.times_s > end_s)
    return replace(real, xy=np.where(outside[:, None, None], np.nan, track.xy))


def factor_by_file(capture: Capture, shown_fps: float) -> float:
    """What was filmed over what is shown; 1 where that differs too little to be slow motion.

    >>> factor_by_file(Capture(240.0, "a tag"), 30.0), factor_by_file(Capture(30.0, "a tag"), 29.97)
    (8.0, 1.0)
    """
    factor = round(capture.fps / shown_fps, 4)
    return 1.0 if is_within(factor, REAL_TIME) else factor


def slow_motion_factor(cadence_spm: float, shown_fps: float = 30.0) -> float:
    """1 when somebody may run like that, else the factor that makes the cadence most usual.

    Only for motion that has the shape of running: walking at 100 steps a minute is not
    running slowed down.

    >>> slow_motion_factor(168.0), slow_motion_factor(21.5), slow_motion_factor(35.0, 25.0)
    (1.0, 8.0, 4.8)
    """
    if not cadence_spm < PLAUSIBLE_SPM[0]:
        return 1.0
    return next(iter(likely(cadence_spm, shown_fps)), 1.0)


def _measured(beats: tuple[Beat, ...], given: float | None) -> Beat | None:
    """The part with most strides, of those a given factor makes sense of; None for none."""
    sensible = [b for b in beats if is_within(b.cadence_spm * (given or 1.0), POSSIBLE_SPM)]
    among = sensible if given is not None and sensible else beats
    return max(among, key=lambda beat: (beat.strides, beat.cadence_spm), default=None)


def _by_user(asked: _Asked, given: float) -> SlowMotion:
    cadence_spm = asked.cadence_spm(given)
    possible = cadence_spm is None or is_within(cadence_spm, POSSIBLE_SPM)
    warning = None if possible or cadence_spm is None else words.impossible(given, cadence_spm)
    return SlowMotion(given, "given", words.given(given, cadence_spm), warning=warning)


def _found(asked: _Asked) -> SlowMotion:
    """By the file where the runner does not contradict it, else by the runner."""
    said = asked.by_file
    if said is None or asked.capture is None:
        return _by_runner(asked)
    if asked.beat is None and said < 1:
        raise words.time_lapse(asked.capture, asked.shown_fps)
    cadence_spm = asked.cadence_spm(said)
    if said >= 1 and (cadence_spm is None or is_within(cadence_spm, POSSIBLE_SPM)):
        reason = words.by_file(asked.capture, asked.shown_fps, said, cadence_spm)
        return SlowMotion(said, "container", reason)
    found = _by_runner(asked)
    contradiction = words.contradiction(asked.capture, said, cadence_spm, found.factor)
    warning = both(contradiction, found.warning) if found.warning else contradiction
    return replace(found, warning=warning)


def _by_runner(asked: _Asked) -> SlowMotion:
    """The likeliest factor by the cadence, and those that cannot be left out."""
    beat = asked.beat
    if beat is None:
        return SlowMotion(reason=words.NOBODY)
    played = beat.cadence_spm
    if played > POSSIBLE_SPM[1]:
        raise words.sped_up(played)
    if played > PLAUSIBLE_SPM[1]:
        rivals = (round(1 / SPED_UP, 3),)
        return SlowMotion(1.0, "none", words.real_time(played), rivals, words.sprint(played))
    shares = {} if played >= PLAUSIBLE_SPM[0] else likely(played, asked.shown_fps)
    if not shares:
        return SlowMotion(1.0, "none", words.real_time(played))
    factor, *others = shares
    if played >= POSSIBLE_SPM[0]:
        others.append(1.0)
    reason = words.inferred(played, factor, USUAL_SPM)
    doubt = words.rivals(played, factor, others) if others else None
    return SlowMotion(factor, "plausibility", reason, tuple(others), doubt)
