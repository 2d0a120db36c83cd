"""How often somebody may."""

from __future__ import annotations

import pytest

from formcheck.web.buckets import MOST_KEPT, Buckets, home


class Clock:
    def __init__(self) -> None:
        self.at_s = 1000.0

    def __call__(self) -> float:
        return self.at_s


def test_a_bucket_is_emptied_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(10, per_s=10 / 600, clock=clock)
    assert [buckets.take("a") for _ in range(10)] == [0.0] * 10
    assert buckets.take("a") == pytest.approx(60)
    clock.at_s += 59
    assert buckets.take("a") == pytest.approx(1)
    clock.at_s += 1.001
    assert buckets.take("a") == 0
    assert buckets.take("a") > 59
    clock.at_s += 6000
    assert [buckets.take("a") == 0 for _ in range(11)] == [True] * 10 + [False]


def test_everybody_has_a_bucket_of_their_own() -> None:
    buckets = Buckets(1, per_s=0.1, clock=Clock())
    assert buckets.take("a") == 0
    assert buckets.take("a") > 0
    assert buckets.take("b") == 0


def test_what_is_given_back_is_there_again_and_no_more() -> None:
    buckets = Buckets(2, per_s=0.001, clock=Clock())
    buckets.take("a")
    for _ in range(5):
        buckets.give_back("a")
    assert [buckets.take("a") == 0 for _ in range(3)] == [True, True, False]


def test_many_strangers_do_not_fill_the_memory_nor_free_the_greedy() -> None:
    clock = Clock()
    buckets = Buckets(3, per_s=0.001, clock=clock)
    while buckets.take("greedy") == 0:
        pass
    for k in range(3 * MOST_KEPT):
        buckets.take(f"stranger {k}")
    assert len(buckets._left) <= MOST_KEPT + 1
    assert buckets.take("greedy") > 0


@pytest.mark.parametrize(
    ("host", "who"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::1", "::1"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("testclient", "testclient"),
        (None, "?"),
    ],
)
def test_a_visitor_is_an_address(host: str | None, who: str) -> None:
    assert home(host) == who


def test_all_addresses_of_a_home_are_one_visitor() -> None:
    assert home("2001:db8::1:2:3:4") == home("2001:db8::ffff:1:1:1")
    assert home("2001:db8:0:1::1") != home("2001:db8:0:2::1")
