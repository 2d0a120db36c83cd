"""Brings failed clips together by what went wrong; this file takes names and measures out of it.

"a.mp4 is empty." and "sub/b.mp4 is empty." are one heading, "The clip is empty.", above two
clips; "0.8 s of running" and "1.1 s of running" are "… s of running".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from formcheck.report.words import _, told
from formcheck.types.cohort import CohortClip
from formcheck.types.said import Said

DIFFERS: Final = "…"  # where the clips of a heading have different numbers


class _Gap(str):
    """Words in the place of a field, whatever number the template expects there."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Failures:
    """Clips that failed in the same way."""

    trouble: str
    reason: str
    hint: str
    clips: tuple[CohortClip, ...]


def failures(clips: Sequence[CohortClip]) -> Iterator[Failures]:
    """Failed clips by what went wrong, the most frequent first, in the language of the moment."""
    grouped: dict[tuple[str, str, str], list[CohortClip]] = {}
    for clip in clips:
        if clip.trouble is not None:
            key = (clip.trouble, *_words(clip, _without_measures))
            grouped.setdefault(key, []).append(clip)
    for key, found in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        exact = {_words(clip, lambda value: value) for clip in found}
        words = exact.pop() if len(exact) == 1 else key[1:]
        yield Failures(key[0], *words, tuple(found))


def _words(clip: CohortClip, seen: Callable[[Any], Any]) -> tuple[str, str]:
    """Reason and hint without the clip's name, each field as `seen` has it."""
    names = {clip.name, PurePosixPath(clip.name).name}
    reason, hint = (told(_neutral(text, names, seen)) for text in (clip.reason, clip.hint))
    return reason[:1].upper() + reason[1:], hint


def _neutral(text: str, names: set[str], seen: Callable[[Any], Any]) -> str:
    """The text with other words where it names the clip."""
    if not isinstance(text, Said):
        return text
    return Said(
        text.template, **{k: _field(k, field, names, seen) for k, field in text.fields.items()}
    )


def _field(key: str, value: Any, names: set[str], seen: Callable[[Any], Any]) -> Any:
    """The field; "the clip" for its name, and dots in a sentence about its path."""
    if isinstance(value, Said):
        return _neutral(value, names, seen)
    if value in names:
        return _Gap(_("the clip") if key == "name" else DIFFERS)
    return seen(value)


def _without_measures(value: Any) -> Any:
    """The field, where it counts or names; what was measured is another with each clip."""
    return _Gap(DIFFERS) if isinstance(value, float) else value
