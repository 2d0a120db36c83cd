"""Cores are those of the machine, or fewer where it is asked for."""

from __future__ import annotations

import pytest

from formcheck.pose.cores import VARIABLE, cores


def test_fewer_may_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    has = cores()
    assert has >= 1
    for asked, given in (("1", 1), ("100000", has), ("0", has), ("many", has), ("", has)):
        monkeypatch.setenv(VARIABLE, asked)
        assert cores() == given
