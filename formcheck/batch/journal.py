"""What is done of a batch, so that it can be killed at any moment and go on later.

    OUT/.formcheck.batch/lock              held by the batch at work, let go by the system
                         at-work-1.lock    held by each of its processes
                         done/<hash>.json  one clip: its name, what it was made from, its outcome

An entry is written beside its place and moved there once the clip's results are in their
folder: whatever the moment of a kill, there is a whole entry or none. A clip without one is
analysed again, into a folder whose files enter together.

A clip counts as the same while its size and time of change are: to read thousands of clips for
a hash before going on would take minutes, and more where they lie on another machine. Whoever
copies them without their times has them analysed again; landmarks are found by their content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from formcheck import __version__
from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.wire import as_json, from_json
from formcheck.by_hand import places_beside
from formcheck.errors import SettingsError
from formcheck.folder import FETCHED, PART, remove_part
from formcheck.types.said import Said

HOME: Final = ".formcheck.batch"
PATIENCE_S: Final = 10.0  # a process whose batch was killed ends within moments of it


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of the batch in `out`; `marks` keeps what each clip was when it was begun."""

    out: Path
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The folder of everything a batch keeps for itself."""
        return self.out / HOME

    def done(self, task: Task) -> Outcome | None:
        """The outcome that is known from before; None where it is not, or rests on less.

        It holds for the same clip, asked for in the same way of the same formcheck, whose
        results are still there.
        """
        self.marks[task.name] = made_from(task)
        try:
            entry = json.loads(self._entry(task.name).read_text(encoding="utf-8"))
            outcome = from_json(entry["outcome"])
            is_same = entry["made_from"] == self.marks[task.name]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        is_there = not outcome.is_analysed or any(task.out.glob("*.formcheck.json"))
        return outcome if is_same and is_there else None

    def keep(self, outcome: Outcome) -> None:
        """Nothing; the outcome is known from now on.

        Raises
        ------
        SettingsError : it cannot be written: the disk is full, for example
        """
        entry = {
            "clip": outcome.name,
            "made_from": self.marks[outcome.name],
            "outcome": as_json(outcome),
        }
        place = self._entry(outcome.name)
        draft = place.with_suffix(".part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(entry, indent=1), encoding="utf-8")
            draft.replace(place)
        except OSError as error:
            raise unwritable(self.out, error) from error

    def forget(self, tasks: Sequence[Task]) -> None:
        """Nothing; what was known of these clips does not outlive their next results."""
        for task in tasks:
            self._entry(task.name).unlink(missing_ok=True)

    def gone(self, tasks: Sequence[Task]) -> int:
        """How many clips were done before and are not there any more."""
        known = {self._entry(task.name) for task in tasks}
        return sum(entry not in known for entry in self.home.glob("done/*.json"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else works in `out` meanwhile; what a killed batch left half done is gone.

        Raises
        ------
        SettingsError : another batch is at work there, or nothing can be written there
        """
        import filelock

        busy = SettingsError(
            Said("Another batch is at work in {out}.", out=self.out),
            Said("Wait for it, stop it, or choose another folder with --out."),
        )
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(self.home / "lock")
            lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise busy from error
        except OSError as error:
            raise unwritable(self.out, error) from error
        try:
            for held in sorted(self.home.glob("at-work-*.lock")):
                with filelock.FileLock(held, timeout=PATIENCE_S):
                    pass
            self._sweep()
            yield
        except filelock.Timeout as error:
            raise busy from error
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Remove what was half written when a batch was killed."""
        for draft in self.home.glob("done/*.part"):
            draft.unlink(missing_ok=True)
        for half in (PART, FETCHED):
            for part in sorted(self.out.rglob(half)):
                remove_part(part.parent)

    def _entry(self, name: str) -> Path:
        # a hash: names may be longer than a file's may be, and hold /
        sha256 = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        return self.home / "done" / f"{sha256[:40]}.json"


def unwritable(out: Path, error: OSError) -> SettingsError:
    """What is said when the disk is full or the folder may not be written to."""
    why = error.strerror or error
    return SettingsError(
        Said("Cannot write to {out}: {strerror}.", out=out, strerror=why),
        Said("Choose another folder with --out."),
    )


def made_from(task: Task) -> str:
    """What tells one analysis of a clip from another.

    The clip, what was changed by hand, settings, formats, version.
    """
    asked: Any = [
        task.mark or mark_of(task.clip),
        asdict(task.settings),
        sorted(task.formats),
        __version__,
        *_by_hand(task),
    ]
    text = json.dumps(asked, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _by_hand(task: Task) -> list[str]:
    """The mark of each file of corrections that is there; none where they are not wanted."""
    wanted = task.settings.corrections
    if isinstance(wanted, str | Path):
        return [mark_of(str(wanted))]
    places = places_beside(Path(task.clip)) if wanted is None else []
    return [mark for place in places if (mark := mark_of(str(place)))]


def mark_of(clip: str) -> str:
    """Size in bytes and time of change in ns of a file; "" of what is gone."""
    try:
        facts = Path(clip).stat()
    except OSError:
        return ""
    return f"{facts.st_size} {facts.st_mtime_ns}"
