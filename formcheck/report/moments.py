"""Finds the frames worth a picture: key moments of the stride, and the evidence of each finding.

From the side the key moments are those of the near leg: initial contact, mid-stance and
toe-off. From the rear and the front: mid-stance of each leg.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.report.lines import LINES, measured
from formcheck.skeleton import LEG, SIDES, Side
from formcheck.types import Contact, Finding, Floats, Measurement, Study

NOT: Final = "not_measurable"
_SEEN_FROM_THE_SIDE: Final = ("initial_contact", "mid_stance", "toe_off")
_SHOWN: Final = {
    "initial_contact": ("overstride", "tibia_angle", "trunk_lean"),
    "mid_stance": (
        "knee_flexion_stance", "trunk_lean", "trunk_side_lean", "pelvic_drop", "step_width",
    ),
    "toe_off": ("thigh_extension", "trunk_lean", "contact_time"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A frame worth a picture: `frame` is a row of the track.

    `topic` is that of the finding it is evidence of, and `keys` are the measurements to draw,
    as findings quote them; empty for the key moments of the stride.
    """

    name: str
    side: Side
    frame: int
    topic: str = ""
    keys: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Name of its picture, without ending: ``initial_contact_left``."""
        return "_".join(filter(None, (self.topic, self.name, self.side)))


def key_moments(study: Study) -> tuple[Moment, ...]:
    """The moments to show, in order of time within a stance; fewer when none can be seen."""
    gait = study.analysis.gait
    if gait.near_side is not None:
        wanted = [(name, gait.near_side) for name in _SEEN_FROM_THE_SIDE]
    else:
        wanted = [("mid_stance", side) for side in SIDES]
    found = ((name, side, _best_frame(study, name, side)) for name, side in wanted)
    return tuple(Moment(name, side, k) for name, side, k in found if k is not None)


def evidence(study: Study) -> tuple[Moment, ...]:
    """A moment for every finding that a picture can show, in the order of the findings."""
    found = (finding_moment(study, finding) for finding in study.analysis.findings)
    return tuple(moment for moment in found if moment is not None)


def finding_moment(study: Study, finding: Finding) -> Moment | None:
    """The moment that shows a finding best; None where no line of it can be drawn, or seen."""
    if not finding.is_seen:
        return None
    known = {m.key: m for m in study.analysis.measurements if m.value is not None}
    carriers = [known[key] for key in finding.measurements if key in known]
    for lead in carriers:
        row = LINES.get(lead.id)
        if row is None or row.draw is None:
            continue
        side = _side_of(study, lead)
        frame = _frame_of(study, lead.frames_s or finding.frames_s, side)
        if frame is None:
            frame = _best_frame(study, row.moment, side)
        if frame is not None:
            keys = tuple(m.key for m in carriers if m.id in LINES)
            return Moment(row.moment, side, frame, finding.topic, keys)
    return None


def leading_moment(study: Study) -> Moment | None:
    """The moment of the finding that matters most; else a key moment; None where none is seen.

    What is no more than an indication never leads; nor does any finding where a doctor comes first.
    """
    judged = [f for f in study.analysis.findings if f.claim == "measured" and f.level != NOT]
    ordered = [] if study.analysis.is_urgent else sorted(judged, key=_rank)
    moments = (finding_moment(study, finding) for finding in ordered)
    best = next((moment for moment in moments if moment is not None), None)
    return best or next(iter(key_moments(study)), None)


def shown_at(study: Study, moment: Moment) -> list[Measurement]:
    """The measurements to draw at a moment, those with a value."""
    if moment.keys:
        known = {m.key: m for m in study.analysis.measurements if m.value is not None}
        return [known[key] for key in moment.keys if key in known]
    found = [measured(study.analysis, id, moment.side) for id in _SHOWN[moment.name]]
    return [m for m in found if m is not None]


def _rank(finding: Finding) -> int:
    """What to work on goes first, then what is well, then what is not clear."""
    if finding.place == "act" or finding.level in ("marked", "mild"):
        return 0 if finding.place == "act" else 1
    return 2 if finding.place == "good" else 3


def _side_of(study: Study, measurement: Measurement) -> Side:
    """The side a measurement is about; of both, the near one."""
    if measurement.side != "both":
        return measurement.side
    return study.analysis.gait.near_side or "left"


LATEST_S = 0.002  # after the strike a picture of it may be; by us
LATE_WEIGHT = 4.0  # of a later picture against an earlier one; by us
HALF_CONTACT_S = 0.12  # contacts last 0.21-0.29 s at 2.5-4.5 m/s; doi:10.6084/m9.figshare.4543435


def _frame_of(study: Study, frames_s: tuple[float, ...], side: Side) -> int | None:
    """The row nearest to the first of these moments, if the leg is seen in it."""
    if not frames_s or not len(study.track.times_s):
        return None
    away_s = np.abs(study.track.times_s - frames_s[0])
    row = int(away_s.argmin())
    near_enough = away_s[row] <= _frame_time_s(study.track.times_s)
    return row if near_enough and row in _rows_with_leg(study, side) else None


def _best_frame(study: Study, name: str, side: Side) -> int | None:
    """The row nearest to such a moment, of contacts in the middle of the steady part."""
    times_s = study.track.times_s
    seen = _rows_with_leg(study, side)
    moments = _middle([m for c in study.analysis.gait.contacts if c.side == side
                       if (m := _moment_s(c, name)) is not None], study)  # fmt: skip
    if not seen or not len(moments):
        return None
    late_s = np.subtract.outer(times_s[seen], moments)
    if name == "initial_contact":  # a loaded leg bends at once: better a little early
        late_s = np.where(late_s > LATEST_S, LATE_WEIGHT * late_s, late_s)
    away_s = np.abs(late_s).min(axis=1)
    best = int(away_s.argmin())
    return seen[best] if away_s[best] <= _frame_time_s(times_s) else None


def _frame_time_s(times_s: Floats) -> float:
    """Usual time between frames; a picture further off than that shows another moment."""
    return float(np.median(np.diff(times_s))) if len(times_s) > 1 else 0.0


def _moment_s(contact: Contact, name: str) -> float | None:
    if name == "initial_contact":
        return contact.strike_s
    if name == "toe_off":
        return contact.off_s
    if contact.off_s is None:  # from behind and in front toe-off does not show
        return contact.strike_s + HALF_CONTACT_S
    return (contact.strike_s + contact.off_s) / 2


def _middle(moments_s: list[float], study: Study) -> Floats:
    """The third of the moments that lies nearest to the middle of the steady part."""
    centre = sum(study.analysis.gait.steady_s) / 2
    ordered = sorted(moments_s, key=lambda s: abs(s - centre))
    return np.array(ordered[: max(3, len(ordered) // 3)])


def _rows_with_leg(study: Study, side: Side) -> list[int]:
    """Rows of the track in which all of a leg was seen."""
    leg = np.stack([study.track[f"{side}_{name}"] for name in LEG], axis=1)
    return [row for row, points in enumerate(leg) if np.isfinite(points).all()]
