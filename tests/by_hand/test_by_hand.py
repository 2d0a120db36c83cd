"""The file of corrections: written, read back, refused with the place of the mistake."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck import by_hand
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.types import Contact, ContactEdit, Corrections, Source

SHA = "ab" * 32
CONTACTS = tuple(
    Contact(side, at, 0.007, at + 0.24, 0.012)
    for side, at in (("left", 0.5), ("right", 0.85), ("left", 1.2), ("right", 1.55))
)
moments = st.integers(0, 99999).map(lambda k: k / 1000)
sides = st.sampled_from(["left", "right"])
edits = st.one_of(
    st.builds(lambda s, a, k: ContactEdit("move", s, a, round(a + 0.01, 3), round(a + 0.1 + k, 3)),
              sides, moments, st.sampled_from([0.0, 0.1, 0.2])),
    st.builds(lambda s, a: ContactEdit("remove", s, a), sides, moments),
    st.builds(lambda s, a: ContactEdit("add", s, None, a, None), sides, moments),
)  # fmt: skip
some = st.builds(
    lambda edits, note, person: Corrections(
        clip_sha256=SHA,
        contacts=by_hand.parsing.in_order(edits),
        excluded_s=((1.0, 2.5),),
        known_length=(310.0, 640.0, 910.0, 640.0, 1.4),
        person=person,
        note=" ".join(note.split()),
        slow_motion=4.0,
    ),
    st.lists(edits, max_size=5, unique_by=lambda edit: (edit.side, edit.at_s)),
    st.text(st.sampled_from("abcé\"\\'=#🏃 "), max_size=30),
    st.none() | st.integers(1, 9),
)


@given(some, st.sampled_from(["a.corrections.toml", "a.corrections.json"]))
def test_what_was_written_reads_back(made: Corrections, name: str) -> None:
    text = by_hand.file_text(made, CONTACTS, name=name)
    assert by_hand.parsed(text, name) == made


def test_every_contact_waits_in_a_comment_to_be_changed() -> None:
    text = by_hand.file_text(Corrections(), CONTACTS)
    lines = [line for line in text.splitlines() if line.startswith("  # {")]
    assert len(lines) == len(CONTACTS)
    freed = text.replace(
        lines[2], lines[2].replace("# {", "{", 1).replace("off = 1.4400", "off = 1.5")
    )
    (edit,) = by_hand.parsed(freed, "a.toml").contacts
    assert edit == ContactEdit("move", "left", 1.2, 1.2, 1.5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("exclude = [[3,2, 4,5]]", "exclude, 1 is not a start and an end"),
        ("note = 'a'\nexclude = [[4.5 3.2]]", "line 2"),
        ("exclude = [[4.5, 3.2]]", "exclude, 1 ends before it begins"),
        ("hide = 3", "there is no hide"),
        ("contacts = 3", "contacts is no list"),
        ('contacts = [{ do = "shift", side = "left" }]', "contacts, 1: do is missing or unknown"),
        ('contacts = [{ do = "move", side = "links" }]', "contacts, 1: side is missing or unknown"),
        ('contacts = [{ do = "move", side = "left", at = 1.0 }]', "contacts, 1: strike is missing"),
        ('contacts = [{ do = "remove", side = "left" }]', "contacts, 1: at is missing"),
        ('contacts = [{ do = "remove", side = "left", at = 1.0, off = 2.0 }]', "remove has no off"),
        ('contacts = [{ do = "add", side = "left", strike = "1.2" }]', "is no number"),
        ('contacts = [{ do = "add", side = "left", strike = -1.0 }]', "before the clip begins"),
        ('contacts = [{ do = "add", side = "left", strike = 1.2, off = 1.1 }]',
         "contacts, 1: The contact of the left foot at 1.200 s ends before it begins"),
        ('contacts = [{ do = "add", side = "left", strike = 1.2, off = 1.21 }]', "lasts 0.010 s"),
        ('contacts = [{ do = "add", side = "left", strike = 1.2, off = 4.2 }]', "lasts 3.000 s"),
        ('contacts = [{ do = "remove", side = "left", at = 1.0 }, '
         '{ do = "move", side = "left", at = 1.0, strike = 1.1 }]', "two entries"),
        ("person = 0", "person is no number"),
        ("known_length = [1, 2, 3]", "known_length needs a list of 5 numbers"),
        ("slow_motion = 0.5", "slow_motion is under 1"),
        ('clip_sha256 = "abc"', "clip_sha256"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        by_hand.parsed(text, "monday.corrections.toml")
    assert told in error.value.problem
    assert "monday.corrections.toml" in error.value.problem
    assert error.value.hint


def test_json_tells_the_line_too() -> None:
    with pytest.raises(SettingsError, match="line 2"):
        by_hand.parsed('{\n"note": }', "a.json")
    assert by_hand.parsed(json.dumps({"note": "late"}), "a.json").note == "late"


def asked(corrections: Corrections = Corrections(), **options: list[str]) -> Corrections:  # noqa: B008
    return by_hand.asked(corrections, options, CONTACTS)


def test_the_command_line_says_which_contact_and_what() -> None:
    assert asked(set=["left:2=1.234-1.48"]).contacts == (
        ContactEdit("move", "left", 1.2, 1.234, 1.48),
    )
    assert asked(set=["links:2=-1,5"]).contacts == (ContactEdit("move", "left", 1.2, None, 1.5),)
    assert asked(set=["right:1=0.9"]).contacts == (ContactEdit("move", "right", 0.85, 0.9, None),)
    assert asked(add=["right:1.9-2.1"]).contacts == (ContactEdit("add", "right", None, 1.9, 2.1),)
    assert asked(remove=["right:2"]).contacts == (ContactEdit("remove", "right", 1.55),)
    assert asked(exclude=["3.2-4.5", "4.1-5"]).excluded_s == ((3.2, 5.0),)
    later = asked(move=["left=+0.02"]).contacts
    assert [e.strike_s for e in later] == pytest.approx([0.52, 1.22])
    assert [e.off_s for e in later] == pytest.approx([0.76, 1.46])


@pytest.mark.parametrize("option", ["set", "move", "add", "remove", "exclude"])
def test_what_is_not_understood_comes_with_an_example(option: str) -> None:
    with pytest.raises(SettingsError, match="is not understood") as error:
        asked(**{option: ["left;2"]})
    assert f"--{option}" in error.value.hint


def test_a_number_that_is_not_there_says_which_are() -> None:
    with pytest.raises(SettingsError, match="no contact left:3") as error:
        asked(remove=["left:3"])
    assert "left:1 to left:2" in error.value.hint


def test_asking_twice_changes_nothing_more() -> None:
    once = asked(set=["left:2=1.234-1.48"], add=["right:1.9-2.1"], exclude=["3-4"])
    by_user = replace(CONTACTS[2], strike_s=1.234, off_s=1.48, by="user")
    added = Contact("right", 1.9, 0.0, 2.1, 0.0, "user")
    now = (*CONTACTS[:2], by_user, CONTACTS[3], added)
    again = {"set": ["left:2=1.234-1.48", "right:3=1.9-2.1"], "exclude": ["3-4"]}
    assert by_hand.asked(once, again, now) == once


def test_a_contact_changed_again_has_one_edit_about_what_was_found() -> None:
    once = asked(set=["left:2=1.234-1.48"])
    by_user = replace(CONTACTS[2], strike_s=1.234, off_s=1.48, by="user")
    now = (*CONTACTS[:2], by_user, CONTACTS[3])
    twice = by_hand.asked(once, {"set": ["left:2=1.25"]}, now)
    assert twice.contacts == (ContactEdit("move", "left", 1.2, 1.25, 1.48),)
    gone = by_hand.asked(once, {"remove": ["left:2"]}, now)
    assert gone.contacts == (ContactEdit("remove", "left", 1.2),)
    added = asked(add=["right:1.9-2.1"])
    contact = Contact("right", 1.9, 0.0, 2.1, 0.0, "user")
    assert by_hand.asked(added, {"remove": ["right:3"]}, (*CONTACTS, contact)) == Corrections()


def source(tmp_path: Path) -> Source:
    return Source(tmp_path / "monday.mp4", SHA, 640, 480, 0, 60.0, 100)


def test_the_file_beside_the_clip_is_found_unless_told_otherwise(tmp_path: Path) -> None:
    clip = source(tmp_path)
    assert by_hand.of_clip(clip, Settings()).corrections is False
    (tmp_path / "monday.corrections.toml").write_text('person = 2\nnote = "seen"', encoding="utf-8")
    (tmp_path / "other.json").write_text('{"note": "other"}', encoding="utf-8")
    found = by_hand.of_clip(clip, Settings())
    assert (found.person, found.corrections.note) == (2, "seen")  # type: ignore[union-attr]
    other = by_hand.of_clip(clip, Settings(corrections=tmp_path / "other.json"))
    assert other.corrections.note == "other"  # type: ignore[union-attr]
    assert by_hand.of_clip(clip, Settings(corrections=False)).corrections is False


def test_what_is_said_on_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    made = Corrections(known_length=(0, 0, 100, 0, 1.0), person=2, vertical=(0, 0, 0, 99))
    said = Settings(known_length=(0, 0, 100, 0, 2.0), point=(3, 4), corrections=made)
    found = by_hand.of_clip(source(tmp_path), said)
    assert (found.known_length, found.person, found.point) == (said.known_length, None, (3, 4))
    assert found.vertical == made.vertical
    left = found.corrections
    assert isinstance(left, Corrections)
    assert (left.known_length, left.person, left.vertical) == (None, None, made.vertical)


def test_corrections_of_another_clip_are_refused(tmp_path: Path) -> None:
    (tmp_path / "monday.corrections.toml").write_text(f'clip_sha256 = "{"cd" * 32}"')
    with pytest.raises(SettingsError, match="another clip than monday"):
        by_hand.of_clip(source(tmp_path), Settings())


def test_two_files_are_one_too_many(tmp_path: Path) -> None:
    for ending in ("toml", "json"):
        (tmp_path / f"monday.corrections.{ending}").write_text("")
    with pytest.raises(SettingsError, match="Both"):
        by_hand.beside(tmp_path / "monday.mp4")


def test_a_draft_never_takes_the_place_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.corrections.toml"
    by_hand.save(path, "note = 'one'")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SettingsError, match="Cannot write"):
        by_hand.save(path, "note = 'two'")
    assert path.read_text() == "note = 'one'"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_moments_outside_the_clip_are_refused() -> None:
    late = Corrections(contacts=(ContactEdit("add", "left", None, 30.0, None),))
    with pytest.raises(SettingsError, match=r"30\.00 s, but the clip ends at 8\.00 s"):
        by_hand.refuse_outside(late, 8.0)
    with pytest.raises(SettingsError, match=r"9\.00 s"):
        by_hand.refuse_outside(Corrections(excluded_s=((9.0, 9.5),)), 8.0)


@given(some, st.sampled_from([1.0, 2.0, 8.0]))
def test_another_slow_motion_factor_means_the_same_pictures(
    made: Corrections, factor: float
) -> None:
    there = made.in_time_of(factor)
    for edit, was in zip(there.contacts, made.contacts, strict=True):
        assert edit.at_s * factor == pytest.approx(was.at_s * 4.0)
    back = there.in_time_of(4.0).excluded_s
    assert np.array(back) == pytest.approx(np.array(made.excluded_s))


def test_nothing_changed_says_nothing() -> None:
    assert Corrections(note="fine").changes == ()


def test_a_note_from_anywhere_leaves_a_file_that_can_be_read() -> None:
    made = Corrections(note='late\n"so" \x7f\t\\ é \U0001f3c3')
    read = by_hand.parsed(by_hand.file_text(made), "a.toml")
    assert read.note == 'late "so" \\ é \U0001f3c3'
