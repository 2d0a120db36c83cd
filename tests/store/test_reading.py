"""Analyses are found by runner and clip, and come as visits in order of day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from history_makers import FIRST, SECOND, some_analysis

from formcheck import store
from formcheck.errors import SettingsError

THIRD = "3c" * 32
EARLY, LATE = (datetime(2026, 5, day, 12, tzinfo=UTC) for day in (1, 20))


@pytest.fixture
def known(place):
    """Three clips of r07, one of them analysed twice; one of r08."""
    store.add(some_analysis(SECOND, "b.mp4"), "r07", store.Origin("2026-04-02"), place)
    store.add(some_analysis(FIRST, "a.mp4"), "r07", store.Origin(made_at=EARLY), place)
    store.add(some_analysis(FIRST, "a.mp4", view="side"), "r07", store.Origin(made_at=LATE), place)
    store.add(some_analysis(THIRD, "c.mp4", "2026-01-05"), "r07", store.Origin(), place)
    store.add(some_analysis(SECOND, "b.mp4"), "r08", store.Origin("2026-04-09"), place)
    return place


def test_entries_come_in_order_of_day(known):
    assert [e.day for e in store.entries(place=known)] == [
        "2026-01-05", "2026-04-02", "2026-04-09", "2026-05-01", "2026-05-01",
    ]  # fmt: skip
    assert {e.runner for e in store.entries("r07", place=known)} == {"r07"}
    assert store.entries("r99", place=known) == ()


def test_a_clip_is_named_by_its_name_or_the_beginning_of_its_content(known):
    assert len(store.entries(clip="a.mp4", place=known)) == 2
    assert len(store.entries(clip=SECOND, place=known)) == 2
    assert len(store.entries(clip="2B2b2b", place=known)) == 2
    assert store.entries(clip="2b2b2", place=known) == ()  # too short to name one
    assert store.entries(clip="%%%%%%", place=known) == ()
    assert len(store.entries("r08", "b.mp4", known)) == 1


def test_visits_are_clips_with_their_latest_analysis(known):
    visits = store.visits("r07", known)
    assert [v.name for v in visits] == ["c.mp4", "b.mp4", "a.mp4"]
    assert [v.day for v in visits] == ["2026-01-05", "2026-04-02", "2026-05-01"]
    assert visits[-1].analysis.settings["view"] == "side"
    assert visits[0].place is None


def test_an_unknown_runner_has_no_visits(known):
    with pytest.raises(SettingsError, match="no runner r99"):
        store.visits("r99", known)


def test_runners_are_counted(known):
    first, second = store.runners(known)
    assert (first.id, first.clips, first.analyses) == ("r07", 3, 4)
    assert (first.first_day, first.last_day) == ("2026-01-05", "2026-05-01")
    assert (second.id, second.clips, second.analyses) == ("r08", 1, 1)


def test_what_is_outdated_is_more_than_so_many_days_ago(known):
    today = date(2026, 4, 12)
    assert [e.day for e in store.outdated(10, today, known)] == ["2026-01-05"]
    assert len(store.outdated(9, today, known)) == 2
    with pytest.raises(SettingsError, match="fewer than none"):
        store.outdated(-1, today, known)


def test_what_is_not_there_is_told(known):
    for read in (store.entry, store.text):
        with pytest.raises(SettingsError, match="no analysis 99"):
            read(99, known)


def test_an_engine_may_be_kept_open(known):
    engine = store.opened(known)
    assert len(store.entries(place=engine)) == len(store.entries(place=engine)) == 5
    engine.dispose()


def test_a_runner_has_the_days_of_the_first_and_the_last_entry(known):
    for one in store.runners(known):
        days = [entry.day for entry in store.entries(one.id, place=known)]
        assert (one.first_day, one.last_day) == (days[0], days[-1])


def test_days_that_were_told_and_moments_are_one_order(place):
    store.add(some_analysis(FIRST), "r07", store.Origin("2026-05-10"), place)
    store.add(some_analysis(SECOND), "r07", store.Origin(made_at=EARLY), place)
    store.add(some_analysis(THIRD), "r07", store.Origin(made_at=LATE), place)
    (one,) = store.runners(place)
    assert (one.first_day, one.last_day) == ("2026-05-01", "2026-05-20")
