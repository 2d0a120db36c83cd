from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from report_makers import Film, Films, plain_frames

from formcheck.errors import SettingsError
from formcheck.report import EXPORTERS, write
from formcheck.report.words import _, speaking
from formcheck.types import Frame, Study


class Decoder:
    """Hands out the frames of a study and counts how often it was asked."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.n_passes = 0

    def __call__(self) -> Iterator[Frame]:
        self.n_passes += 1
        return plain_frames(self.study)


def test_all_formats_in_one_pass_give_the_promised_files(
    study: Study, films: Films, tmp_path: Path
) -> None:
    decoder = Decoder(study)
    out = tmp_path / "één map"
    made = write(study, out, list(EXPORTERS), frames=decoder, open_writer=films)
    names = {path.relative_to(out).as_posix() for path in made}
    assert names == {
        "stick.formcheck.json", "measurements.csv", "strides.csv", "overlay.mp4", "exercises.html",
        "report.pdf",
        "frames/initial_contact_left.png", "frames/mid_stance_left.png",
        "frames/toe_off_left.png", "frames/feet_under_hips_initial_contact_left.png",
        "report.html", "measurements.parquet", "strides.parquet",
        "landmarks.csv", "landmarks.parquet", "curves.csv", "curves.parquet",
        "curve_strides.csv", "curve_strides.parquet", "stick_px.trc", "stick.mot", "stick.sto",
        "stick_px.c3d",
    }  # fmt: skip
    assert decoder.n_passes == 1
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == names


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_row_decodes_only_when_it_says_so(
    study: Study, films: Films, tmp_path: Path, name: str
) -> None:
    decoder = Decoder(study)
    made = write(study, tmp_path, [name, name], frames=decoder, open_writer=films)
    assert decoder.n_passes == int(EXPORTERS[name].needs_frames)
    assert made and all(path.exists() for path in made)
    assert len(set(made)) == len(made)


def test_an_unknown_format_names_the_known_and_writes_nothing(
    study: Study, films: Films, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="csv, curves, html"):
        write(study, tmp_path, ["json", "docx"], frames=Decoder(study), open_writer=films)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_clip_leaves_no_half_film_and_keeps_the_old_one(
    study: Study, films: Films, tmp_path: Path
) -> None:
    def breaking() -> Iterator[Frame]:
        yield next(plain_frames(study))
        raise OSError("the disk is gone")

    (tmp_path / "overlay.mp4").write_bytes(b"old")
    with pytest.raises(OSError, match="disk"):
        write(study, tmp_path, ["mp4"], frames=breaking, open_writer=films)
    assert [p.name for p in tmp_path.iterdir()] == ["overlay.mp4"]
    assert (tmp_path / "overlay.mp4").read_bytes() == b"old"
    assert films.opened[0].is_closed


def test_a_film_gets_its_name_only_when_closed(study: Study, tmp_path: Path) -> None:
    class Watching(Film):
        def __exit__(self, *_: object) -> None:
            assert not (tmp_path / "overlay.mp4").exists()

    write(study, tmp_path, ["mp4"], frames=Decoder(study), open_writer=Watching)
    assert (tmp_path / "overlay.mp4").exists()


def test_text_files_are_utf8_with_plain_new_lines(
    study: Study, films: Films, tmp_path: Path
) -> None:
    clip = replace(study.analysis.clip, name="één.mp4")
    named = replace(study, analysis=replace(study.analysis, clip=clip))
    (path,) = write(named, tmp_path, ["json"], frames=Decoder(study), open_writer=films)
    assert b"\r" not in path.read_bytes()
    assert json.loads(path.read_text(encoding="utf-8"))["clip"]["name"] == "één.mp4"


def test_importing_the_package_brings_no_heavy_library() -> None:
    heavy = "{'cv2', 'polars', 'pydantic', 'rich', 'jinja2'}"
    code = f"import sys, formcheck.report; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_language_without_catalogue_speaks_english() -> None:
    with speaking("nl-x-none"):
        assert _("left") == "left"
