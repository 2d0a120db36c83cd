"""A quick look at a clip as lines for the terminal."""

from __future__ import annotations

from formcheck.types.check import Check


def check_lines(check: Check) -> list[str]:
    """What was seen, what to film better, and that it was only a quick look."""
    size = f"{check.width_px}x{check.height_px}"
    fps = "" if check.fps_nominal is None else f", {check.fps_nominal:.0f} pictures a second"
    length = "" if check.duration_s is None else f", {check.duration_s:.1f} s"
    lines = [f"{check.clip}: {size}{fps}{length}", _doing(check)]
    if check.verdict is not None:
        lines.append(check.verdict.line)
    lines += [f"- {one.detail}: {one.advice}" for one in check.quality if not one.ok]
    return [*lines, "A quick look at a few moments; formcheck analyze says it exactly."]


def _doing(check: Check) -> str:
    if check.n_people == 0:
        return "Nobody seen in the moments looked at."
    view = "" if check.view is None else f", seen from the {check.view}"
    view = ", seen at an angle" if check.view == "oblique" else view
    spm = "" if check.cadence_spm is None else f", about {check.cadence_spm:.0f} steps a minute"
    others = "" if check.n_people == 1 else f"; {check.n_people} people in the picture"
    doing = "not clear what the person does" if check.doing == "unknown" else check.doing
    return f"{doing.capitalize()}{view}{spm}{others}."
