"""Lets files enter their folder whole: who looks finds the old one or the new one, never half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def draft_of(final: Path) -> Iterator[Path]:
    """A path to write to; it becomes `final` when all went well, else it goes."""
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = final.with_name(f".{final.stem}.part{final.suffix}")
    try:
        yield draft
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)


class Filing:
    """Puts files into a folder `out`; they enter `written` once they are whole."""

    __slots__ = ()
    out: Path
    written: list[Path]

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """A path to write to; it gets its own name when all went well, else it goes."""
        final = self.out / name
        with draft_of(final) as draft:
            yield draft
        self.written.append(final)

    def save(self, name: str, content: str | bytes) -> None:
        """Nothing; the file has this content, text as UTF-8 with plain new lines."""
        content = content.encode() if isinstance(content, str) else content
        with self.file(name) as draft:
            draft.write_bytes(content)
