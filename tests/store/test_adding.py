"""An analysis is added once, by whoever, and keeps what is known of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from history_makers import FIRST, SECOND, some_analysis

from formcheck import store
from formcheck.errors import SettingsError
from formcheck.report.json_file import from_json, to_json

WHEN = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)

CROWD = """
import sys
sys.path[:0] = sys.argv[3:]
from history_makers import some_analysis
from formcheck import store
place, me = sys.argv[1], int(sys.argv[2])
for k in range(12):
    clip = k if k < 6 else 100 * me + k  # six that everybody adds, six of one's own
    store.add(some_analysis(f"{clip:064x}"), f"r{clip % 3}", place=place)
"""


def test_what_was_added_is_found_as_it_was(place, tmp_path):
    origin = store.Origin("2026-03-01", tmp_path / "results", WHEN, "new shoes")
    added = store.add(some_analysis(), "r07", origin, place)
    assert store.entries(place=place) == (added,) == (store.entry(added.id, place),)
    assert (added.runner, added.clip, added.sha256) == ("r07", "monday.mp4", FIRST)
    assert (added.day, added.day_how, added.made_at) == ("2026-03-01", "given", WHEN)
    assert (added.version, added.note) == ("0.1.0", "new shoes")
    assert added.settings == {"lang": "en", "view": "auto"}
    assert Path(added.folder) == tmp_path / "results"
    assert store.text(added.id, place) == to_json(some_analysis())
    assert from_json(store.text(added.id, place)) == from_json(to_json(some_analysis()))


def test_the_same_analysis_is_the_same_entry(place):
    first = store.add(some_analysis(), "r07", store.Origin("2026-03-01", made_at=WHEN), place)
    again = store.add(some_analysis(), "r07", place=place)
    assert again == first  # also its day and when it was made
    assert store.add(some_analysis(view="rear"), "r07", place=place).id != first.id
    assert store.add(some_analysis(SECOND), "r07", place=place).id != first.id
    assert len(store.entries(place=place)) == 3


def test_one_read_back_from_its_file_is_the_same_analysis(place):
    made = some_analysis(speed_mps=10.1 / 3.6, known_length=(1.0, 2.0, 3.0, 4.0, 1.4))
    first = store.add(made, "r07", place=place)
    assert store.add(from_json(to_json(made)), "r07", place=place).id == first.id


def test_what_is_told_anew_replaces_what_was_known(place, tmp_path):
    store.add(some_analysis(), "r07", store.Origin("2026-03-01", tmp_path, note="a"), place)
    again = store.add(some_analysis(), "r07", store.Origin("2026-03-02", note="b"), place)
    assert (again.day, again.note, Path(again.folder)) == ("2026-03-02", "b", tmp_path)


def test_two_people_in_one_clip_are_two_runners(place):
    store.add(some_analysis(person=1), "r01", place=place)
    store.add(some_analysis(person=2), "r02", place=place)
    assert [one.id for one in store.runners(place)] == ["r01", "r02"]


def test_codes_that_differ_in_capitals_only_are_one_code(place):
    store.add(some_analysis(), "r07", place=place)
    with pytest.raises(SettingsError, match="runner r07 already"):
        store.add(some_analysis(SECOND), "R07", place=place)


def test_a_name_is_refused_before_a_history_is_made(file):
    with pytest.raises(SettingsError, match="name"):
        store.add(some_analysis(), "First Last", place=file)
    assert not file.exists()


def test_the_day_somebody_gives_comes_before_the_clips_own(place):
    filmed = some_analysis(filmed_on="2026-02-01")
    added = store.add(filmed, "r07", store.Origin(made_at=WHEN), place)
    assert (added.day, added.day_how) == ("2026-02-01", "filmed")
    added = store.add(filmed, "r07", store.Origin("2026-02-03"), place)
    assert (added.day, added.day_how) == ("2026-02-03", "given")


def test_a_clip_keeps_the_day_of_its_first_analysis(place):
    """Looking at an old clip again, as after a correction, does not turn visits around."""
    for sha256, view, day in ((FIRST, "auto", 1), (SECOND, "auto", 9), (FIRST, "side", 20)):
        origin = store.Origin(made_at=datetime(2026, 3, day, 12, tzinfo=UTC))
        added = store.add(some_analysis(sha256, view=view), "r07", origin, place)
    assert (added.day, added.day_how, added.made_at.day) == ("2026-03-01", "made", 20)
    assert [v.analysis.clip.sha256 for v in store.visits("r07", place)] == [FIRST, SECOND]
    store.delete([1], place)  # the one that set the day
    assert [v.day for v in store.visits("r07", place)] == ["2026-03-01", "2026-03-09"]


def test_clips_of_one_day_stay_in_the_order_in_which_they_came(place):
    for hour, (sha256, view) in enumerate(((FIRST, "auto"), (SECOND, "auto"), (FIRST, "side"))):
        origin = store.Origin("2026-03-01", made_at=WHEN.replace(hour=8 + hour))
        store.add(some_analysis(sha256, view=view), "r07", origin, place)
    assert [v.analysis.clip.sha256 for v in store.visits("r07", place)] == [FIRST, SECOND]


def test_four_processes_add_at_the_same_time(place):
    """Also the file, and its tables, are made by all of them at once."""
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "report")]
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    crowd = [
        subprocess.Popen([sys.executable, "-c", CROWD, place, str(me), *paths], env=alone)
        for me in range(1, 5)
    ]
    assert [one.wait(120) for one in crowd] == [0, 0, 0, 0]
    found = store.entries(place=place)
    assert len(found) == 6 + 4 * 6 == len({one.sha256 for one in found})
    assert [one.id for one in store.runners(place)] == ["r0", "r1", "r2"]
