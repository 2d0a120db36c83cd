"""Wrong keys are few, slow, and bring nobody in."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from browsers import KEY, browser, stranger
from fastapi import FastAPI

from formcheck.store import accounts
from formcheck.web import keys
from formcheck.web.keys import WRONG, WRONG_ALL, new_key, plain


def test_a_key_has_a_hundred_bits_and_can_be_typed() -> None:
    made = {new_key() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([0-9a-hjkmnp-tv-z]{4}-){4}[0-9a-hjkmnp-tv-z]{4}", k) for k in made)
    assert 32**20 == 2**100
    assert len(set(keys._SIGNS)) == 32
    assert all(plain(k) == k.replace("-", "") for k in made)


def test_after_ten_wrong_keys_even_the_right_one_waits(locked: FastAPI) -> None:
    client = stranger(locked)
    for _ in range(WRONG):
        assert client.post("/enter", json={"key": "wrong"}).status_code == 403
    refused = client.post("/enter", json={"key": KEY})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert client.post("/enter", json={"code": "x"}).status_code == 429
    told = {"authorization": "Bearer wrong"}
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 429


def test_wrong_keys_of_programs_count_too(locked: FastAPI) -> None:
    client = stranger(locked)
    told = {"authorization": "Bearer wrong"}
    found = [client.get("/api/v1/openapi.json", headers=told).status_code for _ in range(WRONG + 2)]
    assert found == [401] * WRONG + [429] * 2


def test_who_is_in_is_not_kept_out_by_wrong_keys_of_others(locked: FastAPI) -> None:
    inside, outside = browser(locked), stranger(locked)
    program = {"authorization": f"Bearer {KEY}"}
    assert outside.get("/api/v1/openapi.json", headers=program).status_code == 200
    for _ in range(WRONG + 5):
        outside.post("/enter", json={"key": "wrong"})
    assert inside.get("/api/v1/openapi.json").status_code == 200
    assert outside.get("/api/v1/openapi.json", headers=program).status_code == 200


def test_right_ones_do_not_count(locked: FastAPI) -> None:
    for _ in range(WRONG + 5):
        assert stranger(locked).post("/enter", json={"key": KEY}).status_code == 204


def test_all_wrong_ones_together_are_limited_too(locked: FastAPI) -> None:
    for k in range(WRONG_ALL):
        locked.state.doors.wrong_all.take("*")
        assert k < WRONG_ALL
    assert stranger(locked).post("/enter", json={"key": KEY}).status_code == 429


def test_many_guesses_at_once_are_not_more_guesses(locked: FastAPI) -> None:
    client = stranger(locked)

    def guess(k: int) -> int:
        return client.post("/enter", json={"code": f"wrong {k}"}).status_code

    with ThreadPoolExecutor(8) as several:
        found = list(several.map(guess, range(3 * WRONG)))
    assert found.count(403) == WRONG
    assert found.count(429) == 2 * WRONG


def test_two_keys_are_checked_at_a_time(locked: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "WAIT_S", 0.05)
    doors = locked.state.doors
    doors.checking.acquire()
    assert stranger(locked).post("/enter", json={"key": KEY}).status_code == 204
    doors.right.clear()
    doors.checking.acquire()
    refused = stranger(locked).post("/enter", json={"key": KEY})
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    doors.checking.release()
    assert stranger(locked).post("/enter", json={"key": KEY}).status_code == 204


def test_a_right_key_is_checked_slowly_once(
    locked: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"authorization": f"Bearer {KEY}"}
    client = stranger(locked)
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 200
    monkeypatch.setattr(accounts, "is_key", lambda *_: pytest.fail("checked again"))
    assert client.get("/api/v1/openapi.json", headers=told).status_code == 200
    assert KEY not in str(vars(locked.state.doors))
