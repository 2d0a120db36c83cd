from __future__ import annotations

from visit_makers import analysis, number

from formcheck import metrics
from formcheck.compare.changes import changes
from formcheck.compare.follows import BONDS
from formcheck.types import Change, Measurement


def followed(*pairs: tuple[Measurement, Measurement]) -> dict[str, tuple[str, ...]]:
    before, after = zip(*pairs, strict=True)
    found: tuple[Change, ...] = changes(analysis(*before), analysis(*after), {})
    return {change.key: change.follows_from for change in found}


def pair(id: str, before: float, after: float, **more: object) -> tuple[Measurement, Measurement]:
    return number(id, before, **more), number(id, after, **more)


def test_every_bond_is_between_known_numbers_and_none_goes_round() -> None:
    assert {id for b in BONDS for id in (b.id, b.source)} <= set(metrics.LABELS)
    reached: dict[str, set[str]] = {}
    for bond in BONDS:
        reached.setdefault(bond.id, set()).add(bond.source)
    for id in reached:
        seen, ahead = set(), set(reached[id])
        while ahead:
            seen |= ahead
            ahead = {s for one in ahead for s in reached.get(one, set())} - seen
        assert id not in seen


def test_a_stride_is_shorter_where_steps_are_quicker() -> None:
    assert followed(pair("cadence", 160, 176), pair("stride_time", 75, 68)) == {
        "cadence:both": (),
        "stride_time:both": ("cadence",),
    }


def test_what_goes_the_other_way_stands_alone() -> None:
    assert followed(pair("cadence", 160, 176), pair("contact_time", 20, 30)) == {
        "cadence:both": (),
        "contact_time:left": (),
    }


def test_nothing_follows_from_what_did_not_change() -> None:
    found = followed(pair("cadence", 160, 160.1), pair("stride_time", 75, 68))
    assert found["stride_time:both"] == ()


def test_what_did_not_change_follows_from_nothing() -> None:
    found = followed(pair("cadence", 160, 176), pair("stride_time", 75, 75))
    assert found["stride_time:both"] == ()


def test_the_other_leg_explains_nothing() -> None:
    right = {"side": "right"}
    found = followed(pair("overstride", 10, 30), pair("overstride_distance", 10, 30, **right))
    assert found["overstride_distance:right"] == ()
    found = followed(pair("overstride", 10, 30), pair("overstride_distance", 10, 30))
    assert found["overstride_distance:left"] == ("overstride",)
