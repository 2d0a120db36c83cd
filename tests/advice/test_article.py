import pytest
from article_table import KINDS, TABLE, items, known, table

POINT = pytest.mark.parametrize("item", items(), ids=lambda item: item["name"])


@POINT
def test_every_point_has_a_place_or_a_reason_why_not(item):
    assert set(item) <= {"section", "name", "why_not", *KINDS}
    assert any(item.get(kind) for kind in KINDS) or len(item["why_not"]) > 20


@POINT
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_named_exists(item, kind):
    assert set(item.get(kind, ())) <= known()[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_all_there_is_answers_some_point(kind):
    assert known()[kind] == {id for item in items() for id in item.get(kind, ())}


def test_the_page_is_up_to_date():
    assert TABLE.read_text(encoding="utf-8") == table()
