"""The page carries film and pictures of the one pass, and leaves nothing else behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_makers import ACT, full_study, seen
from report_makers import Film, plain_frames

from formcheck.report import write
from formcheck.report.html.media import LARGEST_FILM_BYTES
from formcheck.types import Study


@pytest.fixture
def study() -> Study:
    return full_study()


def made(study: Study, out: Path, film_bytes: int) -> str:
    class Sized(Film):
        def __exit__(self, *_: object) -> None:
            self.path.write_bytes(b"\0" * film_bytes)

    (path,) = write(
        study, out, ["html"], frames=lambda: plain_frames(study), open_writer=Sized
    )  # fmt: skip
    assert [p.name for p in out.iterdir()] == ["report.html"] == [path.name]
    return path.read_text(encoding="utf-8")


def test_film_poster_and_evidence_are_in_the_page(study: Study, tmp_path: Path) -> None:
    page = seen(made(study, tmp_path, 300))
    (video,) = page.all("video")
    assert video["src"] == "data:video/mp4;base64," + "AAAA" * 100
    assert video["poster"].startswith("data:image/jpeg;base64,")
    words = [image["alt"] for image in page.all("img")]
    assert any(ACT.headline in alt for alt in words)


def test_a_film_too_large_for_a_page_is_named_instead(study: Study, tmp_path: Path) -> None:
    page = seen(made(study, tmp_path, LARGEST_FILM_BYTES + 1))
    assert not page.all("video")
    assert "overlay.mp4" in page.text
    assert page.all("img")


def test_without_a_film_the_picture_stands_for_it(study: Study, tmp_path: Path) -> None:
    page = seen(made(study, tmp_path, 0))
    assert not page.all("video")
    assert "overlay.mp4" not in page.text
    assert any(image["class"] == "still" for image in page.all("img") if "class" in image)
