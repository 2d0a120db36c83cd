"""Draws what a film shows all the time: skeleton, trunk line, feet on the ground."""

from __future__ import annotations

from typing import Final

from formcheck.report.drawing import SIDE_COLOURS, Sheet, dashes, line, skeleton
from formcheck.report.lettering import LIGHT, label
from formcheck.report.lines import TRUNK_COLOUR
from formcheck.report.moments import HALF_CONTACT_S
from formcheck.report.words import _
from formcheck.types import Contact, Study

_DOWN: Final = {"left": "left foot down", "right": "right foot down"}
_LANDS: Final = {"left": "left foot lands", "right": "right foot lands"}


def body(sheet: Sheet, study: Study) -> None:
    """Nothing; the skeleton, and a thin line along the trunk beside the vertical."""
    skeleton(sheet, study.analysis.gait.near_side)
    hips = sheet.middle("left_hip", "right_hip")
    shoulders = sheet.middle("left_shoulder", "right_shoulder")
    tall = sheet.up * ((shoulders - hips) @ sheet.up)
    dashes(sheet, (hips, hips + tall), LIGHT, 0.4)
    line(sheet, (hips, shoulders), TRUNK_COLOUR, 0.6)


def feet(sheet: Sheet, study: Study, time_s: float, silent: Contact | None = None) -> None:
    """Nothing; feet on the ground are marked and named, the `silent` contact without its name."""
    for contact in study.analysis.gait.contacts:
        if contact.strike_s <= time_s < _until_s(contact):
            _mark(sheet, contact, has_label=contact is not silent)


def _until_s(contact: Contact) -> float:
    """When a foot leaves; where that does not show, as long as it is surely down."""
    return contact.strike_s + HALF_CONTACT_S if contact.off_s is None else contact.off_s


def _mark(sheet: Sheet, contact: Contact, *, has_label: bool) -> None:
    """Nothing; a bar under the foot, and which foot it is where there is room to say so."""
    heel, toe = (sheet.points[f"{contact.side}_{name}"] for name in ("heel", "foot_index"))
    colour = SIDE_COLOURS[contact.side]
    drop = -2.5 * sheet.pen_px * sheet.up
    line(sheet, (heel + drop, toe + drop), colour, 2.2)
    below = (heel + toe) / 2 - 1.0 * sheet.letter_px * sheet.up + 5 * drop
    if has_label:
        side = contact.side
        words = _(_LANDS[side]) if contact.off_s is None else _(_DOWN[side])
        label(sheet.pixels, words, below, 0.8 * sheet.letter_px, colour)
