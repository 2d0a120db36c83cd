"""The plots of docs/accuracy.md: SVG, one look, colours that the colour-blind can tell apart.

Colours are Okabe and Ito's (jfly.uni-koeln.de/color); shapes tell the same as colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from goals import GOALS, Goal, kind_of, rows_of
from rows import OURS, Row, select

from formcheck.metrics.table import LABELS

mpl.use("svg")
import matplotlib.pyplot as plt

BLUE, ORANGE, GREEN, GREY, INK = "#0072B2", "#D55E00", "#009E73", "#8A8A8A", "#222222"
KIND_STYLE = {"quick": (BLUE, "o", "60 frames/s and more"), "slow": (ORANGE, "s", "30 frames/s"),
              "plates": (GREEN, "^", "force plates")}  # fmt: skip
LOOK = {
    "font.family": "DejaVu Sans", "font.size": 9.5,
    "axes.titlesize": 10, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False,
    "axes.edgecolor": "#666666", "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.grid": True, "grid.color": "#E6E6E6", "grid.linewidth": 0.8, "axes.axisbelow": True,
    "figure.facecolor": "white", "savefig.facecolor": "white", "svg.hashsalt": "formcheck",
    "legend.frameon": False, "svg.fonttype": "path",
}  # fmt: skip
Rows = Sequence[Row]
Axes = Any
ALTMAN = (  # metric, views, times, unit
    ("cadence", ("side", "rear", "front"), 1, "steps/min"), ("contact_time", ("side",), 1000, "ms"),
    ("overstride", ("side",), 1, "%leg"), ("tibia_angle", ("side",), 1, "°"),
    ("knee_flexion_contact", ("side",), 1, "°"), ("knee_flexion_stance", ("side",), 1, "°"),
    ("thigh_extension", ("side",), 1, "°"), ("trunk_lean", ("side",), 1, "°"),
    ("vertical_oscillation", ("side", "rear", "front"), 1, "cm"),
    ("trunk_rotation", ("side",), 1, "°"), ("arm_swing", ("side",), 1, "°"),
    ("step_width", ("rear", "front"), 1, "cm"),
)  # fmt: skip
SHORT = {
    "overstride": "Overstride", "tibia_angle": "Shank at landing",
    "knee_flexion_stance": "Knee under load", "thigh_extension": "Thigh behind hip",
    "trunk_lean": "Trunk lean", "vertical_oscillation": "Rise and fall",
    "trunk_rotation": "Shoulder turn", "arm_swing": "Arm swing",
}  # fmt: skip


def draw_all(rows: Rows, folder: Path) -> None:
    """Every plot, each in its file."""
    drawings = {
        "error_by_metric": error_by_metric, "error_by_rate": error_by_rate,
        "error_by_view": error_by_view, "bland_altman": bland_altman, "coverage": coverage,
        "found_and_true": found_and_true,
    }  # fmt: skip
    for name, draw in drawings.items():
        with mpl.rc_context(LOOK):
            figure = draw(rows)
            figure.savefig(folder / f"{name}.svg", bbox_inches="tight", metadata={"Date": None})
            plt.close(figure)


def error_by_metric(rows: Rows) -> Any:
    """Each test clip's error in units of its goal: inside the band is as near as wanted."""
    figure, ax = plt.subplots(figsize=(8.2, 6.4))
    ax.axvspan(-1, 1, color="#EAF3F8", zorder=0)
    ax.axvline(0, color=GREY, lw=1)
    for k, goal in enumerate(GOALS):
        for shift, (kind, (colour, shape, _)) in zip(
            (-0.22, 0, 0.22), KIND_STYLE.items(), strict=True
        ):
            shares = _shares(goal, kind, rows)
            ax.scatter(np.clip(shares, -3.9, 3.9), np.full(len(shares), k + shift), s=20, c=colour,
                       marker=shape, alpha=0.75, linewidths=0)  # fmt: skip
    ax.set(yticks=range(len(GOALS)), yticklabels=[g.label for g in GOALS], xlim=(-4, 4),
           xlabel="error of one clip, in units of the goal for its kind (band: within the goal)",
           title="Found minus true: rendered test clips, force plates")  # fmt: skip
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    _kinds_legend(ax)
    return figure


def _shares(goal: Goal, kind: str, rows: Rows) -> Any:
    limit = goal.limits[kind]
    if limit is None:
        return np.empty(0)
    metric = goal.metrics[0] if goal.metrics[0] != "initial_contact" else "initial_contact_bias"
    plain = Goal(goal.label, (metric,), goal.views, goal.unit, goal.limits, goal.times)
    chosen = [r for r in rows_of(plain, rows) if kind_of(r) == kind and _is_judged(r)]
    return np.array([goal.times * r.error / limit for r in chosen if r.error is not None])


def _is_judged(r: Row) -> bool:
    return r.source == "force plates" or r.set == "test"


def _kinds_legend(ax: Axes) -> None:
    for colour, shape, label in KIND_STYLE.values():
        ax.scatter([], [], s=26, c=colour, marker=shape, label=label)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.04), ncol=3)


def error_by_rate(rows: Rows) -> Any:
    """Timing errors over the frame rate."""
    figure, axes = plt.subplots(1, 3, figsize=(9.4, 3.1), layout="constrained")
    panels = (("initial_contact", 1, "Initial contact, mean abs (ms)"),
              ("contact_time", 1000, "Contact time, error (ms)"),
              ("cadence", 1, "Cadence, error (steps/min)"))  # fmt: skip
    for ax, (metric, times, title) in zip(axes, panels, strict=True):
        for source, colour, shape in (("force plates", GREEN, "^"), ("rendered", BLUE, "o")):
            chosen = select(rows, source=source, metric=metric, view="side")
            x, y = ([getattr(r, name) for r in chosen] for name in ("fps", "error"))
            y = times * np.array(y)
            ax.scatter(x, y, c=colour, marker=shape, s=24, alpha=0.7, linewidths=0, label=source)
        ax.axhline(0, color=GREY, lw=1)
        ax.set_xscale("log", base=2)
        ax.set(title=title, xticks=[25, 30, 60, 120, 240], xlabel="frames a second")
        ax.set_xticklabels(["25", "  30", "60", "120", "240"])
        ax.minorticks_off()
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncol=2)
    return figure


def error_by_view(rows: Rows) -> Any:
    """What can be measured from more than one side, by where the camera stood."""
    panels = (("cadence", "Cadence (steps/min)"), ("initial_contact_bias", "Initial contact (ms)"),
              ("vertical_oscillation", "Rise and fall (cm)"),
              ("trunk_rotation", "Shoulder turn (°)"))  # fmt: skip
    figure, axes = plt.subplots(1, 4, figsize=(9.8, 3.0), layout="constrained")
    for ax, (metric, title) in zip(axes, panels, strict=True):
        for k, view in enumerate(("side", "rear", "front")):
            for which, colour, shape, shift in (
                ("fit", GREY, "o", -0.15),
                ("test", BLUE, "D", 0.15),
            ):
                chosen = select(rows, source="rendered", set=which, view=view, metric=metric)
                errors = [r.error for r in chosen]
                label = None if k else f"{which} clips"
                ax.scatter(np.full(len(errors), k + shift), errors, c=colour, marker=shape, s=20,
                           alpha=0.75, linewidths=0, label=label)  # fmt: skip
        ax.axhline(0, color=GREY, lw=1)
        ax.set(
            title=title, xticks=range(3), xticklabels=["side", "rear", "front"], xlim=(-0.5, 2.5)
        )
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncol=2)
    axes[0].set_ylabel("found minus true")
    return figure


def bland_altman(rows: Rows) -> Any:
    """Difference against mean, with bias and limits of agreement, test clips over fit clips."""
    figure, axes = plt.subplots(3, 4, figsize=(10.4, 7.4), layout="constrained")
    for ax, (metric, views, times, unit) in zip(axes.flat, ALTMAN, strict=True):
        chosen = select(rows, source="rendered", metric=metric, view=views)
        for which, colour, shape in (("fit", GREY, "o"), ("test", BLUE, "D")):
            _altman_points(ax, [r for r in chosen if r.set == which], (times, colour, shape))
        ax.set_title(f"{_short(metric)} ({unit})")
        ax.axhline(0, color=GREY, lw=0.8, ls=":")
    for ax in axes[:, 0]:
        ax.set_ylabel("found minus true")
    for ax in axes[-1]:
        ax.set_xlabel("mean of found and true")
    for which, colour, shape in (("clips fitted on", GREY, "o"), ("test clips", BLUE, "D")):
        axes[0, 0].scatter([], [], c=colour, marker=shape, s=24, label=which)
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper center", ncol=2)
    return figure


def _altman_points(ax: Axes, rows: Rows, style: tuple[float, str, str]) -> None:
    times, colour, shape = style
    error = times * np.array([r.error for r in rows if r.error is not None])
    middle = times * np.array([(r.true + (r.found or 0.0)) / 2 for r in rows])
    ax.scatter(middle, error, c=colour, marker=shape, s=18, alpha=0.75, linewidths=0)
    if colour == BLUE and len(error) > 2:
        bias, spread = error.mean(), 1.96 * error.std(ddof=1)
        ax.axhline(bias, color=BLUE, lw=1.2)
        ax.axhspan(bias - spread, bias + spread, color=BLUE, alpha=0.08, lw=0)


def coverage(rows: Rows) -> Any:
    """How often the truth lay inside the printed interval."""
    ours = [r for r in select(rows, source="rendered") if r.inside is not None]
    metrics = [m for m in LABELS if sum(r.metric == m for r in ours) > 2 and m != "speed"]
    figure, ax = plt.subplots(figsize=(7.6, 0.28 * len(metrics) + 1.2))
    ax.axvspan(90, 99, color="#EAF3F8", zorder=0)
    for k, metric in enumerate(metrics):
        for which, colour, shape in (("fit", GREY, "o"), ("test", BLUE, "D")):
            hits = [r.inside for r in ours if r.metric == metric and r.set == which]
            if hits:
                ax.scatter(
                    100 * np.mean(hits), k, c=colour, marker=shape, s=26, clip_on=False, zorder=3
                )
    ax.set(yticks=range(len(metrics)), yticklabels=[LABELS[m] for m in metrics], xlim=(0, 100),
           xlabel="clips with the truth inside the printed 95 % interval, % (band: 90 to 99)",
           )  # fmt: skip
    ax.invert_yaxis()
    for which, colour, shape in (("clips fitted on", GREY, "o"), ("test clips", BLUE, "D")):
        ax.scatter([], [], c=colour, marker=shape, s=26, label=which)
    ax.legend(loc="lower left")
    return figure


def found_and_true(rows: Rows) -> Any:
    """Shoulder turn and pelvic drop over the truth, beside what others read."""
    figure, axes = plt.subplots(1, 2, figsize=(9.0, 4.2), layout="constrained")
    panels = (("trunk_rotation", "side", "rule: world shoulders", "Shoulder turn, side view (°)"),
              ("pelvic_drop", "rear", "rule: landmark hip line", "Pelvic drop, rear view (°)"),
              )  # fmt: skip
    for ax, (metric, view, rival, title) in zip(axes, panels, strict=True):
        chosen = select(rows, source="rendered", metric=metric, view=view, algorithm=(OURS, rival))
        styles = ((OURS, "fit", GREY, "o"), (OURS, "test", BLUE, "D"), (rival, None, ORANGE, "x"))
        for algorithm, which, colour, shape in styles:
            part = [r for r in chosen if r.algorithm == algorithm and which in (None, r.set)]
            label = algorithm.removeprefix("rule: ") + (f", {which} clips" if which else "")
            x, y = ([getattr(r, name) for r in part] for name in ("true", "found"))
            ax.scatter(x, y, c=colour, marker=shape, s=26, alpha=0.85, label=label)
        _identity(ax, chosen)
        ax.set(title=title, xlabel="true", ylabel="found")
        ax.legend(loc="upper left")
    return figure


def _identity(ax: Axes, rows: Iterable[Row]) -> None:
    most = max((r.true for r in rows), default=10.0) * 1.1
    ax.plot([0, most], [0, most], color=GREY, lw=1)


def _short(metric: str) -> str:
    label = LABELS.get(metric, metric)
    return SHORT.get(metric, label)
