"""How templates become text, for every page: what they escape, and what all pages look like."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# Colours of both themes, letters, lists and links: of the reports, and of the pages of a server.
BASE_STYLE: Final = Path(__file__).parent / "html" / "templates" / "base.css"


@cache
def environment(folder: Path) -> Environment:
    """Templates of a folder, that escape what they are given and stumble over unknown names."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def styled(*files: Path) -> Markup:
    """The looks of all pages, then those of these files, to stand in a page."""
    from markupsafe import Markup

    return Markup("".join(file.read_text(encoding="utf-8") for file in (BASE_STYLE, *files)))
