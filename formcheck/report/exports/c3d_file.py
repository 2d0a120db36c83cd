"""Writes markers, contacts and measurements as C3D, the file of motion laboratories.

Coordinates are millimetres; pixels, and the file's name says so, where no scale is known.
A marker that was not seen has residual -1. Each contact is a Foot Strike and a Foot Off on
the side it belongs to. Numbers that were measured stand under ANALYSIS, as laboratories
keep cadence and step length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from formcheck.errors import ModelError, SettingsError
from formcheck.report.exports.by_hand import by_hand
from formcheck.report.exports.markers import Markers, of_runner
from formcheck.types import Contact, Measurement, Study
from formcheck.types.said import Said

MOST_FRAMES: Final = 65535  # the format counts frames in two bytes
MOST_OF_A_KIND: Final = 255  # and what a list holds in one
SIDES: Final = {"left": "Left", "right": "Right", "both": "General"}
STRIKE, OFF = "Foot Strike", "Foot Off"
ICONS: Final = {STRIKE: 1, OFF: 2}


@dataclass(frozen=True, slots=True)
class _Event:
    """One moment of one foot; seconds of the file's own clock."""

    label: str
    side: str
    time_s: float
    by: str


def c3d(study: Study) -> tuple[str, bytes]:
    """Ending of the file's name (``.c3d``, ``_px.c3d``), and its content.

    Raises
    ------
    SettingsError : there are more pictures than the format can count
    ModelError : the library that writes it is not there
    """
    ezc3d = library()
    markers = of_runner(study)
    if len(markers.times_s) > MOST_FRAMES:
        raise SettingsError(
            Said("C3D holds at most {most} pictures.", most=MOST_FRAMES),
            Said("Ask for a part of the clip: --part 10-70."),
        )
    made = ezc3d.c3d()
    start_s = _points(made, markers)
    _contacts(made, study.gait.contacts, start_s)
    _numbers(made, study.analysis.measurements)
    _facts(made, study, float(markers.times_s[0]))
    return "_px.c3d" if markers.unit == "px" else ".c3d", _written(made)


def library() -> Any:
    """What writes C3D.

    Raises
    ------
    ModelError : it is not installed, as where no ready-made one exists
    """
    try:
        import ezc3d
    except ImportError as error:
        raise ModelError(
            Said("C3D needs the library ezc3d, which is not installed."),
            Said("Choose another format, as trc. Or install it: pip install ezc3d."),
        ) from error
    return ezc3d


def _points(made: Any, markers: Markers) -> float:
    """The time at which the file's clock starts, after markers have been put into it.

    Frames are counted from the clip's first picture on; where that makes too many, from the
    first one here.
    """
    first = round(float(markers.times_s[0]) * markers.rate_hz)
    is_counted = first + len(markers.times_s) <= MOST_FRAMES
    unit, factor = ("mm", 1000.0) if markers.unit == "m" else ("px", 1.0)
    xyz = np.moveaxis(factor * markers.xyz, (0, 1, 2), (2, 1, 0))
    made["data"]["points"] = np.concatenate([xyz, np.ones((1, *xyz.shape[1:]))])
    made["header"]["points"]["first_frame"] = first if is_counted else 0
    _put(made, "POINT", {
        "RATE": [markers.rate_hz], "LABELS": list(markers.names), "UNITS": [unit],
        "X_SCREEN": ["+X"], "Y_SCREEN": ["+Y"],
    })  # fmt: skip
    return 0.0 if is_counted else float(markers.times_s[0])


def _contacts(made: Any, contacts: Sequence[Contact], start_s: float) -> None:
    """Nothing; events are there, in lists as long as the format allows (LABELS, LABELS2 ...)."""
    events = sorted(_events(contacts, start_s), key=lambda event: event.time_s)
    lists = [events[k : k + MOST_OF_A_KIND] for k in range(0, len(events), MOST_OF_A_KIND)] or [[]]
    _put(made, "EVENT", {"USED": [len(lists[0])]})
    for number, some in enumerate(lists, start=1):
        ending = "" if number == 1 else str(number)
        times = [divmod(event.time_s, 60.0) for event in some]
        values = {
            "LABELS": [event.label for event in some],
            "CONTEXTS": [event.side for event in some],
            "DESCRIPTIONS": [event.by for event in some],
            "ICON_IDS": [ICONS[event.label] for event in some],
            "GENERIC_FLAGS": [0 for _ in some],
            "TIMES": np.array(times, float).reshape(-1, 2).T,  # minutes and seconds
        }
        _put(made, "EVENT", {name + ending: value for name, value in values.items()})


def _events(contacts: Sequence[Contact], start_s: float) -> Iterator[_Event]:
    for contact in contacts:
        for label, time_s in ((STRIKE, contact.strike_s), (OFF, contact.off_s)):
            if time_s is not None and time_s >= start_s:
                yield _Event(label, SIDES[contact.side], time_s - start_s, contact.by)


def _numbers(made: Any, measurements: Sequence[Measurement]) -> None:
    """Nothing; what was measured is there, as far as lists reach. Indicative numbers stay out."""
    known = [m for m in measurements if m.status == "measured" and m.value is not None]
    known = known[:MOST_OF_A_KIND]
    _put(made, "ANALYSIS", {
        "USED": [len(known)],
        "NAMES": [m.id for m in known],
        "CONTEXTS": [SIDES[m.side] for m in known],
        "UNITS": [m.unit for m in known],
        "VALUES": [float(m.value) for m in known if m.value is not None],
    })  # fmt: skip


def _facts(made: Any, study: Study, start_s: float) -> None:
    """Nothing; what made the file, from which clip, and what of it was not seen."""
    summary, version = study.analysis.gait, study.analysis.provenance.formcheck
    unseen = "Z: typical body" if summary.near_side is not None else "X: zero"
    _put(made, "MANUFACTURER", {"SOFTWARE": ["formcheck"], "VERSION_LABEL": [version]})
    _put(made, "FORMCHECK", {
        "CLIP": [study.analysis.clip.name], "VIEW": [summary.view], "NOT_SEEN": [unseen],
        "START_S": [start_s], "SCALE_SOURCE": [summary.scale_source or "none"],
        "SCALE_CV": [summary.scale_cv if summary.scale_cv is not None else -1.0],
        "BY_HAND": list(by_hand(study.analysis))[:MOST_OF_A_KIND] or ["nothing"],
    })  # fmt: skip


def _put(made: Any, group: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        made.add_parameter(group, name, value)


def _written(made: Any) -> bytes:
    """The file's bytes; the library writes to a path, and not to every letter of one."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "markers.c3d"
        made.write(str(file))
        return file.read_bytes()
