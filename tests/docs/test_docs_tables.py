"""The tables of the guides say what the package says."""

from __future__ import annotations

import re
from pathlib import Path

import docs_tables
import pytest
from docs_tables import GUIDES, MARK, ROOT, TABLES, filled, table

from formcheck import api

EACH = pytest.mark.parametrize("guide", GUIDES)
LINK = re.compile(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"")


@EACH
def test_a_guide_is_up_to_date(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    assert text == filled(text, GUIDES[guide]), "run: python tests/docs_tables.py"


@EACH
def test_every_table_of_a_guide_is_known_and_filled(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    names = [found[2] for found in MARK.finditer(text)]
    assert names and text.count("<!-- table") == len(names) and set(names) <= set(TABLES)
    assert all(table(name, GUIDES[guide]).count("\n") > 4 for name in names)


@EACH
def test_what_a_guide_points_to_is_there(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    for found in LINK.finditer(text):
        assert ((ROOT / guide).parent / (found[1] or found[2])).exists(), found[0]


def test_a_stale_guide_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("<!-- table topics -->\nold\n<!-- end -->\n", encoding="utf-8")
    monkeypatch.setattr(docs_tables, "ROOT", tmp_path)
    monkeypatch.setattr(docs_tables, "GUIDES", {"guide.md": "en"})
    assert docs_tables.main(check=True) == 1
    assert docs_tables.main(check=False) == 0
    assert docs_tables.main(check=True) == 0
    assert "Where your feet land" in guide.read_text(encoding="utf-8")


@pytest.mark.skipif(
    not (ROOT / "formcheck" / "locale" / "nl").exists(), reason="Dutch has no catalogue yet"
)
def test_the_dutch_tables_are_dutch() -> None:
    english = {one.label for one in api.handbook("en").metrics}
    dutch = [one.label for one in api.handbook("nl").metrics]
    assert not english & set(dutch)
    assert not [
        one.title
        for one in api.handbook("nl").topics
        if one.title in {topic.title for topic in api.handbook("en").topics}
    ]
