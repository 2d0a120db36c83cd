"""Keeps the catalogues whole: `python tests/translations.py` extracts, merges and compiles.

    texts in code and data -> formcheck/locale/nl/LC_MESSAGES/formcheck.po -> formcheck.mo

Without an option it writes new texts into the .po (empty: fill them in), drops those that are
gone and compiles. `--check` changes nothing and fails where something is missing, unsure,
left over, has other fields than the English, or is not compiled. `--fill FILE` takes
translations from a JSON file of {English: Dutch}.
"""

from __future__ import annotations

import argparse
import io
import json
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from texts import LOCALE, texts

LANGUAGES = ("nl",)
WIDTH = 98
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the history has the dates
HEADER = "# Texts of formcheck. Words are used as in glossary.toml; see CONTRIBUTING.md."


def main() -> int:
    """Exit code: 1 when a check fails or texts are still to be translated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--fill", type=Path)
    asked = parser.parse_args()
    said = json.loads(asked.fill.read_text(encoding="utf-8")) if asked.fill else {}
    wrong = []
    for lang in LANGUAGES:
        if not asked.check:
            update(lang, said)
        wrong += [f"{lang}: {problem}" for problem in problems(lang)]
    print("\n".join(wrong) or "Every text is translated.")
    return 1 if wrong else 0


def po(lang: str) -> Path:
    """The catalogue that people edit."""
    return LOCALE / lang / "LC_MESSAGES" / "formcheck.po"


def catalogue(lang: str) -> Catalog:
    """What the .po holds; empty where there is none."""
    path = po(lang)
    if not path.is_file():
        return Catalog(locale=lang)
    with path.open("rb") as file:
        return read_po(file, locale=lang)


def update(lang: str, said: dict[str, str]) -> None:
    """Write the .po with every text and what is known of it, and compile it."""
    old = catalogue(lang)
    new = Catalog(
        locale=lang, project="formcheck", header_comment=HEADER, fuzzy=False,
        creation_date=NO_DATE, revision_date=NO_DATE, version="1",
        last_translator="The formcheck authors", language_team="The formcheck authors",
        copyright_holder="The formcheck authors", msgid_bugs_address="The formcheck authors",
    )  # fmt: skip
    for text, places in sorted(texts().items(), key=lambda item: (min(item[1]), item[0])):
        known = old.get(text)
        before = known.string if known is not None else ""
        new.add(text, said.get(text, before), locations=[(p, None) for p in sorted(places)])
    po(lang).parent.mkdir(parents=True, exist_ok=True)
    po(lang).write_bytes(_as_po(new))
    po(lang).with_suffix(".mo").write_bytes(_as_mo(new))


def _as_po(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=WIDTH, include_lineno=False, omit_header=False)
    lines = file.getvalue().decode().splitlines()
    kept = (line for line in lines if not line.startswith('"Generated-By'))
    return ("\n".join(kept).rstrip() + "\n").encode()


def _as_mo(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def problems(lang: str) -> Iterator[str]:
    """One line for each thing that is wrong with a catalogue."""
    known = {message.id: message for message in catalogue(lang) if message.id}
    now = texts()
    for text in sorted(now):
        if text not in known or not known[text].string:
            yield f"not translated: {text!r} ({', '.join(sorted(now[text]))})"
    for text, message in known.items():
        if text not in now:
            yield f"no longer said: {text!r}"
        elif message.fuzzy:
            yield f"unsure: {text!r}"
        elif message.string and fields(text) != fields(message.string):
            yield f"other fields: {text!r} -> {message.string!r}"
    with po(lang).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    if any(compiled.gettext(text) != (m.string or text) for text, m in known.items()):
        yield "not compiled: run python tests/translations.py"


def fields(text: str) -> list[tuple[str, str, str]]:
    """The fields of a template with their formats, in order of name."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return [("not a template", "", "")]
    return sorted(
        {(name, spec or "", how or "") for _, name, spec, how in parts if name is not None}
    )


if __name__ == "__main__":
    sys.exit(main())
