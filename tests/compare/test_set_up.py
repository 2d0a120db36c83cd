from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from visit_makers import analysis

from formcheck.compare.set_up import (
    BACKENDS,
    NETWORKS,
    PRECISIONS,
    QUALITIES,
    ROWS,
    SCALES,
    set_up,
)
from formcheck.gait.quality import SCALE_WORDS
from formcheck.pose.backends import CHOICES
from formcheck.report import words
from formcheck.report.words import speaking
from formcheck.settings import EFFORTS, Model, Precision
from formcheck.types import Camera, Runner, SetUp, SlowMotion

LEVEL = Camera(roll_deg=0.0, roll_sd_deg=1.0, background_share=1.0)


def row(id: str, before: dict[str, Any], after: dict[str, Any]) -> SetUp:
    found = set_up(analysis(**before), analysis(**after))
    return next(one for one in found if one.id == id)


DIFFERING = [
    ("view", {"view": "side"}, {"view": "rear"}),
    ("near_side", {"near_side": "left"}, {"near_side": "right"}),
    ("speed", {"speed_mps": 3.0}, {"speed_mps": 3.2}),
    ("speed_source", {"speed_source": "given"}, {"speed_source": "estimated"}),
    ("setting", {"setting": "treadmill"}, {"setting": "overground"}),
    ("surface", {"surface": "treadmill"}, {"surface": "sand"}),
    (
        "incline",
        {"incline_pct": 0.0, "incline_source": "given"},
        {"incline_pct": 2.0, "incline_source": "given"},
    ),
    ("shoes", {"settings": {"shoes": "old"}}, {"settings": {"shoes": "new"}}),
    ("yaw", {"camera": replace(LEVEL, yaw_deg=0)}, {"camera": replace(LEVEL, yaw_deg=-9)}),
    ("roll", {"camera": LEVEL}, {"camera": replace(LEVEL, roll_deg=4)}),
    ("moving", {"camera": LEVEL}, {"camera": replace(LEVEL, moving=True)}),
    ("size", {"leg_length_px": 200.0}, {"leg_length_px": 300.0}),
    ("resolution", {"width": 720}, {"width": 1080}),
    ("frame_rate", {"fps_effective": 30.0}, {"fps_effective": 60.0}),
    ("slow_motion", {"slow_motion": SlowMotion(1.0)}, {"slow_motion": SlowMotion(8.0)}),
    ("height", {"height_cm": 170.0}, {"height_cm": 178.0}),
    ("scale_source", {"scale_source": "height"}, {"scale_source": "speed"}),
    ("network", {"model": "heavy"}, {"model": "full"}),
    ("quality", {"settings": {"quality": "best"}}, {"settings": {"quality": "quick"}}),
    ("version", {"formcheck": "0.1.0"}, {"formcheck": "0.2.0"}),
]


@pytest.mark.parametrize("id, before, after", DIFFERING, ids=[id for id, _, _ in DIFFERING])
def test_each_row_tells_alike_from_different(
    id: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    different = row(id, before, after)
    assert different.is_same is False
    assert different.before and different.after and different.before != different.after
    assert bool(different.harm) == (id != "resolution")
    alike = row(id, before, before)
    assert alike.is_same is True and alike.harm == ""
    changed = {
        one.id for one in set_up(analysis(**before), analysis(**after)) if one.is_same is False
    }
    assert changed == {id}


def test_every_row_but_those_nobody_can_tell_is_tested() -> None:
    assert {row.id for row in ROWS} - {id for id, _, _ in DIFFERING} == {"moment", "corrections"}


def test_what_one_does_not_say_is_not_known() -> None:
    unknown = row("speed", {}, {"runner": Runner()})
    assert (unknown.before, unknown.after, unknown.is_same) == ("10.8 km/h", "", None)
    assert "not known" in unknown.harm
    unseen = row("roll", {"camera": LEVEL}, {"camera": Camera()})
    assert unseen.is_same is None and unseen.harm


def test_what_nobody_says_is_told_only_where_it_must_be_known() -> None:
    told = {one.id: one for one in set_up(analysis(runner=Runner()), analysis(runner=Runner()))}
    assert "incline" not in told and "height" not in told
    assert {"speed", "shoes", "moment"} <= set(told)
    assert all(told[id].is_same is None and told[id].harm for id in ("speed", "shoes", "moment"))


def test_names_of_shoes_may_hold_braces() -> None:
    assert (
        row("shoes", {"settings": {"shoes": "{x}"}}, {"settings": {"shoes": "b"}}).before == "{x}"
    )


@pytest.mark.parametrize(
    "id, before, told, dutch",
    [
        ("scale_source", {"scale_source": "height+speed"}, "height and speed",
         "lichaamslengte en snelheid"),
        ("scale_source", {"scale_source": "known_length+imported"},
         "known length and the imported file", "bekende lengte en het ingelezen bestand"),
        ("network", {"model": "heavy", "backend": "fast", "precision": "exact"},
         "BlazePose heavy, run directly, at full precision",
         "BlazePose heavy, rechtstreeks gedraaid, op volle precisie"),
        ("network", {"model": "body_25", "backend": "OpenPose", "precision": None},
         "body_25, OpenPose", "body_25, OpenPose"),
        ("quality", {"settings": {"quality": "best"}}, "as exactly as can be",
         "zo nauwkeurig mogelijk"),
    ],
)  # fmt: skip
def test_ids_are_said_in_words_and_names_stay(
    id: str, before: dict[str, Any], told: str, dutch: str
) -> None:
    one = row(id, before, before)
    assert one.before == told
    with speaking("nl"):
        assert words.told(one.before) == dutch


def test_every_id_of_a_choice_has_words() -> None:
    assert set(SCALES) == set(SCALE_WORDS)
    assert set(BACKENDS) == set(CHOICES) - {"auto"}
    assert set(PRECISIONS) == set(get_args(Precision))
    assert set(NETWORKS) == set(get_args(Model))
    assert set(QUALITIES) == set(EFFORTS)
