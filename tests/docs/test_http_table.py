"""The guides of the web page are up to date, and what they point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import http_table
import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ("docs/serve.md", "docs/server.md", "docs/http-api.md", "docs/nl/server-thuis.md")
LINK = re.compile(r"\]\(([^)#:]+)(#[^)]*)?\)")


@pytest.fixture(scope="module")
def guide() -> str:
    return http_table.GUIDE.read_text(encoding="utf-8")


def test_the_table_is_what_the_server_says(guide: str) -> None:
    assert guide == http_table.filled(guide), "run: python tests/http_table.py"


def test_every_endpoint_says_what_comes_back(guide: str) -> None:
    rows = list(http_table.rows(http_table.description()))
    assert len(rows) > 20
    assert [row for row in rows if not all(row)] == []
    assert all(row[0] in guide for row in rows)


def test_a_stale_table_is_told_of(
    guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "http-api.md"
    old.write_text(guide.replace("`GET /api/v1/jobs`", "`GET /api/v1/tasks`"))
    monkeypatch.setattr(http_table, "GUIDE", old)
    assert http_table.main(check=True) == 1
    assert http_table.main(check=False) == 0
    assert old.read_text() == guide


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_guide_points_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = LINK.findall(text)
    assert found
    for target, _ in found:
        assert ((ROOT / name).parent / target).exists(), target


def test_every_number_of_the_metrics_is_in_the_guide_and_none_else() -> None:
    from formcheck.web import counted, health

    code = Path(counted.__file__).read_text() + Path(health.__file__).read_text()
    names = set(re.findall(r'"(formcheck_[a-z_]+)"', code))
    names |= {f"formcheck_{name}_ok" for name in ("store", "disk", "workers")}
    text = (ROOT / "docs/server.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(formcheck_[a-z_]+)", text))
    assert {name.removesuffix("_total") for name in told} == names
