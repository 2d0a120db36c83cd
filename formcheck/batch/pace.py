"""How far a batch is, how fast it goes, how long it will take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """A moment of a batch.

    Attributes
    ----------
    total : clips of the batch
    before : of those, done by an earlier run
    done : done by this run
    failed : of all that are done
    elapsed_s : seconds since this run began
    """

    total: int
    before: int
    done: int
    failed: int
    elapsed_s: float

    @property
    def behind(self) -> int:
        """Clips that need nothing more."""
        return self.before + self.done

    @property
    def an_hour(self) -> float | None:
        """Clips an hour, of this run; None until one is done.

        >>> Pace(total=20, before=5, done=5, failed=0, elapsed_s=600).an_hour
        30.0
        """
        return 3600 * self.done / self.elapsed_s if self.done and self.elapsed_s > 0 else None

    @property
    def left_s(self) -> float | None:
        """Seconds until the end at this pace; None until there is one.

        >>> Pace(total=20, before=5, done=5, failed=0, elapsed_s=600).left_s
        1200.0
        """
        rate = self.an_hour
        return None if rate is None else 3600 * (self.total - self.behind) / rate
