"""runners.csv as spreadsheets write it, and everything that can be wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.batch.roster import COLUMNS, Roster, read_roster
from formcheck.errors import SettingsError
from formcheck.settings import DEFAULTS, Settings

CLIPS = ("a.mp4", "sub/b.mp4", "caf\u00e9.mov")


def roster(folder: Path, text: str | bytes) -> Roster:
    path = folder / "runners.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path, CLIPS)


def settings(folder: Path, text: str | bytes, clip: str = "a.mp4") -> Settings:
    return roster(folder, text).of(clip).settings(DEFAULTS)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        roster(folder, text)
    return raised.value.problem.splitlines()[1:]


def test_every_column_sets_what_it_is_called_after(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text("rest_days = 3\n")
    cells = {
        "clip": "a.mp4", "runner": "r-12", "height_cm": "178.5", "speed_kmh": "10.8",
        "incline_pct": "-2", "surface": "Trail", "view": "side", "slow_motion": "4.8",
        "part": "12-40", "person": "2", "known_length": '"310,640,910,640,1.4"',
        "vertical": "120 80 124 610", "questionnaire": "answers.toml", "point": "",
        "shoes": "flat 4 mm",
    }  # fmt: skip
    assert {*COLUMNS, "clip", "runner"} == {*cells}
    found = roster(tmp_path, f"{','.join(cells)}\n{','.join(cells.values())}\n").of("a.mp4")
    assert found.runner == "r-12"
    assert found.settings(DEFAULTS) == Settings(
        height_m=1.785, speed_mps=3.0, incline_pct=-2.0, surface="trail", view="side",
        slow_motion=4.8, part=(12.0, 40.0), person=2, known_length=(310, 640, 910, 640, 1.4),
        vertical=(120, 80, 124, 610), questionnaire={"rest_days": 3}, shoes="flat 4 mm",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "clip;height_cm\na.mp4;178,5\n",
        "\ufeffclip;height_cm\r\na.mp4;178,5\r\n",
        "sep=;\nclip;height_cm\na.mp4;178,5\n",
        "clip\theight_cm\na.mp4\t178.5\n".encode("utf-16"),
        'Clip, Height cm\n"a.mp4", "178,5"\n'.replace(', "', ',"'),
        "height_cm,clip,,\n178.5, a.mp4 ,,\n,,,\n",
        "clip;height_cm;shoes\na.mp4;178,5;bl\xeble\n".encode("cp1252"),
    ],
)
def test_however_a_spreadsheet_saved_it(tmp_path: Path, text: str | bytes) -> None:
    assert settings(tmp_path, text).height_m == 1.785


def test_points_with_decimal_commas_stand_between_spaces_or_semicolons(tmp_path: Path) -> None:
    for cell in ("310 640 910 640 1,4", '"310;640;910;640;1,4"', '"310, 640, 910, 640, 1.4"'):
        text = f"clip\tknown_length\na.mp4\t{cell}\n"
        assert settings(tmp_path, text).known_length == (310, 640, 910, 640, 1.4)


def test_clips_that_are_not_named_are_as_usual(tmp_path: Path) -> None:
    assert settings(tmp_path, "clip,view\na.mp4,rear\n", "sub/b.mp4") == DEFAULTS


def test_names_compare_as_people_see_them(tmp_path: Path) -> None:
    text = "clip,view\nsub\\b.mp4,rear\ncafe\u0301.mov,front\n"
    assert settings(tmp_path, text, "sub/b.mp4").view == "rear"
    assert settings(tmp_path, text, "caf\u00e9.mov").view == "front"


def test_empty_cells_and_auto_say_nothing(tmp_path: Path) -> None:
    assert settings(tmp_path, "clip,slow_motion,height_cm\na.mp4,auto,\n") == DEFAULTS


def test_a_cell_goes_before_what_holds_for_all_clips(tmp_path: Path) -> None:
    found = roster(tmp_path, "clip,slow_motion,incline_pct\na.mp4,auto,\n")
    all_clips = Settings(slow_motion=8.0, incline_pct=2.0)
    assert found.of("a.mp4").settings(all_clips) == Settings(incline_pct=2.0)
    assert found.of("sub/b.mp4").settings(all_clips) == all_clips


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("clip,heigth_cm\na.mp4,178\n", "There is no column 'heigth_cm'. Is it height_cm?"),
        ("height_cm\n178\n", "There is no column clip."),
        ("clip,view,view\na.mp4,side,side\n", "The column view is there twice."),
        ("clip,view\nb.mp4,side\n", "Row 2, clip: There is no clip 'b.mp4'. Is it sub/b.mp4?"),
        ("clip,view\nxyz,side\n", "Row 2, clip: There is no clip 'xyz'."),
        ("clip,view\na.mp4,side\n./a.mp4,rear\n", "Row 3, clip: a.mp4 is in row 2 already."),
        ("clip,view\n,side\n", "Row 2, clip: It names no clip."),
        ("clip,height_cm\n\na.mp4,tall\n", "Row 3, height_cm: 'tall' is not a number."),
        ("clip,height_cm\na.mp4,nan\n", "Row 2, height_cm: 'nan' is not a number."),
        (
            "clip,height_cm\na.mp4,17.8\n",
            "Row 2, height_cm: The height of 17.8 cm is outside 90 to 250 cm.",
        ),
        ("clip,view\na.mp4,above\n", "Row 2, view: There is no view 'above'."),
        ("clip,person\na.mp4,1.5\n", "Row 2, person: '1.5' is not a whole number."),
        ("clip,,view\na.mp4,178,side\n", "Row 2 has cells that belong to no column."),
        ("clip,view\na.mp4,side,178\n", "Row 2 has cells that belong to no column."),
        (
            "clip,person,point\na.mp4,1,3 4\n",
            "Row 2: --person and --point both say who to measure.",
        ),
        (
            "clip,questionnaire\na.mp4,none.toml\n",
            "Row 2, questionnaire: The questionnaire none.toml cannot be read: "
            "No such file or directory.",
        ),
        (
            "clip,runner\na.mp4,Ann Droid\n",
            "Row 2, runner: The runner 'Ann Droid' looks like a name.",
        ),
    ],
)
def test_each_error_says_where_it_is(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, text) == [problem]


def test_all_errors_are_said_at_once(tmp_path: Path) -> None:
    text = "clip,view,mood\na.mp4,above,x\nnone.mp4,side,y\na.mp4,side,z\n"
    found = problems(tmp_path, text)
    assert [line.partition(":")[0] for line in found] == [
        "There is no column 'mood'.", "Row 2, view", "Row 3, clip", "Row 4, clip",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "clip,heigth_cm,runer\na.mp4,17.8,Ann Droid\n",
            [
                "There is no column 'heigth_cm'. Is it height_cm?",
                "There is no column 'runer'. Is it runner?",
                "Row 2, height_cm: The height of 17.8 cm is outside 90 to 250 cm.",
                "Row 2, runner: The runner 'Ann Droid' looks like a name.",
            ],
        ),
        (
            "clips,view\nb.mp4,above\n",
            [
                "There is no column 'clips'. Is it clip?",
                "Row 2, clip: There is no clip 'b.mp4'. Is it sub/b.mp4?",
                "Row 2, view: There is no view 'above'.",
            ],
        ),
        (  # the right column is there as well, or two wrong names are near it: nobody can say
            "clip,height_cm,heigth_cm\na.mp4,178,tall\n",
            ["There is no column 'heigth_cm'. Is it height_cm?"],
        ),
        (
            "clip,heigth_cm,hight_cm\na.mp4,178,tall\n",
            [
                "There is no column 'heigth_cm'. Is it height_cm?",
                "There is no column 'hight_cm'. Is it height_cm?",
            ],
        ),
    ],
)
def test_below_a_column_whose_name_is_nearly_right_all_is_said_at_once(
    tmp_path: Path, text: str, wanted: list[str]
) -> None:
    assert problems(tmp_path, text) == wanted


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "names no columns"), (b",,\n", "names no columns"), (b"\x81\x8d", "is not a text")],
)
def test_what_is_no_table_is_said(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        roster(tmp_path, data)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Cannot read"):
        read_roster(tmp_path / "runners.csv", CLIPS)
