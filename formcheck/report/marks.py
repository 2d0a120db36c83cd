"""Draws what a film shows all the time: skeleton, trunk line, feet on the ground."""

from __future__ import annotations

from typing import Final

from formcheck.report.drawing import SIDE_COLOURS, Sheet, dashes, line, skeleton
from formcheck.report.lettering import LIGHT, label
from formcheck.report.lines import TRUNK_COLOUR
from formcheck.report.moments import HALF_CONTACT_S
from formcheck.report.words import _
from formcheck.types import Contact, Floats, Study

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


def bar(sheet: Sheet, contact: Contact) -> tuple[Floats, Floats]:
    """Ends of the bar that now lies under a foot, heel and toe, (2,) each."""
    ends = [sheet.points[f"{contact.side}_{name}"] for name in ("heel", "foot_index")]
    heel, toe = (end - 2.5 * sheet.pen_px * sheet.up for end in ends)
    line(sheet, (heel, toe), SIDE_COLOURS[contact.side], 2.2)
    return heel, toe


def _until_s(contact: Contact) -> float:
    """When a foot leaves; where that does not show, as long as it is surely down."""
    return contact.strike_s + HALF_CONTACT_S if contact.off_s is None else contact.off_s


def _mark(sheet: Sheet, contact: Contact, *, has_label: bool) -> None:
    """Nothing; a bar under the foot, and which foot it is where there is room to say so."""
    heel, toe = bar(sheet, contact)
    below = (heel + toe) / 2 - (sheet.letter_px + 10 * sheet.pen_px) * sheet.up
    if has_label:
        side = contact.side
        words = _(_LANDS[side]) if contact.off_s is None else _(_DOWN[side])
        if contact.by == "user":
            words = _("{words} (by hand)").format(words=words)
        label(sheet.pixels, words, below, 0.8 * sheet.letter_px, SIDE_COLOURS[side])
