"""The page about other programs' tracks says what the importers do."""

from __future__ import annotations

import imports_table


def test_the_page_is_up_to_date() -> None:
    text = imports_table.PAGE.read_text(encoding="utf-8")
    assert text.count("<!-- table sets -->") == 1
    assert text == imports_table.filled(text), "run: python tests/imports_table.py"
