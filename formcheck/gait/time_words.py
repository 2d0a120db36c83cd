"""What is said about slow motion: what was found, and what it did to the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.errors import NoRunnerError
from formcheck.types import Capture
from formcheck.types.said import Said, either

NOBODY = Said("Taken as real time: nobody is seen running, and the file does not say otherwise.")
OVERRIDE = Said("If that is not so, say how many times slower it plays.")


def real_time(played_spm: float) -> str:
    """Why nothing was changed."""
    return Said(
        "Plays in real time: {played_spm:.0f} steps a minute as it plays. Times are as filmed.",
        played_spm=played_spm,
    )


def inferred(played_spm: float, factor: float, usual_spm: float) -> str:
    """Slow motion that only the runner tells."""
    return Said(
        "Slow motion was inferred, the file does not say so: as it plays the runner takes"
        " {played_spm:.1f} steps a minute, which nobody does; {factor:g} times slower than life"
        " makes it {real_spm:.0f} (about {usual_spm:.0f} is usual). All times were"
        " divided by {factor:g}; cadence, contact times and speeds follow from it. {override}",
        played_spm=played_spm,
        factor=factor,
        real_spm=played_spm * factor,
        usual_spm=usual_spm,
        override=OVERRIDE,
    )


def by_file(capture: Capture, shown_fps: float, factor: float, cadence_spm: float | None) -> str:
    """What the file says of the speed of filming, and what the runner says to that."""
    rates = Said(
        "The file says ({tag}): filmed at {fps:g} pictures a second",
        tag=capture.tag,
        fps=capture.fps,
    )
    fits = (
        ""
        if cadence_spm is None
        else Said("; {cadence_spm:.0f} steps a minute agree with it", cadence_spm=cadence_spm)
    )
    if factor == 1.0:
        return Said(
            "{rates}, and shows {shown_fps:.4g}: real time{fits}. Times are as filmed.",
            rates=rates,
            shown_fps=shown_fps,
            fits=fits,
        )
    return Said(
        "{rates}, shown at {shown_fps:.4g}: {factor:.4g} times slower than life{fits}."
        " All times were divided by {factor:.4g}; cadence, contact times and speeds follow.",
        rates=rates,
        shown_fps=shown_fps,
        factor=factor,
        fits=fits,
    )


def given(factor: float, cadence_spm: float | None) -> str:
    """What the user said, and what comes out."""
    runs = (
        ""
        if cadence_spm is None
        else Said(
            " The runner then takes {cadence_spm:.0f} steps a minute.", cadence_spm=cadence_spm
        )
    )
    if factor == 1.0:
        return Said("Real time, as you said.{runs}", runs=runs)
    return Said(
        "{factor:g} times slower than life, as you said: all times were divided by it.{runs}",
        factor=factor,
        runs=runs,
    )


def impossible(factor: float, cadence_spm: float) -> str:
    """A factor given by the user under which nobody can run."""
    return Said(
        "LOOK AT THIS: {factor:g} times slower than life, as you said, the runner takes"
        " {cadence_spm:.0f} steps a minute, which nobody can. Every number that depends on time"
        " is as wrong as that; say nothing about it, and formcheck finds it.",
        factor=factor,
        cadence_spm=cadence_spm,
    )


def contradiction(capture: Capture, said: float, cadence_spm: float | None, factor: float) -> str:
    """The file against the runner; the runner wins."""
    under = (
        ""
        if cadence_spm is None
        else Said(
            ", but then the runner would take {cadence_spm:.0f} steps a minute",
            cadence_spm=cadence_spm,
        )
    )
    taken = (
        Said("real time")
        if factor == 1.0
        else Said("{factor:g} times slower than life", factor=factor)
    )
    return Said(
        "The file says {said:.3g} times slower than life ({tag}: {fps:g} pictures"
        " a second){under}. It was taken as {taken}, which fits the runner: the"
        " file may have been changed after filming. {override}",
        said=said,
        tag=capture.tag,
        fps=capture.fps,
        under=under,
        taken=taken,
        override=OVERRIDE,
    )


def rivals(played_spm: float, factor: float, others: Sequence[float]) -> str:
    """Other factors that the runner would allow too."""
    each = either(
        Said("{other:g} ({spm:.0f})", other=other, spm=played_spm * other) for other in others
    )
    return Said(
        "How much slower than life the clip plays is not certain: {factor:g} times (then"
        " {played_spm:.0f} steps a minute) is likeliest, {each} possible. Numbers that"
        " depend on time carry that doubt. If you know it, say how many times.",
        factor=factor,
        played_spm=played_spm * factor,
        each=each,
    )


def sprint(played_spm: float) -> str:
    """A cadence that only sprinters and sped-up films have."""
    return Said(
        "{played_spm:.0f} steps a minute is a sprint, or the clip plays faster than life. Numbers"
        " that depend on time carry that doubt, unless you say that it plays in real time.",
        played_spm=played_spm,
    )


def one_part(span_s: tuple[float, float], speeds: int) -> str:
    """A clip that changes its speed of playing."""
    return Said(
        "The clip changes its speed ({speeds} parts): only the part from {start_s:.1f} to"
        " {end_s:.1f} s of it, which plays at one speed, was measured.",
        speeds=speeds,
        start_s=span_s[0],
        end_s=span_s[1],
    )


def sped_up(played_spm: float) -> NoRunnerError:
    """The refusal of a film that plays faster than anybody runs."""
    return NoRunnerError(
        Said(
            "The clip plays faster than life: {played_spm:.0f} steps a minute,"
            " which nobody can run.",
            played_spm=played_spm,
        ),
        Said("Film at normal speed or in slow motion, not as time lapse, and do not speed it up."),
    )


def time_lapse(capture: Capture, shown_fps: float) -> NoRunnerError:
    """The refusal of a film that leaves out most of what happened."""
    return NoRunnerError(
        Said(
            "The clip is a time lapse: {fps:g} pictures a second were filmed,"
            " {shown_fps:.3g} are shown.",
            fps=capture.fps,
            shown_fps=shown_fps,
        ),
        Said("Film at normal speed or in slow motion."),
    )
