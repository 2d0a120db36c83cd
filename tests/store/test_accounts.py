"""Who may come in, and that nothing kept says how."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from formcheck.errors import SettingsError
from formcheck.store import accounts
from formcheck.store.opening import opened

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setitem(accounts._SCRYPT, "n", 16)  # what it costs is measured elsewhere
    return opened(tmp_path / "history.sqlite", make=True)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    at = accounts.now() + by
    monkeypatch.setattr(accounts, "now", lambda: at)


def test_a_key_is_kept_as_a_hash_with_a_salt_of_its_own() -> None:
    first, second = accounts.hashed("moss-tree"), accounts.hashed("moss-tree")
    assert first != second
    assert "moss" not in first
    assert accounts.is_key("moss-tree", first)
    assert not accounts.is_key("moss-trek", first)


def test_trying_a_key_costs_64_megabytes() -> None:
    cost = accounts._SCRYPT
    assert 128 * cost["n"] * cost["r"] == 64 << 20


def test_there_is_one_desk(store: Engine) -> None:
    with ThreadPoolExecutor(8) as several:
        found = list(several.map(lambda _: accounts.desk(store).id, range(8)))
    assert len(set(found)) == 1
    assert [one.role for one in accounts.all_accounts(store)] == ["desk"]


def test_a_runner_has_one_account_also_when_two_ask_at_once(store: Engine) -> None:
    with ThreadPoolExecutor(8) as several:
        found = list(several.map(lambda _: accounts.runner_account("r07", store), range(8)))
    assert len({one.id for one in found}) == 1
    assert (found[0].role, found[0].runner, found[0].has_key) == ("runner", "r07", False)


def test_a_runner_is_called_by_a_code(store: Engine) -> None:
    with pytest.raises(SettingsError, match="name"):
        accounts.runner_account("Anna Jansen", store)


def test_a_key_lets_in_and_no_other_does(store: Engine) -> None:
    desk = accounts.desk(store)
    assert accounts.by_key("abc", store) is None
    accounts.set_key(desk.id, "abc", store)
    found = accounts.by_key("abc", store)
    assert found is not None
    assert found[0].id == desk.id
    assert found[0].has_key
    assert accounts.by_hash(found[1], store) == found[0]
    assert accounts.by_key("abd", store) is None
    assert accounts.by_key("", store) is None


def test_a_new_key_puts_out_whoever_came_in_or_was_invited_before(store: Engine) -> None:
    desk, runner = accounts.desk(store), accounts.runner_account("r07", store)
    accounts.set_key(desk.id, "old", store)
    kept = accounts.by_key("old", store)
    token, _ = accounts.let_in(desk.id, store)
    theirs, _ = accounts.let_in(runner.id, store)
    code, _ = accounts.invite(desk.id, store)
    accounts.set_key(desk.id, "new", store)
    assert accounts.by_key("old", store) is None
    assert kept is not None
    assert accounts.by_hash(kept[1], store) is None
    assert accounts.session(token, store) is None
    assert accounts.by_invitation(code, store) is None
    assert accounts.session(theirs, store) is not None


def test_an_invitation_lets_in_once(store: Engine) -> None:
    runner = accounts.runner_account("r07", store)
    code, ends_at = accounts.invite(runner.id, store)
    assert ends_at.tzinfo is not None
    assert accounts.by_invitation(code, store) == runner
    assert accounts.by_invitation(code, store) is None


def test_of_eight_browsers_with_one_invitation_one_comes_in(store: Engine) -> None:
    code, _ = accounts.invite(accounts.runner_account("r07", store).id, store)
    with ThreadPoolExecutor(8) as several:
        found = list(several.map(lambda _: accounts.by_invitation(code, store), range(8)))
    assert sum(one is not None for one in found) == 1


@pytest.mark.parametrize(("minutes", "comes_in"), [(14, True), (16, False)])
def test_an_invitation_lasts_a_quarter_of_an_hour(
    store: Engine, monkeypatch: pytest.MonkeyPatch, minutes: int, comes_in: bool
) -> None:
    code, _ = accounts.invite(accounts.desk(store).id, store)
    later(monkeypatch, minutes * MINUTE)
    assert (accounts.by_invitation(code, store) is not None) == comes_in


def test_a_session_knows_its_account_and_its_word(store: Engine) -> None:
    desk = accounts.desk(store)
    token, csrf = accounts.let_in(desk.id, store)
    found = accounts.session(token, store)
    assert found is not None
    assert (found.account, found.csrf) == (desk, csrf)
    assert accounts.session(token + "x", store) is None
    assert token != csrf


@pytest.mark.parametrize(("days", "is_known"), [(29, True), (31, False)])
def test_a_session_lasts_a_month_since_it_was_last_seen(
    store: Engine, monkeypatch: pytest.MonkeyPatch, days: int, is_known: bool
) -> None:
    token, _ = accounts.let_in(accounts.desk(store).id, store)
    later(monkeypatch, 20 * DAY)
    assert accounts.session(token, store) is not None
    later(monkeypatch, days * DAY)
    assert (accounts.session(token, store) is not None) == is_known


def test_who_leaves_is_out_and_others_are_not(store: Engine) -> None:
    desk = accounts.desk(store)
    (mine, _), (others, _) = accounts.let_in(desk.id, store), accounts.let_in(desk.id, store)
    accounts.let_out(mine, store)
    assert accounts.session(mine, store) is None
    assert accounts.session(others, store) is not None


def test_a_runner_who_is_forgotten_is_out_and_cannot_come_back(store: Engine) -> None:
    runner = accounts.runner_account("r07", store)
    token, _ = accounts.let_in(runner.id, store)
    code, _ = accounts.invite(runner.id, store)
    accounts.forget_runner("r07", store)
    assert accounts.session(token, store) is None
    assert accounts.by_invitation(code, store) is None
    assert accounts.all_accounts(store) == ()


def test_nothing_that_lets_in_stands_in_the_file(store: Engine, tmp_path: Path) -> None:
    desk = accounts.desk(store)
    accounts.set_key(desk.id, "k7mp2xqa9d3fw0te5hcn", store)
    token, _ = accounts.let_in(desk.id, store)
    code, _ = accounts.invite(desk.id, store)
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert desk.id.encode() in held
    for secret in ("k7mp2xqa9d3fw0te5hcn", token, code):
        assert secret.encode() not in held
