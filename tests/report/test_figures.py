"""The drawings of the exercises are made by their generator, small, and told in words."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from figures.draw import FOLDER, HEIGHT, WIDTH, Drawing, svg
from figures.poses import DRAWINGS

EACH = pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.id)
MOST_BYTES = 12_000
SVG = "{http://www.w3.org/2000/svg}"


@EACH
def test_a_drawing_is_what_its_generator_draws(drawing: Drawing) -> None:
    stored = (FOLDER / f"{drawing.id}.svg").read_text(encoding="utf-8")
    assert stored == svg(drawing), "run tests/figures/draw.py"
    assert len(stored.encode()) < MOST_BYTES


def test_there_are_no_other_drawings() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {one.id for one in DRAWINGS}


@EACH
def test_a_drawing_needs_nothing_from_elsewhere(drawing: Drawing) -> None:
    root = ElementTree.fromstring(svg(drawing))
    names = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert names <= {"svg", "title", "desc", "rect", "circle", "path", "g"}
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"


@EACH
def test_a_drawing_says_what_it_shows(drawing: Drawing) -> None:
    root = ElementTree.fromstring(svg(drawing))
    labels = [root.find(SVG + name) for name in ("title", "desc")]
    assert all(label is not None and label.text for label in labels)
    assert root.get("aria-labelledby") == " ".join(str(label.get("id")) for label in labels)


@EACH
def test_a_drawing_stays_on_its_card(drawing: Drawing) -> None:
    """Every part of both bodies lies inside the picture."""
    for panel, middle in zip(drawing.panels, drawing.middles, strict=True):
        for part in panel.parts:
            for outline in part.outlines:
                x = middle + drawing.scale * outline[:, 0]
                y = drawing.floor_y - drawing.scale * outline[:, 1]
                assert 4 < x.min() < x.max() < WIDTH - 4
                assert 4 < y.min() < y.max() < HEIGHT - 4
