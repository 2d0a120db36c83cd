"""How far a job is never runs backwards, and how long it takes is said when it is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from formcheck.store.web_nouns import Job
from formcheck.web.pace import STAGES, Far, further, left_s, share, share_of

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def job(far: Far = Far(), state: str = "running", took_s: float = 60.0) -> Job:  # noqa: B008
    return Job(
        id="0" * 32, kind="analyze", uploads=("1" * 32,), lang="en", asked={},
        state=state,  # type: ignore[arg-type]
        stage=far.stage, n_done=far.n_done, n_total=far.n_total, tries=1, outcome={}, entry=None,
        made_at=NOW, begun_at=NOW - timedelta(seconds=took_s), told_at=NOW, ended_at=None,
    )  # fmt: skip


def an_analysis() -> list[Far]:
    """As a long clip with a small runner, from behind, tells it."""
    told = [Far("survey", k, 12) for k in range(1, 13)]
    told += [Far("pose", k, 300) for k in range(1, 601)]  # looked at twice
    told += [Far(stage, k, 300) for stage in ("camera", "pelvis") for k in range(1, 301)]
    return [*told, Far("writing", 0, None)]


def test_the_share_grows_from_stage_to_stage() -> None:
    shares = [share("analyze", far) for far in an_analysis()]
    assert None not in shares
    assert all(a <= b for a, b in pairwise(shares))  # type: ignore[operator]
    assert 0 < shares[0] < 0.1  # type: ignore[operator]
    assert 0.7 < shares[-1] < 1  # type: ignore[operator]
    assert all(start < end <= 1 for start, end in STAGES.values())


def test_what_is_tried_again_stands_still_until_it_is_as_far() -> None:
    told = an_analysis()
    shown, seen = Far(), []
    for far in (*told[:500], *told[:600]):
        shown = further("analyze", shown, far)
        seen.append(share("analyze", shown))
    assert all(a <= b for a, b in pairwise(seen))  # type: ignore[operator]
    assert shown == told[599]


@pytest.mark.parametrize("far", [Far(), Far("check", 3, None), Far("writing", 0, None)])
def test_nobody_guesses_at_other_kinds(far: Far) -> None:
    assert share("compare", far) is None


def test_the_time_left_is_that_of_the_pace() -> None:
    half = job(Far("pose", 150, 300))
    behind = share_of(half)
    assert behind is not None
    assert left_s(half, NOW) == pytest.approx(60 * (1 - behind) / behind, abs=0.1)


@pytest.mark.parametrize(
    "early",
    [
        job(Far("pose", 150, 300), took_s=1.0),
        job(Far("survey", 1, 12)),
        job(Far("writing", 0, None)),
        job(),
        job(Far("pose", 150, 300), state="waiting"),
        job(Far("pose", 150, 300), state="stopping"),
        job(Far("pose", 300, 300), state="done"),
    ],
)
def test_nothing_is_said_where_it_is_not_known(early: Job) -> None:
    assert left_s(early, NOW) is None


def test_done_is_all_and_failed_is_nothing_known() -> None:
    assert share_of(job(state="done")) == 1.0
    assert share_of(job(Far("pose", 1, 2), state="failed")) is None
