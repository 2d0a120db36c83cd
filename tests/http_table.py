"""Writes the table of docs/http-api.md from the description that the server gives of itself.

python tests/http_table.py           writes it
python tests/http_table.py --check   says whether it is up to date
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from formcheck.web.app import create
from formcheck.web.config import Config

GUIDE: Final = Path(__file__).parents[1] / "docs" / "http-api.md"
MARK: Final = re.compile(r"(<!-- table endpoints -->\n).*?(<!-- end -->)", re.DOTALL)
METHODS: Final = ("get", "post", "put", "patch", "delete")
HEAD: Final = ("request", "status", "what comes back")


def description() -> dict[str, Any]:
    """The OpenAPI description of a server on an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        app = create(Config(Path(folder)))
        try:
            return app.openapi()
        finally:
            app.state.engine.dispose()


def rows(told: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Each request: method and path, statuses when it went well, the first words about it."""
    for path, methods in told["paths"].items():
        for method in METHODS:
            if method in methods:
                facts = methods[method]
                statuses = ", ".join(code for code in facts["responses"] if code.startswith("2"))
                yield f"`{method.upper()} {path}`", statuses, first_words(facts)


def first_words(facts: dict[str, Any]) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(str(facts.get("description", "")).partition("\n\n")[0].split())


def table(told: dict[str, Any]) -> str:
    """The table as Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in (HEAD, *rows(told))]
    lines.insert(1, "|" + "---|" * len(HEAD))
    return "\n".join(lines) + "\n"


def filled(text: str) -> str:
    """The guide with its table as it should be."""
    new = table(description())
    return MARK.sub(lambda found: found[1] + new + found[2], text)


def main(check: bool) -> int:
    text = GUIDE.read_text(encoding="utf-8")
    new = filled(text)
    if new == text:
        return 0
    print(f"{'stale' if check else 'written'}: docs/http-api.md")
    if not check:
        GUIDE.write_text(new, encoding="utf-8", newline="\n")
    return int(check)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
