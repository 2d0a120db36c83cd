"""What is said about slow motion: what was found, and what it did to the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.errors import NoRunnerError
from formcheck.types import Capture

NOBODY = "Taken as real time: nobody is seen running, and the file does not say otherwise."
OVERRIDE = "If that is not so, give the factor: --slow-motion N."


def real_time(played_spm: float) -> str:
    """Why nothing was changed."""
    return f"Plays in real time: {played_spm:.0f} steps a minute as it plays. Times are as filmed."


def inferred(played_spm: float, factor: float, usual_spm: float) -> str:
    """Slow motion that only the runner tells."""
    return (
        f"Slow motion was inferred, the file does not say so: as it plays the runner takes"
        f" {played_spm:.1f} steps a minute, which nobody does; {factor:g} times slower than life"
        f" makes it {played_spm * factor:.0f} (about {usual_spm:.0f} is usual). All times were"
        f" divided by {factor:g}; cadence, contact times and speeds follow from it. {OVERRIDE}"
    )


def by_file(capture: Capture, shown_fps: float, factor: float, cadence_spm: float | None) -> str:
    """What the file says of the speed of filming, and what the runner says to that."""
    rates = f"The file says ({capture.tag}): filmed at {capture.fps:g} pictures a second"
    fits = "" if cadence_spm is None else f"; {cadence_spm:.0f} steps a minute agree with it"
    if factor == 1.0:
        return f"{rates}, and shows {shown_fps:.4g}: real time{fits}. Times are as filmed."
    return (
        f"{rates}, shown at {shown_fps:.4g}: {factor:.4g} times slower than life{fits}."
        f" All times were divided by {factor:.4g}; cadence, contact times and speeds follow."
    )


def given(factor: float, cadence_spm: float | None) -> str:
    """What the user said, and what comes out."""
    runs = (
        "" if cadence_spm is None else f" The runner then takes {cadence_spm:.0f} steps a minute."
    )
    if factor == 1.0:
        return f"Real time, as given with --slow-motion 1.{runs}"
    return (
        f"{factor:g} times slower than life, as given with --slow-motion {factor:g}: all times were"
        f" divided by it.{runs}"
    )


def impossible(factor: float, cadence_spm: float) -> str:
    """A factor given by the user under which nobody can run."""
    return (
        f"LOOK AT THIS: with --slow-motion {factor:g} the runner takes {cadence_spm:.0f} steps a"
        " minute, which nobody can. Every number that depends on time is as wrong as the factor;"
        " leave it out to let formcheck find it."
    )


def contradiction(capture: Capture, said: float, cadence_spm: float | None, factor: float) -> str:
    """The file against the runner; the runner wins."""
    under = "" if cadence_spm is None else f", but then the runner would take {cadence_spm:.0f}"
    taken = "real time" if factor == 1.0 else f"{factor:g} times slower than life"
    return (
        f"The file says {said:.3g} times slower than life ({capture.tag}: {capture.fps:g} pictures"
        f" a second){under} steps a minute. It was taken as {taken}, which fits the runner: the"
        f" file may have been changed after filming. {OVERRIDE}"
    )


def rivals(played_spm: float, factor: float, others: Sequence[float]) -> str:
    """Other factors that the runner would allow too."""
    each = " or ".join(f"{other:g} ({played_spm * other:.0f})" for other in others)
    return (
        f"How much slower than life the clip plays is not certain: {factor:g} times (then"
        f" {played_spm * factor:.0f} steps a minute) is likeliest, {each} possible. Numbers that"
        " depend on time carry that doubt. If you know it, give it: --slow-motion N."
    )


def sprint(played_spm: float) -> str:
    """A cadence that only sprinters and sped-up films have."""
    return (
        f"{played_spm:.0f} steps a minute is a sprint, or the clip plays faster than life. Numbers"
        " that depend on time carry that doubt; --slow-motion 1 says that it is real."
    )


def one_part(span_s: tuple[float, float], speeds: int) -> str:
    """A clip that changes its speed of playing."""
    return (
        f"The clip changes its speed ({speeds} parts): only the part from {span_s[0]:.1f} to"
        f" {span_s[1]:.1f} s of it, which plays at one speed, was measured."
    )


def sped_up(played_spm: float) -> NoRunnerError:
    """The refusal of a film that plays faster than anybody runs."""
    return NoRunnerError(
        f"The clip plays faster than life: {played_spm:.0f} steps a minute, which nobody can run.",
        "Film at normal speed or in slow motion, not as time lapse, and do not speed it up.",
    )


def time_lapse(capture: Capture, shown_fps: float) -> NoRunnerError:
    """The refusal of a film that leaves out most of what happened."""
    return NoRunnerError(
        f"The clip is a time lapse: {capture.fps:g} pictures a second were filmed,"
        f" {shown_fps:.3g} are shown.",
        "Film at normal speed or in slow motion.",
    )
