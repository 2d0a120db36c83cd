"""Turns content into a PDF: the template reads one file of data and makes pages of it.

The template holds no text of its own, and data is never read as markup. Nothing but what
ships with the package is used: no system fonts, no packages from the network, no clock.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from formcheck.report.pdf.letters import printable

_HERE: Final = Path(__file__).parent
TEMPLATE: Final = "report.typ"
FONTS: Final = _HERE / "fonts"
# tagged, with the order of reading and alt texts in it; PDF/A asks for a date, and there is none
STANDARD: Final = "ua-1"
MOST_PAGES: Final = 3  # one for the runner, two for the clinician
# Sizes to try for the clinician's letters until the pages are few enough; by us: below the last,
# 5 points, it reads badly, and then another page is better.
SIZES: Final = (1.0, 0.93, 0.86, 0.79, 0.72)


def typeset(
    content: Mapping[str, Any],
    files: Mapping[str, bytes],
    template: Path = _HERE / TEMPLATE,
    most_pages: int = MOST_PAGES,
) -> bytes:
    """The PDF of this content; `files` are the pictures it names."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copyfile(template, root / TEMPLATE)
        for name, data in files.items():
            (root / name).write_bytes(data)
        return _fitting(root, printable(dict(content)), most_pages)


def _fitting(root: Path, content: dict[str, Any], most_pages: int) -> bytes:
    """The PDF in the largest letters that keep it short; in the smallest if none do."""
    import typst

    for size in SIZES:
        text = json.dumps(content | {"size": size}, ensure_ascii=False)
        (root / "data.json").write_text(text, encoding="utf-8")
        compiler = typst.Compiler(
            input=root / TEMPLATE,
            root=root,
            font_paths=[FONTS],
            ignore_system_fonts=True,
        )
        pages = json.loads(compiler.query(selector="<pages>", field="value", one=True))
        if pages <= most_pages:
            break
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD])
    assert isinstance(made, bytes)
    return made
