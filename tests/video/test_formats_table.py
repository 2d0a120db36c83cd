"""The page on formats says what is so."""

from __future__ import annotations

from formats_table import CODECS, PAGE, PROPERTIES, page


def test_the_page_on_formats_is_up_to_date():
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(), "write it anew: PYTHONPATH=. python tests/video/formats_table.py"


def test_nothing_on_the_page_reads_wrongly():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "|" in line]
    assert len(lines) >= len(CODECS) + len(PROPERTIES)
    assert not [line for line in lines if "**" in line or "It is" in line or "damaged" in line]
