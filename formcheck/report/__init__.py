"""Presents an analysis: JSON, tables, pictures, film, terminal. Computes nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from formcheck.report.exporters import EXPORTERS, Exporter, write
from formcheck.report.in_language import in_language
from formcheck.report.sheets import sheets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from formcheck.types import Contact, Handbook, Study


def write_people(*what: Any) -> tuple[Path, ...]:
    """Pictures of everybody in a clip; see `formcheck.report.people`, which loads cv2."""
    from formcheck.report import people

    return people.write_people(*what)


def write_contacts(study: Study, named: Mapping[str, Contact], *where: Any) -> tuple[Path, ...]:
    """Pictures around contacts; see `formcheck.report.contact_pictures`, which loads cv2."""
    from formcheck.report import contact_pictures
    from formcheck.report.words import language, speaking

    with speaking(language(study.analysis)):
        wanted = contact_pictures.strips(study, named)
        return contact_pictures.write_contacts(study, wanted, *where)


def write_desk_film(study: Study, *how: Any) -> dict[str, Any]:
    """The film of the desk, and the facts beside it; see `formcheck.report.desk`."""
    from formcheck.report import desk

    return {"size": desk.write_film(study, *how), **desk.facts(study)}


def all_cards(handbook: Handbook) -> str:
    """A page with the card of every exercise; see `formcheck.report.cards`."""
    from formcheck.report import cards

    return cards.all_cards(handbook)


__all__ = [
    "EXPORTERS",
    "Exporter",
    "all_cards",
    "in_language",
    "sheets",
    "write",
    "write_contacts",
    "write_desk_film",
    "write_people",
]
