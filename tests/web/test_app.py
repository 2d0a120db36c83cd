"""The server answers."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(("lang", "words"), [("en", "Film your running"), ("nl", "Film")])
def test_the_first_page_is_in_the_language_of_the_browser(
    client: TestClient, lang: str, words: str
) -> None:
    answer = client.get("/", headers={"accept-language": f"{lang};q=0.9"})
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert words in answer.text
